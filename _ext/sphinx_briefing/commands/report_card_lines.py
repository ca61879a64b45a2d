"""Report cards in lines of text: a line a standard, or all that they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from ..report_card import Finding, ReportCard, StandardCard
from ..texts import shorten

TITLE = 80
"""Characters of the name of a record."""


def in_short(card: ReportCard, sources: Path) -> Iterator[str]:
    """The head of a card, and a line for each standard."""
    yield _head(card)
    for part in card.standards:
        yield f"  {part.standard} {part.title}: {_counted(part)}"


def in_full(card: ReportCard, sources: Path) -> Iterator[str]:
    """All that a card says.

    :param sources: the folder of the pages, in which a finding without a file of its own is.
    """
    yield _head(card)
    for part in card.standards:
        yield ""
        yield f"{part.standard} {part.title}: {_counted(part)}"
        yield from _listed("found", part.found, part)
        yield from _listed("look at", part.look, part)
        yield from (f"  ask: {question}" for question in part.questions)
        yield from _listed("open", part.open, part)
        if clean := [one.asks for one in part.checked if not one.found and one.looked != 0]:
            yield f"  not found: {'; '.join(clean)}"


def _head(card: ReportCard) -> str:
    reference = f" ({card.reference})" if card.reference else ""
    day = f", as known on {card.day}" if card.day else ""
    return f"{card.docname}{reference}: {card.title}{day}"


def _counted(part: StandardCard) -> str:
    numbers = {"found": part.found, "to look at": part.look, "open": part.open}
    return ", ".join(f"{len(ones)} {words}" for words, ones in numbers.items() if ones) or "-"


def _listed(label: str, findings: Iterable[Finding], part: StandardCard) -> Iterator[str]:
    looked = {one.name: one for one in part.checked}
    for name, ones in groupby(findings, key=lambda one: one.check):
        found: Sequence[Finding] = [*ones]
        counted = looked[name]
        of = f" of {counted.looked}" if counted.looked is not None else ""
        yield f"  {label}: {counted.asks}: {counted.found}{of}; {found[0].do}"
        yield from (f"    {_said(one)}" for one in found)


def _said(one: Finding) -> str:
    place = f"{one.path or one.docname}:{one.line}" if one.line else one.docname
    if one.record is not None:
        name = f"{one.record.kind} {one.record.id!r} ({shorten(one.record.title, TITLE)})"
    else:
        name = one.what
    others = ", ".join(f"{other.kind} {other.id!r}" for other in one.others)
    return (
        f"{place}: {name}{f': {others}' if others else ''}{f' ({one.words})' if one.words else ''}"
    )
