"""The width of words, without asking a font, so that a picture is the same on every machine.

The widths are a little more than those of Helvetica and FiraGO: whatever font a page is read in,
its letters find room.
"""

from __future__ import annotations

import re
from unicodedata import category, combining, east_asian_width

_WIDTHS = {
    **dict.fromkeys(" ijlI|.,:;'!\u2018\u2019", 0.31),
    **dict.fromkeys('ftr()[]{}/\\-\u2010\u2011\u00b7"`*', 0.4),
    **dict.fromkeys("ckszvxyJ?\u201c\u201d", 0.54),
    **dict.fromkeys("MW", 1.02),
    **dict.fromkeys("mw%@\u2026\u2014", 0.94),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZ&\u2013", 0.73),
}
"""Widths of common letters; the unit is the size of the type."""
_ELSE = 0.61
_WIDE = 1.0
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
"""What XML cannot hold, and line ends."""


def printable(text: str) -> str:
    """Text in one line, without what XML cannot hold."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def width_of(text: str, size: float) -> float:
    """The room that a text takes at a size of type, in the unit of the size."""
    return round(sum(map(_width, text)) * size, 2)


def _width(letter: str) -> float:
    known = _WIDTHS.get(letter)
    if known is not None:
        return known
    if combining(letter) or category(letter) in ("Mn", "Me", "Cf"):
        return 0.0
    return _WIDE if east_asian_width(letter) in "WF" else _ELSE


def cut(text: str, size: float, room: float) -> str:
    """A text that fits into some room, with an ellipsis where it had to be cut."""
    if width_of(text, size) <= room:
        return text
    remaining = room - width_of("\u2026", size)
    kept = []
    for letter in text:
        remaining -= _width(letter) * size
        if remaining < 0:
            break
        kept.append(letter)
    return f"{''.join(kept).rstrip()}\u2026"


def lines_of(text: str, size: float, room: float, most: int) -> list[str]:
    """A text broken into lines, at most so many; what is left over is cut.

    >>> lines_of("Security guarantees for Ukraine", 10, 100, 2)
    ['Security', 'guarantees for Uk\u2026']
    """
    words = text.split()
    lines: list[str] = []
    while words and len(lines) < most:
        if len(lines) == most - 1:
            lines.append(cut(" ".join(words), size, room))
            break
        line = words.pop(0)
        while words and width_of(f"{line} {words[0]}", size) <= room:
            line = f"{line} {words.pop(0)}"
        lines.append(cut(line, size, room))
    return lines or [""]
