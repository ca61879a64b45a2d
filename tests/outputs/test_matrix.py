"""The matrix: a table that is its own picture, for few and for many, in every output."""

import re

import pytest
from docx import Document
from docx.oxml.ns import qn

from sphinx_briefing.layouts.matrix_rows import GROUPED, MANY, MOST_COLUMNS, PANEL
from tests.corpus import body_of, brief, element, page, plain, printed, record
from tests.support import Build, Built

STANCES = ("for", "against", "conditional", "neutral", "unclear", "")
TONES = ("good", "bad", "caution", "muted", "muted", "muted")
KINDS = ("person", "state", "organisation", "group", "person", "state")
FEW = (
    "".join(record("actor", f"Actor {n}", id=f"a{n}", kind=KINDS[n]) for n in range(6))
    + record("topic", "Peace", id="peace")
    + record("topic", "Trade", id="trade")
    + "".join(
        record("position", f"Says {n}", id=f"p{n}", by=f"a{n}", topic="peace", date="2026-01",
               **({"stance": stance} if stance else {}))
        for n, stance in enumerate(STANCES)
    )
    + record("position", "Said before", id="old", by="a0", topic="peace", date="2025-01",
             stance="against")
)  # fmt: skip
CONF = {"briefing_autolink": "off"}


def rows(html: str, table: int = 0) -> list[str]:
    """The rows of a matrix as words, heads first."""
    found = element(html, "brief-matrix", table)
    return [plain(row) for row in re.findall(r"<tr.*?</tr>", found, re.S)]


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Built:
    from tests.support import build_project

    groups = "The capital = Actor 1, a5; Around it = Actor 0"
    files = {
        "r.md": page({}, FEW),
        "v.md": page({}, record("positions", caption="Who stands where")),
        "g.md": page({}, record("positions", groups=groups)),
        "two.md": page({}, record("positions", by="a0, a1")),
    }
    return build_project(tmp_path_factory.mktemp("matrix") / "p", files, conf=CONF)


def test_there_is_one_table_and_no_picture_beside_it(few: Built) -> None:
    assert few.warnings == []
    html = body_of(few, "v.html")
    assert html.count("<table") == 1
    assert "<svg" not in html
    assert "<caption>" in html


def test_a_cell_has_the_colour_of_its_newest_stance(few: Built) -> None:
    html = body_of(few, "v.html")
    for number, tone in enumerate(TONES):
        (cell,) = (cell for cell in html.split("<td")[1:] if f">Says {number}<" in cell)
        assert f"brief-held brief-tone-{tone}" in cell.split(">")[0]
    assert 'data-column="Peace"' in html
    assert html.index("Says 0") < html.index("Said before")


def test_heads_of_rows_are_heads(few: Built) -> None:
    html = body_of(few, "v.html")
    heads = re.findall(r'<th scope="row"[^>]*>(.*?)</th>', html, re.S)
    assert len(heads) == 6
    assert len(re.findall(r'<th scope="rowgroup"[^>]*colspan="2"', html)) == 4
    assert html.count("<tbody>") == html.count("</tbody>") == 4


def test_rows_stand_under_the_kinds_of_their_actors(few: Built) -> None:
    assert GROUPED == 6
    words = [row.split(" ")[0] for row in rows(body_of(few, "v.html"))]
    kinds = ["States", "Actor", "Actor", "Organisations", "Actor", "Groups", "Actor", "People"]
    assert words == ["Actor", *kinds, "Actor", "Actor"]
    assert len(rows(body_of(few, "two.html"))) == 3


def test_rows_stand_under_the_headings_of_the_author(few: Built) -> None:
    found = [row.split(" ") for row in rows(body_of(few, "g.html"))[1:]]
    said = [" ".join(row[:2]) for row in found]
    assert said == ["The capital", "Actor 1", "Actor 5", "Around it", "Actor 0", "Others",
                    "Actor 2", "Actor 3", "Actor 4"]  # fmt: skip


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        ("The capital = Actor 1, Actr 2", "unknown actor 'Actr 2'"),
        ("Actor 1, Actor 2", "'Actor 1, Actor 2' is no group; write a title, '=' and names"),
        ("One = Actor 1; Two =", "'Two =' is no group"),
        ('One = "Actor 1', "is not closed"),
        (";", "is no group"),
        ("= = ;;; =", "is no group"),
    ],
)
def test_what_is_wrong_with_groups_is_said_at_its_line(
    build: Build, groups: str, said: str
) -> None:
    text = page({}, FEW + record("positions", caption="A caption", groups=f"'{groups}'"))
    built = build({"r.md": text}, conf=CONF)
    line = next(n for n, words in enumerate(text.splitlines(), 1) if words.startswith(":groups:"))
    (warning,) = (w for w in built.warnings if "groups" in w or "unknown" in w)
    assert f"r.md:{line}:" in warning
    assert said in warning


