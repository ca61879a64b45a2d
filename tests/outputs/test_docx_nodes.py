"""The Word translator: every node keeps its words, and nothing that was written breaks a file."""

import contextlib
import re
from collections import Counter
from typing import Any

import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from sphinx_briefing.builders.docx.formulas import displayed, equation
from sphinx_briefing.builders.docx.xml import directions, element, text_elements
from sphinx_briefing.builders.paper.mathml import FormulaRefused
from tests.support import BASE_CONF, ROOTS, Build, Built, Content, build_project
from tests.word import notes_of, opened, text_of, words_of_docx, words_of_html

CONF = {"myst_enable_extensions": ["colon_fence", "deflist", "dollarmath", "tasklist"]}
WORDS: dict[str, object] = {"briefing_profiles": []}
"""Links to profiles are words that the website alone has."""
HEAD = "---\nbrief:\n  kind: policy\n  reference: N-1\n  date: 2026-02-23\n---\n# Title\n\n"
PNG = (ROOTS / "pdf-every-node" / "square.png").read_bytes()
SVG = (ROOTS / "pdf-every-node" / "circle.svg").read_bytes()


def word(build: Build, body: str, **files: Content) -> Built:
    return build({"brief.md": (HEAD + body).encode(), **files}, "briefdocx", conf=CONF)


def body_of(built: Built) -> Any:
    return opened(built.path("brief.docx")).element.body


def words_of(built: Built) -> str:
    """The text with single spaces."""
    return " ".join(words_of_docx(built.path("brief.docx")))


# -- every node ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def every_node(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("every") / "p"
    return build_project(folder, "pdf-every-node", "briefdocx", conf=WORDS)


def test_every_node_is_warned_about_once(every_node: Built) -> None:
    (footnote, raw) = every_node.warnings
    assert footnote.endswith("Footnote [#] is not referenced. [ref.footnote]")
    assert re.match(r"brief\.rst:\d+: WARNING: briefdocx leaves out raw html", raw)


def test_every_word_of_the_page_is_in_the_word_file(every_node: Built) -> None:
    page = words_of_html(every_node.afresh(builder="html").text("brief.html"))
    file = words_of_docx(every_node.path("brief.docx"))
    lost, added = Counter(page) - Counter(file), Counter(file) - Counter(page)

    # HTML explains an abbreviation on hover, marks formulas, and has passages of its own.
    assert lost == Counter(
        [
            "EU,",
            r"\(a^2\),",
            r"\[\int_0^1",
            r"x\]",
            "Nothtmlword.",
            "rawhtmlword",
            "glossterm",
            "FILE",
            "FILE",
            ",",
            "--bravo=",
        ]
    )
    assert added == Counter(
        [
            "EU",
            "(European",
            "Union),",
            "a2,",
            "01x",
            "glossterm,",
            "FILE,",
            "--bravo=FILE",
            # Marks of notes that Word cannot count: in a note, and without a reference.
            "[2]",
            "[3]",
        ]
    )


def test_a_brief_reads_as_its_page_does_word_by_word(build: Build) -> None:
    records = "".join(
        f"```{{claim}} Claim {n} of the note\n:id: c{n}\n:by: Desk\n:credibility: 2\n```\n\n"
        for n in range(4)
    )
    note = "---\nsource:\n  id: src\n  title: A source\n  date: 2026-02-20\n---\n# Note\n\n"
    note += records + "```{actor} Desk\n:kind: organisation\n```\n"
    text = (
        "Text {claim}`c1` of the Desk {claim}`c2`.[^n]\n\n## Part\n\n```{claims}\n:caption: All\n"
        "```\n\n```{term} Word\n:long: Longer word\n\nProse {claim}`c3`.\n```\n\n[^n]: Foot.\n"
    )
    front = HEAD.replace("  date:", "  summary: Bottom line.\n  date:")
    built = build(
        {"brief.md": (front + text).encode(), "note.md": note},
        "briefdocx",
        conf=WORDS,
    )
    page = built.afresh(builder="html").text("brief.html")

    assert built.warnings == []
    assert words_of_docx(built.path("brief.docx")) == words_of_html(page)


def test_figures_and_tables_are_counted_by_word(every_node: Built) -> None:
    body = body_of(every_node)
    fields = [field.get(qn("w:instr")).strip() for field in body.iter(qn("w:fldSimple"))]

    assert r"SEQ Table \* ARABIC" in fields
    assert r"SEQ Figure \* ARABIC" in fields
    assert "Table 1 Gridcaption" in words_of(every_node)
    assert "Fig. 1 Figurecaption" in words_of(every_node)


