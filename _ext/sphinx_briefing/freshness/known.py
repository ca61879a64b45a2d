"""What is known of builders and themes that others have made."""

from __future__ import annotations

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
