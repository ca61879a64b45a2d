"""Projects by the files in them, with what is known and said of each file."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from ..project_folders import CONF, project_around
from ..workspace.caches import INDEX, folder_of, places
from ..workspace.index import Index, connect
from ..workspace.protocol import Event, Message, Request
from .reader import Reader


def folders_of(path: Path) -> tuple[Path, Path] | None:
    """The folders of the sources and of the configuration of the project that a file is in."""
    try:
        return project_around(path if path.is_dir() else path.parent)
    except ValueError:
        return None


class Project:
    """A project that editors have files of.

    :param changed: is called with files of which something else is to be said now.
    :param told: is called with sentences for the user.
    """

    def __init__(
        self,
        sources: Path,
        conf: Path,
        take: Callable[[Project, Event], None],
        lost: Callable[[Project], None],
    ) -> None:
        self.sources, self.conf = sources, conf
        self.index = Index()
        self.language: Mapping[str, Any] = {}
        self.is_complete = False
        """Whether all is known that there is to know of what was read."""
        self.failure = ""
        """Why it cannot be read."""
        self._waiting: list[asyncio.Future[Event]] = []
        self.state = object()
        """Another one whenever the index is another."""
        self._index_file: Path | None = None
        self._whole: dict[str, list[Message]] = {}
        self._read: dict[str, list[Message]] = {}
        self._of_pages: dict[str, tuple[str, int, list[Message]]] = {}
        self.shown: set[str] = set()
        """The files of which something is shown."""
        self._open_index(self._remembered())
        self.reader = Reader(sources, conf, lambda event: take(self, event), lambda: lost(self))

    def _remembered(self) -> Path | None:
        for place in places(folder_of(self.sources, self.conf)):
            if (place / INDEX).is_file():
                return place / INDEX
        return None

    def _open_index(self, path: Path | None) -> None:
        if path is None or not path.is_file():
            return
        edited = self.index.edited
        self.index.close()
        self.index = Index(connect(path))
        self.index.edited = edited
        self._index_file = path
        self._take_index()

    def _take_index(self) -> None:
        self.index.__dict__.pop("kinds", None)
        self.state = object()
        text = self.index.meta("language")
        if text:
            self.language = msgspec.json.decode(text)
        self._whole, self._read = {}, {}
        for path, messages in self.index.messages().items():
            for message, whole in messages:
                (self._whole if whole else self._read).setdefault(path, []).append(message)

    # -- files ----------------------------------------------------------------------------------

    def named_path(self, path: Path) -> str:
        """A file as the process names it."""
        return path.relative_to(self.sources).as_posix() if self.holds(path) else path.as_posix()

    def holds(self, path: Path) -> bool:
        """Whether a file is in the folder of the sources."""
        return path.is_relative_to(self.sources)

    def file(self, named: str) -> Path:
        """A file that the process has named."""
        return Path(self.sources, named) if named else Path(self.conf, CONF)

    def is_rst(self, path: str) -> bool:
        """Whether a page is in reStructuredText."""
        suffixes: Mapping[str, str] = self.language.get("suffixes") or {".rst": "restructuredtext"}
        return any(
            kind == "restructuredtext" and path.endswith(end) for end, kind in suffixes.items()
        )

    # -- what the process tells -----------------------------------------------------------------

    def take_page(self, event: Event) -> set[str]:
        """Take what is said of a page that has just been read; the files that it is about."""
        before = self._of_pages.get(event.path)
        if event.rows is not None:
            self.index.take(event.rows)
        self._of_pages[event.path] = (event.path, event.version, event.messages)
        about = {one.path for one in event.messages} | {event.path}
        return about | ({one.path for one in before[2]} if before else set())

    def take_ready(self, event: Event) -> None:
        """Take the index that the process writes."""
        path = Path(event.index)
        if path != self._index_file:
            self.index.edited = {}
            self._open_index(path)

    def take_settled(self, event: Event) -> set[str]:
        """Take what follows from all pages; the files that something is said of, or was."""
        if self._index_file is None or not self.language:
            self._open_index(self._index_file or self._remembered())
        known = [
            page
            for page, (path, version, _messages) in self._of_pages.items()
            if event.files.get(path, 0) >= version
        ]
        for page in known:
            del self._of_pages[page]
        paths = {rows.path for rows in self.index.edited.values()}
        gone = [
            docname
            for docname, rows in self.index.edited.items()
            if rows.path not in self._of_pages
        ]
        self.index.forget_edits(gone)
        self._take_index()
        self.is_complete = not event.text
        return set(self.paths()) | paths | self.shown

    def paths(self) -> Iterator[str]:
        """The files that something is said of."""
        found = {*self._whole, *self._read}
        for _path, _version, messages in self._of_pages.values():
            found.update(one.path for one in messages)
        yield from sorted(found)

    def messages(self, path: str) -> list[Message]:
        """All that is said of a file."""
        found = list(self._whole.get(path, ()))
        if path not in self._of_pages:
            found += self._read.get(path, ())
        for _path, _version, messages in self._of_pages.values():
            found += [one for one in messages if one.path == path]
        return sorted(set(found))

    def shift(self, path: str, line: int, by: int) -> None:
        """Move what follows from several pages with the lines that it stands at.

        :param line: after which, from 1.
        """
        if by and path in self._whole:
            self._whole[path] = [
                msgspec.structs.replace(one, line=one.line + by) if one.line > line else one
                for one in self._whole[path]
            ]

    # -- asking ---------------------------------------------------------------------------------

    def send(self, do: str, path: Path, text: str | None = None, version: int = 0) -> None:
        """Tell the process of a file."""
        self.reader.ask(Request(do, self.named_path(path), text, version))

    async def answer_to(self, request: Request) -> Event:
        """Ask the process for something, and wait for its answer."""
        waiting: asyncio.Future[Event] = asyncio.get_running_loop().create_future()
        self._waiting.append(waiting)
        self.reader.ask(request)
        return await waiting

    def take_waiting(self) -> list[asyncio.Future[Event]]:
        """Those who wait for an answer: the first one alone, since answers come in order."""
        found, self._waiting = self._waiting[:1], self._waiting[1:]
        return found

    def close(self) -> None:
        """Let go of the project."""
        self.reader.stop()
        self.index.close()
