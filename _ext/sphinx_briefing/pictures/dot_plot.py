"""Amounts in rows, one below the other, along one axis of amounts for each unit.

So they stand where time has nothing to say, and on screens that are too narrow for more.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from ..presentation.amounts import compact_number
from ..presentation.dates import printed
from ..presentation.labels import _
from ..svg.canvas import SMALL, TYPE, Sheet
from ..svg.text_width import lines_of, width_of
from .figure_marks import ARROW, Box, Spot, draw_label, draw_mark, radius_of
from .figures import Figure, FigureLane, Panel, figure_lanes
from .lanes import tint_lanes
from .picture import WIDTH, Task
from .value_scale import ValueScale

NARROW = 330.0
"""The width of what a phone shows."""
MOST_ROWS = 30
"""So many amounts have rows of their own; of more, those that do not meet share one."""
MOST_NARROW = 24
"""So many rows a phone is shown."""
MOST_LANES = 16
_ROW, _PACKED = 26.0, 12.0
_LANE = 190.0
_ROOM = 74.0
"""What is kept free for a number at the end of the axis."""


def draw_rows(sheet: Sheet, panels: Sequence[Panel], task: Task) -> tuple[float, int]:
    """Draw the panels on a wide sheet.

    :returns: where the picture goes on, and how many numbers found no room beside their marks.
    """
    y, unsaid = 4.0, 0
    most = max(MOST_LANES // len(panels), 2)
    for panel in panels:
        lanes = figure_lanes(panel, task, most)
        in_lanes = any(lane.title for lane in lanes)
        left = _LANE if in_lanes else 24.0
        scale = panel.scale(6)
        y = panel_head(sheet, panel, scale, y, WIDTH)
        top = y + 18
        heights = []
        packed = []
        for lane in lanes:
            rows = _rows(lane.figures, scale, left, WIDTH - _ROOM)
            packed.append(rows)
            row = _ROW if len(lane.figures) == len(rows) else _PACKED
            heights.append(max(len(rows) * row, 36.0) + 8)
        bottom = top + sum(heights)
        tint_lanes(sheet, heights, top)
        draw_value_axis(sheet, scale, left, WIDTH - _ROOM, top, bottom, task.context.language)
        y = top
        for lane, rows, height in zip(lanes, packed, heights, strict=True):
            draw_lane_title(sheet, lane, y + height / 2, _LANE - 24)
            row = (height - 8) / len(rows)
            taken: list[Box] = []
            drawn: list[tuple[Figure, Box]] = []
            for number, figures in enumerate(rows):
                for figure in figures:
                    at = y + 4 + (number + 0.5) * row
                    drawn.append((figure, _draw(sheet, figure, scale, left, WIDTH - _ROOM, at)))
            taken += [box for _figure, box in drawn]
            bounds = Box(left, y, WIDTH, y + height)
            if row >= 14:
                unsaid += sum(
                    not draw_label(sheet, figure, box, taken, bounds) for figure, box in drawn
                )
            else:
                unsaid += len(drawn)
            y += height
        y = bottom + 26
    return y - 8, unsaid


def _rows(
    figures: Sequence[Figure], scale: ValueScale, left: float, right: float
) -> list[list[Figure]]:
    """A row an amount; of many, those that do not meet stand in one."""
    ordered = sorted(figures, key=lambda one: (one.ends, one.record.id))
    if len(figures) <= MOST_ROWS:
        return [[figure] for figure in ordered]
    rows: list[list[Figure]] = []
    ends: list[float] = []
    for figure in ordered:
        spot = _spot(figure, scale, left, right, 0)
        first, last = spot.reach(figure.amount, 4)
        free = next((row for row, end in enumerate(ends) if end + 2 <= first), len(ends))
        rows[free : free + 1] = [[*(rows[free] if free < len(rows) else ()), figure]]
        ends[free : free + 1] = [last]
    return rows


def draw_narrow(panels: Sequence[Panel], task: Task, title: str, description: str) -> str:
    """The picture of a phone: the words of each amount, and below them its mark."""
    sheet = task.sheet()
    language = task.context.language
    rows_left = MOST_NARROW
    y, hidden = 2.0, 0
    right = NARROW - _ROOM
    for panel in panels:
        shown = panel.figures[-max(rows_left, 0) :] if rows_left > 0 else ()
        hidden += len(panel.figures) - len(shown)
        rows_left -= len(shown)
        if not shown:
            continue
        scale = panel.scale(3)
        y = panel_head(sheet, Panel(panel.unit, panel.figures, {}), scale, y, NARROW)
        lines = [_said(figure, panel, task) for figure in shown]
        heights = [15.0 * len(words) + 22 for words in lines]
        top = y + 18
        draw_value_axis(sheet, scale, 12, right, top, top + sum(heights), language)
        y = top
        for figure, words, height in zip(shown, lines, heights, strict=True):
            sheet.lines(0, y + 14, words, size=SMALL, colour="muted", halo=True)
            mark = _draw(sheet, figure, scale, 12, right, y + height - 11)
            draw_label(sheet, figure, mark, [mark], Box(0, y, NARROW, y + height))
            y += height
        y += 20
    if hidden:
        sheet.text(0, y, str(_("%d more")) % hidden, size=SMALL, colour="muted")
        y += 14
    return sheet.svg(NARROW, y, title, description)


def _said(figure: Figure, panel: Panel, task: Task) -> list[str]:
    """Of an amount, what is counted where that is not one thing, when, and who says so."""
    when = printed(figure.written, task.context.language, short=True) if figure.written else ""
    lanes = figure_lanes(Panel(panel.unit, [figure], {}), task, MOST_LANES)
    parts = [when, *(lane.title for lane in lanes)]
    if panel.quantities:
        parts.insert(0, f"{figure.letter} {figure.record.title_text}")
    return lines_of(" \N{MIDDLE DOT} ".join(filter(None, parts)), SMALL, NARROW, 2)


# -- what charts of all forms share -------------------------------------------------------------


def panel_head(sheet: Sheet, panel: Panel, scale: ValueScale, y: float, width: float) -> float:
    """Write the unit of a panel, and what readers must know of its axis, and what its letters mean.

    :returns: where the panel goes on.
    """
    remark = panel.remark(scale)
    sheet.text(0, y + 13, panel.unit, bold=True, room=width)
    if remark:
        x = width_of(panel.unit, TYPE * 1.06) + 10
        room = width - x
        if width_of(remark, SMALL) > room:
            x, y = 0, y + 17
        sheet.text(x, y + 13, remark, size=SMALL, colour="caution", room=width - x)
    y += 20
    for letter, quantity in panel.quantities.items():
        sheet.text(0, y + 11, letter, size=11, bold=True)
        lines = lines_of(quantity, SMALL, width - 18, 2)
        sheet.lines(18, y + 11, lines, size=SMALL, colour="muted")
        y += 15 * len(lines) + 2
    return y + 2


def draw_value_axis(
    sheet: Sheet,
    scale: ValueScale,
    left: float,
    right: float,
    top: float,
    bottom: float,
    language: str,
) -> None:
    """Draw round numbers above the rows, each with a line down; a cut axis is jagged."""
    said = [(left + scale.share(tick) * (right - left), tick) for tick in scale.ticks]
    reach = -1e9
    for x, tick in said:
        sheet.line(x, top - 3, x, bottom, "line" if tick == 0 else "grid")
        words = compact_number(tick, language)
        half = width_of(words, SMALL) / 2
        at = max(x, half)
        if at - half > reach + 8:
            sheet.text(at, top - 7, words, size=SMALL, colour="muted", anchor="middle")
            reach = at + half
    if scale.is_cut:
        sheet.path(f"M{left - 10:.1f} {top:.1f}l3 -4l3 8l3 -4", stroke="caution", width=1.5)


def draw_lane_title(sheet: Sheet, lane: FigureLane, middle: float, room: float) -> None:
    """Write whose lane it is."""
    if not lane.title:
        return
    lines = lines_of(lane.title, TYPE, room, 3)
    y = middle + 4.5 - 7.5 * (len(lines) - 1)
    if lane.identifier and lane.kind:
        with sheet.mark(lane.title, lane.kind, lane.identifier):
            sheet.lines(8, y, lines, bold=True)
    else:
        colour = "ink" if lane.identifier or lane.kind else "muted"
        sheet.lines(8, y, lines, colour=colour, bold=bool(lane.kind))


def _spot(figure: Figure, scale: ValueScale, left: float, right: float, y: float) -> Spot:
    low, high = (left + scale.share(end) * (right - left) for end in figure.ends)
    return Spot(y, low, high, is_upright=False)


def _draw(
    sheet: Sheet, figure: Figure, scale: ValueScale, left: float, right: float, y: float
) -> Box:
    spot = _spot(figure, scale, left, right, y)
    radius = radius_of(figure)
    with sheet.mark(figure.words, figure.record.kind_name, figure.record.id):
        draw_mark(sheet, figure.amount, spot, letter=figure.letter, radius=radius)
    return spot.box(figure.amount, radius)


def has_open_ends(panels: Sequence[Panel]) -> bool:
    """Whether any amount is open at an end, whose arrow needs room."""
    figures = chain.from_iterable(panel.figures for panel in panels)
    return any(None in (figure.amount.low, figure.amount.high) for figure in figures)


OPEN_ROOM = ARROW + 2
"""The room of an arrow beyond the axis."""