def test_notes_are_word_s_own(every_node: Built) -> None:
    document = opened(every_node.path("brief.docx"))
    notes = [" ".join(text_of(note).split()) for note in notes_of(document, "footnote").values()]

    assert len(notes) == 3
    assert notes[0].startswith("Automatic note with emphasis and a second note")
    assert "Second paragraph of the note." in notes[0]
    assert notes[0].endswith("[2] Nested noteword.")
    references = list(document.element.body.iter(qn("w:footnoteReference")))
    assert [node.get(qn("w:customMarkFollows")) for node in references] == [None, "1", None]
    fields = [f.get(qn("w:instr")) for f in document.element.body.iter(qn("w:fldSimple"))]
    assert [field for field in fields if "NOTEREF _note_1" in field]


def test_footnotes_that_refer_to_each_other(build: Build) -> None:
    text = "Text[^a].\n\n## Head[^a]\n\n[^a]: Alpha[^b]\n\n[^b]: Beta[^a]\n"
    shown = words_of(word(build, text))

    assert shown.count("Alpha") == shown.count("Beta") == 1


# -- tables ----------------------------------------------------------------------------------


def test_header_rows_are_repeated_and_spans_kept(every_node: Built) -> None:
    tables = opened(every_node.path("brief.docx")).tables
    grid = next(table for table in tables if table.rows[0].cells[0].text == "Head1")

    assert grid.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert grid.cell(1, 0)._tc is grid.cell(1, 1)._tc
    assert grid.cell(2, 0)._tc is grid.cell(3, 0)._tc
    assert grid.style is not None
    assert grid.style.name == "Briefing Table"
    headed = next(table for table in tables if table.rows[0].cells[0].text == "LH1")
    heads = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in headed.rows]
    assert heads == [True, True, False]


def test_a_table_that_no_word_file_can_hold_is_set_in_parts(build: Build) -> None:
    def row(words: list[str]) -> str:
        return f"|{'|'.join(words)}|\n"

    table = row([f"c{n}" for n in range(200)]) + row(["-"] * 200) + row(["v"] * 200)
    built = word(build, table)

    (warning,) = built.warnings
    assert re.match(r"brief\.md:9: WARNING: a table of 200 columns .*\[briefing\.docx\]", warning)
    assert all(f"c{n}" in words_of(built).split() for n in range(200))
    assert all(len(table.columns) <= 63 for table in opened(built.path("brief.docx")).tables)


# -- bad input -------------------------------------------------------------------------------

HOSTILE = r'#eval("1") $x$ @ref <w:t> &amp; \" */ // ] [ } { ` ~ = ]]> <!-- {PAGE} "quote"'


@pytest.mark.parametrize("template", ["```\n{}\n```", "    {}", "- item\n\n      {}"])
def test_markup_is_only_text(build: Build, template: str) -> None:
    built = word(build, template.format(HOSTILE))

    assert built.warnings == []
    assert HOSTILE in words_of(built)


def test_hostile_title_and_summary(build: Build) -> None:
    front = HEAD.replace("N-1", "'<w:p> & ]]>'").replace("# Title", "# T \\<b> & \\]\\]>")
    built = build({"brief.md": front.encode()}, "briefdocx", conf=CONF)

    document = opened(built.path("brief.docx"))
    assert document.core_properties.title == "T <b> & ]]>"
    assert "<w:p> & ]]>" in document.sections[0].footer.paragraphs[0].text


def test_control_characters_are_left_out(build: Build) -> None:
    built = word(build, "be\x01fo\x0bre zero\u200dwidth\u200b jo\ufffein\u2028er so\u00adft\n")

    assert built.warnings == []
    assert "before zero\u200dwidth\u200b join er soft" in words_of(built)


@given(st.text())
def test_any_text_can_be_held(text: str) -> None:
    run = element("w:r", *text_elements(text))
    shown = "".join(node.text or "" for node in run.iter(qn("w:t")))

    assert set(shown) <= set(text)
    assert "".join(piece for piece, _ in directions(text)) == text


def test_very_long_words_are_kept(build: Build) -> None:
    built = word(build, f"{'x' * 10_000}\n\n`{'y' * 500}`\n\n```\n{'z' * 500}\n```\n")
    shown = words_of(built)

    assert built.warnings == []
    for piece in ("x" * 10_000, "y" * 500, "z" * 500):
        assert piece in shown


