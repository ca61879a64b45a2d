"""A change of several files, worked out and not written yet."""

from __future__ import annotations

import difflib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..source_text.blocks import lines_of
from ..source_text.edits import starts_of


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """A part of a file that becomes something else.

    :param path: from the folder of the sources.
    :param start: from the beginning of the file, as text; ``line`` and ``column``, from 1.
    :param how: what stands there: ``role``, ``field``, ``data`` …
    """

    path: str
    start: int
    end: int
    words: str
    was: str = ""
    line: int = 0
    column: int = 0
    how: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True, order=True)
class LeftAlone:
    """A place that looks like the record and is not changed, and why."""

    path: str
    line: int
    words: str
    why: str


@dataclass(slots=True)
class Change:
    """All that is done at once.

    :param texts: the files as they are, each with its encoding.
    :param remarks: what an author should know besides.
    """

    texts: dict[str, tuple[str, str]] = field(default_factory=dict)
    edits: list[Edit] = field(default_factory=list)
    left_alone: list[LeftAlone] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def add(
        self,
        path: str,
        start: int,
        end: int,
        words: str,
        how: str,
        where: str = "",
    ) -> None:
        """Replace a part of a file, unless that is done already."""
        text = self.texts[path][0]
        was = text[start:end]
        line, column = place_of(text, start)
        edit = Edit(path, start, end, words, was, line, column, how, where)
        if edit not in self.edits:
            self.edits.append(edit)

    def contents(self) -> Mapping[str, bytes]:
        """The files that change, as they are afterwards."""
        return {
            path: text.encode(self.texts[path][1], "surrogateescape")
            for path, text in self._after()
        }

    def _after(self) -> Iterator[tuple[str, str]]:
        by_path: dict[str, list[Edit]] = {}
        for edit in sorted(self.edits):
            by_path.setdefault(edit.path, []).append(edit)
        for path, edits in by_path.items():
            yield path, applied(self.texts[path][0], edits)

    def diff(self) -> str:
        """The change as a unified diff."""
        found: list[str] = []
        for path, after in self._after():
            before = self.texts[path][0]
            found += difflib.unified_diff(
                _shown(before), _shown(after), f"a/{path}", f"b/{path}", n=1
            )
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in found)

    def data(self) -> dict[str, Any]:
        """All of it as plain data."""
        return {
            "edits": [
                {
                    "file": edit.path,
                    "line": edit.line,
                    "column": edit.column,
                    "start": edit.start,
                    "end": edit.end,
                    "old": edit.was,
                    "new": edit.words,
                    "how": edit.how,
                    "where": edit.where,
                }
                for edit in sorted(self.edits)
            ],
            "left-alone": [
                {"file": one.path, "line": one.line, "text": one.words, "why": one.why}
                for one in sorted(self.left_alone)
            ],
            "remarks": self.remarks,
        }


def applied(text: str, edits: Iterable[Edit]) -> str:
    """A text with parts of it replaced; where two overlap, the first counts."""
    found, at = [], 0
    for edit in edits:
        if edit.start < at:
            continue
        found += [text[at : edit.start], edit.words]
        at = edit.end
    return "".join([*found, text[at:]])


def place_of(text: str, start: int) -> tuple[int, int]:
    """The line and the column of a place, both from 1."""
    starts = starts_of(lines_of(text))
    line = max(bisect_right(starts, start) - 1, 0)
    line = min(line, max(len(starts) - 2, 0)) if start < len(text) else line
    return line + 1, start - starts[line] + 1


def _shown(text: str) -> list[str]:
    return [line.rstrip("\r\n") + "\n" for line in lines_of(text)]
