"""The style sheet of profiles, and of what leads to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...websites import is_website

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SIGN = "brief-profile"
"""What the classes of profiles, and of links to them, begin with."""


def add_style(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Handle ``html-page-context``."""
    if is_website(app.builder) and SIGN in context.get("body", ""):
        builder: Any = app.builder  # for this page alone
        builder.add_css_file("briefing-profiles.css")
