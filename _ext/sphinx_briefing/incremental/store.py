"""A record beside an output: hashes of its pages, and a journal of those in the making.

The record is written when a build has ended well. While pages are written their names go to a
journal, so that a build that is killed at any moment is put right by the next one.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import IO

import msgspec
from msgspec import Struct, field

from ..diagnostics.entries import LogEntry
from ..diagnostics.model import Diagnostic
from ..files import write_atomically


class Asked(Struct, frozen=True, array_like=True):
    """Questions that the pages of an output have asked; see :mod:`.asked`."""

    lines: bytes = b""
    """The questions."""
    digests: bytes = b""
    """The digests of their answers."""
    pages: bytes = b""
    """By page, or file, the questions that it asks."""


class BuildRecord(Struct, omit_defaults=True):
    """All that is remembered of one builder's output."""

    state: str = ""
    """Hash of all that was read."""
    settings: str = ""
    """Hash of what every page depends on: configuration, versions, templates."""
    navigation: list[str] = field(default_factory=list)
    """How the theme asks for the navigation: arguments of ``toctree()`` as JSON."""
    asked: Asked = Asked()
    """What pages, and files that are made of records, have asked of the ledger."""
    handed: dict[str, str] = field(default_factory=dict)
    """By page: hash of what it was handed of records that are marked more strictly than it is."""
    frames: dict[str, str] = field(default_factory=dict)
    """By page: what it shows of other pages besides, and the files that it links to."""
    bodies: dict[str, str] = field(default_factory=dict)
    """By page: its content as it was handed to the writer."""
    copies: list[str] = field(default_factory=list)
    """Files that were copied into the output: images, downloads, static files."""
    suffix: str = ""
    """The end of the names of pages' files, where a builder has one for all."""
    folder: str = ""
    """Where in the output the pages are, for a builder that does not put them at its top."""
    extras: list[str] = field(default_factory=list)
    """Pages without a source, such as the index."""
    frame: str = ""
    """Hash of what stands around a page without a source."""
    warnings: dict[str, list[LogEntry]] = field(default_factory=dict)
    """By page, or another file: what was said of it while it was written."""
    printed: dict[str, list[Diagnostic]] = field(default_factory=dict)
    """By page: what is wrong with what it prints, where something is."""
    made: dict[str, str] = field(default_factory=dict)
    """By path: what else was made of records, with a hash of what it was made of."""


def path_of(outdir: Path, builder: str) -> Path:
    """The file in an output folder that holds a builder's record; builders may share a folder."""
    return outdir / f".briefing-answers-{builder}.json"


def load(path: Path) -> BuildRecord:
    """The record in a file; an empty one where there is none that can be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=BuildRecord)
    except (OSError, msgspec.MsgspecError):
        return BuildRecord()


def save(path: Path, record: BuildRecord) -> None:
    """Write a record, whole or not at all."""
    encoded = msgspec.json.format(msgspec.json.encode(record, order="sorted"), indent=1) + b"\n"
    write_atomically(path, encoded)


class Journal:
    """The names of pages that are being made, one a line, in a file.

    :param path: the file; what a killed build left in it is :attr:`left`.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self.was_left = path.is_file()
        """Whether a build did not come to its end."""
        before = path.read_text(encoding="utf-8") if self.was_left else _HEAD
        self.is_torn = not before.startswith(_HEAD)
        """Whether a build could not write down all that it did, so that anything may be amiss."""
        self.left = frozenset(before.split("\n")) - {"", _HEAD.strip()}
        self._file: IO[str] | None = path.open("a", encoding="utf-8")
        if not self.is_torn and not self.left:
            self._write(_HEAD)

    def note(self, name: str) -> None:
        """Write that something is being made; it stays written if the process is killed."""
        self._write(f"{name}\n")

    def note_all(self, mark: str, names: Iterable[str]) -> None:
        """Write that several things of one kind are being made."""
        if lines := "".join(f"{mark}{name}\n" for name in sorted(names)):
            self._write(lines)

    @property
    def pages(self) -> set[str]:
        """The pages that a killed build has left in the making."""
        return {name for name in self.left if name[0] >= " "}

    def _write(self, text: str) -> None:
        if self._file is not None:
            try:
                self._file.write(text)
                self._file.flush()
            except OSError:
                self.tear()
                raise

    def tear(self) -> None:
        """Let the next build trust nothing that is there."""
        with contextlib.suppress(OSError):  # a folder that nobody can write to is as it was
            os.truncate(self._path, 0)

    def lines(self) -> frozenset[str]:
        """All that has been noted, by worker processes too."""
        return frozenset(self._path.read_text(encoding="utf-8").split("\n")) - {""}

    def close(self, *, done: bool) -> None:
        """Let go of the file; remove it when all is made."""
        if self._file is not None:
            if done:
                self._path.unlink(missing_ok=True)
            with contextlib.suppress(OSError):  # of what could not be written before
                self._file.close()
            self._file = None


_HEAD = "briefing\n"
"""What a journal begins with."""
