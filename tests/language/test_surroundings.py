"""Judgements in their surroundings: both sides, assumptions, signs, gaps, what they were before."""

import re

import pytest

from tests.corpus import body_of, brief, element, note, page, plain, record
from tests.support import Build

REGISTER = page({}, record("actor", "E5", kind="group") + record("topic", "Fleet", id="fleet"))
NOTE = note(
    record("claim", "It grows", by="E5", id="grows")
    + record("claim", "It shrinks", by="E5", id="shrinks")
    + record("estimate", "Size", by="E5", id="size", value="~1423", unit="vessels")
    + record("assumption", "The winter stays mild", id="mild", if_wrong="Ports freeze")
    + record("gap", "Who owns them", id="owners", collect="Registers", topic="fleet")
    + record("gap", "Who insures them", id="insurers", topic="fleet", closed="2026-02-01")
    + record("indicator", "Flags change", id="flags", for_="grow", seen="2026-02-03")
    + record("indicator", "Ships are sold", id="sold", against="grow")
    + record(
        "judgement", "It would grow", id="first", likelihood="unlikely", basis="grows"
    )
    + record(
        "judgement", "It may grow", id="second", likelihood="realistic possibility",
        basis="grows", revises="first",
    ),
    date="2026-02-03",
)  # fmt: skip
GROW = record(
    "judgement", "It will grow", id="grow", likelihood="likely", confidence="moderate",
    basis="grows, size, assumption:mild", against="shrinks", revises="second", topic="fleet",
)  # fmt: skip
FILES = {"r.md": REGISTER, "n.md": NOTE}

LINES = [
    "was: Unlikely (3 Feb 2026) → Realistic possibility (3 Feb 2026) → now: Likely or probable",
    "Assumes: The winter stays mild · If wrong: Ports freeze",
    "Not known: Who owns them · What would close it: Registers",
    "Would make it likelier: Flags change · Seen: 3 Feb 2026",
    "Would make it less likely: Ships are sold",
]
"""What is said around the judgement, in this order."""


def lines_around(text: str) -> list[str]:
    return [
        plain(found)
        for found in re.findall(r'<p class="brief-details brief-(?:revised|around)">.*?</p>', text)
    ]


@pytest.mark.parametrize("where", ["written", "printed"])
def test_what_surrounds_a_judgement_is_said_with_it(build: Build, where: str) -> None:
    printed = "" if where == "written" else "```{judgements}\n:ids: grow\n```\n"
    files = {**FILES, "b.md": brief(GROW + printed, date="2026-02-10")}
    built = build(files, conf={"language": "en_GB"})
    assert built.warnings == []
    text = body_of(built, "b.html")
    assert lines_around(text) == LINES * (2 if printed else 1)
    table = element(text, "brief-weighed")
    assert [plain(cell) for cell in re.findall(r"<th.*?</th>", table)] == ["Basis", "Against it"]
    for_it, against = re.findall(r"<td.*?</td>", table, re.DOTALL)
    assert "It grows" in plain(for_it)
    assert "Size: about 1,423 vessels" in plain(for_it)
    assert "mild" not in plain(for_it)
    assert "It shrinks" in plain(against)
    assert for_it.count("brief-marker") == 2
    assert against.count("brief-marker") == 1


def test_the_front_says_what_it_was(build: Build) -> None:
    built = build({**FILES, "b.md": brief(GROW, date="2026-02-10")}, conf={"language": "en_GB"})
    front = plain(element(built.text("b.html"), "brief-key-judgements"))
    assert "was: Unlikely (3 Feb 2026) → Realistic possibility (3 Feb 2026)" in front


@pytest.mark.parametrize("builder", ["briefpdf", "briefdocx", "latex", "man", "text", "singlehtml"])
def test_every_output_has_them(build: Build, builder: str) -> None:
    built = build({**FILES, "b.md": brief(GROW)}, builder, conf={"language": "en_GB"})
    assert built.warnings == []


def test_an_earlier_judgement_names_the_one_that_revises_it(build: Build) -> None:
    built = build({**FILES, "b.md": brief(GROW)})
    text = body_of(built, "n.html").partition('id="judgement-second"')[2]
    assert "Revised by: It will grow" in plain(text)