def test_deep_nesting_keeps_the_words(build: Build) -> None:
    lists = "".join(f"{'  ' * level}- level{level}x\n" for level in range(9))
    quotes = "".join(f"{'>' * level} quote{level}x\n\n" for level in range(1, 19))
    boxes = "".join(f"{':' * (30 - level)}{{note}}\nbox{level}x\n" for level in range(14))
    boxes += "".join(f"{':' * (30 - level)}\n" for level in reversed(range(14)))
    heads = "".join(f"{'#' * level} head{level}x\n\n" for level in range(2, 7))
    built = word(build, f"{lists}\n\ntext\n\n{quotes}\n\n{boxes}\n\n{heads}")
    shown = words_of(built)

    assert built.warnings == []
    assert all(f"level{level}x" in shown for level in range(9))
    assert all(f"quote{level}x" in shown for level in range(1, 19))
    assert all(f"box{level}x" in shown for level in range(14))
    assert all(f"head{level}x" in shown for level in range(2, 7))


def test_lists_deeper_than_word_counts_keep_their_words(build: Build) -> None:
    front = (
        ":brief:\n   :kind: policy\n   :reference: N-1\n   :date: 2026-02-23\n\nTitle\n=====\n\n"
    )
    lists = "\n".join(f"{'  ' * level}- level{level}x\n" for level in range(14))
    built = build({"brief.rst": front + lists}, "briefdocx")

    assert built.warnings == []
    assert all(f"level{level}x" in words_of(built) for level in range(14))
    levels = [int(node.get(qn("w:val"))) for node in body_of(built).iter(qn("w:ilvl"))]
    assert max(levels) == 8


def test_items_that_begin_with_a_block_have_their_number(build: Build) -> None:
    body = "1. | a | b |\n   |---|---|\n   | 1 | 2 |\n2. - inner\n3. ```\n   code\n   ```\n"
    built = word(build, body)
    numbered = [
        one
        for one in opened(built.path("brief.docx")).paragraphs
        if one.style is not None and one.style.name == "List Number"
    ]

    assert built.warnings == []
    assert len(numbered) == 3


# -- images ----------------------------------------------------------------------------------


def test_images_have_their_words_and_drawings_become_pictures(build: Build) -> None:
    built = word(
        build,
        "![A square](dot.png) in a line.\n\n![A circle](circle.svg)\n",
        **{"dot.png": PNG, "circle.svg": SVG},
    )
    document = opened(built.path("brief.docx"))

    assert built.warnings == []
    found = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert found == ["A square", "A circle"]
    kinds = {
        rel.target_part.content_type
        for rel in document.part.rels.values()
        if rel.reltype.endswith("/image")
    }
    assert kinds == {"image/png"}
    square, circle = document.inline_shapes
    assert (square.width.pt, square.height.pt) == (6, 6)
    assert (circle.width.pt, circle.height.pt) == (60, 30)


def test_the_same_image_is_held_once(build: Build) -> None:
    built = word(build, "![One](dot.png)\n\n![Two](dot.png)\n", **{"dot.png": PNG})
    document = opened(built.path("brief.docx"))

    images = [rel for rel in document.part.rels.values() if rel.reltype.endswith("/image")]
    assert (len(document.inline_shapes), len(images)) == (2, 1)


def test_images_that_cannot_be_set(build: Build) -> None:
    body = (
        "![missingalt](missing.png)\n\n![remotealt](https://example.org/x.png)\n\n"
        "![truncatedalt](truncated.png)\n\n![linkingalt](linking.svg)\n\n"
        "![hugealt](huge.png)\n\n![outsidealt](outside.png)"
    )
    linking = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="'
    huge = PNG[:16] + (20_000).to_bytes(4) * 2 + PNG[24:]
    built = build(
        {
            "brief.md": HEAD + body,
            "truncated.png": PNG[:50],
            "linking.svg": linking + b'file:///etc/hostname" width="5" height="5"/></svg>',
            "huge.png": huge,
        },
        "briefdocx",
        # Otherwise the page is read without them.
        conf={**CONF, "briefing_allow": ["outside-files", "remote-images"]},
    )
    outside = built.root / "outside.png"
    outside.write_bytes(PNG)
    (built.src / "outside.png").symlink_to(outside)
    built.again({"brief.md": HEAD + body + "\n\nMore.\n"})

    said = [warning for warning in built.warnings if warning.endswith("[briefing.docx]")]
    assert [re.search(r"the image (\S+)", warning)[1] for warning in said] == [  # type: ignore[index]
        "https://example.org/x.png",
        "truncated.png",
        "linking.svg",
        "huge.png",
        "../outside.png",
    ]
    assert all(re.match(r"brief\.md:\d+: ", warning) for warning in said)
    shown = words_of(built)
    for alt in ("missing", "remote", "truncated", "linking", "huge", "outside"):
        assert f"[{alt}alt]" in shown


