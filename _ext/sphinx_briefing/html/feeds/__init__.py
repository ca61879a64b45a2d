"""Feeds of a website: new and amended briefs as Atom, events and open commitments as a calendar.

Both hold what the ledger says, and nothing of the day of the build. What is marked for fewer
readers than ``briefing_feed_marking`` says is left out: anybody may subscribe to a feed.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from html import escape
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder

from ...diagnostics.log import warn_of_setting
from ...domain import domain_of
from ...files import write_atomically
from ...incremental import state_of
from ...incremental.config_digest import own_code, stable
from ...incremental.store import BuildRecord, load, path_of, save
from ...presentation.labels import N_, _

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

FILES = {"atom": "briefs.atom", "calendar": "calendar.ics"}
TYPES = {"atom": "application/atom+xml", "calendar": "text/calendar"}
TITLES = {"atom": N_("New and amended briefs"), "calendar": N_("Events and open commitments")}
BUILDERS = ("html", "dirhtml")
DEPENDS = (
    "briefing_feeds", "briefing_feed_marking", "briefing_unmarked", "briefing_kinds",
    "html_baseurl", "html_title", "project", "author", "language", "root_doc",
)  # fmt: skip
"""The settings that feeds depend on besides the pages."""
LIBRARIES = ("feedgen", "icalendar")


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
    if not isinstance(app.builder, StandaloneHTMLBuilder) or app.builder.name not in BUILDERS:
        return []
    return [feed for feed in FILES if feed in app.config.briefing_feeds]


def write(app: Sphinx, exception: Exception | None) -> None:
    """Handle ``build-finished``: write the feeds, unless nothing that they hold has changed."""
    if exception is not None or app.builder.name not in BUILDERS:
        return
    out, feeds = Path(app.outdir), wanted(app)
    remembered = path_of(out, f"{app.builder.name}-feeds")
    before = load(remembered)
    now = BuildRecord(
        state=state_of(app.env), settings=_settings(app), copies=[FILES[name] for name in feeds]
    )
    if before == now and all((out / name).is_file() for name in now.copies):
        return
    for name in before.copies:
        if name not in now.copies:
            (out / name).unlink(missing_ok=True)
    if not feeds:
        remembered.unlink(missing_ok=True)
        return
    try:
        for feed, content in _made(app, feeds):
            write_atomically(out / FILES[feed], content)
    except ModuleNotFoundError as error:
        warn_of_setting(
            "briefing_feeds",
            f"feeds need the extra 'feeds' (there is no {error.name!r}): "
            'python -m pip install "sphinx-briefing[feeds]"',
        )
        return
    save(remembered, now)


def _settings(app: Sphinx) -> str:
    found = blake2b(own_code().encode(), digest_size=16)
    for name in DEPENDS:
        found.update(f"\x1f{stable(app.config[name])}".encode())
    for library in LIBRARIES:
        try:
            found.update(f"\x1f{version(library)}".encode())
        except PackageNotFoundError:
            found.update(b"\x1f")
    return found.hexdigest()


def _made(app: Sphinx, feeds: list[str]) -> Iterator[tuple[str, bytes]]:
    from .publication import Publication

    publication = Publication(domain_of(app.env), app.builder)
    titles = {feed: str(_(title)) for feed, title in TITLES.items()}
    if "atom" in feeds:
        from .atom import atom

        yield "atom", atom(publication, titles["atom"], FILES["atom"])
    if "calendar" in feeds:
        from .calendar import calendar

        yield "calendar", calendar(publication, titles["calendar"])


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
    shown = []
    for feed in feeds:
        address = escape(context["pathto"](FILES[feed], True))
        title = escape(str(_(TITLES[feed])))
        context["metatags"] = (
            f'{context.get("metatags", "")}<link rel="alternate" type="{TYPES[feed]}" '
            f'title="{title}" href="{address}">\n'
        )
        shown.append(f'<a href="{address}" type="{TYPES[feed]}">{title}</a>')
    if pagename == app.config.root_doc and "body" in context:
        label = escape(str(_("Subscribe")))
        context["body"] += f'<p class="brief-feeds">{label}: {" · ".join(shown)}</p>\n'


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the feeds."""
    app.connect("config-inited", validate)
    app.connect("html-page-context", lead_there)
    app.connect("build-finished", write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
