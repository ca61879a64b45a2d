"""The sources as an audience may read them: a folder of their own, kept in step."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

_MARKS_OF_OUTPUT = (".buildinfo", "environment.pickle", ".briefing-lock", "pyvenv.cfg")
"""Files that no folder of sources holds, but those that builds and tools make."""

_NEVER = frozenset({"__pycache__", "node_modules"})


def files_below(source: Path, without: AbstractSet[Path]) -> Iterator[str]:
    """The files of a project, from the folder of its sources, with ``/``, sorted by folders.

    :param without: folders that are no sources: those of outputs.
    """
    seen: set[Path] = set()
    for folder, names, files in os.walk(source, followlinks=True):
        here = Path(folder)
        real = here.resolve()
        if real in seen or real in without or (here != source and _is_output(here)):
            names[:] = []
            continue
        seen.add(real)
        names[:] = sorted(name for name in names if name not in _NEVER and not name.startswith("."))
        below = here.relative_to(source).as_posix()
        for name in sorted(files):
            yield name if below == "." else f"{below}/{name}"


def _is_output(folder: Path) -> bool:
    return any((folder / name).exists() for name in _MARKS_OF_OUTPUT)


def keep_in_step(
    source: Path, target: Path, files: AbstractSet[str], texts: Mapping[str, bytes]
) -> None:
    """Make a folder hold some files of another, and nothing else; what is the same stays.

    :param texts: the files that have another content there.
    """
    target.mkdir(parents=True, exist_ok=True)
    for folder, names, found in os.walk(target, topdown=False):
        below = Path(folder).relative_to(target).as_posix()
        for name in found:
            path = name if below == "." else f"{below}/{name}"
            if path not in files:
                Path(folder, name).unlink()
        for name in names:
            inner = Path(folder, name)
            if inner.is_symlink():
                inner.unlink()
            elif not any(inner.iterdir()):
                inner.rmdir()
    for path in sorted(files):
        place = target / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if path in texts:
            if not place.is_file() or place.is_symlink() or place.read_bytes() != texts[path]:
                place.unlink(missing_ok=True)
                place.write_bytes(texts[path])
        else:
            _copy(source, source / path, place)


def _copy(source: Path, path: Path, place: Path) -> None:
    real = path.resolve()
    if path.is_symlink() and not real.is_relative_to(source):
        # A way out of the sources stays one, so that it is refused as it is elsewhere.
        if not place.is_symlink() or place.readlink() != real:
            place.unlink(missing_ok=True)
            place.symlink_to(real)
        return
    try:
        was, now = place.lstat() if place.exists() else None, path.stat()
    except OSError:
        return
    if (
        was
        and (was.st_size, was.st_mtime_ns) == (now.st_size, now.st_mtime_ns)
        and not place.is_symlink()
    ):
        return
    place.unlink(missing_ok=True)
    if not path.is_file():
        place.symlink_to(real)
        return
    shutil.copy2(path, place)
