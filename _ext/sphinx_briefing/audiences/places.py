"""Messages on a text without what was taken out of it, at the lines of its author."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any

from sphinx.util.logging import NAMESPACE, WarningLogRecordTranslator

_PLACED = "briefing_placed"
"""The attribute of a log record whose message names the places of authors already."""

_OURS = f"{NAMESPACE}.{__name__.partition('.')[0]}."
"""Begins the names of our loggers."""


class Places(logging.Filter):
    """Names the files and the lines that authors have written, in all that a build says.

    :param source: the folder of the sources.
    :param target: the folder that is built.
    :param lines: by file whose content differs, the line of the source for each line, from 0.
    """

    def __init__(self, source: Path, target: Path, lines: Mapping[str, Sequence[int]]) -> None:
        super().__init__()
        self.source = source
        self.target = target
        # What lies above the sources is named from there, too.
        self._below = PurePath(*target.parts[-_same_end(source, target) :])
        self._source = f"{str(source)[: -len(str(self._below))]}"
        self._target = f"{str(target)[: -len(str(self._below))]}"
        self._lines = lines
        self._whole = re.compile(
            rf"{re.escape(self._target)}(?P<path>[^\s:'\"]*)(?::(?P<line>\d+))?"
        )
        names = "|".join(map(re.escape, sorted(lines, key=len, reverse=True)))
        self._short = re.compile(rf"(?<![\w/.-])(?P<path>{names}):(?P<line>\d+)") if names else None

    @property
    def beginnings(self) -> tuple[str, str]:
        """How the paths of files begin that are built, and how they do for their authors."""
        return self._target, self._source

    def listen(self) -> None:
        """Look at all that is shown from now on, as soon as its place is known."""
        for handler in logging.getLogger(NAMESPACE).handlers:
            if not isinstance(handler, logging.StreamHandler):
                continue  # it keeps what is said for later builds, in which lines may have moved
            filters: list[Any] = [one for one in handler.filters if not isinstance(one, Places)]
            at = next(
                (n for n, one in enumerate(filters) if isinstance(one, WarningLogRecordTranslator)),
                len(filters),
            )
            handler.filters = [*filters[: at + 1], self, *filters[at + 1 :]]

    def filter(self, record: logging.LogRecord) -> bool:
        """Name the place in the source."""
        location = getattr(record, "location", None)
        if location is not None and not isinstance(location, str):
            return True  # another handler, which translates it, comes before it is shown
        if location:  # it may be the name of a page for one handler, and its file for the next
            record.location = self.place(location)
        if getattr(record, _PLACED, False):
            return True
        said = logging.LogRecord.getMessage(record)  # that of Sphinx adds the place
        told = self.told(said, is_ours=record.name.startswith(_OURS))
        if told != said:
            record.msg, record.args = told, ()
        setattr(record, _PLACED, True)
        return True

    def place(self, location: str) -> str:
        """The place of a location like ``path:line``; others remain as they are."""
        if not location.startswith(self._target):
            return location
        path, colon, number = location[len(self._target) :].rpartition(":")
        if not colon or not (number.isdigit() or not number):
            return self._source + location[len(self._target) :]
        line = self.line(os.path.relpath(path, self._below), int(number)) if number else ""
        return f"{self._source}{path}:{line}"

    def line(self, path: str, line: int) -> int:
        """The line of a file of the sources that a line of what is built was, both from 1."""
        known = self._lines.get(path.replace(os.sep, "/"))
        if known is None or not line:
            return line
        return known[min(line, len(known)) - 1] + 1 if known else 1

    def told(self, said: str, *, is_ours: bool) -> str:
        """A message that names files and lines, as their authors know them.

        :param is_ours: whether it is one of ours, which name files from the folder of the sources.
        """
        if self._target in said:
            said = self._whole.sub(lambda match: self.place(match.group()), said)
        elif is_ours and self._short is not None:
            said = self._short.sub(self._told_short, said)
        return said

    def _told_short(self, match: re.Match[str]) -> str:
        return f"{match['path']}:{self.line(match['path'], int(match['line']))}"


def _same_end(source: Path, target: Path) -> int:
    """How many folders two paths have in common, from the innermost one."""
    pairs = zip(reversed(source.parts), reversed(target.parts), strict=False)
    return next((number for number, (one, other) in enumerate(pairs) if one != other), 1)
