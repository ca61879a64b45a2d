"""One build at a time in a folder, and a mark of those that did not come to their end.

A build holds a file in its output folder and one beside its doctrees until it ends. Its worker
processes hold them too: those that outlive a killed build may still be writing.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from sphinx.util import logging

from ..files import remove_partial
from .failures import BuildStopped, end, never_ending, stopped

if sys.platform != "win32":  # there, no worker outlives its build
    import fcntl

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

NAME = ".briefing-lock"
PATIENCE = 60.0
"""Seconds to wait for another build."""


class Lock:
    """The lock of a folder; what a build that did not end well has left half-written is removed."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / NAME
        self._file = self._locked_file()
        if self._path.stat().st_size:
            remove_partial(folder)
        self._file.write(f"{os.getpid()}\n")
        self._file.flush()

    def _locked_file(self) -> IO[str]:
        """Open and lock the file, once whoever else holds it has ended."""
        deadline = time.monotonic() + PATIENCE
        has_warned = False
        while True:
            file = self._path.open("a", encoding="utf-8")
            if not _locked(file):
                file.close()
                if time.monotonic() > deadline:
                    raise BuildStopped(
                        f"another build (process {self._holder()}) is working in "
                        f"{self._path.parent}, and was not done after {PATIENCE:.0f} seconds; wait "
                        "for it to end, or give this one folders of its own (output, and -d)"
                    )
                if not has_warned:
                    logger.info("briefing: waiting for another build in %s", self._path.parent)
                    has_warned = True
                time.sleep(0.05)
            elif _is_there(file, self._path):
                return file
            else:
                file.close()  # the build that held it has removed it at its end

    def _holder(self) -> str:
        try:
            return self._path.read_text(encoding="utf-8").split()[-1]
        except (OSError, IndexError):
            return "?"

    def release(self, *, done: bool) -> None:
        """Let others go on; a build that is not done leaves its mark."""
        if not self._file.closed:
            if done:
                self._path.unlink(missing_ok=True)
            self._file.close()


def _locked(file: IO[str]) -> bool:
    if sys.platform != "win32":
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a file system without locks
    return True


def _is_there(file: IO[str], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


_lent: set[Path] = set()
"""The folders whose locks a build holds for those that it runs itself."""


@contextmanager
def lent(app: Sphinx) -> Iterator[None]:
    """Let builds inside this one work in its folders; none of them ends the process."""
    folders = {Path(app.doctreedir), Path(app.outdir)}
    _lent.update(folders)
    try:
        with never_ending():
            yield
    finally:
        _lent.difference_update(folders)


class Locks:
    """The locks of one build."""

    def __init__(self) -> None:
        self._locks: dict[Path, Lock] = {}

    def take(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        added: set[str],
        changed: set[str],
        removed: set[str],
    ) -> list[str]:
        """Handle ``env-get-outdated``, the first event of a build."""
        try:
            # Always in this order, so that two builds never wait for each other.
            for folder in (Path(app.doctreedir), Path(app.outdir)):
                if folder not in self._locks and folder not in _lent:
                    self._locks[folder] = Lock(folder)
        except (OSError, BuildStopped) as error:
            self.release(app, None)  # nothing has been touched
            problem = error if isinstance(error, BuildStopped) else stopped(app, error)
            if problem is None:
                raise
            # Sphinx would remove its environment, which may be that of the other build.
            end(problem, error)
        return []

    def release(self, app: Sphinx, exception: Exception | None) -> None:
        """Handle ``build-finished``, the last event."""
        while self._locks:
            _folder, lock = self._locks.popitem()
            lock.release(done=exception is None)
