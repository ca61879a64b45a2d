"""What the toolkit makes of records by itself holds nothing that may not stand there."""

import json
import re

import pytest

from tests.corpus import body_of, brief, note, page, record
from tests.support import Build, Built, Content

QUIET = {"suppress_warnings": ["toc.not_included", "briefing.marking"]}
FILES: dict[str, Content] = {
    "index.md": "# Start\n",
    "r.md": page(
        {},
        record("actor", "Norland",
               "It knows {actor}`ract` and {claim}`rclaim`, and the Quiet Group.",
               id="norland", kind="state", members="ract")
        + record("topic", "Ports", id="ports")
        + record("topic", "Zred ports", id="rtopic", tlp="RED")
        + record("actor", "Zred Actor", "Zred words.", id="ract", kind="group", tlp="RED",
                 aliases="the Quiet Group"),
    ),
    "open.md": note(
        record("claim", "Ports are open", "As {actor}`ract` says.", id="cclaim", by="norland, ract",
               source="n, rsrc", topic="ports, rtopic")
        + record("event", "Talks", "With {actor}`ract` and {actor}`norland`.", id="talks",
                 date="2026-03-01", kind="meeting", actors="norland, ract", outcome="None"),
        id="n", publisher="Gazette", date="2026-02-20",
    ),
    "red.md": note(
        record("claim", "Zred claim", id="rclaim", by="norland", disputes="cclaim")
        + record("event", "Zred event", id="rev", date="2026-03-02", actors="norland"),
        id="rsrc", title="Zred source", publisher="Zred Press", date="2026-02-21",
        url="https://zred.example/x", page_fields={"tlp": "RED"},
    ),
    "b.md": brief(
        "{claim}`cclaim` {claim}`rclaim`", title="B", date="2026-02-22", status="final",
        page_fields={"topics": ["ports", "rtopic"], "tlp": "CLEAR"},
    ),
}  # fmt: skip


@pytest.fixture
def built(build: Build) -> Built:
    return build(
        FILES,
        conf={
            **QUIET,
            "html_baseurl": "https://x.example/",
            "briefing_feeds": ["calendar", "atom"],
        },
    )


def secrets(text: str) -> list[str]:
    return re.findall(r"(?i)z?red[- ]?(?:actor|words|claim|event|source|press|ports)|zred\S*", text)


def test_profiles_of_open_actors_hold_open_things(built: Built) -> None:
    shown = built.text("briefing/actor/norland.html")
    assert "Ports are open" in shown
    assert secrets(body_of(built, "briefing/actor/norland.html")) == []
    assert "It knows withheld and" in re.sub("<[^>]*>", "", shown)
    assert secrets(built.text("briefing/topic/ports.html")) == []
    assert "Zred words" in built.text("briefing/actor/ract.html")


def test_cards_hold_what_their_records_may_show(built: Built) -> None:
    cards: dict[str, object] = {}
    for name in built.files():
        if name.startswith("_static/briefing-cards/") and "about" not in name:
            cards |= json.loads(built.text(name).partition(",")[2].removesuffix(");\n"))
    for key in ("actor-norland", "claim-cclaim", "event-talks", "source-n", "topic-ports"):
        assert secrets(json.dumps(cards[key])) == []
    assert "Disputed by" not in json.dumps(cards["claim-cclaim"])
    assert secrets(json.dumps(cards["claim-rclaim"]))


def test_linked_data_speak_of_what_the_page_may_show(built: Built) -> None:
    for name in ("r.html", "open.html", "b.html"):
        script = re.findall(r'<script type="application/ld\+json">(.*?)</script>', built.text(name))
        assert len(script) == 1
        assert secrets(script[0]) == []
    assert "Ports" in built.text("b.html")


def test_feeds_name_nobody_who_is_not_for_all(built: Built) -> None:
    calendar = built.text("calendar.ics").replace("\r\n ", "")
    assert "With withheld and Norland." in calendar
    assert secrets(calendar) == []
    assert secrets(built.text("briefs.atom")) == []


def test_it_follows_a_change_of_markings(built: Built) -> None:
    register = str(FILES["r.md"])
    built.again({"r.md": register.replace(":tlp: RED", ":tlp: CLEAR")})
    assert "Zred Actor" in built.text("briefing/actor/norland.html")
    assert "With Zred Actor and Norland." in built.text("calendar.ics").replace("\r\n ", "")
    assert built.files() == built.afresh().files()
    built.again({"r.md": register})
    assert built.files() == built.afresh().files()


def test_the_search_bears_the_strictest_marking_of_what_it_lists(build: Build) -> None:
    on = {**QUIET, "briefing_search": True}
    assert "TLP:RED</p>" in build(FILES, conf=on).text("briefing-search.html")
    plain = {name: str(text).replace("tlp: RED", "tlp: CLEAR") for name, text in FILES.items()}
    plain["b.md"] = plain["b.md"].replace("tlp: CLEAR\n", "")
    unmarked = {name: re.sub(r"\n:?tlp: CLEAR", "", text) for name, text in plain.items()}
    assert "TLP:" not in build(unmarked, conf=on).text("briefing-search.html")


@pytest.mark.parametrize(
    ("conf", "published"),
    [
        ({"html_theme": "briefing"}, False),
        ({"html_theme": "briefing", "html_copy_source": True}, True),
        ({"html_theme": "basic"}, True),
    ],
)
def test_sources_are_published_by_those_alone_who_ask(
    build: Build, conf: dict[str, object], published: bool
) -> None:
    built = build({"index.md": "# Start\n\n% a secret\n"}, conf=conf)
    assert ("_sources/index.md.txt" in built.files()) is published
    built.again()
    assert "0 added, 0 changed, 0 removed" in built.messages
    assert "The configuration has changed" not in built.messages
