"""The check of confidence against what the evidence bears: once, at its line, in two sentences."""

import json
from pathlib import Path
from typing import Any

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from sphinx_briefing.__main__ import main
from sphinx_briefing.domain import domain_of
from sphinx_briefing.workspace.cards import CardMaker
from tests.corpus import Value, brief, page, record
from tests.support import Build

ON: dict[str, Any] = {"briefing_checks": {"ceiling": "warning"}}

PEOPLE = "".join(record("actor", f"Office {n}", kind="group", id=f"o{n}") for n in range(5))


def told(number: int, source: dict[str, object] | None = None, /, **fields: Value) -> str:
    """A note with one claim of a voice of its own."""
    said = record("claim", f"Claim {number}", id=f"c{number}", by=f"o{number}", **fields)
    told_by = {"title": "A report", "date": "2026-02-20", "reliability": "B", **(source or {})}
    return page({"source": told_by}, said)


def judged(basis: str = "", confidence: str = "high", **fields: Value) -> str:
    based: dict[str, Value] = {"basis": basis} if basis else {}
    written: dict[str, Value] = {"likelihood": "likely", "confidence": confidence}
    return record("judgement", "So it is", id="j", **written, **based, **fields)


def corpus(judgement: str, **notes: str) -> dict[str, str]:
    files = {"r.md": page({}, PEOPLE), "b.md": brief(judgement, date="2026-02-23")}
    for number in range(3):
        files[f"n{number}.md"] = told(number)
    return files | {f"{name}.md": text for name, text in notes.items()}


def said(found: list[str]) -> list[str]:
    return [one.replace(": WARNING", "") for one in found]


MODERATE = "b.md:12: judgement 'j' is of high confidence, but its evidence bears moderate at most: "
LOW = MODERATE.replace("moderate", "low")
WHAT = "Lower the confidence, or name further evidence in ':basis:'; high asks for "
ASKED = WHAT + "3 voices graded B or better and at most 365 days old"
END = " [briefing.ceiling]"


def test_it_says_what_the_evidence_is_and_what_to_do(build: Build) -> None:
    notes = {
        "n1": told(1, {"reliability": "D"}),
        "n2": told(2, disputes="c0"),
    }
    files = corpus(judged("c0, c1"), **notes)
    assert build(files, "ledger").warnings == [], "it is off unless it is turned on"
    assert said(build(files, "ledger", conf=ON).warnings) == [
        LOW + "it rests on 2 independent voices, of which 1 is graded D, and 1 of its claims is "
        f"disputed ('c0'). {ASKED}, and for no disputed claims{END}"
    ]


@pytest.mark.parametrize(
    ("basis", "notes", "expected"),
    [
        ("c0, c1, c2", {}, ""),
        ("c0, c1", {}, f"{MODERATE}it rests on 2 independent voices. {ASKED}"),
        ("c0", {}, f"{LOW}it rests on 1 voice alone. {ASKED}"),
        (
            "c0",
            {"n0": told(0, {"reliability": "E"})},
            f"{LOW}it rests on 1 voice alone, which is graded E. {ASKED}",
        ),
        (
            "c0, c1, c2",
            {"n0": told(0, {"date": "2024-12"}), "n1": told(1, {"reliability": ""})},
            f"{MODERATE}it rests on 3 independent voices, of which 1 is more than 365 days old "
            f"and 1 is not graded. {ASKED}",
        ),
        (
            "c0, c1, c2",
            {"n0": told(0, {"date": ""}), "n1": told(1, {"date": ""})},
            f"{LOW}it rests on 3 independent voices, of which 2 are without a date. {ASKED}",
        ),
        (
            "c0, c1, c2, assumption:a",
            {"a": page({}, record("assumption", "A", id="a"))},
            f"{MODERATE}it rests on 1 assumption ('a'). {WHAT}no assumptions",
        ),
        (
            "event:v",
            {"v": page({}, record("event", "V", id="v", date="2026"))},
            f"{LOW}it rests on no source that stands. {ASKED}",
        ),
        (
            "judgement:k",
            {"k": page({}, record("judgement", "K", id="k", likelihood="likely", basis="c0, c1"))},
            f"{MODERATE}it rests on 2 independent voices. {ASKED}",
        ),
    ],
)
def test_each_reason(build: Build, basis: str, notes: dict[str, str], expected: str) -> None:
    built = build(corpus(judged(basis), **notes), "ledger", conf=ON)
    assert said(built.warnings) == ([expected + END] if expected else [])


