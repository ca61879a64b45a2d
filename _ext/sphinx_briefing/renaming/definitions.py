"""Where a record is written, and how its fields are changed there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..records import Record, declared, slug
from ..source_text.blocks import Block
from ..source_text.data_places import RowPlaces
from ..source_text.edits import starts_of
from ..source_text.heads import id_for_head, id_in_head
from ..source_text.options import argument_span, option_line, value_span
from ..source_text.places import Place, Span, names_in
from ..source_text.reader import Text, TextReader
from .sources import DataFile

Words = tuple[int, int, str]
"""A part of a text, and what replaces it."""


class NoPlace(ValueError):
    """A field that cannot be written where a record stands, and why."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A record as it is written."""

    path: str
    line: int
    kind: type[Record]

    def span(self, field: str) -> Span | None:
        """The part of the text that holds a field."""
        raise NotImplementedError

    def added(self, field: str, value: str) -> Words:
        """A field that is not there yet.

        :raises NoPlace: where it cannot be added.
        """
        raise NotImplementedError

    @property
    def whole(self) -> str:
        """The text that it stands in."""
        raise NotImplementedError

    def place(self, field: str) -> Place | None:
        """The place of a field of one value."""
        span = self.span(field)
        if span is None:
            return None
        how = "id" if field == "id" else "name"
        where = f"{self.kind.kind_name} {field}"
        return next(names_in(self.whole, span, "", how, where, is_list=False), None)

    def listed(self, field: str) -> list[Place]:
        """The entries of a field that is a list."""
        span = self.span(field)
        if span is None:
            return []
        return list(names_in(self.whole, span, "", "name", field))

    def with_entry(self, field: str, entry: str) -> Words:
        """An entry more in a list.

        :raises NoPlace: where it cannot be added.
        """
        entries = self.listed(field)
        if not entries:
            return self.added(field, entry)
        last = entries[-1]
        end = last.end
        if self.whole[end : end + 1] in ('"', "”"):
            end += 1
        is_one = len(entries) == 1 and "plain" in last.layers and "," not in entry
        words = entry if is_one else last.spelled(entry)
        return end, end, f", {words}"


@dataclass(frozen=True, slots=True)
class InText(Definition):
    """A record that a directive writes."""

    text: Text
    block: Block

    @property
    def whole(self) -> str:
        return self.text.text

    def span(self, field: str) -> Span | None:
        if field == self.kind.argument:
            return argument_span(self.text, self.block)
        if field not in self.block.options:
            return None
        return value_span(self.text, self.block, field)

    def added(self, field: str, value: str) -> Words:
        found = option_line(self.text, self.block, field, value)
        if found is None:
            raise NoPlace(f"it stands in a table: give it {field!r} by hand first")
        return found[0], found[0], found[1]


@dataclass(frozen=True, slots=True)
class InHead(Definition):
    """The source of a note, which the head of the page describes."""

    text: Text

    @property
    def whole(self) -> str:
        return self.text.text

    def span(self, field: str) -> Span | None:
        return id_in_head(self.text) if field == "id" else None

    def added(self, field: str, value: str) -> Words:
        found = id_for_head(self.text, value) if field == "id" else None
        if found is None:
            raise NoPlace(f"its front matter has no place for {field!r}: write it there first")
        return found[0], found[0], found[1]


