"""The rows of data files, and where they stand in them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

import yaml

from ..records import Record, naming
from ..records.columns import Columns
from ..records.data_files import Reader, read_table
from ..records.fields import Field
from ..records.lists import entries
from ..records.tables import Row

Span = tuple[int, int]


class NotDivisible(ValueError):
    """A file of which single records cannot be taken out."""


def rows_of(
    data: bytes,
    suffix: str,
    kind: type[Record],
    columns: Columns,
    readers: Mapping[str, Reader],
    encoding: str,
) -> list[Row]:
    """The rows of a data file, in the order in which they stand.

    :raises ValueError: when it cannot be read.
    """
    if suffix in (".csv", ".tsv") and data.count(b'"') % 2:
        raise NotDivisible  # a cell may hold all that follows, markings included
    return read_table(data, suffix, kind, columns, readers, encoding).rows


def spans_of(text: str, suffix: str, rows: Sequence[Row]) -> list[Span]:
    """The places of the rows in the text of a data file.

    :raises NotDivisible: where they cannot be told.
    """
    return _SPANS.get(suffix, _lines)(text, rows)


def _lines(text: str, rows: Sequence[Row]) -> list[Span]:
    """Rows that begin at lines of their own, each up to the next one."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    first = [starts[row.line - 1] for row in rows]
    return [*zip(first, [*first[1:], len(text)], strict=True)]


def _yaml(text: str, rows: Sequence[Row]) -> list[Span]:
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    if isinstance(node, yaml.MappingNode) and len(node.value) != len(rows):
        inner = (value for _key, value in node.value if isinstance(value, yaml.SequenceNode))
        node = next((value for value in inner if len(value.value) == len(rows)), node)
    if isinstance(node, yaml.SequenceNode):
        marks = [item.start_mark for item in node.value]
    elif isinstance(node, yaml.MappingNode):
        marks = [key.start_mark for key, _value in node.value]
    else:
        raise NotDivisible
    if node.flow_style:
        return _json(text, rows)
    starts = [text.rfind("\n", 0, mark.index) + 1 for mark in marks]
    return [*zip(starts, [*starts[1:], _end_of_yaml(text, node)], strict=True)]


def _end_of_yaml(text: str, node: yaml.Node) -> int:
    end: int = node.end_mark.index
    return end if end >= len(text) else text.rfind("\n", 0, end) + 1


def _json(text: str, rows: Sequence[Row]) -> list[Span]:
    at = _space(text, 1 if text.startswith("\ufeff") else 0)
    if text[at : at + 1] == "{" and len(rows) > 1 and _is_one_a_line(text):
        return _lines(text, rows)
    ends = list(_items(text, at))
    if len(ends) != len(rows) and (
        inner := re.search(r'"(?:references|items)"\s*:\s*(?=\[)', text)
    ):
        ends = list(_items(text, inner.end()))
    starts = [start for start, _end in ends]
    # Each goes with the comma and the space up to the next one.
    return [*zip(starts, [*starts[1:], ends[-1][1] if ends else at], strict=True)]


def _is_one_a_line(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return True
    return False


def _items(text: str, at: int) -> Iterator[Span]:
    decoder = json.JSONDecoder()
    opening = text[at : at + 1]
    if opening not in ("[", "{"):
        raise NotDivisible
    closing = "]" if opening == "[" else "}"
    at = _space(text, at + 1)
    while text[at : at + 1] != closing:
        start = at
        _value, at = decoder.raw_decode(text, at)
        if opening == "{":
            at = _space(text, at)
            if text[at : at + 1] != ":":
                raise NotDivisible
            _value, at = decoder.raw_decode(text, _space(text, at + 1))
        yield start, at
        at = _space(text, at)
        if text[at : at + 1] == ",":
            at = _space(text, at + 1)


def _space(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at


def names_in(row: Row, kind: type[Record]) -> Iterator[tuple[Field, list[str]]]:
    """The fields of a row that name records, with the names."""
    for field in naming(kind):
        value = row.values.get(field.name)
        if isinstance(value, str):
            try:
                yield field, [part.strip() for part in entries(value)]
            except ValueError:
                yield field, [part.strip() for part in value.split(",")]
        elif isinstance(value, list):
            yield field, [str(item).strip() for item in value]


def plain_values(row: Row) -> dict[str, tuple[str, ...]]:
    """The values of a row, lists and texts with commas alike."""
    found: dict[str, tuple[str, ...]] = {}
    for name, value in row.values.items():
        if isinstance(value, list):
            parts = tuple(str(item).strip() for item in value)
        else:
            try:
                parts = tuple(part.strip() for part in entries(str(value or "")))
            except ValueError:
                parts = (str(value),)
        if parts := tuple(part for part in parts if part):
            found[name] = parts
    return found


_SPANS: Mapping[str, Callable[[str, Sequence[Row]], list[Span]]] = {
    ".json": _json,
    ".yaml": _yaml,
    ".yml": _yaml,
}
