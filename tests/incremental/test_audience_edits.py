"""The law of freshness in builds for an audience: after any edits and marks, as a clean build."""

import random
import re
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.edited import Project
from tests.incremental.test_exactness import LONG, Edits
from tests.rearranged import EDITS, Rearranged

MARKS = ("CLEAR", "GREEN", "AMBER", "RED", "red", "PURPLE")


def mark_record(project: Project, rng: random.Random) -> None:
    """Mark a record, or take its mark away."""
    name = rng.choice(project.names("notes/"))
    if not project.replace(name, r"^:tlp: .*\n", ""):
        mark = rng.choice(MARKS)
        project.replace(name, r"^(```\{(?:claim|event|position)\} .*\n)", rf"\1:tlp: {mark}\n")


def mark_passage(project: Project, rng: random.Random) -> None:
    """Put a paragraph into a passage that is marked, or take it out again."""
    name = rng.choice(project.names("notes/") + project.names("briefs/"))
    if not project.replace(name, r"^````\{restricted\} .*\n((?:.*\n)*?)````\n", r"\1"):
        mark = rng.choice(MARKS)
        lines = project.files[name].decode().split("\n")
        plain = [at for at, line in enumerate(lines) if re.match(r"[A-Z][\w ]+ .*\.", line)]
        if plain:
            at = rng.choice(plain)
            lines[at : at + 1] = [f"````{{restricted}} {mark}", lines[at], "````"]
            project.files[name] = "\n".join(lines).encode()


def change_audience(project: Project, rng: random.Random) -> None:
    """Build for others."""
    project.conf["briefing_audience"] = rng.choice(["", "CLEAR", "GREEN", "GREEN", "AMBER", "RED"])


MARKING: tuple[Callable[[Project, random.Random], None], ...] = (
    mark_record, mark_record, mark_passage, mark_passage, change_audience,
)  # fmt: skip


class Marked(Rearranged):
    """A project whose claims say nothing that others say in other words of markup."""

    def write(self, folder: Path) -> None:
        files = self.files
        self.files = {
            name: content.replace(b"It was said by", b"By") for name, content in files.items()
        }
        super().write(folder)
        self.files = files


class Marks(Edits):
    """An author who also marks, and builds for several audiences into one folder."""

    def __init__(self) -> None:
        super().__init__()
        self.project = Marked()
        self.project.conf["briefing_audience"] = "GREEN"

    @rule(number=st.integers(0, len(MARKING) - 1), seed=st.integers(0, 10**6))
    def mark(self, number: int, seed: int) -> None:
        MARKING[number](self.project, random.Random(seed))
        self.done.append(MARKING[number].__name__)
        self.built = False


Marks.TestCase.settings = settings(
    max_examples=60 if LONG else 2,
    stateful_step_count=40 if LONG else 12,
    deadline=None,
    derandomize=not LONG,
    phases=(Phase.generate, Phase.shrink) if LONG else (Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
TestMarks = Marks.TestCase


def test_any_mark_can_follow_any_edit() -> None:
    for seed in range(50):
        project, rng = Rearranged(), random.Random(seed)
        for _ in range(40):
            rng.choice([*EDITS, *MARKING])(project, rng)
