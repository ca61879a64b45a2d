"""What is measured: builds from nothing, and builds after an edit, of several tools in turn."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from types import MappingProxyType

from bench import corpus, measure, projects
from bench.measure import Cost

SCENARIOS: Mapping[str, str] = MappingProxyType({
    "clean": "clean, `-j 1`",
    "clean2": "clean, `-j 2`",
    "nothing": "no change",
    "note": "one note edited",
    "term": "one term edited",
})  # fmt: skip
"""The scenarios, in the order in which they follow one another."""

STAMPS = ("2030", "2031")
"""What an edit writes, in turn, so that each one changes something."""


@dataclass(frozen=True, slots=True)
class Run:
    """One build that was measured."""

    size: int
    variant: str
    scenario: str
    round: int
    cost: Cost


def write(folder: Path, size: int, seed: int, variants: Sequence[str]) -> None:
    """Write a corpus for each tool, and beside it the pages that the edits put in place."""
    text = corpus.make(size, seed)
    for name in variants:
        place = folder / name
        shutil.rmtree(place, ignore_errors=True)
        variant = projects.VARIANTS[name]
        projects.write(place / "src", variant, text, projects.ALABASTER)
        for stamp in STAMPS:
            for scenario, edited, page in (
                ("note", text.with_note_edited(stamp), text.edited_note),
                ("term", text.with_term_edited(stamp), "registers/terms-001"),
            ):
                path = place / "edits" / scenario / stamp / f"{page}.md"
                path.parent.mkdir(parents=True)
                path.write_text(variant.files(edited)[f"{page}.md"], encoding="utf-8")


def in_other_process(function: Callable[..., None], *arguments: object) -> None:
    """Call a function in a process of its own.

    A build starts with the memory that this process has; so this one stays small.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        pool.submit(function, *arguments).result()


def compare(
    folder: Path,
    size: int,
    seed: int,
    variants: Sequence[str],
    scenarios: Sequence[str],
    rounds: int,
) -> Iterator[Run]:
    """Measure each scenario for each tool, tools in turn, as many rounds as are asked for."""
    in_other_process(write, folder, size, seed, variants)
    for number in range(rounds):
        # Whoever goes first does so in one round only.
        at = number % len(variants)
        for scenario in SCENARIOS:
            first_of_all = scenario == "clean" and number == 0
            if scenario not in scenarios and not first_of_all:
                continue
            for name in (*variants[at:], *variants[:at]):
                cost = _build(folder / name, scenario, number)
                if scenario in scenarios:
                    yield Run(size, name, scenario, number, cost)


def _build(place: Path, scenario: str, number: int) -> Cost:
    out = place / ("parallel" if scenario == "clean2" else "out")
    if scenario in ("clean", "clean2"):
        shutil.rmtree(out, ignore_errors=True)
        shutil.rmtree(measure.doctrees(out), ignore_errors=True)
    edit = place / "edits" / scenario / STAMPS[number % len(STAMPS)]
    if edit.is_dir():
        for page in edit.rglob("*.md"):
            shutil.copyfile(page, place / "src" / page.relative_to(edit))
    return measure.build(place / "src", out, jobs=2 if scenario == "clean2" else 1)
