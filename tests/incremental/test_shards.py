"""A project built in shards: the bytes of one build, whoever does the work, and no more of it.

Everything is run as users run it: the command, its processes, workers of Dask that are killed.
"""

import os
import pickle
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_briefing.shards.division import Division, DivisionError
from sphinx_briefing.shards.stages import folder_of
from sphinx_briefing.shards.tasks import LEARNT, RESULT
from tests.building import differing, finished, sphinx
from tests.rearranged import EDITS, Rearranged

LONG = bool(os.environ.get("BRIEFING_LONG_TESTS"))
SHARDS = 3
SIGNS = re.compile(r"\x1b\[[\d;]*m")


class Sharded:
    """A project and what its shards make."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.src, self.out, self.facts = root / "src", root / "out", root / "facts"
        self.src.mkdir()
        self.project = Rearranged()
        self.project.conf["briefing_sarif"] = ""
        self.project.conf["briefing_files"] = []
        self.project.write(self.src)

    def run(self, command: str, *options: object) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [
                sys.executable, "-m", "sphinx_briefing", command, "--source", str(self.src),
                *map(str, options),
            ],
            capture_output=True,
            text=True,
            cwd=self.root,
            check=False,
        )  # fmt: skip

    def build(self, *options: object) -> str:
        """Build in shards; what the build says of its progress."""
        done = self.run(
            "build", "--shards", SHARDS, "-o", self.out, "-d", self.root / "doctrees", *options
        )
        assert done.returncode == 0, done.stdout + done.stderr
        self.said = self.without_folders(done.stderr)
        return done.stdout

    def compose(self, *options: object) -> "subprocess.CompletedProcess[str]":
        return self.run(
            "compose", "--facts", self.facts, "--shards", SHARDS, "-o", self.out, *options
        )

    def shard(self, number: int) -> str:
        done = self.run("build", "--shard", f"{number}/{SHARDS}", "--facts", self.facts)
        assert done.returncode == 0, done.stderr
        return done.stderr

    def without_folders(self, text: str) -> list[str]:
        text = text.replace(f"{self.src}{os.sep}", "").replace(str(self.src), "<src>")
        text = text.replace(str(self.out), "<out>")
        return sorted({line for line in text.splitlines() if not line.startswith("sphinx-brief")})

    def assert_clean(self, builder: str = "html", *options: str) -> None:
        """Compare with one build of everything: all files, and all that it says."""
        clean = self.root / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        shutil.copytree(self.src, clean / "src", ignore=shutil.ignore_patterns("*.mo"))
        said = finished(sphinx(clean / "src", clean / "out", clean / "doctrees", builder, *options))
        assert differing(self.out, clean / "out", self.src, clean / "src") == []
        assert self.said == said


@pytest.fixture
def sharded(tmp_path: Path) -> Sharded:
    return Sharded(tmp_path)


@pytest.mark.parametrize("builder", ["html", "dirhtml"] if LONG else ["html"])
@pytest.mark.parametrize("seed", range(12 if LONG else 1))
def test_after_edits_the_bytes_are_those_of_one_build(
    builder: str, seed: int, sharded: Sharded
) -> None:
    made = random.Random(seed)
    sharded.build("-b", builder)
    for _ in range(6 if LONG else 2):
        for _ in range(3):
            EDITS[made.randrange(len(EDITS))](sharded.project, random.Random(made.random()))
        sharded.project.conf["briefing_sarif"] = ""
        sharded.project.write(sharded.src)
        sharded.build("-b", builder)
        sharded.assert_clean(builder)


def test_only_shards_with_something_due_are_begun(sharded: Sharded) -> None:
    assert f"in {SHARDS} shards" in sharded.build()
    assert "briefing: shard" not in sharded.build()
    note = sharded.src / "notes/n2.md"
    note.write_text(note.read_text() + "\nMore of it.\n")
    said = sharded.build()
    assert "1 page to read in 1 shard\n" in said
    assert "1 page to write in 1 shard\n" in said
    sharded.assert_clean()
    # One process can go on where many have been.
    note.write_text(note.read_text() + "\nAnd more.\n")
    sharded.said = finished(sphinx(sharded.src, sharded.out, sharded.root / "doctrees", "html"))
    sharded.assert_clean()


def test_an_audience_is_served_alike(sharded: Sharded) -> None:
    sharded.build("-D", "briefing_audience=GREEN")
    clean = sharded.root / "clean"
    shutil.copytree(sharded.src, clean / "src", ignore=shutil.ignore_patterns("*.mo"))
    said = finished(
        sphinx(
            clean / "src", clean / "out", clean / "doctrees", "html",
            "-D", "briefing_audience=GREEN",
        )
    )  # fmt: skip
    assert differing(sharded.out, clean / "out", sharded.src, clean / "src") == []
    assert sharded.said == said


# -- jobs that are given folders -----------------------------------------------------------------


def test_jobs_one_stage_after_the_other(sharded: Sharded) -> None:
    numbers = range(1, SHARDS + 1)
    for number in numbers:
        assert "pages read" in sharded.shard(number)
    waiting = sharded.compose("--last")
    assert waiting.returncode == 1, waiting.stderr
    assert "are to be written" in waiting.stderr
    for number in numbers:
        assert "pages written" in sharded.shard(number)
    # A fresh check-out has other times.
    sharded.project.keeps_times = True
    sharded.project.write(sharded.src)
    done = sharded.compose("--last")
    assert done.returncode == 0, done.stdout + done.stderr
    sharded.said = sharded.without_folders(done.stderr)
    sharded.assert_clean()
    assert "nothing is due" in sharded.shard(1)


def test_facts_of_older_sources_are_made_again(sharded: Sharded) -> None:
    for number in range(1, SHARDS + 1):
        sharded.shard(number)
    note = sharded.src / "notes/n2.md"
    note.write_text(note.read_text() + "\nMore of it.\n")
    waiting = sharded.compose()
    assert waiting.returncode == 0
    assert "are to be read: for each shard of" in waiting.stderr
    while "are to be" in waiting.stderr:
        for number in range(1, SHARDS + 1):
            sharded.shard(number)
        waiting = sharded.compose()
    assert waiting.returncode == 0
    sharded.said = sharded.without_folders(waiting.stderr)
    sharded.assert_clean()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda one: (one / LEARNT).write_bytes(b"\x80\x05half"), "is not whole"),
        (lambda one: (one / RESULT).unlink(), "holds no result"),
        (lambda one: (one / RESULT).write_text("{"), "is not whole, or of another version"),
        (lambda one: _changed(one, "versions"), "was made with other versions"),
        (lambda one: _changed(one, "settings"), "with another configuration"),
        (lambda one: (one / LEARNT).write_bytes(pickle.dumps("no")), "holds no pages"),
    ],
)
def test_facts_that_cannot_be_used(spoil: Any, said: str, tmp_path: Path) -> None:
    small = _small(tmp_path)
    for number in (1, 2):
        assert _command(small, "build", "--shard", f"{number}/2", "--facts", "facts")[0] == 0
    read = sorted((small / "facts/read").iterdir())
    spoil(read[0])
    status, err = _command(small, "compose", "--facts", "facts", "--shards", "2")
    assert (status, err.count("\n")) == (1, 1), err
    assert said in err
    assert not (small / "build/html/index.html").exists()


@pytest.mark.parametrize("kind", ["read", "written"])
@pytest.mark.parametrize(
    "spoil",
    [
        lambda one: (one / LEARNT).write_bytes(b"half"),
        lambda one: next(path for path in one.rglob("*") if _is_carried(path)).unlink(),
        *((lambda one: (one / RESULT).unlink(), lambda one: _changed(one, "settings")) * LONG),
    ],
)
def test_facts_that_cannot_be_used_can_be_made_again(kind: str, spoil: Any, tmp_path: Path) -> None:
    small = _small(tmp_path)
    compose = ("compose", "--facts", "facts", "--shards", "2", "--last")
    _both_shards(small)
    if kind == "written":
        assert _command(small, *compose)[0] == 1
        _both_shards(small)
    spoil(sorted((small / f"facts/{kind}").iterdir())[0])
    status, err = _command(small, *compose)
    assert (status, err.count("\n")) == (1, 1), err
    assert "are to be" not in err
    for _ in range(2):
        _both_shards(small)
        status, err = _command(small, *compose)
    assert status == 0, err
    assert (small / "build/html/n1.html").is_file()
    assert not [path for path in (small / "facts/read").iterdir() if path.name.startswith(".")]


def _is_carried(path: Path) -> bool:
    return path.suffix == ".doctree" or (path.suffix == ".html" and "files" in path.parts)


def _both_shards(small: Path) -> None:
    for number in (1, 2):
        status, err = _command(small, "build", "--shard", f"{number}/2", "--facts", "facts")
        assert status == 0, err


def test_pages_that_go_and_come_between_stages(tmp_path: Path) -> None:
    small = _small(tmp_path)
    (small / "index.md").write_text(
        "# Start\n\n```{include} words.txt\n```\n\n```{toctree}\n:glob:\n\nn*\n```\n"
    )
    (small / "words.txt").write_text("Included.\n")
    compose = ("compose", "--facts", "facts", "--shards", "2", "--last")
    (small / "facts").mkdir()
    assert "3 pages are to be read" in _command(small, *compose)[1]
    (small / "n2.md").rename(small / "n3.md")
    said = [_command(small, "build", "--shard", f"{n}/2", "--facts", "facts")[1] for n in (1, 2)]
    assert "the page n2 is gone" in "".join(said)
    assert _command(small, *compose)[0] == 1
    _both_shards(small)
    (small / "n4.md").write_text("# Note 4\n")
    (small / "words.txt").write_text("Included later.\n")
    for _ in range(4):
        status, err = _command(small, *compose)
        _both_shards(small)
    assert status == 0, err
    finished(sphinx(small, tmp_path / "clean", tmp_path / "doctrees", "html"))
    page = "index.html"
    assert (small / "build/html" / page).read_bytes() == (tmp_path / "clean" / page).read_bytes()
    assert "Included later" in (tmp_path / "clean" / page).read_text()


def test_snapshots_are_no_pages_of_shards(tmp_path: Path) -> None:
    small = _small(tmp_path)
    (small / "kept").mkdir()
    (small / "kept/page.md").write_text("# Kept\n\nTheir words.\n")
    (small / "index.md").write_text(
        "# Start\n\n```{brief:source} kept\n:url: https://example.org/\n"
        ":snapshot: kept/page.md\n```\n\n```{toctree}\n:glob:\n\nn*\nkept/*\n```\n"
    )
    for _ in range(2):
        _both_shards(small)
        status, _err = _command(small, "compose", "--facts", "facts", "--shards", "2", "-o", "out")
    assert status == 0
    assert _command(small, "build", "--shards", "2")[0] == 0
    finished(sphinx(small, tmp_path / "clean", tmp_path / "doctrees", "html"))
    assert not (tmp_path / "clean/kept/page.html").exists()
    for out in ("out", "build/html"):
        assert not (small / out / "kept/page.html").exists()
        made = (small / out / "index.html").read_bytes()
        assert made == (tmp_path / "clean/index.html").read_bytes()


def _changed(folder: Path, name: str) -> None:
    path = folder / RESULT
    path.write_text(re.sub(rf'"{name}": "[^"]*"', f'"{name}": "other"', path.read_text()))


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("--shard", "3/2", "--facts", "facts"), 1, "there is no shard '3/2'; there are 1/2, 2/2"),
        (("--shard", "1/2"), 2, "--shard and --facts go together"),
        (("--shards", "0"), 1, "between 1 and"),
        (("--scheduler", "tcp://127.0.0.1:1", "--shards", "2"), 1, "no scheduler answers"),
        (("--scheduler", "garbage", "--shards", "2"), 1, "'garbage' is no address"),
        (("--scheduler", "tcp://host:99999", "--shards", "2"), 1, "is no address"),
        (("--shard", "1/2", "--shards", "3", "--facts", "facts"), 2, "none of --shards 3"),
        (("-D", "nothing"), 2, "NAME=VALUE"),
        (("-b", "nobody"), 1, "nobody"),
    ],
)
def test_what_cannot_be_built(
    arguments: tuple[str, ...], status: int, said: str, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT", "3s")
    found, err = _command(_small(tmp_path), "build", *arguments)
    assert found == status, err
    assert said in err
    assert "Traceback" not in err


@pytest.mark.parametrize("stage", [("--shards", "2"), ("--shard", "1/2", "--facts", "facts")])
@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("def setup(app): raise RuntimeError('boom')", "RuntimeError: boom"),
        ("def setup(app): app.connect('source-read', lambda *all: 1 / 0)", "division by zero"),
        ("def setup(app): pass\nmyst_heading_slug_func = lambda text: text", "pickle"),
    ],
)
def test_extensions_that_fail(stage: tuple[str, ...], code: str, said: str, tmp_path: Path) -> None:
    small = _small(tmp_path)
    with (small / "conf.py").open("a") as file:
        file.write(code + "\n")
    status, err = _command(small, "build", *stage)
    assert status == 1
    assert said in err
    assert "Traceback" not in err
    assert not (small / "build/html/index.html").exists()
    assert not [*small.glob("facts/read/*")]


@pytest.mark.parametrize(
    ("shards", "said"),
    [
        ({"a": "n*", "b": ["n1.md", "index.md"]}, "n1.md belongs to 'a' and 'b'"),
        ({"a": "n*"}, "index.md belongs to no shard"),
        ({"a": 5}, "'a': 5 is no pattern of paths"),
        (["n*"], "briefing_shards is not a dictionary"),
        ({"a" * 300: "**"}, "File name too long"),
    ],
)
def test_shards_that_overlap_or_miss_a_page(shards: object, said: str, tmp_path: Path) -> None:
    small = _small(tmp_path)
    with (small / "conf.py").open("a") as file:
        file.write(f"briefing_shards = {shards!r}\n")
    status, err = _command(small, "build")
    assert status == 1
    assert said in err
    assert err.count("\n") == 1, err
    assert not (small / "build/html/index.html").exists()


def test_shards_by_folder(tmp_path: Path) -> None:
    small = _small(tmp_path)
    with (small / "conf.py").open("a") as file:
        file.write("briefing_shards = {'notes': 'n*', 'rest': 'index.md'}\n")
    assert _command(small, "build", "--shard", "notes", "--facts", "facts")[0] == 0
    assert folder_of(small / "facts", "read", "notes").is_dir()
    assert _command(small, "build")[0] == 0
    assert (small / "build/html/n1.html").is_file()


def _small(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "conf.py").write_text(
        "extensions = ['myst_parser', 'sphinx_briefing']\nbriefing_files = []\n"
    )
    (folder / "index.md").write_text("# Start\n\n```{toctree}\nn1\nn2\n```\n")
    for number in (1, 2):
        (folder / f"n{number}.md").write_text(f"# Note {number}\n\nWords.\n")
    return folder


def _command(folder: Path, *arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "sphinx_briefing", *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        check=False,
    )
    return done.returncode, done.stderr


# -- workers of Dask -----------------------------------------------------------------------------


def test_killed_workers_cost_no_byte(sharded: Sharded) -> None:
    pytest.importorskip("distributed")
    with _scheduler() as (address, workers):
        stop = threading.Event()
        killed: list[int] = []

        def kill() -> None:
            made = random.Random(7)
            while not stop.wait(1 + 3 * made.random()) and len(killed) < 3:
                pids = workers()
                if pids:
                    killed.append(made.choice(pids))
                    os.kill(killed[-1], signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        try:
            sharded.build("--scheduler", address)
        finally:
            stop.set()
            killer.join()
        assert killed
        sharded.assert_clean()


def test_a_worker_whose_disk_is_full_is_not_asked_again(sharded: Sharded) -> None:
    pytest.importorskip("distributed")
    with _scheduler(full=1) as (address, _workers):
        said = sharded.build("--scheduler", address)
        assert "is tried again" in said
        sharded.assert_clean()


class _Scheduler:
    """A scheduler and two workers, each a process with a nanny that begins it again."""

    def __init__(self, full: int) -> None:
        self._full = full
        self._started: list[subprocess.Popen[str]] = []

    def __enter__(self) -> tuple[str, Any]:
        scheduler = self._start(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show"
        )
        address = _address(scheduler)
        for number in range(2):
            is_full = number < self._full
            self._start(
                "worker", address, "--nworkers", "1", "--nthreads", "1", "--no-dashboard",
                limit="ulimit -f 1;" if is_full else "",
            )  # fmt: skip
        return address, self._workers

    def _start(self, *arguments: str, limit: str = "") -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            ["sh", "-c", f'{limit} exec "$0" "$@"', sys.executable, "-m",
             f"distributed.cli.dask_{arguments[0]}", *arguments[1:]],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE if arguments[0] == "scheduler" else subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )  # fmt: skip
        self._started.append(process)
        return process

    def _workers(self) -> list[int]:
        """The processes that nannies have begun."""
        found = []
        for nanny in self._started[1:]:
            for children in Path(f"/proc/{nanny.pid}/task").glob("*/children"):
                found += [int(pid) for pid in children.read_text().split()]
        return [pid for pid in found if b"spawn_main" in _called(pid)]

    def __exit__(self, *_error: object) -> None:
        for process in reversed(self._started):
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            if process.stderr is not None:
                process.stderr.close()


def _scheduler(full: int = 0) -> _Scheduler:
    if not Path("/proc/self/task").is_dir():
        pytest.skip("needs /proc to find workers")
    return _Scheduler(full)


def _called(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _address(scheduler: "subprocess.Popen[str]") -> str:
    assert scheduler.stderr is not None
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        line = scheduler.stderr.readline()
        if found := re.search(r"tcp://127\.0\.0\.1:\d+", line):
            threading.Thread(target=scheduler.stderr.read, daemon=True).start()
            return found[0]
    raise AssertionError("no scheduler")


# -- divisions -----------------------------------------------------------------------------------


class _Pages:
    """The pages of a project, as a division asks for them."""

    def __init__(self, docnames: Iterator[str]) -> None:
        self.found_docs = set(docnames)

    def doc2path(self, docname: str, *, base: bool = True) -> str:
        return f"{docname}.md"


NAMES = st.sets(st.text("abc/12é", min_size=1, max_size=9), max_size=40)


@given(NAMES, NAMES, st.integers(1, 9))
def test_pages_are_divided_once_and_for_all(names: set[str], others: set[str], number: int) -> None:
    division = Division.into(number)
    env: Any = _Pages(iter(names))
    parted = dict(division.parted(env, names))
    assert sorted(page for pages in parted.values() for page in pages) == sorted(names)
    assert list(parted) == [name for name in division.names if name in parted]
    for shard, pages in division.parted(env, names | others):
        assert set(parted.get(shard, [])) <= set(pages)


@pytest.mark.parametrize("number", [-1, 0, 10_001])
def test_numbers_of_shards(number: int) -> None:
    with pytest.raises(DivisionError, match="between 1 and"):
        Division.into(number)
