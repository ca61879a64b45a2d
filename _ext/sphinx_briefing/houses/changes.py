"""Changes between two ledgers of another house: what is new, what differs, what is gone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

Tables = Mapping[str, Mapping[str, Any]]
"""Records by kind and id, as plain data."""

NAMED = 5
"""Records that a line names."""

_OF_THE_PLACE = ("line", "mentions")
"""What is no part of what a record says."""


class Changes(NamedTuple):
    """The records that are new, that have changed, and that are gone, by kind and id, sorted."""

    new: list[tuple[str, str]]
    changed: list[tuple[str, str]]
    withdrawn: list[tuple[str, str]]

    def __str__(self) -> str:
        """A line for people: how many, and which are gone."""
        if not any(self):
            return "no record has changed"
        new, changed = len(self.new), len(self.changed)
        said = f"{new} {'record' if new == 1 else 'records'} new, {changed} changed"
        gone = [f"{kind} {one!r}" for kind, one in self.withdrawn]
        names = ", ".join(gone[:NAMED]) + (", …" if len(gone) > NAMED else "")
        return f"{said}, {len(gone)} withdrawn" + (f" ({names})" if gone else "")


def changes_between(before: Tables, after: Tables) -> Changes:
    """Compare two ledgers, both by kind and id."""
    found = Changes([], [], [])
    for kind in sorted({*before, *after}):
        old, now = before.get(kind, {}), after.get(kind, {})
        for one in sorted({*old, *now}):
            if one not in old:
                found.new.append((kind, one))
            elif one not in now:
                found.withdrawn.append((kind, one))
            elif _said(old[one]) != _said(now[one]):
                found.changed.append((kind, one))
    return found


def _said(record: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in _OF_THE_PLACE}


def withdrawn_by_now(
    before: Mapping[str, list[str]], changes: Changes, now: Tables
) -> dict[str, list[str]]:
    """The records that a house had at any time and has no more, by kind, sorted.

    :param before: those that were gone already.
    """
    found: dict[str, set[str]] = {kind: set(ids) for kind, ids in before.items()}
    for kind, one in changes.withdrawn:
        found.setdefault(kind, set()).add(one)
    left = {kind: sorted(ids - now.get(kind, {}).keys()) for kind, ids in sorted(found.items())}
    return {kind: ids for kind, ids in left.items() if ids}
