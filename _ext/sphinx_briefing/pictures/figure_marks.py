"""The marks of amounts: a number is a dot, a range a bar with caps, an open end an arrow.

A round number is hollow, a round range dashed: they differ without colour, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from ..presentation.labels import N_, _
from ..records.amounts import Amount
from ..svg.canvas import SMALL, Sheet
from ..svg.text_width import width_of
from .figures import Figure
from .picture import Sample

ARROW = 20.0
"""The length of an open end."""
_CAP = 5.0
_DISC = 8.0
"""Half of a cap, and of a dot that holds a letter."""


class Box(NamedTuple):
    """A rectangle that is taken."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether two rectangles share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Spot(NamedTuple):
    """The place of a mark: on the axis of amounts, and across it."""

    across: float
    low: float
    high: float
    is_upright: bool
    """Whether the axis of amounts runs upwards."""

    def point(self, along: float, beside: float = 0.0) -> tuple[float, float]:
        """The place on the sheet of a point on the axis, and so far beside the mark."""
        return (self.across + beside, along) if self.is_upright else (along, self.across + beside)

    def reach(self, of: Amount, radius: float) -> tuple[float, float]:
        """The two ends of a mark along the axis, open ends included."""
        way = -1 if self.is_upright else 1
        low = self.low - way * (ARROW if of.low is None else radius)
        high = self.high + way * (ARROW if of.high is None else radius)
        return min(low, high), max(low, high)

    def box(self, of: Amount, radius: float) -> Box:
        """The rectangle that a mark takes."""
        first, last = self.reach(of, radius)
        one, other = self.across - radius - 1, self.across + radius + 1
        return Box(one, first, other, last) if self.is_upright else Box(first, one, last, other)


def radius_of(figure: Figure, *, are_many: bool = False) -> float:
    """Half of the width of a mark."""
    if figure.letter and not figure.amount.is_range:
        return _DISC
    return 3.0 if are_many else 5.0


def draw_mark(
    sheet: Sheet, of: Amount, spot: Spot, *, letter: str = "", radius: float = 5.0
) -> None:
    """Draw an amount where it belongs."""
    if not of.is_range:
        fill, stroke = ("paper", "accent") if of.is_approximate else ("accent", "none")
        x, y = spot.point(spot.low)
        r = radius - 0.5 if of.is_approximate else radius
        sheet.dot(x, y, r, fill=fill, stroke=stroke, dash="2.5 2" if of.is_approximate else "")
        if letter:
            colour = "ink" if of.is_approximate else "paper"
            look = {"size": 11.0, "colour": colour, "anchor": "middle"}
            sheet.text(x, y + 4, letter, bold=True, **look)  # type: ignore[arg-type]
        return
    way = -1 if spot.is_upright else 1
    low = spot.low - (way * (ARROW - 7) if of.low is None else 0)
    high = spot.high + (way * (ARROW - 7) if of.high is None else 0)
    dash = "5 3" if of.is_approximate else ""
    sheet.line(*spot.point(low), *spot.point(high), "accent", 3 if radius > 4 else 2, dash)
    for end, known, at in ((-way, of.low, low), (way, of.high, high)):
        if known is None:
            _tip(sheet, spot, at, end)
        else:
            cap = min(_CAP, radius)
            sheet.line(*spot.point(at, -cap), *spot.point(at, cap), "accent", 2)


def _tip(sheet: Sheet, spot: Spot, at: float, way: int) -> None:
    """Draw the head of an arrow."""
    (x1, y1), (x2, y2) = spot.point(at, -4.5), spot.point(at, 4.5)
    x, y = spot.point(at + 8 * way)
    sheet.path(f"M{x1:.1f} {y1:.1f}L{x:.1f} {y:.1f}L{x2:.1f} {y2:.1f}z", fill="accent")


def draw_label(
    sheet: Sheet, figure: Figure, mark: Box, taken: list[Box], bounds: Box, *, lifted: bool = False
) -> bool:
    """Write the number beside its mark, on the side that is free, or not at all.

    :param lifted: whether it stands above a line that runs through its mark.
    :returns: whether there was room.
    """
    words = figure.number if radius_of(figure) == _DISC else figure.label
    width = width_of(words, SMALL)
    middle = (mark.top + mark.bottom) / 2 - (8 if lifted else 0)
    for left, anchor in ((mark.right + 2, "start"), (mark.left - 2 - width, "end")):
        box = Box(left, middle - 6.5, left + width, middle + 6.5)
        inside = bounds.left <= box.left and box.right <= bounds.right
        if inside and not any(box.meets(other) for other in taken):
            taken.append(box)
            x = box.left if anchor == "start" else box.right
            sheet.text(x, middle + 4.3, words, size=SMALL, anchor=anchor, halo=True)
            return True
    if figure.letter and figure.amount.is_range:  # it is known by that alone
        sheet.text(mark.right, mark.top + 8, figure.letter, size=11, bold=True, halo=True)
    return False


# -- the key ------------------------------------------------------------------------------------

_ONE, _TEN = Decimal(1), Decimal(10)


def samples(sheet: Sheet, figures: Sequence[Figure]) -> list[tuple[Sample, str]]:
    """The key to the marks of some figures; none where all are plain numbers."""
    found: list[tuple[Sample, str]] = []
    amounts = [figure.amount for figure in figures]
    for words, sample, wanted in (
        (N_("One number"), Amount(_ONE, _ONE),
         any(not one.is_range and not one.is_approximate for one in amounts)),
        (N_("Range"), Amount(_ONE, _TEN),
         any(one.is_range and None not in (one.low, one.high) for one in amounts)),
        (N_("Round number"), Amount(_ONE, _ONE, is_approximate=True),
         any(one.is_approximate and not one.is_range for one in amounts)),
        (N_("Round range"), Amount(_ONE, _TEN, is_approximate=True),
         any(one.is_approximate and one.is_range for one in amounts)),
        (N_("Open end"), Amount(_ONE, None),
         any(None in (one.low, one.high) for one in amounts)),
    ):  # fmt: skip
        if wanted:
            found.append((partial(_sample, sheet, sample), str(_(words))))
    return found if len(found) > 1 or any(one.is_range for one in amounts) else []


def _sample(sheet: Sheet, of: Amount, x: float, y: float) -> None:
    if of.high is None:
        spot = Spot(y, x, x, is_upright=False)
    elif of.is_range:
        spot = Spot(y, x + 1, x + 17, is_upright=False)
    else:
        spot = Spot(y, x + 9, x + 9, is_upright=False)
    draw_mark(sheet, of, spot)
