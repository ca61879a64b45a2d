"""The fields of the rows of data files as they stand in the text, in every format."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from ..records import Record, naming
from ..records.bibliography.common import OWN, identifier
from ..records.columns import Columns
from ..records.csv_tables import DELIMITERS
from ..records.tables import Located, Unreadable
from .placed_json import JsonPlaces, documents
from .places import Place, Span, names_in, scalar_span

_CSL_LISTS = ("references", "items")
_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_ENTRY = re.compile(r"^[ \t]*@(?P<kind>\w+)\s*[{(]\s*(?P<key>[^\s,{}()=\"]+)\s*,", re.M)
_PARENT = re.compile(
    r"\b(?P<name>crossref|xdata)\s*=\s*(?:\{(?P<a>[^{}]*)\}|\"(?P<b>[^\"]*)\")", re.I
)


@dataclass(slots=True)
class Cell:
    """A field of a row: the parts of the text that hold it, several where it is a list."""

    spans: list[Span]
    is_list: bool = False
    """Whether the format has made a list of it."""
    separator: str = ","


@dataclass(slots=True)
class RowPlaces:
    """A row of a data file with the places of its fields.

    :param form: ``yaml``, ``flow`` (YAML whose outermost list is in brackets), ``json``, ``csv`` or
        ``bib``.
    :param begins: where a new field may be written, before the others; -1 where none can.
    :param column: the column that this is, in a block of YAML; -1 elsewhere.
    """

    start: int
    end: int
    cells: dict[str, Cell] = field(default_factory=dict)
    form: str = ""
    begins: int = -1
    column: int = -1

    def names(self, text: str, kind: type[Record]) -> Iterator[Place]:
        """Yield the names of records in the row."""
        for item in naming(kind):
            cell = self.cells.get(item.name)
            if cell is not None:
                yield from _names(text, cell, item.shape.named, f"{kind.kind_name} {item.name}")

    def one(self, name: str) -> Span | None:
        """The part of the text that holds a field of one value."""
        cell = self.cells.get(name)
        return cell.spans[0] if cell is not None and len(cell.spans) == 1 else None


def _names(text: str, cell: Cell, named: str, where: str) -> Iterator[Place]:
    for span in cell.spans:
        if cell.separator == ",":
            yield from names_in(text, span, named, "data", where, is_list=not cell.is_list)
            continue
        at = span.start
        for part in text[span.start : span.end].split(cell.separator):
            inner = Span(at, at + len(part), span.layers, span.decode)
            yield from names_in(text, inner, named, "data", where, is_list=False)
            at += len(part) + len(cell.separator)


def row_places(text: str, suffix: str, kind: type[Record], columns: Columns) -> list[RowPlaces]:
    """The rows of a data file, in their order.

    :param text: as it stands in the file, with its line ends.
    :raises ValueError: where they cannot be told.
    """
    if suffix in (".yaml", ".yml"):
        return list(_in_yaml(text, kind, columns))
    if suffix in (".json", ".jsonl", ".ndjson"):
        return list(_in_json(text, kind, columns))
    if suffix == ".bib":
        return list(_in_bibtex(text))
    if suffix in (".csv", ".tsv", ".tab"):
        return list(_in_csv(text, suffix, columns))
    raise ValueError(f"files with the ending {suffix!r} are read by others")


def parents_in(text: str) -> Iterator[Place]:
    """Yield the keys by which entries of a bibliography name others that they inherit from."""
    for match in _PARENT.finditer(text):
        which = "a" if match["a"] is not None else "b"
        for place in names_in(text, Span(*match.span(which)), "source", "data", match["name"]):
            yield Place(
                place.start, place.end, identifier(place.written), "source", "data", match["name"]
            )


def _fields_of(name: str, kind: type[Record], columns: Columns, *, is_csl: bool) -> Iterable[str]:
    if not is_csl:
        return columns.fields_of(name)
    if name in ("id", "citation-key"):
        return ("id",)
    return (name,) if name in OWN or name == "title" else ()


# -- YAML ---------------------------------------------------------------------------------------


def _in_yaml(text: str, kind: type[Record], columns: Columns) -> Iterator[RowPlaces]:
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(str(error)) from None
    outer, is_csl = root, False
    if isinstance(root, yaml.MappingNode):
        for key, value in root.value:
            is_listed = key.value in _CSL_LISTS and isinstance(value, yaml.SequenceNode)
            if kind.kind_name == "source" and is_listed:
                outer, is_csl = value, True
    items: Any = outer.value if outer is not None else []
    form = "yaml" if not getattr(outer, "flow_style", False) else "flow"
    for item in items:
        key, node = item if isinstance(item, tuple) else (None, item)
        if not isinstance(node, yaml.MappingNode):
            start, end = (key or node).start_mark.index, node.end_mark.index
            if key is not None and node.tag == "tag:yaml.org,2002:null":
                yield RowPlaces(start, end, {"id": Cell([scalar_span(text, key)])}, form)
            continue
        found = RowPlaces((key or node).start_mark.index, node.end_mark.index, {}, form)
        if key is not None:
            found.cells["id"] = Cell([scalar_span(text, key)])
        if node.value:
            mark = node.value[0][0].start_mark
            found.begins, found.column = mark.index, -1 if node.flow_style else mark.column
        keys = {str(inner.value) for inner, _value in node.value}
        for inner, value in node.value:
            name = str(inner.value)
            if is_csl and name == "id" and "citation-key" in keys:
                continue
            for ours in _fields_of(name, kind, columns, is_csl=is_csl):
                if ours not in found.cells and (cell := _yaml_cell(text, value, columns)):
                    found.cells[ours] = cell
        yield found


def _yaml_cell(text: str, node: yaml.Node, columns: Columns) -> Cell | None:
    if isinstance(node, yaml.ScalarNode):
        return Cell([scalar_span(text, node)], separator=columns.lists or ",")
    if isinstance(node, yaml.SequenceNode):
        items = [item for item in node.value if isinstance(item, yaml.ScalarNode)]
        return Cell([scalar_span(text, item) for item in items], is_list=True)
    return None


# -- JSON ---------------------------------------------------------------------------------------


def _in_json(text: str, kind: type[Record], columns: Columns) -> Iterator[RowPlaces]:
    text = text.replace("\ufeff", " ", 1) if text.startswith("\ufeff") else text
    try:
        found = list(documents(text))
    except (ValueError, Unreadable) as error:
        raise ValueError(str(error)) from None
    is_lines = len(found) > 1
    for reader, tree in found:
        items: list[tuple[Located | None, Located]] = []
        fields, is_csl = tree.fields(), False
        name = next((name for name in _CSL_LISTS if name in fields), "")
        if kind.kind_name == "source" and name and isinstance(fields[name].value, list):
            items, is_csl = [(None, item) for item in _listed(fields[name])], True
        elif isinstance(tree.value, list):
            items = [(None, item) for item in tree.value]
            is_csl = kind.kind_name == "source" and any(map(_is_csl, tree.value))
        elif is_lines or (
            tree.pairs and not all(value.pairs is not None for _, value in tree.pairs)
        ):
            items = [(None, tree)]
        else:
            items = list(tree.pairs or ())
        for key, item in items:
            yield _json_row(reader, key, item, kind, columns, is_csl=is_csl)


def _listed(value: Located) -> list[Located]:
    return value.value if isinstance(value.value, list) else []


def _is_csl(item: Located) -> bool:
    fields = item.fields()
    return "issued" in fields or "container-title" in fields or "citation-key" in fields


def _json_row(
    reader: JsonPlaces,
    key: Located | None,
    item: Located,
    kind: type[Record],
    columns: Columns,
    *,
    is_csl: bool,
) -> RowPlaces:
    start, end = reader.outer(item)
    found = RowPlaces(reader.outer(key)[0] if key else start, end, {}, "json")
    if key is not None:
        found.cells["id"] = Cell([reader.span(key)])
    if item.pairs:
        found.begins = reader.outer(item.pairs[0][0])[0]
    fields = item.fields()
    pairs = list(fields.items())
    if is_csl:
        pairs = [(name, one) for name, one in pairs if name != "id" or "citation-key" not in fields]
        pairs += [*fields["custom"].fields().items()] if "custom" in fields else []
    for name, value in pairs:
        for ours in _fields_of(name, kind, columns, is_csl=is_csl):
            if ours in found.cells:
                continue
            if isinstance(value.value, str):
                found.cells[ours] = Cell([reader.span(value)], separator=columns.lists or ",")
            elif isinstance(value.value, list):
                items = [one for one in value.value if isinstance(one.value, str)]
                found.cells[ours] = Cell([reader.span(one) for one in items], is_list=True)
    return found


# -- BibTeX -------------------------------------------------------------------------------------


def _in_bibtex(text: str) -> Iterator[RowPlaces]:
    found = list(_ENTRY.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    for match, end in zip(found, ends, strict=True):
        row = RowPlaces(match.start(), end, {}, "bib")
        row.cells["id"] = Cell([Span(*match.span("key"), (), identifier)])
        for name in (*OWN, "title"):
            written = re.compile(
                rf"\b{re.escape(name)}\s*=\s*(?:\{{(?P<a>[^{{}}]*)\}}|\"(?P<b>[^\"]*)\")", re.I
            ).search(text, match.end(), end)
            if written:
                which = "a" if written["a"] is not None else "b"
                row.cells[name] = Cell([Span(*written.span(which), ("bibtex",))])
        yield row


# -- CSV ----------------------------------------------------------------------------------------


def _in_csv(text: str, suffix: str, columns: Columns) -> Iterator[RowPlaces]:
    lines = [match.span() for match in _LINES.finditer(text) if match.group()]
    head, names, delimiter = _head(text, lines, suffix, columns)
    at = lines[head][1]
    for start, end in _records(text, at, delimiter):
        line = text[start:end].rstrip("\r\n")
        if not line.strip(f" \t{delimiter}") or re.match(r"#(\s|$)", line):
            continue
        row = RowPlaces(start, end, {}, "csv")
        for name, span in zip(
            names, _cells(text, start, start + len(line), delimiter), strict=False
        ):
            for ours in columns.fields_of(name):
                row.cells.setdefault(ours, Cell([span], separator=columns.lists or ","))
        yield row


def _head(
    text: str, lines: Sequence[tuple[int, int]], suffix: str, columns: Columns
) -> tuple[int, list[str], str]:
    """The line of the head, the names in it and what separates them."""
    separator = columns.delimiter or ("\t" if suffix in (".tsv", ".tab") else "")
    best: tuple[int, int, list[str], str] = (0, 0, [], "")
    for number, (start, end) in enumerate(lines):
        line = text[start:end].strip("\r\n\ufeff")
        if match := re.fullmatch(r'"?sep=(.)"?;*,*\s*', line, re.I):
            separator = separator or match[1]
            continue
        if not line.strip(" \t,;|"):
            continue
        for sign in (separator,) if separator else DELIMITERS:
            cells = next(csv.reader([line.lstrip("#")], delimiter=sign, skipinitialspace=True), [])
            known = sum(bool(columns.fields_of(cell.strip())) for cell in cells)
            if known > best[0]:
                best = (known, number, [cell.strip() for cell in cells], sign)
        if best[0] or not line.startswith("#"):
            break
    if not best[0]:
        raise ValueError("its columns are not found")
    return best[1:]


def _records(text: str, at: int, delimiter: str) -> Iterator[tuple[int, int]]:
    """The places of the rows: a line break in quotation marks ends none."""
    start, is_open = at, False
    for match in re.compile(r'"|\r\n|\r|\n|\Z').finditer(text, at):
        if match.group() == '"':
            is_open = not is_open
        elif not is_open or match.end() == len(text):
            if match.end() > start:
                yield start, match.end()
            start = match.end()


def _cells(text: str, start: int, end: int, delimiter: str) -> Iterator[Span]:
    sign = re.escape(delimiter)
    cell = re.compile(
        rf'[ \t]*?(?:"(?P<quoted>(?:[^"]|"")*)"[ \t]*|(?P<bare>[^{sign}]*))({sign}|\Z)'
    )
    if delimiter != "\t":
        cell = re.compile(cell.pattern.replace("[ \\t]*?", "[ \\t]*", 1))
    while start <= end:
        match = cell.match(text, start, end)
        if match is None:
            return
        if match["quoted"] is not None:
            yield Span(*match.span("quoted"), ("in quotes",), lambda part: part.replace('""', '"'))
        else:
            yield Span(*match.span("bare"), ("cell",))
        if match.end() == start or not match[3]:
            return
        start = match.end()
