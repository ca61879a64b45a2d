"""Lines, places and ranges, as editors count them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls import uris

if TYPE_CHECKING:
    from pygls.workspace import TextDocument, Workspace

_END = re.compile(r"\r\n|\n|\r")


def lines_of(text: str) -> list[str]:
    r"""The lines of a text without their ends, as the protocol counts them.

    >>> lines_of("a\r\nb\u2028c\rd\n")
    ['a', 'b\u2028c', 'd', '']
    """
    return _END.split(text)


def path_of(uri: str) -> Path | None:
    """The file of a document; none where it is no file."""
    if not uri.startswith("file:"):
        return None
    path = uris.to_fs_path(uri)
    return Path(path) if path else None


def uri_of(path: Path) -> str:
    """The address of a file."""
    return uris.from_fs_path(str(path)) or path.as_uri()


class Units:
    """Columns as an editor counts them, and as Python does."""

    def __init__(self, workspace: Workspace) -> None:
        self._codec = workspace.position_codec
        self._workspace = workspace

    def column(self, line: str, character: int) -> int:
        """The column in Python of one in the units of the editor."""
        used = 0
        for at, sign in enumerate(line):
            if used >= character:
                return at
            used += self._codec.client_num_units(sign)
        return len(line)

    def character(self, line: str, column: int) -> int:
        """A column of Python in the units of the editor."""
        return int(self._codec.client_num_units(line[:column]))

    def range(self, number: int, line: str, start: int, end: int) -> types.Range:
        """A part of a line."""
        return types.Range(
            types.Position(number, self.character(line, start)),
            types.Position(number, self.character(line, end)),
        )

    def lines(self, path: Path) -> list[str]:
        """The lines of a file: as it stands in the editor, or on disk."""
        document = self.open_document(path)
        if document is not None:
            return lines_of(document.source)
        try:
            return lines_of(path.read_text(encoding="utf-8-sig", errors="replace"))
        except (OSError, ValueError):
            return []

    def text(self, path: Path) -> str:
        """The text of a file with its line ends: as it stands in the editor, or on disk."""
        document = self.open_document(path)
        if document is not None:
            return str(document.source)
        try:
            return path.read_bytes().decode("utf-8", "replace")
        except (OSError, ValueError):
            return ""

    def open_document(self, path: Path) -> TextDocument | None:
        """The document of a file that is open."""
        found: TextDocument | None = self._workspace.text_documents.get(uri_of(path))
        return found

    def found(self, path: Path, line: int, words: str) -> types.Location:
        """The place of some words on a line of a file; the line, where they are not on it.

        :param line: from 1.
        """
        lines = self.lines(path)
        number = min(max(line - 1, 0), max(len(lines) - 1, 0))
        text = lines[number] if lines else ""
        start = text.find(words) if words else -1
        first, last = (start, start + len(words)) if start >= 0 else _trimmed(text)
        return types.Location(uri_of(path), self.range(number, text, first, last))


def _trimmed(line: str) -> tuple[int, int]:
    return len(line) - len(line.lstrip()), len(line.rstrip())
