"""The profiles of actors, terms and topics: what they show, and when they are written."""

import re

import pytest

from tests.corpus import brief, note, plain, record
from tests.support import Build, Built

FILES = {
    "who.md": "# Who\n\n"
    + record(
        "actor", "Kaja Example", "She speaks for {actor}`five`; see {claim}`open`.",
        id="kaja", kind="person", country="NO", member_of="five", wikidata="Q42",
        offices=["Minister, Norland (2025-01/..)", "Adviser, Norland (2020/2024)"],
    )
    + record("actor", "The Five", id="five", kind="group", website="https://example.org/five")
    + record("actor", "Nobody", kind="person")
    + record("term", "LEAP", "A <i>programme</i> of The Five & others.", long="Low-Cost Effectors")
    + record("topic", "Ports", "Who opens them?")
    + record("topic", "Harbours", parent="ports"),
    "notes/a.md": note(
        record("claim", "Ports open", by="kaja", id="open", topic="ports", credibility=2)
        + record("position", "All ports at once", by="kaja", topic="ports", stance="for", id="pos")
        + record("commitment", "Open Vik", by="kaja", to="five", due="2026-01", id="vik")
        + record("commitment", "Open Nes", by="kaja", due="2026-01", status="met", id="nes")
        + record("event", "Meeting", date="2026-02-01", actors="kaja, five", id="meeting"),
        id="a", title="Older note", publisher="Gazette", date="2026-02-20", reliability="B",
    ),
    "notes/b.md": note(
        record("claim", "Kaja Example wants LEAP", by="five", id="wants")
        + record("claim", "Later words", by="kaja", id="later", disputes="open")
        + record("quote", "", "We will open.", by="kaja", id="we"),
        id="b", title="Newer note", publisher="Herald", date="2026-02-22",
    ),
    "b.md": brief("{actor}`kaja` on {topic}`ports` {claim}`open`", title="A brief"),
    "plain.md": "# Plain\n\nNothing of ours.\n",
}  # fmt: skip


def section(html: str, name: str) -> str:
    match = re.search(rf'<section id="{name}">(.*?)</section>', html, re.S)
    assert match, f"no section {name}"
    return match[1]


def test_an_actor_has_all_that_names_it(build: Build) -> None:
    built = build(FILES)
    assert built.warnings == []
    html = built.text("briefing/actor/kaja.html")
    shown = plain(html)
    assert re.search(r"She speaks for The Five ?; see \[source\] ?\.", shown)
    assert "Minister, Norland (2025-01/..); Adviser, Norland (2020/2024)" in shown
    assert 'href="../../who.html#actor-kaja"' in html
    assert (
        '<a class="reference internal brief-ref brief-ref-actor" href="../../who.html#actor-five">'
        in html
    )
    claims = section(html, "claims")
    assert claims.index("Later words") < claims.index("Ports open")  # the newest first
    assert "By" not in plain(claims).split()  # a column that says the same in every row
    assert "Usually reliable (B), Probably true (2)" in plain(claims)
    assert "disputed" in claims
    assert "Kaja Example wants LEAP" in section(html, "claims-about")
    assert "All ports at once" in section(html, "positions")
    commitments = plain(section(html, "commitments"))
    assert "Open: 1 · Met: 1 · overdue: 1" in commitments
    assert "Meeting" in section(html, "events")
    assert "We will open." in section(html, "quotes")
    assert "A brief" in section(html, "mentioned-in-brief")
    notes = section(html, "mentioned-in-note")
    assert notes.index("Newer note") < notes.index("Older note")


def test_terms_and_topics_have_profiles_too(build: Build) -> None:
    built = build(FILES)
    term = built.text("briefing/term/leap.html")
    assert "Low-Cost Effectors" in term
    assert "Kaja Example wants LEAP" in section(term, "claims-about")
    assert "<i>" not in term
    assert "&amp; others" in term
    topic = built.text("briefing/topic/ports.html")
    assert "All ports at once" in section(topic, "positions")
    assert "Ports open" in section(topic, "claims")
    assert "Harbours" in section(topic, "topics")
    assert "A brief" in section(topic, "mentioned-in-brief")
    assert "<section" in built.text("briefing/actor/nobody.html")


