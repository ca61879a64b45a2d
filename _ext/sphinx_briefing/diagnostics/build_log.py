"""All that is said in a build: heard, kept for builds that say it again, and handed on.

Sphinx warns of a page while it reads or writes it: a second build, which does neither, ends well
with ``-W`` though nothing has been mended. So the entries about every page are kept: those of
reading in the environment, with what was read; those of writing beside the output.
"""

from __future__ import annotations

import logging as standard_logging
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from docutils import nodes
from msgspec.structs import replace
from sphinx.util import logging
from sphinx.util.logging import NAMESPACE, MemoryHandler, get_node_location

from .entries import LogEntry, pack, unpack
from .log import ABOUT, NOTE, SETTING
from .model import TYPE

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

_AGAIN = "briefing_again"
"""The attribute of a log record that repeats what has been heard before."""


class PlacesOfAuthors(Protocol):
    """Names files and lines as their authors know them, where a build reads others."""

    source: Path
    """The folder of the sources."""

    def place(self, location: str) -> str:
        """The place of a location like ``path:line``."""

    def told(self, said: str, *, is_ours: bool) -> str:
        """A message that names files and lines."""


_Entries = dict[str, list[LogEntry]]
"""By page, or another file that is made: what was said of it."""


def log_of(app: Sphinx) -> BuildLog:
    """The log of a build, which Sphinx's own logger keeps; it listens from the first call on."""
    for handler in standard_logging.getLogger(NAMESPACE).handlers:
        if isinstance(handler, BuildLog) and handler.app is app:
            return handler
    log = BuildLog(app)
    log.listen()
    return log


