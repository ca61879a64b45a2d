"""Kinds of brief: their parts, their length, their label, and those that a house adds."""

import pytest

from sphinx_briefing.records import BRIEF_KINDS, BriefKind, kinds_of
from sphinx_briefing.records.brief_kinds import Part
from tests.corpus import brief, plain, record
from tests.support import Build
from tests.word import opened

SITREP = {
    "label": "Situation report",
    "requires": ["Situation", ["Outlook", "What to watch"]],
    "words": 40,
}
CONF = {"briefing_kinds": {"sitrep": SITREP}}
WHOLE = "## Situation\n\nCalm.\n\n## What to watch\n\nThe talks.\n"


# -- pure ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("Outlook", True),
        ("OUTLOOK", True),
        ("2. Outlook", True),
        ("iv) outlook", True),
        ("Outlook for 2027", True),
        ("The outlook", True),
        ("what   to\nwatch", True),
        ("Outlooks", False),
        ("Background", False),
        ("", False),
    ],
)
def test_headings_are_matched_by_their_words(heading: str, found: bool) -> None:
    assert Part(("Outlook", "What to watch")).is_in([heading]) is found


@pytest.mark.parametrize("summary", ["", "The bottom line."])
def test_a_summary_stands_for_a_bottom_line(summary: str) -> None:
    missing = BriefKind.missing(BRIEF_KINDS["policy"].expects, ["Background"], summary)
    assert [part.headings[0] for part in missing] == [
        *([] if summary else ["Bottom line"]),
        *("Positions", "Options"),
    ]


def test_a_house_changes_what_it_names_and_nothing_else() -> None:
    kinds = kinds_of({"policy": {"words": 10}, "memo": {}, "wire": "Wire report"})
    assert list(kinds) == [*BRIEF_KINDS, "memo", "wire"]
    assert kinds["policy"].words == 10
    assert kinds["policy"].expects == BRIEF_KINDS["policy"].expects
    assert (kinds["memo"].label, kinds["wire"].label) == ("Memo", "Wire report")
    assert kinds["flash"] is BRIEF_KINDS["flash"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"two words": {}}, "'two words' cannot name a kind of brief"),
        ({3: {}}, "3 cannot name"),
        ({"memo": 3}, "'memo': Expected `object`, got `int`"),
        ({"memo": {"colour": "red"}}, "'memo': Object contains unknown field `colour`"),
        ({"memo": {"words": "many"}}, "'memo': Expected `int | null`, got `str` - at `words`"),
        ({"memo": {"words": -1}}, "'memo': Expected `int` >= 0"),
        ({"memo": {"requires": "Outlook"}}, "'memo': Expected `array | null`, got `str`"),
        ({"memo": {"requires": [[]]}}, "'memo': 'requires' holds an empty heading"),
        ({"memo": {"requires": [" "]}}, "'memo': 'requires' holds an empty heading"),
    ],
)
def test_bad_data_is_refused(data: dict[object, object], said: str) -> None:
    with pytest.raises(ValueError, match=r"memo|two words|3") as error:
        kinds_of(data)
    assert said in str(error.value)


# -- in a build ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", BRIEF_KINDS)
@pytest.mark.parametrize("body", ["", "One line.\n", "## Anything\n\nWords.\n"])
def test_the_kinds_of_every_house_require_nothing(build: Build, kind: str, body: str) -> None:
    built = build({"b.md": brief(body, kind=kind)})
    assert built.warnings == []
    notes = [line for line in built.messages.splitlines() if "[briefing.section]" in line]
    assert len(notes) == 1
    article = "an" if kind == "infocus" else "a"
    assert notes[0].startswith(f"b.md:3: {article if body else 'this'} {kind} brief ")


def test_a_selection_is_something_to_read(build: Build) -> None:
    files = {"b.md": brief(record("claims"))}
    assert "nothing to read" not in build(files, "ledger").messages


