"""``matrix``: a row an actor, a column a topic, the newest position first in a cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docutils import nodes

from ..presentation.dates import printed
from ..presentation.labels import _
from ..records import Position
from ..records.dates import span
from .parts import RenderContext, head_link, paragraph, source_nodes, text, title_link, value_nodes
from .table import build_table

Cells = dict[tuple[str, str], list[Position]]
"""Positions by the ids of actor and topic."""


def as_matrix(records: Sequence[Any], context: RenderContext) -> list[nodes.Node]:
    """A table of positions. A position of two actors, or on two topics, stands in each cell."""
    positions = [record for record in records if isinstance(record, Position)]
    cells, actors, topics = cells_of(positions, context)
    rows = []
    for actor in actors:
        row: list[list[nodes.Node]] = [[paragraph(_heading(context, "actor", actor))]]
        for topic in topics:
            held = cells.get((actor, topic), ())
            row.append([_position(position, context) for position in held])
        rows.append(row)
    table = build_table(
        [nodes.Text(str(_("Actor"))), *(_heading(context, "topic", topic) for topic in topics)],
        rows,
        [15, *([85 // max(len(topics), 1)] * len(topics))],
    )
    table["classes"].append("brief-matrix")
    return [table]


def cells_of(
    positions: Sequence[Position], context: RenderContext
) -> tuple[Cells, list[str], list[str]]:
    """The positions by actor and topic, newest first; then the actors and topics, by name."""
    cells: Cells = {}
    for position in sorted(positions, key=_age):
        for actor in position.by:
            for topic in position.topic:
                cells.setdefault((actor, topic), []).append(position)
    actors = sorted(
        {actor for actor, _ in cells}, key=lambda id: (title_of(context, "actor", id), id)
    )
    topics = sorted(
        {topic for _, topic in cells}, key=lambda id: (title_of(context, "topic", id), id)
    )
    return cells, actors, topics


def _heading(context: RenderContext, kind: str, identifier: str) -> nodes.Node:
    return title_link(kind, identifier, title_of(context, kind, identifier))


def title_of(context: RenderContext, kind: str, identifier: str) -> str:
    """The title of a record; its id where there is none."""
    record = context.ledger.get(kind, identifier)
    return record.title_text if record else identifier


def _age(position: Position) -> tuple[bool, int, str]:
    days = -span(position.date).newest.toordinal() if position.date else 0
    return position.date is None, days, position.id


def _position(position: Position, context: RenderContext) -> nodes.paragraph:
    parts: list[nodes.Node] = []
    stance = value_nodes(position, "stance", context)
    if stance:
        parts += [*stance, nodes.Text(": ")]
    parts += [head_link(position)]
    if position.date:
        parts += [
            nodes.Text(" "),
            text(f"({printed(position.date, context.language, short=True)})", "brief-date"),
        ]
    marker = source_nodes(position, context)
    if marker:
        parts += [nodes.Text(" "), *marker]
    return paragraph(*parts, classes=["brief-position"])
