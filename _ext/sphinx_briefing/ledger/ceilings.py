"""Ceilings of confidence: how much of it the evidence behind a record can bear.

The evidence is what carries a record in the end (:class:`.standing.Support`), over whatever it
rests on, and the claims that bear that out. A table says what each level of confidence asks of it:
:data:`USUAL` is the house's own. These laws hold:

- A further record of a voice of its own, undisputed and no assumption, never lowers a ceiling.
- A dispute, or an assumption, never raises one; nor does a table that asks for more.
- A withdrawal never raises one, unless it ends a dispute, takes an assumption away, or parts
  records that only what was withdrawn had made one voice.
- The order of pages, records and names does not matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from ..records import Record, Source
from ..records.dates import Span, span
from ..vocabularies import CONFIDENCE, RELIABILITY
from .evidence import Key
from .standing import Evidence

LOWEST, *LEVELS = CONFIDENCE.values
"""The levels that ask for something, the lowest first; and the one that asks for nothing."""

CONDITIONS = MappingProxyType({
    "voices": "at least so many independent voices that count",
    "reliability": "a voice counts if it has a source graded at least so",
    "age": "and if that source is at most so many days old",
    "disputed": "at most so many claims that another one contradicts",
    "assumptions": "at most so many assumptions",
})  # fmt: skip
"""The conditions that a level may put to the evidence, in words."""

Table = Mapping[str, Mapping[str, Any]]
"""What each level asks for, by its name and that of a condition."""

USUAL: Table = MappingProxyType({
    "high": MappingProxyType(
        {"voices": 3, "reliability": "B", "age": 365, "disputed": 0, "assumptions": 0}
    ),
    "moderate": MappingProxyType(
        {"voices": 2, "reliability": "C", "age": 730, "disputed": 1, "assumptions": 2}
    ),
})  # fmt: skip
"""The table of a house that has none of its own."""


class Cited(NamedTuple):
    """A source of a voice."""

    id: str
    reliability: str
    """Its grade; empty without one."""
    date: str
    """Its date as written; empty without one."""

    def age(self, day: Span | None) -> int | None:
        """Its age in days on a day; ``None`` where nobody knows."""
        return (day.first - span(self.date).newest).days if day and self.date else None

    def meets(self, row: Mapping[str, Any], day: Span | None) -> bool:
        """Whether it is as reliable and as new as a level asks."""
        most = row.get("age")
        if most is not None and ((age := self.age(day)) is None or age > most):
            return False
        least = row.get("reliability")
        return not least or rank(self.reliability) <= rank(least)


class Voice(NamedTuple):
    """Records that speak as one, and what they were published in."""

    records: tuple[Key, ...]
    """By kind and id, sorted."""
    sources: tuple[Cited, ...]
    """Sorted by id."""

    @property
    def reliability(self) -> str:
        """The best grade of its sources; empty where none has one."""
        return min((one.reliability for one in self.sources), key=lambda one: (rank(one), not one))

    def age(self, day: Span | None) -> int | None:
        """The age in days of its newest source on a day; ``None`` where nobody knows."""
        ages = [age for one in self.sources if (age := one.age(day)) is not None]
        return min(ages, default=None)


class Backing(NamedTuple):
    """The evidence behind a record, as it is known on a day."""

    voices: tuple[Voice, ...]
    """Those that do not hang on each other, sorted."""
    disputed: tuple[str, ...]
    """The claims under it that another one, which stands, contradicts; sorted."""
    assumptions: tuple[Key, ...]
    """What is taken for granted under it, by kind and id, sorted."""


def keys_of(found: Backing) -> Iterator[Key]:
    """The records and sources that evidence names, by kind and id."""
    for voice in found.voices:
        yield from voice.records
        yield from (("source", one.id) for one in voice.sources)
    yield from (("claim", one) for one in found.disputed)
    yield from found.assumptions


class Shortfall(NamedTuple):
    """Something that a level asks for and that some evidence has not."""

    condition: str
    """``voices``, ``disputed`` or ``assumptions``."""
    has: int
    asks: int


def rank(reliability: str) -> int:
    """The place of a grade of reliability, the best first; none is as F is: nobody can tell."""
    return RELIABILITY.rank(reliability or "F")


def backing(key: Key, evidence: Evidence, record: Callable[[str, str], Record | None]) -> Backing:
    """Find the evidence behind a record of any kind.

    A claim that bears out one of its own counts unless it is disputed. What analysts think is no
    evidence, nor is what nobody has published.

    :param record: a record as it is known, by kind and id.
    """
    carriers = evidence.support(*key).carriers
    known = {one: found for one in carriers if (found := record(*one)) is not None}
    own = {one: found for one, found in known.items() if found.is_evidence}
    claims = [one for kind, one in own if kind == "claim"]
    disputed = {one for one in claims if _is_disputed(one, evidence)}
    further = {other for one in claims for other in evidence.joined_to(one)} - {*claims}
    every, counting = dict(own), set(own)
    for one in further:
        found = record("claim", one)
        if found is not None and not evidence.is_withdrawn(one):
            every["claim", one] = found
            if not _is_disputed(one, evidence):
                counting.add(("claim", one))
    sources = {one: _sources(one, found, evidence) for one, found in every.items()}
    # A disputed one still joins those that it is one voice with: to dispute it parts nobody.
    voices = evidence.voices_of(sorted(one for one, found in sources.items() if found))
    speaking = (sorted(counting.intersection(voice)) for voice in voices)
    return Backing(
        tuple(sorted(_voice(keys, sources, record) for keys in speaking if keys)),
        tuple(sorted(disputed)),
        tuple(sorted(one for one, found in known.items() if found.is_assumption)),
    )


def _is_disputed(claim: str, evidence: Evidence) -> bool:
    return not all(map(evidence.is_withdrawn, evidence.disputed_by(claim)))


def _sources(key: Key, record: Record, evidence: Evidence) -> Sequence[str]:
    return [key[1]] if key[0] == "source" else evidence.carrying(record)


def _voice(
    keys: Iterable[Key],
    sources: Mapping[Key, Sequence[str]],
    record: Callable[[str, str], Record | None],
) -> Voice:
    keys = tuple(keys)
    found = []
    for one in sorted({source for key in keys for source in sources[key]}):
        source = record("source", one)
        grade = source.reliability if isinstance(source, Source) else None
        found.append(Cited(one, grade or "", source.written_date if source else ""))
    return Voice(keys, tuple(found))


def shortfalls(found: Backing, day: Span | None, row: Mapping[str, Any]) -> Iterator[Shortfall]:
    """Find what some evidence lacks for a level.

    :param day: the day on which ages are judged.
    :param row: what the level asks for.
    """
    asks = row.get("voices", 0)
    has = sum(any(one.meets(row, day) for one in voice.sources) for voice in found.voices)
    if has < asks:
        yield Shortfall("voices", has, asks)
    for condition, held in (("disputed", found.disputed), ("assumptions", found.assumptions)):
        most = row.get(condition)
        if most is not None and len(held) > most:
            yield Shortfall(condition, len(held), most)


def ceiling(found: Backing, day: Span | None, table: Table = USUAL) -> str:
    """The highest confidence that some evidence can bear: ``low``, ``moderate`` or ``high``.

    Each level asks for what those below it ask, too.

    :param day: the day on which ages are judged.
    """
    highest = LOWEST
    for level in LEVELS:
        if any(shortfalls(found, day, table.get(level, {}))):
            break
        highest = level
    return highest


class Bearing:
    """The questions about what bears judgements that a ledger answers."""

    evidence: Evidence
    ceilings: Table
    """The table of what each level of confidence asks for."""

    if TYPE_CHECKING:

        def get(self, kind: str, identifier: str) -> Record | None:
            """The record of that kind and id, or ``None``."""

        def judged_on(self, docname: str) -> Span | None:
            """The day on which a page's facts are judged."""

    def backing(self, kind: str, identifier: str) -> Backing:
        """The evidence behind a record of any kind, over whatever it rests on.

        Its ``voices`` are independent of each other, each with the ``records`` that speak as one,
        by kind and id, its ``sources``, and the best ``reliability`` of these. Besides: the ids of
        the claims under it that are ``disputed``, and its ``assumptions``, by kind and id.
        """
        return backing((kind, identifier), self.evidence, self.get)

    def ceiling(self, kind: str, identifier: str, docname: str = "") -> str:
        """The highest confidence that the evidence behind a record can bear.

        It is ``low``, ``moderate`` or ``high``, as the table ``briefing_ceilings`` says.

        :param docname: the page on whose day the age of sources is judged.
        """
        return ceiling(self.backing(kind, identifier), self.judged_on(docname), self.ceilings)
