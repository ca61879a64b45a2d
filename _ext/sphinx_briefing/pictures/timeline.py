"""The timeline: days as dots, ranges as bars, in lanes where the author asks for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from ..presentation.dates import printed
from ..presentation.labels import N_, _, count_of, label_of
from ..records import Brief
from ..svg.canvas import SMALL, TYPE, Sheet
from ..svg.text_width import lines_of, width_of
from . import stances
from .axis import Axis
from .lanes import DOT, INSET, MOST_LANES, WITHIN, Lane, Placed, ends_of, lanes_with, settle
from .moments import Moment, moments
from .picture import WIDTH, Picture, Sample, Task, key


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a timeline: its most rows and marks, and the height of a row."""

    rows: int
    marks: int
    height: float
    note: str = ""


NAMED = Look(34, 200, 23)
MARKED = Look(60, 300, 12, N_("There are too many names to write; the text has them all."))
COUNTED = Look(MOST_LANES, 0, 40, N_("There is too much to draw one by one: bars count it."))

_TOP = 26.0
_LANE = 132.0
_STRETCH = 10.0
"""The width of a bar that counts."""


def timeline(task: Task) -> Picture | None:
    """Draw what is dated; nothing where it is one thing, or all on one day."""
    found = moments(task)
    days = {day for moment in found for day in (moment.begin, moment.end)}
    if len(found) < 2 or len(days) < 2:
        return None
    notes = []
    if undated := len(task.records) - len(found):
        notes.append(str(_("Not in the picture, but in the text: %d without a date.")) % undated)
    lanes, more = lanes_with(found, task)
    if more:
        notes.append(str(_("Lanes that are in the text alone: %d.")) % more)
    axis = _axis(found, _LANE + 20 if task.options.get("lanes") else 12.0)
    look = _look(lanes, axis)
    if look is not NAMED:
        notes.append(str(_(look.note)))
    sheet = task.sheet()
    height = _draw(sheet, lanes, axis, task, look)
    title = count_of(len(found), "Timeline: %d entry", "Timeline: %d entries")
    ends = tuple(printed(day.isoformat(), task.context.language) for day in (min(days), max(days)))
    description = str(_("From %s to %s. The text beside it says the same.")) % ends
    svg = sheet.svg(WIDTH, height, title, description)
    return Picture(svg, WIDTH, height, title, description, tuple(notes))


def _look(lanes: Sequence[Lane], axis: Axis) -> Look:
    """Choose how much is drawn of each record: its name too, its mark alone, or a count."""
    marks = sum(len(lane.placed) for lane in lanes)
    for look in (NAMED, MARKED):
        if marks <= look.marks and settle(lanes, axis, named=look is NAMED) <= look.rows:
            return look
    for lane in lanes:
        lane.rows = 1 if len(lanes) > 1 else 3
    return COUNTED


