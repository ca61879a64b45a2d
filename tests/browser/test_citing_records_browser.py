"""Records can be cited: their place, a link and the role, by mouse and keyboard."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browsing import served, watch
from tests.corpus import note, page, record
from tests.support import build_project

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

FILES = {
    "who.csv": "name,kind\nKaja,person\nThe Five,group\n",
    "who.md": page({}, record("actors", file="who.csv", **{"as": "table"}), title="Who"),
    "n.md": note(
        record("claim", "Ports open", by="Kaja", id="open")
        + record("claim", "Ports shut", by="Kaja", id="shut")
        + record("topic", "Ports", id="ports"),
        title="A note", date="2026-02-20",
    ),
    "plain.md": "# Plain\n\nWords alone.\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    conf = {"html_theme": "briefing", "html_baseurl": "https://briefs.example.org/"}
    built = build_project(tmp_path_factory.mktemp("citing"), FILES, conf=conf)
    assert built.warnings == []
    return built.out


@pytest.fixture(params=["disk", "server"])
def window(request: pytest.FixtureRequest, chromium: "Browser", site: Path) -> Iterator["Page"]:
    problems: list[str] = []
    with served(site) as address:
        top = site.as_uri() if request.param == "disk" else address
        context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
        window = context.new_page()
        watch(window, problems)
        window.goto(f"{top}/n.html")
        yield window
        context.close()
    assert problems == []


def clipboard(window: "Page") -> str:
    return str(window.evaluate("navigator.clipboard.readText()"))


def test_pointing_at_a_record_offers_its_place_and_what_to_copy(window: "Page") -> None:
    bar = window.get_by_role("group", name="Cite this record")
    assert bar.count() == 0
    window.locator("#claim-open").hover()
    assert bar.count() == 1
    link = bar.get_by_role("link", name="Link to this record")
    assert link.get_attribute("href") == "#claim-open"
    bar.get_by_role("button", name="Copy role").click()
    window.get_by_role("status").get_by_text("Copied").wait_for(state="attached")
    assert clipboard(window) == "{claim}`open`"
    bar.get_by_role("button", name="Copy link").click()
    bar.get_by_role("button", name="Copied").first.wait_for()
    window.wait_for_function("navigator.clipboard.readText().then(text => text.includes('#'))")
    assert clipboard(window) == "https://briefs.example.org/n.html#claim-open"


def test_a_keyboard_reaches_them_after_what_the_record_holds(window: "Page") -> None:
    record = window.locator("#claim-shut")
    record.locator("a").last.focus()
    for name in ("Link to this record", "Copy link", "Copy role"):
        window.keyboard.press("Tab")
        assert (
            window.evaluate(
                "document.activeElement.ariaLabel || document.activeElement.textContent"
            )
            == name
        )
    window.keyboard.press("Enter")
    window.get_by_role("status").get_by_text("Copied").wait_for(state="attached")
    assert clipboard(window) == "{claim}`shut`"
    window.keyboard.press("Escape")
    assert window.get_by_role("group", name="Cite this record").count() == 0
    assert record.evaluate("record => record.contains(document.activeElement)")


def test_a_record_without_links_is_reached_too(window: "Page") -> None:
    for held in window.locator(".brief-record[id]").all():
        assert held.locator("a[href], button").count() or held.get_attribute("tabindex") == "0"


def test_rows_of_a_register_can_be_cited(window: "Page") -> None:
    window.goto(window.url.replace("n.html", "who.html"))
    window.locator("tr", has_text="The Five").hover()
    window.get_by_role("button", name="Copy role").click()
    window.get_by_role("status").get_by_text("Copied").wait_for(state="attached")
    assert clipboard(window) == "{actor}`the-five`"
    for control in window.locator(".brief-cite-bar > *").all():
        box = control.bounding_box()
        assert box
        assert box["height"] >= 24
        assert box["width"] >= 24


def test_pages_without_records_load_nothing_for_it(window: "Page") -> None:
    window.goto(window.url.replace("n.html", "plain.html"))
    assert window.locator('script[src*="briefing-cite"]').count() == 0
