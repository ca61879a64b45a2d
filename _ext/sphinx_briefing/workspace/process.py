"""The process that reads a project: takes requests, one a line, and answers in the same way.

What an extension or a ``conf.py`` prints goes to the log of the process, and never between the
answers.
"""

from __future__ import annotations

import contextlib
import gc
import os
import selectors
import sys
import time
import traceback
from pathlib import Path
from typing import BinaryIO

import msgspec

from .caches import INDEX, Place, folder_of
from .changing import changes
from .index import Index, connect
from .project import LiveProject, NotAProject
from .protocol import Event, Message, Request
from .settling import Settling

PAUSE = 0.35
"""Seconds without a request before it is found what follows from all pages."""

CAN_FORK = hasattr(os, "fork") and sys.platform != "win32"


class Worker:
    """Reads a project for a server, until that lets go of it."""

    def __init__(self, project: LiveProject, answers: BinaryIO) -> None:
        self._project = project
        self._answers = answers
        self._index = Index(connect(project.cache / INDEX, writing=True))
        self._knows_names = bool(self._index.meta("kinds"))
        self._index.__dict__["kinds"] = tuple(project.domain.kinds)
        self._first: list[Message] = []
        self._waiting: dict[str, Request] = {}
        self._is_stale = True
        self._needs_all = False
        self._child = 0
        self._done_by_child: int | None = None
        self._others: dict[int, int] = {}
        self._versions: dict[str, int] = {}
        self._read_since: set[str] = set()
        self._settled_with: dict[str, int] = {}

    def tell(self, event: Event) -> None:
        """Answer."""
        self._answers.write(msgspec.json.encode(event) + b"\n")
        self._answers.flush()

    def start(self) -> None:
        """Read what has changed since the project was read last."""
        self._first = [*self._project.said_first, *self._project.read_changed()]
        self.tell(Event("ready", index=str(self._project.cache / INDEX)))

    def run(self, requests: BinaryIO) -> None:
        """Take requests until there are no more."""
        os.set_blocking(requests.fileno(), False)
        selector = selectors.DefaultSelector()
        selector.register(requests, selectors.EVENT_READ)
        buffer, heard = b"", time.monotonic() - PAUSE
        try:
            while True:
                for pipe in (self._done_by_child, *self._others):
                    if pipe is not None:
                        with contextlib.suppress(KeyError):
                            selector.register(pipe, selectors.EVENT_READ)
                for key, _events in selector.select(self._timeout(heard)):
                    if key.fd == self._done_by_child:
                        if self._end_settling():
                            selector.unregister(key.fd)
                        continue
                    if key.fd in self._others:
                        selector.unregister(key.fd)
                        self._end_other(key.fd)
                        continue
                    read = requests.read(1 << 20)
                    if read == b"":
                        return
                    buffer += read or b""
                    *lines, buffer = buffer.split(b"\n")
                    for line in lines:
                        heard = time.monotonic()
                        self._take(msgspec.json.decode(line, type=Request))
                self._work()
                is_quiet = time.monotonic() - heard >= PAUSE
                if self._is_stale and is_quiet and self._done_by_child is None:
                    self._settle()
        finally:
            self._stop_child()

    def _timeout(self, heard: float) -> float | None:
        if not self._is_stale or self._done_by_child is not None:
            return None
        return max(0.0, PAUSE - (time.monotonic() - heard))

    def _take(self, request: Request) -> None:
        texts, path = self._project.texts, request.path
        if request.do in ("open", "change"):
            texts[path] = request.text or ""
            self._versions[path] = request.version
            self._waiting[path] = request  # the last one alone counts
        elif request.do == "close":
            if texts.pop(path, None) is not None:
                self._waiting[path] = request
            self._versions.pop(path, None)
        elif request.do == "changed":
            for one in request.paths:
                self._waiting[one] = Request("changed", one)
        elif request.do == "all":
            self._needs_all = True
        elif request.do == "rename":
            self._work()  # with all that was typed before
            self._rename(request)

    def _work(self) -> None:
        if self._needs_all:
            self._needs_all = False
            self._is_stale = True
            self._project.offer_texts()
            self._first = [*self._project.said_first, *self._project.read_changed()]
        waiting, self._waiting = self._waiting, {}
        for request in waiting.values():
            self._read(request)

    def _read(self, request: Request) -> None:
        project, path = self._project, request.path
        project.offer_texts()
        if not project.is_settled(path):  # a page that has come or gone, which others may list
            self._is_stale = True
            self._first = [*project.said_first, *project.read_changed()]
        docnames = project.pages_of(path)
        index = self._index if self._knows_names else None
        for docname in docnames:
            self._is_stale = True
            said = project.read(docname)
            rows = project.rows_of(docname)
            self._index.take(rows)
            self._read_since.add(docname)
            own = [*said, *project.own_messages(docname, index)]
            at = project.path_of(docname)
            version = self._versions.get(at, 0)
            self.tell(Event("page", at, version, sorted(set(own)), rows))

    def _rename(self, request: Request) -> None:
        """Answer a renaming in a copy of this process, in which the ledger is made."""
        if not CAN_FORK:  # pragma: no cover - the reading waits meanwhile
            self.tell(changes(self._project, request))
            return
        reading, writing = os.pipe()
        child = os.fork()
        if child:
            os.close(writing)
            self._others[reading] = child
            return
        try:
            event = changes(self._project, request)
        except BaseException:  # noqa: BLE001 - nobody else will say it
            traceback.print_exc()
            event = Event("renamed", text="the change cannot be worked out; the log says why")
        with contextlib.suppress(OSError), os.fdopen(writing, "wb") as pipe:
            pipe.write(msgspec.json.encode(event))
        os._exit(0)

    def _end_other(self, reading: int) -> None:
        """Hand on the answer of a copy."""
        child = self._others.pop(reading)
        with os.fdopen(reading, "rb") as pipe:
            answer = pipe.read()
        os.waitpid(child, 0)
        with contextlib.suppress(msgspec.MsgspecError):
            self.tell(msgspec.json.decode(answer, type=Event))

    # -- what follows from all pages --------------------------------------------------------------

    def _settle(self) -> None:
        self._is_stale = False
        self._settled_with = dict(self._versions)
        read, self._read_since = self._read_since, set()
        self._read_before = read
        if not CAN_FORK:  # pragma: no cover - the reading waits meanwhile
            settling = Settling(self._project, self._first)
            settling.run()
            self._is_stale = not settling.is_complete
            self._tell_settled(complete=settling.is_complete)
            return
        reading, writing = os.pipe()
        gc.freeze()
        parent = os.getpid()
        self._child = os.fork()
        if self._child:
            os.close(writing)
            gc.unfreeze()
            self._done_by_child = reading
            return
        status = 1
        try:
            os.close(reading)
            os.nice(5)
            settling = Settling(self._project, self._first)
            settling.run(lambda: os.write(writing, b"."))
            status = 0 if settling.is_complete else 3
        except BaseException:  # noqa: BLE001 - nobody else will say it
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            if os.getppid() == parent:
                with contextlib.suppress(OSError):
                    os.close(writing)
            os._exit(status)

    def _end_settling(self) -> bool:
        """Take what a copy has found; whether it has ended."""
        assert self._done_by_child is not None
        if os.read(self._done_by_child, 16):  # messages are there, and cards will be
            self._tell_settled(complete=False)
            return False
        os.close(self._done_by_child)
        self._done_by_child = None
        _pid, status = os.waitpid(self._child, 0)
        self._child = 0
        code = os.waitstatus_to_exitcode(status)
        if code == 3:
            self._is_stale = True
        self._tell_settled(complete=code == 0)
        return True

    def _tell_settled(self, *, complete: bool) -> None:
        self._index.forget_edits(self._read_before - self._read_since)
        self._knows_names = self._knows_names or bool(self._index.meta("kinds"))
        event = Event("settled", files=self._settled_with, text="" if complete else "more")
        self.tell(event)

    def _stop_child(self) -> None:
        for child in (self._child, *self._others.values()):
            if child:
                with contextlib.suppress(OSError):
                    os.kill(child, 9)
                    os.waitpid(child, 0)


def main() -> None:
    """Read the project whose folders are named, for the process at the other end."""
    sources, conf = Path(sys.argv[1]), Path(sys.argv[2])
    answers = os.fdopen(os.dup(1), "wb")
    requests = os.fdopen(os.dup(0), "rb", buffering=0)
    place = Place(folder_of(sources, conf))
    log = (place.path / "log.txt").open("w", encoding="utf-8", errors="replace")
    os.dup2(log.fileno(), 1)
    os.dup2(log.fileno(), 2)
    with contextlib.suppress(OSError), Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    try:
        worker = Worker(LiveProject(sources, conf, place.path), answers)
        worker.start()
    except NotAProject as error:
        answers.write(msgspec.json.encode(Event("failed", text=str(error))) + b"\n")
        answers.flush()
        return
    with contextlib.suppress(BrokenPipeError):
        worker.run(requests)


if __name__ == "__main__":
    main()
