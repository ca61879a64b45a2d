"""Markings of other houses: what they keep to themselves shows nowhere, and is searched for."""

import json
from pathlib import Path

import pytest

from tests.corpus import brief, page, record
from tests.houses import PAGES, data_of, write_ledger
from tests.support import Build

BRIEF = brief(
    "{actor}`un:guterres` said {claim}`un:c1` and {claim}`un:c2`; {claim}`his words <un:c1>`.\n\n"
    "```{claims}\n:house: un\n```\n\n"
    + record("judgement", "It flows", likelihood="likely", basis="un:c1, un:c2")
)
CANARY = "The cormorant counts its seven quiet harbours"
BUILDERS = ("html", "singlehtml", "epub", "latex", "text", "briefpdf", "briefdocx", "ledger")


@pytest.mark.parametrize("builder", BUILDERS)
@pytest.mark.parametrize("where", ["tlp", "page_tlp"])
def test_what_is_marked_more_strictly_is_nowhere(
    build: Build, tmp_path: Path, builder: str, where: str
) -> None:
    pytest.importorskip("pypdf")
    choices = {"statement": CANARY, "extra": where == "tlp", where: "AMBER"}
    theirs = write_ledger(tmp_path / "un", **choices)
    houses = {"un": {"ledger": str(theirs), "pages": PAGES}}
    files = {"b.md": BRIEF}
    built = build(files, builder, conf={"briefing_houses": houses, "briefing_audience": "GREEN"})
    assert built.status == 0, built.messages  # the build searches all that it has written
    assert any("un:c1" not in said and "[briefing.marking]" in said for said in built.warnings)
    for name, content in built.files().items():
        assert b"cormorant" not in content, name
        assert b"un:c1" not in content, name


def test_a_build_for_an_audience_is_that_with_a_ledger_without_it(
    build: Build, tmp_path: Path
) -> None:
    with_it = write_ledger(tmp_path / "un", statement=CANARY, tlp="RED")
    data = data_of(statement=CANARY)
    del data["claims"]["c1"]
    without = tmp_path / "other" / "ledger.json"
    without.parent.mkdir()
    without.write_text(json.dumps(data))
    files = {"b.md": brief("{actor}`un:guterres`\n\n```{claims}\n:house: un\n```\n")}
    made = []
    for path in (with_it, without):
        houses = {"un": {"ledger": str(path), "pages": PAGES}}
        built = build(files, conf={"briefing_houses": houses, "briefing_audience": "AMBER"})
        found = built.files()
        made.append({name: found[name] for name in found if not name.endswith("audience.json")})
        assert built.warnings == []
    assert made[0].keys() == made[1].keys()
    assert [name for name in made[0] if made[0][name] != made[1][name]] == []


def test_a_page_must_not_print_what_they_have_marked_more_strictly(
    build: Build, tmp_path: Path
) -> None:
    theirs = write_ledger(tmp_path / "un", tlp="RED")
    houses = {"un": str(theirs)}
    built = build({"b.md": brief("Said {claim}`un:c1`.")}, conf={"briefing_houses": houses})
    (said,) = built.warnings
    assert said.startswith("b.md:9: WARNING: claim 'un:c1' is TLP:RED, but this page")


@pytest.mark.parametrize(("unmarked", "theirs", "is_open"), [
    ("CLEAR", "", True), ("GREEN", "", True), ("AMBER", "", False),
    ("CLEAR", "RED", False), ("RED", "CLEAR", True),
])  # fmt: skip
def test_what_bears_no_marking_counts_as_they_say_or_as_here(
    build: Build, tmp_path: Path, unmarked: str, theirs: str, is_open: bool
) -> None:
    path = write_ledger(tmp_path / "un")
    house = {"ledger": str(path), **({"unmarked": theirs} if theirs else {})}
    files = {"b.md": brief("```{claims}\n:house: un\n```\n", page_fields={"tlp": "GREEN"})}
    settings = {"briefing_houses": {"un": house}, "briefing_unmarked": unmarked}
    built = build(
        files | {"index.md": page({"tlp": "GREEN"}, "```{toctree}\nb\n```")},
        conf=settings | {"briefing_audience": "GREEN"},
    )
    assert ("Grain flows again" in built.text("b.html")) == is_open


@pytest.mark.parametrize("marked", ["page", "house"])
def test_a_ledger_says_the_markings_that_only_pages_or_the_house_say(
    build: Build, marked: str
) -> None:
    front = {"tlp": "AMBER"} if marked == "page" else {}
    files = {"people.md": page(front, record("actor", "Kaja", id="kaja", kind="person"))}
    conf = {"briefing_unmarked": "AMBER" if marked == "house" else "CLEAR"}
    built = build(files, "ledger", conf=conf)
    assert built.ledger["actors"]["kaja"]["tlp"] == "AMBER"


def test_names_in_front_matter_registers_and_tables_go_with_what_they_name(
    build: Build, tmp_path: Path
) -> None:
    data = data_of()
    for table in ("topics", "actors", "claims", "sources"):
        for one in data[table].values():
            one["tlp"] = "RED"
    path = tmp_path / "un.json"
    path.write_text(json.dumps(data))
    files: dict[str, str | bytes] = {
        "people.md": "# People\n\n```{actors}\n:file: people.yaml\n```\n",
        "people.yaml": "- name: Kaja Example\n  kind: person\n  member-of: un:secretariat\n",
        "b.md": brief(
            "| a | b |\n| --- | --- |\n| {actor}`un:guterres` | {claim}`un:c1` |\n\n"
            "{actor}`his words <un:guterres>`, {actor}`un:António Example`\n\n"
            "```{claims}\n:ids: un:c1\n```\n\n"
            + record("claim", "Said", id="said", by="kaja-example", source="un:wire")
            + record("claim", "Heard", id="heard", by="un:guterres"),
            page_fields={"topics": ["un:grain"]},
        ),
    }
    conf = {"briefing_houses": {"un": str(path)}, "briefing_audience": "AMBER"}
    built = build(files, conf=conf)
    assert built.status == 0
    assert all("[briefing.marking]" in said or "unsourced" in said for said in built.warnings)
    assert "his words" in built.text("b.html")
    assert "Said" in built.text("b.html")
    assert "Heard" not in built.text("b.html")
    for name, content in built.files().items():
        assert b"un:" not in content.replace(b"run:", b""), name
        assert "António Example".encode() not in content, name
