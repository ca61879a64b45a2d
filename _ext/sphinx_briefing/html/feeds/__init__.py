"""Feeds of a website: new and amended briefs as Atom, events and open commitments as a calendar.

Both hold what the ledger says, and nothing of the day of the build. What is marked for fewer
readers than ``briefing_feed_marking`` says is left out: anybody may subscribe to a feed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder

from ...diagnostics.log import warn_of_setting
from ...exports import Export
from ...presentation.labels import N_, _
from ...registry import Exporter
from ...websites import is_website
from .publication import Publication

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config

FILES = {"atom": "briefs.atom", "calendar": "calendar.ics"}
TYPES = {"atom": "application/atom+xml", "calendar": "text/calendar"}
TITLES = {"atom": N_("New and amended briefs"), "calendar": N_("Events and open commitments")}


def validate(app: Sphinx, config: Config) -> None:
    """Handle ``config-inited``: do without an Atom feed where pages have no address."""
    if "atom" in config.briefing_feeds and not config.html_baseurl:
        message = (
            "'atom' needs 'html_baseurl', the address that the website is published at, since "
            "entries of a feed lead to whole addresses; there will be no Atom feed"
        )
        warn_of_setting("briefing_feeds", message)
        config["briefing_feeds"] = [feed for feed in config.briefing_feeds if feed != "atom"]


def wanted(app: Sphinx) -> list[str]:
    """The feeds that this build writes."""
    if not isinstance(app.builder, StandaloneHTMLBuilder) or not is_website(app.builder):
        return []
    return [feed for feed in FILES if feed in app.config.briefing_feeds]


def is_wanted(feed: str) -> Callable[[Config], bool]:
    """Make a test of whether a configuration asks for a feed."""
    return lambda config: feed in config.briefing_feeds


def write_atom(export: Export) -> Mapping[str, bytes] | None:
    """The feed of new and amended briefs."""
    try:
        from .atom import atom
    except ModuleNotFoundError as error:
        _say_without(error)
        return None
    title = str(_(TITLES["atom"]))
    return {FILES["atom"]: atom(Publication(export), title, FILES["atom"])}


def write_calendar(export: Export) -> Mapping[str, bytes] | None:
    """The calendar of events and open commitments."""
    try:
        from .calendar import calendar
    except ModuleNotFoundError as error:
        _say_without(error)
        return None
    title = str(_(TITLES["calendar"]))
    return {FILES["calendar"]: calendar(Publication(export), title)}


def _say_without(error: ModuleNotFoundError) -> None:
    """Say what to install where a library is missing."""
    warn_of_setting(
        "briefing_feeds",
        f"feeds need the extra 'feeds' (there is no {error.name!r}): "
        'python -m pip install "sphinx-briefing[feeds]"',
    )


OWN_EXPORTERS = tuple(
    Exporter(name, write, on_website=True, wanted=is_wanted(name), library=library)
    for name, write, library in (
        ("atom", write_atom, "feedgen"),
        ("calendar", write_calendar, "icalendar"),
    )
)
"""The feeds, as the registry knows them."""


def lead_there(
    app: Sphinx,
    pagename: str,
    template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Handle ``html-page-context``: every page names the feeds, the start page shows them."""
    feeds = wanted(app)
    if not feeds or "pathto" not in context:
        return
    links = []
    for feed in feeds:
        address = escape(context["pathto"](FILES[feed], True))
        title = escape(str(_(TITLES[feed])))
        context["metatags"] = (
            f'{context.get("metatags", "")}<link rel="alternate" type="{TYPES[feed]}" '
            f'title="{title}" href="{address}">\n'
        )
        links.append(f'<a href="{address}" type="{TYPES[feed]}">{title}</a>')
    if pagename == app.config.root_doc and "body" in context:
        label = escape(str(_("Subscribe")))
        context["body"] += f'<p class="brief-feeds">{label}: {" · ".join(links)}</p>\n'


def setup(app: Sphinx) -> None:
    """Add the feeds."""
    app.connect("config-inited", validate)
    app.connect("html-page-context", lead_there)
