"""The law: what is built for an audience is what a person would have left who deletes the rest.

``nox -s exactness`` tries many corpora; every run of the tests tries some.
"""

import os
import shutil
from io import StringIO
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sphinx_briefing.audiences.marked import MarkedTextReader
from sphinx_briefing.audiences.pruning import Pruner
from tests.building import differing

from .corpora import Twins, write
from .pieces import AUDIENCE, WITHHELD

LONG = bool(os.environ.get("BRIEFING_LONG_TESTS"))
CHEAP = ("html", "text", "ledger")
OTHERS = ("dirhtml", "singlehtml", "briefpdf", "briefdocx", "latex", "epub", "xml", "man",
          "texinfo", "gettext", "json")  # fmt: skip
DEFINED = {"briefing_audience": AUDIENCE}


def make(root: Path, name: str, builder: str, *, jobs: int = 1) -> list[str]:
    """Build a corpus and return the warnings; sources and outputs have the same path below."""
    warnings = StringIO()
    with patch_docutils(root / name / "src"), docutils_namespace():
        app = Sphinx(
            root / name / "src", root / name / "src", root / name / builder,
            root / name / "doctrees", builder, DEFINED if name == "whole" else {}, None, warnings,
            parallel=jobs,
        )  # fmt: skip
        app.build()
    assert app.statuscode == 0
    return warnings.getvalue().splitlines()


def twins(root: Path, seed: int) -> None:
    """Write a corpus and its twin."""
    whole, twin = Twins(seed).whole_and_twin()
    write(root / "whole" / "src", whole)
    write(root / "twin" / "src", twin)


def compare(root: Path, builder: str, seed: int) -> None:
    """Two outputs hold the same bytes, and nothing of what was taken out."""
    whole, twin = root / "whole", root / "twin"
    found = differing(whole / builder, twin / builder, whole / "src", twin / "src")
    own = (".briefing-", "briefing-audience.json")
    assert [name for name in found if not name.startswith(own)] == [], seed


@pytest.mark.parametrize("block", range(40 if LONG else 2))
def test_the_sources_are_those_of_the_twin(
    reader: MarkedTextReader, tmp_path: Path, block: int
) -> None:
    for seed in range(block * 50, block * 50 + 50):
        whole, twin = Twins(seed).whole_and_twin()
        write(tmp_path, whole)
        pages = {path for path in whole if path.endswith((".md", ".rst")) and "parts" not in path}
        found = Pruner(reader, AUDIENCE, "CLEAR", WITHHELD).prune(tmp_path, list(whole), pages)
        left = {
            path: found.texts.get(path, content)
            for path, content in whole.items()
            if path not in found.left_out
        }
        assert left.keys() == twin.keys(), seed
        for path, content in left.items():
            assert content.decode(errors="replace") == twin[path].decode(errors="replace"), (
                seed, path)  # fmt: skip


@pytest.mark.parametrize("seed", range(1000, 1200 if LONG else 1006))
def test_the_outputs_are_those_of_the_twin(tmp_path: Path, seed: int) -> None:
    twins(tmp_path, seed)
    for builder in CHEAP:
        make(tmp_path, "whole", builder)
        make(tmp_path, "twin", builder)
        compare(tmp_path, builder, seed)


@pytest.mark.filterwarnings("ignore:.*Builder.app. is deprecated")  # JSON, by its own doing
@pytest.mark.parametrize("builder", OTHERS)
def test_every_builder_keeps_the_law(tmp_path: Path, builder: str) -> None:
    for seed in range(2000, 2020 if LONG else 2002):
        root = tmp_path / str(seed)
        twins(root, seed)
        make(root, "whole", builder)
        make(root, "twin", builder)
        compare(root, builder, seed)


@pytest.mark.parametrize("seed", range(3000, 3040 if LONG else 3002))
def test_edits_and_jobs_keep_the_law(tmp_path: Path, seed: int) -> None:
    for step in range(4):
        files = Twins(seed).edited(step).whole_and_twin()
        for name, content in zip(("whole", "twin"), files, strict=True):
            write(tmp_path / name / "src", content)
        shutil.rmtree(tmp_path / "twin" / "html", ignore_errors=True)
        shutil.rmtree(tmp_path / "twin" / "doctrees", ignore_errors=True)
        make(tmp_path, "whole", "html", jobs=1 + step % 2)
        make(tmp_path, "twin", "html")
        compare(tmp_path, "html", seed)
