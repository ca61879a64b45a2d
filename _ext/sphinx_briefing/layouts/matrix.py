"""``matrix``: a row an actor, a column a topic, the newest position first in a cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docutils import nodes

from ..records import Position
from ..records.dates import span
from .dates import printed
from .parts import Desk, head_link, paragraph, source_nodes, text, title_link, value_nodes
from .table import build_table
from .words import _


def as_matrix(records: Sequence[Any], desk: Desk) -> list[nodes.Node]:
    """A table of positions. A position of two actors, or on two topics, stands in each cell."""
    positions = [record for record in records if isinstance(record, Position)]
    cells: dict[tuple[str, str], list[Position]] = {}
    for position in positions:
        for actor in position.by:
            for topic in position.topic:
                cells.setdefault((actor, topic), []).append(position)
    actors = sorted({actor for actor, _ in cells}, key=lambda id: _title(desk, "actor", id))
    topics = sorted({topic for _, topic in cells}, key=lambda id: _title(desk, "topic", id))
    rows = []
    for actor in actors:
        row: list[list[nodes.Node]] = [[paragraph(_heading(desk, "actor", actor))]]
        for topic in topics:
            newest_first = sorted(cells.get((actor, topic), ()), key=_age)
            row.append([_position(position, desk) for position in newest_first])
        rows.append(row)
    table = build_table(
        [nodes.Text(str(_("Actor"))), *(_heading(desk, "topic", topic) for topic in topics)], rows,
        [15, *([85 // max(len(topics), 1)] * len(topics))],
    )  # fmt: skip
    table["classes"].append("brief-matrix")
    return [table]


def _heading(desk: Desk, kind: str, identifier: str) -> nodes.Node:
    return title_link(kind, identifier, _title(desk, kind, identifier))


def _title(desk: Desk, kind: str, identifier: str) -> str:
    record = desk.ledger.get(kind, identifier)
    return record.title_text if record else identifier


def _age(position: Position) -> tuple[bool, int, str]:
    days = -span(position.date).newest.toordinal() if position.date else 0
    return position.date is None, days, position.id


def _position(position: Position, desk: Desk) -> nodes.paragraph:
    parts: list[nodes.Node] = []
    stance = value_nodes(position, "stance", desk)
    if stance:
        parts += [*stance, nodes.Text(": ")]
    parts += [head_link(position)]
    if position.date:
        parts += [
            nodes.Text(" "),
            text(f"({printed(position.date, desk.language, short=True)})", "brief-date"),
        ]
    marker = source_nodes(position, desk)
    if marker:
        parts += [nodes.Text(" "), *marker]
    return paragraph(*parts, classes=["brief-position"])
