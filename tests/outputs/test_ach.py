"""``as: ach``: competing hypotheses, for few and for many, in every output."""

import re

import pytest
from docx import Document
from docx.oxml.ns import qn

from sphinx_briefing.layouts.ach import MOST_COLUMNS, TOLD
from tests.corpus import body_of, brief, element, note, page, plain, record
from tests.support import BASE_CONF, Build, Built, _assignments, build_project

CONF = {"briefing_autolink": "off"}
BASE = (
    record("actor", "Norland", id="norland", kind="state")
    + record("actor", "Sudland", id="sudland", kind="state")
    + record("topic", "Who cut the cable", id="cable")
    + record("topic", "Who pays for it", id="pays")
)
NOTES = {
    "n1.md": note(
        record("claim", "An anchor was found", id="anchor", by="norland", credibility="2")
        + record("claim", "A ship slowed down", id="slow", by="norland")
        + record("claim", "It was dark", id="dark", by="norland"),
        id="s1", title="One report", date="2026-02-01", reliability="B"),
    "n2.md": note(
        record("claim", "The seabed moved", id="seabed", by="sudland")
        + record("claim", "It was taken back", id="back", by="sudland", withdrawn="2026-02-10"),
        id="s2", title="Another report", date="2026-02-02", reliability="A"),
}  # fmt: skip
THREE = (
    record("hypothesis", "A ship cut it", id="ship", question="cable",
           consistent="anchor, slow, dark", inconsistent="seabed")
    + record("hypothesis", "The sea did it", id="sea", question="cable",
             consistent="seabed, dark", inconsistent="anchor, slow, back")
    + record("hypothesis", "It broke by itself", id="itself", question="cable",
             consistent="dark", inconsistent="anchor", neutral="seabed")
)  # fmt: skip
VIEW = record("hypotheses", topic="cable")


def project(**pages: str) -> dict[str, str]:
    return {"r.md": page({}, BASE), **NOTES, **{f"{name}.md": text for name, text in pages.items()}}


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Built:
    pages = project(h=page({}, THREE), v=page({}, VIEW))
    return build_project(tmp_path_factory.mktemp("ach") / "p", pages, conf=CONF)


def rows(html: str, table: int = 0) -> list[list[str]]:
    """The cells of a table of hypotheses as words, heads first."""
    found = element(html, "brief-ach", table)
    return [
        [plain(cell) for cell in re.findall(r"<t[hd][ >].*?</t[hd]>", row, re.S)]
        for row in re.findall(r"<tr.*?</tr>", found, re.S)
    ]


def below(html: str) -> str:
    """What a selection says below its table."""
    return plain(element(html, "brief-view-ach").rpartition("</table>")[2])


def test_it_is_how_hypotheses_are_printed_unless_somebody_says_otherwise(three: Built) -> None:
    assert three.warnings == []
    html = body_of(three, "v.html")
    assert "brief-view-ach" in html
    assert html.count("<table") == 1
    assert "<svg" not in html


def test_the_question_and_its_hypotheses_stand_above_those_with_least_against_first(
    three: Built,
) -> None:
    box = element(body_of(three, "v.html"), "brief-view-ach")
    above = plain(box.partition("<table")[0])
    assert above == (
        "Question: Who cut the cable H1 A ship cut it H2 It broke by itself H3 The sea did it"
    )
    for anchor in ("topic-cable", "hypothesis-itself", "hypothesis-ship", "hypothesis-sea"):
        assert f'#{anchor}"' in box


def test_a_row_is_a_piece_of_evidence_what_tells_most_apart_first(three: Built) -> None:
    found = rows(body_of(three, "v.html"))
    assert found[0] == [
        "Evidence", "H1 A ship cut it", "H2 It broke by itself", "H3 The sea did it"
    ]  # fmt: skip
    assert [row[0].split(" [")[0] for row in found[1:]] == [
        "The seabed moved", "An anchor was found", "A ship slowed down", "It was dark",
        "It was taken back",
    ]  # fmt: skip
    assert [row[1:] for row in found[1:]] == [
        ["does not fit", "either way", "fits"],
        ["fits", "does not fit", "does not fit"],
        ["fits", "not assessed", "does not fit"],
        ["fits", "fits", "fits"],
        ["not assessed", "not assessed", "does not fit"],
    ]
    assert "Usually reliable (B), Probably true (2)" in found[2][0]
    assert found[4][0].endswith("tells nothing apart")
    assert found[5][0].endswith("withdrawn 2026-02-10")


