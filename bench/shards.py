"""One project in shards, and as one build: what it costs in all, and what each process holds."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import measure
from bench.corpus import make
from bench.measure import Cost
from bench.projects import ALABASTER, VARIANTS, write

_SHARD = re.compile(r"shard \S+: (\d+) pages? (read|written) in ([\d.]+) s of CPU and (\d+) MB")


@dataclass(frozen=True, slots=True)
class Sharded:
    """What a build in shards cost.

    :param cost: all processes together; its memory is that of the largest.
    :param read: pages that were read.
    :param written: pages that were written.
    :param largest: the most memory that the process of a shard held, in MB.
    """

    cost: Cost
    read: int
    written: int
    largest: int


def build(folder: Path, shards: int, jobs: int) -> Sharded:
    """Build the project in a folder in shards."""
    log = folder.with_name("shards.log")
    command = [
        *(sys.executable, "-m", "sphinx_briefing", "build", "-s", str(folder), "-c", str(folder)),
        *("--shards", str(shards), "-j", str(jobs), "-W"),
        *("-o", str(folder.with_name("shards-out")), "-d", str(folder.with_name("shards-trees"))),
    ]
    cost = measure.run(command, log)
    found = _SHARD.findall(log.read_text(encoding="utf-8"))
    pages = dict.fromkeys(("read", "written"), 0)
    for number, kind, _seconds, _memory in found:
        pages[kind] += int(number)
    return Sharded(
        cost, pages["read"], pages["written"], max((int(one[3]) for one in found), default=0)
    )


def table(top: Path, sizes: Sequence[int], shards: int, seed: int, jobs: int = 2) -> Iterator[str]:
    """Measure projects of some sizes, and yield the lines of a table in Markdown."""
    yield (
        "| notes | build | CPU, s | ÷ one build | wall, s | shard, MB | whole, MB | pages read | "
        "pages written |"
    )
    yield f"|{' --- |' * 9}"
    for size in sizes:
        folder = top / str(size) / "src"
        shutil.rmtree(folder.parent, ignore_errors=True)
        folder.mkdir(parents=True)
        write(folder, VARIANTS["toolkit"], make(size, seed), ALABASTER)
        one = measure.build(folder, folder.with_name("one"))
        yield f"| {size:,} | one | {one.cpu:.1f} | 1.00 | {one.wall:.1f} | | {one.peak:.0f} | | |"
        for what in ("clean", "no change", "one note edited"):
            if what == "one note edited":
                note = min(folder.rglob("notes/**/*.md"))
                note.write_text(note.read_text(encoding="utf-8") + "\nOne more sentence.\n")
            done = build(folder, shards, jobs)
            cost = done.cost
            yield (
                f"| {size:,} | {shards} shards, {what} | {cost.cpu:.1f} | "
                f"{cost.cpu / one.cpu:.2f} | {cost.wall:.1f} | {done.largest} | {cost.peak:.0f} | "
                f"{done.read} | {done.written} |"
            )
