"""Lanes and rows: where each record of a timeline stands, so that nothing is in another's way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..presentation.labels import _
from ..svg.canvas import SMALL, TYPE, Sheet
from ..svg.text_width import lines_of, width_of
from .axis import Axis
from .moments import Moment, kind_of_lanes, lanes_of
from .picture import WIDTH, Task

MOST_LANES = 16
MOST_TOPICS = 8
"""The most lanes of topics that nobody has asked for."""
TOPIC = "topic"
DOT = 12.0
"""A mark that is not wider is drawn as a dot."""
_NAME = 270.0
"""The most room that a name takes."""
_GAP = 14.0
INSET = 18.0
"""How far from the end of a bar the name within it begins."""
GAP_OF_DATE = 6.0
"""What parts a date from the name behind it."""
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
    is_named: bool = True
    when: str = ""
    """Its date in words, which stands before its name."""


@dataclass(slots=True)
class Lane:
    """A lane with what is in it, in rows; one without an id is everybody's."""

    identifier: str
    title: str
    kind: str = ""
    placed: list[Placed] = field(default_factory=list)
    rows: int = 1


def lanes_with(found: Sequence[Moment], task: Task, *, are_many: bool) -> tuple[list[Lane], int]:
    """The lanes with what is in them, and how many more there are than can be drawn.

    Many records stand in lanes of their topics where the author wants no others.
    """
    wanted = task.options.get("lanes", "")
    kind = kind_of_lanes(wanted)
    if not wanted and are_many and _have_topics(found):
        return _lanes_of_topics(found, task), 0
    lanes: dict[str, Lane] = {}
    for moment in found:
        for identifier in (lanes_of(moment, wanted) if wanted else ()) or ("",):
            if identifier not in lanes:
                title = task.title_of(kind, identifier) if identifier and kind else identifier
                lanes[identifier] = Lane(identifier, title, kind)
            lanes[identifier].placed.append(Placed(moment, 0, 0, "", 0, "start"))
    fullest = sorted(lanes.values(), key=_fullest_first)
    kept = {lane.identifier for lane in fullest[:MOST_LANES]}
    # What belongs to nobody comes last.
    ordered = sorted(lanes.values(), key=lambda lane: (not lane.identifier, lane.title.casefold()))
    return [lane for lane in ordered if lane.identifier in kept], len(lanes) - len(kept)


def _have_topics(found: Sequence[Moment]) -> bool:
    first = [lanes_of(moment, TOPIC)[:1] for moment in found]
    return len({*first} - {()}) > 1 and 2 * first.count(()) < len(first)


def _lanes_of_topics(found: Sequence[Moment], task: Task) -> list[Lane]:
    """A lane for each of the fullest topics, and one for all others: each record stands in one."""
    lanes: dict[str, Lane] = {}
    for moment in found:
        identifier = next(iter(lanes_of(moment, TOPIC)), "")
        if identifier not in lanes:
            title = task.title_of(TOPIC, identifier) if identifier else ""
            lanes[identifier] = Lane(identifier, title, TOPIC)
        lanes[identifier].placed.append(Placed(moment, 0, 0, "", 0, "start"))
    rest = lanes.pop("", Lane("", "", TOPIC))
    fullest = sorted(lanes.values(), key=_fullest_first)
    for lane in fullest[MOST_TOPICS:]:
        rest.placed += lane.placed
    rest.title = str(_("Others"))
    kept = sorted(fullest[:MOST_TOPICS], key=lambda lane: lane.title.casefold())
    return [*kept, rest] if rest.placed else kept


def _fullest_first(lane: Lane) -> tuple[int, str]:
    return -len(lane.placed), lane.title.casefold()


def settle(lanes: Sequence[Lane], axis: Axis, names: Mapping[int, str]) -> int:
    """Give each named record its row, as far up as nothing is in its way, and count the rows.

    :param names: the dates in words of those that are named, by their identities.
    """
    for lane in lanes:
        ends: list[float] = []
        for placed in lane.placed:
            placed.is_named = id(placed.moment) in names
            placed.when = names.get(id(placed.moment), "")
            _extent(placed, axis)
        for placed in sorted(lane.placed, key=lambda item: item.left):
            if placed.is_named:
                free = (row for row, end in enumerate(ends) if end + _GAP <= placed.left)
                placed.row = next(free, len(ends))
                ends[placed.row : placed.row + 1] = [placed.right]
        lane.rows = len(ends)
    return sum(lane.rows for lane in lanes)


def _extent(placed: Placed, axis: Axis) -> None:
    left, right = ends_of(placed.moment, axis)
    placed.left, placed.right = left, right
    placed.name, placed.anchor = "", "start"
    if not placed.is_named:
        return
    title = placed.moment.record.title_text
    room_right, room_left = WIDTH - right - 7, left - axis.left - 7
    dated = width_of(placed.when, SMALL) + GAP_OF_DATE
    wanted = min(width_of(title, TYPE), _NAME) + dated
    room_within = right - left - 2 * INSET
    if max(room_left, room_right) < min(wanted, room_within):
        placed.anchor, width = WITHIN, room_within
        placed.name_at, dated = left + INSET, 0
    elif wanted <= room_right or room_right >= room_left:
        width = min(wanted, room_right)
        placed.name_at, placed.right = right + 7, right + 7 + width
    else:
        width = min(wanted, room_left)
        placed.anchor = "end"
        placed.name_at, placed.left = left - 7, left - 7 - width
    placed.name = lines_of(title, TYPE, max(width - dated, 0) + 0.1, 1)[0]


def ends_of(moment: Moment, axis: Axis) -> tuple[float, float]:
    """Beginning and end of a mark; none is too small to be seen and touched."""
    left = axis.left if moment.first is None else axis.place(moment.first)
    right = axis.right if moment.last is None else axis.place(moment.last)
    if moment.is_day or right - left < DOT:
        middle = (left + right) / 2
        return middle - 5.5, middle + 5.5
    return left, right


def tint_lanes(sheet: Sheet, heights: Sequence[float], top: float) -> None:
    """Lay a ground under every second lane, the first one included, where there are several."""
    y = top
    for number, height in enumerate(heights):
        if number % 2 == 0 and len(heights) > 1:
            sheet.box(0, y, WIDTH, height, fill="tint", radius=0)
        y += height