def test_heads_of_rows_are_heads_and_cells_say_which_column_they_are_of(three: Built) -> None:
    html = element(body_of(three, "v.html"), "brief-ach")
    assert len(re.findall(r'<th scope="row"', html)) == 5
    assert re.findall(r'data-column="(H\d)"', html)[:3] == ["H1", "H2", "H3"]
    assert html.count("brief-marker") == 5


def test_what_weighs_nothing_has_no_colour(three: Built) -> None:
    for row in re.findall(r"<tr.*?</tr>", element(body_of(three, "v.html"), "brief-ach"), re.S)[1:]:
        tones = re.findall(r"brief-tone-(\w+)", row)
        assert bool(tones) != ("brief-ach-idle" in row)
        assert set(tones) <= {"good", "bad"}


def test_the_order_is_said_in_words_and_what_it_hangs_on(three: Built) -> None:
    said = below(body_of(three, "v.html"))
    assert said.startswith("The least evidence against it first")
    assert "H1: 1 piece of evidence against it; H2: 1 piece of evidence against it; " in said
    assert "H3: 2 pieces of evidence against it, all from 1 voice" in said
    assert "no order between them" in said
    assert "1 piece of evidence has been withdrawn, and is not counted." in said
    assert "3 of 15 marks are missing: not assessed." in said
    assert not re.search(r"\d ?%|probab", said)


def two(**fields: str) -> str:
    """Two hypotheses, the second with nothing against it."""
    return record("hypothesis", "First", id="one", question="cable", **fields) + record(
        "hypothesis", "Second", id="two", question="cable", consistent="anchor"
    )


@pytest.mark.parametrize(
    ("hypotheses", "said"),
    [
        (two(inconsistent="anchor"),
         "Without An anchor was found, there would be no order between H1 and H2."),
        (two(inconsistent="anchor, slow"), "Without one voice (An anchor was found; A ship slowed "
         "down), there would be no order between H1 and H2."),
        (two(inconsistent="anchor, seabed"), "No single piece of evidence decides the order."),
        (record("hypothesis", "First", id="one", question="cable", inconsistent="seabed")
         + record("hypothesis", "Second", id="two", question="cable", inconsistent="anchor"),
         "Without The seabed moved, H1 would come before H2."),
        (record("hypothesis", "First", id="one", question="cable", inconsistent="judgement:j")
         + record("hypothesis", "Second", id="two", question="cable", inconsistent="slow")
         + record("judgement", "So it was", id="j", likelihood="likely", basis="anchor, seabed"),
         "Without So it was, H1 and H2 would change places."),
    ],
    ids=["one", "voice", "none", "ahead", "places"],
)  # fmt: skip
def test_evidence_that_decides_the_order_is_named(build: Build, hypotheses: str, said: str) -> None:
    built = build(project(v=page({}, hypotheses + VIEW)), conf=CONF)
    assert built.warnings == []
    assert said in below(body_of(built, "v.html"))


def test_hypotheses_of_two_questions_are_said_once_and_all_are_printed(build: Build) -> None:
    other = record("hypothesis", "Norland pays", id="pays-n", question="pays", consistent="slow")
    text = page({}, THREE + other + record("hypotheses", caption="All"))
    built = build(project(v=text, w=page({}, VIEW)), conf=CONF)
    line = 1 + text.splitlines().index("```{hypotheses}")
    (warning,) = built.warnings
    assert warning == (
        f"v.md:{line}: WARNING: hypotheses of 2 questions (cable, pays) stand in one matrix; "
        "pick one with ':topic: cable' [briefing.field]"
    )
    html = body_of(built, "v.html")
    assert html.count("<table") == 2
    for anchor in ("ship", "sea", "itself", "pays-n"):
        assert f"#hypothesis-{anchor}" in html
    again = built.again({"w.md": page({}, VIEW + "More.")})
    assert again.warnings == [warning]


