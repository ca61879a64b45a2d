"""A sheet to draw on: marks, words and links become one SVG, for the screen and for paper.

Colours stand twice in it: as attributes, which paper is printed with, and as classes, with which
the style sheet of a page puts its own colours over them, light or dark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from xml.etree.ElementTree import Element, SubElement, tostring

from ..palette import of_pictures
from .text_width import cut, printable

TYPE = 13.0
"""The size of type that names are set in; as many pixels on the screen, and readable on a phone."""
SMALL = 12.0

Address = Callable[[str, str], str]
"""The address of a record, by kind and id; empty where an output has none."""


class Sheet:
    """One picture that is being drawn. Lengths are pixels.

    :param colours: the colours by what they mean, as they are on paper.
    """

    def __init__(
        self, address: Address | None = None, colours: Mapping[str, str] | None = None
    ) -> None:
        self._colours = of_pictures() if colours is None else colours
        self._root = Element("svg")
        self._at = self._root
        self._address = address or (lambda _kind, _id: "")

    # -- marks ----------------------------------------------------------------------------------

    @contextmanager
    def mark(self, words: str, kind: str = "", identifier: str = "") -> Iterator[None]:
        """Draw what stands for a record: it leads there, and says its words when pointed at."""
        address = self._address(kind, identifier) if kind else ""
        outer = self._at
        if address:
            # The text beside the picture holds the same links for the keyboard.
            self._at = SubElement(
                outer, "a", {"href": address, "tabindex": "-1", "class": f"brief-mark-{kind}"}
            )
        else:
            self._at = SubElement(outer, "g")
        SubElement(self._at, "title").text = printable(words)
        try:
            yield
        finally:
            self._at = outer

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = TYPE,
        colour: str = "ink",
        anchor: str = "start",
        bold: bool = False,
        room: float = 0,
        halo: bool = False,
    ) -> None:
        """Write words on a base line, cut where they do not fit into some room.

        :param halo: whether they stand out from lines that run behind them.
        """
        words = printable(words)
        if room:
            words = cut(words, size * (1.06 if bold else 1), room)
        element = self._draw("text", fill=colour, x=x, y=y, font_size=size)
        if anchor != "start":
            element.set("text-anchor", anchor)
        if bold:
            element.set("font-weight", "600")
        if halo:
            element.set("stroke", self._colours["paper"])
            element.set("stroke-width", "3")
            element.set("stroke-linejoin", "round")
            element.set("paint-order", "stroke")
            element.set("class", f"{element.get('class', '')} brief-stroke-paper".strip())
        element.text = words

    def lines(
        self,
        x: float,
        y: float,
        lines: list[str],
        *,
        leading: float = 15,
        **look: str | float | bool,
    ) -> None:
        """Write lines of words one below the other."""
        for number, words in enumerate(lines):
            self.text(x, y + number * leading, words, **look)  # type: ignore[arg-type]

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        colour: str = "line",
        width: float = 1,
        dash: str = "",
    ) -> None:
        """Draw a straight line."""
        self._draw(
            "line",
            stroke=colour,
            x1=x1,
            y1=y1,
            x2=x2,
            y2=y2,
            stroke_width=width,
            stroke_dasharray=dash,
        )

    def path(
        self,
        course: str,
        *,
        fill: str = "none",
        stroke: str = "none",
        width: float = 1,
        dash: str = "",
    ) -> None:
        """Draw along a course that is written as SVG does."""
        self._draw(
            "path",
            fill=fill,
            stroke=stroke,
            d=course,
            stroke_width=width if stroke != "none" else "",
            stroke_dasharray=dash,
        )

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "tint",
        stroke: str = "none",
        radius: float = 3,
        line: float = 1,
        dash: str = "",
    ) -> None:
        """Draw a rectangle."""
        self._draw(
            "rect",
            fill=fill,
            stroke=stroke,
            x=x,
            y=y,
            width=width,
            height=height,
            rx=radius,
            stroke_width=line if stroke != "none" else "",
            stroke_dasharray=dash,
        )

    def dot(
        self,
        x: float,
        y: float,
        radius: float,
        *,
        fill: str = "accent",
        stroke: str = "none",
        line: float = 1.5,
        dash: str = "",
    ) -> None:
        """Draw a circle."""
        self._draw(
            "circle",
            fill=fill,
            stroke=stroke,
            cx=x,
            cy=y,
            r=radius,
            stroke_width=line if stroke != "none" else "",
            stroke_dasharray=dash,
        )

    def _draw(
        self, tag: str, *, fill: str = "", stroke: str = "", **attributes: str | float
    ) -> Element:
        element = SubElement(self._at, tag)
        classes = []
        for name, colour in (("fill", fill), ("stroke", stroke)):
            if colour in self._colours:
                classes.append(f"brief-{name}-{colour}")
                element.set(name, self._colours[colour])
            elif colour and (name, colour) != ("stroke", "none"):
                element.set(name, colour)
        if classes:
            element.set("class", " ".join(classes))
        for name, value in attributes.items():
            if value != "":
                element.set(name.replace("_", "-"), number(value))
        return element

    # -- the whole ------------------------------------------------------------------------------

    def svg(self, width: float, height: float, title: str, description: str) -> str:
        """The picture as SVG, which stands by itself or within a page."""
        root = Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"0 0 {number(width)} {number(height)}",
                "width": number(width),
                "height": number(height),
                "role": "graphics-document",
                "direction": "ltr",
                "font-family": "FiraGO, sans-serif",
            },
        )
        SubElement(root, "title").text = printable(title)
        SubElement(root, "desc").text = printable(description)
        root.extend(self._root)
        return tostring(root, encoding="unicode")


def number(value: str | float) -> str:
    """A length as SVG writes it, rounded so that it is the same on every machine.

    >>> number(12.0), number(1 / 3), number(-0.001)
    ('12', '0.3', '0')
    """
    if isinstance(value, str):
        return value
    rounded = round(value, 1)
    return str(int(rounded)) if rounded == int(rounded) else str(rounded)
