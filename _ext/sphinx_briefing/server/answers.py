"""Hover, definition and references."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from ..ledger.names_of_kinds import key_in
from ..workspace.index import Found
from . import cursor as pages
from . import registers
from .cursor import NOWHERE, Cursor
from .texts import Units

if TYPE_CHECKING:
    from .projects import Project


class Place:
    """A place in a file of a project, about which an editor asks."""

    def __init__(self, project: Project, units: Units, path: Path, at: types.Position) -> None:
        self.project, self.units, self.path = project, units, path
        self.named_path = project.named_path(path)
        self.is_data = path.suffix.lower() in registers.SUFFIXES
        self.is_rst = project.is_rst(path.name)
        self.lines: Sequence[str] = units.lines(path)
        self.number = min(at.line, max(len(self.lines) - 1, 0))
        self.line = self.lines[self.number] if self.lines else ""
        self.column = units.column(self.line, at.character)

    @property
    def kind(self) -> str:
        """Of a data file, the kind that it holds."""
        return registers.kind_of(self.project.index, self.named_path, self.project.language)

    def cursor(self) -> Cursor:
        """Where the cursor stands."""
        language = self.project.language
        if self.is_data:
            kind = self.kind
            fields = pages.fields_of(language, kind) if kind else {}
            return registers.cursor_in(
                self.lines, self.number, self.column, self.path.name.lower(), fields, kind
            )
        return pages.cursor_in(self.lines, self.number, self.column, language, is_rst=self.is_rst)

    def range(self, start: int, end: int) -> types.Range:
        """A part of the line."""
        return self.units.range(self.number, self.line, start, end)

    def meant(self) -> tuple[list[Found], types.Range | None]:
        """The records that are meant where the cursor stands, and from where to where."""
        index, found = self.project.index, self.cursor()
        if found.what == "name" and found.written:
            return index.meant(found.named, found.written), self.range(found.start, found.end)
        if found.what == "prose":
            return self._in_prose()
        return self._written_here(found)

    def _written_here(self, found: Cursor) -> tuple[list[Found], types.Range | None]:
        """The record that is written on the line, where the cursor is in its name or id."""
        index = self.project.index
        here = [one for one in index.records_in(self.named_path) if one.row.line == self.number + 1]
        if found.what == "argument" and here:
            return here[:1], self.range(found.start, found.end)
        if found is not NOWHERE and (found.field in ("id", "name", "title") or not found.owner):
            above = [
                one
                for one in index.records_in(self.named_path)
                if one.row.line <= self.number + 1 and found.written in (one.row.id, one.row.title)
            ]
            if above and found.written:
                return above[-1:], self.range(found.start, found.end)
        return [], None

    def _in_prose(self) -> tuple[list[Found], types.Range | None]:
        index = self.project.index
        linked = self.project.language.get("linked", ())
        for start, end in pages.names_around(self.line, self.column):
            words = self.line[start:end]
            keys = {
                key_in(kind, found.id): None
                for kind in linked
                if (found := index.find(kind, words)).id
            }
            meant = [one for key in keys if (one := index.record(*key)) is not None]
            if meant:
                return meant, self.range(start, end)
        return self._written_here(self.cursor())


def hover(place: Place) -> types.Hover | None:
    """The card of what is named, or the help of a field, a value or a directive."""
    found, where = place.meant()
    if found:
        cards = [card_of(place.project, one) for one in found]
        content = types.MarkupContent(types.MarkupKind.Markdown, "\n\n---\n\n".join(cards))
        return types.Hover(content, where)
    at = place.cursor()
    if at.what in ("field", "value") and at.about:
        said = f"**{at.field}**: {at.about.get('help', '')}"
        if kind := at.about.get("type"):
            said += f" ({kind})"
        content = types.MarkupContent(types.MarkupKind.Markdown, said)
        return types.Hover(content, place.range(at.start, at.end))
    return None


def card_of(project: Project, found: Found) -> str:
    """The card of a record: as it was made last, or what its page says of it."""
    card, lens, _mentions = project.index.card(*found.key)
    text = card or found.row.about or f"**{found.row.title}**"
    if not card and found.docname not in project.index.edited:
        return text
    return f"{text}\n\n*{lens}*" if lens else text


def definition(place: Place) -> list[types.Location]:
    """The places where what is named is written."""
    found, _where = place.meant()
    return [location(place.project, place.units, one) for one in found]


def location(project: Project, units: Units, found: Found) -> types.Location:
    """The place where a record is written."""
    path = project.file(found.row.path)
    lines = units.lines(path)
    line = lines[found.row.line - 1] if 0 < found.row.line <= len(lines) else ""
    words = next((one for one in (found.row.title, found.row.id) if one and one in line), "")
    return units.found(path, found.row.line, words)


def references(place: Place, *, declaration: bool) -> list[types.Location]:
    """The places where what is named is referred to."""
    project, units = place.project, place.units
    found, _where = place.meant()
    places: list[types.Location] = []
    for one in found:
        if declaration:
            places.append(location(project, units, one))
        places += [
            units.found(project.file(row.path), row.line, row.written)
            for row in project.index.references(*one.key)
        ]
    kept = {(one.uri, one.range.start.line, one.range.start.character): one for one in places}
    return [kept[key] for key in sorted(kept)]
