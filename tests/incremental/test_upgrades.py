"""After an upgrade of the toolkit, pages are read again if what reads them has changed."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.testing.util import SphinxTestApp

import sphinx_briefing
from sphinx_briefing.code_digest import NAME, PACKAGE, reached
from sphinx_briefing.domain import domain_of
from tests.corpus import brief, note, record
from tests.support import BASE_CONF, _assignments

FILES = {
    "conf.py": "\n".join(_assignments(BASE_CONF)),
    "index.md": "# Start\n\n```{toctree}\nn\nb\n```\n",
    "n.md": note(
        record("claim", "Vik reopens", by="Nobody") + record("actor", "NMT", kind="group")
    ),
    "b.md": brief("The {actor}`NMT` and {actor}`NTM`.\n\n```{actors}\n:as: list\n```\n"),
}


class Upgraded:
    """A project, and a copy of the toolkit that builds it and can be changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.toolkit = folder / "lib" / NAME
        shutil.copytree(PACKAGE, self.toolkit, ignore=shutil.ignore_patterns("__pycache__"))
        self.src = folder / "src"
        self.src.mkdir()
        for name, text in FILES.items():
            (self.src / name).write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Replace something in a file of the toolkit."""
        path = self.toolkit / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def build(self) -> tuple[set[str], set[str], str]:
        """The pages that were read, those that were written, and what was said of them."""
        command = [
            sys.executable,
            "-m",
            "sphinx",
            "-v",
            "-b",
            "html",
            "-d",
            "doctrees",
            "src",
            "out",
        ]
        done = subprocess.run(
            command,
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.toolkit.parent), "NO_COLOR": "1"},
            capture_output=True,
            text=True,
            check=True,
        )
        assert f"{NAME}/" not in done.stderr, done.stderr
        return set(_pages(done.stdout, "reading")), set(_pages(done.stdout, "writing")), done.stderr


def _pages(said: str, doing: str) -> Iterator[str]:
    word = "reading sources" if doing == "reading" else "writing output"
    for line in re.split(r"[\r\n]+", said):
        if match := re.match(rf"{word}\.\.\. \[ *\d+%\] (\w+)", line):
            yield match[1]


@pytest.fixture
def upgraded(tmp_path: Path) -> Upgraded:
    return Upgraded(tmp_path)


PAGES = {"index", "n", "b"}


def test_changed_code_of_reading_reads_pages_again(upgraded: Upgraded) -> None:
    read, written, said = upgraded.build()
    assert (read, written) == (PAGES, PAGES)
    assert "unknown actor 'Nobody'" in said
    assert upgraded.build()[:2] == (set(), set())
    upgraded.change("ledger/names.py", 'f"unknown {', 'f"nobody knows {')
    read, written, said = upgraded.build()
    assert (read, written) == (PAGES, PAGES)
    assert "nobody knows actor 'Nobody'" in said
    assert "unknown actor" not in said
    assert "search index" not in said
    assert upgraded.build()[:2] == (set(), set())


def test_changed_code_of_outputs_writes_pages_again_and_reads_none(upgraded: Upgraded) -> None:
    first = upgraded.build()
    upgraded.change("builders/ledger.py", "import annotations", "import annotations  # as ever")
    read, written, said = upgraded.build()
    assert (read, written) == (set(), PAGES)
    assert said == first[2]


def test_what_listens_while_pages_are_read_counts_as_reading(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text(FILES["conf.py"], encoding="utf-8")
    (tmp_path / "index.md").write_text("# Start\n", encoding="utf-8")
    app: Sphinx = SphinxTestApp(srcdir=tmp_path)
    try:
        registry = domain_of(app.env).registry
        counted = reached(sphinx_briefing.reading_modules(app, registry))
    finally:
        app.cleanup()  # type: ignore[attr-defined]
    for name in (
        "sphinx_patches.myst_options",
        "sphinx_patches.myst_headings",
        "domain.directives",
        "records.kinds",
        "incremental.page_context",
        "html.formulas",
        "diagnostics.log",
        "config.settings",
        "records.bibliography.bibtex",
    ):
        assert f"{NAME}.{name}" in counted
    for name in ("builders.ledger", "builders.pdf.builder", "html.cards", "layouts.table"):
        assert f"{NAME}.{name}" not in counted
