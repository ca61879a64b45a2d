"""Hosts, signatories and targets of events: on maps, profiles, in selections, tables and files."""

import re

import pypdf
import pytest
from icalendar import Calendar

from sphinx_briefing.pictures.actor_map import ON_A_RING
from sphinx_briefing.vocabularies import ATTACKS, EVENT_KIND
from tests.corpus import body_of, brief, element, page, plain, printed, record
from tests.outputs.test_cards import cards
from tests.outputs.test_maps import DASH, SVG, drawing, titles
from tests.outputs.test_profiles import section
from tests.support import Build, Built

NAMES = ("Averland", "Belmark", "Costavia", "Dorsland", "Estovia", "Norland")
STATES = "".join(record("actor", name, id=name.lower(), kind="state") for name in NAMES)
EVENTS = (
    record("topic", "Ports")
    + record("event", "Summit", id="summit", date="2026-01-10", kind="meeting", host="norland",
             actors="averland, estovia", topic="ports")
    + record("event", "Treaty", id="treaty", date="2026-01-20", kind="agreement", host="norland",
             signatories="averland, belmark", actors="costavia", topic="ports")
    + record("event", "Joint words", id="words", date="2026-01-25", kind="statement",
             signatories="averland, costavia", targets="dorsland", topic="ports")
    + record("event", "Raid", id="raid", date="2026-02-03", kind="attack", actors="dorsland",
             targets="averland", topic="ports")
    + record("event", "Sanctions", id="sanctions", date="2026-02-23", kind="decision",
             actors="belmark", targets="dorsland", topic="ports")
)  # fmt: skip
MAP = record("actors", as_="map", scope="all")
CONF = {"briefing_autolink": "off"}


def mapped(build: Build, events: str, more: str = "") -> Built:
    built = build({"r.md": page({}, STATES + more + events), "v.md": page({}, MAP)}, conf=CONF)
    assert built.warnings == []
    return built


def told(built: Built) -> dict[str, str]:
    """What the words of a map say below each name."""
    box = element(body_of(built, "v.html"), "brief-map")
    parts = re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", box, re.S)
    return {plain(name): plain(words) for name, words in parts}


def test_the_words_of_a_map_tell_who_signed_hosted_and_attacked(build: Build) -> None:
    words = told(mapped(build, EVENTS))
    assert words["Averland"] == (
        "Meets: Costavia (Treaty); Estovia (Summit); Norland (Summit; Treaty) "
        "Agreed in writing with: Belmark (Treaty, 2026-01-20); Costavia (Joint words, 2026-01-25)"
    )
    assert words["Belmark"] == "Meets: Costavia (Treaty); Norland (Treaty)"
    assert words["Dorsland"] == "Attacked: Averland (Raid, 2026-02-03)"
    assert words["Estovia"] == "Meets: Norland (Summit)"


def test_who_is_attacked_is_related_and_not_said_to_attack(build: Build) -> None:
    raid = record("event", "Raid", date="2026-02-03", kind="attack", actors="estovia",
                  targets="averland")  # fmt: skip
    words = told(mapped(build, raid))
    assert words["Estovia"] == "Attacked: Averland (Raid, 2026-02-03)"
    alone = next(names for names, said in words.items() if said.startswith("No relation"))
    assert alone == "Belmark, Costavia, Dorsland, Norland"


@pytest.mark.parametrize("kind", sorted({*EVENT_KIND.values} - ATTACKS))
def test_nobody_meets_or_is_attacked_as_target_of_anything_else(build: Build, kind: str) -> None:
    event = record(
        "event", "It", date="2026-02-03", kind=kind, actors="estovia", targets="averland"
    )
    files = {"r.md": page({}, STATES + event), "v.md": page({}, MAP)}
    built = build(files, conf={**CONF, "suppress_warnings": ["briefing.field"]})
    assert list(told(built)) == [", ".join(NAMES)]


def test_an_agreement_without_signatories_is_a_meeting(build: Build) -> None:
    event = record("event", "Pact", date="2026-02-03", kind="agreement", actors="estovia, averland")
    assert told(mapped(build, event))["Averland"] == "Meets: Estovia (Pact)"


