"""The page with the search, and the ways to it."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from sphinx.builders.html import StandaloneHTMLBuilder

from ...diagnostics.log import warn
from ...domain import domain_of
from ...files import remove_with_empty_parents
from ...markings import badge_of, strictest
from ...presentation.labels import N_, _
from ...presentation.values import level_of
from ...websites import is_website

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

PAGE = "briefing-search"
"""The name of the page; a page of an author's with that name comes first."""
FOLDER = "_search"
"""The folder of the index, in the output."""
ROOT = "index.js"
"""The part of the index that names the others."""
CALL = b"BriefingFind.take("
"""What every part begins with."""
STATIC = Path(__file__).parents[1] / "static"

TITLE = N_("Search with facets")
WORDS = {
    "all": N_("All pages, newest first: %d"),
    "found": N_("Results: %d"),
    "none": N_("Nothing found."),
    "part": N_("Nothing holds all these words; this holds most of them."),
    "slip": N_("Nothing holds “%s”. Shown instead:"),
    "best": N_("Best match"),
    "more": N_("More results: %d"),
    "filter": N_("Find in this list"),
    "values": N_("More"),
    "unread": N_("The index could not be read."),
}
"""What the script prints."""

SCRIPTS = (
    "briefing-find-parts.js", "briefing-find-words.js", "briefing-find-ask.js",
    "briefing-find-show.js", "briefing-find.js",
)  # fmt: skip
"""The scripts of the page, in their order."""


def is_searched(app: Sphinx) -> bool:
    """Whether this build has a search of ours: HTML with an index, and asked for."""
    builder = app.builder
    return (
        bool(app.config.briefing_search)
        and is_website(builder)
        and isinstance(builder, StandaloneHTMLBuilder)
        and builder.search
    )


def page_is_taken(app: Sphinx) -> bool:
    """Whether an author has a page of that name."""
    return PAGE in app.env.found_docs


def collect_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Handle ``html-collect-pages``: the page with the search, in the theme of all pages."""
    if not is_searched(app):
        return
    if page_is_taken(app):
        message = (
            f"briefing_search: a page named {PAGE!r} is there already, so there is no search with "
            "facets; rename that page"
        )
        warn("field", message, PAGE)
        return
    tlp = _marking(app)
    context = {"title": str(_(TITLE)), "body": _body(app, tlp), "briefing_marking": tlp}
    yield PAGE, context, "page.html"


def _body(app: Sphinx, tlp: str) -> str:
    top = _to_top(app)
    classes = f"brief-marking brief-tlp-{level_of(tlp)}" if tlp else ""
    marking = f'<p class="{classes}">{badge_of(tlp)}</p>' if tlp else ""
    words = {key: str(_(text)) for key, text in WORDS.items()}
    since, until = escape(str(_("Since"))), escape(str(_("Until")))
    label = escape(str(_("Words")))
    no_script = escape(str(_("The search needs JavaScript.")))
    scripts = "".join(
        f'<script src="{top}_static/{name}" defer></script>'
        for name in ("language_data.js", *map(_with_checksum, _scripts(app)))
    )
    other = escape(str(_("Search without facets")))
    narrow = escape(str(_("Narrow down")))
    key = escape(str(_("The key / leads to the search box")))
    return f"""
<div class="brief-find" data-parts="{top}{FOLDER}/" data-top="{top}"
 data-words="{escape(msgspec.json.encode(words).decode())}">
<h1>{escape(str(_(TITLE)))}</h1>
{marking}
<noscript><p>{no_script}</p></noscript>
<form class="brief-find-form">
<p class="brief-find-line" role="search">
<label>{label} <input type="search" name="q" autocomplete="off" autocapitalize="off"
 spellcheck="false"></label></p>
<details class="brief-find-narrow"><summary>{narrow}</summary>
<p class="brief-find-days">
<label>{since} <input type="date" name="since"></label>
<label>{until} <input type="date" name="until"></label></p>
<div class="brief-find-facets"></div>
</details>
<div class="brief-find-results">
<p class="brief-find-count" role="status"></p>
<div class="brief-find-slips"></div>
<div class="brief-find-groups"></div>
<p class="brief-find-other"><a href="{top}{_plain_search(app)}">{other}</a></p>
<p class="brief-find-keys" hidden><label><input type="checkbox"> {key}</label></p>
</div>
</form>
</div>
{scripts}
"""


def _scripts(app: Sphinx) -> tuple[str, ...]:
    """The scripts of the page; where pages have cards, the best match shows its own."""
    return ("briefing-cards.js", *SCRIPTS) if app.config.briefing_cards else SCRIPTS


def _marking(app: Sphinx) -> str:
    """The marking of the page: it lists all pages and records."""
    domain = domain_of(app.env)
    ledger = domain.ledger
    pages = map(ledger.markings.printed_on, app.env.found_docs)
    records = (
        ledger.markings.printed(record)
        for kind in domain.kinds
        for record in ledger.records(kind).values()
    )
    return strictest((*pages, *records))


def _with_checksum(name: str) -> str:
    """A static file's name with a checksum, so that no browser keeps an old one."""
    return f"{name}?v={zlib.crc32((STATIC / name).read_bytes()):08x}"


def _to_top(app: Sphinx) -> str:
    """The way from the page of the search to the top of the output."""
    return "../" if app.builder.name == "dirhtml" else ""


def _plain_search(app: Sphinx) -> str:
    return app.builder.get_target_uri("search")


def lead_there(
    app: Sphinx,
    pagename: str,
    template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Handle ``html-page-context``: lead from Sphinx's search and from the start page to ours."""
    if not is_searched(app) or page_is_taken(app):
        return
    address = escape(context["pathto"](PAGE))
    link = f'<a class="brief-find-link" href="{address}">{escape(str(_(TITLE)))}</a>'
    head = context.get("metatags", "")
    if pagename == PAGE:
        static = context["pathto"]("_static/", True)
        styles = [
            "briefing-find.css",
            *(["briefing-cards.css"] if app.config.briefing_cards else []),
        ]
        context["metatags"] = head + "".join(
            f'<link rel="stylesheet" href="{escape(static + _with_checksum(style))}">'
            for style in styles
        )
    elif pagename == app.config.root_doc and "body" in context:
        context["body"] += f'<p class="brief-find-way">{link}</p>'
    elif pagename == "search":
        # Templates of the search page have no place that all themes share.
        place = escape(context["pathto"]("_static/briefing-find-link.js", True))
        title = escape(str(_(TITLE)), quote=True)
        context["metatags"] = (
            f'{head}<script src="{place}" data-href="{address}" data-title="{title}" '
            "defer></script>"
        )


def clear(folder: Path) -> None:
    """Remove an index; a folder of somebody else's with that name stays."""
    root = folder / ROOT
    if root.is_file() and root.read_bytes().startswith(CALL):
        # The root goes last: should a build be killed here, the next one knows the folder again.
        for path in sorted(folder.rglob("*"), key=root.__eq__):
            if path.is_file():
                remove_with_empty_parents(path, folder.parent)
