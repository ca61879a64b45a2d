"""The matrix of positions: the newest stance at a glance, and the older ones beside it."""

from __future__ import annotations

from collections.abc import Sequence

from ..layouts.matrix import Axes, axes_of, cells_of
from ..layouts.matrix import title_of as heading_of
from ..presentation.dates import printed
from ..presentation.labels import N_, _, words_of
from ..presentation.values import title_of
from ..records import Position, Record
from ..svg.canvas import SMALL, TYPE, Sheet
from ..svg.text_width import lines_of
from . import stances
from .picture import WIDTH, Picture, Task, key

MOST_ACTORS, MOST_TOPICS = 16, 12
_HEAD = 140.0
_NARROW = 112.0
"""The least width of a column; where there is room, columns are wider."""
_WIDE = 220.0
_ROW = 46.0
_OLDER = 4
"""How many older stances are drawn in a cell, as long as there are not :data:`_MANY` positions."""
_MANY = 200


def matrix(task: Task) -> Picture | None:
    """Draw the positions; nothing where there is only one."""
    positions = task.records
    kind: type[Record] = type(positions[0])
    axes = axes_of(kind)
    if axes is None or len(positions) < 2:
        return None
    cells, actors, topics = cells_of(positions, axes, task.context)
    notes = []
    for all_of, most, words in (
        (actors, MOST_ACTORS, N_("Actors that are in the table alone: %d.")),
        (topics, MOST_TOPICS, N_("Topics that are in the table alone: %d.")),
    ):
        if len(all_of) > most:
            notes.append(str(_(words)) % (len(all_of) - most))
            del all_of[most:]
    column = min(max((WIDTH - _HEAD) / len(topics), _NARROW), _WIDE)
    width = max(_HEAD + column * len(topics), WIDTH)
    sheet = task.sheet()
    head = _draw_head(sheet, topics, column, task)
    for number, actor in enumerate(actors):
        y = head + number * _ROW
        sheet.line(0, y, _HEAD + column * len(topics), y)
        lines = lines_of(title := heading_of(task.context, "actor", actor), TYPE, _HEAD - 14, 2)
        with sheet.mark(title, *(("actor", actor) if actor else ())):
            sheet.lines(4, y + (28 if len(lines) == 1 else 20), lines, bold=True)
        for place, topic in enumerate(topics):
            held = cells.get((actor, topic), ())
            if held:
                _draw_cell(sheet, held, axes, _HEAD + place * column, y, column, task)
    bottom = head + len(actors) * _ROW
    sheet.line(0, bottom, _HEAD + column * len(topics), bottom)
    used = {axes.value(p) for a in actors for t in topics for p in cells.get((a, t), ())}
    samples = stances.samples(sheet, used) if axes.is_of_stances else []
    height = key(sheet, samples, bottom + 24, width=width)
    counts = (len(positions), len(actors), len(topics))
    title = str(_("Positions at a glance: %d")) % counts[0]
    if kind.kind_name != Position.kind_name:
        title = f"{words_of(kind.labels, kind)}: {counts[0]}"
    description = str(_("Actors: %d. Topics: %d. The table says the same in words."))
    description %= counts[1:]
    svg = sheet.svg(width, height, title, description)
    return Picture(svg, width, height, title, description, tuple(notes))


def _draw_head(sheet: Sheet, topics: Sequence[str], column: float, task: Task) -> float:
    titles = [heading_of(task.context, "topic", topic) for topic in topics]
    lines = [lines_of(title, TYPE * 1.05, column - 14, 3) for title in titles]
    depth = max(map(len, lines))
    for number, (topic, title) in enumerate(zip(topics, titles, strict=True)):
        with sheet.mark(title, *(("topic", topic) if topic else ())):
            top = 15 + (depth - len(lines[number])) * 15
            sheet.lines(_HEAD + number * column + 6, top, lines[number], bold=True)
    return 15 * depth + 8.0


def _draw_cell(
    sheet: Sheet, held: Sequence[Record], axes: Axes, x: float, y: float, column: float, task: Task
) -> None:
    """The newest stance with its mark, its word and its date; the older ones run to the left."""
    newest, *older = held
    tone = stances.TONES.get(axes.value(newest), "muted")
    with sheet.mark(_words(newest, axes, task), newest.kind_name, newest.id):
        sheet.box(x + 3, y + 4, column - 6, _ROW - 8, fill="tint")
        sheet.box(x + 3, y + 4, 3, _ROW - 8, fill=tone, radius=1)
        stances.draw(sheet, axes.value(newest), x + 20, y + 18)
        room = column - 42
        grade = _grade(newest, axes, task) or title_of(newest)
        sheet.text(x + 33, y + 22, grade, room=room)
        if newest.written_date:
            day = printed(newest.written_date, task.context.language, short=True)
            room = column - 22 - min(len(older), _OLDER + 1) * 12
            sheet.text(x + 13, y + 37, day, size=SMALL - 1, colour="muted", room=room)
    shown_older = _OLDER if len(task.records) <= _MANY else 0
    for number, position in enumerate(older[:shown_older]):
        with sheet.mark(_words(position, axes, task), position.kind_name, position.id):
            at = x + column - 12 - number * 12
            stances.draw(sheet, axes.value(position), at, y + 33, 4)
    if len(older) > shown_older:
        at = x + column - 8 - shown_older * 12
        sheet.text(
            at, y + 37, f"+{len(older) - shown_older}", size=SMALL - 1, colour="muted", anchor="end"
        )


def _grade(record: Record, axes: Axes, task: Task) -> str:
    """The stance of a record in words, or its grade on another scale; empty if it has none."""
    if axes.is_of_stances:
        return stances.words_of(axes.value(record))
    parts = task.context.facts().of(record, axes.grade.name) if axes.grade else []
    return ", ".join(part.text for part in parts)


def _words(record: Record, axes: Axes, task: Task) -> str:
    written = record.written_date
    when = printed(written, task.context.language) if written else ""
    return ": ".join(filter(None, (when, _grade(record, axes, task), title_of(record))))
