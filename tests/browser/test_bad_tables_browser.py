"""Tables and words that nobody should write, on phones, desks and paper; what covers what."""

import re
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.test_browser_page import window
from tests.browsing import served
from tests.corpus import brief, record
from tests.outputs.test_bad_tables import CONF, FILES
from tests.support import build_project

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

# Text that runs out of the window, where nothing around it scrolls; or out of its own row.
OUTSIDE = """print => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const edge = document.documentElement.clientWidth + 1;
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!node.data.trim()) continue;
    if (parent.closest("script, style, svg, .sidebar-drawer, .toc-drawer, .brief-note")) continue;
    if (!parent.checkVisibility({contentVisibilityAuto: false, visibilityProperty: true})) continue;
    let scrolls = false;
    for (let at = parent; at; at = at.parentElement)
      if (/auto|scroll/.test(getComputedStyle(at).overflowX)) scrolls = true;
    if (scrolls && !print) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects())
      if (box.width > 2 && (box.right > edge || box.left < -1))
        found.push(node.data.trim().slice(0, 40));
  }
  return found.slice(0, 5);
}"""


def settled(page: "Page") -> None:
    """Lay out what browsers leave for later, and let scripts finish."""
    page.add_style_tag(content="* { content-visibility: visible !important }")
    page.wait_for_timeout(150)


@pytest.mark.parametrize("name", ["tables", "annexes", "register"])
def test_no_word_leaves_the_window_or_the_paper(
    chromium: "Browser", tmp_path: Path, name: str
) -> None:
    built = build_project(tmp_path, FILES, conf={**CONF, "html_theme": "briefing"})
    for width, medium in ((320, "screen"), (390, "screen"), (1440, "screen"), (700, "print")):
        page = window(chromium, width)
        page.emulate_media(media="print" if medium == "print" else "screen")
        page.goto(built.path(f"{name}.html").as_uri())
        settled(page)
        assert page.evaluate(OUTSIDE, medium == "print") == [], (width, medium)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        # What is a card on a phone breaks its words, and does not scroll.
        if width < 640:
            tables = "[...document.querySelectorAll('table:is(.brief-live, .brief-matrix)')]"
            assert page.evaluate(f"{tables}.every(t => t.scrollWidth <= innerWidth)")
        page.close()


def test_a_browser_prints_all_columns_inside_the_margins(
    chromium: "Browser", tmp_path: Path
) -> None:
    built = build_project(tmp_path, FILES, conf={**CONF, "html_theme": "briefing"})
    page = window(chromium)
    page.goto(built.path("tables.html").as_uri())
    page.pdf(path=str(tmp_path / "p.pdf"), prefer_css_page_size=True)
    page.close()
    command = ["pdftotext", "-bbox", str(tmp_path / "p.pdf"), "-"]
    shown = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    words = []
    for sheet in re.finditer(r'<page width="([\d.]+)".*?</page>', shown, re.S):
        for left, right, word in re.findall(
            r'xMin="([\d.-]+)".*?xMax="([\d.-]+)".*?>(.*?)<', sheet[0]
        ):
            assert 30 < float(left) < float(right) < float(sheet[1]) - 30, word
            words.append(word)
    # Letters of a narrow column stand below each other.
    assert "".join(words).count("c39") or {"c3", "9"} <= set(words)


@pytest.mark.parametrize("width", [390, 1024, 1440])
def test_nothing_covers_the_masthead(chromium: "Browser", tmp_path: Path, width: int) -> None:
    files = {
        "long.md": "# Long\n\n" + "".join(f"## Part {n}\n\n{'Word ' * 400}\n\n" for n in range(9))
    }
    built = build_project(tmp_path, files, conf={"html_theme": "briefing"})
    with served(built.out) as address:
        page = window(chromium, width)
        page.goto(f"{address}/long.html")
        for down in (0, 1, 300, 3000):
            page.evaluate(f"scrollTo(0, {down})")
            page.wait_for_timeout(100)
            covered = page.evaluate(
                """() => {
                  const bar = document.querySelector(".brief-masthead").getBoundingClientRect();
                  const found = new Set();
                  for (let x = 2; x < innerWidth - 20; x += 7) {
                    const top = document.elementFromPoint(x, bar.top + bar.height / 2);
                    if (!top.closest(".brief-masthead")) found.add(top.className);
                  }
                  return [...found];
                }"""
            )
            assert covered == [], (width, down)
        page.close()


@pytest.mark.parametrize("language", ["ar", "he"])
def test_dates_and_facts_stay_in_one_piece_beside_names_that_run_the_other_way(
    chromium: "Browser", tmp_path: Path, language: str
) -> None:
    advice = record(
        "recommendation", "Do it", id="do", to="Desk", due="2026-03-01", priority="high"
    )
    desk = record("actor", "Desk", id="desk", kind="group")
    files = {"b.md": brief(f"## Part\n\n{desk}{advice}", authors=["Europe desk"])}
    built = build_project(
        tmp_path, files, conf={**CONF, "html_theme": "briefing", "language": language}
    )
    page = window(chromium)
    page.goto(built.path("b.html").as_uri())
    edges = page.evaluate(
        """() => [...document.querySelectorAll(".brief-facts > .brief-fact")]
          .map(e => e.getBoundingClientRect()).map(box => [box.left, box.right])"""
    )
    beside = page.evaluate(
        """() => {
          const date = document.querySelector(".brief-key-details .brief-date");
          return [date.previousSibling, date, date.nextSibling].map(node => {
            const range = document.createRange();
            range.selectNodeContents(node);
            const box = range.getBoundingClientRect();
            return [box.left, box.right];
          });
        }"""
    )
    page.close()
    assert len(edges) > 2
    for places in (edges, beside):
        # A line runs as its first letter does.
        onwards = sorted(places, reverse=places[0] > places[-1])
        assert places == onwards
        assert all(one[1] <= other[0] + 1 for one, other in pairwise(sorted(places)))
