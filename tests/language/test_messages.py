"""What bad input gets: one located warning that says what, where and what to do, and no more."""

import pytest

from tests.corpus import brief, note, page, record, rst_record
from tests.support import Build

E5 = record("actor", "E5", kind="group")
REGISTER = page(
    {},
    E5
    + record("actor", "Crosetto", kind="person", aliases="the minister")
    + record("actor", "Pistorius", kind="person", aliases="the minister"),
)


def at(text: str, line: str) -> int:
    """The number of a line of a text."""
    return text.split("\n").index(line) + 1


TWICE = record("claim", "Other", by="E5") + record("claim", "Again", by="E5", id="other")
HEADING = record("claim", "C", "Prose.\n\n## Heading\n\nMore.", by="E5")
CELL = """\
````{list-table}
* - ```{claim} In a cell
    :by: E5
    ```
  - b
````
"""

# A page, what the warning starts with after the page's name, a word in it, its subtype.
CASES = {
    "note without title": ("---\nsource:\n  publisher: X\n---\n# N\n", 2, "'title'",
                           "front_matter"),
    "claim without by": (note("```{claim} C\n```\n"), 7, "'by' is missing", "field"),
    "no statement": (note(record("claim", by="E5")), 7, "statement", "field"),
    "impossible date": (note(record("claim", "C", by="E5", date="2026-13-45")), 9,
                        "'2026-13-45' is not a date", "field"),
    "unknown actor": (note(record("claim", "C", by="Pistorios")), 8, "did you mean 'Pistorius'",
                      "unknown"),
    "unknown claim": (note(record("claim", "C", by="E5", disputes="x")), 9, "'x'", "unknown"),
    "unknown topic": (note(record("claim", "C", by="E5", topic="x")), 9, "'x'", "unknown"),
    "unknown source": (note(record("claim", "C", by="E5", source="x")), 9, "'x'", "unknown"),
    "unknown in a role": (note("Some text\nand {actor}`Crosseto`.\n"), 8,
                          "did you mean 'Crosetto'", "unknown"),
    "unknown claim in a role": (note("{claim}`nothing`\n"), 7, "'nothing'", "unknown"),
    "unknown in a selection": (page({}, record("claims", by="Nobody")), 4, "'Nobody'", "unknown"),
    "ambiguous alias": (note(record("claim", "C", by="the minister")), 8, "crosetto", "ambiguous"),
    "ambiguous in a role": (note("{actor}`the minister`\n"), 7, "pistorius", "ambiguous"),
    "same id in one file": (note(TWICE), 13, "'other'", "duplicate"),
    "not YAML": ("---\nsource: [\n---\n# N\n", None, "YAML", "front_matter"),
    "a body with a heading": (note(HEADING), 12, "heading", "field"),
    "unknown option": (note(record("claim", "C", by="E5", colour="red")), 9, "'colour'", "field"),
    "misspelt option": (note(record("claim", "C", by="E5", locater="p")), 9,
                        "did you mean 'locator'", "field"),
    "unknown option of a selection": (page({}, record("claims", colour="x")), 4, "'colour'",
                                      "field"),
    "unknown layout": (page({}, record("claims", as_="cards")), 4, "'cards'", "field"),
    "not a number": (page({}, record("claims", limit="many")), 4, "'many'", "field"),
    "unknown order": (page({}, record("claims", sort="colour")), 4, "'colour'", "field"),
    "unknown status": (page({}, record("commitments", status="late")), 4, "'late'", "field"),
    "unknown scope": (page({}, record("claims", scope="book")), 4, "'book'", "field"),
    "impossible since": (page({}, record("claims", since="soon")), 4, "'soon'", "field"),
    "a filter without its field": (page({}, record("terms", by="E5")), 4, "'by'", "field"),
    "a record in a table cell": (note(CELL), 8, "table", "field"),
    "a claim without source": (page({}, record("claim", "C", by="E5")), 3, "'c'", "unsourced"),
    "an empty quote": (note(record("quote", by="E5")), 7, "text", "field"),
    "an id with a blank": (note(record("claim", "C", by="E5", id="a b")), 9, "'a b'", "field"),
    "no id can be made": (note(record("claim", "—", by="E5")), 7, "id", "field"),
    "words of the other scale": (brief("It is a very likely thing.\n"), 9, "very likely",
                                 "vocabulary"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_one_warning_at_its_line_and_nothing_else(build: Build, case: str) -> None:
    text, line, word, subtype = CASES[case]
    built = build({"r.md": REGISTER, "p.md": text})
    (warning,) = built.warnings
    assert warning.startswith("p.md:")
    if line is not None:
        assert warning.startswith(f"p.md:{line}: WARNING: ")
    assert word in warning
    assert warning.endswith(f"[briefing.{subtype}]")
    assert "p.html" in built.files()


@pytest.mark.parametrize("case", CASES)
def test_every_warning_can_be_suppressed(build: Build, case: str) -> None:
    text, _, _, subtype = CASES[case]
    conf = {"suppress_warnings": [f"briefing.{subtype}", "toc.not_included"]}
    assert build({"r.md": REGISTER, "p.md": text}, "ledger", conf=conf).warnings == []


def test_the_bad_record_is_left_out_and_the_rest_builds(build: Build) -> None:
    body = record("claim", "Good", by="E5") + record("claim", "Bad", by="Nobody")
    body += record("claim", "Worse") + record("claim", "Fine", by="E5", disputes="bad, good")
    built = build({"r.md": REGISTER, "p.md": note(body + "{claim}`bad` {claim}`good`\n")})
    assert sorted(w.split(" ")[0] for w in built.warnings) == ["p.md:12:", "p.md:15:"]
    assert set(built.ledger["claims"]) == {"good", "fine"}
    assert built.ledger["claims"]["fine"]["disputes"] == ["good"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_same_id_in_two_files_is_said_once(build: Build, jobs: int) -> None:
    files = {f"n{n}.md": note(f"Text {n}.") for n in range(8)}
    files["r.md"] = REGISTER
    files["n2.md"] = note(record("claim", "Other", by="E5"))
    files["n5.md"] = note("Text.\n\n" + record("claim", "Second", by="E5", id="other"))
    built = build(files, jobs=jobs)
    (warning,) = built.warnings
    assert warning.startswith("n5.md:11: WARNING: claim id 'other' is taken")
    assert "n2.md:7" in warning
    assert warning.endswith("[briefing.duplicate]")
    assert built.ledger["claims"]["other"]["docname"] == "n2"


def test_two_notes_with_one_source_id(build: Build) -> None:
    files = {"a/n.md": note("A."), "b/n.md": note("B.")}
    (warning,) = build(files).warnings
    assert warning.startswith("b/n.md:")
    assert warning.endswith("[briefing.duplicate]")


def test_an_empty_corpus_is_no_mistake(build: Build) -> None:
    views = "".join(record(plural) for plural in ("claims", "sources", "notes", "briefs", "actors"))
    built = build({"index.md": f"# Start\n\n{views}"})
    assert built.warnings == []
    assert "brief-view" not in built.text("index.html")


def test_warnings_come_again_from_a_changed_page_alone(build: Build) -> None:
    built = build({"r.md": REGISTER, "p.md": note("{actor}`Nobody`\n")})
    assert len(built.warnings) == 1
    built.again({"p.md": note("{actor}`E5`\n")})
    assert built.warnings == []


# -- checks that are off ------------------------------------------------------------------------

LATE = note(E5 + record("commitment", "Deliver", by="E5", due="2025"), date="2026-02-21")
SOURCELESS = page({}, E5 + record("claim", "C", by="E5"))


def test_overdue_is_reported_when_it_is_turned_on(build: Build) -> None:
    assert build({"p.md": LATE}).warnings == []
    (warning,) = build({"p.md": LATE}, conf={"briefing_checks": {"overdue": "warning"}}).warnings
    line = at(LATE, "```{commitment} Deliver")
    assert warning.startswith((f"p.md:{line}: WARNING: ", f"p.md:{line + 2}: WARNING: "))
    assert "2025" in warning
    assert warning.endswith("[briefing.overdue]")


def test_unused_is_reported_when_it_is_turned_on(build: Build) -> None:
    text = note(E5 + record("actor", "Nobody", kind="person"), date="2026-02-21")
    files = {"p.md": text, "b.md": brief("{actor}`E5` {source}`p`")}
    assert build(files).warnings == []
    (warning,) = build(files, conf={"briefing_checks": {"unused": "warning"}}).warnings
    line = at(text, "```{actor} Nobody")
    assert warning.startswith(f"p.md:{line}: WARNING: ")
    assert warning.endswith("[briefing.unused]")


@pytest.mark.parametrize("level", ["off", False])
def test_a_check_can_be_turned_off(build: Build, level: object) -> None:
    assert (
        build({"p.md": SOURCELESS}, conf={"briefing_checks": {"unsourced": level}}).warnings == []
    )


def test_a_note_level_is_no_warning(build: Build) -> None:
    built = build({"p.md": SOURCELESS}, conf={"briefing_checks": {"unsourced": "note"}})
    assert built.warnings == []
    assert "p.md:7" in built.messages


def test_bad_settings_are_said_once_and_fall_back(build: Build) -> None:
    conf = {
        "briefing_autolink": "often",
        "briefing_annexes": ["sources", "maps"],
        "briefing_as_of": "soon",
        "briefing_checks": {"luck": "warning"},
    }
    built = build({"p.md": "# P\n"}, conf=conf)
    assert len(built.warnings) == 4
    for name in conf:
        assert sum(name in warning for warning in built.warnings) == 1


def test_mistakes_in_restructuredtext_have_their_lines_too(build: Build) -> None:
    text = "P\n=\n\n" + rst_record("actor", "A", "Words.", kind="robot", tlp="x")
    built = build({"p.rst": text})
    assert [w.split(" ")[0] for w in built.warnings] == ["p.rst:5:", "p.rst:6:"]


# MyST itself uses what Sphinx is about to remove.
@pytest.mark.filterwarnings("ignore:.*BuildEnvironment.app")
def test_an_included_record_is_reported_in_its_own_file(build: Build) -> None:
    files = {
        "p.md": note("```{include} part.txt\n```\n"),
        "part.txt": "Words.\n\n" + record("claim", "C", by="E5", colour="x"),
        "r.md": REGISTER,
    }
    (warning,) = build(files).warnings
    assert warning.endswith("[briefing.field]")
    assert warning.startswith("part.txt:5: ")
