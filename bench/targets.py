"""What the toolkit has promised, and what was reached."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from bench.clipping import FIELDS, ORIGINS
from bench.measure import Cost
from bench.results import Results


@dataclass(frozen=True, slots=True)
class Line:
    """A promise: the number reached must not be above the target."""

    what: str
    target: float
    reached: float


COMPARED: tuple[tuple[str, str, tuple[str, str], tuple[str, str], float], ...] = (
    ("clean build, CPU, against (a)", "cpu", ("toolkit", "clean"), ("plain", "clean"), 1.0),
    ("clean build, CPU, against (c)", "cpu", ("toolkit", "clean"), ("needs", "clean"), 0.75),
    ("no change, CPU, against (a)", "cpu", ("toolkit", "nothing"), ("plain", "nothing"), 1.2),
    ("one note edited, CPU, against no change in (a)", "cpu",
     ("toolkit", "note"), ("plain", "nothing"), 1.5),
    ("one term edited, CPU, against no change in (a)", "cpu",
     ("toolkit", "term"), ("plain", "nothing"), 2.5),
    ("clean build, peak memory, against (a)", "peak",
     ("toolkit", "clean"), ("plain", "clean"), 1.1),
)  # fmt: skip
"""What is compared: measure, tool and scenario, with what, and the ratio promised."""

GROWTH = 1.05
PAGE = 1.3
LEDGER = 1.0
BLOCKING, SORTING = 0.2, 0.1
QUOTED = 10.0
AUDIENCE = 1.3
CLIPPED, NO_ORIGIN, LOST_ORIGIN = 10.0, 5.0, 20.0
LIVE, LIVE_NOTES = 2.0, 1000
MANY, MANY_BYTES, ASKED = (
    10_000_000, 700.0, {"claim by id": 0.15, "impact of one source": 0.2},
)  # fmt: skip
LOADED, PAGES_OF_A_FILE = 300.0, 100


def lines(results: Results) -> Iterator[Line]:
    """A line for each promise that the measurements speak of."""
    sizes = sorted({run.size for run in results.runs})
    for size in sizes:
        for what, measure, one, other, target in COMPARED:
            ours, theirs = (_median(results, size, *pair, measure) for pair in (one, other))
            if ours and theirs:
                yield Line(f"{what}, {size:,} notes", target, ours / theirs)
    yield from _growth(results, sizes)
    yield from _theme(results)
    for size in sorted({run.size for run in results.audiences}):
        ratios = [
            run.ratio for run in results.audiences if (run.size, run.scenario) == (size, "clean")
        ]
        what = f"clean build for an audience, CPU, against one of what remains, {size:,} notes"
        yield Line(what, AUDIENCE, median(ratios))
    if edits := [run for run in results.live if (run.scenario, run.size) == ("note", LIVE_NOTES)]:
        what = f"a note edited while {LIVE_NOTES:,} notes are served, seconds of CPU"
        yield Line(what, LIVE, median(run.cpu for run in edits))
    if results.tables:
        most = max(run.claims for run in results.tables)
        runs = [run for run in results.tables if run.claims == most]
        what = f"register of {most:,} claims"
        blocking, sorting = (run.blocking for run in runs), (run.sorting for run in runs)
        yield Line(f"{what}: blocked, seconds", BLOCKING, median(blocking))
        yield Line(f"{what}: slowest sort, seconds", SORTING, median(sorting))
    if results.found:
        fewer = sum(one.ours < one.theirs for one in results.found)
        yield Line("questions that find less among the first five than with Pagefind", 0, fewer)
    yield from _many(results)
    if results.clipped:
        count = sum(run.articles for run in results.clipped)
        for name in FIELDS:
            right = sum(run.right[name] for run in results.clipped)
            yield Line(
                f"articles with a wrong {name}, per cent", CLIPPED, 100 - 100 * right / count
            )
        every = next(run for run in results.origins if run.how == ORIGINS)
        found, there = every.right + every.wrong, every.right + every.lost
        yield Line("origins that are none, per cent", NO_ORIGIN, 100 * every.wrong / found)
        yield Line("origins not found, per cent", LOST_ORIGIN, 100 * every.lost / there)
    if results.quoted:
        most = max(run.quotations for run in results.quoted)
        cpu = median(run.cpu for run in results.quoted if run.quotations == most)
        yield Line(f"{most:,} quotations looked up, seconds of CPU", QUOTED, cpu)
        wrong = max(run.missed for run in results.quoted)
        yield Line("quotations judged wrongly", 0, wrong)
    yield from _parquet(results)
    if results.ledger:
        run = max(results.ledger, key=lambda run: run.records)
        total = median(one.total for one in results.ledger if one.records == run.records)
        what = f"ledger of {run.records:,} records: load, index, 1,000 selections, seconds of CPU"
        yield Line(what, LEDGER, total)


def _parquet(results: Results) -> Iterator[Line]:
    """Tables of very many records; of fewer, nothing was promised."""
    runs = [run for run in results.parquet if run.records >= MANY]
    if runs:
        most = max(run.records for run in runs)
        what = f"tables of {most:,} records"
        yield Line(f"{what}, MB", MANY_BYTES, max(run.size for run in runs) / 1e6)
        for question, target in ASKED.items():
            asked = [run for run in runs if (run.records, run.question) == (most, question)]
            yield Line(f"{what}: {question}, seconds", target, median(one.cold for one in asked))
        yield Line(f"{what}: wrong answers", 0, sum(run.wrong for run in runs))


def _median(results: Results, size: int, variant: str, scenario: str, measure: str) -> float:
    def value(cost: Cost) -> float:
        return cost.peak if measure == "peak" else cost.cpu

    found = results.values(size, variant, scenario, value)
    return median(found) if found else 0.0


def _growth(results: Results, sizes: list[int]) -> Iterator[Line]:
    cost = {size: _median(results, size, "toolkit", "clean", "cpu") for size in sizes}
    measured = [size for size in sizes if cost[size]]
    # Below a thousand notes, the start of Python and Sphinx weighs more than the notes.
    large = [size for size in measured if size >= 1000]
    if len(large) < 2:
        large = measured
    if len(large) >= 2:
        first, last = large[0], large[-1]
        power = math.log(cost[last] / cost[first]) / math.log(last / first)
        yield Line(f"growth of CPU from {first:,} to {last:,} notes, exponent", GROWTH, power)


def _theme(results: Results) -> Iterator[Line]:
    sizes = sorted({run.size for run in results.theme})
    if len(sizes) >= 2:
        first, last = (
            median(run.per_page for run in results.theme if run.size == size)
            for size in (sizes[0], sizes[-1])
        )
        what = f"cost of a page in our theme, {sizes[-1]:,} notes against {sizes[0]:,}"
        yield Line(what, PAGE, last / first)


def _many(results: Results) -> Iterator[Line]:
    runs = sorted(results.many, key=lambda run: run.pages)
    for run in runs:
        what = f"files of the search of {run.pages:,} pages"
        yield Line(what, run.pages / PAGES_OF_A_FILE, run.files)
        loaded = [one.index for one in results.loaded if one.pages == run.pages]
        if loaded:
            what = f"a question loads of the index of {run.pages:,} pages, median, kB"
            yield Line(what, LOADED, median(loaded) / 1000)
            yield Line(what.replace("median", "most"), LOADED, max(loaded) / 1000)
    if len(runs) > 1:
        first, last = runs[0], runs[-1]
        spent = [run.partial + run.composed for run in (first, last)]
        power = math.log(spent[1] / spent[0]) / math.log(last.pages / first.pages)
        what = f"growth of the search from {first.pages:,} to {last.pages:,} pages, exponent"
        yield Line(what, GROWTH, power)
