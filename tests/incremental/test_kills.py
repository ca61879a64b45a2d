"""A build that is killed at any operation on files is put right by the next one.

With ``BRIEFING_LONG_TESTS`` builds are killed at every single operation, otherwise at a sample.
"""

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import pytest

from sphinx_briefing.incremental import locks
from sphinx_briefing.incremental.failures import BuildStopped
from tests.interrupted import Builds, Outcome
from tests.support import BASE_CONF, Content, _assignments, write

LONG = "BRIEFING_LONG_TESTS" in os.environ

SAMPLES = {"html": 3, "briefpdf": 1, "briefdocx": 1, "ledger": 1}
"""By builder, at how many operations a build is killed in the ordinary suite."""

TIMES = 2 if LONG else 1
"""How often it is built after a kill."""

MORE = ("epub", "dirhtml", "singlehtml", "text", "latex", "gettext", "devhelp", "xml")
"""Other builders; in long tests alone."""

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="305" height="305">'
RECTANGLES = "".join(f'<rect x="{n}" y="{n}" width="5" height="5"/>' for n in range(300))

CONF = {
    **BASE_CONF,
    "html_static_path": ["static"],
    "html_baseurl": "https://example.org/",
    "briefing_files": ["pdf"],
    "briefing_search": True,
    "briefing_feeds": ["atom", "calendar"],
    "briefing_sarif": "findings.sarif",
    "briefing_ledger_parquet": find_spec("pyarrow") is not None,
    "briefing_publish_snapshots": True,
    "briefing_pdf_bundles": {"all": {"title": "All", "briefs": ["b"]}},
    "epub_copyright": "2026, Test",
    "version": "1",
}

BEFORE: Mapping[str, Content] = {
    "conf.py": "\n".join(_assignments(CONF)),
    "index.md": "# Start\n\n```{toctree}\nnote\nb\nold\n```\n\n{download}`data.csv`\n",
    "note.md": """
        ---
        source: {id: walaw, title: Ports, publisher: Walaw, date: 2026-02-21, snapshot: read.html}
        ---
        # Note

        ```{actor} NMT
        :kind: organisation
        :long: Norland Ministry of Transport
        ```

        ```{claim} Vik reopens in May
        :by: NMT
        :id: vik
        ```
    """,
    "old.md": "# Old\n\nThe NMT was silent. ![](old.svg)\n",
    "b.md": """
        ---
        brief: {kind: infocus, date: 2026-02-23, status: final, summary: The port reopens.}
        ---
        # Brief

        The NMT speaks {claim}`vik`. {claim}`nobody`

        ![A chart](chart.svg)

        ```{claims}
        :as: list
        ```

        ```{actors}
        :as: map
        :scope: all
        ```
    """,
    "chart.svg": f"{SVG}{RECTANGLES}</svg>",
    "old.svg": f"{SVG}</svg>",
    "data.csv": "a,b\n" * 100,
    "read.html": "<p>Vik reopens in May.</p>\n",
    "static/own.css": "p { color: black; }\n" * 100,
}

EDIT: Mapping[str, Content | None] = {
    "index.md": "# Start\n\n```{toctree}\nnote\nb\nnew\n```\n\n{download}`data.csv`\n",
    "note.md": str(BEFORE["note.md"]).replace("in May", "in June"),
    "old.md": None,
    "new.md": "# New\n\n```{event} Vik meets\n:date: 2026-03-01\n:actors: NMT\n```\n",
    "chart.svg": str(BEFORE["chart.svg"]).replace("<rect", '<rect fill="#123"'),
    "data.csv": "c,d\n" * 200,
    "read.html": "<p>Vik reopens in June.</p>\n",
    "static/own.css": None,
    "static/other.css": "p { color: white; }\n" * 100,
}


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Builds:
    """Builds of the project."""
    found = Builds(tmp_path_factory.mktemp("kills"))
    put(found, BEFORE)
    return found


def put(builds: Builds, files: Mapping[str, Content | None]) -> None:
    """Bring the sources to hold these files."""
    for name in BEFORE.keys() | EDIT.keys():
        content = files.get(name)
        if content is None:
            (builds.root / "src" / name).unlink(missing_ok=True)
        else:
            write(builds.root / "src" / name, content)


def prepare(builds: Builds, builder: str, before: str, clean: str) -> None:
    """Build what was before the edit, and edit."""
    for out in (before, clean):
        shutil.rmtree(builds.root / out, ignore_errors=True)
    put(builds, BEFORE)
    assert not builds.run(builder, before).status
    put(builds, {**BEFORE, **EDIT})


@pytest.mark.parametrize("builder", [*SAMPLES, *(MORE if LONG else ())])
def test_a_kill_at_any_operation(builds: Builds, builder: str) -> None:
    before, clean = f"before-{builder}", f"clean-{builder}"
    prepare(builds, builder, before, clean)
    wanted = builds.run(builder, clean)
    expected = builds.files(clean, builder)
    for start in ("", before):
        total = builds.run(builder, copied(builds, start, "count")).operations
        points = range(1, total + 1)
        if not LONG:
            points = random.Random(total).sample(points, SAMPLES[builder])  # type: ignore[assignment]
        for at in points:
            place = f"{builder}, {'edited' if start else 'from nothing'}, killed at {at} of {total}"
            out = copied(builds, start, "killed")
            assert builds.run(builder, out, at).killed, place
            for _time in range(TIMES):
                check(builds.run(builder, out), wanted, place)
                assert differing(builds.files(out, builder), expected) == [], place


