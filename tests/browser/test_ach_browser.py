"""Competing hypotheses as readers use them: drawn, spoken, sorted, on phones, on paper."""

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from tests.corpus import note, page, record
from tests.support import build_project

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

MARKS = ("consistent", "inconsistent", "neutral", "")
PIECES, HYPOTHESES = 50, 8


def _hypotheses(count: int, topic: str, prefix: str) -> str:
    found = ""
    for one in range(count):
        marks: dict[str, list[str]] = {}
        for n in range(PIECES):
            if mark := MARKS[(n * (one + 1) + n // 7) % 4 if one else n % 3]:
                marks.setdefault(mark, []).append(f"e{n}")
        fields = {mark: ", ".join(names) for mark, names in marks.items()}
        found += record("hypothesis", f"Answer number {one}", id=f"{prefix}{one}", question=topic,
                        **fields)  # fmt: skip
    return found


FILES = {
    "who.md": page({}, record("actor", "Kaja Example", id="kaja", kind="person")
                   + record("topic", "Many answers", id="many")
                   + record("topic", "Few answers", id="few")),
    "n.md": note("".join(record("claim", f"Piece of evidence {n}", id=f"e{n}", by="kaja",
                                credibility=1 + n % 6) for n in range(PIECES)),
                 id="s", publisher="Gazette", reliability="B", date="2026-02-01"),
    "h.md": page({}, _hypotheses(HYPOTHESES, "many", "m") + _hypotheses(3, "few", "f")),
    "many.md": page({}, record("hypotheses", topic="many", caption="All of them"), title="Many"),
    "few.md": page({}, record("hypotheses", topic="few"), title="Few"),
}  # fmt: skip

CELLS = "table.brief-ach > tbody > tr > td"
SHAPES = """cells => [...new Set(cells.map(cell => {
    const mark = cell.querySelector('.brief-ach-mark');
    return `${mark.textContent}: ${getComputedStyle(mark, '::before').content}`;
}))].sort()"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    conf = {"html_theme": "briefing", "briefing_autolink": "off"}
    built = build_project(tmp_path_factory.mktemp("ach"), FILES, conf=conf)
    assert built.warnings == []
    return built.out


def opened(chromium: "Browser", site: Path, name: str, width: int = 1440) -> "Page":
    window = chromium.new_page(viewport={"width": width, "height": 900})
    window.goto((site / f"{name}.html").as_uri())
    window.locator("table.brief-live").first.wait_for()
    return window


def test_all_columns_of_many_are_in_view_as_shapes_that_differ(
    chromium: "Browser", site: Path
) -> None:
    window = opened(chromium, site, "many")
    table = window.locator("table.brief-ach")
    assert table.evaluate("one => one.scrollWidth <= one.closest('.brief-view').clientWidth")
    shapes = window.locator(CELLS).evaluate_all(SHAPES)
    assert [shape.partition(": ")[0] for shape in shapes] == [
        "does not fit", "either way", "fits", "not assessed"
    ]  # fmt: skip
    assert len({shape.partition(": ")[2] for shape in shapes}) == 4
    assert window.locator("p.brief-ach-key").inner_text().count("·") == 3
    window.close()


@pytest.mark.parametrize("name", ["many", "few"])
def test_each_mark_is_read_as_words_below_its_head_and_beside_its_evidence(
    chromium: "Browser", site: Path, name: str
) -> None:
    window = opened(chromium, site, name)
    heads = window.get_by_role("columnheader")
    assert heads.count() == 1 + (HYPOTHESES if name == "many" else 3)
    assert heads.nth(1).inner_text().startswith("H1")
    assert window.get_by_role("rowheader").count() == PIECES
    first = window.get_by_role("row").nth(1).get_by_role("cell")
    # Shapes are drawn and not read: their alternative text is empty.
    assert {first.nth(n).inner_text().strip() for n in range(first.count())} <= {
        "does not fit", "either way", "fits", "not assessed"
    }  # fmt: skip
    window.close()


def test_readers_sort_and_filter_the_evidence(chromium: "Browser", site: Path) -> None:
    window = opened(chromium, site, "few")
    before = window.locator(CELLS).all_inner_texts()
    window.get_by_role("button", name="H2").click()
    sorted_ = [cell.strip() for cell in window.locator(f"{CELLS}:nth-child(3)").all_inner_texts()]
    assert sorted_ == sorted(sorted_)
    assert len({*sorted_}) > 2
    window.get_by_role("button", name="H2").click()
    window.get_by_role("button", name="H2").click()
    assert window.locator(CELLS).all_inner_texts() == before
    window.get_by_role("searchbox").and_(window.locator(".brief-view input")).fill("evidence 17")
    assert window.locator("table.brief-ach > tbody > tr").count() == 1
    window.close()


@pytest.mark.parametrize("name", ["many", "few"])
def test_on_a_phone_a_row_is_a_card_and_each_mark_says_of_which_hypothesis(
    chromium: "Browser", site: Path, name: str
) -> None:
    window = opened(chromium, site, name, 390)
    assert window.evaluate("document.documentElement.scrollWidth") <= 390
    cell = window.locator(CELLS).first
    assert cell.evaluate("one => getComputedStyle(one, '::before').content") == '"H1"'
    assert cell.evaluate("one => getComputedStyle(one, '::after').content") == "none"
    assert (
        cell.locator(".brief-ach-mark").evaluate("one => one.clientWidth || one.offsetWidth") > 20
    )
    window.close()


def test_paper_has_all_evidence_and_no_broken_word(chromium: "Browser", site: Path) -> None:
    for name in ("many", "few"):
        window = opened(chromium, site, name)
        pages = PdfReader(BytesIO(window.pdf())).pages
        words = " ".join(" ".join(one.extract_text() for one in pages).split())
        assert all(f"Piece of evidence {n}" in words for n in range(PIECES))
        if name == "few":
            assert words.count("does not fit") > PIECES / 2
        window.close()
