"""The theme ``briefing``: furo with our templates and styles.

Nothing inside its pages is of what a Content-Security-Policy without ``unsafe-inline`` blocks.
"""

from __future__ import annotations

import re
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


_HOLDS = re.compile(r'class="(?:[^"]* )?brief-(title-block|index|profile|desk)[ "]')


def shape_of(body: str) -> list[str]:
    """The classes that say what a page holds, so that style sheets need not look for it.

    A brief, or tables from side to side.
    """
    held = {match[1] for match in _HOLDS.finditer(body)}
    shape = ["brief-on-brief"] if "title-block" in held else []
    return [*shape, "brief-on-wide"] if held - {"title-block"} else shape


def add_direction(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Handle ``html-page-context``: say what a page holds, and which way it is written."""
    context["briefing_shape"] = shape_of(context.get("body", ""))
    context["briefing_direction"] = direction_of(app.config.language or "en")
    names = {str(script.filename).rpartition("/")[2] for script in context.get("script_files", ())}
    context["briefing_late"] = " ".join(name for name in LATE if name in names)


def setup(app: Sphinx) -> None:
    """Offer the theme."""
    app.add_html_theme(NAME, str(FOLDER))
    app.connect("config-inited", check_parent)
    app.connect("config-inited", keep_sources)
    app.connect("html-page-context", add_direction)
