"""The ledger: what counts as a mention, what is left out, on which day facts are judged."""

import pytest

from sphinx_briefing.ledger import Entry, Ledger, PageFacts
from sphinx_briefing.records import Actor, Source
from tests.corpus import brief, note, page, record, rst_record
from tests.support import Build

E5 = record("actor", "E5", kind="group")


def test_provenance_is_no_mention(build: Build) -> None:
    source = record("source", "A wire", id="wire")
    body = record("claim", "C", by="E5", source="wire") + record("event", "E", date="2026")
    files = {
        "r.md": page({}, E5 + source),
        "n.md": note(body, id="own"),
        "o.md": note(origin="own"),
    }
    ledger = build(files, "ledger").ledger
    assert ledger["sources"]["wire"]["mentions"] == []
    assert ledger["sources"]["own"]["mentions"] == ["o"]  # an origin is one
    assert ledger["actors"]["e5"]["mentions"] == ["n"]


def test_authors_and_publishers_that_are_actors_are_mentioned(build: Build) -> None:
    register = E5 + record("actor", "Norland Gazette", kind="organisation", aliases="the Gazette")
    register += record("actor", "Anna Lind", kind="person") + record("actor", "X", kind="state")
    files = {
        "r.md": page({}, register),
        "a.md": note(author="Anna Lind", publisher="the gazette"),
        "b.md": note(author=["Nobody", "Lind, Anna"], publisher="Nobody Press"),
        "c.md": page({}, record("source", "A wire", author='E5, "Lind, Anna"')),
    }
    built = build(files, "ledger", conf={"briefing_checks": {"unused": "warning"}})
    (warning,) = built.warnings
    assert "actor 'x' is mentioned nowhere" in warning
    actors = built.ledger["actors"]
    assert {name: actors[name]["mentions"] for name in actors} == {
        "anna-lind": ["a"],
        "e5": ["c"],
        "norland-gazette": ["a"],
        "x": [],
    }


def test_pages_without_links_in_prose_mention_nobody_there(build: Build) -> None:
    files = {
        "r.md": page({}, E5),
        "a.md": page({"autolink": False}, "The E5."),
        "b.md": page({}, "The E5."),
    }
    assert build(files, "ledger").ledger["actors"]["e5"]["mentions"] == ["b"]


@pytest.mark.parametrize(
    ("dates", "day"),
    [
        (["2026-02-21", "2026-02-20"], "2026-02-21"),
        (["2026-02", "2026-02-20"], "2026-02-28"),
        (["2026-02-10/2026-02-25", "2026-02-20"], "2026-02-25"),
        (["2026-02-20/.."], "2026-02-20"),
    ],
)
def test_facts_are_judged_on_the_last_day_of_the_newest_source(dates: list[str], day: str) -> None:
    pages = {
        f"p{n}": PageFacts(f"p{n}", source=Source(id=f"s{n}", title="S", date=date), is_note=True)
        for n, date in enumerate(dates)
    }
    as_of = Ledger(pages).as_of
    assert as_of is not None
    assert (as_of.first.isoformat(), as_of.last.isoformat()) == (day, day)


def test_the_text_of_a_record_names_others_but_statements_stay_numbers(build: Build) -> None:
    body = record("claim", "One", "By {actor}`e5`.", by="E5", id="one")
    body += record("claim", "Two", "As in {claim}`one` of {actor}`e5`.", by="E5", id="two")
    built = build({"r.md": page({}, E5), "n.md": note(body)}, "ledger")
    claims = built.ledger["claims"]
    assert claims["one"]["text"] == "By E5."
    assert "One" not in claims["two"]["text"]


def test_a_name_at_the_edge_of_a_text_is_a_name_and_runs_over_none(build: Build) -> None:
    files = {
        "r.md": page({}, E5),
        "a.md": page({}, "We met the E5\n\nMinisters agreed.\n"),
        "b.md": page({}, "We met E*5* and E\n\n5 others.\n"),
    }
    assert build(files, "ledger").ledger["actors"]["e5"]["mentions"] == ["a"]


