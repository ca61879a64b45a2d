"""Authors' text as Typst code: string literals, with places where long words may break."""

from __future__ import annotations

import re

from ..paper.printable import printable
from ..paper.typst_code import Value, literal, value

__all__ = ["Value", "literal", "pieces", "prose", "value"]

_SPACES = re.compile("[ \t\n]+")

_LONG_WORD = 32
"""The longest run of characters that is left to Typst's own line breaking."""

_STEPS = (16, 4)
"""After so many characters such a word may break, in open text and in a column of a table."""

_LONG = re.compile(rf"\S{{{_LONG_WORD + 1},}}")

_LONG_SEGMENT = re.compile(rf"[^/?&=.#%_-]{{{_LONG_WORD + 1},}}")
"""The characters between two places of an address where a line may break."""

_SEGMENT = re.compile(rf".{{0,{_LONG_WORD}}}[/?&=.#%_-]+|.{{1,{_LONG_WORD}}}")


def prose(text: str, *, narrow: bool = False) -> list[str]:
    """Return running *text* as Typst expressions to be joined.

    White space collapses as in HTML. Very long words get places to break, because Typst lets
    them run off the page otherwise; the text of the PDF stays free of extra characters.

    :param narrow: whether the text stands in a column of a table.

    >>> print(prose("a  line\\nbreak")[0])
    "a line break"
    """
    collapsed = _SPACES.sub(" ", printable(text))
    parts: list[str] = []
    done = 0
    step = _STEPS[narrow]
    for match in _LONG.finditer(collapsed):
        word = match.group()
        if "://" in word[:12]:
            # Typst breaks addresses well, at their slashes and dots, where they have any.
            if not _LONG_SEGMENT.search(word):
                continue
            ends = [found.end() for found in _SEGMENT.finditer(word)]
        else:
            ends = [*range(step, len(word), step), len(word)]
        for end in ends:
            parts += [literal(collapsed[done : match.start() + end]), "wbr"]
            done = match.start() + end
    if done < len(collapsed):
        parts.append(literal(collapsed[done:]))
    return parts


def pieces(text: str, *, narrow: bool = False) -> list[str]:
    """Return code as strings, cut where a line may break inside a very long word.

    >>> pieces("short code"), len(pieces("x" * 100))
    (['short code'], 7)
    """
    found: list[str] = [""]
    for word in re.split("( +)", printable(text)):
        step = _STEPS[narrow] if len(word) > _LONG_WORD else _LONG_WORD
        for start in range(0, len(word), step):
            if start:
                found.append("")
            found[-1] += word[start : start + step]
    return found
