"""The law of freshness: after any edits, an incremental build equals a clean serial one.

Every byte of the output folder is compared, what we remember beside it included. The tests that run
with all others make few edits; ``nox -s exactness`` makes many, and kills builds at any moment.
"""

import os
import random
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.building import PAGE_BY_PAGE, WHOLE, differing, files, finished, sphinx
from tests.rearranged import EDITS, Rearranged

BUILDERS = ("html", "dirhtml", "briefpdf", "briefdocx", "ledger")
ALL_BUILDERS = (*PAGE_BY_PAGE, *WHOLE)
LONG = bool(os.environ.get("BRIEFING_LONG_TESTS"))


class Edits(RuleBasedStateMachine):
    """An author who edits, builds, is interrupted, and builds again."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="briefing-exact-"))
        self.src = self.root / "src"
        self.src.mkdir()
        self.project = Rearranged()
        self.done: list[str] = []
        self.built = False

    @rule(number=st.integers(0, len(EDITS) - 1), seed=st.integers(0, 10**6))
    def edit(self, number: int, seed: int) -> None:
        EDITS[number](self.project, random.Random(seed))
        self.done.append(EDITS[number].__name__)
        self.built = False

    @precondition(lambda self: LONG)
    @rule(
        builder=st.sampled_from(BUILDERS),
        jobs=st.sampled_from(("1", "2")),
        seconds=st.floats(0.3, 3),
    )
    def kill(self, builder: str, jobs: str, seconds: float) -> None:
        self.project.write(self.src)
        process = self.start(builder, jobs)
        try:
            process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            assert process.stderr is not None
            process.stderr.close()
            process.wait()
            self.done.append(f"kill {builder} after {seconds:.1f} s")

    @precondition(lambda self: not self.built)
    @rule(
        builder=st.sampled_from(ALL_BUILDERS if LONG else BUILDERS),
        jobs=st.sampled_from(("1", "2")),
    )
    def build(self, builder: str, jobs: str) -> None:
        self.done.append(f"build {builder} -j {jobs}")
        self.built = True
        self.project.write(self.src)
        said = finished(self.start(builder, jobs))
        clean = self.root / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        shutil.copytree(self.src, clean / "src", ignore=shutil.ignore_patterns("*.mo"))
        said_clean = finished(sphinx(clean / "src", clean / "out", clean / "doctrees", builder))
        out, src = self.root / builder, self.src
        assert differing(out, clean / "out", src, clean / "src") == [], self.done
        assert said == said_clean, self.done

    def start(self, builder: str, jobs: str) -> "subprocess.Popen[str]":
        # Sphinx lets catalogues share what was read with no other builder.
        doctrees = self.root / ("doctrees-gettext" if builder == "gettext" else "doctrees")
        out = self.root / builder
        return sphinx(self.src, out, doctrees, builder, "-j", jobs)

    @invariant()
    def nothing_is_left_behind(self) -> None:
        assert not list(self.root.glob("*/.briefing-answers-*.partial"))

    def teardown(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)


Edits.TestCase.settings = settings(
    max_examples=60 if LONG else 2,
    stateful_step_count=40 if LONG else 10,
    deadline=None,
    derandomize=not LONG,
    phases=(Phase.generate, Phase.shrink) if LONG else (Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
TestEdits = Edits.TestCase


def test_any_edit_can_follow_any_other() -> None:
    for seed in range(200):
        project, rng = Rearranged(), random.Random(seed)
        for _ in range(40):
            rng.choice(EDITS)(project, rng)


@pytest.mark.parametrize("builder", ["html", "briefpdf"])
def test_a_build_that_was_killed_is_put_right_by_the_next(builder: str, tmp_path: Path) -> None:
    src = tmp_path / "src"
    project, rng = Rearranged(), random.Random(7)
    project.write(src)
    finished(sphinx(src, tmp_path / "out", tmp_path / "doctrees", builder))
    for share in (0.3, 0.5, 0.7, 0.9):
        for edit in rng.sample(EDITS, 4):
            edit(project, rng)
        project.write(src)
        begun = time.monotonic()
        finished(sphinx(src, tmp_path / "timed", tmp_path / "timed-doctrees", builder))
        process = sphinx(src, tmp_path / "out", tmp_path / "doctrees", builder, "-j", "2")
        time.sleep((time.monotonic() - begun) * share)
        process.kill()
        assert process.stderr is not None
        process.stderr.close()
        process.wait()
    finished(sphinx(src, tmp_path / "out", tmp_path / "doctrees", builder, "-j", "2"))
    finished(sphinx(src, tmp_path / "clean", tmp_path / "clean-doctrees", builder))
    assert differing(tmp_path / "out", tmp_path / "clean", src, src) == []


@pytest.mark.parametrize("builder", BUILDERS)
def test_two_machines_make_the_same_bytes(builder: str, tmp_path: Path) -> None:
    outs = []
    for place, variables in (
        ("one", {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"}),
        ("another/deeper", {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "C.UTF-8"}),
    ):
        root = tmp_path / place
        Rearranged().write(root / "src")
        outs.append(root / "out")
        jobs = "1" if place == "one" else "2"
        process = sphinx(
            root / "src", outs[-1], root / "doctrees", builder, "-j", jobs, **variables
        )
        finished(process)
    assert files(outs[0]), builder
    sources = (out.parent / "src" for out in outs)
    assert differing(*outs, *sources) == []
