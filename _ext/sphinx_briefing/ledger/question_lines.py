"""Questions as lines of JSON, in which they are kept beside an output."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from sys import intern
from typing import Any

import msgspec

from .answers import ON, Asked
from .selection import Query

_FIELDS = tuple(field.name for field in fields(Query))


def written(question: Asked) -> str:
    """A question as a line of JSON."""
    plain = _plainly(question)
    try:
        return msgspec.json.encode(plain).decode()
    except UnicodeEncodeError:  # half a character, which JSON can escape and UTF-8 not say
        return json.dumps(plain, separators=(",", ":"))


def _plainly(value: Any) -> Any:
    if isinstance(value, Query):
        return [_plainly(getattr(value, name)) for name in _FIELDS]
    if isinstance(value, frozenset):
        return sorted(value)
    return list(map(_plainly, value)) if isinstance(value, tuple) else value


def read(line: str) -> Asked:
    """A question from what :func:`written` made of it."""
    return _completed(_read(line))


def read_all(lines: str) -> Iterator[Asked]:
    """Questions from lines that :func:`written` made of them."""
    try:
        return map(_completed, _lines(lines))
    except msgspec.DecodeError:  # half a character in one of them
        return map(read, lines.split("\n"))


def _completed(question: Asked) -> Asked:
    """A question as it was asked, from the plain values that were read."""
    if question[0] == ON:
        return (ON, question[1], *_completed(question[2:]))
    if question[0] == "select":
        values = dict(zip(_FIELDS, _frozen(question[2]), strict=True))
        if values["within"] is not None:
            values["within"] = frozenset(values["within"])
        return "select", question[1], Query(**values)
    if question[0] == "find_all":
        question = _frozen(question)
    # Thousands of questions have these words in common.
    return (*map(intern, question[:2]), *question[2:])


def _read(line: str) -> tuple[Any, ...]:
    try:
        return _decode(line)
    except msgspec.DecodeError:  # such a half character
        return tuple(json.loads(line))


_decode = msgspec.json.Decoder(tuple[Any, ...]).decode
_lines = msgspec.json.Decoder(tuple[Any, ...]).decode_lines


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, (list, tuple)) else value
