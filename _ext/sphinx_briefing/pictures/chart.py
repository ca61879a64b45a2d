"""The chart: amounts over time, a panel a unit, a lane a speaker, and one scale for a panel.

It is drawn here as all pictures are, and not by Vega-Lite (vl-convert): so its marks lead to their
records, take the colours of any theme, and are the same on paper, and no engine for JavaScript is
needed for dots and bars.

Where all is of one day, time has nothing to say, and amounts stand in rows (:mod:`.dot_plot`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ..presentation.amounts import compact_number
from ..presentation.labels import _, count_of, label_of
from ..records import Brief
from ..svg.canvas import SMALL, Sheet
from ..svg.text_width import width_of
from .axis import Axis
from .day_line import day_of_facts, draw_day
from .dot_plot import (
    OPEN_ROOM,
    draw_lane_title,
    draw_narrow,
    draw_rows,
    has_open_ends,
    panel_head,
)
from .figure_marks import Box, Spot, draw_label, draw_mark, radius_of, samples
from .figures import Figure, FigureLane, Panel, figure_lanes, panels_of
from .lanes import tint_lanes
from .picture import WIDTH, Picture, Task, key
from .value_scale import ValueScale

MOST_PANELS = 6
MOST_LANES = 12
MANY = 80
"""From so many marks in a panel on, they are small."""
_TOP, _BETWEEN = 26.0, 18.0
_LOWEST, _HIGHEST, _ALL = 62.0, 150.0, 660.0
"""The least and the greatest height of a lane, and about that of all together."""
_LANE, _TICKS = 132.0, 52.0
"""The room for the name of a lane, and for the numbers of its axis."""
_PAD = 12.0
_STEPS = tuple(way * 12 * step for step in range(8) for way in (1, -1))
"""How far marks of one day step aside for each other."""


def chart(task: Task) -> Picture | None:
    """Draw the amounts; nothing where there is one alone."""
    panels = panels_of(task)
    notes = []
    if len(panels) > MOST_PANELS:
        words = str(_("Units that are in the text alone: %d."))
        notes.append(words % (len(panels) - MOST_PANELS))
        panels = panels[:MOST_PANELS]
    if sum(len(panel.figures) for panel in panels) < 2:
        return None
    dated = [_dated(panel) for panel in panels]
    over_time = len({(one.first, one.last) for panel in dated for one in panel.figures}) > 1
    if over_time:
        kept = [panel for panel in dated if panel.figures]
        undated = sum(len(p.figures) for p in panels) - sum(len(p.figures) for p in kept)
        if undated:
            said = str(_("Not in the picture, but in the text: %d without a date."))
            notes.append(said % undated)
        panels = kept
    sheet = task.sheet()
    height, unsaid = _draw(sheet, panels, task) if over_time else draw_rows(sheet, panels, task)
    if unsaid:
        notes.append(str(_("Not all numbers stand beside their marks; the text has them all.")))
    height = _draw_key(sheet, panels, task, height)
    count = sum(len(panel.figures) for panel in panels)
    title = count_of(count, "Chart: %d number", "Chart: %d numbers")
    ranges = "; ".join(_range_of(panel, task) for panel in panels)
    description = str(_("%s. The text beside it says the same.")) % ranges
    svg = sheet.svg(WIDTH, height, title, description)
    narrow = draw_narrow(panels, task, title, description)
    return Picture(svg, WIDTH, height, title, description, tuple(notes), narrow)


def _dated(panel: Panel) -> Panel:
    """The figures of a panel that have a date."""
    figures = [figure for figure in panel.figures if figure.middle_day is not None]
    return Panel(panel.unit, figures, panel.quantities)


def _range_of(panel: Panel, task: Task) -> str:
    """The lowest and the highest number of a unit, for those who do not see the picture."""
    language = task.context.language
    ends = [end for figure in panel.figures for end in figure.ends]
    words = {"unit": panel.unit, "low": compact_number(min(ends), language),
             "high": compact_number(max(ends), language)}  # fmt: skip
    return str(_("%(unit)s: from %(low)s to %(high)s")) % words


def _draw_key(sheet: Sheet, panels: Sequence[Panel], task: Task, y: float) -> float:
    explained = samples(sheet, [figure for panel in panels for figure in panel.figures])
    axis = _axis(panels) if any(_days(panels)) else None
    if axis is not None and len({*_days(panels)}) > 1 and day_of_facts(axis, task):
        explained.append((lambda x, at: draw_day(sheet, x + 9, at - 7, at + 7),
                          label_of(Brief, "as_of")))  # fmt: skip
    return key(sheet, explained, y + 8)


# -- over time ----------------------------------------------------------------------------------


def _days(panels: Sequence[Panel]) -> Iterator[date]:
    for panel in panels:
        for figure in panel.figures:
            yield from filter(None, (figure.first, figure.last))


def _axis(panels: Sequence[Panel]) -> Axis:
    days = [*_days(panels)]
    first, last = min(days), max(days)
    margin = max((last - first).days // 16, 1)
    first = date.fromordinal(max(first.toordinal() - margin, 1))
    last = date.fromordinal(min(last.toordinal() + margin, date.max.toordinal()))
    return Axis(first, last, _LANE + _TICKS, WIDTH - 10)


def _draw(sheet: Sheet, panels: Sequence[Panel], task: Task) -> tuple[float, int]:
    axis = _axis(panels)
    per_panel = max(MOST_LANES // len(panels), 2)
    lanes = [figure_lanes(panel, task, per_panel) for panel in panels]
    every = sum(map(len, lanes))
    height = min(max(_ALL / every, _LOWEST), _HIGHEST)
    y, unsaid = _TOP, 0
    marks = axis.marks(task.context.language)
    for x, words in marks:
        half = width_of(words, SMALL) / 2
        at = min(max(x, half), WIDTH - half)
        sheet.text(at, 14, words, size=SMALL, colour="muted", anchor="middle")
    for panel, in_panel in zip(panels, lanes, strict=True):
        scale = panel.scale(max(int(height // 34), 2))
        y = panel_head(sheet, panel, scale, y, WIDTH)
        bottom = y + height * len(in_panel)
        tint_lanes(sheet, [height] * len(in_panel), y)
        for x, _words in marks:
            sheet.line(x, y, x, bottom, "grid")
        if day := day_of_facts(axis, task):
            draw_day(sheet, axis.place(day), y, bottom)
        for lane in in_panel:
            unsaid += _Lane(sheet, axis, scale, y, height, task).draw(lane, panel)
            y += height
        sheet.line(0, bottom, WIDTH, bottom)
        y = bottom + _BETWEEN
    return y - 4, unsaid


class _Lane:
    """A lane that is being drawn."""

    def __init__(
        self, sheet: Sheet, axis: Axis, scale: ValueScale, top: float, height: float, task: Task
    ) -> None:
        self._sheet = sheet
        self._axis = axis
        self._scale = scale
        self._top = top
        self._height = height
        self._task = task

    def draw(self, lane: FigureLane, panel: Panel) -> int:
        """Draw its axis and its marks, and count the numbers that found no room."""
        pad = OPEN_ROOM if has_open_ends([panel]) else _PAD
        self._low, self._high = self._top + self._height - _PAD, self._top + pad
        self._draw_ticks()
        draw_lane_title(self._sheet, lane, self._top + self._height / 2, _LANE - 12)
        taken: list[Box] = []
        are_many = len(panel.figures) > MANY
        drawn = [(figure, self._draw_figure(figure, taken, are_many)) for figure in lane.figures]
        edge = Box(self._axis.left, self._top, WIDTH, self._top + self._height)
        # The newest first: if there is no room for all, these are looked for.
        return sum(
            not draw_label(
                self._sheet, figure, box, taken, edge, lifted=self._period(figure) is not None
            )
            for figure, box in reversed(drawn)
        )

    def _draw_ticks(self) -> None:
        left, right = self._axis.left, self._axis.right
        language = self._task.context.language
        for tick in self._scale.ticks:
            y = self._place(tick)
            self._sheet.line(left, y, right, y, "line" if tick == 0 else "grid")
            words = compact_number(tick, language)
            look = {"size": 11.0, "colour": "muted", "anchor": "end"}
            self._sheet.text(left - 6, y + 4, words, **look)  # type: ignore[arg-type]
        if self._scale.is_cut:
            course = f"M{left:.1f} {self._low:.1f}l-4 2l8 3l-4 2"
            self._sheet.path(course, stroke="caution", width=1.5)

    def _place(self, value: object) -> float:
        share = self._scale.share(value)  # type: ignore[arg-type]
        return self._low - share * (self._low - self._high)

    def _draw_figure(self, figure: Figure, taken: list[Box], are_many: bool) -> Box:
        radius = radius_of(figure, are_many=are_many)
        low, high = map(self._place, figure.ends)
        day = figure.middle_day or self._axis.first
        at = min(max(self._axis.place(day), self._axis.left + radius), self._axis.right - radius)
        spots = [Spot(at + step, low, high, is_upright=True) for step in _STEPS]
        inside = [s for s in spots if self._axis.left <= s.across <= self._axis.right] or spots[:1]
        boxes = ((spot, spot.box(figure.amount, radius)) for spot in inside)
        spot, box = next(
            ((s, b) for s, b in boxes if not any(b.meets(other) for other in taken)),
            (inside[0], inside[0].box(figure.amount, radius)),
        )
        taken.append(box)
        record = figure.record
        with self._sheet.mark(figure.words, record.kind_name, record.id):
            self._draw_period(figure, spot)
            draw_mark(
                self._sheet, figure.amount, spot, letter=figure.letter, radius=radius
            )  # fmt: skip
        return box

    def _draw_period(self, figure: Figure, spot: Spot) -> None:
        """Draw a thin line along the days of which a number holds, where they are long."""
        if period := self._period(figure):
            y = (spot.low + spot.high) / 2
            self._sheet.line(period[0], y, period[1], y, "accent", 1)

    def _period(self, figure: Figure) -> tuple[float, float] | None:
        """From where to where a number holds, if that can be seen."""
        first = self._axis.first if figure.first is None else figure.first
        last = self._axis.last if figure.last is None else figure.last
        left, right = self._axis.place(first), self._axis.place(last)
        return (left, right) if right - left > 14 else None
