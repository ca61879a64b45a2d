"""The folders in which a project is remembered: one for each process that works with it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import IO

if sys.platform != "win32":
    import fcntl

SEVERAL = 8
"""Processes that may work with a project at the same time, each remembering for itself."""

INDEX = "index.sqlite"


def folder_of(sources: Path, conf: Path) -> Path:
    """The folder of a project in the cache of the user."""
    from platformdirs import user_cache_path

    named = "\n".join((str(sources.resolve()), str(conf.resolve()), sys.prefix))
    digest = blake2b(named.encode("utf-8", "surrogateescape"), digest_size=10).hexdigest()
    top = os.environ.get("BRIEFING_CACHE")
    base = Path(top) if top else user_cache_path("sphinx-briefing")
    return base / "lsp" / f"{sources.name or 'project'}-{digest}"


def places(folder: Path) -> Iterator[Path]:
    """The places in a folder, the first one first."""
    yield from (folder / str(number) for number in range(SEVERAL))


class Place:
    """A place that one process alone works in, for as long as it lives."""

    def __init__(self, folder: Path) -> None:
        self._lock: IO[str] | None = None
        for path in places(folder):
            path.mkdir(parents=True, exist_ok=True)
            file = (path / "lock").open("a", encoding="utf-8")
            if _locked(file):
                self._lock, self.path = file, path
                return
            file.close()
        raise OSError(f"{SEVERAL} processes are working with this project already")

    def close(self) -> None:
        """Let others have the place."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def _locked(file: IO[str]) -> bool:
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
