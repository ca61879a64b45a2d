"""Pages and records in the vocabulary of schema.org (version 29)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from posixpath import join
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ...config.values import project_of
from ...domain import BriefDomain
from ...markings import is_stricter
from ...records import Actor, Brief, Claim, Record, Source, Term, Topic
from ...records.offices import office

if TYPE_CHECKING:
    from sphinx.builders import Builder

Thing = dict[str, Any]

ACTORS = {
    "person": "Person",
    "state": "Country",
    "organisation": "Organization",
    "group": "Organization",
    "programme": "Project",
    "vessel": "Vehicle",
}
"""Kinds of actor; what is not named here is a ``Thing``."""
SOURCES = {
    "news": "NewsArticle",
    "report": "Report",
    "legal": "Legislation",
    "dataset": "Dataset",
    "social": "SocialMediaPosting",
}
"""Types of source; what is not named here is a ``CreativeWork``."""
_MEMBERS = ("Person", "Organization", "Project")
"""What can be a member of something."""
_ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


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
        docname, anchor = self.ledger.anchor(kind, identifier)
        return f"{self.page(docname)}#{anchor}"

    def shows(self, record: Record) -> bool:
        """Whether the page may speak of a record."""
        return not is_stricter(self.ledger.markings.of(record), self._marking)

    def named(self, kind: str, identifiers: Sequence[str]) -> list[Thing]:
        """Records by address and name, as others refer to them."""
        found = []
        for identifier in identifiers:
            record = self.ledger.get(kind, identifier)
            if record is not None and self.shows(record):
                thing = {"@type": type_of(record), "@id": self.record(kind, identifier)}
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
        if entry.record.kind_name in RECORDS:
            things.append(_described(record, publisher))
    return things


def type_of(record: Record) -> str:
    """The type of a record."""
    if isinstance(record, Actor):
        return ACTORS.get(record.kind, "Thing")
    if isinstance(record, Source):
        return SOURCES.get(record.type or "", "CreativeWork")
    if isinstance(record, (Term, Topic)):
        return "DefinedTerm"
    return "Claim" if isinstance(record, Claim) else "Thing"


def _described(record: Record, publisher: Publisher) -> Thing:
    address = publisher.record(record.kind_name, record.id)
    properties = RECORDS[record.kind_name](record, publisher)
    return _filled({"@type": type_of(record), "@id": address, **properties})


def _filled(thing: Thing) -> Thing:
    """A thing without properties that are not known; lists of one are that one."""
    return {
        name: value[0] if isinstance(value, list) and len(value) == 1 else value
        for name, value in thing.items()
        if value not in (None, "", [], ())
    }


def _date(written: str | None) -> str | None:
    return written if written and _ISO.fullmatch(written) else None


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
            "dateModified": _date(brief.date),
            "author": list(brief.authors),
            "publisher": project_of(publisher.config),
            "inLanguage": (publisher.config.language or "en").replace("_", "-"),
            "about": publisher.named("topic", brief.topics),
            "citation": publisher.named("source", cited),
        }
    )


def _actor(actor: Actor, publisher: Publisher) -> Thing:
    same = []
    if actor.wikidata:
        same.append(f"https://www.wikidata.org/entity/{actor.wikidata}")
    if actor.opensanctions:
        same.append(f"https://www.opensanctions.org/entities/{actor.opensanctions}/")
    thing: Thing = {
        "name": actor.name,
        "alternateName": [name for name in (actor.long, actor.abbr, *actor.aliases) if name],
        "url": actor.website,
        "sameAs": same,
    }
    if type_of(actor) in _MEMBERS:
        thing["memberOf"] = publisher.named("actor", actor.member_of)
    if type_of(actor) == "Organization":
        thing["member"] = publisher.named("actor", actor.members)
    if type_of(actor) == "Person":
        thing["jobTitle"] = [office(entry)[0] for entry in actor.offices]
    return thing


def _term(term: Term, publisher: Publisher) -> Thing:
    other = [name for name in (term.long, term.abbr, *term.aliases) if name]
    return {"name": term.name, "alternateName": other, "description": term.text}


def _topic(topic: Topic, publisher: Publisher) -> Thing:
    return {"name": topic.name, "description": topic.text}


def _claim(claim: Claim, publisher: Publisher) -> Thing:
    return {
        "name": claim.statement,
        "author": publisher.named("actor", claim.by),
        "datePublished": _date(claim.date),
        "appearance": publisher.named("source", claim.source),
    }


def _source(source: Source, publisher: Publisher) -> Thing:
    by = {"@type": "Organization", "name": source.publisher} if source.publisher else None
    return {
        "headline": source.title,
        "author": list(source.author),
        "publisher": by,
        "datePublished": _date(source.date),
        "inLanguage": source.language,
        "url": source.url,
        "archivedAt": source.archived,
    }


RECORDS: Mapping[str, Callable[[Any, Publisher], Thing]] = MappingProxyType(
    {
        Actor.kind_name: _actor,
        Term.kind_name: _term,
        Topic.kind_name: _topic,
        Claim.kind_name: _claim,
        Source.kind_name: _source,
    }
)
"""The kinds of record that schema.org has words for."""
