"""A site full of attacks in Chromium, without any policy that would stop them."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.planted import CONF, files
from tests.support import build_project

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ARMED = """() => [...document.querySelectorAll('*')].flatMap(element =>
    [...element.attributes]
        .filter(({name, value}) => name.startsWith('on')
            || /^(href|src|action|formaction|xlink:href|data)$/.test(name)
            && /^[\\x00-\\x20]*(javascript|vbscript|data:(?!image))/i.test(value))
        .map(({name, value}) => `${element.tagName} ${name}=${value}`))"""
"""What would run when a reader does something."""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_project(tmp_path_factory.mktemp("planted") / "p", files(), conf=CONF).out


@pytest.fixture
def page(chromium: "Browser") -> Iterator["Page"]:
    problems: list[str] = []
    page = chromium.new_page(viewport={"width": 1280, "height": 900})

    def note(error: object) -> None:
        if "Failed to fetch" not in str(error):  # Sphinx's search cannot read pages on a disk
            problems.append(f"{page.url}: {error}")

    page.on("pageerror", note)

    def refuse(dialog: object) -> None:
        problems.append(f"{page.url}: a dialog")

    page.on("dialog", refuse)
    yield page
    page.close()
    assert problems == []


def inert(page: "Page") -> None:
    """Nothing planted has run, and nothing would."""
    assert page.evaluate("window.pwned") is None, page.url
    assert page.evaluate(ARMED) == [], page.url


def test_no_page_runs_what_was_planted(page: "Page", out: Path) -> None:
    names = [path for path in sorted(out.rglob("*.html")) if "_static" not in path.parts]
    assert len(names) >= 6
    for path in names:
        page.goto(path.as_uri(), wait_until="load")
        inert(page)
        references = page.locator("a.brief-ref")
        for number in range(min(references.count(), 30)):
            if references.nth(number).is_visible():
                references.nth(number).hover()
        for control in page.locator("main button, main summary, article summary").all():
            if control.is_visible():
                control.click()
        inert(page)


def test_the_search_shows_what_was_planted_as_text(page: "Page", out: Path) -> None:
    page.goto(f"{(out / 'briefing-search.html').as_uri()}?q=title")
    page.wait_for_selector(".brief-find[data-state=ready]")
    page.locator(".brief-find details").evaluate_all("all => all.forEach(one => one.open = true)")
    page.wait_for_timeout(300)
    assert "<script>" in page.inner_text(".brief-find-list")
    assert page.locator(".brief-find-facets label", has_text="<script>").count()
    for query in ('<img src=x onerror="window.pwned=1">', "pwned", '"><script>'):
        page.fill(".brief-find input[name=q]", query)
        page.wait_for_selector(".brief-find[data-state=ready]")
        inert(page)
    page.goto(f"{(out / 'search.html').as_uri()}?q=title")
    page.wait_for_timeout(500)
    inert(page)
