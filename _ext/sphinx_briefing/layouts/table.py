"""``table``: a row a record, a column a field that any of them fills."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docutils import nodes

from ..presentation.labels import _, label_of
from ..presentation.marks import HEADS_ROWS, NUMBERS, WEIGHTS
from ..records import Record, Selectable
from ..records.fields import AMOUNT, all_fields
from ..records.weights import weight_of
from .parts import (
    RenderContext,
    cell_nodes,
    head_of,
    lost_line,
    paragraph,
    standing,
    subject,
    title_link,
)

LONG, LARGE = 8, 100
"""From so many rows on, readers can filter a table; of more than so many, they see a part."""


def as_table(records: Sequence[Any], context: RenderContext) -> list[nodes.Node]:
    """A table of the fields that the records declare for it."""
    first = records[0]
    wanted = first.table_columns or first.columns
    argument = first.argument or ("text" if "text" in wanted else "title")
    columns = [
        name
        for name in wanted
        if name != argument
        and any(cell_nodes(subject(record, context), name, context) for record in records)
    ]
    at = wanted.index(argument) if argument in wanted else 0
    columns.insert(min(at, len(columns)), argument)
    rows = [
        [_cell(record, name, name == argument, context) for name in columns] for record in records
    ]
    kind = type(subject(first, context))
    heads = [nodes.Text(label_of(kind, name)) for name in columns]
    table = build_table(heads, rows, [weight_of(kind, name) for name in columns])
    table["classes"] += size_classes(len(rows))
    list(table.findall(nodes.colspec))[columns.index(argument)][HEADS_ROWS] = True
    _align_numbers(table, [_is_amount(kind, name) for name in columns])
    return [table]


def as_ledger(records: Sequence[Any], context: RenderContext) -> list[nodes.Node]:
    """A table for each topic, in the order of their names; what has no topic comes last."""
    by_topic: dict[str, list[Any]] = {}
    for record in records:
        for topic in record.topic or ("",):
            by_topic.setdefault(topic, []).append(record)
    titles = {
        topic: found.title_text if (found := context.ledger.get("topic", topic)) else ""
        for topic in by_topic
    }
    content: list[nodes.Node] = []
    for topic in sorted(by_topic, key=lambda topic: (not topic, titles[topic].casefold(), topic)):
        title = (
            title_link("topic", topic, titles[topic]) if topic else nodes.Text(str(_("No topic")))
        )
        content.append(nodes.rubric("", "", title, classes=["brief-group"]))
        content += as_table(by_topic[topic], context)
    return content


def _cell(record: Any, name: str, is_head: bool, context: RenderContext) -> list[nodes.Node]:
    if is_head:
        found: list[nodes.Node] = [head_of(record), *lost_line(record, context)]
        found += [
            paragraph(*line, classes=["brief-standing"]) for line in standing(record, context)
        ]
        return found
    if name == "text" and isinstance(record, Record):
        return context.body_of(record)
    content = cell_nodes(subject(record, context), name, context)
    return [paragraph(*content)] if content else []


def _is_amount(kind: type[Selectable], name: str) -> bool:
    return any(field.name == name and field.shape.is_like(AMOUNT) for field in all_fields(kind))


def _align_numbers(table: nodes.table, are_amounts: Sequence[bool]) -> None:
    """Mark the cells of amounts, so that their last digits stand below each other."""
    for row in table.findall(nodes.row) if any(are_amounts) else ():
        for entry, is_amount in zip(row.children, are_amounts, strict=True):
            if is_amount and isinstance(entry, nodes.entry):
                entry[NUMBERS] = True
                entry["classes"].append("brief-numbers")


def build_table(
    headings: Sequence[nodes.Node],
    rows: Sequence[Sequence[Sequence[nodes.Node]]],
    widths: Sequence[int],
) -> nodes.table:
    """A table with a header row of inline nodes; each cell is a list of block nodes."""
    group = nodes.tgroup("", cols=len(headings))
    group += [nodes.colspec("", colwidth=width) for width in widths]
    head = nodes.row(
        "",
        *(
            nodes.entry("", paragraph(item), classes=[share])
            for item, share in zip(headings, share_classes(widths), strict=True)
        ),
    )
    body = [nodes.row("", *(nodes.entry("", *cell) for cell in row)) for row in rows]
    group += nodes.thead("", head)
    group += nodes.tbody("", *body)
    return nodes.table("", group, classes=["brief-table"], **{WEIGHTS: True})


def share_classes(weights: Sequence[int]) -> list[str]:
    """The classes of the heads of columns, which say how they share the width, in twentieths."""
    total = sum(weights) or 1
    return [f"brief-share-{min(max(round(20 * weight / total), 1), 20)}" for weight in weights]


def size_classes(rows: int) -> list[str]:
    """The classes of a table that has many rows."""
    return [
        name for name, least in (("brief-long", LONG), ("brief-large", LARGE + 1)) if rows >= least
    ]