def test_a_level_is_named_whose_row_asks_for_more(build: Build) -> None:
    """Where the table asks less of a higher level, it is the lower one that is not reached."""
    conf = {**ON, "briefing_ceilings": {"moderate": {"voices": 4}, "high": {"voices": 1}}}
    built = build(corpus(judged("c0, c1")), "ledger", conf=conf)
    (one,) = said(built.warnings)
    assert one.endswith(f"name further evidence in ':basis:'; moderate asks for 4 voices{END}")


@pytest.mark.parametrize("confidence", ["", "low", "moderate"])
def test_no_more_confidence_than_evidence_is_nothing_to_say(build: Build, confidence: str) -> None:
    text = judged("c0, c1", confidence).replace(":confidence: \n", "").replace(":confidence:\n", "")
    assert build(corpus(text), "ledger", conf=ON).warnings == []


def test_it_is_judged_on_the_day_of_the_brief_and_said_once(build: Build) -> None:
    """A dispute that has come since, and a source that has aged since, are nothing to it."""
    later = told(3, {"date": "2028-01-01"}, disputes="c0")
    files = corpus(judged("c0, c1, c2"), n3=later)
    files["c.md"] = brief("{judgement}`j`", date="2028-02-01")
    files["d.md"] = brief("{judgement}`j`", date="2028-02-02")
    assert build(files, "ledger", conf=ON).warnings == []
    files["b.md"] = brief(judged("c0, c1, c2"), date="2028-02-01")
    (one,) = said(build(files, "ledger", conf=ON).warnings)
    assert one.startswith(
        MODERATE + "it rests on 3 independent voices, of which 3 are more than 365"
    )


def test_a_note_is_judged_on_the_day_of_the_ledger(build: Build) -> None:
    files = corpus("") | {"b.md": page({}, judged("c0, c1, c2"))}
    assert build(files, "ledger", conf=ON).warnings == []
    (one,) = build(files, "ledger", conf={**ON, "briefing_as_of": "2028"}).warnings
    assert "3 are more than 365 days old" in one
    assert one.startswith("b.md:6: ")


def test_what_carries_nothing_is_said_once(build: Build) -> None:
    """No basis, a basis that nobody knows, one that is withdrawn: each has a message of its own."""
    bare = "it names nothing that it rests on. Lower the confidence, or name what it rests on in "
    found = said(build(corpus(judged()), "ledger", conf=ON).warnings)
    assert found == [LOW + bare + f"':basis:'; {ASKED.partition('; ')[2]}{END}"]
    sourced = {"briefing_checks": {"ceiling": "warning", "unsourced": {"judgement": "warning"}}}
    (one,) = build(corpus(judged()), "ledger", conf=sourced).warnings
    assert one.endswith("[briefing.unsourced]")
    (one,) = build(corpus(judged("c9")), "ledger", conf=ON).warnings
    assert one.endswith("[briefing.unknown]")
    gone = told(0, withdrawn="2026-02-21")
    (one,) = build(corpus(judged("c0"), n0=gone), "ledger", conf=ON).warnings
    assert one.endswith("[briefing.retracted]")
    quiet = {"briefing_checks": {"ceiling": "warning", "retracted": "off"}}
    (one,) = build(corpus(judged("c0"), n0=gone), "ledger", conf=quiet).warnings
    assert one.endswith(END.strip())
    assert "it rests on no source that stands" in one


@pytest.mark.parametrize(
    ("conf", "count"),
    [
        ({}, 0),
        ({"briefing_ceilings": True}, 1),
        ({"briefing_ceilings": {"high": {"voices": 2}}}, 1),
        ({"briefing_ceilings": True, "briefing_checks": {"ceiling": "off"}}, 0),
        ({"briefing_ceilings": False, "briefing_checks": {"ceiling": "warning"}}, 1),
    ],
)
def test_it_is_on_where_somebody_wants_it(
    build: Build, conf: dict[str, object], count: int
) -> None:
    assert len(build(corpus(judged("c0")), "ledger", conf=conf).warnings) == count


def test_a_table_of_the_house(build: Build) -> None:
    files = corpus(judged("c0"))
    for table, count in (
        ({}, 1),  # the usual one
        ({"high": {"voices": 1, "reliability": "b"}}, 0),
        ({"high": {"voices": 1, "reliability": "A"}}, 1),
        ({"high": {"age": 3}, "moderate": {}}, 0),
    ):
        built = build(files, "ledger", conf={**ON, "briefing_ceilings": table})
        assert len(built.warnings) == count, table


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (None, "None is not a dictionary, True or False; {} is used"),
        ({"sure": {}}, "'sure' is not one of: moderate, high"),
        ({"low": {}}, "'low' asks for nothing; write a row for: moderate, high"),
        ({"high": 3}, "'high': 3 is not a dictionary"),
        ({"high": {"voice": 3}}, "'high': 'voice' is not one of: voices, reliability, age, "),
        ({"high": {"voices": -1}}, "'high': 'voices': -1 is not a number of voices"),
        ({"high": {"age": True}}, "'high': 'age': True is not a number of days"),
        ({"high": {"reliability": "G"}}, "'reliability': 'G' is not one of: A, B, C, D, E, F"),
        ({"moderate": {"disputed": "1"}}, "'moderate': 'disputed': '1' is not a number of disp"),
        ({"moderate": {"assumptions": []}}, "'assumptions': [] is not a number of assumptions"),
    ],
)
def test_mistakes_in_a_table_are_one_sentence_each(
    build: Build, table: object, message: str
) -> None:
    built = build({"p.md": "# P\n"}, conf={"briefing_ceilings": table})
    (one,) = built.warnings
    assert f"briefing_ceilings: {message}" in one or message in one
    assert one.endswith("[briefing.field]")
    assert built.status == 0


