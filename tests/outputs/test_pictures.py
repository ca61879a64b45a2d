"""Pictures: drawn beside the text that says the same, well formed and safe whatever they hold."""

import re
from xml.etree import ElementTree

import pytest

from sphinx_briefing.domain.selections import CHOICES
from sphinx_briefing.palette import of_pictures
from sphinx_briefing.records import Claim
from tests.corpus import body_of, brief, element, note, page, plain, printed, record, refs
from tests.support import Build, Built

NAMES = (
    "Norland",
    "<script>alert('1')</script> & \"co\"",
    "وزارة الخارجية",
    "משרד החוץ " * 30,
    "Intergovernmental" * 12,
    "Ünïtëd\u202e\u200d",
)
ACTORS = "".join(
    record("actor", name, id=f"a{number}", kind="state", **({"member_of": "a0"} if number else {}))
    for number, name in enumerate(NAMES)
)
TOPICS = record("topic", "Peace", id="t0") + record("topic", NAMES[1] + NAMES[2], id="t1")
DATES = (
    "2026-02-20", "2026-01-05/2026-03-15", "2026-04", "2025~", "2026-02-25/..", "../2025-06-01",
    "2026-05?", "2025-21", "1648-10-24", "0044-03-15", "20XX", "../..",
)  # fmt: skip
EVENTS = "".join(
    record(
        "event",
        NAMES[n % 6],
        id=f"e{n}",
        date=date,
        actors=f"a{n % 6}, a0",
        topic=f"t{n % 2}",
        kind="meeting",
    )
    for n, date in enumerate(DATES)
)
POSITIONS = "".join(
    record("position", f"P {number}", id=f"p{number}", by=f"a{number % 6}", topic=f"t{number % 2}",
           date=f"2025-0{1 + number % 9}", **({"stance": stance} if stance else {}))
    for number, stance in enumerate(["for", "against", "conditional", "neutral", "unclear", ""] * 4)
)  # fmt: skip
AMOUNTS = ("591", "435/1423", "~600", "500/..", "../800", "-3", "~1/2")
ESTIMATES = "".join(
    record("estimate", NAMES[n % 6], id=f"q{n}", value=value, by=f"a{n % 6}", date=f"202{n}",
           unit=NAMES[1] if n % 3 else "ships", topic="t0", source="wire",
           method=NAMES[n % 6])
    for n, value in enumerate(AMOUNTS)
)  # fmt: skip
JUDGEMENTS = "".join(
    record("judgement", f"J {n} {NAMES[1]}", id=f"j{n}", likelihood=likelihood, outcome=outcome)
    for n, (likelihood, outcome) in enumerate(
        [("likely", "true"), ("likely", "false"), ("unlikely", "void")]
        + [("almost certain", "true")] * 20 + [("remote chance", "false")] * 20
    )
)  # fmt: skip
FILES = {
    "r.md": page({}, ACTORS + TOPICS + EVENTS + POSITIONS + ESTIMATES
                 + record("source", "Wire", id="wire")),
    "j.md": page({}, JUDGEMENTS),
    "n1.md": note(record("claim", "It <b>rains</b>", by="a0", id="c1"), id="s1", origin="wire"),
    "n2.md": note(record("claim", "Rain", by="a1", id="c2", corroborates="c1"), id="s2",
                  origin="wire", reliability="B"),
    "n3.md": note(record("claim", "It is dry", by="a2", id="c3", disputes="c1"), id="s3"),
}  # fmt: skip
VIEWS = {
    "timeline": record("events"),
    "lanes": record("events", lanes="actor"),
    "topics": record("events", lanes="topic"),
    "positions": record("positions", as_="timeline", lanes="actor"),
    "pages": record("notes", as_="timeline"),
    "chart": record("estimates"),
    "methods": record("estimates", lanes="method"),
    "map": record("actors", as_="map", scope="all"),
    "corroboration": record("claims", ids="c1", as_="corroboration"),
    "calibration": record("judgements", as_="calibration"),
}
NAMELESS = ("calibration",)
"""Pictures of numbers, which name no record."""
CONF = {"briefing_autolink": "off"}


def drawings(html: str) -> list[ElementTree.Element]:
    """The pictures of a page for wide screens; each must be well-formed XML, as all others."""
    wide = re.sub(r'<div class="brief-picture-narrow".*?</div>', "", html, flags=re.S)
    for svg in re.findall(r"<svg.*?</svg>", html, re.S):
        ElementTree.fromstring(svg)
    return [ElementTree.fromstring(svg) for svg in re.findall(r"<svg.*?</svg>", wide, re.S)]


