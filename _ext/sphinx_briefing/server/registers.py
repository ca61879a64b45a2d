"""Where in a data file the cursor stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .cursor import NOWHERE, Cursor, _placed, field_cursor

if TYPE_CHECKING:
    from ..workspace.index import Index

SUFFIXES = (".yaml", ".yml", ".json", ".csv", ".tsv", ".bib")

_YAML = re.compile(
    r"^(?P<lead>[ \t]*(?:-[ \t]+)?)(?P<name>[\w-]+)[ \t]*:(?P<gap>[ \t]*)(?P<value>.*)$"
)
_ITEM = re.compile(r"^(?P<lead>[ \t]*)-[ \t]+(?P<value>.*)$")
_JSON = re.compile(r'"(?P<name>[\w-]+)"\s*:\s*(?P<value>"(?:[^"\\]|\\.)*"?|\[[^\]]*\]?|[^,}]*)')
_BIB = re.compile(r"^\s*(?P<name>[\w-]+)\s*=\s*(?P<value>.*)$")


def kind_of(index: Index, path: str, language: Mapping[str, Any]) -> str:
    """The kind of record that a file holds: as it does, or as its name says."""
    if path.endswith(".bib"):
        return "source"
    kinds = Counter(one.row.kind for one in index.records_in(path))
    if kinds:
        return kinds.most_common(1)[0][0]
    stem = path.rpartition("/")[2].partition(".")[0]
    for name, kind in language.get("kinds", {}).items():
        if stem in (name, kind["plural"]):
            return str(name)
    return ""


def cursor_in(
    lines: Sequence[str], number: int, column: int, path: str, fields: Mapping[str, Any], kind: str
) -> Cursor:
    """Find out where in a data file the cursor stands.

    :param fields: those of the kind that it holds.
    """
    line = lines[number] if number < len(lines) else ""
    column = min(column, len(line))
    if path.endswith((".csv", ".tsv")):
        return _in_table(lines, number, column, fields, kind, "\t" if path.endswith(".tsv") else "")
    if path.endswith(".json"):
        for match in _JSON.finditer(line):
            if match.start("name") <= column <= match.end("name"):
                base = Cursor(
                    "field", owner=kind, field=match["name"], about=fields.get(match["name"])
                )
                return _placed(line, match.start("name"), match.end("name"), column, base)
            if match.start("value") <= column <= match.end("value"):
                name, shift = match["name"], match.start("value")
                return field_cursor(
                    line, match["value"], shift, column, kind, name, fields.get(name)
                )
        return NOWHERE
    written = (_BIB if path.endswith(".bib") else _YAML).match(line)
    if written is None:
        if item := _ITEM.match(line):
            return _in_list(lines, number, column, item, fields, kind)
        start = len(line) - len(line.lstrip(" -"))
        return _placed(
            line, min(start, column), len(line.rstrip()), column, Cursor("field", owner=kind)
        )
    name = written["name"]
    if column <= written.end("name"):
        base = Cursor("field", owner=kind, field=name, about=fields.get(name))
        return _placed(
            line,
            written.start("name"),
            written.end("name"),
            max(column, written.start("name")),
            base,
        )
    value, shift = written["value"], written.start("value")
    if path.endswith(".bib"):
        inner = value.strip().rstrip(",").strip('{}"')
        shift += max(value.find(inner), 0)
        value = inner
    return field_cursor(line, value, shift, column, kind, name, fields.get(name))


def _in_list(
    lines: Sequence[str],
    number: int,
    column: int,
    item: re.Match[str],
    fields: Mapping[str, Any],
    kind: str,
) -> Cursor:
    for at in range(number - 1, -1, -1):
        match = _YAML.match(lines[at])
        if match and not match["value"].strip():
            name = match["name"]
            value, shift = item["value"], item.start("value")
            return field_cursor(lines[number], value, shift, column, kind, name, fields.get(name))
        if not _ITEM.match(lines[at]):
            break
    line = lines[number]
    return _placed(
        line, item.start("value"), len(line.rstrip()), column, Cursor("field", owner=kind)
    )


def _cells(line: str, delimiter: str) -> list[tuple[int, int]]:
    """The cells of a row, from where to where."""
    found, start, quoted = [], 0, False
    for at, sign in enumerate(line):
        if sign == '"':
            quoted = not quoted
        elif sign == delimiter and not quoted:
            found.append((start, at))
            start = at + 1
    return [*found, (start, len(line))]


def _in_table(
    lines: Sequence[str],
    number: int,
    column: int,
    fields: Mapping[str, Any],
    kind: str,
    delimiter: str,
) -> Cursor:
    head = lines[0] if lines else ""
    delimiter = delimiter or max(",;|\t", key=head.count)
    names = [head[start:end].strip(' "\ufeff').lower() for start, end in _cells(head, delimiter)]
    line = lines[number] if number < len(lines) else ""
    for at, (start, end) in enumerate(_cells(line, delimiter)):
        if start <= column <= end:
            if not number:
                return _placed(line, start, end, column, Cursor("field", owner=kind))
            name = names[at] if at < len(names) else ""
            name = name.replace("_", "-").replace(" ", "-")
            cell = line[start:end]
            if cell.startswith('"') and cell.endswith('"') and len(cell) > 1:
                cell, start = cell[1:-1], start + 1
            found = field_cursor(line, cell, start, column, kind, name, fields.get(name))
            if not found.what or found.about:
                return found
            return replace(found, what="value")
    return NOWHERE