def test_records_lead_to_their_profiles_in_html_alone(build: Build) -> None:
    built = build(FILES)
    assert 'href="briefing/actor/kaja.html">Profile of Kaja Example</a>' in built.text("who.html")
    text = built.afresh(builder="text")
    assert "Profile of" not in text.text("who.txt")
    assert not [name for name in text.files() if name.startswith("briefing/")]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_every_link_of_a_profile_leads_somewhere(build: Build, builder: str) -> None:
    built = build(FILES, builder, conf={"briefing_indexes": []})
    names = [name for name in built.files() if name.startswith("briefing/")]
    assert len(names) == 6
    for name in names:
        links = re.findall(r'<a [^>]*href="([^"]*)"', built.text(name))
        assert links
        for link in links:
            if link.startswith("http"):
                continue
            path, _, anchor = link.partition("#")
            target = (built.path(name).parent / path).resolve() if path else built.path(name)
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), f"{name}: {link}"
            assert not anchor or f'id="{anchor}"' in target.read_text(), f"{name}: {link}"


def test_nothing_is_shown_that_is_marked_more_strictly(build: Build) -> None:
    conf = {"suppress_warnings": ["toc.not_included", "briefing.marking"]}
    name = "briefing/actor/kaja.html"
    built = build(FILES, conf=conf)
    assert "Open Vik" in built.text(name)
    assert "Later words" in built.text(name)
    marked = FILES["notes/a.md"].replace(":id: vik", ":id: vik\n:tlp: AMBER+STRICT")
    secret = FILES["notes/b.md"].replace("---\n# ", "tlp: RED\n---\n# ")
    built.again({"notes/a.md": marked, "notes/b.md": secret})
    for hidden in ("Open Vik", "Later words", "notes/b.html", "TLP:"):
        assert hidden not in built.text(name)
    assert built.files() == built.afresh().files()
    built.again({"who.md": FILES["who.md"].replace("id: kaja\n", "id: kaja\ntlp: RED\n")})
    for shown in ("Open Vik", "Later words", "notes/b.html", "TLP:RED</p>"):
        assert shown in built.text(name)
    assert built.files() == built.afresh().files()


def written(built: Built, before: dict[str, int]) -> set[str]:
    """The profiles that were written after some times."""
    return {name for name, time in times(built).items() if time != before.get(name)}


def times(built: Built) -> dict[str, int]:
    return {
        path.relative_to(built.out / "briefing").with_suffix("").as_posix(): path.stat().st_mtime_ns
        for path in (built.out / "briefing").glob("*/*.html")
    }


def test_only_profiles_that_changed_are_written_again(build: Build) -> None:
    built = build(FILES)
    before = times(built)
    built.again()
    built.again({"plain.md": "# Plain\n\nOther words.\n"})
    assert written(built, before) == set()
    built.again({"notes/b.md": FILES["notes/b.md"].replace("We will open.", "We will not.")})
    assert written(built, before) == {"actor/kaja"}
    before = times(built)
    built.again({"b.md": FILES["b.md"].replace("A brief", "The brief")})
    assert written(built, before) == {"actor/kaja", "topic/ports"}
    assert built.files() == built.afresh().files()


def test_what_stands_around_profiles_is_kept_up_to_date(build: Build) -> None:
    conf = {"html_theme": "alabaster"}
    built = build(FILES, conf=conf)
    built.again({"plain.md": "# Another title\n\nNothing of ours.\n"})
    assert "Another title" in built.text("briefing/actor/nobody.html")
    assert built.files() == built.afresh().files()


def test_profiles_of_what_is_gone_are_removed(build: Build) -> None:
    built = build(FILES)
    nobody = record("actor", "Nobody", kind="person")
    built.again({"who.md": FILES["who.md"].replace(nobody, "")})
    assert "briefing/actor/nobody.html" not in built.files()
    assert built.files() == built.afresh().files()


def test_a_deleted_page_takes_its_records_out_of_profiles(build: Build) -> None:
    built = build(FILES)
    built.again({"notes/b.md": None})
    assert "Later words" not in built.text("briefing/actor/kaja.html")
    assert built.files() == built.afresh().files()


