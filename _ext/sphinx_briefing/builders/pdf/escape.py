"""Authors' text as Typst source: string literals, and nothing else.

Everything that an author wrote reaches Typst through :func:`literal`. In a string literal
Typst knows two special characters, the backslash and the double quote; so text can neither
become markup nor call a function, whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias

Value: TypeAlias = "str | int | bool | Iterable[Value] | Mapping[str, Value] | None"

#: Characters that no font can show and PDF/A forbids: controls other than tab and newline,
#: lone surrogates, and Unicode's noncharacters.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
_SPACES = re.compile("[ \t\n]+")
_SPECIAL = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"})
#: The longest run of characters that is left to Typst's own line breaking.
_LONG_WORD = 32
_LONG = re.compile(rf"\S{{{_LONG_WORD + 1},}}")
#: What stands between two places of an address where a line may break.
_LONG_SEGMENT = re.compile(rf"[^/?&=.#%_-]{{{_LONG_WORD + 1},}}")
_SEGMENT = re.compile(rf".{{0,{_LONG_WORD}}}[/?&=.#%_-]+|.{{1,{_LONG_WORD}}}")


def printable(text: str) -> str:
    """Return *text* without what cannot be printed, and with plain line ends."""
    return _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", text))


def literal(text: str) -> str:
    """Return *text* as a Typst string literal, white space kept.

    >>> print(literal('#eval("1") $x$'))
    "#eval(\\"1\\") $x$"
    """
    return f'"{printable(text).translate(_SPECIAL)}"'


def prose(text: str) -> list[str]:
    """Return running *text* as Typst expressions to be joined.

    White space collapses as in HTML. Very long words get places to break, because Typst lets
    them run off the page otherwise; the text of the PDF stays free of extra characters.

    >>> print(prose("a  line\\nbreak")[0])
    "a line break"
    """
    collapsed = _SPACES.sub(" ", printable(text))
    parts: list[str] = []
    done = 0
    for match in _LONG.finditer(collapsed):
        word = match.group()
        if "://" in word[:12]:
            # Typst breaks addresses well, at their slashes and dots, where they have any.
            if not _LONG_SEGMENT.search(word):
                continue
            ends = [found.end() for found in _SEGMENT.finditer(word)]
        else:
            ends = [*range(_LONG_WORD, len(word), _LONG_WORD), len(word)]
        for end in ends:
            parts += [literal(collapsed[done : match.start() + end]), "wbr"]
            done = match.start() + end
    if done < len(collapsed):
        parts.append(literal(collapsed[done:]))
    return parts


def pieces(text: str) -> list[str]:
    """Return code as strings, cut where a line may break inside a very long word.

    >>> pieces("short code"), len(pieces("x" * 100))
    (['short code'], 4)
    """
    found: list[str] = [""]
    for word in re.split("( +)", printable(text)):
        for start in range(0, len(word), _LONG_WORD):
            if start:
                found.append("")
            found[-1] += word[start : start + _LONG_WORD]
    return found


def wrapped(text: str, width: int = 88) -> str:
    """Return a listing whose longest words may break: Typst cuts them off otherwise."""
    return re.sub(rf"\S{{{width}}}(?=\S)", "\\g<0>\u200b", text)


def value(data: Value) -> str:
    """Return plain *data* as a Typst expression.

    >>> print(value({"title": "A", "tags": ["x"], "page": 1, "toc": True, "none": None}))
    ("title": "A", "tags": ("x",), "page": 1, "toc": true, "none": none)
    """
    if data is None:
        return "none"
    if isinstance(data, bool):
        return "true" if data else "false"
    if isinstance(data, int):
        return str(data)
    if isinstance(data, str):
        return literal(data)
    if isinstance(data, Mapping):
        pairs = ", ".join(f"{literal(str(key))}: {value(item)}" for key, item in data.items())
        return f"({pairs})" if pairs else "(:)"
    items = [value(item) for item in data]
    # A trailing comma, because ("x") is a string in Typst and ("x",) an array.
    return f"({', '.join(items)}{',' if len(items) == 1 else ''})"
