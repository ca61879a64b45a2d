"""The theme ``briefing``: furo with our templates and styles.

Nothing inside its pages is of what a Content-Security-Policy without ``unsafe-inline`` blocks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
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


class Tags:
    """The tags of style sheets and scripts, each made once for all pages of a folder.

    Sphinx looks up the place of each file on the disk for every page.
    """

    def __init__(self) -> None:
        self._made: dict[object, str] = {}

    def begin(self, app: Sphinx) -> None:
        """Handle ``builder-inited``: forget those of another build."""
        self._made.clear()

    def keep(
        self, app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object
    ) -> None:
        """Handle ``html-page-context``: make those of a page by asking for each new one."""
        if app.config.html_theme == NAME:
            for name in ("css_tag", "js_tag"):
                if getattr(context.get(name), "__module__", "") == "sphinx.builders.html":
                    context[name] = self._kept(name, context[name], context["content_root"])

    def _kept(self, name: str, make: Callable[[Any], str], root: str) -> Callable[[Any], str]:
        def tag(file: Any) -> str:
            attributes = getattr(file, "attributes", {})
            key = (name, root, str(getattr(file, "filename", file)), *sorted(attributes.items()))
            if key not in self._made:
                self._made[key] = make(file)
            return self._made[key]

        return tag


def setup(app: Sphinx) -> None:
    """Offer the theme."""
    tags = Tags()
    app.connect("builder-inited", tags.begin)
    app.connect("html-page-context", tags.keep)
    app.add_html_theme(NAME, str(FOLDER))
    app.connect("config-inited", check_parent)
    app.connect("config-inited", keep_sources)
    app.connect("html-page-context", add_direction)