def test_the_summary_and_the_sarif_file_have_it(build: Build) -> None:
    conf = {**ON, "briefing_summary": True, "briefing_sarif": "found.sarif"}
    built = build(corpus(judged("c0, c1")), "ledger", conf=conf)
    assert "ceiling" in built.messages
    (run,) = json.loads(Path(built.out, "found.sarif").read_text("utf-8"))["runs"]
    (result,) = [one for one in run["results"] if one["ruleId"] == "briefing.ceiling"]
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 12
    again = built.again()
    assert again.warnings == built.warnings


OWN = """
from typing import Annotated

from sphinx_briefing import api

extensions = ["myst_parser", "sphinx_briefing"]
primary_domain = "brief"
briefing_checks = {"ceiling": "warning"}


class Guess(api.Record, frozen=True, kw_only=True):
    kind_name, plural, argument = "guess", "guesses", "statement"
    is_assumption, is_evidence = True, False
    statement: api.Words


class Finding(api.Record, frozen=True, kw_only=True):
    kind_name, plural, argument, rests_on = "finding", "findings", "statement", "grounds"
    is_evidence = False
    statement: api.Words
    grounds: Annotated[api.Ids, api.names(("claim", "guess"))] = ()
    trust: Annotated[str | None, api.scale(api.CONFIDENCE)] = None


def shaky(ledger):
    "A judgement bears little."
    for record in ledger.records("judgement").values():
        backing = ledger.backing("judgement", record.id)
        if ledger.ceiling("judgement", record.id, record.docname) == "low":
            yield api.Fault(record, f"{record.id} bears low of {len(backing.voices)}", "basis")


def setup(app):
    api.add_kind(app, Guess)
    api.add_kind(app, Finding)
    api.add_check(app, "shaky", shaky)
"""


def test_kinds_and_checks_of_others(build: Build) -> None:
    finding = record("finding", "F", id="f", trust="high", grounds="c0, c1, guess:g")
    files = corpus(judged("c0", "low") + finding, g=page({}, record("guess", "G", id="g")))
    found = said(build({**files, "conf.py": OWN}, "ledger").warnings)
    assert found == [
        "b.md:13: j bears low of 1 [briefing.shaky]",
        "b.md:18: finding 'f' is of high confidence, but its evidence bears moderate at most: it "
        "rests on 2 independent voices, and on 1 assumption ('g'). Lower the confidence, "
        "or name further evidence in ':grounds:'; high asks for 3 voices graded B or better and at "
        f"most 365 days old, and for no assumptions{END}",
    ]


# -- editors and the terminal ----------------------------------------------------------------------


@pytest.mark.parametrize("is_on", [True, False])
def test_editors_and_the_terminal_say_what_is_borne_where_it_is_checked(
    build: Build, is_on: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As on the day of the brief: the dispute has come since."""
    later = told(3, {"date": "2026-03-01"}, disputes="c0")
    files = corpus(judged("c0, c1", "moderate"), n3=later)
    built = build(files, "ledger", conf=ON if is_on else {})
    with docutils_namespace():
        app = Sphinx(built.src, built.src, built.out, built.out / "trees", "ledger", status=None)
        app.build()
        ledger, maker = domain_of(app.env).ledger, CardMaker(app)
        judgement, lens, _mentions = maker.card(ledger.records("judgement")["j"])
        claim = "".join(maker.card(ledger.records("claim")["c0"]))
    said = "bears moderate confidence at most"
    assert (lens, f"\n- Evidence: {said}" in judgement) == ((said, True) if is_on else ("", False))
    assert "bears" not in claim
    monkeypatch.chdir(built.src)
    monkeypatch.setenv("BRIEFING_CACHE", str(built.root / "cache"))
    assert main(["show", "j"]) == 0
    assert (f"  Evidence: {said}\n" in capsys.readouterr().out) is is_on
