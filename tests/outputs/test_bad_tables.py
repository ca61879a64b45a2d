"""Tables that nobody should write: every word in its cell, and every cell on its page."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.corpus import brief, page, record
from tests.support import Built, build_project

WORD = "Donaudampfschiffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft"
WIDE = "".join(
    "| " + " | ".join(row) + " |\n"
    for row in (
        [f"H{column}" for column in range(40)],
        ["---"] * 40,
        [WORD if column == 3 else f"c{column}" for column in range(40)],
    )
)
REGISTER = "".join(
    record("actor", f"{letter}{WORD}", id=f"a{letter}", kind="organisation")
    + record("topic", f"{letter}{WORD}t", id=f"t{letter}")
    + record("source", f"{letter}{WORD}s", id=f"s{letter}", publisher=WORD, url="https://a.org/x")
    + record(
        "event", f"{WORD}{letter}", date="2026-01-02", place=WORD, actors=f"a{letter}"
    )
    for letter in "ABCDEF"
) + "".join(
    record(
        "position", f"{WORD}", id=f"p{who}{on}", by=f"a{who}", topic=f"t{on}", stance="for",
        date="2026-01-03", source=f"s{who}",
    )
    for who in "ABCDEF"
    for on in "ABCDEF"
)  # fmt: skip
FILES = {
    "register.md": page({}, REGISTER),
    "tables.md": brief(
        f"## Part\n\n{WIDE}\n```{{positions}}\n:caption: {WORD}\n```\n\n"
        f"```{{events}}\n:as: table\n```\n\n```{{claims}}\n```\n\n`{WORD}`\n"
    ),
    "annexes.md": brief(
        "## Part\n\n"
        + " ".join(f"{{actor}}`a{letter}` {{source}}`s{letter}`" for letter in "ABCDEF")
    ),
}
CONF = {"briefing_checks": {"section": "off", "unsourced": "off"}}
MARGIN = 26 / 25.4 * 72 - 4


def overlapping(path: Path) -> list[str]:
    """The words of a PDF that stand outside of its margins, or on another word."""
    command = ["pdftotext", "-bbox", str(path), "-"]
    shown = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    found: list[str] = []
    for sheet in re.finditer(r'<page width="([\d.]+)".*?</page>', shown, re.S):
        edge = float(sheet[1]) - MARGIN
        boxes = re.findall(
            r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<',
            sheet[0],
        )
        words = [(*map(float, box[:4]), box[4]) for box in boxes]
        found += [str(word) for word in words if word[0] < MARGIN or word[2] > edge]
        for one in words:
            middle = (one[1] + one[3]) / 2
            found += [
                f"{one[4]} on {other[4]}"
                for other in words
                if other is not one
                and other[1] < middle < other[3]
                and other[0] + 1 < one[2] - 1
                and one[0] + 1 < other[2] - 1
            ]
    return found


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_project(tmp_path_factory.mktemp("bad") / "p", FILES, "briefpdf", conf=CONF)


@pytest.mark.parametrize("name", ["tables", "annexes"])
def test_no_word_of_a_pdf_leaves_its_cell(pdfs: Built, name: str) -> None:
    assert overlapping(pdfs.path(f"{name}.pdf")) == []


def test_what_is_too_wide_is_said_once_and_no_column_is_lost(pdfs: Built) -> None:
    assert [line for line in pdfs.warnings if "columns" in line] == pdfs.warnings
    assert len(pdfs.warnings) == 1
    assert pdfs.warnings[0].startswith("tables.md:11: ")
    command = ["pdftotext", str(pdfs.path("tables.pdf")), "-"]
    text = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    assert {f"c{column}" for column in range(40) if column != 3} <= set(text.split())
