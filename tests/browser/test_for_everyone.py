"""What axe does not see: headings, names, targets, the Tab key, colours that a system forces."""

from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import lxml.html
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

STOPS = 60
"""The most stops of the Tab key from the title of a brief to its third heading."""

SMALL = """() => [...document.querySelectorAll('button, input, summary, select, nav a')]
    .filter(one => one.checkVisibility({visibilityProperty: true, opacityProperty: true}))
    .map(one => [one, one.getBoundingClientRect()])
    .filter(([one, box]) => box.width > 1 && box.height > 1)
    .filter(([one, box]) => box.width < 23.5 || box.height < 23.5)
    .filter(([one]) => !(one.matches('input') && one.closest('label, [role=search]')))
    .map(([one, box]) => `${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 30)}
        ${box.width} by ${box.height}`)"""
"""Controls that a finger would miss (WCAG 2.2, 2.5.8: 24 CSS pixels)."""


@pytest.fixture(scope="module")
def pages(site: Path) -> list[Path]:
    """The pages of the example."""
    return sorted(path for path in site.rglob("*.html") if "_static" not in path.parts)


@pytest.fixture(scope="module")
def briefs(pages: list[Path]) -> list[Path]:
    """Those that are briefs."""
    return [path for path in pages if "brief-title-block" in path.read_text(encoding="utf-8")]


def window(chromium: "Browser", width: int = 1280, height: int = 900) -> "Page":
    return chromium.new_page(viewport={"width": width, "height": height})


def test_headings_leave_out_no_level_and_ids_are_unique(pages: list[Path]) -> None:
    problems = []
    for path in pages:
        page = lxml.html.fromstring(path.read_text(encoding="utf-8"))
        levels = [
            int(heading.tag[1])
            for heading in page.xpath("//h1|//h2|//h3|//h4|//h5|//h6")
            if not heading.xpath("ancestor-or-self::*[@hidden or @aria-hidden='true']")
        ]
        if levels.count(1) != 1:
            problems.append(f"{path.name}: {levels.count(1)} first headings")
        problems += [
            f"{path.name}: h{later} after h{level}"
            for level, later in pairwise(levels)
            if later > level + 1
        ]
        twice = [name for name, times in Counter(page.xpath("//@id")).items() if times > 1]
        problems += [f"{path.name}: id {name} twice" for name in twice]
    assert problems == []


def test_links_and_controls_have_names(chromium: "Browser", briefs: list[Path]) -> None:
    page = window(chromium)
    for path in briefs:
        page.goto(path.as_uri())
        tree = page.locator("body").aria_snapshot()
        lines = [line.strip(" -:") for line in tree.splitlines()]
        unnamed = [line for line in lines if line in ("link", "button", "searchbox", "textbox")]
        assert unnamed == [], path.name
        assert any('link "Source 1' in line for line in lines), path.name
    page.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_controls_are_large_enough_for_a_finger(
    chromium: "Browser", pages: list[Path], width: int
) -> None:
    page = window(chromium, width)
    found = {}
    for path in pages:
        if path.parent.name in ("actor", "term", "topic") and path.stem > "b":
            continue  # a few profiles are enough
        page.goto(path.as_uri())
        page.wait_for_timeout(50)
        if small := page.evaluate(SMALL):
            found[path.name] = small
    page.close()
    assert found == {}


def test_few_stops_lead_from_the_title_to_the_third_heading(
    chromium: "Browser", briefs: list[Path]
) -> None:
    page = window(chromium)
    for path in briefs:
        page.goto(path.as_uri())
        page.evaluate(
            """() => { const title = document.querySelector('h1');
                title.tabIndex = -1; title.focus(); }"""
        )
        stops = 0
        while stops <= STOPS and not page.evaluate(
            """() => { const third = document.querySelectorAll('article h2')[2];
                const at = document.activeElement;
                return third.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING; }"""
        ):
            page.keyboard.press("Tab")
            page.wait_for_timeout(30)
            stops += 1
        assert stops < STOPS, path.name
    page.close()


def test_markings_keep_their_words_and_edges_in_forced_colours(
    chromium: "Browser", briefs: list[Path]
) -> None:
    page = window(chromium)
    page.emulate_media(forced_colors="active")
    page.goto(briefs[0].as_uri())
    badge = page.locator(".brief-marking:visible").first
    assert badge.inner_text().startswith("TLP:")
    assert badge.evaluate("one => getComputedStyle(one).forcedColorAdjust") == "none"
    page.close()


def test_at_400_per_cent_most_of_the_window_is_left_to_the_text(
    chromium: "Browser", briefs: list[Path]
) -> None:
    page = window(chromium, 320, 256)  # what is left of 1280 by 1024
    for path in briefs:
        page.goto(path.as_uri())
        page.mouse.wheel(0, 1500)
        page.wait_for_timeout(200)
        covered = page.evaluate(
            """() => { let rows = 0;
                const stuck = style => style.position === 'fixed'
                    || (style.position === 'sticky' && style.top !== 'auto');
                for (let y = 1; y < innerHeight; y += 4) {
                    let at = document.elementFromPoint(innerWidth / 2, y);
                    for (; at; at = at.parentElement)
                        if (stuck(getComputedStyle(at))) break;
                    rows += at && at.getBoundingClientRect().height < innerHeight ? 4 : 0;
                }
                return rows / innerHeight; }"""
        )
        assert covered < 0.1, path.name
    page.close()


def test_a_brief_on_a_phone_is_short_and_folds_its_lists(
    chromium: "Browser", briefs: list[Path]
) -> None:
    page = window(chromium, 390, 844)
    for path in briefs:
        page.goto(path.as_uri())
        folds = page.locator("details.brief-fold")
        assert folds.count() >= 2, path.name
        assert page.locator("details.brief-fold[open]").count() == 0
        screens = page.evaluate("document.documentElement.scrollHeight / innerHeight")
        assert screens < 19, path.name
    marker = page.locator(".brief-number a").first
    place = marker.evaluate("one => one.closest('[id^=cite-]').id")
    page.goto(f"{briefs[-1].as_uri()}#{place}")
    assert page.locator(f"#{place}").is_visible()
    assert page.locator("details.brief-fold[open]").count() == 1
    page.set_viewport_size({"width": 1280, "height": 900})
    page.wait_for_function(
        "document.querySelectorAll('details.brief-fold:not([open])').length === 0"
    )
    assert not page.locator("details.brief-fold > summary").first.is_visible()
    page.close()