def test_one_side_alone_stands_in_a_line(build: Build) -> None:
    lone = record("judgement", "Alone", likelihood="likely", basis="grows, mild")
    built = build({**FILES, "b.md": brief(lone), "c.md": brief(GROW)})
    assert built.warnings == []
    text = body_of(built, "b.html")
    assert "brief-weighed" not in text
    assert "Assumes: The winter stays mild" in plain(text)
    assert len(re.findall(r"Basis: ", plain(text))) == 1


def test_what_is_written_down_later_does_not_change_a_brief(build: Build) -> None:
    old = {**FILES, "b.md": brief(GROW, date="2026-02-10")}
    later = brief(
        record("indicator", "Crews leave", for_="grow")
        + record("gap", "Who crews them", topic="fleet")
        + record("judgement", "It will not", likelihood="unlikely", basis="grows", revises="grow"),
        date="2026-03-01",
    )
    before = build(old).text("b.html")
    after = build({**old, "c.md": later})
    assert after.warnings == []
    assert lines_around(before) == lines_around(after.text("b.html"))
    assert "Revised by" not in body_of(after, "b.html").partition('id="judgement-grow"')[2]


def test_what_is_marked_for_others_does_not_come_unasked(build: Build) -> None:
    strict = note(
        record("indicator", "Crews leave", for_="grow")
        + record("gap", "Who crews them", topic="fleet"),
        page_fields={"tlp": "AMBER"},
        date="2026-02-03",
    )
    start = "# Start\n\n```{toctree}\nb\n```\n"
    files = {**FILES, "index.md": start, "s.md": strict, "b.md": brief(GROW, date="2026-02-10")}
    built = build(files)
    assert built.warnings == []
    assert "rew" not in "".join(lines_around(built.text("b.html")))


def test_a_circle_of_revisions_is_said_once(build: Build) -> None:
    circle = note(
        record("judgement", "One", likelihood="likely", basis="grows", revises="two")
        + record("judgement", "Two", likelihood="unlikely", basis="grows", revises="one")
    )
    built = build({**FILES, "b.md": brief(GROW), "c.md": circle})
    (warning,) = built.warnings
    assert "runs in a circle (one → two → one)" in warning
    assert "was: " in plain(body_of(built, "c.html"))


def test_an_indicator_needs_a_judgement(build: Build) -> None:
    lone = record("indicator", "Nothing follows")
    built = build({"n.md": note(lone)}, "ledger")
    line = len(note(lone).split("\n")) - 3
    (warning,) = built.warnings
    assert warning.startswith("n.md:")
    assert "indicator: 'for' or 'against' is missing; write the judgements" in warning
    assert warning.endswith("[briefing.field]")
    assert line > 0
    assert built.ledger["indicators"] == {}


def test_an_indicator_goes_with_the_last_judgement_that_it_names(build: Build) -> None:
    lone = record("indicator", "Nothing follows", id="lone", for_="nobody", against="nothing")
    built = build({**FILES, "b.md": brief(GROW), "c.md": note(lone)}, "ledger")
    assert [warning.rpartition("[")[2] for warning in built.warnings] == ["briefing.unknown]"] * 2
    assert "lone" not in built.ledger["indicators"]
    assert "flags" in built.ledger["indicators"]


def test_an_audience_gets_no_indicator_for_what_it_does_not_get(build: Build) -> None:
    secret = record("judgement", "Secret", id="secret", likelihood="likely", tlp="RED")
    known = record("judgement", "Known", id="known", likelihood="likely", basis="grows")
    signs = (
        record("indicator", "Of both", id="both", for_="secret", against="known")
        + record("indicator", "Of one", id="one", for_="secret", against="secret")
    )  # fmt: skip
    files = {"r.md": REGISTER, "n.md": note(record("claim", "It grows", by="E5", id="grows"))}
    files |= {"b.md": brief(secret + known + signs)}
    built = build(files, "ledger", conf={"briefing_audience": "GREEN"})
    assert all(warning.endswith("[briefing.marking]") for warning in built.warnings)
    assert len(built.warnings) == 3
    assert list(built.ledger["indicators"]) == ["both"]
    assert built.ledger["indicators"]["both"]["for"] == []
