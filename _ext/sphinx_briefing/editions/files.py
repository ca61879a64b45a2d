"""The frozen editions of a project, read from its files when somebody asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from ..files import write_atomically
from ..records import Kinds
from .model import Edition
from .places import FOLDER, SUFFIX, folder_of, place_of
from .written import LARGEST, Foreign, Unusable, decoded, encoded


class Found(NamedTuple):
    """A frozen edition, or what is in its place."""

    edition: Edition | None
    """The edition, where it can be used."""
    problem: str = ""
    """What is wrong with the file, for the author, to be said after its name; empty if nothing."""
    is_there: bool = True
    """Whether there is a file at all."""
    is_foreign: bool = False
    """Whether it belongs to another brief, or is another edition."""


class EditionFiles:
    """The files below ``editions/`` in the sources, as one build finds them.

    A file is read once, so that all parts of a build see the same.

    :param sources: the folder of the sources.
    """

    def __init__(self, sources: Path, kinds: Kinds) -> None:
        self._sources = sources
        self._kinds = kinds
        self._contents: dict[str, bytes | str | None] = {}
        self._found: dict[tuple[str, int], Found] = {}

    @cached_property
    def digest(self) -> str:
        """A hash of all files; empty where there is none."""
        found = sha256()
        is_empty = True
        for name in self._names():
            is_empty = False
            content = self._content(name)
            said = content if isinstance(content, bytes) else repr(content).encode()
            found.update(f"{name}\x1f{len(said)}\x1f".encode("utf-8", "surrogatepass") + said)
        return "" if is_empty else found.hexdigest()

    def _names(self) -> Iterator[str]:
        """The names of all files of editions, below the sources, sorted."""
        top = self._sources / FOLDER
        for folder in _inside(top):
            if folder.is_dir():
                for path in _inside(folder):
                    if _number_of(path.name):
                        yield path.relative_to(self._sources).as_posix()

    def numbers(self, reference: str) -> list[int]:
        """The numbers of the editions of a brief for which there are files, in their order."""
        folder = self._sources / FOLDER / folder_of(reference)
        return sorted(filter(None, (_number_of(path.name) for path in _inside(folder))))

    def find(self, reference: str, number: int) -> Found:
        """The edition of a number, as far as its file can be used."""
        key = (reference, number)
        if key not in self._found:
            self._found[key] = self._read(reference, number)
        return self._found[key]

    def digest_of(self, reference: str, number: int) -> str:
        """A hash of the file of one edition; empty where there is none."""
        content = self._content(place_of(reference, number).as_posix())
        if content is None:
            return ""
        return sha256(content if isinstance(content, bytes) else content.encode()).hexdigest()

    def _read(self, reference: str, number: int) -> Found:
        content = self._content(place_of(reference, number).as_posix())
        if content is None:
            return Found(None, is_there=False)
        if isinstance(content, str):
            return Found(None, content)
        try:
            edition, is_whole = decoded(content, reference, number, self._kinds)
        except Unusable as error:
            return Found(None, str(error), is_foreign=isinstance(error, Foreign))
        return Found(edition, "" if is_whole else _EDITED)

    def _content(self, name: str) -> bytes | str | None:
        """The bytes of a file, what is wrong with it, or nothing where it is not there."""
        if name not in self._contents:
            self._contents[name] = self._load(self._sources / name)
        return self._contents[name]

    def _load(self, path: Path) -> bytes | str | None:
        try:
            if not (path.exists() or path.is_symlink()):
                return None
            if not path.resolve().is_relative_to(self._sources.resolve()):
                return "is a link that leads out of the sources; put the file itself there"
            if not path.is_file():
                return "is no file"
            if path.stat().st_size > LARGEST:
                return f"is larger than the {LARGEST // 1_000_000} MB that an edition may have"
            return path.read_bytes()
        except (OSError, RuntimeError) as error:  # a link may lead to itself
            return f"cannot be read ({getattr(error, 'strerror', None) or error})"

    def freeze(self, edition: Edition) -> bool:
        """Write an edition; whether that has changed its file.

        :raises OSError: if it cannot be written.
        :raises ValueError: if its folder is not in the sources.
        """
        name = place_of(edition.reference, edition.number)
        if not (self._sources / name).resolve().is_relative_to(self._sources.resolve()):
            raise ValueError(f"{name} is a link that leads out of the sources")
        self._contents.pop(name.as_posix(), None)
        self._found.pop((edition.reference, edition.number), None)
        return write_atomically(self._sources / name, encoded(edition, self._kinds))


_EDITED = "was changed after it had been frozen; take back the change, or freeze the edition anew"


def _inside(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _number_of(name: str) -> int:
    """The number of the edition that a file holds; zero for other files."""
    stem = name.removesuffix(SUFFIX)
    is_number = stem != name and stem.isascii() and stem.isdecimal() and not stem.startswith("0")
    return int(stem) if is_number and len(stem) < 10 else 0
