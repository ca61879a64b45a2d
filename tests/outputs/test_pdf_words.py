"""Nothing is lost: the words of PDFs are those of the pages."""

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pikepdf
import pytest

from tests.support import Built, build_project
from tests.word import body_words_of_pdf, lost_characters, lost_words, words_of_html

pytest.importorskip("typst")
pytestmark = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="needs pdftotext of Poppler"
)

DOCS = Path(__file__).parents[2] / "docs"
CONF = {"briefing_pdf_urls": "no"}
"""Without the addresses of links, which HTML does not print."""


@pytest.fixture(scope="module")
def torture(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_project(tmp_path_factory.mktemp("t") / "p", "torture", "briefpdf", conf=CONF)


@pytest.fixture(scope="module")
def torture_html(torture: Built) -> Built:
    return torture.afresh(builder="html")


def test_torture_says_what_it_could_not_set_and_nothing_else(torture: Built) -> None:
    said = [re.sub(r":\d+:", ":", warning) for warning in torture.warnings]

    # What any builder says of these pages.
    assert [w for w in said if not w.endswith("[briefing.pdf]")] == [
        "myst.md: WARNING: Strikethrough is currently only supported in HTML output "
        "[myst.strikethrough]",
        "nodes.rst: WARNING: Footnote [#] is not referenced. [ref.footnote]",
        "nodes.rst: WARNING: Citation [Other2] is not referenced. [ref.citation]",
        "nodes.rst: WARNING: Pygments lexer name 'no-such-language-at-all' is not known "
        "[misc.highlighting_failure]",
    ]
    assert [w.removesuffix(" [briefing.pdf]") for w in said if w.endswith("[briefing.pdf]")] == [
        "myst.md: WARNING: briefpdf does not know the node fontawesome: only its content is in "
        "the PDF",
        "myst.md: WARNING: briefpdf leaves out raw html: it has no meaning in a PDF; what is lost "
        "is '<div class=\"x\">Rawhtml</div>'",
        "nodes.rst: WARNING: briefpdf leaves out raw html: it has no meaning in a PDF; what is "
        "lost is '<b>rawhtmlword</b>'",
        "nodes.rst: WARNING: a formula is set as its source in the PDF: 0: Unknown command "
        '"\\unknowncommand".',
        "nodes.rst: WARNING: briefpdf does not know the node oddbox: only its content is in "
        "the PDF",
        "nodes.rst: WARNING: briefpdf does not know the node drawn: only its code is in the PDF",
    ]


@pytest.mark.parametrize("page", ["nodes", "myst"])
def test_torture_is_accessible_and_archivable(torture: Built, page: str) -> None:
    with pikepdf.open(torture.path(f"{page}.pdf")) as document:
        metadata = document.open_metadata()
        assert metadata.pdfa_status == "2A"
        assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert "/StructTreeRoot" in document.Root


def test_other_programs_read_the_metadata(torture: Built) -> None:
    run = subprocess.run(
        ["pdfinfo", "-isodates", str(torture.path("nodes.pdf"))],
        capture_output=True,
        check=True,
        text=True,
    )
    facts = dict(re.findall(r"^([^:\n]+):\s+(.*)$", run.stdout, flags=re.MULTILINE))

    assert facts["Title"] == "Every node titleword"
    assert facts["Author"] == "Test desk"
    assert facts["Subject"] == "Summaryword of the brief."
    assert facts["CreationDate"].startswith("2026-02-23")
    assert facts["Tagged"] == "yes"


def test_torture_loses_no_word_of_restructuredtext(torture: Built, torture_html: Built) -> None:
    page = words_of_html(torture_html.text("nodes.html"), formulas=False)
    lost = lost_words(page, body_words_of_pdf(torture.path("nodes.pdf")))

    # The kind is set in capitals, an abbreviation is explained; two words are for HTML alone.
    expected = ["Research", "brief", "EU,", "Nothtmlword.", "rawhtmlword"]
    assert lost == Counter(expected)


def test_torture_loses_no_word_of_markdown(torture: Built, torture_html: Built) -> None:
    page = words_of_html(torture_html.text("myst.html"), formulas=False)
    lost = lost_words(page, body_words_of_pdf(torture.path("myst.pdf")))

    assert lost == Counter(["Research", "brief", "MD,", "Rawhtml"])


@pytest.fixture(scope="module")
def manual(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The manual, every page a brief."""
    root = tmp_path_factory.mktemp("manual") / "p"
    source = root / "source"
    shutil.copytree(DOCS, source)
    for path in source.glob("*.md"):
        front = f"---\nbrief:\n  kind: meeting\n  reference: {path.stem}\n  date: 2026-02-23\n---\n"
        path.write_text(front + path.read_text(encoding="utf-8"), encoding="utf-8")
    files = {
        path.relative_to(source).as_posix(): path.read_bytes()
        for path in sorted(source.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
    more = {"html_theme": "basic", "briefing_annexes": [], "briefing_autolink": "off"}
    return build_project(root / "built", files, "briefpdf", conf={**CONF, **more})


def test_the_manual_loses_no_word(manual: Built) -> None:
    html = manual.afresh(builder="html")
    # The line above the title is in capitals.
    kinds = Counter(["Meeting", "Flash", "brief"])

    # A manual is no brief: it is longer, and speaks of likelihood as it likes.
    assert [warning for warning in manual.warnings if warning.endswith("[briefing.pdf]")] == []
    assert len(manual.files()) >= 12
    for name in manual.files():
        page = words_of_html(html.text(name.replace(".pdf", ".html")))
        file = body_words_of_pdf(manual.path(name))
        assert lost_words(page, file) - kinds == Counter(), name
        assert lost_characters(page, file) <= Counter("MeetingFlashbrief"), name
