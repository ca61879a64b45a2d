"""The translator: every node keeps its words, and nothing that was written becomes code."""

import contextlib
import io
import re

import pikepdf
import pypdf
import pytest
from docutils import nodes
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_briefing.builders.paper.mathml import FormulaRefused
from sphinx_briefing.builders.paper.table_grid import grid
from sphinx_briefing.builders.pdf.formulas import formula
from tests.support import BASE_CONF, ROOTS, Build, Built, Content, build_project

pytest.importorskip("typst")

CONF = {
    "extensions": [*BASE_CONF["extensions"], "sphinx_briefing.builders.pdf"],  # type: ignore[misc]
    "myst_enable_extensions": [
        "colon_fence",
        "deflist",
        "dollarmath",
        "strikethrough",
        "tasklist",
    ],
}
HEAD = "---\nbrief:\n  kind: policy\n  reference: N-1\n  date: 2026-02-23\n---\n# Title\n\n"
PNG = (ROOTS / "pdf-every-node" / "square.png").read_bytes()


def pdf(build: Build, body: str, **files: Content) -> Built:
    return build({"brief.md": (HEAD + body).encode(), **files}, "briefpdf", conf=CONF)


def text_of(built: Built) -> str:
    pages = pypdf.PdfReader(io.BytesIO(built.path("brief.pdf").read_bytes())).pages
    return " ".join("\n".join(page.extract_text() for page in pages).split())


def is_tagged(built: Built) -> bool:
    document = pikepdf.open(io.BytesIO(built.path("brief.pdf").read_bytes()))
    return "/StructTreeRoot" in document.Root


