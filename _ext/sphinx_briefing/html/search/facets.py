"""The facets of a search: for each of their values, the pages and records that it stands for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from ...domain import BriefDomain
from ...foreign_functions import theirs, wrong
from ...ledger import Ledger
from ...presentation.labels import N_, _, words_of
from ...records import Record, Source, declared
from ...registry import Facet as Added

if TYPE_CHECKING:
    from .entries import Entry

FIRST = ("topic", "actor", "term")
"""The kinds that come first among the facets."""

KINDS_OF_PAGE = {"note": N_("Note"), "register": N_("Register"), "page": N_("Other page")}
"""What a page can be besides a brief of some kind."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet, with the numbers of its entries in ascending order."""

    identifier: str
    label: str
    entries: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet: its name in addresses, its printed label, its values by label."""

    name: str
    label: str
    values: tuple[Value, ...]


def facets(domain: BriefDomain, entries: Sequence[Entry]) -> Iterator[Facet]:
    """All facets of entries, whose numbers are their places.

    A record has what it names in its fields, itself, and what it is; a page what it names, too.
    """
    ledger = domain.ledger
    pages = {entry.docname: at for at, entry in enumerate(entries) if entry.record is None}
    records = [(at, entry.record) for at, entry in enumerate(entries) if entry.record is not None]
    kinds = _numbers(_kinds(domain, pages), pages)
    for at, record in records:
        kind = type(record)
        kinds[kind.kind_name, words_of(kind.label, kind)].add(at)
    yield _facet("kind", str(_("Kind")), kinds)
    named = _named(records)
    for kind in facet_kinds(domain):
        found: Numbers = defaultdict(set)
        for one in ledger.records(kind.kind_name).values():
            shown = found[one.id, one.title_text]
            shown.update(pages[page] for page in (*one.mentions, one.docname) if page in pages)
            shown.update(named.get((kind.kind_name, one.id), ()))
        yield _facet(kind.kind_name, words_of(kind.labels, kind), found)
    written_on: dict[str, list[int]] = defaultdict(list)
    for at, record in records:
        written_on[record.docname].append(at)
    for added in domain.registry.facets.values():
        theirs = _added_values(added, ledger)
        found = _numbers(theirs, pages)
        for value, names in theirs.items():
            found[value].update(at for page in names for at in written_on.get(page, ()))
        yield _facet(added.name, str(_(added.label)), found)
    found = _numbers(_sources(ledger), pages)
    for at, record in records:
        for identifier in (*record.source, *([record.id] if isinstance(record, Source) else ())):
            source = ledger.get("source", identifier)
            if source is not None:
                publisher = publisher_of(source)
                found[publisher, publisher].add(at)
    yield _facet("source", str(_(Source.labels)), found)
    found = defaultdict(set)
    for at, entry in enumerate(entries):
        if entry.day:
            year = f"{date.fromordinal(entry.day).year:04d}"
            found[year, year].add(at)
    yield _facet("year", str(_("Year")), found, newest_first=True)


Numbers = defaultdict[tuple[str, str], set[int]]
"""By id and label of a value: the numbers of its entries."""


def _numbers(found: Mapping[tuple[str, str], Iterable[str]], pages: Mapping[str, int]) -> Numbers:
    numbers: Numbers = defaultdict(set)
    for value, names in found.items():
        numbers[value] = {pages[name] for name in names if name in pages}
    return numbers


def _named(records: Iterable[tuple[int, Record]]) -> Mapping[tuple[str, str], set[int]]:
    """By kind and id: the numbers of the records that name one, and its own."""
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    for at, record in records:
        found[record.kind_name, record.id].add(at)
        for key in references(record):
            found[key].add(at)
    return found


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
    found: Mapping[tuple[str, str], Iterable[int]],
    *,
    newest_first: bool = False,
) -> Facet:
    values = [
        Value(identifier, words, tuple(sorted(numbers)))
        for (identifier, words), numbers in found.items()
    ]
    values = [value for value in values if value.entries]
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


def _kinds(domain: BriefDomain, docnames: Iterable[str]) -> dict[tuple[str, str], set[str]]:
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


def references(record: Record) -> Iterator[tuple[str, str]]:
    """Kind and id of the records that a record names in its fields."""
    for attribute, keys in _references(type(record)):
        if value := getattr(record, attribute):
            yield from keys(value)


Keys = Callable[[Iterable[str]], Iterable[tuple[str, str]]]


@cache
def _references(kind: type[Record]) -> tuple[tuple[str, Keys], ...]:
    return tuple(
        (field.attribute, field.shape.keys)
        for field in declared(kind).values()
        if field.shape.refers and not field.shape.derived
    )
