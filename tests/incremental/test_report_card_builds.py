"""Report cards are made anew when anything on them has changed, on whatever page they stand."""

from collections.abc import Mapping
from typing import Any

import pytest

from sphinx_briefing.__main__ import main
from tests.corpus import brief, note, page, record
from tests.support import Build, Built, Content

CARD = "```{report-card}\n:brief: UA-1\n```\n"
JUDGED = record("judgement", "Vik will be open", "Early days.", id="open", likelihood="likely",
                basis="vik", topic="ports")  # fmt: skip
PEOPLE = (
    "# People\n\n"
    + record("actor", "E5", kind="group", id="e5")
    + record("topic", "Ports", id="ports")
)


def a_note(**fields: Any) -> str:
    claims = record("claim", "Vik reopens", by="E5", id="vik", credibility="2")
    return note(claims, id="s1", date="2026-02-01", publisher="Gazette", **fields)


def a_brief(body: str = "", judged: str = JUDGED, **fields: Any) -> str:
    return brief(
        f"{body}\n## Known\n\nIt opens {{claim}}`vik`.\n\n## Judgements\n\n{judged}",
        reference="UA-1", **fields,
    )  # fmt: skip


FILES: Mapping[str, Content] = {
    "people.md": PEOPLE,
    "n.md": a_note(),
    "b.md": a_brief(),
    "desk.md": page({}, CARD),
    "aside.md": page({}, "Nothing of ours."),
    "later.md": brief(CARD, date="2026-03-20", reference="UA-2"),
}
BARE = "The board has shut the other harbour for the whole of the winter season."
SURER = JUDGED.replace(":id:", ":confidence: low\n:id:")
EDITS: list[tuple[str, dict[str, Content | None], bool]] = [
    ("a line above a judgement", {"b.md": a_brief("\n\n")}, True),
    ("a grade of a source", {"n.md": a_note(reliability="B")}, True),
    ("a paragraph that carries nothing", {"b.md": a_brief(f"\n## More\n\n{BARE}\n")}, True),
    ("a confidence", {"b.md": a_brief(judged=SURER)}, True),
    ("a later edition", {"b.md": a_brief(edition=2)}, True),
    ("its title", {"b.md": a_brief(title="Another")}, True),
    ("an indicator elsewhere", {"i.md": page({}, record("indicator", "Ice", for_="open"))}, True),
    ("a judgement on its topic in an earlier brief", {"old.md": brief(
        record("judgement", "It was so", likelihood="likely", topic="ports", id="was"),
        date="2026-01-01")}, True),
    ("a brief that is gone", {"b.md": None}, True),
    ("words of another page", {"aside.md": page({}, "Still nothing.")}, False),
    ("a claim that nobody cites", {"n2.md": note(record("claim", "Ice is thin", by="E5"))}, False),
]  # fmt: skip


def different(built: Built) -> list[str]:
    clean = built.afresh()
    assert built.warnings == clean.warnings
    one, other = built.files(), clean.files()
    return [name for name in one.keys() | other.keys() if one.get(name) != other.get(name)]


@pytest.mark.parametrize(("name", "edit", "is_shown"), EDITS, ids=[name for name, _, _ in EDITS])
def test_a_card_is_that_of_a_clean_build(
    build: Build, name: str, edit: dict[str, Content | None], is_shown: bool
) -> None:
    built = build(FILES)
    assert built.warnings == []
    before = {one: built.path(one).stat().st_mtime_ns for one in ("desk.html", "later.html")}
    built.again(edit)
    assert different(built) == []
    after = {one: built.path(one).stat().st_mtime_ns for one in before}
    assert (before != after) is is_shown


def test_a_frozen_edition_that_comes_and_goes(build: Build) -> None:
    built = build({**FILES, "b.md": a_brief(edition=2)})
    said = "The edition before was never frozen"
    assert said in built.text("desk.html")
    folder = str(built.src)
    built.again({"b.md": a_brief()})
    assert main(["freeze", "b", "--source", folder, "--conf", folder]) == 0
    built.again({"b.md": a_brief(edition=2)})
    assert said not in built.text("desk.html")
    assert different(built) == []
    (built.src / "editions/UA-1/1.json").unlink()
    built.again()
    assert said in built.text("desk.html")
    assert different(built) == []


@pytest.mark.parametrize("builder", ["text", "ledger", "briefdocx"])
def test_other_outputs_are_those_of_a_clean_build(build: Build, builder: str) -> None:
    built = build(FILES, builder)
    built.again({"n.md": a_note(reliability="B"), "b.md": a_brief("\n\n")})
    assert different(built) == []


def test_parallel_builds_make_the_same(build: Build) -> None:
    more = {f"p{number}.md": page({}, CARD) for number in range(8)}
    one = build({**FILES, **more})
    built = one.files()
    assert one.afresh(jobs=4).files() == built
