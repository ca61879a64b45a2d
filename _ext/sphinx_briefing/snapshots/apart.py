"""Starts the process that reads snapshots, talks with it, and ends it when it takes too long.

A parser that HTML's own rules make slow, a PDF that unpacks to more than the machine holds, a fault
in a library written in C: whatever a file does, it does it there.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer
from types import MappingProxyType
from typing import IO, Any

from .model import HTML, KINDS, PDF, TEXT, WACZ, Snapshot

SECONDS = MappingProxyType({HTML: 20, TEXT: 20, PDF: 60, WACZ: 60})
"""Seconds of a processor that may be spent on a file; a page of a PDF takes a hundredth of one."""
PATIENCE = 5
"""So many times as long may it take in all, where the machine is busy."""
MEMORY = 1_500_000_000
"""Bytes of memory of the process; the largest pages that are read need half of it."""

_MODULE = "sphinx_briefing.snapshots.child"
_START = (
    "import sys, importlib; sys.path[:] = sys.argv[2:]; importlib.import_module(sys.argv[1]).main()"
)


class _Ended(Exception):
    """The process has ended before it answered."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The text of a file, or why there is none; ``is_lasting`` if it would be the same again."""

    snapshot: Snapshot | None = None
    error: str = ""
    is_lasting: bool = True


class Unanswered(Exception):
    """The process could not answer: why, and whether it would be so again."""

    def __init__(self, message: str, *, is_lasting: bool) -> None:
        super().__init__(message)
        self.is_lasting = is_lasting


class Apart:
    """A process that reads files of others; it starts when it is first asked.

    :param seconds: of a processor, for each file; by default as many as its kind may need.
    :param module: the module that the process runs; by default it reads the texts of snapshots.
    """

    def __init__(self, seconds: int | None = None, module: str = _MODULE) -> None:
        self._seconds = seconds
        self._module = module
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, data: bytes, suffix: str, url: str) -> Answer:
        """The text of a file, or what is wrong with it; bounded in time and in memory."""
        seconds = self._seconds or SECONDS[KINDS[suffix]]
        try:
            answer = self.exchange(data, {"suffix": suffix, "url": url}, seconds)
        except Unanswered as error:
            return Answer(error=str(error), is_lasting=error.is_lasting)
        if "error" in answer:
            return Answer(error=answer["error"])
        return Answer(Snapshot(tuple(answer["pages"]), answer["kind"], answer["folded"]))

    def exchange(self, data: bytes, request: dict[str, Any], seconds: int) -> dict[str, Any]:
        """The answer to any request about a file; bounded in time and in memory.

        :raises Unanswered: when there is none.
        """
        head = request | {"size": len(data), "seconds": seconds, "memory": MEMORY}
        try:
            process = self._started()
        except OSError as error:
            message = f"cannot be read, since no process can be started: {error.strerror}"
            raise Unanswered(message, is_lasting=False) from None
        timer = Timer(PATIENCE * seconds, process.kill)
        timer.daemon = True
        timer.start()
        try:
            return _exchange(process, json.dumps(head).encode("ascii") + b"\n", data)
        except _Ended:
            was_late = not timer.is_alive()
            self.close()
            raise _why_ended(process, seconds, was_late=was_late) from None
        finally:
            timer.cancel()

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                _open(stream).close()
        process.kill()
        process.wait()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            paths = [path for path in sys.path if path]
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-c", _START, self._module, *paths],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process


def _exchange(process: subprocess.Popen[bytes], head: bytes, data: bytes) -> dict[str, Any]:
    try:
        requests = _open(process.stdin)
        requests.write(head)
        requests.write(data)
        requests.flush()
        line = _open(process.stdout).readline()
    except OSError:
        raise _Ended from None
    if not line.endswith(b"\n"):
        raise _Ended
    answer: dict[str, Any] = json.loads(line)
    return answer


def _open(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None
    return stream


def _why_ended(process: subprocess.Popen[bytes], seconds: int, *, was_late: bool) -> Unanswered:
    """What is said of a file whose reader did not live to tell."""
    if process.returncode == -getattr(signal, "SIGXCPU", 0) or was_late:
        message = f"takes more than {seconds} s to be read; save it again, or as plain text"
        return Unanswered(message, is_lasting=not was_late)
    message = "ends the program that reads it; save it again, or as plain text"
    return Unanswered(message, is_lasting=False)