@pytest.fixture(scope="module")
def every_node(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("every")
    return build_project(
        folder, "pdf-every-node", "briefpdf", conf={"extensions": CONF["extensions"]}
    )


@pytest.fixture(scope="module")
def every_text(every_node: Built) -> str:
    return text_of(every_node)


def test_every_node_is_accessible_and_warned_about_once(every_node: Built) -> None:
    (footnote, raw) = every_node.warnings
    assert footnote.endswith("Footnote [#] is not referenced. [ref.footnote]")
    assert "leaves out raw html" in raw
    assert is_tagged(every_node)


@pytest.mark.parametrize(
    "words",
    """Titleword Summaryword emphasis strong lowered raised replacedword literalword codeword
    doctestword defterm classifierword Definitionword fieldname Fieldvalue Blockquoteword
    Attributionword Noteword Tipword Hintword Importantword Attentionword Cautionword Dangerword
    Errorword Warningword Seealsoword Admonitionword Topictitle Topicword Sidebartitle
    Subtitleword Sidebarword Rubricword Addedword Epigraphword Containerword Compoundword
    Centeredword Hone Htwo glossterm Glossdefinition funcname Functionword Paramword
    Gridcaption Head3 c13 c22 c32 s11 s21 Listcaption LH4 csvtwo Figurecaption Legendword Lastword
    Symbolnote Numberednote Orphannote Citationword""".split(),
)
def test_every_node_keeps_its_words(every_text: str, words: str) -> None:
    assert words.casefold() in every_text.casefold()


@pytest.mark.parametrize(
    "words",
    [
        "EU (European Union)", "[Cit2026]", "(a) lettered", "iv. roman four", "--bravo=FILE",
        "Plain <literal> block # with $signs$", "Table 1 Gridcaption", "Fig. 1 Figurecaption",
        "Automatic note with emphasis and a second note", "Second paragraph of the note.",
        "funcname(a: int, b: str = 'x', *args) → bool", "Deprecated since version 2.0",
    ],
)  # fmt: skip
def test_every_node_keeps_its_phrases(every_text: str, words: str) -> None:
    assert words in every_text


@pytest.mark.parametrize("words", ["hiddencomment", "rawhtmlword", "indexword", "Nothtmlword"])
def test_what_is_not_printed_is_not_there(every_text: str, words: str) -> None:
    assert words not in every_text


HOSTILE = r'#eval("1") $x$ @ref <lbl> \" */ // ] [ } { ` ~ = + - #{panic()} \u{41} "quote"'


@pytest.mark.parametrize(
    "template",
    [
        "{}",
        "```\n{}\n```",
        "    {}",
        "- item\n\n      {}",
        ":::{{admonition}} T\n```\n{}\n```\n:::",
    ],
)
def test_markup_of_typst_is_only_text(build: Build, template: str) -> None:
    escaped = "".join(f"\\{c}" if c in '\\`*_{}[]<>#$~+-=@"/' else c for c in HOSTILE)
    built = pdf(build, template.format(HOSTILE if template != "{}" else escaped))

    assert built.warnings == []
    assert is_tagged(built)
    shown = text_of(built)
    # Sphinx makes quotation marks and dashes typographic in prose, as it does in HTML.
    for words in ("#eval(", "$x$ @ref <lbl> ", "*/ //", "#{panic()} \\u{41}"):
        assert words in shown


def test_hostile_title_and_summary(build: Build) -> None:
    front = HEAD.replace("N-1", "'#x $ \" \\ */ ]'").replace("# Title", '# T \\# $ @ " \\\\ \\] }')
    built = build({"brief.md": front.encode()}, "briefpdf", conf=CONF)

    assert built.warnings == []
    assert '#x $ " \\ */ ]' in text_of(built)


def test_control_characters_are_left_out(build: Build) -> None:
    built = pdf(build, "be\x01fo\x0bre zero\u200dwidth\u200b jo\ufffein\u2028er\n")

    assert is_tagged(built)
    assert built.warnings == []


def test_very_long_words_stay_on_the_page(build: Build) -> None:
    built = pdf(build, f"{'x' * 10_000}\n\n`{'y' * 500}`\n\n```\n{'z' * 500}\n```\n")

    assert built.warnings == []
    shown = text_of(built)
    assert (shown.count("x"), shown.count("y"), shown.count("z")) == (10_000, 500, 500)
    widest = max(len(run) for run in re.findall(r"x+|y+|z+", shown))
    assert widest < 120


def test_deep_nesting_keeps_the_words(build: Build) -> None:
    lists = "".join(f"{'  ' * level}- level{level}x\n" for level in range(9))
    quotes = "".join(f"{'>' * level} quote{level}x\n\n" for level in range(1, 19))
    boxes = "".join(f"{':' * (30 - level)}{{note}}\nbox{level}x\n" for level in range(14))
    boxes += "".join(f"{':' * (30 - level)}\n" for level in reversed(range(14)))
    built = pdf(build, f"{lists}\n\ntext\n\n{quotes}\n\n{boxes}")

    shown = text_of(built)
    assert all(f"level{level}x" in shown for level in range(9))
    assert all(f"quote{level}x" in shown for level in range(1, 19))
    assert all(f"box{level}x" in shown for level in range(14))
    assert built.warnings == []


def test_a_very_wide_table(build: Build) -> None:
    def row(words: list[str]) -> str:
        return f"|{'|'.join(words)}|\n"

    table = row([f"c{n}" for n in range(200)]) + row(["-"] * 200) + row(["v"] * 200)
    built = pdf(build, table)

    (warning,) = built.warnings
    assert warning.startswith("brief.md:9: WARNING: a table of 200 columns is wider than any page")
    shown = text_of(built)
    assert all(f"c{n}" in shown.split() for n in range(200))
    assert shown.split().count("c0") == 17  # beside each part
    assert is_tagged(built)


def test_a_table_of_ten_columns_turns_its_page(build: Build) -> None:
    rows = f"|{'word|' * 10}\n|{'---|' * 10}\n|{'cell|' * 10}\n"
    reader = pypdf.PdfReader(io.BytesIO(pdf(build, rows).path("brief.pdf").read_bytes()))

    assert [page.mediabox.width > page.mediabox.height for page in reader.pages] == [False, True]


def test_header_rows_are_repeated(build: Build) -> None:
    rows = "".join(f"| row {n} | words |\n" for n in range(150))
    built = pdf(build, f"| Headword | Other |\n|---|---|\n{rows}")
    pages = pypdf.PdfReader(io.BytesIO(built.path("brief.pdf").read_bytes())).pages

    assert len(pages) > 3
    assert all("Headword" in page.extract_text() for page in pages)


def test_a_footnote_is_at_the_foot_of_its_page_and_once(build: Build) -> None:
    built = pdf(build, "One[^a] two[^a].\n\n" + "Filler. " * 1500 + "\n\n[^a]: Notetext here.\n")
    pages = pypdf.PdfReader(io.BytesIO(built.path("brief.pdf").read_bytes())).pages

    assert "Notetext" in pages[0].extract_text()
    assert text_of(built).count("Notetext") == 1


def test_footnotes_that_refer_to_each_other(build: Build) -> None:
    body = "Text[^a].\n\n## Head[^a]\n\n[^a]: Alpha[^b]\n\n[^b]: Beta[^a]\n"
    shown = text_of(pdf(build, body))

    assert shown.count("Alpha") == shown.count("Beta") == 1


def test_images_that_cannot_be_set(build: Build) -> None:
    body = (
        "![missingalt](missing.png)\n\n![remotealt](https://example.org/x.png)\n\n"
        "![truncatedalt](truncated.png)\n\n![linkingalt](linking.svg)\n\n![outsidealt](outside.png)"
    )
    linking = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="'
    built = build(
        {
            "brief.md": HEAD + body,
            "truncated.png": PNG[:50],
            "linking.svg": linking + b'file:///etc/hostname" width="5" height="5"/></svg>',
        },
        "briefpdf",
        # Otherwise the page is read without them.
        conf={**CONF, "briefing_allow": ["outside-files", "remote-images"]},
    )
    outside = built.root / "outside.png"
    outside.write_bytes(PNG)
    (built.src / "outside.png").symlink_to(outside)
    built.again({"brief.md": HEAD + body + "\n\nMore.\n"})

    said = [warning for warning in built.warnings if warning.endswith("[briefing.pdf]")]
    assert [re.search(r"the image (\S+)", warning)[1] for warning in said] == [  # type: ignore[index]
        "https://example.org/x.png",
        "truncated.png",
        "linking.svg",
        "../outside.png",
    ]
    assert all(re.match(r"brief\.md:\d+: ", warning) for warning in said)
    assert "outside the project" in said[-1]
    shown = text_of(built)
    for alt in ("missingalt", "remotealt", "truncatedalt", "linkingalt", "outsidealt"):
        assert f"[{alt}]" in shown


def test_an_image_without_words_is_said_where_it_stands(build: Build) -> None:
    built = pdf(build, "Text.\n\n![](dot.png)\n", **{"dot.png": PNG})

    assert built.warnings[0].startswith(
        "brief.md:11: WARNING: the image dot.png has no alternative"
    )
    assert "is untagged" in built.warnings[1]
    assert not is_tagged(built)


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

    def setup(app):
        app.add_directive("odd", Odd)
        app.add_directive("taught", Taught)
        app.add_node(taught, typst=(
            lambda self, node: self.put('strong("Start")'),
            lambda self, node: self.put('strong("End")'),
        ))
        return {"parallel_read_safe": True}
    """
    body = ":::{odd}\nOddwords.\n:::\n\n:::{odd}\nMore.\n:::\n\n:::{taught}\nTaughtwords.\n:::\n"
    conf = {**CONF, "extensions": [*CONF["extensions"], "odd_extension"]}
    setup = "import sys\nfrom pathlib import Path\nsys.path.insert(0, str(Path(__file__).parent))\n"
    built = build(
        {
            "brief.md": HEAD + body,
            "odd_extension.py": extension,
            "conf.py": setup + "\n".join(f"{k} = {v!r}" for k, v in BASE_CONF.items()),
        },
        "briefpdf",
        conf=conf,
    )

    assert [warning for warning in built.warnings if "oddbox" in warning] == built.warnings
    assert len(built.warnings) == 1
    shown = text_of(built)
    assert "Oddwords. More." in shown
    assert "Start Taughtwords. End" in shown


spans = st.tuples(st.integers(0, 4), st.integers(0, 4))


@given(rows=st.lists(st.lists(spans, max_size=6), max_size=6), columns=st.integers(1, 8))
def test_a_grid_has_neither_holes_nor_overlaps(
    rows: list[list[tuple[int, int]]], columns: int
) -> None:
    entries = [[nodes.entry(morecols=c, morerows=r) for c, r in row] for row in rows]
    laid = grid(grid_rows := entries, columns)
    taken = [
        (cell.row + r, cell.column + c)
        for row in laid.rows
        for cell in row
        for r in range(cell.rows)
        for c in range(cell.columns)
    ]

    assert len(taken) == len(set(taken))
    assert set(taken) == {(r, c) for r in range(len(rows)) for c in range(laid.columns)}
    kept = [cell.node for row in laid.rows for cell in row if cell.node is not None]
    assert [id(entry) for row in grid_rows for entry in row] == [id(entry) for entry in kept]


# -- code and formulas -----------------------------------------------------------------------


def test_listings_have_the_colours_of_the_project_and_their_numbers(build: Build) -> None:
    code = "def shown(x):\n\treturn 'word'\n"
    body = (
        f"Note.[^n]\n\n```{{code-block}} python\n:linenos:\n:lineno-start: 41\n{code * 40}```\n\n"
    )
    built = pdf(build, body + "[^n]: A [link](https://example.org/).\n")

    assert built.warnings == []
    assert is_tagged(built)
    shown = text_of(built)
    assert "41 def shown(x): 42 return 'word'" in shown
    document = pikepdf.open(io.BytesIO(built.path("brief.pdf").read_bytes()))
    colours = {
        tuple(round(float(part), 2) for part in step.operands)
        for page in document.pages
        for step in pikepdf.parse_content_stream(page, "sc scn rg")
        if isinstance(step, pikepdf.ContentStreamInstruction) and len(step.operands) == 3
    }
    # Keywords and strings in the style that Sphinx's HTML has by default.
    assert (0.0, 0.44, 0.13) in colours
    assert (0.25, 0.44, 0.63) in colours


FORMULAS = r"""
a^2 + b_1
\frac{a}{b} + \sqrt{x} + \sqrt[3]{y} + \binom{n}{k}
\left( \sum_{i=1}^{n} x_i \right)^{2} = \prod_{k} \int_0^1 f'(x)\,dx
\hat{x} \bar{y} \vec{v} \overline{ab} \underline{c} \overbrace{a+b}^{n} \underbrace{c}_{m}
\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}
f(x) = \begin{cases} 1 & x > 0 \\ 0 & \text{else} \end{cases}
\begin{aligned} a &= b \\ &= c \end{aligned}
\lim_{x \to 0} \sin x \xrightarrow{f} \mathbb{R} \mathbf{v} \mathrm{kg} \boxed{y} \cancel{z}
\left. x \right|_0 \quad |y| \phantom{x} \sideset{}{'}\sum
P(A \mid B) = \frac{P(B \mid A)\,P(A)}{P(B)}
"""


@pytest.mark.parametrize("latex", FORMULAS.strip().splitlines())
def test_formulas_are_set_with_their_source_as_alternative_text(build: Build, latex: str) -> None:
    built = pdf(build, f"In ${latex}$ text.\n\n$$\n{latex}\n$$ (eq)\n")

    assert built.warnings == []
    document = pikepdf.open(io.BytesIO(built.path("brief.pdf").read_bytes()))
    alternatives = [
        str(found.Alt)
        for found in document.objects
        if isinstance(found, pikepdf.Dictionary) and found.get("/S") == "/Formula"
    ]
    assert alternatives == [" ".join(latex.split())] * 2
    assert "(1)" in text_of(built)
    assert "\\" not in text_of(built)


def test_a_formula_that_is_not_understood_stands_as_its_source(build: Build) -> None:
    built = pdf(build, "In $\\nosuchthing{x}$ text.\n")

    (warning,) = built.warnings
    assert warning.startswith("brief.md:9: WARNING: a formula is set as its source in the PDF: ")
    assert "\\nosuchthing{x}" in text_of(built)
    assert is_tagged(built)


@settings(deadline=None)  # the first formula loads what reads them
@given(st.text(st.sampled_from("abx12+-=^_{}\\ &()[]|'.,frac"), max_size=30))
def test_no_formula_breaks_the_builder(latex: str) -> None:
    with contextlib.suppress(FormulaRefused):
        made = formula(latex)
        assert made.startswith("math.equation(") if latex.strip() else made == "[]"


def test_markdown_breaks_lines_and_strikes_words(build: Build) -> None:
    built = pdf(build, "One\\\ntwo ~~three~~ four.\n")

    assert "One two three four." in text_of(built)
    assert all(warning.endswith("[myst.strikethrough]") for warning in built.warnings)


def test_text_after_text_of_any_kind_is_there(build: Build) -> None:
    """Runs of what breaks markup languages, in every kind of block."""
    odd = [
        "#",
        "$",
        "@",
        "\\",
        '"',
        "*/",
        "]",
        "//",
        "`",
        "<x>",
        "\u200d",
        "\u202ea\u202c",
        "\x07",
        "{{",
    ]
    rows = "".join(
        f"{name}\n   {text} w{number}\n\n.. note:: {text} n{number}\n\n| {text} l{number}\n\n"
        f"::\n\n   {text} c{number}\n\n"
        for number, (name, text) in enumerate(
            (f"t{n}", o.replace("\\", "\\\\")) for n, o in enumerate(odd)
        )
    )
    front = ":brief:\n   :kind: policy\n   :reference: N-1\n   :date: 2026-02-23\n\n"
    built = build({"brief.rst": f"{front}Title\n=====\n\n{rows}".encode()}, "briefpdf")

    assert [warning for warning in built.warnings if "[briefing.pdf]" in warning] == []
    assert is_tagged(built)
    shown = text_of(built)
    lost = [f"{k}{n}" for k in "wnlc" for n in range(len(odd)) if f"{k}{n}" not in shown]
    assert lost == []
