"""Additions to pages of briefs and notes, for HTML alone: each module adds one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...websites import is_website
from . import citing, folds, judgements, markers, marking

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def add_files(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Handle ``html-page-context``: add style sheet and script where there is use for them."""
    body = context.get("body", "")
    if not is_website(app.builder) or not any(sign in body for sign in SIGNS):
        return
    builder: Any = app.builder  # for this page alone
    builder.add_css_file("briefing-page.css")
    if SIGNS[0] in body:
        builder.add_css_file("briefing-front.css")
        builder.add_css_file("briefing-annexes.css")
        builder.add_js_file("briefing-front.js", defer="defer")
        builder.add_js_file("briefing-notes.js", defer="defer")
        if "brief-fold" in body:
            builder.add_js_file("briefing-folds.js", defer="defer")


SIGNS = ("brief-title-block", "brief-marking-bar", "brief-page-marking", "brief-gauge")
"""The classes that say that a page has parts of these."""


def setup(app: Sphinx) -> None:
    """Add the parts, and what they need in the browser."""
    for part in (marking, markers, judgements, citing, folds):
        part.setup(app)
    app.connect("html-page-context", add_files)