def test_the_scope_of_a_page_has_the_questions_of_the_page_alone(build: Build) -> None:
    other = record("hypothesis", "Norland pays", id="pays-n", question="pays")
    mine = page({}, THREE + record("hypotheses", scope="page"))
    built = build(project(o=page({}, other), v=mine), conf=CONF)
    assert built.warnings == []
    both = page({}, "See {hypothesis}`pays-n`.\n\n" + THREE + record("hypotheses", scope="page"))
    assert len(built.again({"v.md": both}).warnings) == 1


def test_a_hypothesis_alone_has_nothing_to_be_compared_with(build: Build) -> None:
    one = record("hypothesis", "A ship", id="ship", question="cable", consistent="anchor")
    bare = record("hypothesis", "Norland", id="n", question="pays")
    view = VIEW + record("hypotheses", topic="pays")
    built = build(project(v=page({}, one + bare + view)), conf=CONF)
    assert built.warnings == []
    html = body_of(built, "v.html")
    nothing = "There is nothing to compare: no other hypothesis answers this question."
    assert below(html) == nothing
    assert plain(element(html, "brief-view-ach", 1)) == (
        f"Question: Who pays for it H1 Norland No evidence has been assessed. {nothing}"
    )


def test_a_record_in_two_fields_is_said_at_the_second(build: Build) -> None:
    text = page({}, two(consistent="slow", inconsistent="slow") + VIEW)
    built = build(project(v=text), conf=CONF)
    line = 1 + text.splitlines().index(":inconsistent: slow")
    (warning,) = built.warnings
    assert warning.startswith(f"v.md:{line}: WARNING: hypothesis 'inconsistent' names claim 'slow'")
    assert warning.endswith("[briefing.field]")
    (row,) = (row for row in rows(body_of(built, "v.html")) if "slowed" in row[0])
    assert row[1:] == ["not assessed", "not assessed"]


