"""Files that are written whole or not at all, and removed with the folders that held them alone."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

_PREFIX, _SUFFIX = ".briefing-", ".partial"
_numbers = count()


def write_atomically(path: Path, content: bytes) -> bool:
    """Write all of a file or nothing; leave an equal one alone. Whether it was written.

    The bytes go to a file beside it first, which takes its place when it is complete. A build that
    is killed in between leaves that one behind: nothing reads it, and the next build removes it.
    """
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    # Two processes may be writing the same file, and names may be as long as names can be.
    partial = path.with_name(f"{_PREFIX}{os.getpid()}-{next(_numbers)}{_SUFFIX}")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        raise
    return True


def is_partial(path: Path) -> bool:
    """Whether a file is what is left of one that was not completed."""
    return path.name.startswith(_PREFIX) and path.name.endswith(_SUFFIX)


def remove_partial(folder: Path) -> None:
    """Remove from a folder, and the folders in it, what was left by a build that was killed."""
    for path in _files(folder):
        if is_partial(path):
            with contextlib.suppress(OSError):  # another build may have been faster
                path.unlink(missing_ok=True)


def _files(folder: Path) -> Iterator[Path]:
    for root, _folders, names in os.walk(folder):
        yield from (Path(root, name) for name in names)


def remove_with_empty_parents(path: Path, top: Path) -> None:
    """Remove a file, and the folders below ``top`` that are empty then; it may be gone already."""
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == top or not folder.is_relative_to(top):
            break
        try:
            folder.rmdir()
        except FileNotFoundError:
            continue
        except OSError:  # something else is in it
            break


Stamp = tuple[int, ...]
"""Time of change, size, and what the system alone sets: time of the inode's change, its number."""

GONE: Stamp = ()
"""The stamp of a file that is not there."""


def stamp_of(path: Path | str) -> Stamp:
    """The stamp of a file; a missing one has a stamp of its own."""
    try:
        found = os.stat(path)  # noqa: PTH116 (thousands of texts)
    except (OSError, ValueError):  # no path at all
        return GONE
    return (found.st_mtime_ns, found.st_size, found.st_ctime_ns, found.st_ino)
