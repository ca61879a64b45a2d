"""Links inside the one page that ``singlehtml`` writes.

Sphinx 9 leads a link to a place on another page to ``#document-page#place``, where nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_PAGE = "#document-"
_IN_HTML = re.compile(rf'(?<=href="){_PAGE}[^"]*(?=#[^"#]+")')


def mend_links(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Handle ``doctree-resolved``: let links lead to the place itself."""
    if app.builder.name != "singlehtml":
        return
    for link in doctree.findall(nodes.reference):
        address = str(link.get("refuri", ""))
        page, sign, place = address.rpartition("#")
        if address.startswith(_PAGE) and page and place:
            link["refuri"] = sign + place


def mend_navigation(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Handle ``html-page-context``: the same in the navigation around the page."""
    toctree: Callable[..., str] | None = context.get("toctree")
    if app.builder.name != "singlehtml" or toctree is None:
        return
    context["toctree"] = lambda **options: _IN_HTML.sub("", toctree(**options))


def setup(app: Sphinx) -> None:
    """Connect to the events."""
    app.connect("doctree-resolved", mend_links, priority=900)
    app.connect("html-page-context", mend_navigation, priority=2)
