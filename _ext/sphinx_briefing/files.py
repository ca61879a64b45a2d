"""Files that are written whole or not at all, and removed with the folders that held them alone."""

from __future__ import annotations

import contextlib
import os
import shutil
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
    partial = _partial_of(path)
    try:
        partial.write_bytes(content)
        partial.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        raise
    return True


def partial_folder(place: Path) -> Path:
    """Make an empty folder beside another one, to be filled and to take its place.

    A build that is killed leaves it behind: nothing reads it, and the next build removes it.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    partial = _partial_of(place)
    partial.mkdir()
    return partial


def replace_folder(place: Path, whole: Path | None = None) -> None:
    """Put a folder that was filled where another one may be, and remove that one.

    Readers find all of the one, or all of the other, or for a moment neither.

    :param whole: the folder that was filled; ``None`` where only the other one is removed.
    :raises NotADirectoryError: if there is a file in that place.
    """
    if place.is_dir():
        old = _partial_of(place)
        place.rename(old)
        if whole is not None:
            whole.rename(place)
        shutil.rmtree(old)
    elif whole is not None:
        whole.rename(place)


def _partial_of(path: Path) -> Path:
    """A place beside another one, for what is not complete."""
    # Two processes may be writing the same file, and names may be as long as names can be.
    return path.with_name(f"{_PREFIX}{os.getpid()}-{next(_numbers)}{_SUFFIX}")


def is_partial(path: Path) -> bool:
    """Whether a file or folder is what is left of one that was not completed."""
    return path.name.startswith(_PREFIX) and path.name.endswith(_SUFFIX)


def remove_partial(folder: Path) -> None:
    """Remove from a folder, and the folders in it, what was left by a build that was killed."""
    for path in _left(folder):
        with contextlib.suppress(OSError):  # another build may have been faster
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def _left(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        yield from (path for name in names if is_partial(path := Path(root, name)))
        left = [name for name in folders if is_partial(Path(name))]
        yield from (Path(root, name) for name in left)
        folders[:] = [name for name in folders if name not in left]


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
