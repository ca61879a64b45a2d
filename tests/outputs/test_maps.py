"""Maps of many actors: memberships first, each pair once, and one actor in the centre."""

import re
from xml.etree import ElementTree

import pytest

from sphinx_briefing.pictures.actor_map import ON_A_RING
from tests.corpus import body_of, brief, element, page, plain, record
from tests.generated import actors, events, positions, topics
from tests.support import Build

CONF = {"briefing_autolink": "off"}
DASH = "\N{EN DASH}"
SVG = "{http://www.w3.org/2000/svg}"
MANY = actors(50) + topics() + events(100, 50) + positions(100, 50)


def drawing(html: str) -> ElementTree.Element:
    found = re.search(r"<svg.*?</svg>", html, re.S)
    assert found is not None
    return ElementTree.fromstring(found[0])


def titles(drawn: ElementTree.Element) -> list[str]:
    return [str(title.text) for title in drawn.iter(f"{SVG}title")]


def test_memberships_are_the_last_to_be_cut(build: Build) -> None:
    view = record("actors", as_="map", scope="all")
    html = body_of(build({"r.md": page({}, MANY), "v.md": page({}, view)}, conf=CONF), "v.html")
    members = {
        (f"a{number}", member.strip())
        for number, block in enumerate(MANY.split("```{actor}")[1:])
        for line in block.splitlines()
        if line.startswith(":members:")
        for member in line.removeprefix(":members:").split(",")
    }
    drawn = [title for title in titles(drawing(html)) if "Is a member of" in title]
    assert len(drawn) == len(set(drawn)) == len(members)
    assert "Relations that are in the text alone" in plain(element(html, "brief-picture-note"))
    assert len(html[html.index("<svg") :].partition("</svg>")[0]) < 150_000


def test_a_pair_has_one_cell_for_each_relation(build: Build) -> None:
    number = ON_A_RING + 5
    corpus = "".join(record("actor", f"A {n}", id=f"a{n}", kind="state") for n in range(number))
    corpus += record("event", "All met", date="2026-01-01", kind="meeting",
                     actors=", ".join(f"a{n}" for n in range(number)))  # fmt: skip
    view = record("actors", as_="map", scope="all")
    html = body_of(build({"r.md": page({}, corpus), "v.md": page({}, view)}, conf=CONF), "v.html")
    pairs = [frozenset(title.split(": ")[0].split(f" {DASH} Meets {DASH} "))
             for title in titles(drawing(html)) if f"{DASH} Meets {DASH}" in title]  # fmt: skip
    assert len(pairs) == len(set(pairs)) == number * (number - 1) // 2


def test_one_actor_in_the_centre_has_its_own_relations(build: Build) -> None:
    view = record("actors", as_="map", scope="all", centre="Averland", caption="Around Averland")
    built = build({"r.md": page({}, MANY), "v.md": page({}, view)}, conf=CONF)
    assert built.warnings == []
    drawn = drawing(body_of(built, "v.html"))
    relations = [title for title in titles(drawn) if f" {DASH} " in title]
    assert relations
    assert all("Averland" in title for title in relations)
    width = float(drawn.get("width", ""))
    (name,) = (text for text in drawn.iter(f"{SVG}text") if text.text == "Averland")
    assert float(name.get("x", "")) == pytest.approx(width / 2, abs=1)


def test_an_unknown_centre_is_reported_at_its_line(build: Build) -> None:
    text = page({}, actors(5) + record("actors", as_="map", scope="all", centre="Averlan"))
    built = build({"r.md": text}, conf=CONF)
    line = next(n for n, words in enumerate(text.splitlines(), 1) if words.startswith(":centre:"))
    (warning,) = built.warnings
    assert f"r.md:{line}:" in warning
    assert "Averlan" in warning


def test_grids_are_printed_and_follow_the_records(build: Build) -> None:
    pytest.importorskip("typst")
    view = record("actors", as_="map", scope="all")
    built = build({"r.md": page({}, MANY), "v.md": brief(view)}, "briefpdf", conf=CONF)
    assert built.warnings == []
    website = build({"r.md": page({}, MANY), "v.md": page({}, view)}, conf=CONF)
    website.again({"r.md": page({}, MANY.replace(":members:", ":aliases:", 1))})
    assert website.files() == website.afresh().files()
