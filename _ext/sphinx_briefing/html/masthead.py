"""The masthead of the theme ``briefing``: where its links and its search lead, on every page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from ..diagnostics.log import warn_of_setting
from ..domain import domain_of
from ..markings import badge_of
from ..presentation.values import level_of
from ..websites import is_website
from .indexes import indexed, pagename_of, title_of
from .navigation import chapters_of
from .search.page import PAGE, is_searched, page_is_taken

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

NAME = "briefing"
OPTION = "masthead"
MOST = 6
"""The chapters that stand in the masthead of a house without indexes, at most."""


def links_of(app: Sphinx) -> list[tuple[str, str]]:
    """The links of the masthead: their words, and the pages that they lead to.

    Those that the house has chosen, else the indexes that there are, else its chapters.
    """
    chosen = app.config.html_theme_options.get(OPTION)
    if isinstance(chosen, Mapping) and chosen:
        known, made = app.env.found_docs, set(_made(app))
        return [(str(words), to) for words, to in chosen.items() if to in known or to in made]
    domain = domain_of(app.env)
    found = [(title_of(domain, kind), pagename_of(domain, kind)) for kind in indexed(domain)]
    return found or [(title, page) for page, title in chapters_of(app.builder)][:MOST]


def _made(app: Sphinx) -> Iterator[str]:
    """The names of pages that the toolkit makes and that a masthead may lead to."""
    domain = domain_of(app.env)
    yield from (pagename_of(domain, kind) for kind in indexed(domain))
    if is_searched(app):
        yield PAGE
    yield from ("search", "genindex")


def check(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Handle ``env-get-updated``, before freshness: say which pages of the masthead are not there.

    What it prints stands on every page.
    """
    if not _is_ours(app):
        return []
    domain_of(env).printed.masthead = lambda: repr(links_of(app))
    chosen = app.config.html_theme_options.get(OPTION)
    name = f"html_theme_options[{OPTION!r}]"
    if chosen and not isinstance(chosen, Mapping):
        example = '{"Briefs": "briefs/index"}'
        warn_of_setting(name, f"{chosen!r} is not a dictionary of pages by words, like {example}")
    pages = sorted({*env.found_docs, *_made(app)})
    for label, page in chosen.items() if isinstance(chosen, Mapping) else ():
        if page not in pages:
            close = get_close_matches(str(page), pages, 1)
            hint = f"; did you mean {close[0]!r}?" if close else ""
            warn_of_setting(name, f"{label!r}: there is no page {page!r}{hint}")
    return []


def _is_ours(app: Sphinx) -> bool:
    theme = getattr(app.builder, "theme", None)
    return is_website(app.builder) and theme is not None and NAME in _line_of(theme)


def _line_of(theme: Any) -> set[str]:
    """A theme with those that it is built on."""
    return {theme.name, *(folder.rsplit("/", 1)[-1] for folder in map(str, theme.get_theme_dirs()))}


def add_masthead(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Handle ``html-page-context``: tell the template what to print."""
    if not _is_ours(app):
        return
    context["briefing_links"] = [
        (words, context["pathto"](page), page == pagename) for words, page in links_of(app)
    ]
    is_own = is_searched(app) and not page_is_taken(app)
    context["briefing_search_page"] = PAGE if is_own else "search"
    if pagename in app.env.found_docs:
        # It is printed below the title, too, so the page has asked for it.
        tlp = domain_of(app.env).ledger.markings.borne_by(pagename)
    else:
        tlp = context.get("briefing_marking", "")
    context["briefing_marking"] = badge_of(tlp) if tlp else ""
    context["briefing_level"] = level_of(tlp) if tlp else ""


def setup(app: Sphinx) -> None:
    """Connect it."""
    app.connect("env-get-updated", check, priority=850)
    app.connect("html-page-context", add_masthead)