def test_a_format_that_word_does_not_show(build: Build) -> None:
    built = word(build, "![Altwords](drawing.tiff)\n", **{"drawing.tiff": b"II*"})

    assert "a Word file cannot hold the format .tiff" in built.warnings[-1]
    assert "[Altwords]" in words_of(built)


def test_an_image_without_words_is_said_where_it_stands(build: Build) -> None:
    built = word(build, "Text.\n\n![](dot.png)\n", **{"dot.png": PNG})

    (warning,) = built.warnings
    assert warning.startswith("brief.md:11: WARNING: the image dot.png has no alternative")


def test_a_drawing_without_bounds_is_drawn_within_bounds(build: Build) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="900000" height="300000"></svg>'
    built = word(build, "![Vast](vast.svg)\n", **{"vast.svg": svg})
    (shape,) = opened(built.path("brief.docx")).inline_shapes

    assert built.warnings == []
    assert shape.width.pt < 500


# -- formulas --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("latex", "parts"),
    [
        ("a^2", "sSup"), ("x_i^2", "sSubSup"), (r"\frac{a}{b}", "f"), (r"\sqrt[3]{x}", "rad"),
        (r"\sum_{i=1}^n i = 1", "nary"), (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", "d m mr"),
        (r"\hat{x}", "acc"), (r"\underbrace{a+b}_{c}", "limLow groupChr"),
        (r"\lim_{x\to 0} x", "limLow"), (r"a \text{ if } b", "nor"),
        (r"\begin{cases}1&x>0\\0\end{cases}", "d m"), (r"\begin{align}a&=b\\c&=d\end{align}", "m"),
    ],
)  # fmt: skip
def test_formulas_are_equations_of_word(latex: str, parts: str) -> None:
    made = equation(latex, display=True)

    assert made.tag == qn("m:oMath")
    for part in parts.split():
        assert next(made.iter(qn(f"m:{part}")), None) is not None


def test_a_large_operator_takes_what_follows_it() -> None:
    (large, *rest) = equation(r"\sum_{i=1}^n i + 2 = \int x")

    assert text_of(large.find(qn("m:e"))) == "i+2"
    assert "".join(text_of(part) for part in rest).startswith("=")


def test_displays_have_a_line_and_numbers_stay(build: Build) -> None:
    built = word(build, "$$\na = b\n$$\n\n$$\nc = d\n$$ (eq)\n\nInline $e^2$ words.\n")
    body = body_of(built)

    assert built.warnings == []
    assert len(list(body.iter(qn("m:oMathPara")))) == 1
    assert len(list(body.iter(qn("m:oMath")))) == 3
    assert "c=d (1)" in words_of(built)
    assert "Inline e2 words." in words_of(built)


def test_a_formula_that_is_not_understood_is_set_as_its_source(build: Build) -> None:
    built = word(build, "Text $\\frac{$ and\n\n$$\n\\nosuch x\n$$\n")

    assert len(built.warnings) == 2
    assert all(re.match(r"brief\.md:\d+: WARNING: a formula is set", w) for w in built.warnings)
    assert r"Text \frac{ and \nosuch x" in words_of(built)


@given(st.text(alphabet=r"ab\{}_^&12 +=()[]|frcsqtlemin", max_size=40))
def test_any_formula_is_an_equation_or_refused(latex: str) -> None:
    with contextlib.suppress(FormulaRefused):
        assert displayed(latex).tag == qn("m:oMathPara")


# -- directions ------------------------------------------------------------------------------


def test_right_to_left_paragraphs_and_words(build: Build) -> None:
    built = word(build, "السلام عليكم\n\nThe word שלום is Hebrew.\n")
    paragraphs = {p.text: p._p for p in opened(built.path("brief.docx")).paragraphs}
    arabic = paragraphs["السلام عليكم"]
    english = paragraphs["The word שלום is Hebrew."]

    assert arabic.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
    assert english.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is None
    marked = [
        text_of(r) for r in english.iter(qn("w:r")) if r.find(f".//{qn('w:rtl')}") is not None
    ]
    assert marked == ["שלום"]


