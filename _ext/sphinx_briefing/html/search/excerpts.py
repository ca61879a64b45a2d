"""Excerpts of pages, as results of the search show them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from ...domain import BriefDomain
from ...markings import badge_of
from ...presentation.dates import printed
from ...records.dates import span
from ...texts import shorten
from .facets import date_of, kind_of, publisher_of

if TYPE_CHECKING:
    from sphinx.builders import Builder

LENGTH = 180
"""The most characters of an excerpt."""


class Result(Struct, array_like=True):
    """A page as the search shows it."""

    address: str
    title: str
    kind: str
    date: str
    """As printed."""
    excerpt: str
    marking: str
    day: int
    """Days since year 1 of the newest day that the date means; 0 without a date."""


def results(domain: BriefDomain, docnames: Sequence[str], builder: Builder) -> Iterator[Result]:
    """All pages as the search shows them, in the order given."""
    ledger, env = domain.ledger, domain.env
    language = env.config.language or "en"
    for docname in docnames:
        marking = ledger.markings.printed_on(docname)
        title = env.titles.get(docname)
        written = date_of(ledger, docname)
        yield Result(
            address=builder.get_target_uri(docname),
            title=(title.astext() if title is not None else "") or docname,
            kind=kind_of(domain, docname)[1],
            date=printed(written, language) if written else "",
            excerpt=shorten(_words_of(domain, docname), LENGTH),
            marking=badge_of(marking) if marking else "",
            day=span(written).newest.toordinal() if written else 0,
        )


def _words_of(domain: BriefDomain, docname: str) -> str:
    """A page's own words about itself, in one line."""
    return " ".join(_said_of(domain, docname).replace("\x00", " ").split())


def _said_of(domain: BriefDomain, docname: str) -> str:
    """A brief's summary, a note's source, or the first prose of another page."""
    ledger = domain.ledger
    brief, note = ledger.briefs.get(docname), ledger.notes.get(docname)
    if brief is not None and brief.summary:
        return brief.summary
    source = ledger.get("source", note.source) if note is not None else None
    if source is not None:
        publisher = publisher_of(source)
        title = source.title_text
        return title if publisher == title else f"{publisher}: {title}"
    facts = domain.pages.get(docname)
    return next((run.text for run in facts.prose if run.owner is None), "") if facts else ""