@pytest.mark.parametrize(
    ("written", "mentions"),
    [("no", []), ("Off", []), ("False", []), ("yes", ["a"]), ("true", ["a"]), ("", ["a"])],
)
def test_a_page_says_in_many_ways_whether_its_prose_is_linked(
    build: Build, written: str, mentions: list[str]
) -> None:
    files = {"r.md": page({}, E5), "a.md": f"---\nautolink: {written}\n---\n# A\n\nThe E5.\n"}
    assert build(files, "ledger").ledger["actors"]["e5"]["mentions"] == mentions


def test_prose_and_titles_may_begin_and_end_with_a_reference(build: Build) -> None:
    body = record("claim", "One", "{actor}`e5` said so to {actor}`e5`", by="E5", id="one")
    built = build(
        {"r.md": page({}, E5), "n.md": note(body, title="{actor}`e5` {claim}`one` on {actor}`e5`")},
        "ledger",
    )
    assert built.warnings == []
    assert built.ledger["claims"]["one"]["text"] == "E5 said so to E5"
    assert built.ledger["notes"]["n"]["title"] == "E5 on E5"


def test_words_between_control_characters_are_kept(build: Build) -> None:
    body = record("claim", "One", "All\x1a of it\x1a is {actor}`kept\x1a <e5>`", by="E5", id="one")
    files = {"r.md": page({}, E5), "n.md": note(body, title="On\x1a all\x1a of it")}
    ledger = build(files, "ledger").ledger
    assert ledger["claims"]["one"]["text"] == "All of it is kept"
    assert ledger["notes"]["n"]["title"] == "On all of it"


def test_names_of_what_was_left_out_are_not_reported_again(build: Build) -> None:
    bad = record("actor", "Port  of Vik", kind="nonsense")
    body = record("claim", "C", by="port of  Vik") + "{actor}`Port\nof  Vik`\n\n"
    body += record("claims", by="port-of-vik")
    built = build({"r.md": page({}, bad), "n.md": note(body)}, "ledger")
    (warning,) = built.warnings
    assert warning.startswith("r.md:4: WARNING: actor: 'kind': 'nonsense' is not one of")


def test_what_is_left_out_for_a_bad_name_is_named_by_none(build: Build) -> None:
    body = record("claim", "Bad", by="Nobody", id="bad")
    body += record("claim", "Good", by="E5", corroborates="bad", id="good")
    built = build({"r.md": page({}, E5), "n.md": note(body)}, "ledger")
    (warning,) = built.warnings
    assert warning.startswith("n.md:8: WARNING: claim 'by': unknown actor 'Nobody'")
    claims = built.ledger["claims"]
    assert list(claims) == ["good"]
    assert claims["good"]["corroborates"] == []


def test_of_two_equal_ids_on_a_page_the_first_is_kept(build: Build) -> None:
    inner = rst_record("term", "Inner", id="twice").replace("\n", "\n   ")
    outer = f"P\n=\n\n.. term:: Outer\n   :id: twice\n\n   {inner}\n"
    built = build({"p.rst": outer}, "ledger")
    (warning,) = built.warnings
    assert warning.startswith("p.rst:8: WARNING: term id 'twice' is taken: the record at p.rst:4")
    assert built.ledger["terms"]["twice"]["name"] == "Outer"


def test_the_order_of_entries_makes_no_difference() -> None:
    entries = [
        Entry(Actor(id="a", name=name, kind="state", docname="p", line=line))
        for name, line in (("Second", 9), ("First", 3))
    ]
    for order in (entries, entries[::-1]):
        ledger = Ledger({"p": PageFacts("p", path="p.md", entries=order)})
        assert ledger.records("actor")["a"].name == "First"
        assert [report.line for report in ledger.diagnostics] == [9]


def test_briefs_mention_what_they_list_in_their_front_matter(build: Build) -> None:
    files = {
        "r.md": page({}, record("topic", "Peace")),
        "b.md": brief("Text.", page_fields={"topics": ["Peace"]}),
    }
    assert build(files, "ledger").ledger["topics"]["peace"]["mentions"] == ["b"]
