"""A build for an audience beside one of the project from which somebody has deleted the rest."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bench import corpus, measure, projects, words
from bench.measure import Cost
from bench.scenarios import in_other_process

AUDIENCE = "GREEN"
PASSAGES, PAGES = 10, 20
"""One note of so many has a passage for others, or is followed by a page for others."""

SCENARIOS = ("clean", "nothing", "note")
"""A first build, one without any change, and one after a note was edited."""


@dataclass(frozen=True, slots=True)
class AudienceRun:
    """A build of both."""

    size: int
    round: int
    scenario: str
    deleted: Cost
    audience: Cost

    @property
    def ratio(self) -> float:
        """The CPU of the build for the audience for each second of the other."""
        return self.audience.cpu / self.deleted.cpu


def write(folder: Path, size: int, seed: int) -> None:
    """Write a project, once with what is not for all and once without."""
    shutil.rmtree(folder, ignore_errors=True)
    toolkit = projects.VARIANTS["toolkit"]
    made = corpus.make(size, seed)
    for name in ("deleted", "audience"):
        projects.write(folder / name / "src", toolkit, made, {})
    random = Random(seed)
    src = folder / "audience" / "src"
    for number, note in enumerate(made.notes):
        path = src / f"{note.docname}.md"
        if number % PASSAGES == 0:
            text = path.read_text(encoding="utf-8")
            passage = f"\n```{{restricted}} AMBER\n{words.sentences(random, 5)}\n```\n"
            path.write_text(text + passage, encoding="utf-8")
        if number % PAGES == 0:
            paragraphs = "\n\n".join(words.sentences(random, 4) for _ in range(10))
            page = f"---\ntlp: RED\n---\n# {words.statement(random)}\n\n{paragraphs}\n"
            path.with_name(f"{path.stem}-red.md").write_text(page, encoding="utf-8")


def compare(folder: Path, sizes: Sequence[int], seed: int, rounds: int) -> Iterator[AudienceRun]:
    """Build each size both ways, as many rounds as are asked for."""
    for size in sizes:
        place = folder / str(size)
        in_other_process(write, place, size, seed)
        edited = sorted((place / "deleted" / "src").rglob("notes/**/*.md"))[size // 2]
        below = edited.relative_to(place / "deleted" / "src")
        for number in range(rounds):
            for scenario in SCENARIOS:
                costs = [
                    _measured(place / name, below, scenario, number)
                    for name in ("deleted", "audience")
                ]
                yield AudienceRun(size, number, scenario, *costs)


def _measured(folder: Path, edited: Path, scenario: str, number: int) -> Cost:
    out = folder / "out"
    if scenario == "clean":
        for one in (out, measure.doctrees(out)):
            shutil.rmtree(one, ignore_errors=True)
    elif scenario == "note":
        path = folder / "src" / edited
        path.write_text(
            path.read_text(encoding="utf-8") + f"\nEdited {number + 1} times.\n", encoding="utf-8"
        )
    settings = [f"briefing_audience={AUDIENCE}"] if folder.name == "audience" else []
    return measure.build(folder / "src", out, settings=settings)
