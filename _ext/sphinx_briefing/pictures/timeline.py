"""The timeline: days as dots, ranges as bars, in lanes where the author asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any

from ..layouts.dates import printed
from ..layouts.words import N_, _, label_of
from . import stances
from .axis import Axis
from .lettering import lines_of, width_of
from .moments import Moment, lanes_of, moments
from .picture import WIDTH, Picture, Sample, Task, key
from .sheet import SMALL, TYPE, Sheet

ROW, LOW_ROW = 23.0, 12.0
"""The height of a row with names, and of one without."""
MOST_ROWS, MOST_LOW_ROWS = 34, 60
MOST_LANES = 16
_TOP = 26.0
_LANE = 132.0
_NAME = 270.0
"""The most room that a name takes."""
_GAP = 14.0
_DOT = 12.0
"""A mark that is not wider is drawn as a dot."""


@dataclass(slots=True)
class _Placed:
    moment: Moment
    left: float
    right: float
    name: str
    name_at: float
    anchor: str
    row: int = 0


@dataclass(slots=True)
class _Lane:
    identifier: str
    title: str
    placed: list[_Placed] = field(default_factory=list)
    rows: int = 1


def timeline(task: Task) -> Picture | None:
    """Draw what is dated; nothing where it is one thing, or all on one day."""
    found = moments(task)
    days = {day for moment in found for day in (moment.begin, moment.end)}
    if len(found) < 2 or len(days) < 2:
        return None
    notes = []
    if undated := len(task.records) - len(found):
        notes.append(str(_("Not in the picture, but in the text: %d without a date.")) % undated)
    lanes, more = _lanes(found, task)
    axis = _axis(found, _LANE + 20 if task.options.get("lanes") else 12.0)
    named = _settle(lanes, axis, named=True) <= MOST_ROWS
    if not named:
        notes.append(str(_("There are too many names to write; the text has them all.")))
        _settle(lanes, axis, named=False)
    notes += _left_out(lanes, more)
    sheet = task.sheet()
    height = _draw(sheet, lanes, axis, task, named=named)
    title = str(_("Timeline: %d entries")) % len(found)
    ends = tuple(
        printed(day.isoformat(), task.desk.language) for day in (min(days), max(days))
    )  # fmt: skip
    description = str(_("From %s to %s. The text beside it says the same.")) % ends
    svg = sheet.svg(WIDTH, height, title, description)
    return Picture(svg, WIDTH, height, title, description, tuple(notes))


def _axis(found: Sequence[Moment], left: float) -> Axis:
    first = min(moment.begin for moment in found)
    last = max(moment.end for moment in found)
    margin = timedelta(max((last - first).days // 40, 1))
    first, last = (
        first - margin if first.toordinal() > margin.days else first,
        last + margin if last.toordinal() + margin.days < 3652059 else last,
    )
    return Axis(first, last, left, WIDTH - 12)


# -- lanes and rows -----------------------------------------------------------------------------


def _lanes(found: Sequence[Moment], task: Task) -> tuple[list[_Lane], int]:
    """The lanes with what is in them, and how many more there are than can be drawn."""
    kind = task.options.get("lanes", "")
    lanes: dict[str, _Lane] = {}
    for moment in found:
        for identifier in (lanes_of(moment, kind) if kind else ()) or ("",):
            if identifier not in lanes:
                title = task.title_of(kind, identifier) if identifier else ""
                lanes[identifier] = _Lane(identifier, title)
            lanes[identifier].placed.append(_Placed(moment, 0, 0, "", 0, "start"))
    fullest = sorted(lanes.values(), key=lambda lane: (-len(lane.placed), lane.title.casefold()))
    kept = {lane.identifier for lane in fullest[:MOST_LANES]}
    # What belongs to nobody comes last.
    ordered = sorted(lanes.values(), key=lambda lane: (not lane.identifier, lane.title.casefold()))
    return [lane for lane in ordered if lane.identifier in kept], len(lanes) - len(kept)


def _settle(lanes: Sequence[_Lane], axis: Axis, *, named: bool) -> int:
    """Give each record its row, as far up as nothing is in its way, and count the rows."""
    for lane in lanes:
        ends: list[float] = []
        for placed in lane.placed:
            _extent(placed, axis, named=named)
        for placed in sorted(lane.placed, key=lambda item: item.left):
            free = (row for row, end in enumerate(ends) if end + _GAP <= placed.left)
            placed.row = next(free, len(ends))
            ends[placed.row : placed.row + 1] = [placed.right]
        lane.rows = max(len(ends), 1)
    return sum(lane.rows for lane in lanes)


def _extent(placed: _Placed, axis: Axis, *, named: bool) -> None:
    left, right = _ends(placed.moment, axis)
    placed.left, placed.right = left, right
    placed.name, placed.anchor = "", "start"
    if not named:
        return
    title = placed.moment.record.title_text
    room_right, room_left = WIDTH - right - 7, left - axis.left - 7
    wanted = min(width_of(title, TYPE), _NAME)
    if wanted <= room_right or room_right >= room_left:
        width = min(wanted, room_right)
        placed.name_at, placed.right = right + 7, right + 7 + width
    else:
        width = min(wanted, room_left)
        placed.anchor = "end"
        placed.name_at, placed.left = left - 7, left - 7 - width
    placed.name = (lines_of(title, TYPE, width + 0.1, 1))[0]


def _ends(moment: Moment, axis: Axis) -> tuple[float, float]:
    """Where a mark begins and ends; none is too small to be seen and touched."""
    left = axis.left if moment.first is None else axis.place(moment.first)
    right = axis.right if moment.last is None else axis.place(moment.last)
    if moment.is_day or right - left < _DOT:
        middle = (left + right) / 2
        return middle - 5.5, middle + 5.5
    return left, right


def _left_out(lanes: Sequence[_Lane], more: int) -> list[str]:
    notes = []
    if more:
        notes.append(str(_("Lanes that are in the text alone: %d.")) % more)
    hidden = 0
    share = MOST_LOW_ROWS // len(lanes)
    spare = sum(max(share - lane.rows, 0) for lane in lanes)
    for lane in lanes:
        extra = min(max(lane.rows - share, 0), spare)
        spare -= extra
        lane.rows = min(lane.rows, share + extra)
        hidden += sum(placed.row >= lane.rows for placed in lane.placed)
        lane.placed = [placed for placed in lane.placed if placed.row < lane.rows]
    if hidden:
        notes.append(str(_("Entries that found no room, and are in the text: %d.")) % hidden)
    return notes


# -- drawing ------------------------------------------------------------------------------------


def _draw(sheet: Sheet, lanes: Sequence[_Lane], axis: Axis, task: Task, *, named: bool) -> float:
    row = ROW if named else LOW_ROW
    pad = 5 if task.options.get("lanes") else 2
    heights = [max(lane.rows * row, 36 if task.options.get("lanes") else 0) + 2 * pad
               for lane in lanes]  # fmt: skip
    bottom = _TOP + sum(heights)
    y = _TOP
    for number, height in enumerate(heights):
        if number % 2 == 0 and len(lanes) > 1:
            sheet.box(0, y, WIDTH, height, fill="tint", radius=0)
        y += height
    for x, words in axis.marks(task.desk.language):
        sheet.line(x, _TOP - 4, x, bottom, "grid")
        half = width_of(words, SMALL) / 2
        sheet.text(min(max(x, half), WIDTH - half), 14, words, size=SMALL, colour="muted",
                   anchor="middle")  # fmt: skip
    day = _day_of_facts(axis, task)
    if day:
        _draw_day(sheet, axis.place(day), _TOP - 4, bottom)
    y = _TOP
    for lane, height in zip(lanes, heights, strict=True):
        if lane.identifier:
            lines = lines_of(lane.title, TYPE, _LANE, 2)
            with sheet.mark(lane.title, task.options["lanes"], lane.identifier):
                sheet.lines(8, y + pad + 13, lines, bold=True)
        for placed in lane.placed:
            _draw_placed(sheet, placed, axis, task, y + pad + (placed.row + 0.5) * row)
        y += height
    sheet.line(0, bottom, WIDTH, bottom)
    samples = _samples(sheet, lanes)
    if day:
        samples.append((lambda x, y: _draw_day(sheet, x + 9, y - 7, y + 7), label_of("as_of")))
    return key(sheet, samples, bottom + 22)


def _day_of_facts(axis: Axis, task: Task) -> date | None:
    """The day on which a brief judges its facts: what is right of it is to come."""
    brief = task.desk.ledger.briefs.get(task.desk.docname)
    day = task.desk.ledger.judged_on(task.desk.docname) if brief else None
    return day.newest if day and axis.first < day.newest < axis.last else None


def _draw_day(sheet: Sheet, x: float, top: float, bottom: float) -> None:
    sheet.line(x, top, x, bottom, "caution", 1.5, "5 3")


def _draw_placed(sheet: Sheet, placed: _Placed, axis: Axis, task: Task, y: float) -> None:
    moment = placed.moment
    record = moment.record
    when = printed(moment.written, task.desk.language)
    left, right = _ends(moment, axis)
    with sheet.mark(f"{when}: {record.title_text}", record.kind_name, _identifier(record)):
        if moment.stance is None or right - left > _DOT:
            draw_moment(sheet, moment, left, right, y)
        if moment.stance is not None:
            stances.draw(sheet, moment.stance, (left + right) / 2, y, 5.5)
        if placed.name:
            sheet.text(placed.name_at, y + 4.5, placed.name, anchor=placed.anchor)


def _identifier(record: Any) -> str:
    """The id of a record, or the name of a page."""
    return str(getattr(record, "id", "") or record.docname)


def draw_moment(sheet: Sheet, moment: Moment, left: float, right: float, y: float) -> None:
    """Draw a day as a dot and a range as a bar: doubt is dashed, an open end an arrow."""
    dash = "3 2" if moment.is_doubtful else ""
    hollow = moment.is_vague or moment.is_doubtful
    fill, stroke = ("paper", "accent") if hollow else ("accent", "none")
    if right - left <= _DOT and moment.first and moment.last:
        sheet.dot((left + right) / 2, y, 4.5 if hollow else 5, fill=fill, stroke=stroke, dash=dash)
        return
    begin, end = left, right
    if moment.last is None:
        end -= 8
        sheet.path(f"M{end:.1f} {y - 6:.1f}l8 6l-8 6z", fill="accent")
    if moment.first is None:
        begin += 8
        sheet.path(f"M{begin:.1f} {y - 6:.1f}l-8 6l8 6z", fill="accent")
    sheet.box(begin, y - 4.5, max(end - begin, 1), 9, fill=fill, stroke=stroke, line=1.5, dash=dash)


# -- the key ------------------------------------------------------------------------------------


_BEGIN, _END = date(2026, 1, 1), date(2026, 12, 31)
_DAY = Moment(None, "2026-01-01", _BEGIN, _BEGIN)
_RANGE = Moment(None, "2026-01-01/2026-12-31", _BEGIN, _END)
_WITHIN = Moment(None, "2026", _BEGIN, _END)
_DOUBTFUL = Moment(None, "2026~", _BEGIN, _END)
_OPEN = Moment(None, "2026-01-01/..", _BEGIN, None)


def _samples(sheet: Sheet, lanes: Sequence[_Lane]) -> list[tuple[Sample, str]]:
    shown = [placed.moment for lane in lanes for placed in lane.placed]
    plain = [moment for moment in shown if moment.stance is None or moment.lasts]
    found = stances.samples(sheet, {m.stance for m in shown if m.stance is not None})
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
