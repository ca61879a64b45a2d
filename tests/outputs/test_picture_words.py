"""The words of pictures: folded on a screen, where the author wants them on paper, always told."""

import re

import pytest
from docx import Document

from sphinx_briefing.builders.paper.picture_words import MOST
from tests.corpus import body_of, brief, element, note, page, plain, record
from tests.support import Build

CONF = {"briefing_autolink": "off"}
EVENTS = "".join(
    record("event", f"Meeting {n}", id=f"e{n}", date=f"2026-0{n}-01", place=f"Place {n}")
    for n in (1, 2, 3)
)
RECORDS = (
    EVENTS
    + record("actor", "Norland", kind="state", members="Sudland")
    + record("actor", "Sudland", kind="state")
    + record("claim", "It rains", by="Norland", id="c1")
    + record("claim", "It pours", by="Sudland", id="c2", corroborates="c1")
    + record("judgement", "It will rain", likelihood="likely", outcome="true", basis="c1")
)
VIEWS = {
    "timeline": record("events", caption="What happened"),
    "map": record("actors", as_="map", scope="all", caption="Who with whom"),
    "corroboration": record("claims", ids="c1", as_="corroboration", caption="Who says so"),
    "calibration": record("judgements", as_="calibration", caption="How we did"),
}
SAID = {
    "timeline": "Place 2",
    "map": "Members: Sudland",
    "corroboration": "It pours",
    "calibration": "Cases",
}


@pytest.mark.parametrize("name", VIEWS)
def test_they_are_folded_below_the_caption(build: Build, name: str) -> None:
    built = build({"n.md": note(RECORDS), "v.md": page({}, VIEWS[name])}, conf=CONF)
    assert built.warnings == []
    box = element(body_of(built, "v.html"), f"brief-view-{name}")
    words = element(box, "brief-words")
    assert words.startswith("<details")
    assert " open" not in words.split(">")[0]
    assert words.split("</summary>")[0].endswith("Show as text")
    assert SAID[name] in plain(words)
    assert box.index("brief-caption") < box.index("<details")
    unpictured = VIEWS[name].replace("```\n", ":picture: no\n```\n")
    built.again({"v.md": page({}, unpictured)})
    assert "<details" not in body_of(built, "v.html")
    assert SAID[name] in plain(body_of(built, "v.html"))


@pytest.mark.parametrize("builder", ["text", "latex", "epub", "man", "texinfo", "xml"])
@pytest.mark.parametrize("where", ["none", "annex"])
def test_outputs_without_pictures_always_print_them(build: Build, builder: str, where: str) -> None:
    conf = {**CONF, "epub_show_urls": "no", "version": "1", "copyright": "x"}
    conf["briefing_picture_text"] = where
    view = record("events", text=where)
    built = build({"index.md": page({}, RECORDS + view)}, builder, conf=conf)
    text = b"".join(content for name, content in built.files().items() if "_static" not in name)
    assert builder == "epub" or text.count(b"Place 2") >= 2


@pytest.mark.parametrize("where", ["none", "annex", "below", ""])
@pytest.mark.parametrize("chosen", ["", "none", "below"])
def test_an_author_says_where_they_stand_on_paper(build: Build, where: str, chosen: str) -> None:
    pypdf = pytest.importorskip("pypdf")
    pytest.importorskip("typst")
    conf = {**CONF, **({"briefing_picture_text": chosen} if chosen else {})}
    options = {"text": where} if where else {}
    views = record("events", caption="What happened", **options) + "\nAfterwards.\n"
    files = {"n.md": note(RECORDS), "v.md": brief(views)}
    built = build(files, "briefpdf", conf=conf)
    assert built.warnings == []
    text = " ".join(p.extract_text() for p in pypdf.PdfReader(built.path("v.pdf")).pages)
    expected = where or chosen or "annex"
    assert ("Place 2" in text) == (expected != "none")
    assert ("Pictures in words" in text) == (expected == "annex")
    if expected != "none":
        assert (text.index("Place 2") < text.index("Afterwards")) == (expected == "below")
    word = build(files, "briefdocx", conf=conf)
    said = [paragraph.text for paragraph in Document(str(word.path("v.docx"))).paragraphs]
    assert any("Place 2" in words for words in said) == (expected != "none")
    assert ("Pictures in words" in said) == (expected == "annex")


