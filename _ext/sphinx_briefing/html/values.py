"""What fields of records show, as plain texts with addresses: for profiles and hover cards.

They hold many thousand values, and neither needs the nodes that all writers know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ..ledger.pages import UNNAMED
from ..markings import STRICTEST, Marked, is_stricter
from ..presentation.codes import country_name, language_name
from ..presentation.dates import printed
from ..presentation.labels import _, count_of
from ..records import KINDS, Claim, Quote, Record, Selectable, Source, declared
from ..records.dates import span
from ..records.fields import COUNTRY, LANGUAGE, LIKELIHOOD, URL
from ..vocabularies import CREDIBILITY, RELIABILITY
from .addresses import Addresses

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from ..domain import BriefDomain


class Part(NamedTuple):
    """A piece of a printed value."""

    text: str
    address: str = ""
    """Where it leads: relative to the root of the output, or on the web."""
    kind: str = ""
    """The kind of the record that it leads to."""
    classes: str = ""
    key: str = ""
    """What it is sorted by, where that is not its text."""


class Values:
    """The printed values of one output, as those may see them for whom it is.

    What is marked more strictly is not named: a list goes without it, in prose stands a word.

    :param marking: the marking up to which things are shown; by default, all is.
    """

    def __init__(self, domain: BriefDomain, builder: Builder, marking: str = STRICTEST) -> None:
        self.domain = domain
        self._builder = builder
        self._shown_to = marking
        self._others: dict[str, Values] = {marking: self}
        self.ledger = domain.ledger
        self.addresses = Addresses(domain, builder)
        self._language = builder.config.language or "en"
        self._links: dict[tuple[str, str], Part] = {}

    def open_to(self, marking: str) -> Values:
        """The same for those who may see what bears a marking."""
        if marking not in self._others:
            self._others[marking] = Values(self.domain, self._builder, marking)
        return self._others[marking]

    def shows(self, what: Marked) -> bool:
        """Whether a record, a note or a brief may be seen."""
        return not is_stricter(self.ledger.markings.of(what), self._shown_to)

    def shows_page(self, docname: str) -> bool:
        """Whether a page may be seen."""
        return not is_stricter(self.ledger.markings.of_page(docname), self._shown_to)

    def shown(self, kind: str, identifiers: Iterable[str]) -> list[str]:
        """The ids of the records that may be seen; nobody knows those of missing ones."""
        records = self.ledger.records(kind)
        return [one for one in identifiers if one not in records or self.shows(records[one])]

    def link(self, kind: str, identifier: str) -> Part:
        """The name of a record, leading to it."""
        found = self._links.get((kind, identifier))
        if found is None:
            record = self.ledger.get(kind, identifier)
            if record is None:
                found = Part(identifier)
            elif not self.shows(record):
                found = Part(str(_("withheld")))
            else:
                address = self.addresses.record(kind, identifier)
                found = Part(title_of(record), address, kind)
            self._links[kind, identifier] = found
        return found

    def links(self, kind: str, identifiers: Iterable[str]) -> list[Part]:
        """The names of records, leading to them."""
        return [self.link(kind, identifier) for identifier in self.shown(kind, identifiers)]

    def of(self, record: Selectable, name: str) -> list[Part]:
        """The printed value of a field, a part an item; empty when it has none."""
        if name == "grade" and isinstance(record, Claim):
            return self.grade(record)
        field = declared(type(record)).get(name)
        value = getattr(record, field.attribute, None) if field else None
        if field is None or value in (None, "", ()):
            return []
        shape = field.shape
        if shape.refers:
            return self.links(shape.refers, value)
        if shape is URL:
            return [Part(value, value)]
        if shape is LIKELIHOOD:
            return [self._likelihoods.get(value) or Part(value)]
        if shape.scale is not None:
            shown = str(_(shape.scale.label(value)))
            if shape.scale in (CREDIBILITY, RELIABILITY):
                shown = f"{shown} ({value})"
            level = value.lower().replace("+", "-")
            return [Part(shown, classes=f"brief-{name} brief-{name}-{level}")]
        if shape.date:
            return [self.date(value)]
        if shape is COUNTRY:
            return [Part(country_name(value, self._language))]
        if shape is LANGUAGE:
            return [Part(language_name(value, self._language))]
        if isinstance(value, tuple):
            return [Part(item) for item in value]
        return [Part(str(value))]

    @cached_property
    def _likelihoods(self) -> dict[str, Part]:
        grades = self.domain.conventions.likelihood.grades
        classes = "brief-badge brief-likelihood"
        return {
            grade.value: Part(f"{_(grade.label)} ({grade.band})", classes=classes)
            for grade in grades
        }

    def date(self, written: str) -> Part:
        """A date in words, sorted by its first day."""
        shown = printed(written, self._language, short=True)
        return Part(shown, classes="brief-date", key=span(written).first.isoformat())

    def grade(self, claim: Claim) -> list[Part]:
        """How reliable the sources of a claim are, and how credible it is."""
        shown = self.shown("source", claim.source)
        sources = (self.ledger.get("source", source) for source in shown)
        found = [
            part
            for source in sources
            if isinstance(source, Source)
            for part in self.of(source, "reliability")
        ]
        return found + self.of(claim, "credibility")

    def sources(self, record: Record, *, whole: bool = False) -> list[Part]:
        """The sources of a record by who published them, or with their titles, and the place."""
        found = []
        for identifier in self.shown("source", record.source):
            source, link = self.ledger.get("source", identifier), self.link("source", identifier)
            publisher = source.publisher if isinstance(source, Source) else None
            if publisher:
                link = link._replace(text=f"{publisher}: {link.text}" if whole else publisher)
            found.append(link)
            if whole and isinstance(source, Source) and source.url:
                found.append(Part(str(_("original")), source.url))
        place = getattr(record, "locator", None)
        return [*found, Part(place)] if place else found

    def prose(self, record: Record) -> Iterator[Part]:
        """The prose of a record, its references to records as parts of their own.

        A reference to what is said somewhere, which pages print as a number, has no text.
        """
        entry = self.ledger.entry(record.kind_name, record.id)
        text = entry.record.text if entry is not None else record.text
        for number, piece in enumerate(text.split(UNNAMED)):
            if number % 2 == 0:
                yield Part(piece)
                continue
            kind, _colon, name = piece.partition(":")
            found = self.ledger.find_exactly(kind, name) if kind in KINDS else ""
            link = self.link(kind, found) if found else Part("")
            shown = name if name != found and link.kind else link.text
            yield link._replace(text="" if kind in KINDS and KINDS[kind].marker else shown)

    def plain(self, record: Record) -> str:
        """The prose of a record in one line, without the marks of sources."""
        text = "".join(part.text for part in self.prose(record))
        return re.sub(r" +(?=[.,;:!?)])", "", " ".join(text.split()))

    def said(self, record: Record) -> str:
        """The statement and the prose of a record, in which names are looked for."""
        entry = self.ledger.entry(record.kind_name, record.id)
        text = entry.record.text if entry is not None else record.text
        return f"{record.title_text}\n{self.plain(record) if UNNAMED in text else text}"

    def carried(self, claim: Claim) -> str:
        """How many sources carry a claim, in words."""
        count = claim.corroboration
        if not count or not count.sources:
            return ""
        shown = count_of(count.sources, "%d source", "%d sources")
        if count.sources > 1:
            shown += ", " + count_of(count.independent, "%d independent", "%d independent")
        return shown

    def marking(self, record: Record) -> str:
        """The marking that is shown with a record."""
        return self.ledger.markings.printed(record)


def title_of(record: Record) -> str:
    """The name or statement of a record; of a quotation, its words."""
    if isinstance(record, Quote) and record.text:
        return f"“{shortened(' '.join(record.text.split()), 160)}”"
    return record.title_text


def shortened(text: str, limit: int) -> str:
    """A text that is cut after a word, where it is longer than allowed."""
    if len(text) <= limit:
        return text
    return f"{text[:limit].rsplit(None, 1)[0].rstrip(' ,;:.')}…"
