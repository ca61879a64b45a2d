"""Messages on a text without what was taken out of it, at the lines of its author."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from sphinx.util.logging import NAMESPACE


class Places(logging.Filter):
    """Names the files and the lines that authors have written, in all that a build says.

    :param source: the folder of the sources.
    :param target: the folder that is built.
    :param lines: by file whose content differs, the line of the source for each line, from 0.
    """

    def __init__(self, source: Path, target: Path, lines: Mapping[str, Sequence[int]]) -> None:
        super().__init__()
        self._source = f"{source}{os.sep}"
        self._target = f"{target}{os.sep}"
        self._lines = lines

    def listen(self) -> None:
        """Look at all that is said from now on, last of all who look at it."""
        for handler in logging.getLogger(NAMESPACE).handlers:
            handler.filters = [one for one in handler.filters if not isinstance(one, Places)]
            handler.addFilter(self)

    def filter(self, record: logging.LogRecord) -> bool:
        """Name the place in the source."""
        location = getattr(record, "location", None)
        if isinstance(location, str) and location.startswith(self._target):
            record.location = self.place(location)
        return True

    def place(self, location: str) -> str:
        """The place of a location like ``path:line``."""
        path, colon, number = location[len(self._target) :].rpartition(":")
        if not colon or not number.isdigit():
            return self._source + location[len(self._target) :]
        line = int(number)
        known = self._lines.get(path.replace(os.sep, "/"))
        if known is not None and line:
            line = known[min(line, len(known)) - 1] + 1 if known else 1
        return f"{self._source}{path}:{line}"