def copied(builds: Builds, start: str, name: str) -> str:
    """A fresh folder: empty, or a copy of another."""
    shutil.rmtree(builds.root / name, ignore_errors=True)
    if start:
        shutil.copytree(builds.root / start, builds.root / name)
    return name


def check(found: Outcome, wanted: Outcome, place: str) -> None:
    assert (found.status, found.said) == (0, wanted.said), place


def differing(found: Mapping[str, bytes], wanted: Mapping[str, bytes]) -> list[str]:
    """The files that differ, or that one of the two has not."""
    return [
        name for name in sorted(found.keys() | wanted.keys()) if found.get(name) != wanted.get(name)
    ]


# -- disks that are full, folders that nobody may write to, two builds at once ------------------


@pytest.mark.parametrize("builder", ["html", "ledger", "briefpdf"] if LONG else ["html", "ledger"])
def test_a_full_disk_stops_a_build_with_one_sentence(builds: Builds, builder: str) -> None:
    before, clean = f"before-{builder}", f"clean-{builder}"
    prepare(builds, builder, before, clean)
    wanted, expected = builds.run(builder, clean), builds.files(clean, builder)
    total = builds.run(builder, copied(builds, before, "count")).operations
    for at in range(2, total - 4, 1 if LONG else total // 3):
        place = f"{builder}, full at {at} of {total}"
        out = copied(builds, before, "full")
        found = builds.run(builder, out, at, "full")
        assert found.status == 2, place
        *others, last = found.said
        assert re.fullmatch(
            r"ERROR: Build stopped: .* could not be written: No space left on device; make room "
            "and build again",
            last,
        ), place
        assert not set(others) - set(wanted.said), place
        for _time in range(TIMES):
            check(builds.run(builder, out), wanted, place)
            assert differing(builds.files(out, builder), expected) == [], place


@pytest.mark.parametrize("builder", ["html", "ledger"])
def test_a_folder_that_nobody_may_write_to(builds: Builds, builder: str) -> None:
    before, clean = f"before-{builder}", f"clean-{builder}"
    prepare(builds, builder, before, clean)
    wanted, expected = builds.run(builder, clean), builds.files(clean, builder)
    out = copied(builds, before, "read-only")
    found = builds.run(builder, out, 1, "read-only")
    assert found.status == 2
    [sentence] = found.said
    assert "cannot be written: Read-only file system; make the folder writable" in sentence
    check(builds.run(builder, out), wanted, "read-only")
    assert differing(builds.files(out, builder), expected) == []


def command(builds: Builds, out: str, doctrees: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "sphinx",
            "-q",
            "-b",
            "html",
            "-d",
            builds.root / doctrees,
            builds.root / "src",
            builds.root / out,
        ],
        env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000"},  # as other builds here
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )


def build(builds: Builds, out: str, doctrees: str) -> None:
    process = command(builds, out, doctrees)
    said = process.communicate()[1]
    assert process.returncode == 0, said


def test_the_command_says_it_in_a_line(builds: Builds, tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("needs a device that is full")
    out = tmp_path / "out"
    out.mkdir()
    (out / ".briefing-lock").symlink_to(full)
    made = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", builds.root / "src", out],
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert made.returncode == 2
    last = made.stderr.splitlines()[-1]
    assert "Build stopped" in last
    assert "No space left on device" in last
    assert "Traceback" not in made.stderr


@pytest.mark.parametrize("doctrees", ["same", "own"])
def test_two_builds_into_one_folder(builds: Builds, doctrees: str) -> None:
    name = f"two-{doctrees}"
    prepare(builds, "html", f"before-{name}", f"clean-{name}")
    for folder in ("a", "b"):
        shutil.rmtree(builds.root / name / folder, ignore_errors=True)
    folders = [f"{name}/a", f"{name}/{'a' if doctrees == 'same' else 'b'}"]
    together = [command(builds, f"{name}/html", folder) for folder in folders]
    said = [process.communicate()[1] for process in together]
    assert [process.returncode for process in together] == [0, 0], said
    put(builds, BEFORE)
    for folder in folders:
        build(builds, f"{name}/html", folder)
        assert differing(builds.files(name, "html"), builds.files(f"before-{name}", "html")) == []


def test_a_folder_that_another_build_does_not_leave(
    builds: Builds, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(locks, "PATIENCE", 0.2)
    held = locks.Lock(tmp_path)
    with pytest.raises(BuildStopped, match=rf"another build \(process {os.getpid()}\) is working"):
        locks.Lock(tmp_path)
    held.release(done=True)
    assert not list(tmp_path.iterdir())
    locks.Lock(tmp_path).release(done=True)
