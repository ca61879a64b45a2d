"""The timeline: days as dots, ranges as bars, in lanes, and a strip of how much was when.

Up to :data:`FEW` records all bear their names. Of more those do that matter most, the others are
marks, and a strip counts them all; they stand in lanes of their topics, unless the author has said
which lanes there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from ..presentation.dates import printed
from ..presentation.labels import N_, _, count_of, label_of
from ..records import Brief
from ..svg.canvas import SMALL, TYPE, Sheet
from ..svg.text_width import lines_of, width_of
from . import stances
from .axis import Axis
from .day_line import day_of_facts, draw_day
from .keys import by_weight, is_tagged
from .lanes import (
    DOT,
    GAP_OF_DATE,
    INSET,
    WITHIN,
    Lane,
    Placed,
    ends_of,
    lanes_with,
    settle,
    tint_lanes,
)
from .moment_marks import draw_moment, is_hollow, samples
from .moments import Moment, moments, words_for
from .narrow_timeline import narrow
from .picture import WIDTH, Picture, Task, key

FEW = 30
"""Up to so many records all have names, and no strip counts them."""
MOST_ROWS = 30
"""The most rows of names in up to four lanes; each further lane takes the room of one."""
MOST_MARKS = 300
"""Beyond so many records, lanes hold bars that count in place of marks."""
_NAMES = (36, 24, 16, 10, 5, 0)
"""How many are named at most, as long as there is room."""

_ROW, _TRACK = 23.0, 16.0
"""The height of a row of names, and of the track of marks without."""
_TOP, _STRIP = 26.0, 44.0
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
    lanes, more = lanes_with(found, task, are_many=len(found) > FEW)
    if more:
        notes.append(str(_("Lanes that are in the text alone: %d.")) % more)
    in_lanes = any(lane.title for lane in lanes)
    axis = _axis(found, _LANE + 20 if in_lanes else 12.0)
    ordered = by_weight(found, task) if len(found) > FEW else found
    chosen = _choose(ordered, lanes, axis, task)
    if len(chosen) < len(found):
        words = N_("Named are the newest and most cited ones; the text has them all.")
        if any(is_tagged(moment) for moment in chosen):
            words = N_("Named are those that matter most; the text has them all.")
        notes.append(str(_(words)))
    sheet = task.sheet()
    height = _draw(sheet, lanes, axis, task, found)
    title = count_of(len(found), "Timeline: %d entry", "Timeline: %d entries")
    ends = tuple(printed(day.isoformat(), task.context.language) for day in (min(days), max(days)))
    description = str(_("From %s to %s. The text beside it says the same.")) % ends
    svg = sheet.svg(WIDTH, height, title, description)
    for_phones = narrow(found, chosen, task, title, description)
    return Picture(svg, WIDTH, height, title, description, tuple(notes), for_phones)


def _choose(
    ordered: Sequence[Moment], lanes: Sequence[Lane], axis: Axis, task: Task
) -> Sequence[Moment]:
    """As many as there is room to name, the weightiest first; they have their places then."""
    language = task.context.language
    chosen = ordered if len(ordered) <= FEW else ordered[: _NAMES[0]]
    rows = MOST_ROWS - max(len(lanes) - 4, 0)
    for most in (len(chosen), *_NAMES):
        chosen = chosen[:most]
        names = {id(moment): printed(moment.written, language, short=True) for moment in chosen}
        if settle(lanes, axis, names) <= rows:
            break
    return chosen


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


def _draw(
    sheet: Sheet, lanes: Sequence[Lane], axis: Axis, task: Task, found: Sequence[Moment]
) -> float:
    in_lanes = any(lane.title for lane in lanes)
    pad = 5 if in_lanes else 2
    heights = [_height(lane, pad, in_lanes=in_lanes) for lane in lanes]
    top = _TOP + (_STRIP if len(found) > FEW else 0)
    bottom = top + sum(heights)
    tint_lanes(sheet, heights, top)
    for x, words in axis.marks(task.context.language):
        sheet.line(x, _TOP - 4, x, bottom, "grid")
        half = width_of(words, SMALL) / 2
        sheet.text(
            min(max(x, half), WIDTH - half), 14, words, size=SMALL, colour="muted", anchor="middle"
        )
    day = day_of_facts(axis, task)
    if day:
        draw_day(sheet, axis.place(day), _TOP - 4, bottom)
    if top > _TOP:
        _draw_counts(sheet, found, axis, top - 4, _STRIP - 18)
        sheet.line(axis.left, top - 4, axis.right, top - 4)
    y = top
    are_counted = sum(len(lane.placed) for lane in lanes) > MOST_MARKS
    for lane, height in zip(lanes, heights, strict=True):
        _draw_title(sheet, lane, y + pad + 13, task)
        marks = [placed.moment for placed in lane.placed if not placed.is_named]
        if marks and are_counted and len(lanes) > 1:
            _draw_counts(sheet, marks, axis, y + height - pad, _TRACK - 2, numbered=False)
        for placed in lane.placed:
            if placed.is_named:
                _draw_placed(sheet, placed, axis, task, y + pad + (placed.row + 0.5) * _ROW)
            elif not are_counted:
                _draw_placed(sheet, placed, axis, task, y + height - pad - _TRACK / 2)
        y += height
    sheet.line(0, bottom, WIDTH, bottom)
    shown = [p.moment for lane in lanes for p in lane.placed if p.is_named or not are_counted]
    explained = samples(sheet, shown)
    if day:
        explained.append(
            (lambda x, y: draw_day(sheet, x + 9, y - 7, y + 7), label_of(Brief, "as_of"))
        )
    return key(sheet, explained, bottom + 22)


def _height(lane: Lane, pad: float, *, in_lanes: bool) -> float:
    tracks = any(not placed.is_named for placed in lane.placed)
    rows = lane.rows * _ROW + (_TRACK if tracks else 0)
    return max(rows, 36 if in_lanes else 0) + 2 * pad


def _draw_title(sheet: Sheet, lane: Lane, y: float, task: Task) -> None:
    lines = lines_of(lane.title, TYPE, _LANE, 2) if lane.title else []
    if lane.identifier:
        with sheet.mark(lane.title, lane.kind, lane.identifier):
            sheet.lines(8, y, lines, bold=True)
    else:
        sheet.lines(8, y, lines, colour="muted")


def _draw_placed(sheet: Sheet, placed: Placed, axis: Axis, task: Task, y: float) -> None:
    moment = placed.moment
    record = moment.record
    left, right = ends_of(moment, axis)
    with sheet.mark(words_for(moment, task), record.kind_name, moment.identifier):
        is_within, is_bar = placed.anchor == WITHIN, right - left > DOT
        if moment.stance is None or is_bar:
            half = 9 if is_within else 4.5 if placed.is_named else 3
            draw_moment(sheet, moment, left, right, y, half)
        if moment.stance is not None:
            x = left + INSET / 2 if is_bar else (left + right) / 2
            stances.draw(sheet, moment.stance, x, y, 5.5)
        if placed.is_named:
            _draw_name(sheet, placed, y + 4.5)


def _draw_name(sheet: Sheet, placed: Placed, y: float) -> None:
    """Write date and name beside a mark, or the name alone within it."""
    at, name, when = placed.name_at, placed.name, placed.when
    if placed.anchor == WITHIN:
        sheet.text(at, y, name, colour="ink" if is_hollow(placed.moment) else "paper")
    elif placed.anchor == "end":
        sheet.text(at, y, name, anchor="end", halo=True)
        at -= width_of(name, TYPE) + GAP_OF_DATE if name else 0
        sheet.text(at, y, when, size=SMALL, colour="muted", anchor="end", halo=True)
    else:
        sheet.text(at, y, when, size=SMALL, colour="muted", halo=True)
        at += width_of(when, SMALL) + GAP_OF_DATE
        sheet.text(at, y, name, halo=True)


def _draw_counts(
    sheet: Sheet,
    found: Sequence[Moment],
    axis: Axis,
    bottom: float,
    high: float,
    *,
    numbered: bool = True,
) -> None:
    """Draw how many records begin in each stretch of time; the most as a number."""
    counts = Counter(int((axis.place(moment.begin) - axis.left) // _STRETCH) for moment in found)
    most = max(counts.values())
    for stretch, count in sorted(counts.items()):
        x, height = axis.left + stretch * _STRETCH, max(count / most * high, 1.5)
        sheet.box(x + 0.5, bottom - height, _STRETCH - 1, height, fill="line", radius=1)
    if numbered:
        fullest = min(stretch for stretch in counts if counts[stretch] == most)
        x = axis.left + (fullest + 0.5) * _STRETCH
        words = {"size": SMALL, "colour": "muted", "anchor": "middle"}
        sheet.text(x, bottom - high - 3, str(most), halo=True, **words)  # type: ignore[arg-type]
