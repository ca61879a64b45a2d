"""Atom and iCalendar feeds: what they hold, what they must not hold, and when they are written."""

from datetime import date, datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

from sphinx_briefing.html.feeds.calendar import days_of
from tests.corpus import brief, note, record
from tests.support import Build, Built

QUIET = {"suppress_warnings": ["toc.not_included", "briefing.marking"]}
BASE = {"html_baseurl": "https://briefs.example.org/x"}
ON = {"briefing_feeds": ["atom", "calendar"], **BASE, **QUIET}
ATOM = "{http://www.w3.org/2005/Atom}"
TOP = "https://briefs.example.org/x"

FILES = {
    "r.md": (
        "# Registers\n\n"
        + record("actor", "Kaja Example", kind="person", id="kaja")
        + record("actor", "Secret Six", kind="group", id="six", tlp="RED")
        + record("topic", "Ports", id="ports")
    ),
    "n.md": note(
        record("event", "Talks", "They met.", id="talks", date="2026-02-17/2026-02-18",
               kind="meeting", place="Geneva; Palais", actors="kaja, six",
               outcome="Nothing")
        + record("event", "Leak", id="leak", date="2026-02-17", tlp="AMBER")
        + record("commitment", "Publish the list", by="kaja", id="list", due="2026-03")
        + record("commitment", "Done", by="kaja", id="done", due="2026-03", status="met"),
        date="2026-02-20",
    ),
    "closed.md": note(
        record("event", "Behind doors", id="doors", date="2026-02-01"),
        page_fields={"tlp": "GREEN"},
    ),
    "b1.md": brief("Words.", title="Ports & \\<ships>", date="2026-02-23", status="final",
                   authors=["Desk"], summary="Short.",
                   page_fields={"topics": ["ports"], "tlp": "CLEAR"}),
    "b2.md": brief("Words.", title="Older", date="2026-01", status="superseded"),
    "b3.md": brief("Words.", title="Draft", status="draft"),
    "b4.md": brief("Words.", title="Green", status="final", page_fields={"tlp": "GREEN"}),
}  # fmt: skip


def entries(built: Built) -> dict[str, ElementTree.Element]:
    root = ElementTree.fromstring(built.path("briefs.atom").read_bytes())
    return {entry.findtext(f"{ATOM}title") or "": entry for entry in root.iter(f"{ATOM}entry")}


def events(built: Built) -> dict[str, dict[str, object]]:
    made: Any = Calendar.from_ical(built.path("calendar.ics").read_bytes())
    return {
        str(event["uid"]).partition("@")[0]: {
            "title": str(event["summary"]),
            "days": (event["dtstart"].dt, event["dtend"].dt),
            "stamp": event["dtstamp"].dt,
            "text": str(event.get("description", "")),
            "place": str(event.get("location", "")),
            "url": str(event.get("url", "")),
            "categories": [str(name) for name in event["categories"].cats],
        }
        for event in made.walk("VEVENT")
    }


def test_briefs_for_all_newest_first(build: Build) -> None:
    built = build(FILES, conf=ON)
    assert built.warnings == []
    found = entries(built)
    assert list(found) == ["Ports & <ships>", "Older"]
    entry = found["Ports & <ships>"]
    assert entry.findtext(f"{ATOM}id") == f"{TOP}/b1.html"
    assert entry.findtext(f"{ATOM}updated") == "2026-02-23T00:00:00+00:00"
    assert entry.findtext(f"{ATOM}summary") == "Short."
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Desk"
    assert {item.get("term") for item in entry.iter(f"{ATOM}category")} == {"policy", "Ports"}
    root = ElementTree.fromstring(built.path("briefs.atom").read_bytes())
    assert root.findtext(f"{ATOM}updated") == "2026-02-23T00:00:00+00:00"
    assert root.findtext(f"{ATOM}id") == f"{TOP}/briefs.atom"
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {"self": f"{TOP}/briefs.atom", "alternate": f"{TOP}/index.html"}


def test_events_and_open_commitments_for_all(build: Build) -> None:
    built = build(FILES, conf=ON)
    found = events(built)
    assert sorted(found) == ["commitment-list", "event-talks"]
    talks = found["event-talks"]
    assert talks["days"] == (date(2026, 2, 17), date(2026, 2, 19))
    assert talks["text"] == "They met.\n\nNothing\n\nActors: Kaja Example"
    assert talks["categories"] == ["Event", "Meeting"]
    assert talks["place"] == "Geneva; Palais"
    assert talks["url"] == f"{TOP}/n.html#event-talks"
    assert talks["stamp"] == datetime.fromisoformat("2026-02-20T00:00:00+00:00")
    due = found["commitment-list"]
    assert due["title"] == "Due: Publish the list (Kaja Example) (2026-03)"
    assert due["days"] == (date(2026, 3, 31), date(2026, 4, 1))


