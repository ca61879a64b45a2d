"""Pictures and matrices of few and of many, at the widths of phones, tablets and desktops."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from tests.browsing import served, watch
from tests.corpus import brief, page, record
from tests.generated import actors, claims, events, positions, topics
from tests.support import Built, build_project

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

TEN = ", ".join(f"a{number}" for number in range(10))
VIEWS = {
    "events10": record("events", limit="10", caption="Ten events | The first ones of all"),
    "events50": record("events", limit="50", caption="Fifty events"),
    "events200": record("events", caption="Two hundred events"),
    "lanes": record("events", limit="60", lanes="actor", caption="Sixty events by actor"),
    "actors10": record("actors", ids=TEN, as_="map", scope="all", caption="Ten actors"),
    "actors50": record("actors", as_="map", scope="all", caption="Fifty actors"),
    "centre": record("actors", as_="map", scope="all", centre="a3", caption="Around one"),
    "positions20": record("positions", limit="20", caption="Twenty positions"),
    "positions300": record("positions", caption="Three hundred positions"),
    "claims": record("claims", ids="c0", as_="corroboration", caption="Who says so"),
}
OVERLAPS = """root => {
  const found = [];
  for (const svg of root.querySelectorAll("figure.brief-picture svg")) {
    const outer = svg.getBoundingClientRect();
    if (!outer.width) continue;
    const texts = [...svg.querySelectorAll("text")].filter(text => text.textContent.trim());
    const boxes = texts.map(text => text.getBoundingClientRect());
    boxes.forEach((box, at) => {
      if (box.left < outer.left - 1 || box.right > outer.right + 1
          || box.top < outer.top - 2 || box.bottom > outer.bottom + 2) {
        found.push("cut: " + texts[at].textContent);
      }
      for (let other = at + 1; other < boxes.length; other++) {
        const next = boxes[other];
        const across = Math.min(box.right, next.right) - Math.max(box.left, next.left);
        const down = Math.min(box.bottom, next.bottom) - Math.max(box.top, next.top);
        // Boxes of letters are as high as their font, which is more than the letters are.
        if (across > 1.5 && down > 0.3 * Math.min(box.height, next.height)) {
          found.push(texts[at].textContent + " | " + texts[other].textContent);
        }
      }
    });
  }
  return found;
}"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    corpus = actors(50) + topics(40) + events(200, 50)
    files = {"r.md": page({}, corpus), "p.md": page({}, positions(300, 50, 40))}
    files |= dict(claims())
    files |= {f"{name}.md": brief(view, as_of="2026-06-01") for name, view in VIEWS.items()}
    conf = {"html_theme": "briefing", "briefing_autolink": "off", "briefing_cards": False}
    return build_project(tmp_path_factory.mktemp("many") / "p", files, conf=conf)


@pytest.mark.parametrize("width", [390, 768, 1440])
@pytest.mark.parametrize("name", VIEWS)
def test_nothing_overlaps_is_cut_or_scrolls_the_page(
    chromium: "Browser", built: Built, name: str, width: int
) -> None:
    window = chromium.new_page(viewport={"width": width, "height": 900})
    window.goto(built.path(f"{name}.html").as_uri())
    window.evaluate("document.fonts.ready")
    assert window.evaluate("document.documentElement.scrollWidth") <= width
    assert window.locator("article, [role=main]").first.evaluate(OVERLAPS) == []
    assert window.locator(".brief-view-matrix, figure.brief-picture").first.is_visible()
    if not name.startswith("positions"):  # or nothing would have been compared
        assert window.locator("figure.brief-picture svg:visible text").count() > 10
    window.close()


def test_a_matrix_is_cards_on_a_phone(chromium: "Browser", built: Built) -> None:
    window = chromium.new_page(viewport={"width": 390, "height": 900})
    window.goto(built.path("positions20.html").as_uri())
    cell = window.locator("table.brief-matrix td.brief-held").first
    place = cell.evaluate("cell => [cell.getBoundingClientRect().width, innerWidth]")
    assert place[0] > 0.8 * place[1]
    label = cell.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert label.strip('"') == cell.get_attribute("data-column")
    window.close()


def test_a_picture_can_be_saved_under_a_strict_policy(
    chromium: "Browser", built: Built, tmp_path: Path
) -> None:
    problems: list[str] = []
    with served(built.path("events10.html").parent) as address:
        window = chromium.new_page(viewport={"width": 1440, "height": 900})
        watch(window, problems)
        window.goto(f"{address}/events10.html")
        assert window.locator(".brief-subtitle").inner_text() == "The first ones of all"
        for kind in ("SVG", "CSV"):
            with window.expect_download() as download:
                window.locator(".brief-picture-tools button", has_text=kind).click()
            download.value.save_as(tmp_path / kind)
        window.close()
    drawing = ElementTree.fromstring((tmp_path / "SVG").read_text(encoding="utf-8"))
    assert drawing.tag.endswith("svg")
    rows = list(csv.reader((tmp_path / "CSV").read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == 10
    assert all(len(row) >= 2 for row in rows)
    assert problems == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_of_a_picture_are_folded_and_open(
    chromium: "Browser", built: Built, scheme: str
) -> None:
    window = chromium.new_page(
        viewport={"width": 1440, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    window.goto(built.path("events50.html").as_uri())
    words = window.locator("dl.brief-timeline")
    assert not words.is_visible()
    window.locator("details.brief-words > summary").click()
    assert words.is_visible()
    window.close()
