"""Every page of the example in a browser: axe in both colours, and no scrolling sideways."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from tests.browsing import served, watch

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTHS = (320, 640, 1280)
"""WCAG 2.2, 1.4.10: a window of 1280 CSS pixels has 320 left at 400 %, and 640 at 200 %."""


@pytest.fixture(scope="module")
def names(site: Path) -> list[str]:
    """The addresses of all pages, below that of the site."""
    paths = (path.relative_to(site) for path in site.rglob("*.html"))
    return sorted(path.as_posix() for path in paths if path.parts[0] != "_static")


@pytest.fixture(scope="module")
def base(site: Path) -> Iterator[str]:
    """The address of the site, served under a policy that allows nothing inline."""
    with served(site) as address:
        yield address


def test_axe_finds_nothing_in_light_and_dark(
    chromium: "Browser", base: str, names: list[str]
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    problems: list[str] = []
    found: list[str] = []
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    watch(page, problems)
    for name in names:
        page.goto(f"{base}/{name}")
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # nothing fades
            for violation in Axe().run(page).response["violations"]:
                first = violation["nodes"][0]["html"]
                count = len(violation["nodes"])
                found.append(f"{name}, {scheme}: {violation['id']} ({count}): {first}")
    page.close()
    assert names
    assert found == []
    assert problems == []  # nothing is blocked by the policy, and no other host is asked


def test_nothing_scrolls_sideways_at_any_zoom(
    chromium: "Browser", base: str, names: list[str]
) -> None:
    page = chromium.new_page()
    wide = {}
    for name in names:
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        page.goto(f"{base}/{name}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            inner = page.evaluate("document.documentElement.scrollWidth")
            if inner > width:
                wide[name, width] = inner
    page.close()
    assert names
    assert wide == {}
