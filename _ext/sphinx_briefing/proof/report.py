"""The report beside the outputs: what was searched for, and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import msgspec

from ..audiences.removed import PAGE, PASSAGE, Removed
from ..files import write_atomically
from .needles import Needles
from .remembered import Key

NAME = "briefing-audience.json"
SCHEMA = 1


class File(msgspec.Struct, frozen=True):
    """A file that was searched."""

    path: str
    size: int
    sha256: str


class TakenOut(msgspec.Struct, frozen=True):
    """How much was taken out."""

    pages: int
    passages: int
    records: int


class SearchedFor(msgspec.Struct, frozen=True):
    """The lines that were searched for, as keyed hashes."""

    names: list[str]
    sentences: list[str]


class NotSearchedFor(msgspec.Struct, frozen=True):
    """How much tells nothing, and why."""

    remaining: int
    """It stands in what remains, too."""
    common: int
    """It stands in every site of this theme."""
    chance: int
    """Its first words stand where two texts meet that remain."""
    short: int
    """A letter or a small number stands anywhere."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The report of a search that found nothing."""

    schema: int = SCHEMA
    audience: str
    taken_out: TakenOut
    searched_for: SearchedFor
    not_searched_for: NotSearchedFor
    files: list[File]
    doctrees: int
    """Files of doctrees in the output folder, which were searched and are not listed."""
    found: int = 0


def report_of(
    audience: str,
    removed: Iterable[Removed],
    needles: Needles,
    common: int,
    chance: int,
    key: Key,
    files: Iterable[File],
    doctrees: int,
) -> Report:
    """The report of a search."""
    counts = Counter(one.what for one in removed)
    pages, passages = counts.pop(PAGE, 0), counts.pop(PASSAGE, 0)
    return Report(
        audience=audience,
        taken_out=TakenOut(pages, passages, counts.total()),
        searched_for=SearchedFor(
            sorted(map(key.hash, needles.names)), sorted(map(key.hash, needles.lines))
        ),
        not_searched_for=NotSearchedFor(needles.remaining, common, chance, needles.short),
        files=sorted(files, key=lambda file: file.path),
        doctrees=doctrees,
    )


def write(folder: Path, report: Report) -> None:
    """Write a report into a folder; the same one is the same bytes."""
    encoded = msgspec.json.format(msgspec.json.encode(report, order="sorted"), indent=1)
    write_atomically(folder / NAME, encoded + b"\n")


def remove(folder: Path) -> None:
    """Remove the report of a build before from a folder: it says nothing of this one."""
    path = folder / NAME
    if path.is_file() and b'"searched_for"' in path.read_bytes():
        path.unlink()