def test_a_map_draws_attacks_from_the_attacker_and_in_a_line_of_their_own(build: Build) -> None:
    drawn = drawing(body_of(mapped(build, EVENTS), "v.html"))
    said = titles(drawn)
    assert f"Dorsland {DASH} Attacked {DASH} Averland: Raid, 2026-02-03" in said
    assert not [title for title in said if title.startswith(f"Averland {DASH} Attacked")]
    assert f"Averland {DASH} Agreed in writing with {DASH} Belmark: Treaty, 2026-01-20" in said
    looks: dict[str, set[tuple[str | None, ...]]] = {}
    for mark in drawn.iter():
        title = next((str(one.text) for one in mark if one.tag.endswith("title")), "")
        if match := re.match(f".* {DASH} (.*) {DASH} ", title):
            path = next(one for one in mark if one.tag.endswith("path"))
            look = (path.get("stroke"), path.get("stroke-width"), path.get("stroke-dasharray"))
            looks.setdefault(match[1], set()).add(look)
            has_tip = len([one for one in mark if one.tag.endswith("path")]) == 2
            assert has_tip == (match[1] == "Attacked")
    assert all(len(found) == 1 for found in looks.values())
    assert len({next(iter(found)) for found in looks.values()}) == len(looks) == 3


def test_a_grid_shows_whom_an_attack_was_on(build: Build) -> None:
    many = range(ON_A_RING + 3)
    more = "".join(record("actor", f"Land {n}", id=f"l{n}", kind="state") for n in many)
    more += record("event", "All", date="2026-01-01", kind="meeting",
                   actors=", ".join(f"l{n}" for n in many))  # fmt: skip

    def course(one: int, other: int) -> str:
        """How the mark of an attack is drawn."""
        raid = record("event", "Raid", date="2026-02-03", kind="attack",
                      actors=f"l{one}", targets=f"l{other}")  # fmt: skip
        drawn = drawing(body_of(mapped(build, raid, more), "v.html"))
        assert "Attacked (it points to the target)" in [text.text for text in drawn.iter()]
        words = f"Land {one} {DASH} Attacked {DASH} Land {other}: Raid, 2026-02-03"
        (mark,) = (mark for mark in drawn.iter() if words in [part.text for part in mark])
        return str(next(part.get("d") for part in mark if part.tag == f"{SVG}path"))

    assert course(1, 2) != course(2, 1)


def test_a_grid_shows_that_two_attacked_each_other(build: Build) -> None:
    many = range(ON_A_RING + 3)
    more = "".join(record("actor", f"Land {n}", id=f"l{n}", kind="state") for n in many)
    more += record("event", "All", date="2026-01-01", kind="meeting",
                   actors=", ".join(f"l{n}" for n in many))  # fmt: skip
    raids = "".join(
        record("event", f"Raid {one}", date="2026-02-03", kind="attack", actors=one, targets=other)
        for one, other in (("l1", "l2"), ("l2", "l1"))
    )
    drawn = drawing(body_of(mapped(build, raids, more), "v.html"))
    marks = [
        {part.get("d") for part in mark if part.tag == f"{SVG}path"}
        for mark in drawn.iter()
        if any(f"{DASH} Attacked {DASH}" in str(part.text) for part in mark)
    ]
    assert len(marks) == 2
    assert marks[0] != marks[1]


# -- profiles -----------------------------------------------------------------------------------


def test_profiles_say_who_hosted_signed_and_was_the_target(build: Build) -> None:
    built = mapped(build, EVENTS)

    def events(name: str) -> str:
        return section(built.text(f"briefing/actor/{name}.html"), "events")

    assert "Hosted: 2" in plain(events("norland"))
    assert events("averland").count(">Signed</span>") == 2
    assert "Signed: 2 \N{MIDDLE DOT} Target of: 1" in plain(events("averland"))
    assert "Target of: 2" in plain(events("dorsland"))
    rows = re.findall(r"<tr>(.*?)</tr>", events("dorsland"), re.S)
    said = [plain(row) for row in rows if "Raid" in row or "Sanctions" in row]
    assert said[0].startswith("Target ofSanctions")
    assert said[1].startswith("Raid")  # what it did itself
    assert "brief-role" not in events("estovia")


def test_the_rows_of_a_profile_are_sorted_by_their_titles(build: Build) -> None:
    html = section(mapped(build, EVENTS).text("briefing/actor/norland.html"), "events")
    assert re.findall(r'<span data-sort="([^"]*)">Hosted</span>', html) == ["Treaty", "Summit"]


def test_the_hub_of_a_topic_says_the_roles_in_its_timeline(build: Build) -> None:
    html = section(mapped(build, EVENTS).text("briefing/topic/ports.html"), "events")
    assert "2026-01-10: Summit (Host: Norland)" in titles(drawing(html))
    narrow = re.findall(r"<svg.*?</svg>", html, re.S)[1]
    assert "Host: Norland \N{MIDDLE DOT} Signatories: Averland, Belmark" in narrow
    assert "brief-role" not in html


# -- everything else ----------------------------------------------------------------------------