def many(actors: int, topics: int) -> str:
    found = "".join(record("actor", f"Actor {n:02}", id=f"a{n}", kind="state")
                    for n in range(actors))  # fmt: skip
    found += "".join(record("topic", f"Topic {n:02}", id=f"t{n}") for n in range(topics))
    number = 0
    for topic in range(topics):
        for actor in range(actors):
            if (actor + topic) % 3 == 0 or actor > actors - 3:
                stance = STANCES[number % 5]
                found += record("position", f"Position {number}", id=f"p{number}",
                                by=f"a{actor}", topic=f"t{topic}", stance=stance,
                                date=f"20{10 + actor % 16}-{1 + number % 12:02}")  # fmt: skip
                number += 1
    return found


@pytest.mark.parametrize(("actors", "topics"), [(30, 10), (20, 40), (3, 40), (17, 1)])
def test_many_come_in_parts_of_which_nothing_is_lost(
    build: Build, actors: int, topics: int
) -> None:
    corpus = many(actors, topics)
    view = record("positions", caption="Where they stand")
    built = build({"r.md": page({}, corpus), "v.md": page({}, view)}, conf=CONF)
    assert built.warnings == []
    html = body_of(built, "v.html")
    assert len(set(printed(html, "position"))) == corpus.count("{position}")
    parts = html.count("<table")
    assert parts == (1 if topics <= MOST_COLUMNS else -(-topics // PANEL))
    for part in range(parts):
        head = element(html, "brief-matrix", part).partition("</thead>")[0]
        assert len(re.findall(r"<th[ >]", head)) <= MOST_COLUMNS + 1
    if parts > 1:
        assert f"Where they stand · Part 1 of {parts}" in plain(html)
        assert f"Part {parts} of {parts}" in plain(html)
    if actors > MANY and topics > 1:  # who says most comes first
        heads = [row[:8] for row in rows(html)[1:3]]
        assert sorted(heads) == [f"Actor {number}" for number in (actors - 2, actors - 1)]


def test_a_pdf_has_the_table_in_colours(build: Build) -> None:
    pypdf = pytest.importorskip("pypdf")
    pytest.importorskip("typst")
    files = {"r.md": page({}, FEW), "v.md": brief(record("positions", caption="Who"))}
    built = build(files, "briefpdf", conf=CONF)
    assert built.warnings == []
    reader = pypdf.PdfReader(built.path("v.pdf"))
    text = " ".join(" ".join(p.extract_text() for p in reader.pages).split())
    assert text.index("States") < text.index("Says 1") < text.index("People")
    content = b"".join(p.get_contents().get_data() for p in reader.pages)
    assert re.search(rb"0\.18\d* 0\.49\d* 0\.32\d* (?:sc|SC|scn|SCN|rg|RG)", content)


def test_word_has_the_table_in_colours(build: Build) -> None:
    files = {"r.md": page({}, FEW), "v.md": brief(record("positions", caption="Who"))}
    built = build(files, "briefdocx", conf=CONF)
    assert built.warnings == []
    tables = [t for t in Document(str(built.path("v.docx"))).tables if "Says 1" in t._element.xml]
    edges = [edge.get(qn("w:color")) for edge in tables[0]._element.iter(qn("w:left"))
             if edge.get(qn("w:sz")) == "24"]  # fmt: skip
    assert sorted(edges) == sorted(["2E7D52", "B03A2E", "A8620F", *["55606E"] * 3])


@pytest.mark.parametrize("builder", ["text", "latex", "epub", "man", "texinfo", "xml", "pseudoxml"])
def test_other_outputs_print_the_table(build: Build, builder: str) -> None:
    conf = {**CONF, "epub_show_urls": "no", "version": "1", "copyright": "x"}
    files = {"r.md": page({}, FEW), "v.md": page({}, record("positions"))}
    built = build(files, builder, conf=conf)
    assert [w for w in built.warnings if "epub" not in w] == []


def test_it_changes_with_what_its_rows_are_called_and_are(build: Build) -> None:
    view = record("positions", groups="One = Actor 1; Two = a5, a0")
    files = {"v.md": page({}, view), "w.md": page({}, record("positions"))}
    built = build({"r.md": page({}, FEW), **files}, conf=CONF)
    for old, new in (
        ("Actor 1", "Actor 9"), (":kind: organisation", ":kind: vessel"),
        (":stance: for", ":stance: neutral"),
    ):  # fmt: skip
        built.again({"r.md": page({}, FEW.replace(old, new, 1))})
        assert built.files() == built.afresh().files()
