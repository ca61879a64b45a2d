"""The builders that make a website: a page for each page, and a folder of static files.

A website may hold files of its briefs, too, which other builders make.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

WEBSITES = ("html", "dirhtml")
"""Their names. Other builders of HTML make pages for readers that show less."""


def is_website(builder: Builder) -> bool:
    """Whether a builder makes a website."""
    return builder.name in WEBSITES


def add_where(
    app: Sphinx,
    signs: Iterable[str],
    *,
    styles: Sequence[str] = (),
    scripts: Sequence[str] = (),
    words: Callable[[], Mapping[str, str]] = dict,
) -> None:
    """Add style sheets and scripts to those pages of a website that have a use for them.

    :param signs: what their HTML holds, one of these at least.
    :param words: makes what the scripts print, by the names of their attributes.
    """
    wanted = tuple(signs)

    def add(
        app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object
    ) -> None:
        """Handle ``html-page-context``."""
        body = context.get("body", "")
        if is_website(app.builder) and any(sign in body for sign in wanted):
            builder: Any = app.builder  # for this page alone
            for script in scripts:
                builder.add_js_file(script, defer="defer", **words())
            for style in styles:
                builder.add_css_file(style)

    app.connect("html-page-context", add)


@dataclass(frozen=True, slots=True)
class BesideFile:
    """A format in which a website may hold its briefs beside their pages."""

    suffix: str
    """The end of the names of files, and the name of the format in the configuration."""
    label: str
    builder: str
    """The builder that makes them."""
    needs: Mapping[str, str]
    """By module that it imports, the package that brings it."""

    @property
    def missing(self) -> str:
        """A package that is needed and not installed; empty where all are there."""
        return next((name for module, name in self.needs.items() if find_spec(module) is None), "")


BESIDE: Mapping[str, BesideFile] = MappingProxyType(
    {
        file.suffix: file
        for file in (
            BesideFile("pdf", "PDF", "briefpdf", {"typst": "Typst", "math_core": "math-core"}),
            BesideFile(
                "docx",
                "Word",
                "briefdocx",
                {"docx": "python-docx", "typst": "Typst", "math_core": "math-core"},
            ),
        )
    }
)
"""The formats by their suffixes."""

WHERE_MADE, ALWAYS, NEVER = "made", "always", ""
"""When pages of briefs link to their files; never is false, as conditions of pages may ask."""


def made_by_default() -> list[str]:
    """The formats that websites are built with where nobody says so: PDF, if it can be made."""
    return [] if BESIDE["pdf"].missing else ["pdf"]
