"""The rows of a matrix: in which order they stand, and under which headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..presentation.labels import N_, _
from ..records import Record
from ..records.dates import span
from ..records.groups import read_groups
from ..vocabularies import ACTOR_KIND

if TYPE_CHECKING:
    from .parts import RenderContext

MANY = 16
"""Beyond so many rows those come first that say most, and most lately."""
GROUPED = 6
"""From so many rows on, they stand under the kinds of their actors."""
MOST_COLUMNS, PANEL = 7, 6
"""Beyond so many columns a matrix is printed in parts, none of more columns than the other says."""

KINDS = {
    "state": N_("States"),
    "organisation": N_("Organisations"),
    "group": N_("Groups"),
    "programme": N_("Programmes"),
    "vessel": N_("Vessels"),
    "person": N_("People"),
}
"""Headings of rows by the kind of their actors, in their order."""

Cells = Mapping[tuple[str, str], Sequence[Record]]


class Rows(NamedTuple):
    """Rows under one heading, which is empty where there is none."""

    title: str
    actors: list[str]


def rows_of(actors: Sequence[str], cells: Cells, context: RenderContext) -> list[Rows]:
    """The actors in the order of their rows, under the headings of the author or their kinds."""
    if "groups" in context.options:
        return _as_written(actors, context)
    ordered = by_weight(actors, cells, 0) if len(actors) > MANY else list(actors)
    by_kind: dict[str, list[str]] = {}
    for actor in ordered:
        record = context.ledger.get("actor", actor)
        by_kind.setdefault(getattr(record, "kind", ""), []).append(actor)
    if len(by_kind) < 2 or len(actors) < GROUPED:
        return [Rows("", ordered)]
    order = [*KINDS, *(kind for kind in sorted(by_kind) if kind not in KINDS)]
    return [
        Rows(_heading(kind), by_kind[kind]) for kind in sorted(by_kind, key=order.index)
    ]  # fmt: skip


def _heading(kind: str) -> str:
    if kind in KINDS:
        return str(_(KINDS[kind]))
    return str(_(ACTOR_KIND.label(kind))) if kind in ACTOR_KIND.values else str(_("Others"))


def _as_written(actors: Sequence[str], context: RenderContext) -> list[Rows]:
    """The rows under the headings of the author; whom none of them names comes last."""
    left = dict.fromkeys(actors)
    found = []
    for title, names in read_groups(context.options["groups"], context.conventions):
        ids = [lookup.id for _name, lookup in context.ledger.find_all("actor", names)]
        listed = [one for one in dict.fromkeys(ids) if one in left]
        for one in listed:
            del left[one]
        if listed:
            found.append(Rows(title, listed))
    if left:
        found.append(Rows(str(_("Others")) if found else "", list(left)))
    return found


def by_weight(ids: Sequence[str], cells: Cells, side: int) -> list[str]:
    """Actors (side 0) or topics (side 1): those with most records first, then the newest."""
    counts = dict.fromkeys(ids, 0)
    newest = dict.fromkeys(ids, 0)
    for key, records in cells.items():
        if key[side] in counts:
            counts[key[side]] += len(records)
            days = (span(r.written_date).newest.toordinal() for r in records if r.written_date)
            newest[key[side]] = max(newest[key[side]], *days, 0)
    # Whoever is named nowhere stays last, and equals stay in the order of their names.
    return sorted(ids, key=lambda one: (not one, -counts[one], -newest[one]))


def panels_of(topics: Sequence[str], cells: Cells) -> list[list[str]]:
    """The topics in parts that a page has room for, the weightiest first; one where all fit."""
    if len(topics) <= MOST_COLUMNS:
        return [list(topics)]
    ordered = by_weight(topics, cells, 1)
    count = -(-len(ordered) // PANEL)
    size, more = divmod(len(ordered), count)
    ends = [size * (n + 1) + min(n + 1, more) for n in range(count)]
    return [ordered[start:end] for start, end in zip([0, *ends[:-1]], ends, strict=True)]
