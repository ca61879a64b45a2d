"""Texts and plain data as Typst code: string literals, and nothing else.

Everything that an author wrote reaches Typst through :func:`literal`. In a string literal
Typst knows two special characters, the backslash and the double quote; so text can neither
become markup nor call a function, whatever it holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from .printable import printable

Value: TypeAlias = "str | int | bool | Iterable[Value] | Mapping[str, Value] | None"

_SPECIAL = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"})


def literal(text: str) -> str:
    """Return *text* as a Typst string literal, white space kept.

    >>> print(literal('#eval("1") $x$'))
    "#eval(\\"1\\") $x$"
    """
    return f'"{printable(text).translate(_SPECIAL)}"'


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
