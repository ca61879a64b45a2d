"""Facts of records with their addresses in a website: for profiles and hover cards.

They hold many thousand values, and neither needs the nodes that all writers know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, cast

from ..ledger.pages import UNNAMED
from ..ledger.trace import LedgerView, Memo
from ..markings import STRICTEST, Marked
from ..presentation.labels import _
from ..presentation.typography import curl_for
from ..presentation.values import Facts, Part, locator_parts, title_of
from ..records import Record, Source
from ..records.offices import office
from .addresses import Addresses

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from ..domain import BriefDomain
    from ..ledger import Ledger


class Values(Facts):
    """Facts of records in one output, for its readers; parts lead to records.

    What is marked more strictly is not named: a list goes without it, in prose stands a word.

    :param ledger: what is asked; one that notes it, where files are made of the values.
    :param marking: the marking up to which things are shown; by default, all is.
    """

    def __init__(
        self,
        domain: BriefDomain,
        builder: Builder,
        ledger: LedgerView,
        marking: str = STRICTEST,
    ) -> None:
        language = builder.config.language or "en"
        super().__init__(cast("Ledger", ledger), domain.conventions, language, in_view=False)
        self.domain = domain
        self.curl = curl_for(builder.config, builder.name)
        self._builder = builder
        self._shown_to = marking
        self._others: dict[str, Values] = {marking: self}
        self.addresses = Addresses(domain, builder, ledger)
        self._links: Memo[tuple[str, str], Part] = Memo(ledger)

    def open_to(self, marking: str) -> Values:
        """The same for those who may see what bears a marking."""
        if marking not in self._others:
            self._others[marking] = Values(self.domain, self._builder, self.ledger, marking)
        return self._others[marking]

    def shows(self, what: Marked) -> bool:
        """Whether a record, a note or a brief may be seen."""
        return self.ledger.markings.may_show(what, self._shown_to)

    def shows_page(self, docname: str) -> bool:
        """Whether a page may be seen."""
        return self.ledger.markings.may_show_page(docname, self._shown_to)

    def visible(self, kind: str, identifiers: Iterable[str]) -> list[str]:
        """The ids of the records that may be seen; nobody knows those of missing ones."""
        records = self.ledger.records(kind)
        return [one for one in identifiers if one not in records or self.shows(records[one])]

    def link(self, kind: str, identifier: str) -> Part:
        """The name of a record, leading to it."""
        return self._links.of((kind, identifier), lambda: self._link(kind, identifier))

    def _link(self, kind: str, identifier: str) -> Part:
        record = self.ledger.get(kind, identifier)
        if record is None:
            return Part(identifier)
        if not self.shows(record):
            return Part(str(_("withheld")))
        words = title_of(record)
        if house := self.ledger.house_title(kind, identifier):
            words += f" ({house})"
        return Part(words, kind, identifier, self.addresses.record(kind, identifier))

    def names(self, kind: str, identifiers: Iterable[str]) -> list[Part]:
        """The names of records, leading to them."""
        return [self.link(kind, identifier) for identifier in self.visible(kind, identifiers)]

    def offices(self, record: Record) -> list[Part]:
        """The offices of an actor, the latest first."""
        held = [office(entry) for entry in record.offices_held]
        dated = [(self.date(dates), title) for title, dates in held if dates]
        dated.sort(key=lambda pair: pair[0].sort_key, reverse=True)
        return [Part(title) for title, dates in held if not dates] + [
            Part(f"{title} ({when.text})") for when, title in dated
        ]

    def sources(self, record: Record, *, whole: bool = False) -> list[Part]:
        """The sources of a record by who published them, or with their titles, and the place."""
        found = []
        for identifier in self.visible("source", record.source):
            source, link = self.ledger.get("source", identifier), self.link("source", identifier)
            publisher = source.publisher if isinstance(source, Source) else None
            if publisher:
                link = link._replace(text=f"{publisher}: {link.text}" if whole else publisher)
            found.append(link)
            if whole and isinstance(source, Source) and source.url:
                found.append(Part(str(_("original")), address=source.url))
        return found + locator_parts(record)

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
            found = self.ledger.find_exactly(kind, name) if kind in self.ledger.kinds else ""
            link = self.link(kind, found) if found else Part("")
            words = name if name != found and link.kind else link.text
            yield link._replace(text="" if kind in self.ledger.kinds.markers else words)

    def plain(self, record: Record) -> str:
        """The prose of a record in one line, without the marks of sources."""
        text = "".join(part.text for part in self.prose(record))
        return re.sub(r" +(?=[.,;:!?)])", "", " ".join(text.split()))

    def searched_text(self, record: Record) -> str:
        """The statement and the prose of a record, in which names are looked for."""
        entry = self.ledger.entry(record.kind_name, record.id)
        text = entry.record.text if entry is not None else record.text
        return f"{record.title_text}\n{self.plain(record) if UNNAMED in text else text}"

    def marking(self, record: Record) -> str:
        """The marking that is shown with a record."""
        return self.ledger.markings.printed(record)
