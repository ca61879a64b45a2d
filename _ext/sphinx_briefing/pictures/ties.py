"""Ties between actors: each relation once, with what shows it, and its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..layouts.actor_map import LABELS, Relations, dated
from ..presentation.labels import N_, _
from ..texts import shorten
from .picture import Task

WORDS: Mapping[str, str] = {**LABELS, "belongs": N_("Is a member of")}
KINDS = ("belongs", "opposes", "supports", "agreed", "attacked", "meets")
"""The relations that are drawn, as they lie upon each other: what is filled first, the small marks
last. Of those that equally many records show, the first are kept longest."""
DIRECTED = frozenset({"belongs", "attacked"})
"""The relations that lead from one actor to the other."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation between two actors, with the records that show it."""

    one: str
    other: str
    relation: str
    shown_by: tuple[tuple[str, str], ...]


def ties_of(related: Relations) -> list[Tie]:
    """Each relation once: from the member, from the attacker, all others from either side."""
    return [
        Tie(actor, other, relation, tuple(shown_by))
        for actor in sorted(related)
        for (relation, other), shown_by in sorted(related[actor].items())
        if relation in DIRECTED or (relation in KINDS and actor < other)
    ]


def in_drawing_order(ties: Iterable[Tie]) -> list[Tie]:
    """The ties in the order in which they are drawn."""
    return sorted(ties, key=lambda tie: KINDS.index(tie.relation))


def words_of(tie: Tie, task: Task, most: int = 1) -> str:
    """Who stands how to whom, and by what that is shown."""
    one, other = (task.title_of("actor", actor) for actor in (tie.one, tie.other))
    titles = [_told(tie, *record, task) for record in tie.shown_by[:most]]
    more = f" (+{len(tie.shown_by) - most})" if len(tie.shown_by) > most else ""
    words = f"{one} \u2013 {_(WORDS[tie.relation])} \u2013 {other}"
    return f"{words}: {'; '.join(titles)}{more}" if titles else words


def _told(tie: Tie, kind: str, identifier: str, task: Task) -> str:
    record = task.context.ledger.get(kind, identifier)
    day = dated(tie.relation, record, task.context) if record else ""
    return shorten(task.title_of(kind, identifier), 80) + day


def strength_of(ties: Sequence[Tie]) -> dict[tuple[str, str], int]:
    """How close two actors are to stand: members to their group, opponents may stand apart."""
    weights = {
        "belongs": 4, "supports": 3, "agreed": 3, "meets": 2, "opposes": 1, "attacked": 1,
    }  # fmt: skip
    found: dict[tuple[str, str], int] = {}
    for tie in ties:
        pair = (tie.one, tie.other) if tie.one < tie.other else (tie.other, tie.one)
        found[pair] = found.get(pair, 0) + weights[tie.relation]
    return found
