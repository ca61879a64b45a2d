"""The theme ``briefing``: furo with our templates and styles.

Nothing inside its pages is of what a Content-Security-Policy without ``unsafe-inline`` blocks.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError

from ..presentation.codes import direction_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

NAME = "briefing"
FOLDER = Path(__file__).parent / "theme" / NAME


def check_parent(app: Sphinx, config: Config) -> None:
    """Handle ``config-inited``: say what is missing before Sphinx fails to find furo."""
    if config.html_theme == NAME and find_spec("furo") is None:
        raise ConfigError(
            "html_theme = 'briefing' needs the theme furo: "
            "python -m pip install 'sphinx-briefing[html]'"
        )


def keep_sources(app: Sphinx, config: Config) -> None:
    """Handle ``config-inited``: publish no sources, unless the configuration asks for them.

    They hold comments, and what this build leaves out.
    """
    settings = config._raw_config.keys() | config.overrides.keys()
    if config.html_theme == NAME and "html_copy_source" not in settings:
        config["html_copy_source"] = False


LATE = ("doctools.js", "briefing-words.js", "translations.js", "sphinx_highlight.js")
"""The scripts that mark the words of a search, in the order in which they need each other."""


def add_direction(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Handle ``html-page-context``: tell the templates which way the project is written."""
    context["briefing_direction"] = direction_of(app.config.language or "en")
    names = {str(script.filename).rpartition("/")[2] for script in context.get("script_files", ())}
    context["briefing_late"] = " ".join(name for name in LATE if name in names)


def setup(app: Sphinx) -> None:
    """Offer the theme."""
    app.add_html_theme(NAME, str(FOLDER))
    app.connect("config-inited", check_parent)
    app.connect("config-inited", keep_sources)
    app.connect("html-page-context", add_direction)
