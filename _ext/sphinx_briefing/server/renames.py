"""Another id, or another name, of a record, in all files at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lsprotocol import types

from ..workspace.protocol import Event, Request
from .texts import lines_of, uri_of

if TYPE_CHECKING:
    from ..workspace.index import Found
    from .answers import Place
    from .projects import Project
    from .texts import Units


def what_is_renamed(place: Place) -> tuple[Found, types.Range, str] | None:
    """The record that is renamed where the cursor stands, from where to where, and its words."""
    found, where = place.meant()
    if len(found) != 1 or where is None:
        return None
    line = place.line
    start = place.units.column(line, where.start.character)
    end = place.units.column(line, where.end.character)
    return found[0], where, line[start:end]


def request_for(place: Place, new: str) -> Request | None:
    """The renaming that is asked for: of the id where that stands there, else of the name."""
    found = what_is_renamed(place)
    if found is None:
        return None
    record, _where, words = found
    kind, identifier = record.key
    written = words.removeprefix(f"{kind}:")
    if written == identifier:
        written = ""
    return Request("rename", kind=kind, id=identifier, written=written, new=new.strip())


def edit_of(project: Project, units: Units, event: Event) -> types.WorkspaceEdit:
    """The edits of all files, those of open ones for the versions that they were made for."""
    by_path: dict[str, list[types.TextEdit]] = {}
    for one in event.edits:
        text = units.text(project.file(one.path))
        where = types.Range(_position(units, text, one.start), _position(units, text, one.end))
        by_path.setdefault(one.path, []).append(types.TextEdit(where, one.words))
    changed: list[types.TextDocumentEdit] = []
    for path, edits in by_path.items():
        file = project.file(path)
        document = units.open_document(file)
        version = document.version if document is not None else None
        named = types.OptionalVersionedTextDocumentIdentifier(uri_of(file), version)
        changed.append(types.TextDocumentEdit(named, list(edits)))
    return types.WorkspaceEdit(document_changes=list(changed))


def plain(edit: types.WorkspaceEdit) -> types.WorkspaceEdit:
    """The same for editors that know no versions."""
    found: Mapping[str, list[types.TextEdit]] = {
        one.text_document.uri: [part for part in one.edits if isinstance(part, types.TextEdit)]
        for one in edit.document_changes or ()
        if isinstance(one, types.TextDocumentEdit)
    }
    return types.WorkspaceEdit(changes=dict(found))


def _position(units: Units, text: str, at: int) -> types.Position:
    lines = lines_of(text[:at])
    return types.Position(len(lines) - 1, units.character(lines[-1], len(lines[-1])))