def test_the_house_says_what_may_be_in_feeds(build: Build) -> None:
    built = build(FILES, conf={**ON, "briefing_feed_marking": "TLP:GREEN"})
    assert built.warnings == []
    assert "Green" in entries(built)
    assert "event-doors" in events(built)
    assert "event-leak" not in events(built)
    assert "Secret Six" not in built.text("calendar.ics")


@pytest.mark.parametrize(
    ("written", "first", "last", "certain"),
    [
        ("2026-02-20", "2026-02-20", "2026-02-20", True),
        ("2026-02-20/2026-06-20", "2026-02-20", "2026-06-20", True),
        ("2026-02", "2026-02-01", "2026-02-28", False),
        ("2026-02-20~", "2026-02-20", "2026-02-20", False),
        ("2026-21", "2026-03-01", "2026-05-31", False),
        ("2026-02-20/..", "2026-02-20", "2026-02-20", False),
        ("../2026-02-20", "2026-02-20", "2026-02-20", False),
        ("2026-02-20/", "2026-02-20", "2026-02-20", False),
        ("2026-02/2026-03", "2026-02-01", "2026-03-31", False),
    ],
)
def test_days_of_dates(written: str, first: str, last: str, certain: bool) -> None:
    days = days_of(written)
    assert days is not None
    found, is_certain = days
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)
    assert is_certain is certain


@pytest.mark.parametrize("written", ["2026", "2026~", "201X", "2025/2026", "9999-12-31", "../.."])
def test_what_is_too_vague_is_left_out(written: str) -> None:
    assert days_of(written) is None


def test_pages_name_the_feeds(build: Build) -> None:
    built = build({**FILES, "a/b.md": "# Deep\n\nWords.\n"}, conf=ON)
    link = '<link rel="alternate" type="application/atom+xml" title="New and amended briefs" href='
    assert f'{link}"../briefs.atom">' in built.text("a/b.html")
    assert f'{link}"briefs.atom">' in built.text("index.html")
    assert '<a href="calendar.ics" type="text/calendar">' in built.text("index.html")
    assert "Subscribe" not in built.text("a/b.html")


def test_without_an_address_there_is_no_atom_feed(build: Build) -> None:
    built = build(FILES, conf={"briefing_feeds": ["atom", "calendar"], **QUIET})
    [warning] = built.warnings
    assert "'atom' needs 'html_baseurl'" in warning
    assert "briefs.atom" not in built.files()
    assert events(built)["event-talks"]["url"] == ""
    assert "@test" in built.text("calendar.ics")


@pytest.mark.parametrize(
    ("conf", "said"),
    [
        ({"briefing_feeds": "atom"}, "'atom' is not a list"),
        ({"briefing_feeds": ["rss"]}, "'rss' is not one of: atom, calendar"),
        ({"briefing_feed_marking": "PINK"}, "'PINK' is not one of: "),
    ],
)
def test_mistakes_in_the_configuration(build: Build, conf: dict[str, object], said: str) -> None:
    built = build({"a.md": "# A\n"}, conf=conf)
    assert len(built.warnings) == 1
    assert said in built.warnings[0]


def test_feeds_are_written_when_what_they_hold_changes(build: Build) -> None:
    built = build(FILES, conf=ON)
    before = {name: built.path(name).stat().st_mtime_ns for name in built.files()}
    built.again()
    assert before["briefs.atom"] == built.path("briefs.atom").stat().st_mtime_ns
    built.again({"b2.md": None, "n.md": note("Nothing.")})
    assert list(entries(built)) == ["Ports & <ships>"]
    assert events(built) == {}
    assert built.files() == built.afresh().files()
    conf = built.src / "conf.py"
    built.again({"conf.py": conf.read_text().replace("'atom', ", "")})
    assert built.files() == built.afresh().files()
    assert "briefs.atom" not in built.files()
    assert "briefs.atom" not in built.text("b1.html")


def test_what_xml_cannot_hold(build: Build) -> None:
    files = {
        "b.md": brief("Words.", title="Bell \x07 and <b>", status="final", summary="A\x0bB ]]> &"),
        "n.md": note(record("event", "Bell \x07;, \\n", id="e", date="2026-02-01")),
    }
    built = build(files, conf=ON)
    assert [title for title in entries(built) if title.startswith("Bell")]
    assert len(events(built)) == 1
