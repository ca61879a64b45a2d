"""The navigation that the theme ``briefing`` prints on every page: the chapters, and no tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder

from ..websites import is_website

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder


class Chapters:
    """A replacement for ``toctree()`` of themes: a flat list of the pages that the first lists.

    A tree of all notes in each page would make pages and build times grow with their number; the
    pages of the chapters list what is in them.
    """

    shows: Mapping[str, bool] = MappingProxyType({"chapters": True})
    """How freshness remembers what it shows of other pages."""

    def __init__(self, builder: StandaloneHTMLBuilder, pagename: str, context: Any) -> None:
        self._builder = builder
        self._pagename = pagename
        self._context = context

    def __call__(self, **options: object) -> str:
        chapters = list(chapters_of(self._builder))
        here = self._ancestors() if chapters else set()
        items = ""
        for chapter, title in chapters:
            current = " current" if chapter in here else ""
            is_page = chapter == self._pagename
            address = escape("#" if is_page else self._context["pathto"](chapter))
            title = escape(title)
            aria = ' aria-current="page"' if is_page else ' aria-current="true"' if current else ""
            items += (
                f'<li class="toctree-l1{current}">'
                f'<a class="reference internal{current}" href="{address}"{aria}>{title}</a></li>'
            )
        return f"<ul>{items}</ul>" if items else ""

    def _ancestors(self) -> set[str]:
        """The page and all pages above it."""
        found: set[str] = set()
        page: str | None = self._pagename
        while page and page not in found:
            found.add(page)
            page = next(iter(self._builder.relations.get(page, ())), None)
        return found


def chapters_of(builder: Builder) -> Iterator[tuple[str, str]]:
    """The pages that the first page lists, with their titles."""
    env = builder.env
    for chapter in env.toctree_includes.get(builder.config.root_doc, []):
        if chapter in env.titles:
            yield chapter, env.titles[chapter].astext()


def offer_chapters(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Handle ``html-page-context``, before anybody asks for the navigation."""
    builder = app.builder
    if (
        context.get("theme_navigation") == "chapters"
        and isinstance(builder, StandaloneHTMLBuilder)
        and is_website(builder)
    ):
        context["toctree"] = Chapters(builder, pagename, context)


def setup(app: Sphinx) -> None:
    """Connect it ahead of freshness, which watches what themes ask for."""
    app.connect("html-page-context", offer_chapters, priority=0)
