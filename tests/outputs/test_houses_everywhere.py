"""Records of ours that name records of another house in every field, in every output."""

from pathlib import Path

import pytest

from sphinx_briefing.records import KINDS, naming
from tests.corpus import brief, note, page, record
from tests.houses import PAGES, write_ledger
from tests.support import Build, Built

SAID = (
    record("claim", "Grain moves", id="moves", by="un:guterres", topic="un:grain",
           corroborates="un:c1", disputes="un:c2", **{"replaced-by": "un:c2"},
           withdrawn="2026-02-20", source="un:wire, gazette")
    + record("claim", "Ships move", id="ships", by="kaja, un:guterres", disputes="un:c2")
    + record("quote", "", "We saw grain move.", id="q", by="un:guterres", source="un:wire")
    + record("position", "For it", id="p", by="un:guterres", topic="un:grain", stance="for",
             date="2026-02-02")
    + record("position", "Against it", id="p2", by="kaja", topic="un:grain", stance="against")
    + record("commitment", "Ten ships", id="m", by="un:secretariat", to="un:guterres",
             due="2026-03", **{"shown-by": "un:c1"})
    + record("event", "Talks", id="talks", date="2026-02-03", kind="meeting",
             actors="un:guterres, kaja", host="un:secretariat")
    + record("estimate", "Grain", id="e", value="591", unit="tonnes", by="un:guterres",
             date="2026-02-04", topic="un:grain")
    + record("judgement", "It flows", id="j", likelihood="likely", confidence="low",
             basis="un:c1, un:c2, source:un:wire, ships", against="un:c2", topic="un:grain")
    + record("recommendation", "Send ships", id="r", to="un:guterres", basis="un:c1")
    + record("assumption", "Ice melts", id="a", topic="un:grain")
    + record("gap", "Who pays?", id="g", topic="un:grain")
    + record("indicator", "A ship calls", id="i", **{"for": "j"}, **{"shown-by": "un:c1"},
             seen="2026-02-05")
    + record("hypothesis", "Grain is sold", id="h1", question="un:grain", consistent="un:c1",
             inconsistent="un:c2")
    + record("hypothesis", "Grain is lost", id="h2", question="un:grain", consistent="un:c2",
             inconsistent="un:c1")
)  # fmt: skip
REGISTER = (
    record("actor", "Kaja Example", id="kaja", kind="person", **{"member-of": "un:secretariat"},
           **{"speaks-for": "un:guterres"})
    + record("actor", "The Pair", id="pair", kind="group", members="kaja, un:guterres")
    + record("term", "Corridor", id="corridor")
    + record("topic", "Wheat", id="wheat", parent="un:grain")
    + record("source", "A paper", id="paper", origin="un:wire", date="2026-02-05",
             topic="un:grain")
)  # fmt: skip
VIEWS = "\n\n".join(
    f"```{{{kind.plural}}}\n:as: {layout}\n{house}```"
    for kind in KINDS.values()
    for layout in kind.layouts
    for house in ("", ":house: un\n")
)
FILES = {
    "people.md": page({}, REGISTER, title="People"),
    "notes/n.md": note(SAID, id="gazette", title="Gazette", origin="un:wire", date="2026-02-02",
                       url="https://gazette.example/1", page_fields={"topics": ["un:grain"]}),
    "briefs/b.md": brief(
        "{actor}`un:guterres`, {topic}`un:grain`, {claim}`un:c1`, {claim}`moves`, "
        "{source}`un:wire`, {claim}`ships`, {estimate}`e`, [](#un:guterres), "
        "{any}`un:guterres`.\n\n"
        + record("judgement", "More to come", id="more", likelihood="likely", basis="un:c1, j"),
        reference="R-1", page_fields={"topics": ["un:grain"]}, summary="Grain flows."),
    "views.md": f"# Views\n\n{VIEWS}\n",
}  # fmt: skip
CONF = {
    "briefing_search": True,
    "briefing_feeds": ["atom", "calendar"],
    "briefing_indexes": ["briefs", *(kind.plural for kind in KINDS.values())],
    "briefing_checks": [
        "overdue",
        "stale",
        "unused",
        "unverified",
        "weak",
        "variant",
        "unresolved",
    ],
    "html_baseurl": "https://ours.example/",
    "html_theme": "briefing",
    "briefing_stale_days": 1,
    "briefing_ceilings": True,
}
BUILDERS = ("html", "dirhtml", "singlehtml", "epub", "latex", "text", "man", "texinfo", "xml",
            "briefpdf", "briefdocx", "ledger", "gettext", "linkcheck")  # fmt: skip


def test_every_field_is_there() -> None:
    named = {(kind, field.name) for kind, of in KINDS.items() for field in naming(of)}
    written = SAID + REGISTER
    lacking = {name for _kind, name in named if f":{name}:" not in written}
    assert lacking <= {"signatories", "targets", "neutral", "revises", "see", "not"}


def built_with(build: Build, tmp_path: Path, builder: str, pages: str) -> Built:
    theirs = write_ledger(tmp_path / "un", retracted="2026-02-20", withdrawn="2026-02-21")
    house = {"ledger": str(theirs), "pages": pages, "title": "UN desk"}
    return build(FILES, builder, conf=CONF | {"briefing_houses": {"un": house}})


@pytest.mark.parametrize("pages", [PAGES, ""])
@pytest.mark.parametrize("builder", BUILDERS)
def test_every_output(build: Build, tmp_path: Path, builder: str, pages: str) -> None:
    if builder == "linkcheck":
        pages = ""  # the network is not asked
    built = built_with(build, tmp_path, builder, pages)
    assert built.status == 0 or builder == "linkcheck"
    places = {said.partition(":")[0] for said in built.warnings}
    assert places <= {"people.md", "notes/n.md", "briefs/b.md", "views.md", "WARNING"}
    assert not [said for said in built.warnings if "[briefing.unknown]" in said]
    if builder in ("html", "dirhtml"):
        for name, content in built.files().items():
            assert not name.startswith("briefing/") or "un" not in Path(name).stem.split("~"), name
            if name.endswith(".html"):
                assert b'href="un:' not in content, name
                assert b"/un:" not in content.replace(b"#un:", b""), name


def test_nothing_of_theirs_is_published_as_ours(build: Build, tmp_path: Path) -> None:
    built = built_with(build, tmp_path, "html", PAGES)
    inventory = built.path("objects.inv").read_bytes()
    import zlib

    names = zlib.decompress(inventory.split(b"\n", 4)[4]).decode()
    assert "kaja brief:actor" in names
    assert "guterres" not in names
    files = built.files()
    profiles = [name for name in files if name.startswith("briefing/")]
    assert not [name for name in profiles if "guterres" in name or "un~3a" in name]
    cards = [name for name in files if name.startswith("_static/briefing-cards/")]
    assert cards
    assert not any(b'"claim-un:c1"' in files[name] for name in cards)
