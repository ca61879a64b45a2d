"""``supersedes``: what a brief replaces is said where both are read, and checked."""

import pytest

from tests.corpus import body_of, brief, element, plain
from tests.support import Build
from tests.word import opened, text_of

OLD = brief("Words.", title="The old view", reference="UA-1", status="superseded")
NEW = brief("Words.", title="The new view", reference="UA-2", supersedes="UA-1")
FILES = {"b/old.md": OLD, "new.md": NEW}


def test_the_older_brief_says_by_which_it_was_superseded(build: Build) -> None:
    built = build(FILES)
    assert built.warnings == []
    block = element(body_of(built, "b/old.html"), "brief-title-block")
    assert "Superseded by UA-2: The new view" in plain(block).replace("by: ", "by ")
    assert 'href="../new.html"' in block
    block = element(body_of(built, "new.html"), "brief-title-block")
    assert "Superseded by" not in block
    assert 'href="b/old.html"' in block
    briefs = built.ledger["briefs"]
    assert briefs["b/old"]["superseded-by"] == ["new"]
    assert briefs["new"]["superseded-by"] == []
    assert briefs["new"]["supersedes"] == "UA-1"


def test_text_says_it_too(build: Build) -> None:
    assert "UA-2: The new view" in build(FILES, "text").text("b/old.txt")


@pytest.mark.parametrize("published", [True, False])
def test_a_pdf_says_it_and_leads_there(build: Build, published: bool) -> None:
    pypdf = pytest.importorskip("pypdf")
    conf = {"html_baseurl": "https://briefs.example.org/"} if published else {}
    built = build(FILES, "briefpdf", conf=conf)
    assert built.warnings == []
    page = pypdf.PdfReader(built.path("b/old.pdf")).pages[0]
    text = " ".join(page.extract_text().split())
    assert "Superseded by" in text
    assert "UA-2: The new view" in text
    links = [note.get_object()["/A"].get("/URI") for note in page.get("/Annots", ())]
    assert links == ["https://briefs.example.org/new.html" if published else "../new.pdf"]


@pytest.mark.parametrize("published", [True, False])
def test_a_word_file_says_it_and_leads_there(build: Build, published: bool) -> None:
    conf = {"html_baseurl": "https://briefs.example.org/"} if published else {}
    built = build(FILES, "briefdocx", conf=conf)
    assert built.warnings == []
    document = opened(built.path("b/old.docx"))
    assert "UA-2: The new view" in text_of(document.element.body)
    addresses = {part.target_ref for part in document.part.rels.values() if part.is_external}
    assert ("https://briefs.example.org/new.html" if published else "../new.docx") in addresses


def test_a_brief_for_fewer_readers_is_not_named(build: Build) -> None:
    new = brief(
        "Words.",
        title="The new view",
        reference="UA-2",
        supersedes="UA-1",
        page_fields={"tlp": "RED"},
    )
    built = build({"old.md": OLD, "new.md": new})
    html = built.text("old.html")
    block = plain(element(html, "brief-title-block"))
    assert "Superseded by" in block
    assert "a brief for fewer readers" in block
    assert "UA-2" not in html
    assert "The new view" not in element(html, "brief-title-block")


def test_a_superseded_brief_that_is_still_final_is_reported_at_its_status(build: Build) -> None:
    old = brief("Words.", title="Old", reference="UA-1", status="final")
    files = {"old.md": old, "new.md": NEW}
    warning = (
        "old.md:5: WARNING: this brief is still final, but new (UA-2) supersedes it; "
        "write 'superseded' [briefing.superseded]"
    )
    assert build(files, "ledger").warnings == [warning]
    assert build(files, "ledger", conf={"briefing_checks": {"superseded": "off"}}).warnings == []
    for status in ("superseded", "withdrawn", "draft"):
        files["old.md"] = old.replace("status: final", f"status: {status}")
        assert build(files, "ledger").warnings == []


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("UA-3", "no brief has the reference 'UA-3'; write the 'reference' of the brief it "
                 "replaces [briefing.unknown]"),
        ("ua 1", "no brief has the reference 'ua 1'; did you mean 'UA-1'? [briefing.unknown]"),
        ("UA-9", "reference 'UA-9' is shared by one, two; give each of them one of its own "
                 "[briefing.ambiguous]"),
        ("UA-2", "'UA-2' is the reference of this brief itself; remove it "
                 "[briefing.front_matter]"),
    ],
)  # fmt: skip
def test_a_reference_that_names_no_brief_or_several_is_reported_at_its_line(
    build: Build, written: str, said: str
) -> None:
    shared = {name: brief("Words.", reference="UA-9") for name in ("one.md", "two.md")}
    new = brief("Words.", reference="UA-2", supersedes=written)
    built = build({"old.md": OLD, "new.md": new, **shared}, "ledger")
    assert built.warnings == [f"new.md:7: WARNING: brief 'supersedes': {said}"]
    assert built.ledger["briefs"]["new"]["supersedes"] == written
    assert all(one["superseded-by"] == [] for one in built.ledger["briefs"].values())


def test_briefs_that_supersede_each_other_or_one_another_in_turn(build: Build) -> None:
    files = {
        "a.md": brief("Words.", reference="A", supersedes="C"),
        "b.md": brief("Words.", reference="B", supersedes="A"),
        "c.md": brief("Words.", reference="C", supersedes="B"),
        "d.md": brief("Words.", reference="D", supersedes="A"),
    }
    built = build(files)
    assert built.warnings == []
    newer = {name: one["superseded-by"] for name, one in built.ledger["briefs"].items()}
    assert newer == {"a": ["b", "d"], "b": ["c"], "c": ["a"], "d": []}


@pytest.mark.parametrize("builder", ["html", "text", "briefdocx"])
def test_what_supersedes_is_fresh(build: Build, builder: str) -> None:
    built = build({"old.md": OLD, "new.md": NEW, "other.md": brief("W.", reference="X")}, builder)
    for changes in (
        {"new.md": NEW.replace("UA-2", "UA-22")},
        {"new.md": NEW.replace("The new view", "A newer view")},
        {"new.md": NEW.replace("supersedes: UA-1", "supersedes: X")},
        {"new.md": NEW, "old.md": OLD.replace("UA-1", "UA-0")},
        {"old.md": OLD, "new.md": None},
    ):
        built.again(changes)
        fresh = built.afresh()
        assert built.files() == fresh.files()
        assert built.warnings == fresh.warnings
