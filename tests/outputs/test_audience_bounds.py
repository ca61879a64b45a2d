"""Audiences that may read nothing, or not the start page, and those that are none."""

from pathlib import Path

import pytest

from tests.audiences import for_green
from tests.support import Build

BUILDERS = (
    "html", "dirhtml", "singlehtml", "epub", "latex", "man", "texinfo", "text", "xml", "pseudoxml",
    "gettext", "json", "pickle", "changes", "linkcheck", "doctest", "coverage", "dummy", "ledger",
    "briefpdf", "briefdocx",
)  # fmt: skip

SECRET: dict[str, str | bytes] = {
    "index.md": "---\ntlp: RED\n---\n# Walfish\n\n```{toctree}\n:caption: Walfish\n\n"
    "Walfish <note>\nother\nhttps://walfish.example.org\n```\n",
    "note.md": "---\ntlp: RED\n---\n# Walfish goes north\n",
    "other.md": "---\ntlp: RED\n---\n# Walfish comes back\n",
}


@pytest.mark.filterwarnings("ignore:.*Builder.app. is deprecated")  # JSON, by its own doing
@pytest.mark.parametrize("builder", BUILDERS)
def test_an_audience_below_every_page_gets_nothing(build: Build, builder: str) -> None:
    conf = {
        "extensions": [
            "myst_parser", "sphinx_briefing", "sphinx.ext.doctest", "sphinx.ext.coverage",
        ],
        "briefing_audience": "AMBER",
    }  # fmt: skip
    built = build(SECRET, builder, conf=conf)
    assert built.status == 0
    ours = [one for one in built.warnings if "briefing" in one]
    assert ours == [
        "index.md:1: WARNING: no page is for TLP:AMBER: the output is empty; mark what may be "
        "read, or build for others [briefing.marking]"
    ]
    assert not [name for name, content in built.files().items() if b"alfish" in content]


def test_a_start_page_that_is_removed_leaves_the_way_to_the_others(build: Build) -> None:
    files = SECRET | {"other.md": "# What all may know\n"}
    built = build(files, conf={"briefing_audience": "CLEAR"})
    assert built.warnings == [
        "index.md:1: WARNING: the start page is not for TLP:CLEAR; one that says nothing takes its "
        "place [briefing.marking]"
    ]
    text = built.text("index.html")
    assert "What all may know" in text
    assert "alfish" not in text


def test_a_start_page_in_restructured_text_is_replaced_as_well(build: Build) -> None:
    index = ":tlp: RED\n\nWalfish\n=======\n\n.. toctree::\n   :glob:\n\n   note*\n   other\n"
    files = {"index.rst": index, "note1.md": "# One\n", "other.md": SECRET["other.md"]}
    built = build(files, conf={"briefing_audience": "GREEN", "project": "`A *project_"})
    assert len(built.warnings) == 1
    text = built.text("index.html")
    assert "<h1>`A *project_" in text
    assert ">One</a>" in text


def test_a_start_page_in_the_place_of_another_may_name_all_that_is_left(build: Build) -> None:
    files = {
        "index.md": "# Walfish\n\n```{toctree}\n:hidden:\n\none\ntwo\n```\n",
        "one.md": "---\ntlp: GREEN\n---\n# One\n",
        "two.md": "---\ntlp: GREEN\n---\n# Two\n",
    }
    built = build(files, conf={"briefing_audience": "GREEN", "briefing_unmarked": "AMBER"})
    (said,) = built.warnings
    assert "the start page is not for TLP:GREEN" in said
    assert "alfish" not in built.text("index.html")


@pytest.mark.parametrize("written", ["PURPLE", None, 7, ["RED"]])
def test_an_unknown_audience_reads_what_everybody_may(build: Build, written: object) -> None:
    files = {"index.md": "# Start\n", "green.md": "---\ntlp: GREEN\n---\n# Walfish\n"}
    built = build(files, conf={"briefing_audience": written})
    assert len(built.warnings) == 1
    assert "briefing_audience" in built.warnings[0]
    assert "green.html" not in built.files()


def test_a_house_that_marks_what_is_unmarked_keeps_it_in(build: Build) -> None:
    files = {"index.md": "---\ntlp: CLEAR\n---\n# Start\n", "note.md": "# Walfish\n"}
    built = build(files, conf={"briefing_audience": "GREEN", "briefing_unmarked": "AMBER"})
    assert built.warnings == []
    assert "note.html" not in built.files()


def test_all_readers_together_read_all(tmp_path: Path) -> None:
    built = for_green(tmp_path, "dummy")
    conf = built.src / "conf.py"
    conf.write_text(conf.read_text().replace("'GREEN'", "'RED'"))
    built.builder = "text"
    built.again()
    assert "notes/red.txt" in built.files()
