"""The process that reads a project: started, asked, and started again when it is lost."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from ..workspace.protocol import Event, Request

TRIES = 3
"""So often it is started again within a minute."""


class Reader:
    """The process of one project.

    :param take: is handed each event, in a thread of its own.
    :param lost: is called when the process has ended and nobody has asked it to.
    """

    def __init__(
        self, sources: Path, conf: Path, take: Callable[[Event], None], lost: Callable[[], None]
    ) -> None:
        self._command = [
            sys.executable,
            "-m",
            "sphinx_briefing.workspace.process",
            str(sources),
            str(conf),
        ]
        self._take = take
        self._lost = lost
        self._process: subprocess.Popen[bytes] | None = None
        self._starts: list[float] = []
        self._lock = threading.Lock()

    @property
    def pid(self) -> int:
        """The number of the process; 0 while there is none."""
        return self._process.pid if self._process is not None else 0

    def start(self) -> bool:
        """Start it; not when it has been lost again and again."""
        now = time.monotonic()
        self._starts = [one for one in self._starts if now - one < 60]
        if len(self._starts) > TRIES:
            return False
        self._starts.append(now)
        process = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._process = process
        threading.Thread(target=self._listen, args=(process,), daemon=True).start()
        return True

    def forgive(self) -> None:
        """Let it be started as often as ever: somebody has changed what made it fail."""
        self._starts.clear()

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        with contextlib.suppress(ValueError, OSError):
            for line in process.stdout:
                with contextlib.suppress(msgspec.MsgspecError):
                    self._take(msgspec.json.decode(line, type=Event))
        process.wait()
        with self._lock, contextlib.suppress(OSError):
            process.stdout.close()
            if process.stdin is not None:
                process.stdin.close()
        if process is self._process:
            self._process = None
            self._lost()

    def ask(self, request: Request) -> None:
        """Ask for something; nothing is asked of a process that is gone."""
        process = self._process
        if process is None or process.stdin is None:
            return
        with self._lock, contextlib.suppress(OSError, ValueError):
            process.stdin.write(msgspec.json.encode(request) + b"\n")
            process.stdin.flush()

    def stop(self) -> None:
        """End it: it ends by itself when nobody can ask any more."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(OSError):
            if process.stdin is not None:
                process.stdin.close()
        try:
            process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
