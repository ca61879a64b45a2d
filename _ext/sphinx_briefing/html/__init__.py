"""What HTML gets beyond the standard nodes: the style sheet of our parts, a whole search index."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .contents import add_annexes
from .search_index import complete_index, remember_stems

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

STATIC = Path(__file__).parent / "static"


def add_static_path(app: Sphinx) -> None:
    """Offer the toolkit's own static files."""
    app.config.html_static_path.insert(0, str(STATIC))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the style sheet."""
    app.add_event("briefing-indexed")
    app.connect("builder-inited", add_static_path)
    app.connect("builder-inited", complete_index)
    app.connect("builder-inited", remember_stems)
    app.connect("html-page-context", add_annexes, priority=100)  # before themes look at it
    app.add_css_file("briefing.css")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
