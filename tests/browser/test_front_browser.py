"""The front and the annexes of briefs in a browser: what is first, and what bad input does."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.test_browser_page import window
from tests.browsing import served
from tests.outputs.test_front_bad_input import CONF, FILES
from tests.support import build_project

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("theme", ["briefing", "alabaster"])
def test_nothing_scrolls_sideways(chromium: "Browser", tmp_path: Path, theme: str) -> None:
    built = build_project(tmp_path, FILES, conf={**CONF, "html_theme": theme})
    with served(built.out) as address:
        for width in (320, 390, 1440):
            page = window(chromium, width)
            for name in ("many", "long", "cited", "right", "bare"):
                page.goto(f"{address}/{name}.html")
                for details in page.locator(".brief-tools > details > summary").all():
                    details.click()
                wide = page.evaluate("document.documentElement.scrollWidth")
                assert wide <= max(width, page.evaluate("innerWidth")), (theme, width, name)
                overlapping = page.evaluate(
                    """() => [...document.querySelectorAll(
                        ".brief-key-list > li > p, .brief-annex-sources li > p")].filter(p => {
                      const next = p.nextElementSibling;
                      if (!next || !next.getClientRects().length) return false;
                      const one = p.getBoundingClientRect(), two = next.getBoundingClientRect();
                      return one.right > two.left + 1 && two.right > one.left + 1
                        && one.bottom > two.top + 1 && two.bottom > one.top + 1;
                    }).length"""
                )
                assert overlapping == 0, (theme, width, name)
            page.close()
