"""Shards as ``briefing_shards`` describes them."""

from __future__ import annotations

import re
from typing import Any

_NAME = re.compile(r"[^\W_][\w.-]*")


def patterns(value: Any, problems: list[str]) -> dict[str, str | list[str]]:
    """The patterns of each shard, as far as they can be used.

    :raises ValueError: if it is no dictionary.
    """
    if not isinstance(value, dict):
        raise ValueError(
            'is not a dictionary like {"2024": "notes/2024/**", "rest": ["index.md", "briefs/**"]}'
        )
    found: dict[str, str | list[str]] = {}
    for name, written in value.items():
        listed = [written] if isinstance(written, str) else written
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            problems.append(f"{name!r} is no name of a shard; write letters, digits and '-'")
        elif not (
            isinstance(listed, (list, tuple))
            and listed
            and all(isinstance(one, str) and one for one in listed)
        ):
            problems.append(
                f"{name!r}: {written!r} is no pattern of paths, nor a list of some, like "
                "'notes/2024/**'"
            )
        else:
            found[name] = written
    return found
