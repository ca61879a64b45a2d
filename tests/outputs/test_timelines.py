"""Timelines of few and of many: who is named, in which lanes, and what a phone shows."""

import re
from xml.etree import ElementTree

from sphinx_briefing.pictures.lanes import MOST_TOPICS
from sphinx_briefing.pictures.narrow_timeline import NARROW
from sphinx_briefing.pictures.timeline import FEW
from tests.corpus import body_of, element, page, plain, record
from tests.generated import actors, events, topics
from tests.support import Build

CONF = {"briefing_autolink": "off"}
SVG = "{http://www.w3.org/2000/svg}"


def drawing(html: str, kind: str = "box") -> ElementTree.Element:
    found = re.search(rf'<div class="brief-picture-{kind}"[^>]*>(<svg.*?</svg>)</div>', html, re.S)
    assert found is not None
    return ElementTree.fromstring(found[1])


def texts(drawn: ElementTree.Element) -> list[str]:
    return [str(text.text) for text in drawn.iter(f"{SVG}text")]


def dated(count: int, **more: str) -> str:
    return "".join(
        record("event", f"Step {n:03}", id=f"e{n}", date=f"20{10 + n // 12}-{1 + n % 12:02}-15",
               **(more if n % 10 == 0 else {}))
        for n in range(count)
    )  # fmt: skip


def test_few_are_all_named_with_their_dates(build: Build) -> None:
    built = build({"r.md": page({}, dated(FEW)), "v.md": page({}, record("events"))}, conf=CONF)
    html = body_of(built, "v.html")
    shown = texts(drawing(html))
    assert {f"Step {n:03}" for n in range(FEW)} <= set(shown)
    assert "2010-03-15" in shown
    assert "brief-picture-note" not in html


def test_of_many_those_are_named_that_are_tagged(build: Build) -> None:
    files = {"r.md": page({}, dated(100, tags="key")), "v.md": page({}, record("events"))}
    html = body_of(build(files, conf=CONF), "v.html")
    shown = {text for text in texts(drawing(html)) if text.startswith("Step")}
    assert shown == {f"Step {n:03}" for n in range(0, 100, 10)}
    assert "Named are those that matter most" in plain(element(html, "brief-picture-note"))
    marks = drawing(html).findall(f".//{SVG}a")
    assert len({mark.get("href") for mark in marks}) == 100


def test_of_many_the_newest_and_most_cited_are_named(build: Build) -> None:
    cited = {f"c{n}.md": page({}, "{event}`e3` and {event}`e7`") for n in range(3)}
    files = {"r.md": page({}, dated(100)), "v.md": page({}, record("events")), **cited}
    built = build(files, conf=CONF)
    html = body_of(built, "v.html")
    shown = {text for text in texts(drawing(html)) if text.startswith("Step")}
    assert {"Step 003", "Step 007", "Step 099", "Step 098"} <= shown
    assert "Step 050" not in shown
    built.again({"c4.md": page({}, "{event}`e50` {event}`e50`", title="One more"),
                 "c0.md": page({}, "{event}`e50`"), "c1.md": page({}, "{event}`e50`"),
                 "c2.md": page({}, "{event}`e50`")})  # fmt: skip
    assert "Step 050" in texts(drawing(body_of(built, "v.html")))
    assert built.files() == built.afresh().files()


def test_many_stand_in_lanes_of_their_topics_below_a_strip(build: Build) -> None:
    corpus = actors(10) + topics() + events(200)
    views = record("events") + record("events", limit="20")
    built = build({"r.md": page({}, corpus), "v.md": page({}, views)}, conf=CONF)
    assert built.warnings == []
    html = body_of(built, "v.html")
    drawn = drawing(html)
    lanes = {a.get("href") for a in drawn.iter(f"{SVG}a") if a.get("class") == "brief-mark-topic"}
    assert 2 < len(lanes) <= MOST_TOPICS
    assert len(html[html.index("<svg") :].partition("</svg>")[0]) < 120_000
    few = html.rpartition('<div class="brief-picture-box"')[2]
    assert "brief-mark-topic" not in few.partition("</svg>")[0]


def test_a_phone_is_shown_rows_one_below_the_other(build: Build) -> None:
    files = {"r.md": page({}, dated(100, tags="key")), "v.md": page({}, record("events"))}
    html = body_of(build(files, conf=CONF), "v.html")
    drawn = drawing(html, "narrow")
    assert float(drawn.get("width", "")) == NARROW
    names = [
        (float(text.get("y", "")), text.text)
        for text in drawn.iter(f"{SVG}text")
        if str(text.text).startswith("Step")
    ]
    assert [name for _, name in names] == [f"Step {n:03}" for n in range(0, 100, 10)]
    assert [at for at, _ in names] == sorted(at for at, _ in names)
    assert texts(drawn).count("9 more") == 10
