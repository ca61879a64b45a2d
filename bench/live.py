"""A note edited while pages are served: a build from a kept process beside one begun anew."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from bench import measure, theme
from bench.measure import BuildFailedError
from bench.scenarios import in_other_process
from sphinx_briefing.commands.serving.builds import Builds, Outcome
from sphinx_briefing.commands.serving.site import Site

SCENARIOS: Mapping[str, str] = MappingProxyType(
    {"note": "one note edited", "pdf": "the PDF of a brief, on request"}
)
"""The scenarios, one after the other in each round."""


@dataclass(frozen=True, slots=True)
class LiveRun:
    """A build while pages are served.

    :param cpu: of the process of the build, and of the one that has asked for it.
    :param anew: seconds of CPU of the same build as a process that begins anew, if that was made.
    """

    size: int
    round: int
    scenario: str
    cpu: float
    wall: float
    anew: float = 0.0


def compare(folder: Path, sizes: Sequence[int], seed: int, rounds: int) -> Iterator[LiveRun]:
    """Edit a note, in the theme of the example, as often as there are rounds."""
    for size in sizes:
        place = folder / str(size)
        in_other_process(theme.write, place, size, seed)
        for one in ("live", "anew", "anew-doctrees"):
            shutil.rmtree(place / one, ignore_errors=True)
        _anew(place)
        builds = Builds(Site(place / "src", theme.CONF, place / "live"))
        try:
            _ended(asyncio.run(builds.pages()))
            notes = sorted(place.glob("src/notes/**/*.md"))
            for number in range(rounds):
                note = notes[number % len(notes)]
                text = note.read_text(encoding="utf-8")
                note.write_text(f"{text}\nEdited in round {number + 1}.\n", encoding="utf-8")
                cpu, wall, done = _measured(builds, "")
                yield LiveRun(size, number, "note", cpu, wall, _anew(place))
                cpu, wall, _done = _measured(builds, min(done.briefs))
                yield LiveRun(size, number, "pdf", cpu, wall)
        finally:
            builds.close()


def _measured(builds: Builds, brief: str) -> tuple[float, float, Outcome]:
    begun, own = time.perf_counter(), time.process_time()
    made = builds.file("briefpdf", "pdf", brief) if brief else builds.pages()
    done = _ended(asyncio.run(made))
    return done.cpu + time.process_time() - own, time.perf_counter() - begun, done


def _ended(done: Outcome) -> Outcome:
    if done.problem or done.warnings:
        raise BuildFailedError(done.problem or f"{done.warnings} warnings")
    return done


def _anew(place: Path) -> float:
    settings = theme.PAGES_ALONE
    return measure.build(place / "src", place / "anew", conf=theme.CONF, settings=settings).cpu