@dataclass(frozen=True, slots=True)
class InData(Definition):
    """A record of a data file."""

    data: DataFile
    row: RowPlaces

    @property
    def whole(self) -> str:
        return self.data.text

    def span(self, field: str) -> Span | None:
        return self.row.one(field)

    def listed(self, field: str) -> list[Place]:
        cell = self.row.cells.get(field)
        if cell is None:
            return []
        is_list = not cell.is_list
        places = (
            names_in(self.whole, span, "", "name", field, is_list=is_list) for span in cell.spans
        )
        return [place for found in places for place in found]

    def with_entry(self, field: str, entry: str) -> Words:
        cell = self.row.cells.get(field)
        if cell is not None and not cell.is_list and self.row.form == "csv" and cell.spans:
            span = cell.spans[0]
            held = self.whole[span.start : span.end].strip()
            if cell.separator != ",":
                at = span.end
                return at, at, f"{cell.separator}{entry}" if held else entry
            words = _in_list(entry)
            if "in quotes" in span.layers:
                words = words.replace('"', '""')
                return span.end, span.end, f", {words}" if held else words
            both = f"{held}, {words}" if held else words
            both = '"' + both.replace('"', '""') + '"' if re.search(r'[,"]', both) else both
            return span.start, span.end, both
        if cell is None or not cell.is_list or not cell.spans:
            return Definition.with_entry(self, field, entry)
        last = cell.spans[-1]
        closing = self.whole[last.end : last.end + 1]
        end = last.end + (closing in ("'", '"') and bool({"single", "json"} & {*last.layers}))
        start = self.whole.rfind("\n", 0, last.start) + 1
        before = self.whole[start : last.start]
        if self.row.form == "json":
            shape = before if not before.strip(' \t"') else " "
            shape = "\n" + shape.rstrip('"') if shape != " " else " "
            return end, end, f",{shape}{json.dumps(entry, ensure_ascii=False)}"
        words = next(iter(_yaml_item(entry)))
        if match := re.fullmatch(r"(\s*-\s+)['\"]?", before):
            return end, end, f"{_ending(self.whole)}{match[1]}{words}"
        return end, end, f", {words}"

    def added(self, field: str, value: str) -> Words:
        name = next((column for one, column in self.data.columns.named if one == field), field)
        row = self.row
        if row.form == "csv":
            cell = row.cells.get(field)
            if cell is None:
                raise NoPlace(f"its table has no column {field!r}: add one first")
            span = cell.spans[0]
            word = '"' + value.replace('"', '""') + '"' if re.search(r'[,;|\t"]', value) else value
            return span.start, span.end, word
        if row.begins < 0 or row.form == "bib":
            raise NoPlace(f"{field!r} cannot be added to it: write it there first")
        if row.form == "json":
            before = self.whole[row.start : row.begins]
            space = before[len(before.rstrip()) :] or " "
            words = f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)},{space}"
            return row.begins, row.begins, words
        words = next(iter(_yaml_item(value)))
        if row.column < 0:
            return row.begins, row.begins, f"{name}: {words}, "
        return row.begins, row.begins, f"{name}: {words}{_ending(self.whole)}{' ' * row.column}"


def _in_list(entry: str) -> str:
    return '"' + entry.replace('"', '""') + '"' if "," in entry else entry


def _yaml_item(value: str) -> Iterator[str]:
    yield Place(0, 0, value, "", "", layers=("plain",)).spelled(value)


def _ending(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def in_text(
    reader: TextReader, text: Text, kind: type[Record], identifier: str
) -> Iterator[InText]:
    """Yield the directives of a text that write a record."""
    for block in text.blocks:
        if block.bare_name == kind.kind_name:
            record = reader.record(text, block)
            if record is not None and record.id == identifier:
                yield InText(text.path, block.first + 1, kind, text, block)


def in_head(text: Text, identifier: str) -> Iterator[InHead]:
    """Yield the head of a page that describes a source."""
    source = text.facts.source
    if text.is_page and source is not None and source.id == identifier:
        span = id_in_head(text)
        line = text.text.count("\n", 0, span.start) + 1 if span else source.line
        yield InHead(text.path, line, type(source), text)


def in_data(data: DataFile, identifier: str) -> Iterator[InData]:
    """Yield the rows of a data file that hold a record."""
    for row in data.rows:
        if _id_of(data, row) == identifier:
            line = data.text.count("\n", 0, row.start) + 1
            yield InData(data.path, line, data.kind, data, row)


def _id_of(data: DataFile, row: RowPlaces) -> str:
    for field in ("id", data.kind.argument):
        span = row.one(field)
        if span is not None:
            raw = data.text[span.start : span.end].strip()
            if raw:
                value = " ".join(span.decode(raw).split())
                return value if field == "id" else slug(value)
    return ""


def others_of(record: Record) -> dict[str, object]:
    """The fields of a record that say something, apart from its id, by their written names."""
    found = {}
    for name, field in declared(type(record)).items():
        value = getattr(record, field.attribute)
        if name != "id" and value not in (None, "", (), field.default):
            found[name] = value
    return found


__all__ = ["Definition", "InData", "InHead", "InText", "in_data", "in_head", "in_text", "starts_of"]
