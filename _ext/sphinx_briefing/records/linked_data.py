"""Properties of records in the vocabulary of schema.org (version 29)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from .fields import URL, declared
from .offices import office

if TYPE_CHECKING:
    from .base import Record
    from .kinds import Actor, Source, Term, Topic
    from .statements import Claim

Thing = dict[str, Any]
"""Something that schema.org describes: its properties by name."""
Named = Callable[[str, Sequence[str]], list[Thing]]
"""From a kind and ids to records as others refer to them."""

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


def iso_date(written: str | None) -> str | None:
    """A date that others can read; ``None`` for one that says more than a day, month or year."""
    return written if written and _ISO.fullmatch(written) else None


def of_any(record: Record, named: Named) -> Thing:
    """Anything: its names, its prose, its addresses."""
    fields = [item for item in declared(type(record)).values() if item.shape.is_like(URL)]
    return {
        "name": record.title_text,
        "alternateName": list(record.short_names),
        "description": record.text if record.argument != "text" else "",
        "url": [found for item in fields if (found := getattr(record, item.attribute))],
    }


def of_actor(actor: Actor, named: Named) -> Thing:
    """An actor: who it is elsewhere, and what it belongs to."""
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
    if actor.described_as in _MEMBERS:
        thing["memberOf"] = named("actor", actor.member_of)
    if actor.described_as == "Organization":
        thing["member"] = named("actor", actor.members)
    if actor.described_as == "Person":
        thing["jobTitle"] = [office(entry)[0] for entry in actor.offices]
    return thing


def of_term(term: Term, named: Named) -> Thing:
    """A term and what it means."""
    other = [name for name in (term.long, term.abbr, *term.aliases) if name]
    return {"name": term.name, "alternateName": other, "description": term.text}


def of_topic(topic: Topic, named: Named) -> Thing:
    """A topic."""
    return {"name": topic.name, "description": topic.text}


def of_claim(claim: Claim, named: Named) -> Thing:
    """A claim: whose it is, and where it appeared."""
    return {
        "name": claim.statement,
        "author": named("actor", claim.by),
        "datePublished": iso_date(claim.date),
        "appearance": named("source", claim.source),
    }


def of_source(source: Source, named: Named) -> Thing:
    """A source: who wrote and published it, when and where."""
    by = {"@type": "Organization", "name": source.publisher} if source.publisher else None
    return {
        "headline": source.title,
        "author": list(source.author),
        "publisher": by,
        "datePublished": iso_date(source.date),
        "inLanguage": source.language,
        "url": source.url,
        "archivedAt": source.archived,
    }