@pytest.mark.parametrize(("more", "warnings"), [(0, 0), (1, 1), (250, 1)])
def test_a_brief_that_is_too_long(build: Build, more: int, warnings: int) -> None:
    # The title has two words.
    text = brief("word " * (398 + more) + "\n", kind="flash", summary="S.")
    found = build({"b.md": text}, "ledger").warnings
    assert len(found) == warnings
    for warning in found:
        assert warning == (
            f"b.md:3: WARNING: this flash brief has {400 + more} words, {more} more than the 400 "
            "of its kind; shorten it, or choose another kind [briefing.section]"
        )


def test_a_house_requires_parts(build: Build) -> None:
    built = build({"b.md": brief("Words.\n", kind="sitrep")}, conf=CONF)
    assert built.warnings == [
        "b.md:3: WARNING: this sitrep brief has no section 'Outlook' or 'What to watch', which "
        "its kind requires [briefing.section]",
        "b.md:3: WARNING: this sitrep brief has no section 'Situation', which its kind requires "
        "[briefing.section]",
    ]
    built.again({"b.md": brief(WHOLE, kind="sitrep")})
    assert built.warnings == []
    built.again({"b.md": brief(WHOLE + "word " * 40, kind="sitrep")})
    (warning,) = built.warnings
    assert "has 49 words, 9 more than the 40 of its kind" in warning


@pytest.mark.parametrize(("level", "warnings"), [("warning", 2), ("note", 0), ("off", 0)])
def test_the_check_has_a_level(build: Build, level: str, warnings: int) -> None:
    conf = {**CONF, "briefing_checks": {"section": level}}
    built = build({"b.md": brief("Words.\n", kind="sitrep")}, "ledger", conf=conf)
    assert len(built.warnings) == warnings
    assert ("[briefing.section]" in built.messages) == (level == "note")


def test_an_empty_brief_of_a_kind_with_parts_is_reported_once(build: Build) -> None:
    (warning,) = build({"b.md": brief("", kind="sitrep")}, "ledger", conf=CONF).warnings
    assert "nothing to read" in warning


def test_restructuredtext_has_the_line_of_the_kind_too(build: Build) -> None:
    text = "---\nbrief:\n  date: 2026-02-23\n  kind: sitrep\n---\nB\n=\n\nWords.\n"
    built = build({"b.rst": text}, "ledger", conf=CONF)
    assert [warning.split(" ")[0] for warning in built.warnings] == ["b.rst:4:", "b.rst:4:"]


@pytest.mark.parametrize(
    ("kind", "label"),
    [("infocus", "In focus"), ("policy", "Policy"), ("sitrep", "Situation report")],
)
def test_the_label_is_printed(build: Build, kind: str, label: str) -> None:
    built = build({"b.md": brief(WHOLE, kind=kind)}, conf=CONF)
    assert f"Kind: {label} " in plain(built.text("b.html"))


def test_the_label_is_printed_in_the_word_file(build: Build) -> None:
    files = {"a.md": brief(WHOLE, kind="sitrep"), "b.md": brief("Words.")}
    built = build(files, "briefdocx", conf=CONF)
    assert opened(built.path("a.docx")).core_properties.category == "Situation report"
    assert opened(built.path("b.docx")).core_properties.category == "Policy"


BAD = {"memo": {"colour": "red"}, "sitrep": SITREP}


def test_bad_kinds_are_said_once_and_their_pages_build(build: Build) -> None:
    files = {"a.md": brief("Words.", kind="memo"), "b.md": brief(WHOLE, kind="sitrep")}
    built = build(files, "ledger", conf={"briefing_kinds": BAD})
    assert built.warnings == [
        "WARNING: briefing_kinds: 'memo': Object contains unknown field `colour` [briefing.field]"
    ]
    assert built.ledger["briefs"]["a"]["kind"] == "memo"


def test_a_summary_is_something_to_read(build: Build) -> None:
    conf = {"briefing_kinds": {"memo": {"requires": ["Facts"]}}}
    files = {
        "a.md": brief("", kind="memo", summary="It is so."),
        "b.md": brief("", kind="memo"),
    }
    one, other = build(files, "ledger", conf=conf).warnings
    assert one.startswith("a.md:3: WARNING: this memo brief has no section 'Facts'")
    assert other.startswith("b.md:3: WARNING: this memo brief has nothing to read")
