"""Sources that retell another one, and stand on their own feet all the same."""

from __future__ import annotations

from collections.abc import Mapping

from ..records import Source


def retelling(identifier: str, sources: Mapping[str, Source]) -> tuple[str, ...]:
    """The sources whose chains of origins lead to one, sorted by id.

    A retraction of the one does not retract them: whether they fall with it is for people to say.
    """
    named: dict[str, list[str]] = {}
    for one, source in sources.items():
        for origin in source.origin:
            named.setdefault(origin, []).append(one)
    found, waiting = {identifier}, [identifier]
    for origin in waiting:
        for one in named.get(origin, ()):
            if one not in found:
                found.add(one)
                waiting.append(one)
    return tuple(sorted(found - {identifier}))
