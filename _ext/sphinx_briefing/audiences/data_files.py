"""Data files without the records that are not for an audience."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

import yaml

from ..markings import STRICTEST, read_marking
from ..records import Record, naming
from ..records.columns import Columns
from ..records.data_files import Reader, read_table
from ..records.fields import Field
from ..records.lists import entries
from ..records.tables import Row

Span = tuple[int, int]


class NotDivisible(ValueError):
    """A file of which single records cannot be taken out."""


def marking_of(row: Row) -> str:
    """The marking that a row bears; empty where it bears none."""
    written = row.values.get("tlp")
    if written is None or written == "":
        return STRICTEST if any(problem.field == "tlp" for problem in row.problems) else ""
    try:
        return read_marking(str(written))
    except ValueError:
        return STRICTEST


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


def without_rows(
    text: str,
    suffix: str,
    rows: Sequence[Row],
    gone: Sequence[bool],
    read: Callable[[str], list[Row]],
) -> tuple[str, list[str]]:
    """Take rows out of the text of a data file.

    :param gone: for each row, whether it goes.
    :param read: reads the rows of a text, to make sure that those which remain are as they were.
    :returns: the text, and what was taken out of it.
    :raises NotDivisible: where they are not.
    """
    try:
        spans = _SPANS.get(suffix, _lines)(text, rows)
        if len(spans) != len(rows):
            raise NotDivisible
        kept, removed, at = [], [], 0
        for (start, end), is_gone in zip(spans, gone, strict=True):
            if is_gone:
                kept.append(text[at:start])
                removed.append(text[start:end])
                at = end
        kept.append(text[at:])
        found = _ended("".join(kept), text, suffix, is_cut=bool(gone) and gone[-1])
        wanted = [row for row, is_gone in zip(rows, gone, strict=True) if not is_gone]
        if suffix == ".bib":
            found = _without_parents(found, [row for row in rows if row not in wanted])
        left = read(found) if wanted else []
    except (ValueError, yaml.YAMLError, RecursionError):
        raise NotDivisible from None
    if [_seen(row, suffix) for row in left] != [_seen(row, suffix) for row in wanted]:
        raise NotDivisible
    return found, removed


def _seen(row: Row, suffix: str) -> object:
    """What must be the same of a row that remains; one of BibTeX may lose what it inherited."""
    return row.values.get("id") if suffix == ".bib" else row.values


def _without_parents(text: str, gone: Sequence[Row]) -> str:
    """The text of a bibliography whose entries no longer name those that were taken out."""
    for row in gone:
        name = re.escape(str(row.values.get("id") or ""))
        parent = rf"\b(?:crossref|xdata)\s*=\s*(?:\{{\s*{name}\s*\}}|\"\s*{name}\s*\")"
        text = re.sub(rf",\s*{parent}|{parent}\s*,?", "", text, flags=re.I)
    return text


def _ended(left: str, text: str, suffix: str, *, is_cut: bool) -> str:
    """What is left of a file, with the end that it had.

    :param is_cut: whether its last row was taken out.
    """
    if suffix == ".json":
        return _without_trailing_comma(left)
    if is_cut and suffix == ".bib":
        return left.rstrip() + text[len(text.rstrip()) :]
    return left


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


def _without_trailing_comma(text: str) -> str:
    """The text of a list whose last items were taken out."""
    body = text.rstrip()
    if body[-1:] in ("]", "}") and body[:-1].rstrip().endswith(","):
        inner = body[:-1].rstrip()
        space = body[len(inner) : -1]
        space = space[max(space.rfind("\n"), 0) :] if "\n" in space else ""
        return inner[:-1] + space + body[-1] + text[len(body) :]
    return text


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


def without_name(
    text: str,
    number: int,
    field: str,
    name: str,
    read: Callable[[str], list[Row]],
    suffix: str,
) -> str:
    """Take a name out of a field of a row.

    What is around it depends on the format: each way is tried until all else is as it was.

    :raises NotDivisible: where none leads there.
    """
    rows = read(text)
    wanted = [_plain_values(row) for row in rows]
    parts = list(wanted[number].get(field, ()))
    if name in parts:
        parts.remove(name)
    wanted[number][field] = tuple(parts)
    wanted[number] = {key: value for key, value in wanted[number].items() if value}
    faults = [len(row.problems) for row in rows]
    start, end = _SPANS.get(suffix, _lines)(text, rows)[number]
    for match in re.finditer(re.escape(name), text[start:end]):
        first, last = start + match.start(), start + match.end()
        if suffix in (".csv", ".tsv") and text.count('"', start, first) % 2 == 0:
            candidates: Iterator[str] = iter([text[:first] + text[last:]])  # a cell of its own
        else:
            candidates = _shortened(text, first, last)
        for shortened in candidates:
            try:
                left = read(shortened)
            except (ValueError, yaml.YAMLError, RecursionError):
                continue
            if shortened.count('"') % 2 != text.count('"') % 2:
                continue
            found = [_plain_values(row) for row in left]
            if found == wanted and [len(row.problems) for row in left] == faults:
                return shortened
    raise NotDivisible


def _plain_values(row: Row) -> dict[str, tuple[str, ...]]:
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


def _shortened(text: str, first: int, last: int) -> Iterator[str]:
    """A text without a name, in the ways in which names are parted in files."""
    quote = re.compile(r"[\"']?")
    opened = len(text[:first]) - len(text[:first].rstrip("\"'"))
    closed = quote.match(text, last)
    wide_first, wide_last = first - min(opened, 1), closed.end() if closed else last
    for start, end in ((first, last), (wide_first, wide_last)):
        after = re.compile(r"[ \t]*[,;|]\s*").match(text, end)
        before = re.search(r"\s*[,;|][ \t]*\Z", text[:start])
        if after:
            yield text[:start] + text[after.end() :]
        if before:
            yield text[: before.start()] + text[end:]
        line = text.rfind("\n", 0, start) + 1
        stop = text.find("\n", end) + 1 or len(text)
        yield text[:line] + text[stop:]  # an item, or a field, on a line of its own
        above = text.rfind("\n", 0, max(line - 1, 0)) + 1
        yield text[:above] + text[stop:]
        yield text[:start] + text[end:]


_SPANS: Mapping[str, Callable[[str, Sequence[Row]], list[Span]]] = {
    ".json": _json,
    ".yaml": _yaml,
    ".yml": _yaml,
}
