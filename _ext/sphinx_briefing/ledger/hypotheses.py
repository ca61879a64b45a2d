"""Competing hypotheses: what the evidence says of each, and how far it tells them apart.

The analysis of competing hypotheses after Heuer ("Psychology of Intelligence Analysis", 1999,
chapter 8): a hypothesis is not held for what speaks for it, which may speak for others as well,
but for how little speaks against it. All is a function of what is known on a day. Nothing here is
a probability: hypotheses are put into an order, and equals have no order between them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import combinations, groupby
from typing import NamedTuple

from ..records import Hypothesis, Record, Source, declared
from ..vocabularies import CREDIBILITY, RELIABILITY
from .evidence import Key
from .standing import Evidence

CONSISTENT, INCONSISTENT, NEUTRAL, OPEN = "consistent", "inconsistent", "neutral", ""
MARKS = (CONSISTENT, INCONSISTENT, NEUTRAL)
"""How a piece of evidence may be marked for a hypothesis; :data:`OPEN` where it is not assessed."""

Places = tuple[tuple[str, ...], ...]
"""The ids of hypotheses in their order, equals together in the order in which they came."""

Carriers = Callable[[Key], frozenset[Key]]
"""Gives the records that carry a piece of evidence in the end; none where it counts for nothing."""


class Piece(NamedTuple):
    """A record that one of the hypotheses at least names as evidence."""

    kind: str
    id: str
    marks: tuple[str, ...]
    """One a hypothesis, in their order: one of :data:`MARKS`, or :data:`OPEN`."""
    counts: bool
    """Whether anything is left of it: withdrawn evidence counts for nothing."""

    @property
    def key(self) -> Key:
        """Kind and id of the record."""
        return self.kind, self.id

    @property
    def pairs(self) -> int:
        """The pairs of hypotheses that it tells apart: both assessed, and not in the same way."""
        seen = [mark for mark in self.marks if mark != OPEN]
        return sum(one != other for one, other in combinations(seen, 2)) if self.counts else 0

    @property
    def is_same(self) -> bool:
        """Whether it says the same of all of several hypotheses."""
        return OPEN not in self.marks and len(self.marks) > 1 and len({*self.marks}) == 1

    @property
    def weighs(self) -> bool:
        """Whether it has a say in the order of the hypotheses."""
        return self.counts and not self.is_same


class Against(NamedTuple):
    """The evidence against a hypothesis that has a say in the order."""

    pieces: int
    voices: int
    """How many voices it comes from that do not hang on each other."""


class Turn(NamedTuple):
    """Evidence without which the hypotheses would stand in another order."""

    without: tuple[Key, ...]
    """One record, or those of one voice."""
    places: Places
    """The order that would be."""


class Comparison(NamedTuple):
    """The hypotheses of one question, and the evidence on them."""

    question: str
    """The id of the topic; empty where it is not known."""
    places: Places
    """The hypotheses, those with the fewest voices against them first."""
    against: tuple[Against, ...]
    """One a hypothesis, in their order."""
    evidence: tuple[Piece, ...]
    """What tells most of them apart first, and what counts for nothing last."""
    turns: tuple[Turn, ...]
    """In the order of the evidence; first single records, then voices."""

    @property
    def hypotheses(self) -> tuple[str, ...]:
        """The ids of all of them, in their order."""
        return tuple(one for place in self.places for one in place)


def marks_of(hypothesis: Hypothesis) -> dict[Key, str]:
    """The marks of the evidence that a hypothesis names; open where it stands in two fields."""
    found: dict[Key, str] = {}
    for mark in MARKS:
        field = declared(type(hypothesis))[mark]
        for key in field.shape.keys(getattr(hypothesis, field.attribute)):
            found[key] = OPEN if key in found else mark
    return found


def comparisons(
    hypotheses: Sequence[Hypothesis],
    evidence: Evidence,
    record: Callable[[str, str], Record | None],
) -> tuple[Comparison, ...]:
    """The hypotheses by their questions, in the order in which these come up.

    :param evidence: who carries what, on the day.
    :param record: gives a record as it is known, by kind and id.
    """
    by_question: dict[str, list[Hypothesis]] = {}
    for one in hypotheses:
        by_question.setdefault(next(iter(one.question), ""), []).append(one)
    return tuple(
        _compared(question, _Table(some, evidence), record)
        for question, some in by_question.items()
    )


def _compared(
    question: str, table: _Table, record: Callable[[str, str], Record | None]
) -> Comparison:
    places, against = table.places(), table.against()
    order = [one for place in places for one in place]
    pieces = table.pieces(order)
    pieces.sort(key=lambda piece: _rank(piece, record))
    return Comparison(
        question,
        places,
        tuple(against[one] for one in order),
        tuple(pieces),
        tuple(table.turns(pieces, places)),
    )


def _rank(piece: Piece, record: Callable[[str, str], Record | None]) -> tuple[object, ...]:
    """The place of a piece of evidence: what tells most apart, then what speaks against most.

    Of equals, what is graded best stands first. What says the same of all hypotheses comes after
    what is not assessed for all of them.
    """
    group = 3 if not piece.counts else 2 if piece.is_same else 0 if piece.pairs else 1
    against = piece.marks.count(INCONSISTENT)
    return group, -piece.pairs, -against, *_grade(piece.key, record), piece.id, piece.kind


def _grade(key: Key, record: Callable[[str, str], Record | None]) -> tuple[int, int]:
    """The ranks of a record on both Admiralty scales; what is not graded comes last."""
    found = record(*key)
    sources = (key[1],) if key[0] == "source" else found.source if found else ()
    of_sources = (record("source", one) for one in sources)
    reliable = [
        RELIABILITY.rank(one.reliability)
        for one in of_sources
        if isinstance(one, Source) and one.reliability
    ]
    credibility = getattr(found, "credibility", None)
    return (
        min(reliable, default=len(RELIABILITY.values)),
        CREDIBILITY.rank(credibility) if credibility else len(CREDIBILITY.values),
    )


class _Table:
    """Hypotheses of one question with the marks of all evidence that any of them names."""

    def __init__(self, hypotheses: Sequence[Hypothesis], evidence: Evidence) -> None:
        self._marks = {one.id: marks_of(one) for one in hypotheses}
        self._keys = sorted({key for marks in self._marks.values() for key in marks})
        self._evidence = evidence
        self._same = {key for key in self._keys if self._piece(key, [*self._marks]).is_same}
        # With what rests on nothing else, nothing goes but itself.
        self._are_apart = all(kind != "source" and kind not in evidence.resting
                              for kind, _ in self._keys)  # fmt: skip

    def _piece(self, key: Key, order: Sequence[str]) -> Piece:
        marks = tuple(self._marks[one].get(key, OPEN) for one in order)
        return Piece(*key, marks, bool(self._carriers(key)))

    def pieces(self, order: Sequence[str]) -> list[Piece]:
        """All evidence, with its marks in the order of the hypotheses."""
        return [self._piece(key, order) for key in self._keys]

    def _carriers(self, key: Key) -> frozenset[Key]:
        return self._evidence.support(*key).carriers

    def against(self, without: Collection[Key] = ()) -> Mapping[str, Against]:
        """The evidence against each hypothesis, if some records were withdrawn."""
        evidence, carriers = self._evidence, self._carriers
        if without and self._are_apart:
            carriers = lambda key: _NOBODY if key in without else self._carriers(key)  # noqa: E731
        elif without:
            evidence = evidence.lacking(*without)
            carriers = lambda key: evidence.support(*key).carriers  # noqa: E731
        return {one: _counted(marks, self._same, evidence, carriers)
                for one, marks in self._marks.items()}  # fmt: skip

    def places(self, without: Collection[Key] = ()) -> Places:
        """The order of the hypotheses, if some records were withdrawn."""
        against = self.against(without)
        voices = {one: found.voices for one, found in against.items()}
        ordered = sorted(voices, key=voices.__getitem__)
        return tuple(tuple(equals) for _, equals in groupby(ordered, voices.__getitem__))

    def turns(self, pieces: Sequence[Piece], places: Places) -> Iterator[Turn]:
        """The records, and then the voices, without which the order would be another one."""
        single = [(piece.key,) for piece in pieces if piece.counts]
        for without in (*single, *self._voices(pieces, {*single})):
            if (then := self.places(without)) != places:
                yield Turn(without, then)

    def _voices(
        self, pieces: Sequence[Piece], single: Collection[tuple[Key, ...]]
    ) -> Iterator[tuple[Key, ...]]:
        """The records of each voice that carries evidence against a hypothesis."""
        speaking: dict[Key, None] = {}
        for piece in pieces:
            if piece.weighs and INCONSISTENT in piece.marks:
                speaking.update(dict.fromkeys(sorted(self._carriers(piece.key))))
        for voice in self._evidence.voices_of([*speaking]):
            if (found := tuple(voice)) not in single:
                yield found


def _counted(
    marks: Mapping[Key, str], same: Collection[Key], evidence: Evidence, carriers: Carriers
) -> Against:
    """The evidence against a hypothesis, without what says the same of all of them."""
    against = [key for key, mark in marks.items() if mark == INCONSISTENT and key not in same]
    carried = {key: found for key in against if (found := carriers(key))}
    return Against(len(carried), len(evidence.voices_of(_NOBODY.union(*carried.values()))))


_NOBODY: frozenset[Key] = frozenset()
"""The carriers of what counts for nothing."""