def test_which_kinds_have_profiles_is_configured(build: Build) -> None:
    built = build(FILES, conf={"briefing_profiles": ["topics"], "briefing_indexes": []})
    assert {name.split("/")[1] for name in built.files() if name.startswith("briefing/")} == {
        "topic"
    }
    assert "Profile of Kaja" not in built.text("who.html")
    assert "Profile of Ports" in built.text("who.html")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (["actors", "claims"], "'claims' is not one of: actors, terms, topics"),
        ("topics", "'topics' is not a list"),
    ],
)
def test_a_wrong_configuration_is_said(build: Build, value: object, said: str) -> None:
    built = build(FILES, conf={"briefing_profiles": value})
    assert [w for w in built.warnings if f"briefing_profiles: {said}" in w]
    assert "briefing/actor/kaja.html" in built.files()


def test_a_page_of_an_author_is_not_overwritten(build: Build) -> None:
    built = build({**FILES, "briefing/actor/kaja.md": "# My own words on Kaja\n"})
    assert "My own words on Kaja" in built.text("briefing/actor/kaja.html")
    assert 'href="briefing/actor/kaja.html"' in built.text("who.html")
    built.again({"notes/b.md": None})
    assert built.files() == built.afresh().files()


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_ids_of_any_kind_make_files(build: Build, builder: str) -> None:
    odd = ["..", "index", "was?", "a:b", "Åse", "x" * 300, "100&1"]
    actors = "".join(
        record("actor", f"Name {n}", id=name, kind="group") for n, name in enumerate(odd)
    )
    built = build({"who.md": f"# Who\n\n{actors}"}, builder)
    assert built.warnings == []
    assert len([name for name in built.files() if name.startswith("briefing/actor/")]) == len(odd)
    for link in re.findall(
        r'href="([^"]*)">Profile of',
        built.text("who.html" if builder == "html" else "who/index.html"),
    ):
        assert "?" not in link


def test_profiles_are_not_in_the_search_index(build: Build) -> None:
    assert "briefing/actor" not in build(FILES).text("searchindex.js")


def test_a_hub_shows_the_latest_briefs_then_time_and_who_stands_where(build: Build) -> None:
    days = ("2026-01-10", "2026-01-20", "2026-02-10")
    events = "".join(
        record("event", f"Round {day}", date=day, actors="kaja", topic="ports") for day in days
    )
    positions = (
        record("position", "Not so", by="five", topic="ports", stance="against", date="2026-02-01")
        + record("position", "Once so", by="five", topic="ports", stance="for", date="2026-01-01")
        + record("position", "Let us", by="nobody", topic="ports", stance="conditional")
    )
    claims = "".join(record("claim", f"Claim {n}", by="kaja", id=f"c{n}") for n in range(7))
    more = f"# More\n\n{events}{positions}{claims}"
    built = build({**FILES, "more.md": more}, conf={"suppress_warnings": ["briefing.unsourced"]})
    assert built.warnings == []
    actor = built.text("briefing/actor/kaja.html")
    headings = re.findall(r'<section id="([^"]*)">\n<h2', actor)
    assert headings[:5] == ["mentioned-in-brief", "events", "positions", "commitments", "claims"]
    assert "<svg" in section(actor, "events")
    claims = section(actor, "claims")
    shown, folded = claims.split('<details class="brief-more">')
    assert "Show all 9" in folded
    assert shown.count("<tr>") == 1 + 5
    assert folded.count("<tr>") == 1 + 4
    places = [plain(section(actor, "commitments")).index(name) for name in ("Open Vik", "Open Nes")]
    assert places == sorted(places)  # what is open comes first
    board = section(built.text("briefing/topic/ports.html"), "positions").partition("</dl>")[0]
    stances = re.findall(r"<dt>(.*?)</dt>\n<dd>(.*?)</dd>", board, re.S)
    assert [(stance, plain(names)) for stance, names in stances] == [
        ("For", "Kaja Example"),
        ("Against", "The Five"),  # of an actor, what it said last
        ("Conditional", "Nobody"),
    ]
    built.again({"more.md": more.replace("stance: against", "stance: neutral")})
    assert "Neutral" in section(built.text("briefing/topic/ports.html"), "positions")
    assert built.files() == built.afresh().files()
    secret = FILES["who.md"].replace("id: five\n", "id: five\ntlp: RED\n")
    built.again({"who.md": secret})
    assert "The Five" not in plain(section(built.text("briefing/topic/ports.html"), "positions"))
    assert built.files() == built.afresh().files()
