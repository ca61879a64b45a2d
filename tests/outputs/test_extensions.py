"""What a project lists as its extensions, and what Sphinx then knows of them."""

import itertools
from collections.abc import Sequence
from pathlib import Path

import pytest
from sphinx.testing.util import SphinxTestApp

import sphinx_briefing
from tests.corpus import brief
from tests.support import Build

BUILDERS = {
    "ledger": "sphinx_briefing.builders.ledger",
    "briefpdf": "sphinx_briefing.builders.pdf",
    "briefdocx": "sphinx_briefing.builders.docx",
}
FILES = {"b.md": brief("The port of Vik."), "index.md": "# Start\n\n```{toctree}\nb\n```\n"}


@pytest.mark.parametrize("more", [(), ("sphinx_briefing.collector", *BUILDERS.values())])
def test_the_toolkit_is_one_extension_with_a_version(tmp_path: Path, more: Sequence[str]) -> None:
    listed = [*more, "sphinx_briefing"]
    (tmp_path / "conf.py").write_text(f"extensions = {listed}\n", encoding="utf-8")
    (tmp_path / "index.rst").write_text("Start\n=====\n", encoding="utf-8")
    app = SphinxTestApp(srcdir=tmp_path)
    try:
        ours = {name: part.version for name, part in app.extensions.items() if "briefing" in name}
        app.builder.env.events.emit("build-finished", None)  # which gives the collector back
    finally:
        app.cleanup()
    assert ours == dict.fromkeys(listed, sphinx_briefing.__version__)


@pytest.mark.parametrize(
    ("builder", "extensions"),
    [
        (builder, order)
        for builder, entry in BUILDERS.items()
        for order in [(entry,), *itertools.permutations((entry, "sphinx_briefing"))]
    ],
)
def test_builders_may_be_listed_as_well(
    build: Build, builder: str, extensions: Sequence[str]
) -> None:
    conf = {"extensions": ["myst_parser", *extensions]}
    built = build(FILES, "html" if builder == "briefpdf" else builder, conf=conf)
    assert built.warnings == []
    assert built.files()
