"""``matrix``: a row an actor, a column a topic, the newest position first in a cell.

It prints any kind of record that names actors. What is said most of all of each is its stance, or
what else a scale says of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from docutils import nodes

from ..presentation.dates import printed
from ..presentation.labels import _
from ..presentation.marks import COLUMN, GROUP, TONE
from ..records import Record, Selectable, naming
from ..records.dates import span
from ..records.fields import Field, declared
from ..vocabularies import STANCE, TLP
from .matrix_rows import Rows, panels_of, rows_of
from .parts import (
    RenderContext,
    head_link,
    lost_nodes,
    paragraph,
    source_nodes,
    text,
    title_link,
    value_nodes,
)
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


TONES: Mapping[str, str] = MappingProxyType(
    {"for": "good", "against": "bad", "conditional": "caution", "neutral": "muted",
     "unclear": "muted", "": "muted"}
)  # fmt: skip
"""The colours of stances, as pictures call them."""


def as_matrix(records: Sequence[Any], context: RenderContext) -> list[nodes.Node]:
    """A table of positions, or several where there are too many topics to stand side by side.

    A position of two actors, or on two topics, stands in each cell.
    """
    kind: type[Selectable] = type(records[0])
    axes = axes_of(kind)
    assert axes is not None  # or nobody could have asked for it
    cells, actors, topics = cells_of(records, axes, context)
    rows = rows_of(actors, cells, context)
    panels = panels_of(topics, cells)
    tables: list[nodes.Node] = []
    for number, panel in enumerate(panels, 1):
        table = _table(rows, panel, cells, axes, context)
        if len(panels) > 1:
            words = str(_("Part %d of %d")) % (number, len(panels))
            table.insert(0, nodes.title(words, words))
        tables.append(table)
    return tables


def _table(
    rows: Sequence[Rows], topics: Sequence[str], cells: Cells, axes: Axes, context: RenderContext
) -> nodes.table:
    """Some columns of a matrix, with the rows of those who say something there."""
    titles = [title_of(context, "topic", topic) for topic in topics]
    table = build_table(
        [nodes.Text(str(_("Actor"))), *(_heading(context, "topic", topic) for topic in topics)],
        [],
        [18, *([82 // max(len(topics), 1)] * len(topics))],
    )
    table["classes"].append("brief-matrix")
    next(iter(table.findall(nodes.colspec)))["stub"] = 1
    body = next(iter(table.findall(nodes.tbody)))
    for title, actors in rows:
        held = [actor for actor in actors if any((actor, topic) in cells for topic in topics)]
        if title and held:
            words = paragraph(nodes.Text(title))
            over = nodes.entry("", words, morecols=len(topics), classes=["brief-group"])
            body += nodes.row("", over, classes=["brief-group-row"], **{GROUP: True})
        for actor in held:
            head = nodes.entry("", paragraph(_heading(context, "actor", actor)))
            row = nodes.row("", head)
            for topic, column in zip(topics, titles, strict=True):
                row += _cell(cells.get((actor, topic), ()), column, axes, context)
            body += row
    return table


def _cell(held: Sequence[Record], column: str, axes: Axes, context: RenderContext) -> nodes.entry:
    """What an actor says on a topic; the newest gives the cell its colour."""
    cell = nodes.entry("", *(_position(record, axes, context) for record in held))
    if held:
        tone = TONES.get(axes.value(held[0]), "muted") if axes.is_of_stances else "accent"
        cell["classes"] += ["brief-held", f"brief-tone-{tone}"]
        cell[TONE], cell[COLUMN] = tone, column
    return cell


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
        said = nodes.inline("", "", *grade, classes=["brief-grade"])
        parts += [said, text(":", "brief-stop"), nodes.Text(" ")]
    parts += [head_link(record)]
    if written := record.written_date:
        day = printed(written, context.language, short=True)
        open_, close = text("(", "brief-stop"), text(")", "brief-stop")
        parts += [nodes.Text(" "), open_, text(day, "brief-date"), close]
    marker = source_nodes(record, context)
    if marker:
        parts += [nodes.Text(" "), *marker]
    if gone := lost_nodes(record, context):
        parts += [nodes.Text(" "), *gone]
    classes = ["brief-position"]
    if axes.is_of_stances:
        classes.append(f"brief-tone-{TONES.get(axes.value(record), 'muted')}")
    return paragraph(*parts, classes=classes)
