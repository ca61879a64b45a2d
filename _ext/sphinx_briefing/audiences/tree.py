"""The sources as an audience may read them: a folder of their own, kept in step."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

import msgspec
from msgspec import Struct, field

from ..file_stamps import Files, State
from ..files import Stamp, stamp_of, write_atomically

FOLDER = "briefing-audience"
"""The folder beside the doctrees that holds all this."""

_STATE = "state"
_TEXTS = "texts"
_TREE = "sources"
_OUTSIDE = "elsewhere"
"""Holds what links lead to that lead out of the sources."""

ABOVE = 4
"""The folders above the sources whose files pages may name: ``../../figures/map.svg``."""

_MARKS_OF_OUTPUT = (
    ".buildinfo", "environment.pickle", ".briefing-lock", "briefing-audience.json", "pyvenv.cfg",
)  # fmt: skip
"""Files that no folder of sources holds, but those that builds and tools make."""

_NEVER = frozenset({
    "__pycache__", "node_modules", ".git", ".hg", ".svn", ".nox", ".tox", ".venv", ".cache",
    ".mypy_cache", ".pytest_cache", ".ruff_cache", ".ipynb_checkpoints", ".idea", ".vscode",
})  # fmt: skip
"""Folders of tools; only where pages stand in them are they sources."""


class _Remembered(Struct, omit_defaults=True):
    """What is remembered of such a folder.

    :param source: the folder of the sources.
    :param lines: by file whose content differs, the line of the source for each line, from 0.
    :param files: by file, the state of the source and the stamp of the copy.
    """

    source: str = ""
    lines: dict[str, list[int]] = field(default_factory=dict)
    files: dict[str, tuple[State, Stamp]] = field(default_factory=dict)


def files_below(source: Path, pages: AbstractSet[str], without: AbstractSet[Path]) -> Iterator[str]:
    """The files of a project, from the folder of its sources, with ``/``, sorted by folders.

    :param pages: its pages.
    :param without: folders that are no sources: those of outputs.
    """
    folders = {parent.as_posix() for page in pages for parent in Path(page).parents}
    seen: set[Path] = set()
    for folder, names, files in os.walk(source, followlinks=True):
        here = Path(folder)
        real = here.resolve()
        if real in seen or real in without or (here != source and _is_output(here)):
            names[:] = []
            continue
        seen.add(real)
        below = "" if here == source else f"{here.relative_to(source).as_posix()}/"
        names[:] = sorted(
            name for name in names if name not in _NEVER or f"{below}{name}" in folders
        )
        yield from (f"{below}{name}" for name in sorted(files))


def _is_output(folder: Path) -> bool:
    return any((folder / name).exists() for name in _MARKS_OF_OUTPUT)


def target_of(source: Path, doctrees: Path) -> Path:
    """The folder that is built instead of the sources.

    It is named like them, in folders that are named like those above them, so that pages find
    what they name beside and above.
    """
    return Path(doctrees, FOLDER, _TREE, *source.parts[1:][-ABOVE - 1 :])


def read_again(target: Path) -> tuple[Path, Mapping[str, list[int]]] | None:
    """The sources of a folder that an outer build has made, with the lines; of others, nothing."""
    for folder in target.parents[: ABOVE + 3]:
        if folder.name == FOLDER and (found := _load(folder / _STATE)).source:
            return Path(found.source), found.lines
    return None


def files_above(target: Path) -> Iterator[str]:
    """The files above the sources that such a folder holds, from that of the sources, sorted."""
    for folder in target.parents[: ABOVE + 3]:
        if folder.name == FOLDER:
            found = _load(folder / _STATE)
            names = found.files.keys() | found.lines.keys()
            yield from sorted(name for name in names if name.startswith("../"))


def _load(path: Path) -> _Remembered:
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=_Remembered)
    except (OSError, msgspec.MsgspecError):
        return _Remembered()


def _holds(place: Path, content: bytes) -> bool:
    return place.is_file() and place.read_bytes() == content


class Tree:
    """A folder that is kept in step with the sources.

    :param source: the folder of the sources.
    :param doctrees: the folder that it lies in.
    """

    def __init__(self, source: Path, doctrees: Path) -> None:
        self.source = source
        self.target = target_of(source, doctrees)
        self._folder = doctrees / FOLDER
        self._top = self._folder / _TREE
        self.texts = self._folder / _TEXTS
        """A file in which is remembered what the texts are."""
        self._real = source.resolve()

    def keep_in_step(
        self,
        files: AbstractSet[str],
        texts: Mapping[str, bytes],
        lines: Mapping[str, Sequence[int]],
    ) -> None:
        """Hold some files, and nothing else; what is the same stays as it is.

        :param files: from the folder of the sources; those above it begin with ``..``.
        :param texts: the files that have another content here.
        :param lines: for each of them, the line of the source for each line, from 0.
        """
        before, found = _load(self._folder / _STATE), Files()
        known = before.files if before.source == str(self.source) else {}
        now = _Remembered(str(self.source), {name: list(at) for name, at in lines.items()})
        places = {Path(os.path.normpath(self.target / path)): path for path in files}
        new: list[tuple[Path, str]] = []
        for place, path in sorted(places.items()):
            was = known.get(path)
            source = os.path.join(self.source, path)  # noqa: PTH118 (thousands of files)
            if path in texts:
                if not _holds(place, texts[path]):
                    new.append((place, path))
            elif was and was[1] == stamp_of(place) and found.is_same(source, was[0]):
                now.files[path] = was
            else:
                new.append((place, path))
        if new or files != known.keys() | before.lines.keys():
            # What extensions have generated stays for as long as its sources are the same.
            self._remove_others(places.keys())
        for place, path in new:
            if path in texts:
                self._write(path, place, texts[path])
                continue
            state = found.state(os.path.join(self.source, path))  # noqa: PTH118
            if self._copy(path, place):
                now.files[path] = state, stamp_of(place)
        write_atomically(self._folder / _STATE, msgspec.msgpack.encode(now))

    def _remove_others(self, places: AbstractSet[Path]) -> None:
        wanted = {str(place) for place in places}
        for top in (self._top, self._folder / _OUTSIDE):
            for folder, names, files in os.walk(top, topdown=False):
                for name in files:
                    path = os.path.join(folder, name)  # noqa: PTH118
                    if path not in wanted and (top == self._top or not self._is_used(path, wanted)):
                        Path(path).unlink()
                for name in names:
                    inner = Path(folder, name)
                    if inner.is_symlink():
                        inner.unlink()
                    else:
                        with contextlib.suppress(OSError):  # something is in it
                            inner.rmdir()

    def _is_used(self, path: str, wanted: AbstractSet[str]) -> bool:
        below = os.path.relpath(path, self._folder / _OUTSIDE)
        return str(self.target / below) in wanted

    def _write(self, path: str, place: Path, content: bytes) -> None:
        if place.is_dir() and not place.is_symlink():
            place.rmdir()
        if self._is_elsewhere(path):
            # A way out of the sources stays one, so that it is refused as it is elsewhere.
            elsewhere = self._folder / _OUTSIDE / path
            write_atomically(elsewhere, content)
            self._link(place, elsewhere)
            return
        if place.is_symlink():
            place.unlink()
        write_atomically(place, content)

    def _copy(self, path: str, place: Path) -> bool:
        """Copy a file of the sources; whether it could be read."""
        source = self.source / path
        try:
            if not source.is_file():  # it leads nowhere, or to a device
                self._link(place, source.resolve())
                return False
            self._write(path, place, source.read_bytes())
        except (OSError, RuntimeError):
            place.unlink(missing_ok=True)  # Sphinx says that it is not there
            return False
        return True

    def _is_elsewhere(self, path: str) -> bool:
        """Whether a file of the sources is a link, or behind one, that leads out of them."""
        if path.startswith("../"):
            return False
        real = (self.source / path).resolve()
        return not real.is_relative_to(self._real)

    def _link(self, place: Path, target: Path) -> None:
        if place.is_symlink() and place.readlink() == target:
            return
        place.unlink(missing_ok=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(target)
