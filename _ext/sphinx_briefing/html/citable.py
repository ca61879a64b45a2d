"""Records that readers can cite: a script that offers their place, a link and the role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..presentation.labels import _
from ..websites import is_website

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SIGNS = ('class="brief-record ', 'class="brief-head" id="', "brief-definitions")
"""What stands in pages that hold places of records."""


def add_script(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Handle ``html-page-context``: add script and style sheet where there are records."""
    body = context.get("body", "")
    if is_website(app.builder) and any(sign in body for sign in SIGNS):
        builder: Any = app.builder  # for this page alone
        words = {
            "data-label": str(_("Cite this record")),
            "data-place": str(_("Link to this record")),
            "data-link": str(_("Copy link")),
            "data-role": str(_("Copy role")),
            "data-copied": str(_("Copied")),
            "data-failed": str(_("Could not be copied")),
        }
        builder.add_js_file("briefing-cite.js", defer="defer", **words)
        builder.add_css_file("briefing-cite.css")


def setup(app: Sphinx) -> None:
    """Add the script."""
    app.connect("html-page-context", add_script)
