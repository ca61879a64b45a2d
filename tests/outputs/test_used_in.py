"""Notes and sources say which briefs use them, as far as their readers may know."""

import re

from tests.corpus import brief, note, page, record
from tests.support import Build


def _files(cites: str, tlp: str = "CLEAR") -> dict[str, str]:
    return {
        "who.md": page(
            {},
            record("actor", "Kaja", kind="person", id="kaja")
            + record("source", "A speech", id="speech", date="2026-02-19"),
            title="Who",
        ),
        "notes/n.md": note(
            record("claim", "Ports open", by="kaja", id="open"), title="A note", date="2026-02-20"
        ),
        "notes/other.md": note("", title="Another note", date="2026-02-20"),
        "briefs/b.md": brief(
            f"So {cites}.\n", title="The brief", date="2026-03-01", page_fields={"tlp": tlp}
        ),
    }


def used(html: str) -> str:
    return (
        re.sub(r"<[^>]*>", "", html.split("Used in", 1)[1].split("</p")[0])
        if "Used in" in html
        else ""
    )


def test_a_note_and_a_source_say_which_briefs_use_them(build: Build) -> None:
    built = build(_files("{claim}`open` {source}`speech`"))
    assert built.warnings == []
    assert "The brief" in used(built.text("notes/n.html"))
    assert "The brief" in used(built.text("who.html"))
    assert used(built.text("notes/other.html")) == ""


def test_a_brief_for_fewer_readers_is_not_named(build: Build) -> None:
    built = build(_files("{claim}`open` {source}`speech`", tlp="RED"))
    assert "The brief" not in used(built.text("notes/n.html"))
    assert "Used in" not in built.text("who.html")


def test_it_follows_when_a_brief_changes(build: Build) -> None:
    built = build(_files("{claim}`open`"))
    again = built.again(_files("{source}`speech`"))
    assert used(again.text("notes/n.html")) == ""
    assert "The brief" in used(again.text("who.html"))
    clean = again.afresh()
    for name in ("notes/n.html", "who.html"):
        assert again.text(name) == clean.text(name)
