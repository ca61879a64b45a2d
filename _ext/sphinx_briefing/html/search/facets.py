"""The facets of a search: for each of their values, the pages that it stands for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...domain import BriefDomain
from ...foreign_functions import theirs, wrong
from ...ledger import Ledger
from ...presentation.labels import N_, _, words_of
from ...records import Record, Source
from ...records.dates import span
from ...registry import Facet as Added

FIRST = ("topic", "actor", "term")
"""The kinds that come first among the facets."""

KINDS_OF_PAGE = {"note": N_("Note"), "register": N_("Register"), "page": N_("Other page")}
"""What a page can be besides a brief of some kind."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet, with the numbers of its pages in ascending order."""

    identifier: str
    label: str
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet: its name in addresses, its printed label, its values by label."""

    name: str
    label: str
    values: tuple[Value, ...]


def facets(domain: BriefDomain, docnames: Sequence[str]) -> Iterator[Facet]:
    """All facets of some pages, whose numbers are their places in ``docnames``."""
    ledger = domain.ledger
    numbers = {docname: number for number, docname in enumerate(docnames)}
    yield _facet("kind", str(_("Kind of page")), _kinds(domain, docnames), numbers)
    for record in facet_kinds(domain):
        found = {
            (entry.id, entry.title_text): {*entry.mentions, entry.docname}
            for entry in ledger.records(record.kind_name).values()
        }
        yield _facet(record.kind_name, words_of(record.labels, record), found, numbers)
    for added in domain.registry.facets.values():
        yield _facet(added.name, str(_(added.label)), _added_values(added, ledger), numbers)
    yield _facet("source", str(_(Source.labels)), _sources(ledger), numbers)
    yield _facet("year", str(_("Year")), _years(ledger, docnames), numbers, newest_first=True)


def _added_values(facet: Added, ledger: Ledger) -> dict[tuple[str, str], set[str]]:
    """The values of a facet that others have added."""
    what = f"the facet {facet.name!r}"
    expected = "a mapping of (id, label) to names of pages"
    with theirs(what, facet.values):
        found: object = facet.values(ledger)
        if not isinstance(found, Mapping):
            raise wrong(what, facet.values, found, expected)
        for value in found:
            words = isinstance(value, tuple) and all(isinstance(word, str) for word in value)
            if not words or len(value) != 2:
                raise wrong(what, facet.values, value, expected)
        return {value: {str(page) for page in pages} for value, pages in found.items()}


def facet_kinds(domain: BriefDomain) -> list[type[Record]]:
    """Kinds of record that are facets: a page has those that it refers to or writes."""
    found = {name: kind for name, kind in domain.kinds.items() if kind.is_facet}
    first = [found.pop(name) for name in FIRST if name in found]
    return [*first, *found.values()]


def _facet(
    name: str,
    label: str,
    found: dict[tuple[str, str], set[str]],
    numbers: dict[str, int],
    *,
    newest_first: bool = False,
) -> Facet:
    values = [
        Value(identifier, words, tuple(sorted(numbers[page] for page in pages if page in numbers)))
        for (identifier, words), pages in found.items()
    ]
    values = [value for value in values if value.pages]
    values.sort(key=lambda value: (value.label.casefold(), value.identifier), reverse=newest_first)
    return Facet(name, label, tuple(values))


def kind_of(domain: BriefDomain, docname: str) -> tuple[str, str]:
    """The name of the kind of a page, and its printed label."""
    ledger = domain.ledger
    brief = ledger.briefs.get(docname)
    if brief is not None:
        kind = brief.kind or ""
        label = domain.conventions.kind_label(kind) if kind else brief.label
        return kind or brief.kind_name, str(_(label))
    kind = "page"
    if docname in ledger.notes:
        kind = "note"
    elif (facts := domain.pages.get(docname)) and any(
        type(entry.record).is_facet for entry in facts.entries
    ):
        kind = "register"
    return kind, str(_(KINDS_OF_PAGE[kind]))


def _kinds(domain: BriefDomain, docnames: Sequence[str]) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for docname in docnames:
        found[kind_of(domain, docname)].add(docname)
    return found


def publisher_of(source: Record) -> str:
    """The publisher of a source, or its title where nobody is named."""
    return (source.publisher if isinstance(source, Source) else None) or source.title_text


def _sources(ledger: Ledger) -> dict[tuple[str, str], set[str]]:
    """Pages by the publishers of the sources that they show, cite or are notes of.

    A list of all sources by title would be as long as that of the notes.
    """
    sources = ledger.records("source")
    pages: dict[str, set[str]] = defaultdict(set)
    for source in sources.values():
        pages[source.id].update((*source.mentions, source.docname))
    for kind, record in ledger.kinds.items():
        if record.marker and kind != "source":
            for entry in ledger.records(kind).values():
                for identifier in entry.source:
                    pages[identifier].update((*entry.mentions, entry.docname))
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for identifier in sorted(pages):
        if identifier in sources:
            publisher = publisher_of(sources[identifier])
            found[publisher, publisher] |= pages[identifier]
    return found


def date_of(ledger: Ledger, docname: str) -> str:
    """The date of a brief, or of the source of a note, as written; empty where there is none."""
    brief, note = ledger.briefs.get(docname), ledger.notes.get(docname)
    if brief is not None:
        return brief.written_date
    source = ledger.get("source", note.source) if note is not None else None
    return source.written_date if source is not None else ""


def _years(ledger: Ledger, docnames: Sequence[str]) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for docname in docnames:
        if written := date_of(ledger, docname):
            year = f"{span(written).newest.year:04d}"
            found[year, year].add(docname)
    return found
