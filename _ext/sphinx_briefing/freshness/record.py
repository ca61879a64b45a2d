"""What is remembered beside an output: hashes of its pages, and which are in the making.

The record is written when a build has ended well. While pages are written their names go to a
journal, so that a build that is killed at any moment is put right by the next one. The journal is
locked while a build runs: worker processes that outlive a killed build may still be writing.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import IO

import msgspec
from msgspec import Struct, field
from sphinx.util import logging

from ..ledger import Report
from .warning_log import Warned

if sys.platform != "win32":  # there, no worker outlives its build
    import fcntl

logger = logging.getLogger(__name__)

PATIENCE = 60.0
"""Seconds to wait for what is left of another build."""


class Record(Struct, omit_defaults=True):
    """All that is remembered of one builder's output."""

    state: str = ""
    """Hash of all that was read."""
    settings: str = ""
    """Hash of what every page depends on: configuration, versions, templates."""
    navigation: list[str] = field(default_factory=list)
    """How the theme asks for the navigation: arguments of ``toctree()`` as JSON."""
    answers: dict[str, str] = field(default_factory=dict)
    """By page: what its questions were answered with."""
    frames: dict[str, str] = field(default_factory=dict)
    """By page: what it shows of other pages besides, and the files that it links to."""
    bodies: dict[str, str] = field(default_factory=dict)
    """By page: its content as it was handed to the writer."""
    copies: list[str] = field(default_factory=list)
    """Files that were copied into the output: images, downloads, static files."""
    extras: list[str] = field(default_factory=list)
    """Pages without a source, such as the index."""
    frame: str = ""
    """Hash of what stands around a page without a source."""
    warnings: dict[str, list[Warned]] = field(default_factory=dict)
    """By page, or another file: what was said of it while it was written."""
    printed: dict[str, list[Report]] = field(default_factory=dict)
    """By page: what is wrong with what it prints, where something is."""
    made: dict[str, str] = field(default_factory=dict)
    """By path: what else was made of records, with a hash of what it was made of."""


def path_of(outdir: Path, builder: str) -> Path:
    """The file in an output folder that holds a builder's record; builders may share a folder."""
    return outdir / f".briefing-answers-{builder}.json"


def load(path: Path) -> Record:
    """The record in a file; an empty one where there is none that can be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Record)
    except (OSError, msgspec.MsgspecError):
        return Record()


def save(path: Path, record: Record) -> None:
    """Write a record, whole or not at all."""
    encoded = msgspec.json.format(msgspec.json.encode(record, order="sorted"), indent=1) + b"\n"
    if path.is_file() and path.read_bytes() == encoded:
        return
    partial = path.with_suffix(".partial")
    partial.write_bytes(encoded)
    partial.replace(path)


class Journal:
    """The names of pages that are being made, one a line, in a file that one build holds at a time.

    :param path: the file; what a killed build left in it is :attr:`left`.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._file: IO[str] | None = self._opened()
        self.left = frozenset(path.read_text(encoding="utf-8").split("\n")) - {""}

    def _opened(self) -> IO[str]:
        """Open and lock the file, once whoever else holds it has ended."""
        deadline = time.monotonic() + PATIENCE
        told = False
        while True:
            file = self._path.open("a", encoding="utf-8")
            if sys.platform == "win32":
                return file
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                if time.monotonic() > deadline:
                    logger.warning(
                        "another build has been working in %s for %d seconds; going on, but its "
                        "files and ours may mix: stop it and build again",
                        self._path.parent, PATIENCE, type="briefing", subtype="build",
                    )  # fmt: skip
                    return file
                file.close()
                if not told:
                    logger.info("briefing: waiting for another build in %s", self._path.parent)
                    told = True
                time.sleep(0.05)
                continue
            if self._path.exists() and os.path.samestat(os.fstat(file.fileno()), self._path.stat()):
                return file
            file.close()  # the build that held it has removed it at its end

    def note(self, name: str) -> None:
        """Write that something is being made; it stays written if the process is killed."""
        if self._file is not None:
            self._file.write(f"{name}\n")
            self._file.flush()

    def lines(self) -> frozenset[str]:
        """All that has been noted, by worker processes too."""
        return frozenset(self._path.read_text(encoding="utf-8").split("\n")) - {""}

    def close(self, *, done: bool) -> None:
        """Let go of the file; remove it when all is made."""
        if self._file is not None:
            if done:
                self._path.unlink(missing_ok=True)
            self._file.close()
            self._file = None
