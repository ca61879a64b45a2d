"""Pages and records in the vocabulary of schema.org (version 29)."""

from __future__ import annotations

from collections.abc import Sequence
from posixpath import join
from typing import TYPE_CHECKING

from ...config.values import project_of
from ...domain import BriefDomain
from ...records import Brief, Record, Source
from ...records.linked_data import Thing, iso_date

if TYPE_CHECKING:
    from sphinx.builders import Builder


class Publisher:
    """The addresses of published pages, and the data that a page gives to programs.

    :param docname: the page that says it.
    :param marking: that of the page; nothing is said that is marked more strictly.
    """

    def __init__(self, domain: BriefDomain, builder: Builder, docname: str, marking: str) -> None:
        self._marking = marking
        self.domain = domain
        self.ledger = domain.ledger_for(docname)
        self.config = domain.env.config
        self._builder = builder
        self._base = str(self.config.html_baseurl)

    def page(self, docname: str) -> str:
        """The whole address of a page."""
        return join(self._base, self._builder.get_target_uri(docname))

    def record(self, kind: str, identifier: str) -> str:
        """The whole address of a record."""
        if self.ledger.house_title(kind, identifier):
            return self.ledger.address_elsewhere(kind, identifier)
        docname, anchor = self.ledger.anchor(kind, identifier)
        return f"{self.page(docname)}#{anchor}"

    def shows(self, record: Record) -> bool:
        """Whether the page may speak of a record."""
        return self.ledger.markings.may_show(record, self._marking)

    def named(self, kind: str, identifiers: Sequence[str]) -> list[Thing]:
        """Records by address and name, as others refer to them."""
        found = []
        for identifier in identifiers:
            record = self.ledger.get(kind, identifier)
            if record is not None and self.shows(record):
                thing = {"@type": record.described_as, "@id": self.record(kind, identifier)}
                found.append({**thing, "name": record.title_text})
        return found


def graph(docname: str, publisher: Publisher, cited: Sequence[str]) -> list[Thing]:
    """The description of a page, and of the things that are described on it.

    :param cited: the ids of the sources that the page cites, in order.
    """
    ledger = publisher.ledger
    things: list[Thing] = []
    brief, note = ledger.briefs.get(docname), ledger.notes.get(docname)
    if brief is not None:
        things.append(_brief(brief, publisher, cited))
    source = ledger.get("source", note.source) if note is not None else None
    if isinstance(source, Source) and source.docname == docname:
        address = publisher.page(docname)
        based = {"@id": publisher.record("source", source.id)}
        name = note.title_text if note is not None else ""
        things.append({"@type": "WebPage", "@id": address, "name": name, "isBasedOn": based})
        things.append(_described(source, publisher))
    facts = publisher.domain.pages.get(docname)
    for entry in facts.entries if facts else ():
        record = ledger.get(*entry.key)
        if record is None or record.docname != docname or not publisher.shows(record):
            continue
        if entry.record.schema_type:
            things.append(_described(record, publisher))
    return things


def _described(record: Record, publisher: Publisher) -> Thing:
    address = publisher.record(record.kind_name, record.id)
    properties = record.schema_org(publisher.named)
    return _filled({"@type": record.described_as, "@id": address, **properties})


def _filled(thing: Thing) -> Thing:
    """A thing without properties that are not known; lists of one are that one."""
    return {
        name: value[0] if isinstance(value, list) and len(value) == 1 else value
        for name, value in thing.items()
        if value not in (None, "", [], ())
    }


def _brief(brief: Brief, publisher: Publisher, cited: Sequence[str]) -> Thing:
    address = publisher.page(brief.docname)
    return _filled(
        {
            "@type": "Report",
            "@id": address,
            "url": address,
            "name": brief.title_text,
            "abstract": brief.summary,
            "reportNumber": brief.reference,
            "version": brief.edition,
            "creativeWorkStatus": brief.status,
            "dateModified": iso_date(brief.date),
            "author": list(brief.authors),
            "publisher": project_of(publisher.config),
            "inLanguage": (publisher.config.language or "en").replace("_", "-"),
            "about": publisher.named("topic", brief.topics),
            "citation": publisher.named("source", cited),
        }
    )
