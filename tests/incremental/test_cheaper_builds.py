"""What makes builds cheaper changes nothing that they make."""

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_briefing.ledger import Ledger
from sphinx_briefing.ledger.mentions import Mentions
from sphinx_briefing.records import Actor
from sphinx_briefing.sphinx_patches.template_cache import FOLDER
from tests.corpus import note, page, record
from tests.support import Build, Built, build_project
from tests.work import calls

LISTS = {
    "index.rst": "Start\n=====\n\n.. toctree::\n   :glob:\n\n   part/*\n   lone\n   lone\n",
    "lone.rst": "Lone\n====\n\nAlone.\n",
    **{f"part/p{n}.rst": f"Part {n}\n======\n\n.. toctree::\n\n   /deep/d{n}\n" for n in range(4)},
    **{f"deep/d{n}.rst": f"Deep {n}\n======\n\nText {n}.\n" for n in range(4)},
}
NOTHING: dict[str, object] = {"extensions": [], "primary_domain": None}


def listing(built: Built) -> dict[str, set[str]]:
    """What Sphinx knows of the pages that list a page, as the build has stored it."""
    stored = built.root / built.run / "doctrees" / "environment.pickle"
    table: dict[str, set[str]] = pickle.loads(stored.read_bytes()).files_to_rebuild
    return table


@pytest.mark.parametrize("jobs", [1, 2])
def test_sphinx_knows_the_pages_that_list_a_page_as_it_does_without_us(
    build: Build, tmp_path: Path, jobs: int
) -> None:
    ours = build(LISTS, jobs=jobs)
    plain = build_project(tmp_path / "plain", LISTS, conf=NOTHING, jobs=jobs)
    edits: list[dict[str, str | None]] = [
        {},
        {"part/p1.rst": "Part 1\n======\n\n.. toctree::\n\n   /deep/d1\n   /lone\n"},
        {"lone.rst": "Lone\n====\n\nLess alone.\n"},
        {"deep/d3.rst": None, "part/p3.rst": "Part 3\n======\n\nLists nothing.\n"},
        {"deep/d4.rst": "Deep 4\n======\n\nNew.\n", "part/p3.rst": LISTS["part/p3.rst"][:-2] + "4"},
    ]
    for edit in edits:
        for built in (ours, plain):
            built.again(edit)
        assert listing(ours) == listing(plain)
        assert ours.warnings == plain.afresh().warnings  # Sphinx says again what it reads again


def test_a_page_that_lists_a_changed_one_is_not_written(build: Build) -> None:
    built = build(LISTS)
    before = {name: built.path(name).stat().st_mtime_ns for name in ("index.html", "part/p2.html")}
    built.again({"deep/d2.rst": "Deep 2\n======\n\nOther text.\n"})
    assert {name: built.path(name).stat().st_mtime_ns for name in before} == before
    built.again({"deep/d2.rst": "Deeper 2\n========\n\nOther text.\n"})
    assert built.files() == built.afresh().files()
    assert built.path("part/p2.html").stat().st_mtime_ns != before["part/p2.html"]


def test_templates_are_compiled_once(build: Build) -> None:
    built = build(LISTS)
    kept = built.root / built.run / "doctrees" / FOLDER
    compiled = {path: path.stat().st_mtime_ns for path in kept.rglob("*.cache")}
    assert compiled
    built.again({"lone.rst": "Lone\n====\n\nMore.\n"})
    assert {path: path.stat().st_mtime_ns for path in kept.rglob("*.cache")} == compiled


def test_what_a_filter_does_to_constants_is_not_kept(build: Build) -> None:
    conf = (
        'extensions = ["sphinx_briefing"]\nhtml_theme = "basic"\ntemplates_path = ["t"]\n'
        "def setup(app):\n    app.connect('builder-inited', lambda app: "
        "app.builder.templates.environment.filters.update(shout=lambda word: word + '{}'))\n"
    )
    layout = '{% extends "!layout.html" %}{% block footer %}{{ "Hear"|shout }}{% endblock %}'
    built = build({**LISTS, "conf.py": conf.format("!"), "t/layout.html": layout})
    assert "Hear!" in built.text("lone.html")
    built.again({"conf.py": conf.format("!?"), "lone.rst": "Lone\n====\n\nMore.\n"})
    assert "Hear!?" in built.text("lone.html")


NAMES = ("E5", "the E5 group", "group", "Kallas", "Kaja Kallas", "İstanbul", "un", "UN", "a\u0301b")


@given(st.lists(st.lists(st.sampled_from((*NAMES, " ", "x", "+", "\n", "-", "ß")), max_size=8)))
def test_many_texts_are_searched_as_each_is(written: list[list[str]]) -> None:
    actors = [Actor(id=f"n{at}", name=name, kind="group") for at, name in enumerate(NAMES)]
    texts, mentions = ["".join(parts) for parts in written], Mentions(actors)
    assert [list(found) for found in mentions.find_in(texts)] == [
        list(mentions.find(text)) for text in texts
    ]


@pytest.mark.parametrize("tlp", ["CLEAR", "RED"])
def test_a_build_in_which_nothing_changed_makes_a_ledger_for_markings_alone(
    build: Build, tlp: str
) -> None:
    built = build({
        "n.md": note(record("claim", "A claim", by="E5"), page_fields={"tlp": tlp}),
        "r.md": page({"tlp": "CLEAR"}, record("actor", "E5", kind="group")),
        "b.md": page({"tlp": "CLEAR"}, "Words.\n\n```{claims}\n```\n"),
    })  # fmt: skip
    said, files = list(built.warnings), built.files()
    assert {"briefing.marking" in line for line in said} == (set() if tlp == "CLEAR" else {True})
    made = calls(Ledger.__init__, built.again)
    assert made == (0 if tlp == "CLEAR" else 1)
    assert (built.warnings, built.files()) == (said, files)