class BuildLog(standard_logging.Handler):
    """Hears what is said in one build.

    Worker processes name the page that they read with each warning; the parent hears it again.
    """

    def __init__(self, app: Sphinx) -> None:
        super().__init__(standard_logging.INFO)
        self.app = app
        self.has_read = False
        """Whether all pages have been read."""
        self.sources = Path(app.srcdir)
        """The folder of the sources, as authors know it."""
        self._sources = f"{app.srcdir}{os.sep}"
        self._places: PlacesOfAuthors | None = None
        self._is_reading = self._is_writing = self._is_looking = False
        self._page = ""
        self._read: _Entries = {}
        self._resolving: _Entries = {}
        self._written: _Entries = {}
        self._others: dict[LogEntry, None] = {}

    def entries(self) -> Iterator[tuple[str, LogEntry]]:
        """All that was said or repeated in this build, with the page whose making it is about."""
        for page, entries in (*self._read.items(), *self._written.items(), ("", self._others)):
            yield from ((page, entry.within(self._sources)) for entry in entries)

    def entries_of_reading(self) -> Iterator[LogEntry]:
        """All that was said of pages while they were read."""
        for entries in self._read.values():
            yield from (entry.within(self._sources) for entry in entries)

    def read_from(self, folder: Path, places: PlacesOfAuthors) -> None:
        """Read another folder than authors know.

        :param places: what is there in the folder that they know.
        """
        self.sources, self._places = places.source, places
        self._sources = f"{folder}{os.sep}"

    def of_authors(self, entry: LogEntry) -> LogEntry:
        """An entry as authors are told it."""
        if self._places is None:
            return entry
        place = self._places.place(entry.place)
        message = self._places.told(entry.message, is_ours=entry.type == TYPE)
        return replace(entry, place=place, message=message)

    # -- hearing --------------------------------------------------------------------------------

    def emit(self, record: standard_logging.LogRecord) -> None:
        """Hear what is said."""
        is_heard = record.levelno >= standard_logging.WARNING or hasattr(record, NOTE)
        if not is_heard or hasattr(record, _AGAIN):
            return
        entry = self._entry(record)
        page = self._page_of(record, entry)
        if page:
            setattr(record, ABOUT, page)
            self._note(page, entry)
        elif entry.type == TYPE and not self._is_looking:
            self._others[entry] = None

    def keep(self, entry: LogEntry) -> None:
        """Take a note that has been said by an earlier build and is not said again."""
        self._others[entry.without(self._sources)] = None

    def listen(self) -> None:
        """Begin to hear, before others who hear the same; a worker begins anew."""
        handlers = standard_logging.getLogger(NAMESPACE).handlers
        if self not in handlers:
            handlers.insert(0, self)

    def _entry(self, record: standard_logging.LogRecord) -> LogEntry:
        note: LogEntry | None = getattr(record, NOTE, None)
        entry = note or LogEntry(
            self._place(getattr(record, "location", None)),
            record.getMessage(),
            getattr(record, "type", None) or "",
            getattr(record, "subtype", None) or "",
            record.levelno,
            getattr(record, SETTING, ""),
        )
        return entry.without(self._sources)

    def _place(self, location: Any) -> str:
        if isinstance(location, nodes.Node):
            location = get_node_location(location)
        elif isinstance(location, tuple):
            docname, line = location
            location = f"{self.app.env.doc2path(docname)}:{line}" if docname and line else docname
        return str(location or "")

    def _page_of(self, record: standard_logging.LogRecord, entry: LogEntry) -> str:
        """The page, or another file that is made, whose making an entry is about, if any."""
        if not (self._is_reading or self._is_writing):
            return ""
        if about := str(getattr(record, ABOUT, "")):
            return about
        return "" if entry.setting else self._open_page or self._page_at(entry)

    @property
    def _open_page(self) -> str:
        """The page that is being read or resolved."""
        return str(self.app.env.temp_data.get("docname") or "")

    def _page_at(self, entry: LogEntry) -> str:
        """The page that an entry is at; in an included file, that which is being written."""
        env, builder = self.app.env, self.app.builder
        place = entry.within(self._sources).place
        path, line, _ = place.rpartition(":")
        docname = env.path2doc(path) if line else place
        if docname in env.found_docs:
            return str(docname)
        if place and self._is_writing and not getattr(builder, "parallel_ok", False):
            return self._page
        return str(getattr(builder, "making", ""))

    def _note(self, page: str, entry: LogEntry) -> None:
        kept = [self._read if self._is_reading else self._written]
        if self._is_writing and self._open_page:
            kept.append(self._resolving)
        for entries in kept:
            known = entries.setdefault(page, [])
            if entry not in known:
                known.append(entry)

    # -- what is read ---------------------------------------------------------------------------

    def begin_reading(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Handle ``env-before-read-docs``."""
        self._is_reading = True
        self.listen()

    def read_source(self, app: Sphinx, docname: str, content: list[str]) -> None:
        """Handle ``source-read``, in workers too."""
        if self._is_reading:
            self.listen()

    def read_anew(self, docnames: Iterable[str]) -> None:
        """Forget what has been said of pages in this build, as they are read once more."""
        for docname in docnames:
            self._read.pop(docname, None)

    def broken(self, stored: Mapping[str, bytes]) -> set[str]:
        """The pages that could not be read whole: a file is not there, or cannot be read.

        :param stored: by page, what was said of it when it was read.
        """
        return {
            docname
            for docname, packed in stored.items()
            if any(entry.level >= standard_logging.CRITICAL for entry in unpack(packed))
        }

    def end_reading(self, pages: AbstractSet[str], stored: dict[str, bytes]) -> None:
        """Say what there is to say of all pages, in their order.

        :param pages: the pages that have been read or forgotten in this build.
        :param stored: by page, what was said of it when it was read; brought up to date.
        """
        self._is_reading = False
        self.has_read = True
        heard, self._read = self._read, {}
        for docname in pages:
            stored.pop(docname, None)
            if docname in heard and docname in self.app.env.found_docs:
                stored[docname] = pack(heard[docname])
        held = _take_back()
        for docname in sorted(stored.keys() | heard.keys()):
            entries = unpack(stored[docname]) if docname in stored else []
            if held or docname not in heard:
                self._repeat(entries)
            if docname in heard and docname not in pages:
                # What joins the results of workers spoke of it.
                if held:
                    self._repeat(heard[docname])
                entries = list(dict.fromkeys([*entries, *heard[docname]]))
            self._read[docname] = entries

    # -- what is written ------------------------------------------------------------------------

    def begin_writing(self) -> None:
        """Hear what is said of the pages that are written from now on."""
        self._is_writing = True
        self.listen()

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Hear, and let nobody else hear, what is said while pages are resolved to be compared."""
        written, self._written = self._written, {}
        self._is_writing = self._is_looking = True
        with logging.suppress_logging():
            self.listen()
            yield
        self._is_writing = self._is_looking = False
        self._written = written

    def resolved(self, docname: str) -> list[str]:
        """Hand out what was said of a page while it was resolved; it is written now."""
        self._page = docname
        entries = self._resolving.pop(docname, ())
        return sorted(f"{entry.place}: {entry.message}" for entry in entries)

    def end_writing(
        self, before: Mapping[str, list[LogEntry]], stays: Callable[[str], bool]
    ) -> _Entries:
        """Say again what was said of pages that are not written anew.

        :param before: what earlier builds heard.
        :param stays: whether a page, or another file, is as an earlier build has left it.
        :returns: all that is said of pages now.
        """
        self._is_writing = False
        for name, entries in sorted(before.items()):
            if stays(name):
                known = self._written.setdefault(name, [])
                again = [entry for entry in entries if entry not in known]
                known += again
                self._repeat(again)
        return {name: sorted(entries) for name, entries in sorted(self._written.items())}

    def _repeat(self, entries: Iterable[LogEntry]) -> None:
        """Say what has been said before; notes are said when they are new."""
        for kept in entries:
            if kept.is_note:
                continue
            entry = kept.within(self._sources)
            logger.log(
                entry.level,
                "%s",
                entry.message,
                type=entry.type,
                subtype=entry.subtype,
                location=entry.place or None,
                extra={_AGAIN: True},
            )


def _take_back() -> bool:
    """Take back what was said while pages were read and nobody has heard yet.

    Sphinx holds it until all pages are read, unless a warning is to end the build at once.
    """
    held = [
        handler
        for handler in standard_logging.getLogger(NAMESPACE).handlers
        if isinstance(handler, MemoryHandler)
    ]
    for handler in held:
        handler.buffer = [record for record in handler.buffer if not getattr(record, ABOUT, "")]
    return bool(held)