def test_selections_by_actor_find_every_role(build: Build) -> None:
    view = page({}, "".join(record("events", actor=name.lower(), as_="list") for name in NAMES))
    built = build({"r.md": page({}, STATES + EVENTS), "v.md": view})
    found = [printed(body_of(built, "v.html"), "event", number) for number in range(len(NAMES))]
    assert found == [
        ["summit", "treaty", "words", "raid"],
        ["treaty", "sanctions"],
        ["treaty", "words"],
        ["words", "raid", "sanctions"],
        ["summit"],
        ["summit", "treaty"],
    ]


def test_the_roles_stand_in_every_output(build: Build) -> None:
    files = {"r.md": page({}, STATES + EVENTS), "b.md": brief(record("events", as_="table"))}
    table = plain(body_of(build(files, conf=CONF), "b.html"))
    assert "Title Date Kind Host Signatories Targets Actors" in table
    built = build(files, "ledger", conf=CONF)
    treaty = built.ledger["events"]["treaty"]
    assert (treaty["host"], treaty["signatories"], treaty["targets"]) == (
        ["norland"],
        ["averland", "belmark"],
        [],
    )
    assert "r" in built.ledger["actors"]["norland"]["mentions"]
    pytest.importorskip("typst")
    pdf = build(files, "briefpdf", conf=CONF)
    words = " ".join(one.extract_text() for one in pypdf.PdfReader(pdf.path("b.pdf")).pages)
    for word in ("Host", "Signatories", "Targets", "Norland"):
        assert word in words


def test_a_page_is_made_again_when_a_host_changes_its_name(build: Build) -> None:
    view = record("events", as_="timeline", scope="all")
    files = {"r.md": page({}, STATES + EVENTS), "v.md": page({}, view)}
    built = build(files, conf=CONF)
    built.again({"r.md": page({}, STATES.replace("} Norland", "} New Norland") + EVENTS)})
    assert "Host: New Norland" in built.text("v.html")
    assert built.files() == built.afresh().files()


def test_calendars_and_hover_cards_name_who_had_a_role(build: Build) -> None:
    conf = {**CONF, "briefing_feeds": ["calendar"], "html_baseurl": "https://x.example/"}
    built = build({"r.md": page({}, STATES + EVENTS), "v.md": page({}, MAP)}, conf=conf)
    calendar = Calendar.from_ical(built.path("calendar.ics").read_bytes())
    told = {str(entry["summary"]): str(entry["description"]) for entry in calendar.walk("VEVENT")}
    assert told["Treaty"].split("\n\n") == [
        "Host: Norland",
        "Signatories: Averland, Belmark",
        "Actors: Costavia",
    ]
    assert all("organizer" not in entry for entry in calendar.walk("VEVENT"))
    raid = cards(built)["event-raid"]
    assert ["Targets", ["Averland", "r.html#actor-averland"]] in raid["r"]


def test_the_words_of_roles_are_translated(build: Build) -> None:
    for language, host, hosted, attacked in (
        ("de", "Gastgeber", "Gastgeber von: 2", "Hat angegriffen: Averland (Raid, "),
        ("fr", "Hôte", "A accueilli: 2", "A attaqué: Averland (Raid, "),
    ):
        files = {"r.md": page({}, STATES + EVENTS + record("events", as_="table")),
                 "v.md": page({}, MAP)}  # fmt: skip
        built = build(files, conf={**CONF, "language": language})
        assert host in plain(element(body_of(built, "r.html"), "brief-view"))
        assert hosted in plain(built.text("briefing/actor/norland.html"))
        assert attacked in plain(body_of(built, "v.html"))


@pytest.mark.parametrize("role", ["host", "signatories", "targets"])
def test_a_role_names_what_is_marked_as_actors_do(build: Build, role: str) -> None:
    """What is marked more strictly is said, or taken out, wherever an event names it."""

    def outcome(field: str, **conf: object) -> tuple[list[str], str, str]:
        strict = record("actor", "Nemo", kind="person", tlp="RED")
        of = record("event", "It", **{"date": "2026-02-03", field: "Nemo, Averland"})
        view = record("events", as_="timeline") + record("events", as_="table")
        files = {"r.md": page({}, STATES + strict + of), "v.md": page({}, view)}
        built = build(files, conf={**CONF, **conf})
        said = [one.replace(repr(field), "'…'") for one in built.warnings]
        profile = built.text("briefing/actor/averland.html")
        return said, plain(body_of(built, "v.html")), profile

    for conf in ({}, {"briefing_audience": "CLEAR"}):
        said, shown, profile = outcome(role, **conf)
        assert said == outcome("actors", **conf)[0]
        assert said
        assert "Nemo" not in profile
        assert ("Nemo" in shown) == (not conf)
