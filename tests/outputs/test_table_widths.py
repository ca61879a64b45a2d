"""The widths of columns: declared by kinds, the same in every output, never below a word."""

from pathlib import Path

import pytest
from docutils import nodes
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from sphinx_briefing.builders.paper.table_grid import fitted, laid_out
from sphinx_briefing.layouts.table import build_table
from sphinx_briefing.records.weights import weight_of
from sphinx_briefing.svg.text_width import width_of
from tests.corpus import brief, note, page, record
from tests.support import BASE_CONF, Build, _assignments
from tests.word import opened

VESSELS = """
from sphinx_briefing import api


class Vessel(api.Record, frozen=True, kw_only=True):
    kind_name, plural, argument = "vessel", "vessels", "name"
    weights = {"name": 60, "flag": 40}
    columns = ("name", "flag", "cargo")
    name: api.Line
    flag: api.Country | None = None
    cargo: api.Words | None = None


def setup(app):
    api.add_kind(app, Vessel)
"""
FILES = {
    "index.md": page(
        {},
        record("vessel", "Eagle", flag="NO")
        + record("vessel", "Swan")
        + record("vessels", **{"as": "table"}),
        title="Ships",
    ),
}


def test_a_kind_says_how_wide_its_columns_are_and_an_empty_one_is_left_out(build: Build) -> None:
    built = build({**FILES, "conf.py": "\n".join([*_assignments(BASE_CONF), VESSELS])})
    assert built.warnings == []
    html = built.text("index.html")
    assert 'class="head brief-share-12"' in html
    assert 'class="head brief-share-8"' in html
    assert "Cargo" not in html


@pytest.mark.parametrize("weights", ['{"name": 0}', '{"name": "wide"}', "7", '{"mast": 20}'])
def test_weights_that_cannot_be_meant_are_said(build: Build, weights: str) -> None:
    text = VESSELS.replace('{"name": 60, "flag": 40}', weights)
    with pytest.raises(Exception, match="weights"):
        build({**FILES, "conf.py": "\n".join([*_assignments(BASE_CONF), text])})


def test_dates_want_less_than_statements() -> None:
    from sphinx_briefing.records import Claim, Commitment

    assert weight_of(Claim, "date") < weight_of(Claim, "by") < weight_of(Claim, "statement")
    assert weight_of(Commitment, "due") == weight_of(Commitment, "made")


WORDS = st.lists(st.text(alphabet="abcmiW", min_size=1, max_size=14), min_size=1, max_size=8)


@given(st.lists(st.lists(WORDS, min_size=4, max_size=4), min_size=1, max_size=4))
def test_no_column_is_narrower_than_its_longest_word(rows: list[list[list[str]]]) -> None:
    cells = [[[nodes.paragraph("", " ".join(words))] for words in row] for row in rows]
    table = build_table([nodes.Text("x")] * 4, cells, [40, 20, 10, 10])
    grids = list(laid_out(next(table.findall(nodes.tgroup))))
    room = 80.0
    widths = fitted([40, 20, 10, 10], grids, room)
    for column, width in enumerate(widths):
        longest = max(width_of(word, 1) for row in rows for word in row[column])
        assert room * width / sum(widths) >= min(longest, room / 2) - 0.05


def test_in_word_the_longest_word_of_a_claim_has_room(build: Build) -> None:
    long = "Donaudampfschifffahrtsgesellschaft"
    files = {
        "notes/n.md": note(
            record("actor", "Kaja", kind="person")
            + record("claim", f"A {long} sails", by="Kaja", date="2026-02-20")
            + record("claim", "B", by="Kaja"),
            title="A note", date="2026-02-20", reliability="B",
        ),
        "b.md": brief("## Bottom line\n\nSo.\n\n" + record("claims"), title="B", date="2026-03-01"),
    }  # fmt: skip
    built = build(files, builder="briefdocx")
    document = opened(Path(built.out) / "b.docx")
    table = next(t for t in document.tables if long in t._tbl.xml)
    widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.findall(qn("w:gridCol"))]
    assert widths[0] >= width_of(long, 180)
    assert min(widths) >= width_of("Kaja", 180)
