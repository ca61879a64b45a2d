"""Lanes and rows: where each record of a timeline stands, so that nothing is in another's way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..svg.canvas import TYPE
from ..svg.text_width import lines_of, width_of
from .axis import Axis
from .moments import Moment, lanes_of
from .picture import WIDTH, Task

MOST_LANES = 16
DOT = 12.0
"""A mark that is not wider is drawn as a dot."""
_NAME = 270.0
"""The most room that a name takes."""
_GAP = 14.0
INSET = 18.0
"""How far from the end of a bar the name within it begins."""
WITHIN = "within"
"""Where the name of a bar stands that leaves it no room on either side."""


@dataclass(slots=True)
class Placed:
    """A record with its place: the mark, and its name on one side of it."""

    moment: Moment
    left: float
    right: float
    name: str
    name_at: float
    anchor: str
    row: int = 0


@dataclass(slots=True)
class Lane:
    """A lane with what is in it, in rows; one without an id is everybody's."""

    identifier: str
    title: str
    placed: list[Placed] = field(default_factory=list)
    rows: int = 1


def lanes_with(found: Sequence[Moment], task: Task) -> tuple[list[Lane], int]:
    """The lanes with what is in them, and how many more there are than can be drawn."""
    kind = task.options.get("lanes", "")
    lanes: dict[str, Lane] = {}
    for moment in found:
        for identifier in (lanes_of(moment, kind) if kind else ()) or ("",):
            if identifier not in lanes:
                title = task.title_of(kind, identifier) if identifier else ""
                lanes[identifier] = Lane(identifier, title)
            lanes[identifier].placed.append(Placed(moment, 0, 0, "", 0, "start"))
    fullest = sorted(lanes.values(), key=lambda lane: (-len(lane.placed), lane.title.casefold()))
    kept = {lane.identifier for lane in fullest[:MOST_LANES]}
    # What belongs to nobody comes last.
    ordered = sorted(lanes.values(), key=lambda lane: (not lane.identifier, lane.title.casefold()))
    return [lane for lane in ordered if lane.identifier in kept], len(lanes) - len(kept)


def settle(lanes: Sequence[Lane], axis: Axis, *, named: bool) -> int:
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


def _extent(placed: Placed, axis: Axis, *, named: bool) -> None:
    left, right = ends_of(placed.moment, axis)
    placed.left, placed.right = left, right
    placed.name, placed.anchor = "", "start"
    if not named:
        return
    title = placed.moment.record.title_text
    room_right, room_left = WIDTH - right - 7, left - axis.left - 7
    wanted = min(width_of(title, TYPE), _NAME)
    room_within = right - left - 2 * INSET
    if max(room_left, room_right) < min(wanted, room_within):
        placed.anchor, width = WITHIN, room_within
        placed.name_at = left + INSET
    elif wanted <= room_right or room_right >= room_left:
        width = min(wanted, room_right)
        placed.name_at, placed.right = right + 7, right + 7 + width
    else:
        width = min(wanted, room_left)
        placed.anchor = "end"
        placed.name_at, placed.left = left - 7, left - 7 - width
    placed.name = (lines_of(title, TYPE, width + 0.1, 1))[0]


def ends_of(moment: Moment, axis: Axis) -> tuple[float, float]:
    """Beginning and end of a mark; none is too small to be seen and touched."""
    left = axis.left if moment.first is None else axis.place(moment.first)
    right = axis.right if moment.last is None else axis.place(moment.last)
    if moment.is_day or right - left < DOT:
        middle = (left + right) / 2
        return middle - 5.5, middle + 5.5
    return left, right
