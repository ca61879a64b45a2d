"""The style sheet of front pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..websites import is_website

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SIGN = 'class="brief-desk '
"""What a front page holds in HTML."""


def add_style(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Handle ``html-page-context``: add it where there is one."""
    if is_website(app.builder) and SIGN in context.get("body", ""):
        builder: Any = app.builder  # for this page alone
        builder.add_css_file("briefing-desk.css")


def setup(app: Sphinx) -> None:
    """Connect it."""
    app.connect("html-page-context", add_style)