def _axis(found: Sequence[Moment], left: float) -> Axis:
    first = min(moment.begin for moment in found)
    last = max(moment.end for moment in found)
    is_open = any(moment.first is None or moment.last is None for moment in found)
    margin = timedelta(max((last - first).days // (16 if is_open else 40), 1))
    first, last = (
        first - margin if first.toordinal() > margin.days else first,
        last + margin if last.toordinal() + margin.days < 3652059 else last,
    )
    return Axis(first, last, left, WIDTH - 12)


# -- drawing ------------------------------------------------------------------------------------


def _draw(sheet: Sheet, lanes: Sequence[Lane], axis: Axis, task: Task, look: Look) -> float:
    row = look.height
    pad = 5 if task.options.get("lanes") else 2
    heights = [
        max(lane.rows * row, 36 if task.options.get("lanes") else 0) + 2 * pad for lane in lanes
    ]
    bottom = _TOP + sum(heights)
    y = _TOP
    for number, height in enumerate(heights):
        if number % 2 == 0 and len(lanes) > 1:
            sheet.box(0, y, WIDTH, height, fill="tint", radius=0)
        y += height
    for x, words in axis.marks(task.context.language):
        sheet.line(x, _TOP - 4, x, bottom, "grid")
        half = width_of(words, SMALL) / 2
        sheet.text(
            min(max(x, half), WIDTH - half), 14, words, size=SMALL, colour="muted", anchor="middle"
        )
    day = _day_of_facts(axis, task)
    if day:
        _draw_day(sheet, axis.place(day), _TOP - 4, bottom)
    y = _TOP
    for lane, height in zip(lanes, heights, strict=True):
        if lane.identifier:
            lines = lines_of(lane.title, TYPE, _LANE, 2)
            with sheet.mark(lane.title, task.options["lanes"], lane.identifier):
                sheet.lines(8, y + pad + 13, lines, bold=True)
        if look is COUNTED:
            _draw_counts(sheet, lane, axis, y + height - pad, height - 2 * pad - 12)
        for placed in () if look is COUNTED else lane.placed:
            _draw_placed(sheet, placed, axis, task, y + pad + (placed.row + 0.5) * row)
        y += height
    sheet.line(0, bottom, WIDTH, bottom)
    samples = [] if look is COUNTED else _samples(sheet, lanes)
    if day:
        samples.append(
            (lambda x, y: _draw_day(sheet, x + 9, y - 7, y + 7), label_of(Brief, "as_of"))
        )
    return key(sheet, samples, bottom + 22)


def _day_of_facts(axis: Axis, task: Task) -> date | None:
    """The day on which a brief judges its facts: what is right of it is to come."""
    brief = task.context.ledger.briefs.get(task.context.docname)
    day = task.context.ledger.judged_on(task.context.docname) if brief else None
    return day.newest if day and axis.first < day.newest < axis.last else None


def _draw_day(sheet: Sheet, x: float, top: float, bottom: float) -> None:
    sheet.line(x, top, x, bottom, "caution", 1.5, "5 3")


def _draw_placed(sheet: Sheet, placed: Placed, axis: Axis, task: Task, y: float) -> None:
    moment = placed.moment
    record = moment.record
    when = printed(moment.written, task.context.language)
    left, right = ends_of(moment, axis)
    with sheet.mark(f"{when}: {record.title_text}", record.kind_name, _identifier(record)):
        is_within, is_bar = placed.anchor == WITHIN, right - left > DOT
        if moment.stance is None or is_bar:
            draw_moment(sheet, moment, left, right, y, 9 if is_within else 4.5)
        if moment.stance is not None:
            x = left + INSET / 2 if is_bar else (left + right) / 2
            stances.draw(sheet, moment.stance, x, y, 5.5)
        if is_within:
            colour = "ink" if is_hollow(moment) else "paper"
            sheet.text(placed.name_at, y + 4.5, placed.name, colour=colour)
        elif placed.name:
            sheet.text(placed.name_at, y + 4.5, placed.name, anchor=placed.anchor)


def _draw_counts(sheet: Sheet, lane: Lane, axis: Axis, bottom: float, high: float) -> None:
    """Draw how many records of a lane begin in each stretch of time; the most as a number."""
    counts = Counter(
        int((axis.place(placed.moment.begin) - axis.left) // _STRETCH) for placed in lane.placed
    )
    most = max(counts.values())
    for stretch, count in sorted(counts.items()):
        x, height = axis.left + stretch * _STRETCH, max(count / most * high, 1.5)
        sheet.box(x + 0.5, bottom - height, _STRETCH - 1, height, fill="accent", radius=1)
    x = axis.left + (min(stretch for stretch in counts if counts[stretch] == most) + 0.5) * _STRETCH
    sheet.text(x, bottom - high - 2, str(most), size=SMALL - 1, colour="muted", anchor="middle")


def _identifier(record: Any) -> str:
    """The id of a record, or the name of a page."""
    return str(getattr(record, "id", "") or record.docname)


def is_hollow(moment: Moment) -> bool:
    """Whether the mark of a record is an outline alone."""
    return moment.is_vague or moment.is_doubtful


def draw_moment(
    sheet: Sheet, moment: Moment, left: float, right: float, y: float, half: float = 4.5
) -> None:
    """Draw a day as a dot and a range as a bar: doubt is dashed, an open end an arrow."""
    dash = "3 2" if moment.is_doubtful else ""
    hollow = is_hollow(moment)
    fill, stroke = ("paper", "accent") if hollow else ("accent", "none")
    if right - left <= DOT and moment.first and moment.last:
        sheet.dot((left + right) / 2, y, 4.5 if hollow else 5, fill=fill, stroke=stroke, dash=dash)
        return
    begin, end, tip = left, right, half + 1.5
    if moment.last is None:
        end -= 8
        sheet.path(f"M{end:.1f} {y - tip:.1f}l8 {tip}l-8 {tip}z", fill="accent")
    if moment.first is None:
        begin += 8
        sheet.path(f"M{begin:.1f} {y - tip:.1f}l-8 {tip}l8 {tip}z", fill="accent")
    width = max(end - begin, 1)
    sheet.box(begin, y - half, width, 2 * half, fill=fill, stroke=stroke, line=1.5, dash=dash)


# -- the key ------------------------------------------------------------------------------------


_BEGIN, _END = date(2026, 1, 1), date(2026, 12, 31)
_DAY = Moment(None, "2026-01-01", _BEGIN, _BEGIN)
_RANGE = Moment(None, "2026-01-01/2026-12-31", _BEGIN, _END)
_WITHIN = Moment(None, "2026", _BEGIN, _END)
_DOUBTFUL = Moment(None, "2026~", _BEGIN, _END)
_OPEN = Moment(None, "2026-01-01/..", _BEGIN, None)


def _samples(sheet: Sheet, lanes: Sequence[Lane]) -> list[tuple[Sample, str]]:
    moments = [placed.moment for lane in lanes for placed in lane.placed]
    plain = [moment for moment in moments if moment.stance is None or moment.lasts]
    found = stances.samples(sheet, {m.stance for m in moments if m.stance is not None})
    for words, sample, wanted in (
        (N_("On a day"), _DAY, any(m.is_day and not m.is_doubtful for m in plain)),
        (N_("From one day to another"), _RANGE, any("/" in m.written for m in plain)),
        (N_("Some time within"), _WITHIN, any(m.is_vague and not m.is_doubtful for m in plain)),
        (N_("Date uncertain"), _DOUBTFUL, any(m.is_doubtful for m in plain)),
        (N_("Open end"), _OPEN, any(not (m.first and m.last) for m in plain)),
    ):
        if wanted:
            found.append((partial(_sample, sheet, sample), str(_(words))))
    return found if len(found) > 1 else []


def _sample(sheet: Sheet, moment: Moment, x: float, y: float) -> None:
    width = 11 if moment.is_day else 18
    draw_moment(sheet, moment, x + 9 - width / 2, x + 9 + width / 2, y)