def many(hypotheses: int, pieces: int) -> str:
    found = "".join(
        record("claim", f"Piece {n:02}", id=f"e{n}", by="norland", source="s1")
        for n in range(pieces)
    )
    for one in range(hypotheses):
        marks: dict[str, list[str]] = {"consistent": [], "inconsistent": [], "neutral": []}
        for n in range(pieces):
            if (n + one) % 7:
                marks[[*marks][(n * (one + 1) + n // 5) % 3]].append(f"e{n}")
        fields = {mark: ", ".join(names) for mark, names in marks.items() if names}
        found += record("hypothesis", f"Answer {one:02}", id=f"h{one}", question="cable", **fields)
    return found


@pytest.mark.parametrize(("hypotheses", "pieces"), [(8, 50), (25, 9), (4, 7), (3, 8)])
def test_of_many_nothing_is_lost(build: Build, hypotheses: int, pieces: int) -> None:
    files = project(h=page({}, many(hypotheses, pieces)), v=page({}, VIEW))
    built = build(files, conf=CONF)
    assert built.warnings == []
    html = body_of(built, "v.html")
    parts = -(-hypotheses // MOST_COLUMNS)
    assert html.count("<table") == parts
    heads = [head for part in range(parts) for head in rows(html, part)[0][1:]]
    assert [head.split(" ")[0] for head in heads] == [f"H{n + 1}" for n in range(hypotheses)]
    assert all((head.count(" ") > 0) == (hypotheses <= TOLD) for head in heads)
    for part in range(parts):
        assert len(rows(html, part)) == pieces + 1
        assert ("brief-long" in element(html, "brief-ach", part)) == (pieces >= 8)
    words = {cell for row in rows(html)[1:] for cell in row[1:]}
    assert words == {"fits", "does not fit", "either way", "not assessed"}
    assert ("brief-ach-key" in html) == (hypotheses > TOLD)
    if parts > 1:
        assert "Part 1 of 3" in plain(html)


def test_a_pdf_has_the_table_in_colours_and_many_columns_on_a_turned_page(build: Build) -> None:
    pypdf = pytest.importorskip("pypdf")
    pytest.importorskip("typst")
    few = record("hypotheses", ids="ship, sea, itself")
    wide = record("hypotheses", ids=", ".join(f"h{n}" for n in range(8)))
    files = project(h=page({}, THREE), v=brief(few), w=brief(many(8, 50) + wide))
    built = build(files, "briefpdf", conf=CONF)
    assert built.warnings == []
    reader = pypdf.PdfReader(built.path("v.pdf"))
    text = " ".join(" ".join(p.extract_text() for p in reader.pages).split())
    assert "does not fit" in text
    assert "H3: 2 pieces of evidence against it, all from 1 voice" in text
    content = b"".join(p.get_contents().get_data() for p in reader.pages)
    assert re.search(rb"0\.18\d* 0\.49\d* 0\.32\d* (?:sc|SC|scn|SCN|rg|RG)", content)
    turned = [page for page in pypdf.PdfReader(built.path("w.pdf")).pages
              if page.mediabox.width > page.mediabox.height]  # fmt: skip
    assert 1 < len(turned) < 7
    for one in turned[:-1]:
        assert "H8" in one.extract_text()  # the heads are said on each


def test_word_has_the_table_in_colours_with_heads(build: Build) -> None:
    built = build(project(h=page({}, THREE), v=brief(VIEW)), "briefdocx", conf=CONF)
    assert built.warnings == []
    tables = [t for t in Document(str(built.path("v.docx"))).tables if "anchor" in t._element.xml]
    edges = [edge.get(qn("w:color")) for edge in tables[0]._element.iter(qn("w:left"))
             if edge.get(qn("w:sz")) == "24"]  # fmt: skip
    assert sorted(edges) == ["2E7D52"] * 3 + ["B03A2E"] * 4
    assert len(list(tables[0]._element.iter(qn("w:tblHeader")))) == 1
    assert tables[0]._element.xml.count('w:firstColumn="1"') == 1


@pytest.mark.parametrize("builder", ["text", "latex", "epub", "man", "texinfo", "xml", "pseudoxml"])
def test_other_outputs_print_the_table(build: Build, builder: str) -> None:
    conf = {**CONF, "epub_show_urls": "no", "version": "1", "copyright": "x"}
    built = build(project(h=page({}, THREE), v=page({}, VIEW)), builder, conf=conf)
    assert [w for w in built.warnings if "epub" not in w] == []
    if builder == "text":
        text = " ".join(built.text("v.txt").split())
        assert "does not fit" in text
        assert "1. H1: 1 piece of evidence against it" in text


@pytest.mark.parametrize(
    ("language", "mark", "said"),
    [("de", "passt nicht", "2 Belege dagegen, alle von 1 Stimme"),
     ("fr", "ne cadre pas", "2 indices contraires, issus de 1 seule voix")],
)  # fmt: skip
def test_it_speaks_the_language_of_the_project(
    build: Build, language: str, mark: str, said: str
) -> None:
    built = build(project(h=page({}, THREE), v=page({}, VIEW)), conf={**CONF, "language": language})
    html = body_of(built, "v.html")
    assert mark in rows(html)[2][3]
    assert said in below(html)


def test_a_page_shows_no_evidence_that_is_marked_more_strictly(build: Build) -> None:
    secret = record("claim", "A secret", id="secret", by="norland", source="s1", tlp="RED")
    guess = record("hypothesis", "A ship", id="ship", question="cable", neutral="secret")
    files = project(s=page({"tlp": "RED"}, secret + guess.replace(":id", ":tlp: CLEAR\n:id")),
                    v=page({}, VIEW))  # fmt: skip
    built = build(files, conf=CONF)
    found = [warning for warning in built.warnings if warning.startswith("v.md:3:")]
    assert found
    assert "secret" in found[0]
    assert "[briefing.marking]" in found[0]


def test_for_an_audience_it_is_that_of_the_project_without_the_evidence(build: Build) -> None:
    secret = record("claim", "Most secret", id="secret", by="norland", source="s1", tlp="RED")
    guesses = two(inconsistent="anchor")
    with_it = guesses.replace(":inconsistent: anchor", ":inconsistent: anchor, secret")
    files = project(s=page({"tlp": "RED"}, secret), v=page({}, with_it + VIEW))
    built = build(files, conf={**CONF, "briefing_audience": "GREEN"})
    without = build(
        project(v=page({}, guesses + VIEW)), conf={**CONF, "briefing_audience": "GREEN"}
    )
    assert body_of(built, "v.html") == body_of(without, "v.html")


def test_a_brief_has_the_evidence_of_its_day(build: Build) -> None:
    late = note(record("claim", "Found later", id="late", by="sudland"), id="s3",
                title="Late", date="2026-05-01")  # fmt: skip
    guesses = two(inconsistent="anchor, late")
    early = brief(VIEW, date="2026-03-01")
    built = build(project(late=late, h=page({}, guesses), v=early, w=page({}, VIEW)), conf=CONF)
    assert built.warnings == []
    assert "Found later" not in body_of(built, "v.html")
    assert "1 piece of evidence against it" in below(body_of(built, "v.html"))
    assert "Found later" in body_of(built, "w.html")
    assert "2 pieces of evidence against it, from" not in below(body_of(built, "w.html"))


def test_it_is_made_again_with_all_that_it_rests_on(build: Build) -> None:
    judged = record("judgement", "So it was", id="j", likelihood="likely", basis="anchor")
    guesses = THREE.replace(":neutral: seabed", ":neutral: seabed, judgement:j")
    files = project(h=page({}, guesses), j=page({}, judged), v=page({}, VIEW), w=brief(VIEW))
    built = build(files, conf=CONF)
    for name, old, new in (
        ("r.md", "Who cut the cable", "Who has cut it"),
        ("n1.md", "reliability: B", "reliability: D"),
        ("n1.md", "credibility: 2", "credibility: 2\n:withdrawn: 2026-02-05"),
        ("r.md", ":id: sudland", ":id: sudland\n:speaks-for: norland"),
        ("n2.md", "reliability: A", "reliability: A\n  retracted: 2026-02-11"),
        ("h.md", ":neutral: seabed", ":consistent: slow\n:neutral: seabed"),
        ("j.md", "basis: anchor", "basis: seabed"),
        ("h.md", "A ship cut it", "Some ship cut it"),
    ):
        before = (built.src / name).read_text(encoding="utf-8")
        assert old in before
        built.again({name: before.replace(old, new, 1)})
        assert built.files() == built.afresh().files(), (name, new)


def test_the_page_of_a_topic_lists_its_hypotheses(three: Built) -> None:
    found = next(
        text for name, text in three.files().items() if name.endswith("topic/cable.html")
    ).decode()
    assert "A ship cut it" in found


OTHERS = (
    "\n".join(_assignments({**BASE_CONF, **CONF}))
    + '''
from typing import Annotated
from sphinx_briefing import api

class Berth(api.Record, frozen=True, kw_only=True):
    """Who may lie at a quay, and who may not."""
    kind_name, plural, argument = "berth", "berths", "name"
    exclusive = ("open_to", "closed_to")
    name: api.Line
    port: Annotated[api.Ids, api.names("topic", single=True)] = ()
    open_to: Annotated[api.Ids, api.names("actor")] = ()
    closed_to: Annotated[api.Ids, api.names(("claim", "actor"))] = ()

def setup(app):
    api.add_kind(app, Berth)
'''
)


def test_kinds_of_others_have_fields_for_one_record_and_fields_that_exclude_each_other(
    build: Build,
) -> None:
    text = page({}, "```{berth} Quay\n:port: pays, Who cut the cable\n:open_to: Norland, Sudland\n"
                    ":closed_to: slow, actor:norland\n```\n")  # fmt: skip
    built = build({**project(b=text), "conf.py": OTHERS}, "ledger")
    lines = text.splitlines()
    port, closed = (1 + n for n, line in enumerate(lines) if line[:6] in (":port:", ":close"))
    assert built.warnings == [
        f"b.md:{port}: WARNING: berth 'port' names 2 records and may name one; 'pays' is kept, "
        "take 'cable' out [briefing.field]",
        f"b.md:{closed}: WARNING: berth 'closed_to' names actor 'norland', as 'open_to' does; "
        "what stands in both counts in neither, so leave it in one of them [briefing.field]",
    ]
    assert built.ledger["berths"]["quay"]["port"] == ["pays"]


def test_what_hypotheses_may_be_printed_with_is_said(build: Build) -> None:
    built = build(project(v=page({}, record("claims", **{"as": "ach"}))), conf=CONF)
    (warning,) = built.warnings
    assert "'as': 'ach' is not one of" in warning
    for layout in ("list", "table"):
        shown = build(project(v=page({}, THREE + record("hypotheses", **{"as": layout}))),
                      conf=CONF)  # fmt: skip
        assert shown.warnings == []
        assert f"brief-view-{layout}" in body_of(shown, "v.html")
