"""All that is said while pages are read, as messages with their places."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from typing import TYPE_CHECKING

from sphinx.util.logging import (
    NAMESPACE,
    OnceFilter,
    WarningLogRecordTranslator,
    is_suppressed_warning,
)

from ..diagnostics.log import NOTE
from .protocol import Message

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ..diagnostics.entries import LogEntry

ERROR, WARNING, INFORMATION = 1, 2, 3

_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_PLACE = re.compile(r"(?P<path>.+?):(?P<line>\d*)(?::(?P<rest>.*))?")
_PRINTED = re.compile(
    r"(?:(?P<place>.*?): )?(?P<level>WARNING|ERROR|CRITICAL|SEVERE): (?P<text>.*?)"
    r"(?: \[(?P<code>[\w.-]+)\])?",
    re.S,
)


class Hearing(logging.Handler):
    """Hears all that a build would print from now on.

    :param named_path: names a file as messages name it.
    """

    def __init__(self, app: Sphinx, named_path: Callable[[str], str]) -> None:
        super().__init__(logging.INFO)
        self._app = app
        self._named_path = named_path
        self._translator = WarningLogRecordTranslator(app)
        self._once = OnceFilter()
        self._heard: list[Message] = []
        self.listen()

    def listen(self) -> None:
        """Begin to hear, or go on after others have taken the handlers away."""
        logger = logging.getLogger(NAMESPACE)
        if self not in logger.handlers:
            logger.handlers.insert(0, self)  # before others have added to what is said

    def emit(self, record: logging.LogRecord) -> None:
        """Hear what is said."""
        note: LogEntry | None = getattr(record, NOTE, None)
        if record.levelno < logging.WARNING and note is None:
            return
        kind = getattr(record, "type", None) or ""
        subtype = getattr(record, "subtype", None) or ""
        if note is not None:
            kind, subtype = note.type, note.subtype
        suppressed = self._app.config.suppress_warnings
        if is_suppressed_warning(kind, subtype, suppressed) or not self._once.filter(record):
            return
        if note is not None:
            path, line = self.place(note.place)
            code = f"{kind}.{subtype}"
            self._heard.append(Message(path, line, code, note.message, INFORMATION))
            return
        record = copy(record)  # others have yet to look at it
        self._translator.filter(record)  # type: ignore[arg-type]
        path, line = self.place(str(getattr(record, "location", None) or ""))
        code = f"{kind}.{subtype}" if subtype else kind
        severity = ERROR if record.levelno >= logging.ERROR else WARNING
        text = logging.LogRecord.getMessage(record)
        while code and text.endswith(f" [{code}]"):
            text = text.removesuffix(f" [{code}]")
        self._heard.append(Message(path, line, code, text, severity))

    def add(self, message: Message) -> None:
        """Add something that nobody has said."""
        self._heard.append(message)

    def place(self, location: str) -> tuple[str, int]:
        """The file and the line of a location; no file where it names none."""
        path, colon, line = location.rpartition(":")
        if colon and (line.isdecimal() or not line):
            location = path
        else:
            line = ""
        if not location or location.startswith("<"):
            return "", int(line or 0)
        if ":docstring of " in location:
            location = location.partition(":docstring of ")[0]
        if location in self._app.env.found_docs:
            location = str(self._app.env.doc2path(location))
        return self._named_path(location), int(line or 0)

    @contextmanager
    def listening(self) -> Iterator[list[Message]]:
        """Collect what is said from here to the end of the block."""
        self.listen()
        before, self._heard = self._heard, []
        try:
            yield self._heard
        finally:
            self._heard = before


def printed(text: str, named_path: Callable[[str], str]) -> Iterator[Message]:
    """The messages in what was printed before anybody could listen."""
    lines: list[str] = []
    for line in _ANSI.sub("", text).splitlines():
        if _PRINTED.fullmatch(line) or not lines:
            lines.append(line)
        else:
            lines[-1] += f"\n{line}"
    for line in lines:
        match = _PRINTED.fullmatch(line)
        if match is None:
            continue
        at = _PLACE.fullmatch(match["place"] or "")
        severity = WARNING if match["level"] == "WARNING" else ERROR
        path = named_path(at["path"]) if at else ""
        number = int(at["line"] or 0) if at else 0
        yield Message(path, number, match["code"] or "", match["text"], severity)


def once(messages: Iterable[Message]) -> list[Message]:
    """Messages in order, each once."""
    return sorted(set(messages))
