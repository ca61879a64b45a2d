"""Briefs that nobody should write: whole in every output, inside its pages."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.corpus import brief, page, plain, record
from tests.support import Built, build_project
from tests.word import opened, text_of

NAME = "Donaudampfschiffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft"
TITLE = "A title of many words that nobody has cut " * 7
ACTOR = record("actor", NAME, kind="organisation") + record("actor", "Desk", kind="group")
MANY = "".join(
    record("judgement", f"Judgement {number} holds", id=f"j{number}", likelihood="likely")
    for number in range(200)
)
SOURCES = "".join(record("source", f"Source {n}", id=f"s{n}") for n in range(300))
HEBREW = "ההערכה היא שההסכם יחזיק מעמד"
FILES = {
    "r.md": page(
        {}, ACTOR + "".join(record("source", f"Source {n}", id=f"s{n}") for n in range(300))
    ),
    "many.md": brief("## Part\n\nWords.\n\n" + MANY, title=TITLE, summary="", authors=[NAME]),
    "long.md": brief(
        f"## Part\n\n{{actor}}`{NAME}`\n\n"
        + record("judgement", f"{NAME} {TITLE}" * 9, id="j", likelihood="remote chance")
        + record("recommendation", f"{NAME}{NAME}", id="r", to=f"{NAME}, Desk", priority=NAME),
        title=f"{NAME}{NAME}",
        reference=NAME,
        summary=f"{NAME} {NAME}",
        authors=[NAME, NAME],
    ),
    "cited.md": brief("## Part\n\n" + " ".join(f"{{source}}`s{n}`" for n in range(300))),
    "right.md": brief(
        f"## {HEBREW}\n\n"
        + record("judgement", HEBREW, id="right", likelihood="likely", confidence="high")
        + record("recommendation", HEBREW, id="do", to="Desk", due="2026-03-01"),
        title=HEBREW,
        summary=HEBREW,
    ),
    "bare.md": "---\nbrief:\n  date: 2026-02\n---\n# Bare\n",
}
CONF = {"briefing_checks": {"section": "off"}}


@pytest.fixture(scope="module")
def website(tmp_path_factory: pytest.TempPathFactory) -> Built:
    built = build_project(tmp_path_factory.mktemp("bad") / "p", FILES, conf=CONF)
    assert built.warnings == []
    return built


@pytest.fixture(scope="module")
def pdfs(website: Built) -> Built:
    built = website.afresh(builder="briefpdf")
    assert built.warnings == []
    return built


def boxes(path: Path) -> list[tuple[float, float, str]]:
    """The left and right edges of all words of a PDF, as shares of its page."""
    command = ["pdftotext", "-bbox", str(path), "-"]
    shown = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    wide = float(re.findall(r'<page width="([\d.]+)"', shown)[0])
    words = re.findall(r'<word xMin="([\d.-]+)"[^>]*xMax="([\d.-]+)"[^>]*>(.*?)</word>', shown)
    return [(float(left) / wide, float(right) / wide, word) for left, right, word in words]


@pytest.mark.parametrize("name", ["many", "long", "cited", "right", "bare"])
def test_a_pdf_keeps_all_words_inside_its_pages(pdfs: Built, name: str) -> None:
    margin = 26 / 210
    outside = [
        word
        for left, right, word in boxes(pdfs.path(f"{name}.pdf"))
        if left < margin - 0.01 or right > 1 - margin + 0.01
    ]
    assert outside == []


def test_none_of_many_is_lost(website: Built, pdfs: Built) -> None:
    words = " ".join(word for *_edges, word in boxes(pdfs.path("many.pdf")))
    word = text_of(opened(website.afresh(builder="briefdocx").path("many.docx")).element.body)
    html = plain(website.text("many.html"))
    for text in (html, words, " ".join(word.split())):
        for number in range(200):
            # In the front, and where it is written.
            assert len(re.findall(rf"Judgement {number} holds", text)) >= 2
    assert re.findall(r"\[\d+\]", " ".join(word for *_e, word in boxes(pdfs.path("cited.pdf"))))


def test_word_columns_stay_within_the_text(website: Built) -> None:
    built = website.afresh(builder="briefdocx")
    assert built.warnings == []
    for name in ("long", "right"):
        document = opened(built.path(f"{name}.docx"))
        section: Any = document.sections[0]
        room = section.page_width - section.left_margin - section.right_margin
        for table in document.tables:
            assert sum(column.width for column in table.columns) <= room


@pytest.mark.parametrize("language", ["en", "he"])
def test_what_is_first_has_its_columns_where_the_page_has_them(
    tmp_path: Path, language: str
) -> None:
    built = build_project(
        tmp_path, {"right.md": FILES["right.md"], "r.md": page({}, ACTOR)}, "briefpdf",
        conf={**CONF, "language": language},
    )  # fmt: skip
    places = boxes(built.path("right.pdf"))
    number = next(left for left, _right, word in places if word == "R1")
    likely = next(left for left, _right, word in places if word == "Likely")
    begins = language == "en"
    assert (number < 0.5) is begins
    assert (likely > 0.5) is begins


@pytest.mark.parametrize("language", ["en", "he"])
def test_tables_of_word_files_begin_where_the_language_does(tmp_path: Path, language: str) -> None:
    table = "| One | Two |\n|---|---|\n| a | b |\n"
    files = {"right.md": FILES["right.md"] + table, "r.md": page({}, ACTOR)}
    built = build_project(tmp_path, files, "briefdocx", conf={**CONF, "language": language})
    tables = opened(built.path("right.docx")).tables
    assert len(tables) == 3
    turned = [bool(table._tbl.tblPr.xpath("w:bidiVisual")) for table in tables]
    assert turned == [language == "he"] * 3