def words(drawing: ElementTree.Element) -> str:
    return " ".join("".join(text.itertext()) for text in drawing.findall(".//{*}text"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    from tests.support import build_project

    views = {f"v/{name}.md": brief(view) for name, view in VIEWS.items()}
    return build_project(tmp_path_factory.mktemp("pictures") / "p", FILES | views, conf=CONF)


@pytest.mark.parametrize("name", [name for name in VIEWS if name != "pages"])
def test_a_view_has_its_picture_outside_of_its_text(built: Built, name: str) -> None:
    assert built.warnings == []
    html = body_of(built, f"v/{name}.html")
    (drawing,) = drawings(html)
    assert drawing.find("{*}title") is not None
    assert drawing.find("{*}desc") is not None
    assert "<svg" not in element(html, "brief-view")
    assert html.index('class="brief-view ') < html.index("<svg")


@pytest.mark.parametrize("name", [name for name in VIEWS if name not in ("pages", *NAMELESS)])
def test_marks_lead_where_the_text_leads(built: Built, name: str) -> None:
    html = body_of(built, f"v/{name}.html")
    marks = {
        (mark.get("class", "").removeprefix("brief-mark-"), mark.get("href"))
        for mark in drawings(html)[0].findall(".//{*}a")
    }
    links = {(ref.kind, ref.href) for ref in refs(html)}
    assert marks
    # An origin is named in the text without a number of its own on the page.
    assert marks - links <= {("source", "../r.html#source-wire"), ("topic", "../r.html#topic-t1"),
                             ("topic", "../r.html#topic-t0")}  # fmt: skip
    assert all(mark.find("{*}title") is not None for mark in drawings(html)[0].findall(".//{*}a"))


@pytest.mark.parametrize("name", VIEWS)
def test_nothing_in_a_picture_is_active(built: Built, name: str) -> None:
    html = body_of(built, f"v/{name}.html")
    assert "<script" not in html
    assert not re.search(r"<[^>]+\s(?:style|on\w+)=", html)
    for drawing in drawings(html):
        for part in drawing.iter():
            assert part.tag.rpartition("}")[2] in {
                "svg", "title", "desc", "g", "a", "text", "line", "path", "rect", "circle",
            }  # fmt: skip


@pytest.mark.parametrize(
    "name", ["timeline", "lanes", "chart", "map", "corroboration", "calibration"]
)
def test_every_mark_is_within_its_picture(built: Built, name: str) -> None:
    (drawing,) = drawings(body_of(built, f"v/{name}.html"))
    _, _, width, height = map(float, drawing.get("viewBox", "").split())
    for part in drawing.iter():
        for across in ("x", "x1", "x2", "cx"):
            assert -6 <= float(part.get(across, 0)) <= width, ElementTree.tostring(part)
        for down in ("y", "y1", "y2", "cy"):
            assert -8 <= float(part.get(down, 0)) <= height, ElementTree.tostring(part)


def test_doubt_and_open_ends_can_be_seen(built: Built) -> None:
    (drawing,) = drawings(body_of(built, "v/timeline.html"))
    for text in ("On a day", "Some time within", "Date uncertain", "Open end"):
        assert text in words(drawing)
    marks = {mark.get("href", "").rpartition("#")[2]: mark for mark in drawing.findall(".//{*}a")}
    assert marks["event-e3"].find("*[@stroke-dasharray]") is not None
    assert marks["event-e1"].find("*[@stroke-dasharray]") is None
    assert marks["event-e4"].find("{*}path") is not None
    assert marks["event-e0"].find("{*}circle") is not None
    assert "event-e11" not in marks  # it may have been at any time


def test_lanes_are_those_of_actors_or_topics(built: Built) -> None:
    for name, kind, count in (("lanes", "actor", 6), ("topics", "topic", 2)):
        (drawing,) = drawings(body_of(built, f"v/{name}.html"))
        lanes = [a for a in drawing.findall(".//{*}a") if a.get("class") == f"brief-mark-{kind}"]
        assert len(lanes) == count
    assert CHOICES["lanes"] == ("actor", "topic")


def test_stances_differ_in_form(built: Built) -> None:
    (drawing,) = drawings(body_of(built, "v/positions.html"))
    for text in ("For", "Against", "Conditional", "Neutral", "Unclear", "No stance"):
        assert text in words(drawing)


def test_a_map_draws_each_relation_once(built: Built) -> None:
    (drawing,) = drawings(body_of(built, "v/map.html"))
    titles = [title.text or "" for title in drawing.findall(".//{*}title")]
    members = [title for title in titles if "Is a member of" in title]
    assert len(members) == len(set(members)) == 5
    assert any("Agrees with" in title for title in titles)
    assert any("Opposes" in title for title in titles)


def test_corroboration_counts_origins(built: Built) -> None:
    html = body_of(built, "v/corroboration.html")
    (drawing,) = drawings(html)
    assert words(drawing).count("Wire") == 1
    assert "own account" in words(drawing)
    box = plain(element(html, "brief-view-corroboration"))
    assert "2 sources, 1 independent" in box
    assert box.count("Origin: Wire") == 2
    assert box.index("Rain") < box.index("Disputed by") < box.index("It is dry")
    assert "corroboration" in Claim.layouts


def test_corroboration_numbers_voices(build: Build) -> None:
    files = {
        **FILES,
        "n4.md": note(record("claim", "Rain again", by="a0", id="c4", corroborates="c1"), id="s4",
                      origin=["s5", "s6"]),
        "n5.md": note(record("claim", "Showers", by="a3", id="c5", corroborates="c1"), id="s5"),
        "n6.md": note("", id="s6"),
        "n7.md": note(record("claim", "Wet", by="a4", id="c7", corroborates="c1"), id="s7"),
        "v.md": page({}, record("claims", ids="c1", as_="corroboration")),
    }  # fmt: skip
    built = build(files, conf=CONF)
    assert built.warnings == []
    html = body_of(built, "v.html")
    assert "5 sources, 2 independent" in plain(html)
    assert plain(html).count("One voice:") == 1
    assert plain(html).count("Origin: A report, A report") == 1
    (drawing,) = drawings(html)
    numbers = [text.text for text in drawing.iter("{http://www.w3.org/2000/svg}text")
               if (text.text or "").isdigit()]  # fmt: skip
    assert numbers == ["1", "2", "3"]  # two that carry the claim, one that disputes it
    assert "A report; A report" in {title.text for title in drawing.findall(".//{*}title")}


def test_calibration_draws_each_band_and_the_share_of_its_cases(built: Built) -> None:
    html = body_of(built, "v/calibration.html")
    (drawing,) = drawings(html)
    rows = drawing.findall("{*}g")
    titles = [row.findtext("{*}title") or "" for row in rows]
    assert len(titles) == 7
    assert "Likely or probable: 55\N{EN DASH}75 %; 1 of 2; 50 % (too few cases)" in titles
    assert "Remote chance: >0\N{EN DASH}5 %; 0 of 20; 0 % (within the band)" in titles
    assert "Unlikely: 25\N{EN DASH}35 %; no case" in titles
    lines = [float(line.get("x1", "")) for line in drawing.findall("{*}line")][:5]
    for row, title in zip(rows, titles, strict=True):
        band = row.find("{*}rect")
        assert band is not None
        low, high = map(float, re.findall(r"(\d+)\N{EN DASH}<?(\d+)", title)[0])
        scale = (lines[-1] - lines[0]) / 100
        assert float(band.get("x", "")) == pytest.approx(lines[0] + scale * low, abs=0.1)
        assert float(band.get("width", "")) == pytest.approx(scale * (high - low), abs=0.1)
        dots = row.findall("{*}circle")
        share = re.search(r"(\d+) % \((.*)\)", title)
        assert len(dots) == bool(share)
        if share:
            at = lines[0] + scale * float(share[1])
            assert float(dots[0].get("cx", "")) == pytest.approx(at, abs=0.1)
            is_hollow = "brief-fill-paper" in dots[0].get("class", "")
            assert is_hollow == (share[2] == "too few cases")
    # What the number is worth is beside the picture, and not only in the words that are folded.
    note = plain(element(html, "brief-picture-note"))
    assert note.startswith("Brier score: ")
    assert note.endswith("Not counted: 1 void.")
    assert html.count('class="brief-picture-narrow"') == 1


def test_notes_lead_to_their_pages(build: Build) -> None:
    files = {f"n{n}.md": note(title=f"Note {n}", date=f"2026-0{n}-01") for n in (1, 2)}
    built = build({**files, "v.md": page({}, record("notes", as_="timeline"))})
    (drawing,) = drawings(body_of(built, "v.html"))
    assert [a.get("href") for a in drawing.findall(".//{*}a")] == ["n1.html", "n2.html"]


def test_no_picture_of_what_cannot_be_compared(build: Build) -> None:
    built = build(
        {
            "r.md": page({}, record("actor", "E5", kind="group") + record("topic", "Peace")
                         + record("event", "Lone", date="2026")
                         + record("position", "P", by="E5", topic="Peace")),
            "n.md": note(record("claim", "C", by="E5", id="c")),
            "v.md": page({}, record("events") + record("positions") + record("actors", as_="map")
                         + record("claims", as_="corroboration")),
        }
    )  # fmt: skip
    assert built.warnings == []
    html = body_of(built, "v.html")
    assert html.count('class="brief-view ') == 4
    assert "<svg" not in html


def test_a_picture_can_be_left_out(build: Build) -> None:
    views = record("events", picture="no") + record("events", picture="yes")
    built = build({**FILES, "v.md": page({}, views)}, conf=CONF)
    assert built.warnings == []
    assert len(drawings(body_of(built, "v.html"))) == 1


def test_a_wrong_word_is_reported(build: Build) -> None:
    built = build({"v.md": page({}, record("events", picture="maybe", lanes="place"))})
    assert [warning.split("events: ")[1] for warning in built.warnings] == [
        "'picture': 'maybe' is not one of: yes, no [briefing.field]",
        "'lanes': 'place' is not one of: actor, topic [briefing.field]",
    ]


def test_very_much_is_drawn_smaller_and_said(build: Build) -> None:
    many = "".join(
        record("actor", f"Actor {n}", id=f"a{n}", kind="person",
               **({"member_of": f"a{n % 3}"} if n > 2 else {}))
        for n in range(90)
    )  # fmt: skip
    many += "".join(record("topic", f"Topic {n}", id=f"t{n}") for n in range(20))
    many += "".join(
        record("event", f"Event {n}", id=f"e{n}", date=f"2026-01-{1 + n % 3:02}",
               actors=f"a{n % 90}, a{n % 7}")
        for n in range(400)
    )  # fmt: skip
    many += "".join(
        record("position", f"P {n}", id=f"p{n}", by=f"a{n % 90}", topic=f"t{n % 20}", stance="for")
        for n in range(180)
    )
    views = {
        "timeline": record("events"), "some": record("events", sort="id", limit="150"),
        "lanes": record("events", lanes="actor"),
        "map": record("actors", as_="map"),
    }  # fmt: skip
    files = {f"{name}.md": page({}, view) for name, view in views.items()}
    built = build({"r.md": page({}, many), **files}, conf=CONF)
    assert built.warnings == []
    for name, said in (
        ("timeline", "newest and most cited"),
        ("some", "newest and most cited"),
        ("lanes", "Lanes that are in the text alone: 74"),
        ("map", "Relations that are in the text alone:"),
    ):
        html = body_of(built, f"{name}.html")
        assert said in plain(element(html, "brief-picture-note"))
        most = 2500 if name == "map" else 1000  # who belongs where is never cut
        assert float(drawings(html)[0].get("height", "")) <= most, name
        assert len(html[html.index("<svg") : html.index("</svg>")]) < 120_000, name
    assert len(printed(body_of(built, "timeline.html"), "event")) == 400


@pytest.mark.parametrize("builder", ["text", "latex", "epub", "man", "texinfo", "xml"])
def test_other_outputs_have_the_text_alone(build: Build, builder: str) -> None:
    conf = {**CONF, "epub_show_urls": "no", "version": "1", "copyright": "x"}
    views = record("events") + record("positions")
    built = build({**FILES, "v.md": page({}, views)}, builder, conf=conf)
    assert [w for w in built.warnings if "epub" not in w] == []
    for name, content in built.files().items():
        if "_static" not in name and not name.endswith((".css", ".svg")):
            assert b"brief-picture" not in content, name
            assert b"<svg" not in content, name


def test_one_page_of_all_leads_within_itself(build: Build) -> None:
    built = build({**FILES, "v.md": page({}, record("events"))}, "singlehtml", conf=CONF)
    (drawing,) = drawings(built.text("index.html"))
    hrefs = {a.get("href", "") for a in drawing.findall(".//{*}a")}
    assert "#event-e0" in hrefs
    assert all(f'id="{href[1:]}"' in built.text("index.html") for href in hrefs)


def test_the_style_sheet_knows_every_colour(built: Built) -> None:
    sheet = built.text("_static/briefing-pictures.css")
    for colour in of_pictures():
        for name in ("fill", "stroke"):
            assert f".brief-{name}-{colour} {{ {name}: var(--brief-picture-{colour}); }}" in sheet
        screen, _, paper = sheet.partition("@media print")
        assert f"--brief-picture-{colour}: " in screen
        assert f"--brief-picture-{colour}: " in paper


def test_a_pdf_shows_them_with_words_that_stand_for_them(build: Build) -> None:
    pypdf = pytest.importorskip("pypdf")
    pytest.importorskip("typst")
    built = build({**FILES, "v.md": brief("".join(VIEWS.values()))}, "briefpdf", conf=CONF)
    assert built.warnings == []
    found = alternatives(pypdf.PdfReader(built.path("v.pdf")))
    for start in ("Timeline: ", "Map of actors: ", "How claims are", "How often likelihoods"):
        assert any(text.startswith(start) for text in found), found


def alternatives(reader: object) -> list[str]:
    """The alternative texts in the structure of a PDF."""
    from pypdf.generic import ArrayObject, DictionaryObject

    found: list[str] = []

    def walk(item: object) -> None:
        item = item.get_object() if hasattr(item, "get_object") else item
        if isinstance(item, ArrayObject):
            for child in item:
                walk(child)
        elif isinstance(item, DictionaryObject):
            if "/Alt" in item:
                found.append(str(item["/Alt"]))
            if "/K" in item:
                walk(item["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"])  # type: ignore[attr-defined]
    return found


def test_word_shows_them_with_words_that_stand_for_them(build: Build) -> None:
    docx = pytest.importorskip("docx")
    pytest.importorskip("typst")
    built = build({**FILES, "v.md": brief(VIEWS["timeline"] + VIEWS["map"])}, "briefdocx",
                  conf=CONF)  # fmt: skip
    assert built.warnings == []
    document = docx.Document(str(built.path("v.docx")))
    texts = [str(shape._inline.docPr.get("descr")) for shape in document.inline_shapes]
    assert [text.split(":")[0] for text in texts] == ["Timeline", "Map of actors"]


def test_a_bar_that_fills_the_picture_bears_its_name(build: Build) -> None:
    events = record("event", "Works", date="2024-01/2026-12")
    events += record("event", "Talks", date="2024-02-01")
    built = build({"r.md": page({}, events), "v.md": page({}, record("events"))})
    (drawing,) = drawings(body_of(built, "v.html"))
    assert "Works" in words(drawing)
    assert "Talks" in words(drawing)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("n2.md", "origin: wire", "origin: s1"),
        ("n3.md", "It is dry", "It is very dry"),
        ("r.md", "2026-02-20", "2026-02-21"),
        ("r.md", ":stance: for", ":stance: against"),
        ("r.md", "Norland", "Northland"),
        ("r.md", ":member-of: a0", ":member-of: a2"),
        ("r.md", ":member-of: a0", ":speaks-for: a0"),
        ("j.md", ":outcome: true", ":outcome: void"),
    ],
)
def test_pictures_follow_the_records(build: Build, name: str, old: str, new: str) -> None:
    views = {f"v/{view}.md": page({}, text) for view, text in VIEWS.items()}
    built = build(FILES | views, conf=CONF, jobs=2)
    content = FILES[name]
    assert old in content
    built.again({name: content.replace(old, new, 1)})
    assert built.files() == built.afresh().files()


def test_pictures_in_a_pdf_have_the_colours_of_its_house_style(build: Build) -> None:
    pytest.importorskip("typst")
    chosen = {"accent": "#aa0011", "rule": "#00bb22", "ink": "#003344"}
    files = {**FILES, "v.md": brief("".join(VIEWS.values()))}
    conf = {**CONF, "briefing_pdf_colors": chosen}
    built = build(files, "briefpdf", conf=conf)
    assert built.warnings == []
    drawn = "".join(path.read_text() for path in built.root.rglob("images/picture-*.svg"))
    ours = of_pictures()
    for name, colour in {"accent": "#aa0011", "line": "#00bb22", "ink": "#003344"}.items():
        assert colour in drawn
        assert ours[name] not in drawn
    assert ours["muted"] in drawn
    website = build(files, "html", conf=conf).text("v.html")
    assert "#aa0011" not in website
    assert ours["accent"] in website
