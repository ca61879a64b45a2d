"""Evidence at a glance: grades and carriers of claims, contradictions, sourcing, relations."""

import pytest

from tests.corpus import body_of, brief, element, note, page, plain, printed, record
from tests.support import Build, Built

ACTORS = (
    record("actor", "E5", kind="group", members="Poland")
    + record("actor", "Poland", kind="state")
    + record("actor", "Russia", kind="state")
    + record("actor", "Nobody", kind="person")
    + record("topic", "Peace", id="peace")
    + record("topic", "Arms", id="arms")
    + record("event", "They met", date="2026-02-20", kind="meeting", actors="E5, Russia", id="met")
    + record(
        "event", "Missiles on Odesa", date="2026-02-21", kind="attack", actors="Poland, Russia"
    )
    + record("event", "On one stage", date="2026-02-21", actors="Poland, Russia")
)
FILES = {
    "r.md": page({}, ACTORS),
    "n1.md": note(
        record(
            "claim", "It rains", "Here.", by="E5", id="rain", topic="peace", credibility="2",
            disputes="dry", corroborates="wet",
        )
        + record("position", "More of it", by="Poland", topic="peace", stance="for"),
        reliability="B",
        type="news",
        date="2026-02-20",
    ),
    "n2.md": note(
        record("claim", "It is dry", "There.", by="Russia", id="dry", topic="arms")
        + record("position", "Less of it", by="Russia", topic="peace", stance="against"),
        reliability="D",
        type="speech",
        date="2026-01-06",
    ),
    "n3.md": note(record("claim", "It is wet", by="Poland", id="wet"), origin="n1"),
}  # fmt: skip


@pytest.fixture
def views(build: Build) -> Built:
    built = build(
        {
            **FILES,
            "table.md": page({}, record("claims", ids="rain")),
            "contrast.md": page({}, "```{claims}\n:as: contrast\n```\n"),
            "ledger.md": page({}, "```{claims}\n:as: ledger\n```\n"),
            "map.md": page({}, "```{actors}\n:as: map\n```\n"),
            "b.md": brief("{claim}`rain` {claim}`dry`\n\n```{sources}\n:as: summary\n```\n"),
        },
        conf={"briefing_autolink": "off"},
    )
    assert built.warnings == []
    return built


def test_a_claim_shows_grade_carriers_and_what_disputes_it(views: Built) -> None:
    for name in ("table", "n1"):
        shown = plain(body_of(views, f"{name}.html"))
        for part in (
            "Usually reliable (B), Probably true (2)",
            "2 sources, 1 independent",
            "disputed by: It is dry",
        ):
            assert part in shown


def test_contradictions_stand_side_by_side_once(views: Built) -> None:
    table = element(body_of(views, "contrast.html"), "brief-contrast")
    assert table.count('#claim-rain"') == 2  # its statement and its marker
    rows = table.split("<tr")[2:]
    assert len(rows) == 1
    first, second = rows[0].split("<td")[1:]
    assert {"It is dry" in plain(first), "It is dry" in plain(second)} == {True, False}
    assert "There." in plain(rows[0])
    assert "Here." in plain(rows[0])


def test_without_contradictions_a_contrast_says_so(build: Build) -> None:
    built = build({**FILES, "c.md": page({}, "```{claims}\n:ids: wet\n:as: contrast\n```\n")})
    assert built.warnings == []
    assert "None of these claims is disputed." in plain(body_of(built, "c.html"))


def test_a_ledger_has_a_table_for_each_topic_and_the_rest_last(views: Built) -> None:
    shown = plain(body_of(views, "ledger.html"))
    places = [shown.index(title) for title in ("Arms", "Peace", "No topic")]
    assert places == sorted(places)
    assert shown.index("Arms") < shown.index("It is dry") < shown.index("Peace")
    assert shown.index("No topic") < shown.index("It is wet")


def test_the_sourcing_of_a_brief(views: Built) -> None:
    shown = plain(element(body_of(views, "b.html"), "brief-view-summary"))
    assert shown == (
        "Sourcing: 2 sources; 2 independent; News: 1, Speech: 1; Reliability B: 1, D: 1; "
        "2026-01-06 \N{EN DASH} 2026-02-20."
    )
    annex = element(body_of(views, "b.html"), "brief-annex-sources")
    assert shown in plain(annex)
    assert printed(annex, "source") == ["n1", "n2"]


def test_a_map_tells_who_belongs_to_meets_and_opposes_whom(views: Built) -> None:
    shown = plain(element(body_of(views, "map.html"), "brief-map"))
    assert "Members: Poland" in shown
    assert "Meets: Russia (They met)" in shown
    assert shown.count("They met") == 1  # a relation is told once, not from both ends
    assert "Belongs to" not in shown
    assert "Missiles on Odesa" not in shown
    assert "On one stage" not in shown
    assert "Opposes: Russia (More of it; Less of it)" in shown
    assert "No relation to the others is recorded." in shown


def test_a_plural_is_spelled_out_like_the_term(build: Build) -> None:
    term = record("term", "MEP", long="Member of the European Parliament", plural="MEPs")
    built = build({"r.md": page({}, term), "p.md": page({}, "{term}`MEPs` and {term}`MEP`.")})
    assert built.warnings == []
    shown = plain(body_of(built, "p.html"))
    assert "Members of the European Parliament (MEPs) and MEP." in shown
