"""The built briefings as a reader meets them: from the disk, in a browser, on a phone."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

HOUSE = Path(__file__).parents[2]
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

SIDEWAYS = """() => {
    const around = [];
    for (let box = document.querySelector('h1'); box; box = box.parentElement) around.push(box);
    const bounded = box => !box.parentElement || getComputedStyle(box).overflowX !== 'visible';
    const wide = around.filter(box => bounded(box) && box.scrollWidth > box.clientWidth + 1);
    if (!wide.length) return [];
    const name = element => `${element.tagName.toLowerCase()}.${element.className}`;
    const inOwnBox = element => {
        for (let box = element; box && !around.includes(box); box = box.parentElement)
            if (getComputedStyle(box).overflowX !== 'visible') return true;
        return false;
    };
    const edge = document.documentElement.clientWidth + 1;
    const out = [...document.querySelectorAll('article *')]
        .filter(element => element.getBoundingClientRect().right > edge && !inOwnBox(element));
    return [...wide, ...out].map(name);
}"""
"""What moves sideways: boxes that scroll or cut off wider content, and then what sticks out.

Tables and code in a scrolling box of their own are right.
"""


@pytest.fixture(scope="module")
def pages(site: Path) -> list[Path]:
    """All pages, apart from what Sphinx keeps beside them."""
    return sorted(path for path in site.rglob("*.html") if "_static" not in path.parts)


def open_page(chromium: "Browser", width: int, problems: list[str]) -> "Page":
    """A window of some width that notes errors, and requests that leave the disk."""
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
    page.on(
        "console",
        lambda message: (
            problems.append(f"{page.url}: {message.text}") if message.type == "error" else None
        ),
    )
    # A reader who goes on before all has come stops the rest; that is no fault of the page.
    page.on(
        "requestfailed",
        lambda request: (
            None
            if request.failure == "net::ERR_ABORTED"
            else problems.append(f"{page.url}: no file {request.url}")
        ),
    )
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith(("file:", "data:"))
            else problems.append(f"{page.url}: asks for {request.url}")
        ),
    )
    return page


def test_pages_load_from_disk_and_ask_no_other_host(chromium: "Browser", pages: list[Path]) -> None:
    problems: list[str] = []
    page = open_page(chromium, 1280, problems)
    for path in pages:
        page.goto(path.as_uri(), wait_until="load")
        # Touch a reference, so that whatever is loaded late is loaded.
        reference = page.locator("a.brief-ref").first
        if reference.count() and reference.is_visible():
            reference.hover()
    page.close()
    assert pages
    assert problems == []


def test_no_page_scrolls_sideways_on_a_phone(chromium: "Browser", pages: list[Path]) -> None:
    page = open_page(chromium, 320, [])
    wide = {}
    for path in pages:
        page.goto(path.as_uri(), wait_until="load")
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            if sideways := page.evaluate(SIDEWAYS):
                wide[path.name, scheme] = sideways
    page.close()
    assert wide == {}


def test_every_brief_shows_its_marking(chromium: "Browser", pages: list[Path]) -> None:
    page = open_page(chromium, 320, [])
    seen = []
    for path in pages:
        if "brief-title-block" not in path.read_text("utf-8"):
            continue
        page.goto(path.as_uri(), wait_until="load")
        marking = page.locator(".brief-marking").first
        assert marking.is_visible(), path.name
        assert marking.inner_text().startswith("TLP:"), path.name
        box = marking.bounding_box()
        assert box, path.name
        assert box["x"] >= 0, path.name
        assert box["x"] + box["width"] <= 320, path.name
        seen.append(path.name)
    page.close()
    assert len(seen) >= 3
