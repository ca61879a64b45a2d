"""The order of all that the search finds, and the groups that results stand in.

Entries of one section follow each other, the newest first, so that their numbers say what they are,
and which of two equals comes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...domain import BriefDomain
from ...presentation.labels import N_, _, words_of
from ...records import Note, Record, declared
from .entries import Entry, Reading

if TYPE_CHECKING:
    from ...ledger import Ledger

PAGE = "page"
"""What stands for the kind of record in a section of pages."""

SAID = N_("What was said")
OTHER_PAGES = N_("Other pages")

PART = 12_000
"""Characters that results show, in one part of the index, about."""

MOST = 40
"""Entries in one part at most."""


@dataclass(frozen=True, slots=True)
class Section:
    """Entries of one sort."""

    kind: str
    group: str
    """The heading under which its results stand."""
    entries: Sequence[Entry]
    weight: float = 1.0
    """How much its results count beside others."""

    @property
    def in_a_part(self) -> int:
        """How many of them stand in one part of the index."""
        size = sum(len(entry.shown.text) + 150 for entry in self.entries)
        return max(1, min(MOST, PART * len(self.entries) // size))


def sections(domain: BriefDomain, reading: Reading, docnames: Iterable[str]) -> list[Section]:
    """All sections that hold something, in the order of their groups."""
    ledger, kinds = domain.ledger, domain.kinds
    briefs, notes, others = _sorted_out(ledger, docnames)
    said = [kind for kind in kinds.values() if is_said(kind)]
    named = [kind for kind in kinds.values() if kind.is_facet]
    rest = [kind for kind in kinds.values() if not (is_said(kind) or kind.is_facet)]
    together = str(_(SAID))
    names = ", ".join(words_of(kind.labels, kind) for kind in named)

    def of_pages(group: str, pages: Iterable[str], weight: float) -> Section:
        return Section(PAGE, group, _newest_first(map(reading.page, pages)), weight)

    def of_records(kind: type[Record], group: str, weight: float = 1.0) -> Section:
        # The source of a note is found as the note.
        records = [
            record
            for record in ledger.records(kind.kind_name).values()
            if ledger.entry(kind.kind_name, record.id) is not None
        ]
        return Section(kind.kind_name, group, _newest_first(map(reading.record, records)), weight)

    label = words_of(kinds.brief.labels, kinds.brief)
    found = [of_pages(label, briefs, 1.1)]
    found += [of_records(kind, together) for kind in said]
    found.append(of_pages(words_of(Note.labels, Note), notes, 0.95))
    found += [of_records(kind, names, 1.05) for kind in named]
    found += [of_records(kind, words_of(kind.labels, kind), 0.9) for kind in rest]
    found.append(of_pages(str(_(OTHER_PAGES)), others, 0.35))
    return [section for section in found if section.entries]


def is_said(kind: type[Record]) -> bool:
    """Whether a kind holds what somebody has said, with the day on which it was."""
    return bool(kind.said_by) and "by" in declared(kind)


def _sorted_out(ledger: Ledger, docnames: Iterable[str]) -> tuple[list[str], list[str], list[str]]:
    briefs: list[str] = []
    notes: list[str] = []
    others: list[str] = []
    for docname in docnames:
        is_brief, is_note = docname in ledger.briefs, docname in ledger.notes
        (briefs if is_brief else notes if is_note else others).append(docname)
    return briefs, notes, others


def _newest_first(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (-entry.day, entry.shown.address))


def numbered(found: Iterable[Section]) -> Iterator[tuple[int, Entry]]:
    """All entries with their numbers."""
    return enumerate(entry for section in found for entry in section.entries)
