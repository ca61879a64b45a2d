"""Hover cards: who this is, what a term means, what a claim says and how well it is carried.

==============  ==============================================================
``content``     what a card says
``parts``       the files that hold the cards
``pages``       what pages with references get: script, style sheet, their day
==============  ==============================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...incremental.artifacts import EVENT
from .pages import add_script
from .shards import write_cards

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Add the cards."""
    app.connect(EVENT, write_cards)
    app.connect("html-page-context", add_script)
