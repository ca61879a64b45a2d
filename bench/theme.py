"""What a page costs in the theme that the example ships, at several sizes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import corpus, measure, projects
from bench.measure import Cost
from bench.scenarios import in_other_process

CONF = Path(__file__).resolve().parents[1] / "conf"
"""The configuration of the example."""
PAGES_ALONE = ("briefing_files=",)
"""What is set otherwise: pages are measured without the PDFs beside them."""


@dataclass(frozen=True, slots=True)
class ThemeRun:
    """A clean build in the theme that is shipped."""

    size: int
    round: int
    pages: int
    cost: Cost

    @property
    def per_page(self) -> float:
        """Milliseconds of CPU a page."""
        return 1000 * self.cost.cpu / self.pages


def write(folder: Path, size: int, seed: int) -> None:
    """Write a corpus for this toolkit."""
    shutil.rmtree(folder, ignore_errors=True)
    projects.write(folder / "src", projects.VARIANTS["toolkit"], corpus.make(size, seed), {})


def compare(folder: Path, sizes: Sequence[int], seed: int, rounds: int) -> Iterator[ThemeRun]:
    """Build each size, sizes in turn, as many rounds as are asked for."""
    for size in sizes:
        in_other_process(write, folder / str(size), size, seed)
    for number in range(rounds):
        for size in sizes:
            out = folder / str(size) / "out"
            shutil.rmtree(out, ignore_errors=True)
            shutil.rmtree(measure.doctrees(out), ignore_errors=True)
            src = folder / str(size) / "src"
            cost = measure.build(src, out, conf=CONF, settings=PAGES_ALONE)
            yield ThemeRun(size, number, sum(1 for _ in src.rglob("*.md")), cost)
