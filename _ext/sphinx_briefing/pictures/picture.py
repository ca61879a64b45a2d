"""The task that a drawing function is given, and the picture that it returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..layouts.parts import RenderContext
from ..palette import of_pictures
from ..svg.canvas import SMALL, Address, Sheet
from ..svg.text_width import width_of

WIDTH = 680.0
"""The width of a picture on a wide screen; it is also as wide as the text of a PDF."""
TALLEST = 900.0
"""About the height that a page of paper has room for."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a selection."""

    svg: str
    width: float
    height: float
    title: str
    description: str
    notes: tuple[str, ...] = ()
    """What the picture leaves out, in words for the reader."""
    narrow: str = ""
    """Another SVG of the same for screens that are too narrow for this one."""
    legend: tuple[str, ...] = ()
    """What is said below the picture, and in the text as well."""


@dataclass(frozen=True, slots=True)
class Task:
    """The records to draw, and the page that shows them."""

    records: Sequence[Any]
    context: RenderContext
    options: Mapping[str, str]
    address: Address
    colours: Mapping[str, str] = field(default_factory=of_pictures)
    """The colours by what they mean, as they are on paper."""

    def sheet(self) -> Sheet:
        """A new sheet, whose marks lead to where the links of the page lead."""
        return Sheet(self.address, self.colours)

    def title_of(self, kind: str, identifier: str) -> str:
        """The title of a record."""
        record = self.context.ledger.get(kind, identifier)
        return record.title_text if record else identifier


Sample = Callable[[float, float], None]
"""Draws a sample of a mark in a box of 18 by 12 pixels, given its left and its middle."""


def key(
    sheet: Sheet,
    samples: Sequence[tuple[Sample, str]],
    y: float,
    left: float = 0,
    width: float = WIDTH,
) -> float:
    """Write the key of a picture: what its marks mean, in lines that fit.

    :returns: where the picture goes on.
    """
    x = left
    for draw, words in samples:
        room = 24 + width_of(words, SMALL)
        if x > left and x + room > width:
            x, y = left, y + 20
        draw(x, y - 4)
        sheet.text(x + 24, y, words, size=SMALL, colour="muted", room=width - x - 24)
        x += room + 14
    return y + 10 if samples else y
