"""Properties of builders and themes that others have made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .locks import NAME as LOCK
from .store import path_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

ASSEMBLED = frozenset(
    {"singlehtml", "latex", "texinfo", "man", "ledger", "gettext", "linkcheck", "changes",
     "coverage", "doctest", "dummy"}
)  # fmt: skip
"""Builders that make one output of all pages, or none; they are always run whole."""

HELP = frozenset({"htmlhelp", "qthelp", "devhelp"})
"""Builders that resolve the first page once more, for their contents."""

KNOWN_THEMES = frozenset(
    {"agogo", "alabaster", "basic", "basic-ng", "bizstyle", "briefing", "classic", "default",
     "furo", "haiku", "nature", "nonav", "pyramid", "scrolls", "sphinxdoc", "traditional"}
)  # fmt: skip
"""Themes that ask for the navigation through ``toctree()`` alone; others may do so elsewhere."""

WHOLE_NAVIGATION = '{"collapse":false}'


def keep_out_of_books(app: Sphinx, config: Config) -> None:
    """Handle ``config-inited``: let EPUBs hold everything but what is remembered beside them."""
    record = path_of(Path(), "epub")
    ours = [LOCK, record.name, record.with_suffix(".journal").name]
    # The last is Sphinx's, for as long as a build takes.
    config["epub_exclude_files"] = [*config.epub_exclude_files, *ours, ".buildinfo.bak"]


def setup(app: Sphinx) -> None:
    """Connect to the event after the configuration has been read."""
    app.connect("config-inited", keep_out_of_books)
