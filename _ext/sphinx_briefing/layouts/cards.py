"""``cards``: one box a record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docutils import nodes

from .listing import entry
from .parts import RenderContext


def as_cards(records: Sequence[Any], context: RenderContext) -> list[nodes.Node]:
    """A container for each record, which a style sheet sets side by side."""
    cards = [
        nodes.container("", *entry(record, context), classes=["brief-card"]) for record in records
    ]
    return [nodes.container("", *cards, classes=["brief-cards"])]
