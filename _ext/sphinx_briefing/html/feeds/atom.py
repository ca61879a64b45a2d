"""New and amended briefs as an Atom feed (RFC 4287)."""

from __future__ import annotations

from datetime import date
from typing import Any

from feedgen.feed import FeedGenerator

from ...presentation.labels import _
from ...records import Brief
from ...records.dates import span
from ...version import __version__
from .news import news_of
from .publication import Publication, midnight, plain
from .withdrawn import withdrawn_under

NOT_YET = ("draft", "review")
"""Briefs that are not told to anybody yet."""

ENTRIES = 50
"""The most entries of a feed; it tells what is new."""


def atom(publication: Publication, title: str, name: str) -> bytes:
    """The feed as a file.

    An entry's id is the address of the brief's page, which stays for as long as the page; it is
    updated on the day of the brief's last significant amendment, or on that when something was
    withdrawn that it rests on, unless another one has replaced it by then.
    """
    briefs = [
        (span(brief.written_date).newest, brief)
        for brief in publication.ledger.briefs.values()
        if brief.written_date and brief.status not in NOT_YET and publication.holds(brief)
    ]
    told = {brief.docname: withdrawn_under(publication, brief) for _day, brief in briefs}
    briefs = [
        (day if brief.superseded_by else max(day, told[brief.docname].since), brief)
        for day, brief in briefs
    ]
    briefs.sort(key=lambda entry: (-entry[0].toordinal(), entry[1].docname))
    briefs = briefs[:ENTRIES]
    newest = max((day for day, _brief in briefs), default=date(1970, 1, 1))
    address, config = publication.file(name), publication.config
    feed: Any = FeedGenerator()
    feed.id(address)
    feed.title(f"{publication.title}: {title}" if publication.title else title)
    feed.updated(midnight(newest))
    feed.author({"name": plain(str(config.author)) or publication.title or publication.host})
    feed.link(href=address, rel="self", type="application/atom+xml")
    feed.link(href=publication.page(config.root_doc), rel="alternate", type="text/html")
    feed.generator("Sphinx Briefing", version=__version__)
    feed.language((config.language or "en").replace("_", "-"))
    for day, brief in briefs:
        warning = told[brief.docname].words
        _entry(feed.add_entry(order="append"), day, brief, warning, publication)
    encoded: bytes = feed.atom_str(pretty=True)
    return encoded


def _entry(entry: Any, day: date, brief: Brief, warning: str, publication: Publication) -> None:
    address = publication.page(brief.docname)
    entry.id(address)
    curl = publication.curl
    entry.title(plain(curl(brief.title_text)))
    entry.updated(midnight(day))
    entry.link(href=address, rel="alternate", type="text/html")
    for name in brief.authors:
        entry.author({"name": plain(name)})
    summary = plain(curl(" ".join(filter(None, (warning, brief.summary)))))
    if summary:
        entry.summary(summary)
    if news := plain(curl("\n".join(news_of(publication, brief)))):
        entry.content("\n\n".join(filter(None, (summary, news))), type="text")
    if brief.kind:
        label = str(_(publication.conventions.kind_label(brief.kind)))
        entry.category({"term": brief.kind, "label": plain(label)})
    for topic in publication.names("topic", brief.topics):
        entry.category({"term": topic})