def test_words_that_say_more_than_the_picture_are_not_left_out(build: Build) -> None:
    pypdf = pytest.importorskip("pypdf")
    pytest.importorskip("typst")
    undated = record("actor", "Alone", kind="state")
    views = record("actors", as_="map", scope="all", text="none")
    files = {"n.md": note(RECORDS + undated), "v.md": brief(views)}
    built = build(files, "briefpdf", conf=CONF)
    text = " ".join(p.extract_text() for p in pypdf.PdfReader(built.path("v.pdf")).pages)
    assert "Pictures in words" in text
    assert "Alone" in text


def test_what_is_too_much_for_paper_is_counted(build: Build) -> None:
    pypdf = pytest.importorskip("pypdf")
    pytest.importorskip("typst")
    days = [f"2026-{1 + n // 28:02}-{1 + n % 28:02}" for n in range(MOST + 7)]
    events = "".join(record("event", f"E {n}", id=f"e{n}", date=day) for n, day in enumerate(days))
    files = {"r.md": page({}, events), "v.md": brief(record("events"), as_of="2027-01-01")}
    built = build(files, "briefpdf", conf=CONF)
    assert built.warnings == []
    pages = pypdf.PdfReader(built.path("v.pdf")).pages
    text = " ".join(" ".join(p.extract_text() for p in pages).split())
    assert "7 more entries are on the web page alone." in text
    html = build(files, conf=CONF)
    assert plain(element(body_of(html, "v.html"), "brief-words")).count("E ") == MOST + 7


def test_a_wrong_place_is_reported(build: Build) -> None:
    built = build({"v.md": page({}, record("events", text="aside"))})
    (warning,) = built.warnings
    assert "'text': 'aside' is not one of: none, annex, below" in warning


def test_a_name_is_spelled_out_where_readers_meet_it(build: Build) -> None:
    group = record("actor", "E5", kind="group", long="European Group of Five")
    events = EVENTS.replace(":id: e1", ":id: e1\n:actors: E5")
    view = page({}, record("events") + "\nThe {actor}`E5` met.\n")
    built = build({"r.md": page({}, group + events), "v.md": view}, conf=CONF)
    html = body_of(built, "v.html")
    assert "European Group of Five (E5)" in plain(html.rpartition("</details>")[2])
    assert "European Group of Five" not in plain(element(html, "brief-words"))


def test_a_line_says_whose_words_were_drawn(build: Build) -> None:
    files = {
        f"n{n}.md": note(record("event", f"E {n}", id=f"e{n}", date=f"2026-01-0{n + 1}"),
                         id=f"s{n}", publisher=f"Paper {n // 2}")
        for n in range(9)
    }  # fmt: skip
    files["v.md"] = page({}, record("events", caption="What happened | Day by day"))
    built = build(files, conf=CONF)
    html = body_of(built, "v.html")
    said = plain(element(html, "brief-picture-source"))
    assert said == "Source: Paper 0, Paper 1, Paper 2 and 2 others"
    assert plain(element(html, "brief-subtitle")) == "Day by day"
    assert plain(element(html, "brief-caption")) == "What happened"
    built.again({"n8.md": files["n8.md"].replace("Paper 4", "Paper 0")})
    assert built.files() == built.afresh().files()


def test_long_words_are_counted_too(build: Build) -> None:
    pypdf = pytest.importorskip("pypdf")
    pytest.importorskip("typst")
    place = "a place with a name that says much " * 20
    events = "".join(
        record("event", f"E {n}", id=f"e{n}", date=f"2026-01-{n + 1:02}", place=place)
        for n in range(20)
    )
    built = build(
        {"r.md": page({}, events), "v.md": brief(record("events"))}, "briefpdf", conf=CONF
    )
    pages = pypdf.PdfReader(built.path("v.pdf")).pages
    assert len(pages) <= 4
    text = " ".join(" ".join(p.extract_text() for p in pages).split())
    assert "more entries are on the web page alone." in text


def test_a_table_among_the_words_has_the_width_of_a_page(build: Build) -> None:
    pypdf = pytest.importorskip("pypdf")
    pytest.importorskip("typst")
    body = VIEWS["calibration"] + "Afterwards, {claim}`c1`.\n"
    built = build({"n.md": note(RECORDS), "v.md": brief(body)}, "briefpdf", conf=CONF)
    assert built.warnings == []
    text = " ".join(p.extract_text() for p in pypdf.PdfReader(built.path("v.pdf")).pages)
    # Squeezed into a column, its heads would stand in two lines.
    assert re.search(r"Likelihood\s+Band\s+Cases\s+Came true\s+Share\s+Compared", text)
    # Each annex is set once, whatever stands in one column and what in two.
    assert text.count("Pictures in words") == text.count("Sources") == 1