@pytest.mark.parametrize(
    ("text", "turned"),
    [("12", False), ("a word, ש", False), ("a שלום", True), ("(שלום) a", True)],
)
def test_a_paragraph_runs_as_most_of_its_letters_do(build: Build, text: str, turned: bool) -> None:
    paragraphs = opened(word(build, f"{text}\n").path("brief.docx")).paragraphs
    [found] = [paragraph for paragraph in paragraphs if paragraph.text == text]
    assert bool(found._p.xpath("w:pPr/w:bidi")) is turned


# -- other extensions ------------------------------------------------------------------------


def test_a_node_that_nobody_knows_keeps_its_content(build: Build) -> None:
    extension = """
    from docutils import nodes
    from docutils.parsers.rst import Directive

    class oddbox(nodes.General, nodes.Element): pass
    class taught(nodes.General, nodes.Element): pass

    class Odd(Directive):
        has_content = True
        kind = oddbox
        def run(self):
            node = self.kind()
            self.state.nested_parse(self.content, self.content_offset, node)
            return [node]

    class Taught(Odd):
        kind = taught

    def visit(self, node):
        with self.paragraph("Quote"):
            self.text("Start")

    def setup(app):
        app.add_directive("odd", Odd)
        app.add_directive("taught", Taught)
        app.add_node(taught, docx=(visit, lambda self, node: self.text("End")))
        return {"parallel_read_safe": True}
    """
    body = ":::{odd}\nOddwords.\n:::\n\n:::{odd}\nMore.\n:::\n\n:::{taught}\nTaughtwords.\n:::\n"
    setup = "import sys\nfrom pathlib import Path\nsys.path.insert(0, str(Path(__file__).parent))\n"
    built = build(
        {
            "brief.md": HEAD + body,
            "odd_word_extension.py": extension,
            "conf.py": setup + "\n".join(f"{k} = {v!r}" for k, v in BASE_CONF.items()),
        },
        "briefdocx",
        conf={"extensions": [*BASE_CONF["extensions"], "odd_word_extension"]},  # type: ignore[misc]
    )

    assert len(built.warnings) == 1
    assert "does not know the node oddbox" in built.warnings[0]
    assert "Oddwords. More. Start Taughtwords. End" in words_of(built)


def test_cards_tabs_and_dropdowns_are_flattened_in_reading_order(build: Build) -> None:
    body = (
        "::::{grid} 2\n:::{grid-item-card} Cardtitle\nCardbody\n:::\n"
        ":::{grid-item-card} Second\n:link: https://example.org/\nSecondbody\n:::\n::::\n\n"
        "::::{tab-set}\n:::{tab-item} Tabone\nTabbody\n:::\n:::{tab-item} Tabtwo\nOther\n"
        ":::\n::::\n\n:::{dropdown} Droptitle\nDropbody\n:::\n\n{bdg}`Badge`\n\n"
        ":::{button-link} https://example.org/button\nButton\n:::\n"
    )
    built = build(
        {"brief.md": HEAD + body},
        "briefdocx",
        conf={**CONF, "extensions": [*BASE_CONF["extensions"], "sphinx_design"]},  # type: ignore[misc]
    )

    assert built.warnings == []
    wanted = (
        "Cardtitle Cardbody Second Secondbody https://example.org/ Tabone Tabbody Tabtwo Other "
        "Droptitle Dropbody Badge Button"
    )
    assert wanted in words_of(built)


def test_languages_with_words_of_their_own_are_coloured(build: Build) -> None:
    built = word(build, "```yaml\nkey: [plain, 1]\n```\n\n```json\nnot json at all {\n```\n")

    assert "key: [plain, 1]" in words_of(built)
    assert "not json at all {" in words_of(built)


def test_a_paragraph_of_nothing_but_code_keeps_its_lines(build: Build) -> None:
    built = word(build, "```python\ndef f():\n    return 1\n\n\nf()\n```\n")
    (listing,) = [
        one
        for one in opened(built.path("brief.docx")).paragraphs
        if one.style is not None and one.style.name == "HTML Preformatted"
    ]

    assert listing.text == "def f():\n    return 1\n\n\nf()"
    assert any(run.bold for run in listing.runs)
