"""Rows of tables of records begin with what they are about: heads of rows, in HTML and in Word."""

import re

import pytest
from docx.oxml.ns import qn

from sphinx_briefing.records import KINDS
from tests.corpus import brief, note, page, record
from tests.support import Build
from tests.word import opened, text_of

RECORDS = (
    record("topic", "Peace", "What for.", id="peace")
    + record("actor", "E5", "Five states.", kind="group", long="Group of Five")
    + record("term", "Drone", "A machine.")
    + record("claim", "A claim holds", by="E5", topic="Peace", credibility=2)
    + record("event", "Meeting", "They met.", date="2026-02-20", actors="E5")
    + record("quote", "", "We shall see.", by="E5", topic="Peace", id="see")
    + record("position", "Their view", by="E5", topic="Peace", stance="for", date="2025-01")
    + record("commitment", "Deliver", by="E5", made="2026-01-02", due="2026-05")
    + record("judgement", "It holds", likelihood="likely", confidence="low")
    + record("recommendation", "Ask for the text", to="E5", id="ask")
    + record("estimate", "Their size", by="E5", value="5", unit="states")
    + record("assumption", "They agree", if_wrong="They part")
    + record("gap", "Who pays", collect="An answer")
    + record("indicator", "A sum is named", for_="it-holds")
    + record("hypothesis", "They mean it", question="Peace")
)
PLURALS = sorted(kind.plural for kind in KINDS.selectable.values())
FILES = {
    "n.md": note(RECORDS, date="2026-02-21", title="The note"),
    "b.md": brief(title="The brief", summary="In short.", reference="R-1"),
    **{f"{plural}.md": page({}, record(plural, as_="table")) for plural in PLURALS},
    "ledger.md": page({}, record("claims", as_="ledger")),
    "matrix.md": page({}, record("positions", as_="matrix")),
}


@pytest.mark.parametrize("builder", ["html", "epub"])
def test_each_row_of_each_table_of_records_has_one_head(build: Build, builder: str) -> None:
    built = build(FILES, builder, conf={"copyright": "The house", "version": "1"})
    assert built.warnings == []
    suffix = "xhtml" if builder == "epub" else "html"
    for name in (*PLURALS, "ledger", "matrix"):
        body = re.findall(r"<tbody>(.*?)</tbody>", built.text(f"{name}.{suffix}"), re.S)
        rows = [row for part in body for row in re.findall(r"<tr.*?</tr>", part, re.S)]
        assert rows, name
        for row in rows:
            assert len(re.findall(r'<th scope="row" class="stub">', row)) == 1, (name, row)
            assert row.count("<th") == 1, (name, row)
        if name not in ("ledger", "matrix"):
            kind = next(k for k in KINDS.selectable.values() if k.plural == name)
            assert "brief-head" in rows[0].split("</th>")[0], (name, kind)


def test_word_hears_the_heads_and_shows_them_as_before(build: Build) -> None:
    body = "Text.\n\n" + record("claims", as_="table")
    files = {"n.md": FILES["n.md"], "b.md": brief(body, title="The brief")}
    built = build(files, "briefdocx")
    document = opened(next(built.out.glob("**/*.docx")))
    (table,) = (
        found for found in document.element.iter(qn("w:tbl")) if "A claim holds" in text_of(found)
    )
    (look,) = table.iter(qn("w:tblLook"))
    assert (look.get(qn("w:firstColumn")), look.get(qn("w:val"))) == ("1", "04A0")
    cell = next(found for found in table.iter(qn("w:tc")) if "A claim holds" in text_of(found))
    assert not list(cell.iter(qn("w:b")))
    assert not [
        part for style in document.styles.element.iter(qn("w:tblStylePr"))
        if (part := style.get(qn("w:type"))) == "firstCol"
    ]  # fmt: skip


def test_names_are_not_hyphenated(build: Build) -> None:
    files = {"n.md": FILES["n.md"], "b.md": brief("They call it {actor}`e5`.", title="The brief")}
    built = build(files, conf={"html_theme": "alabaster"})
    assert re.search(
        r"^\.brief-ref \{ hyphens: manual; \}", built.text("_static/briefing.css"), re.M
    )
    built = build(files, "briefdocx")
    document = opened(next(built.out.glob("**/*.docx")))
    (style,) = (
        found
        for found in document.styles.element.iter(qn("w:style"))
        if found.get(qn("w:styleId")) == document.styles["Briefing Mention"].style_id
    )
    assert list(style.iter(qn("w:noProof")))
