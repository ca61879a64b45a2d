"""Records in data files: YAML and JSON as rows of written fields, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from json import JSONDecodeError, JSONDecoder
from typing import Any

import yaml

from .fields import Problem
from .validation import Written
from .yaml_nodes import Endless, bound_aliases

TEXT = "text"
"""The column that holds a record's prose."""

_DEPTH = 8
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_EMPTY_END = re.compile(r"\n(?:---|\.\.\.)\s*\Z")
"""An empty document at the end, with which pandoc closes its metadata."""
_SPACE = re.compile(r"[ \t\n\r]*")


class Unreadable(ValueError):
    """A data file that cannot be read at all: why, and the line where reading stopped."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Located:
    """A value with its line: text, nothing, a list of values, or pairs of key and value.

    ``verbatim`` says that the lines of a text are lines of the file, the first one at ``line``.
    """

    value: str | list[Located] | tuple[tuple[Located, Located], ...] | None
    line: int
    verbatim: bool = False

    @property
    def pairs(self) -> tuple[tuple[Located, Located], ...] | None:
        """Keys and values of a mapping; ``None`` when it is none."""
        return self.value if isinstance(self.value, tuple) else None

    def fields(self) -> dict[str, Located]:
        """The values of a mapping by key, the first of two equal keys; empty when it is none."""
        found: dict[str, Located] = {}
        for key, value in self.pairs or ():
            found.setdefault(str(key.value), value)
        return found


@dataclass(slots=True)
class Row:
    """One record as written: its fields with their lines, and what is wrong with its form."""

    line: int
    values: dict[str, Written] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[tuple[int, str]] = field(default_factory=list)
    """What is wrong and left out, or read otherwise, while the record is kept: line and message."""
    forgiving: bool = False
    """Whether a field that cannot be read costs the field, and not the record."""
    has_lists: bool = True
    """Whether the format has lists of its own, so that a plain author may hold commas."""
    verbatim: bool = False
    """Whether each line of the prose is a line of the file."""

    def add(self, name: str, value: Written, line: int) -> None:
        """Keep a written field."""
        self.values[name] = value
        self.lines[name] = line

    def remark(self, line: int, message: str) -> None:
        """Keep what is wrong with a field that the record can do without."""
        self.remarks.append((line, message))

    def refuse(self, name: str, line: int, message: str) -> None:
        """Keep what is wrong with a field."""
        self.lines.setdefault(name, line)
        self.problems.append(Problem(name, message))


def clean(text: str, line: int) -> str:
    """A text without control characters.

    :raises Unreadable: when it cannot be written to any output.
    """
    if text.isprintable() and text.isascii():
        return text  # as nearly all are
    try:
        text.encode()
    except UnicodeEncodeError:
        message = "a character cannot be written (half of a surrogate pair)"
        raise Unreadable(line, message) from None
    return _UNPRINTABLE.sub("", re.sub(r"\r\n?", "\n", text))


# -- YAML and JSON ------------------------------------------------------------------------------


def yaml_tree(text: str) -> Located:
    """The values of a YAML document, all scalars as written (``NO`` stays ``NO``)."""
    text = _EMPTY_END.sub("\n", text)
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Unreadable(line, f"it is not valid YAML: {error.problem or error}") from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        message = f"it is not valid YAML: character #x{int(error.character):04x}"
        raise Unreadable(line, f"{message} is not allowed") from None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise Unreadable(1, f"it is not valid YAML: {error}") from None
    except RecursionError:
        raise Unreadable(1, "it is nested too deeply") from None
    if node is None:
        return Located(None, 1)
    try:
        bound_aliases(node, len(text))
    except Endless as error:
        raise Unreadable(error.line + 1, str(error)) from None
    return _located(node, 0)


def _located(node: yaml.Node, depth: int) -> Located:
    line = node.start_mark.line + 1
    if depth > _DEPTH:
        raise Unreadable(line, "it is nested too deeply")
    if isinstance(node, yaml.MappingNode):
        pairs = (
            (_located(key, depth + 1), _located(value, depth + 1)) for key, value in node.value
        )
        return Located(tuple(pairs), line)
    if isinstance(node, yaml.SequenceNode):
        return Located([_located(item, depth + 1) for item in node.value], line)
    if node.tag == "tag:yaml.org,2002:null":
        return Located(None, line)
    verbatim = getattr(node, "style", "") == "|"
    return Located(clean(str(node.value), line), line + 1 if verbatim else line, verbatim)


def json_tree(text: str) -> Located:
    """The values of a JSON document, numbers as written; of JSON Lines, a list of its values."""
    reader = PlacedJson(text)
    try:
        found = reader.value(0)
        lines = [found, *reader.more()]
        reader.end()
    except JSONDecodeError as error:
        raise Unreadable(error.lineno, f"it is not valid JSON: {error.msg}") from None
    return found if len(lines) == 1 else Located(lines, found.line)


class PlacedJson:
    """Reads JSON with the line of each value, which :mod:`json` does not tell.

    YAML would do for most files, but not for those with tabs or escaped characters outside the
    basic plane.
    """

    _scalars = JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._counted, self._line = 0, 1

    def value(self, depth: int) -> Located:
        """The value that comes next."""
        char, line = self._next()
        if depth > _DEPTH:
            raise Unreadable(line, "it is nested too deeply")
        if char == "{":
            return Located(tuple(self._items("}", depth, self._pair)), line)
        if char == "[":
            return Located(list(self._items("]", depth, self.value)), line)
        scalar, self._at = self._scalars.raw_decode(self._text, self._at)
        if scalar is None:
            return Located(None, line)
        if isinstance(scalar, bool):
            return Located("true" if scalar else "false", line)
        return Located(clean(scalar, line), line)

    def more(self) -> Iterator[Located]:
        """Objects that follow, one a line."""
        while True:
            line = self._line
            if self._next()[0] != "{" or self._line == line:
                return
            yield self.value(0)

    def end(self) -> None:
        """Nothing may come any more."""
        if self._next()[0]:
            self._fail("Extra data")

    def _items(self, closing: str, depth: int, read: Any) -> Iterator[Any]:
        self._at += 1
        if self._next()[0] == closing:
            self._at += 1
            return
        while True:
            yield read(depth + 1)
            char = self._next()[0]
            if char not in (",", closing):
                self._fail("Expecting ',' delimiter")
            self._at += 1
            if char == closing:
                return

    def _pair(self, depth: int) -> tuple[Located, Located]:
        if self._next()[0] != '"':
            self._fail("Expecting property name enclosed in double quotes")
        key = self.value(depth)
        if self._next()[0] != ":":
            self._fail("Expecting ':' delimiter")
        self._at += 1
        return key, self.value(depth)

    def _next(self) -> tuple[str, int]:
        match = _SPACE.match(self._text, self._at)
        self._at = match.end() if match else self._at
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._text[self._at : self._at + 1], self._line

    def _fail(self, message: str) -> None:
        raise JSONDecodeError(message, self._text, self._at)


def tree_rows(tree: Located) -> list[Row]:
    """The records of a document: a list of mappings, or a mapping of ids to mappings."""
    how = "write a list of records, or a mapping of ids to records"
    if isinstance(tree.value, list):
        return [_row(item) for item in tree.value]
    pairs = tree.pairs
    if pairs is None:
        raise Unreadable(tree.line, f"it holds no records; {how}")
    if pairs and all(value.value is not None and value.pairs is None for _, value in pairs):
        raise Unreadable(tree.line, f"its values are not records; {how}")
    found = []
    for key, value in pairs:
        row = _row(Located((), key.line) if value.value is None else value, key.line)
        if not isinstance(key.value, str):
            row.refuse("id", key.line, "the id of a record must be a word")
        elif row.values.get("id", key.value) != key.value:
            row.refuse("id", key.line, f"'id' is written twice; {key.value!r} is the id")
        else:
            row.add("id", key.value, key.line)
        found.append(row)
    return found


def _row(item: Located, line: int = 0) -> Row:
    row = Row(line or item.line)
    if item.pairs is None:
        row.refuse("", item.line, "a record must be a mapping of fields to values")
    for key, value in item.pairs or ():
        name = key.value
        if not isinstance(name, str):
            row.refuse("", key.line, "the name of a field must be a word")
        elif name in row.lines:
            row.lines[name] = key.line
            row.refuse(name, key.line, f"{name!r} is written twice")
        elif value.value is None or isinstance(value.value, str):
            row.add(name, value.value, value.line if value.verbatim else key.line)
            row.verbatim = row.verbatim or (name == TEXT and value.verbatim)
        elif isinstance(value.value, list) and all(
            entry.value is None or isinstance(entry.value, str) for entry in value.value
        ):
            entries = [entry.value for entry in value.value if isinstance(entry.value, str)]
            row.add(name, entries, key.line)
        else:
            row.refuse(name, key.line, f"{name!r}: a nested value is not allowed here")
    return row
