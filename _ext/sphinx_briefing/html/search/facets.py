"""The facets of a search: for each of their values, the pages and records that it stands for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

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

Value = tuple[int, str, str]
"""A value of a facet: the place of the facet, the value's id and its printed label."""


class Facet(Struct, array_like=True, frozen=True):
    """A facet: its name in addresses, its printed label, and whether the last value comes first."""

    name: str
    label: str
    is_reversed: bool = False


class Facets:
    """All facets of a project, whether they have values or not, and the values of its entries.

    A record has what it names in its fields, itself, and what it is; a page what it names, too.

    :ivar all: the facets; one is known by its place here.
    :param pages: the pages that are asked for.
    """

    def __init__(self, domain: BriefDomain, pages: frozenset[str]) -> None:
        self._domain = domain
        self._ledger = ledger = domain.ledger
        kinds = facet_kinds(domain)
        added = list(domain.registry.facets.values())
        self.all = [
            Facet("kind", str(_("Kind"))),
            *(Facet(kind.kind_name, words_of(kind.labels, kind)) for kind in kinds),
            *(Facet(facet.name, str(_(facet.label))) for facet in added),
            Facet("source", str(_(Source.labels))),
            Facet("year", str(_("Year")), is_reversed=True),
        ]
        self._kinds = {kind.kind_name: at for at, kind in enumerate(kinds, 1)}
        self._source, self._year = len(self.all) - 2, len(self.all) - 1
        self._of_pages: dict[str, set[Value]] = defaultdict(set)
        self._added: dict[str, set[Value]] = defaultdict(set)
        for name, at in self._kinds.items():
            for one in ledger.records(name).values():
                for page in pages.intersection((*one.mentions, one.docname)):
                    self._of_pages[page].add((at, one.id, one.title_text))
        for at, facet in enumerate(added, len(kinds) + 1):
            for (identifier, label), names in _added_values(facet, ledger).items():
                for page in pages & names:
                    self._added[page].add((at, identifier, label))
        for publisher, names in _sources(ledger, pages).items():
            for page in names:
                self._of_pages[page].add((self._source, publisher, publisher))

    def of(self, entry: Entry) -> set[Value]:
        """The values that an entry has."""
        record = entry.record
        found = set(self._added.get(entry.docname, ()))
        if record is None:
            found.add((0, *kind_of(self._domain, entry.docname)))
            found |= self._of_pages.get(entry.docname, set())
        else:
            kind = type(record)
            found.add((0, kind.kind_name, words_of(kind.label, kind)))
            found.update(self._named(record))
        if entry.day:
            year = f"{date.fromordinal(entry.day).year:04d}"
            found.add((self._year, year, year))
        return found

    def _named(self, record: Record) -> Iterator[Value]:
        """What a record names, and itself."""
        for kind, identifier in ((record.kind_name, record.id), *references(record)):
            if (at := self._kinds.get(kind)) is not None:
                one = self._ledger.get(kind, identifier)
                if one is not None:
                    yield at, one.id, one.title_text
        itself = (record.id,) if isinstance(record, Source) else ()
        for identifier in (*record.source, *itself):
            source = self._ledger.get("source", identifier)
            if source is not None:
                publisher = publisher_of(source)
                yield self._source, publisher, publisher


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


def publisher_of(source: Record) -> str:
    """The publisher of a source, or its title where nobody is named."""
    return (source.publisher if isinstance(source, Source) else None) or source.title_text


def _sources(ledger: Ledger, among: frozenset[str]) -> dict[str, set[str]]:
    """Some pages by the publishers of the sources that they show, cite or are notes of.

    A list of all sources by title would be as long as that of the notes.
    """
    sources = ledger.records("source")
    pages: dict[str, set[str]] = defaultdict(set)
    for source in sources.values():
        pages[source.id].update(among.intersection((*source.mentions, source.docname)))
    for kind, record in ledger.kinds.items():
        if record.marker and kind != "source":
            for entry in ledger.records(kind).values():
                shown = among.intersection((*entry.mentions, entry.docname))
                for identifier in entry.source if shown else ():
                    pages[identifier] |= shown
    found: dict[str, set[str]] = defaultdict(set)
    for identifier, names in pages.items():
        if identifier in sources:
            found[publisher_of(sources[identifier])] |= names
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
