"""``list``: one entry below the other; terms and topics as definitions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docutils import nodes

from ..presentation.labels import _
from ..presentation.marks import HEAD
from ..records import Brief, Note, Record
from .annexed import entry_in_annex, facts_in_annex, head_in_annex
from .parts import (
    RenderContext,
    details,
    head_link,
    head_of,
    is_verbatim,
    lost_line,
    paragraph,
    passages,
    quoted,
    subject,
    title_link,
)
from .surroundings import Surroundings, surroundings


def as_list(records: Sequence[Any], context: RenderContext) -> list[nodes.Node]:
    """A bullet list, or a definition list for kinds that define what they name."""
    if isinstance(records[0], Record) and records[0].defined:
        return [definitions(records, context)]
    items = [nodes.list_item("", *entry(record, context)) for record in records]
    return [nodes.bullet_list("", *items, classes=["brief-list"])]


def definitions(records: Sequence[Any], context: RenderContext) -> nodes.definition_list:
    """A definition list: the name, then the prose and the details."""
    items = []
    for record in records:
        definition = nodes.definition("", *context.body_of(record))
        short = context.in_annex
        line = facts_in_annex(record, context) if short else details(record, context)
        if line:
            definition += paragraph(*line, classes=["brief-details"])
        link = head_in_annex(record, context) if short else head_link(record)
        term = nodes.term("", "", link, **{HEAD: (record.kind_name, record.id)})
        items.append(nodes.definition_list_item("", term, definition))
    return nodes.definition_list("", *items, classes=["brief-definitions"])


def entry(record: Any, context: RenderContext, *, leave: Sequence[str] = ()) -> list[nodes.Node]:
    """One record as the content of a list item or card, without the details left out."""
    if is_verbatim(record):
        return _quote(record, context)
    if context.in_annex and isinstance(record, Record):
        return entry_in_annex(record, context)
    found: list[nodes.Node] = [head_of(record), *lost_line(record, context)]
    if isinstance(record, Brief):
        if record.summary:
            found.append(paragraph(nodes.Text(record.summary)))
    elif not isinstance(record, Note) and record.argument != "text":
        found.extend(context.body_of(record))
    if isinstance(record, Record):
        found += passages(record, context)
    described = subject(record, context)
    around = surroundings(record, context) if isinstance(record, Record) else Surroundings([])
    leave = ("title", *leave, *around.told)
    line = details(described, context, leave=leave)
    if line:
        found.append(paragraph(*line, classes=["brief-details"]))
    return [*found, *around.content]


def _quote(record: Record, context: RenderContext) -> list[nodes.Node]:
    quotation = quoted(record, context.body_of(record), context)
    line = details(record, context)
    link = title_link(record.kind_name, record.id, str(_("quotation")))
    attribution = paragraph(*line, nodes.Text(" · "), link, classes=["brief-details"])
    return [quotation, *lost_line(record, context), attribution]
