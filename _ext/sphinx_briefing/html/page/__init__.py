"""Additions to pages of briefs and notes, for HTML alone: each module adds one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...websites import add_where
from . import (
    banner,
    citing,
    folds,
    judgements,
    markers,
    marking,
    portions,
    report_cards,
    since,
    tools,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx


BRIEF = "brief-title-block"
"""The class that says that a page is a brief."""
SIGNS = (BRIEF, "brief-marking-bar", "brief-page-marking", "brief-gauge")
"""The classes that say that a page has parts of these."""


def setup(app: Sphinx) -> None:
    """Add the parts, and what they need in the browser."""
    parts = (
        marking, banner, markers, judgements, portions, tools, since, citing, folds, report_cards,
    )  # fmt: skip
    for part in parts:
        part.setup(app)
    add_where(app, SIGNS, styles=["briefing-page.css", "briefing-bar.css"])
    add_where(app, ["brief-restricted"], styles=["briefing-portions.css"])
    add_where(
        app,
        [BRIEF],
        styles=["briefing-front.css", "briefing-annexes.css"],
        scripts=["briefing-front.js", "briefing-notes.js"],
    )
    add_where(app, [folds.SIGN], scripts=["briefing-folds.js"])
