"""From a statement in a brief to the words in its source, as a reader goes in a browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browsing import browser, served
from tests.corpus import brief, note, page, record
from tests.support import build_project

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

URL = "https://example.org/ports"
FAR = "<p>Other news.</p>" * 300
SOURCE = (
    f"<!doctype html><html lang='en'><meta charset='utf-8'><title>Ports</title>{FAR}"
    "<p id='here'>\u201cWe will not close the ports,\u201d she said.</p>"
    f"{FAR}</html>"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    claim = record("claim", "Ports stay open", id="open", by="minister",
                   passage="We will not close the ports")  # fmt: skip
    files = {
        "who.md": page({}, record("actor", "The minister", id="minister", kind="person")),
        "n.md": note(claim, id="gazette", url=URL, language="en", snapshot="ports.html"),
        "ports.html": SOURCE,
        "b.md": brief("Ports stay open. {claim}`open`", reference="B-1"),
    }
    conf = {"html_theme": "alabaster", "html_sidebars": {"**": []}}
    built = build_project(tmp_path_factory.mktemp("words"), files, conf=conf)
    assert built.warnings == []
    return built.out


@pytest.fixture(scope="module")
def chromium() -> Iterator["Browser"]:
    with browser() as started:
        yield started


@pytest.fixture
def window(chromium: "Browser") -> Iterator["Page"]:
    made = chromium.new_page()
    made.route(f"{URL}*", lambda route: route.fulfill(body=SOURCE, content_type="text/html"))
    yield made
    made.close()


def is_at_the_words(window: "Page") -> bool:
    window.wait_for_url(f"{URL}*")
    window.wait_for_function("window.scrollY > 0")
    return bool(
        window.evaluate(
            """() => {
                const { top, bottom } = document.getElementById("here").getBoundingClientRect();
                return top >= 0 && bottom <= window.innerHeight;
            }"""
        )
    )


def test_a_card_leads_to_the_words_in_two_steps(site: Path, window: "Page") -> None:
    with served(site) as address:
        window.goto(f"{address}/b.html")
        window.locator("a.brief-marker").first.hover()
        passage = window.locator("#brief-hover a", has_text="We will not close the ports")
        passage.wait_for()
        assert passage.get_attribute("lang") == "en"
        passage.click()
        assert is_at_the_words(window)


def test_the_list_of_sources_leads_to_the_words(site: Path, window: "Page") -> None:
    with served(site) as address:
        window.goto(f"{address}/b.html")
        window.locator("#annex-sources .brief-cited a").click()
        assert is_at_the_words(window)
