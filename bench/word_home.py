"""Edited Word files that come home: how many edits are found, and how many at their lines.

The edits are those of the tests (``tests/word_edits.py``): made in the XML as Word would, in files
rewritten as Google Docs does, and in files that LibreOffice has saved anew.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

EACH = 10
"""Edits of one file."""


@dataclass(frozen=True, slots=True)
class WordRun:
    """The edits of one way; seconds of CPU of this process."""

    way: str
    edits: int
    accounted: int
    placed: int
    cpu: float


def compare(folder: Path, edits: int) -> Iterator[WordRun]:
    """Edit files of a project, half of them by way of LibreOffice, and take them in."""
    from tests.support import build_project
    from tests.word_edits import BRIEF, FILES
    from tests.word_home import measured

    shutil.rmtree(folder, ignore_errors=True)
    built = build_project(folder / "project", FILES, "briefdocx")
    content = built.path(f"{BRIEF}.docx").read_bytes()
    half, quarter = max(edits // (2 * EACH), 1), max(edits // (4 * EACH), 1)
    for way, rounds in (
        ("XML", max(half - quarter, 1)),
        ("Google Docs", quarter),
        ("LibreOffice", half),
    ):
        begun = time.process_time()
        score = measured(
            content,
            built.src,
            rounds,
            folder / way.split()[-1].lower(),
            google=way == "Google Docs",
            office=way == "LibreOffice",
        )
        cpu = time.process_time() - begun
        yield WordRun(way, score.edits, score.accounted, score.placed, cpu)
