"""``timeline``: what happened, under its date."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from docutils import nodes

from ..presentation.dates import printed
from ..presentation.labels import _
from .listing import entry
from .parts import RenderContext, subject


def as_timeline(records: Sequence[Any], context: RenderContext) -> list[nodes.Node]:
    """A definition list of dates, in the order of the selection; undated records come last."""
    dated = [(subject(record, context).written_date, record) for record in records]
    items = []
    for written, group in groupby(dated, key=lambda pair: pair[0]):
        date_text = printed(written, context.language) if written else str(_("undated"))
        term = nodes.term("", "", nodes.inline(date_text, date_text, classes=["brief-date"]))
        definition = nodes.definition("")
        for _date, record in group:
            definition += entry(record, context, leave=("date",))  # "Due: …" says what date it is
        items.append(nodes.definition_list_item("", term, definition))
    return [nodes.definition_list("", *items, classes=["brief-timeline"])]
