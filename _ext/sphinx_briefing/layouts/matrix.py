"""``matrix``: a row an actor, a column a topic, the newest position first in a cell.

It prints any kind of record that names actors. What is said most of all of each is its stance, or
what else a scale says of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from docutils import nodes

from ..presentation.dates import printed
from ..presentation.labels import _
from ..records import Record, Selectable, naming
from ..records.dates import span
from ..records.fields import Field, declared
from ..vocabularies import STANCE, TLP
from .parts import RenderContext, head_link, paragraph, source_nodes, text, title_link, value_nodes
from .table import build_table

Cells = dict[tuple[str, str], list[Record]]
"""Records by the ids of actor and topic; an empty one stands for nobody, or nothing."""


@dataclass(frozen=True, slots=True)
class Axes:
    """The fields of a kind by which a matrix is laid out."""

    actor: Field
    topic: Field
    grade: Field | None
    """What is said most of all: a stance, or else a grade of another scale."""

    def actors(self, record: Record) -> tuple[str, ...]:
        """The ids of the actors of a record."""
        return _named(record, self.actor, "actor")

    def topics(self, record: Record) -> tuple[str, ...]:
        """The ids of the topics of a record."""
        return _named(record, self.topic, "topic")

    def value(self, record: Record) -> str:
        """The stance or other grade of a record; empty if there is none."""
        return getattr(record, self.grade.attribute) or "" if self.grade else ""

    @property
    def is_of_stances(self) -> bool:
        """Whether the grade is a stance, for which there are marks."""
        return self.grade is not None and self.grade.shape.scale is STANCE


def _named(record: Record, field: Field, kind: str) -> tuple[str, ...]:
    keys = field.shape.keys(getattr(record, field.attribute))
    return tuple(one for of, one in keys if of == kind) or ("",)


@cache
def axes_of(kind: type[Selectable]) -> Axes | None:
    """The fields by which a kind is laid out; ``None`` where it names no actor."""
    topic = declared(kind).get("topic")
    actors = [field for field in naming(kind) if "actor" in field.shape.kinds]
    if not issubclass(kind, Record) or topic is None or not actors:
        return None
    scales = [field for field in declared(kind).values() if field.shape.scale not in (None, TLP)]
    grade = next((field for field in scales if field.shape.scale is STANCE), None)
    by = next((field for field in actors if field.name == "by"), actors[0])
    return Axes(by, topic, grade or next(iter(scales), None))


def lacks_axes(kind: type[Selectable]) -> str:
    """The want of a kind that a matrix cannot print; empty for any other."""
    if axes_of(kind) is None:
        return (
            "needs a field that names actors; write one like owner: api.Names['actor'] = (), "
            "or leave that layout out"
        )
    return ""


def as_matrix(records: Sequence[Any], context: RenderContext) -> list[nodes.Node]:
    """A table of positions. A position of two actors, or on two topics, stands in each cell."""
    kind: type[Selectable] = type(records[0])
    axes = axes_of(kind)
    assert axes is not None  # or nobody could have asked for it
    cells, actors, topics = cells_of(records, axes, context)
    rows = []
    for actor in actors:
        row: list[list[nodes.Node]] = [[paragraph(_heading(context, "actor", actor))]]
        for topic in topics:
            held = cells.get((actor, topic), ())
            row.append([_position(position, axes, context) for position in held])
        rows.append(row)
    table = build_table(
        [nodes.Text(str(_("Actor"))), *(_heading(context, "topic", topic) for topic in topics)],
        rows,
        [15, *([85 // max(len(topics), 1)] * len(topics))],
    )
    table["classes"].append("brief-matrix")
    return [table]


def cells_of(
    records: Sequence[Record], axes: Axes, context: RenderContext
) -> tuple[Cells, list[str], list[str]]:
    """The records by actor and topic, newest first; then the actors and topics, by name."""
    cells: Cells = {}
    for record in sorted(records, key=_age):
        for actor in axes.actors(record):
            for topic in axes.topics(record):
                cells.setdefault((actor, topic), []).append(record)
    actors = sorted({actor for actor, _ in cells}, key=lambda one: _place(context, "actor", one))
    topics = sorted({topic for _, topic in cells}, key=lambda one: _place(context, "topic", one))
    return cells, actors, topics


def _place(context: RenderContext, kind: str, identifier: str) -> tuple[bool, str, str]:
    return not identifier, title_of(context, kind, identifier), identifier


def _heading(context: RenderContext, kind: str, identifier: str) -> nodes.Node:
    title = title_of(context, kind, identifier)
    return title_link(kind, identifier, title) if identifier else nodes.Text(title)


def title_of(context: RenderContext, kind: str, identifier: str) -> str:
    """The title of a record; its id where there is none, and words where nothing is named."""
    if not identifier:
        return str(_("No topic")) if kind == "topic" else str(_("No actor"))
    record = context.ledger.get(kind, identifier)
    return record.title_text if record else identifier


def _age(record: Record) -> tuple[bool, int, str]:
    written = record.written_date
    days = -span(written).newest.toordinal() if written else 0
    return not written, days, record.id


def _position(record: Record, axes: Axes, context: RenderContext) -> nodes.paragraph:
    parts: list[nodes.Node] = []
    grade = value_nodes(record, axes.grade.name, context) if axes.grade else []
    if grade:
        parts += [*grade, nodes.Text(": ")]
    parts += [head_link(record)]
    if written := record.written_date:
        parts += [
            nodes.Text(" "),
            text(f"({printed(written, context.language, short=True)})", "brief-date"),
        ]
    marker = source_nodes(record, context)
    if marker:
        parts += [nodes.Text(" "), *marker]
    return paragraph(*parts, classes=["brief-position"])
