"""The builders that make a website: a page for each page, and a folder of static files."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.builders import Builder

WEBSITES = ("html", "dirhtml")
"""Their names. Other builders of HTML make pages for readers that show less."""


def is_website(builder: Builder) -> bool:
    """Whether a builder makes a website."""
    return builder.name in WEBSITES
