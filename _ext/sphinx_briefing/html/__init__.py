"""Additions to HTML beyond the standard nodes: our style sheet, a whole search index."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..sphinx_patches.static_path import add_static_path
from ..websites import add_where
from . import exports, formulas, indexes, masthead, navigation, page, theme_briefing
from .contents import complete

if TYPE_CHECKING:
    from sphinx.application import Sphinx

DESK = 'class="brief-desk '
"""What the front page of a desk holds in HTML."""

STATIC = Path(__file__).parent / "static"


def setup(app: Sphinx) -> None:
    """Add the style sheet."""
    add_static_path(app, STATIC)
    app.connect("html-page-context", complete, priority=100)  # before themes look at it
    app.add_css_file("briefing.css")
    navigation.setup(app)
    theme_briefing.setup(app)
    masthead.setup(app)
    indexes.setup(app)
    add_where(app, [DESK], styles=["briefing-desk.css"])
    formulas.setup(app)
    exports.setup(app)
    page.setup(app)
