"""What HTML gets beyond the standard nodes: the style sheet of our parts, a whole search index."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..sphinx_patches import template_cache as templates
from . import exports, formulas, navigation, page, theme_briefing
from .contents import add_annexes
from .search_index import complete_index, remember_stems

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

STATIC = Path(__file__).parent / "static"


def add_static_path(app: Sphinx) -> None:
    """Offer the toolkit's own static files."""
    app.config.html_static_path.insert(0, str(STATIC))


def hide_static_path(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Keep the path out of the stored environment.

    Sphinx compares the configuration before extensions have added to it, and would call it changed
    at every build.
    """
    if str(STATIC) in app.config.html_static_path:
        app.config.html_static_path.remove(str(STATIC))
    return []


def show_static_path(app: Sphinx, builder: Builder) -> None:
    """Offer the files again when the environment has been stored."""
    if str(STATIC) not in app.config.html_static_path:
        add_static_path(app)


def setup(app: Sphinx) -> None:
    """Add the style sheet."""
    app.add_event("briefing-indexed")
    app.connect("builder-inited", add_static_path)
    app.connect("env-get-updated", hide_static_path, priority=990)
    app.connect("write-started", show_static_path, priority=10)
    app.connect("builder-inited", complete_index)
    app.connect("builder-inited", remember_stems)
    app.connect("html-page-context", add_annexes, priority=100)  # before themes look at it
    app.add_css_file("briefing.css")
    navigation.setup(app)
    templates.setup(app)
    theme_briefing.setup(app)
    formulas.setup(app)
    exports.setup(app)
    page.setup(app)
