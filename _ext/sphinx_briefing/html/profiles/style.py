"""The style sheet of profiles, and of what leads to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...websites import is_website

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SIGNS = ("brief-profile", "brief-index")
"""What the classes of profiles, of links to them, and of indexes begin with."""


def add_style(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Handle ``html-page-context``."""
    body = context.get("body", "")
    if is_website(app.builder) and any(sign in body for sign in SIGNS):
        builder: Any = app.builder  # for this page alone
        builder.add_css_file("briefing-profiles.css")
