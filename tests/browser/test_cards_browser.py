"""Hover cards and tables as readers use them: mouse, keyboard and touch, from disk and server."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browsing import served, watch
from tests.corpus import brief, note, page, record
from tests.support import build_project

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

OFFICES = [
    "Minister of Ports, Norland (2024-01-01/2026-02-28)",
    "Prime Minister, Norland (2026-03-01/..)",
]
FILES = {
    "registers/who.md": page(
        {},
        record("actor", "Kaja Example", "She leads &lt;b>Norland&lt;/b>.", id="kaja", kind="person",
               country="NO", offices=OFFICES, member_of="five")
        + record("actor", "The Five", id="five", kind="group")
        + record("term", "LEAP", "A programme.", long="Low-Cost Effectors")
        + "```{glossary}\nground truth\n  What was seen.\n```\n",
        title="Who",
    ),
    "notes/n.md": note(
        record("claim", "Ports open on 1 May", by="kaja", id="open", credibility=2)
        + record("claim", "Ports stay shut", by="five", id="shut", disputes="open", date="2026-03")
        + record("claim", "Ålesund waits", by="five", id="waits", date="2025-12-01")
        + record("claim", "Bergen waits", by="five", id="bergen", date="2026-10-01")
        + "".join(
            record("claim", f"Pier {n} waits", by="five", id=f"pier{n}", date=f"2027-0{n}")
            for n in range(1, 5)
        )
        + record("commitment", "Open the ports", by="kaja", due="2026-02", id="promise"),
        title="A note", publisher="Gazette", date="2026-02-20", url="https://example.org/a",
        reliability="B",
    ),
    "briefs/b.md": brief(
        "{actor}`kaja` said so {claim}`open`, and {commitment}`promise`. {term}`ground truth`\n\n"
        + record("claims"),
        title="A brief", date="2027-05-31",
    ),
    "later.md": "# Later\n\n{actor}`kaja` {commitment}`promise`\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # The sidebars of that theme hold scripts that the policy of the server refuses.
    conf = {"html_theme": "alabaster", "language": "en_GB", "html_sidebars": {"**": []}}
    built = build_project(tmp_path_factory.mktemp("cards"), FILES, conf=conf)
    assert built.warnings == []
    return built.out


@pytest.fixture(scope="module", params=["disk", "server"])
def top(request: pytest.FixtureRequest, site: Path) -> Iterator[str]:
    """Where the site is: on the disk, and on a server with a strict policy."""
    if request.param == "disk":
        yield site.as_uri()
    else:
        with served(site) as address:
            yield address


@pytest.fixture
def window(chromium: "Browser", top: str) -> Iterator["Page"]:
    """The brief in a window; nothing may go wrong in it."""
    problems: list[str] = []
    window = chromium.new_page(viewport={"width": 1000, "height": 700})
    watch(window, problems)
    window.goto(f"{top}/briefs/b.html")
    yield window
    window.close()
    assert problems == []


def card(window: "Page") -> "Locator":
    return window.locator("#brief-hover")


def test_pointing_at_a_name_shows_who_it_is_on_the_day_of_the_brief(window: "Page") -> None:
    link = window.locator("a.brief-ref-actor", has_text="Kaja").first
    assert link.get_attribute("title")
    link.hover()
    card(window).wait_for()
    said = card(window).inner_text()
    for words in ("Person", "Kaja Example", "She leads <b>Norland</b>.", "Norway", "The Five"):
        assert words in said
    assert "Prime Minister, Norland" in said
    assert "Minister of Ports" not in said
    assert link.get_attribute("title") is None  # it would be shown a second time
    assert link.get_attribute("aria-describedby") == "brief-hover"


def test_outside_briefs_facts_are_those_of_the_newest_source(window: "Page", top: str) -> None:
    window.goto(f"{top}/later.html")
    window.locator("a.brief-ref-actor").first.hover()
    card(window).wait_for()
    assert "Minister of Ports, Norland" in card(window).inner_text()
    assert "Prime Minister" not in card(window).inner_text()


def test_a_claim_says_who_says_it_how_it_is_carried_and_what_disputes_it(window: "Page") -> None:
    window.locator("a.brief-marker").first.hover()
    card(window).wait_for()
    said = card(window).inner_text()
    for words in (
        "Ports open on 1 May",
        "Kaja Example",
        "20 Feb 2026",
        "Usually reliable (B)",
        "1 source",
        "Ports stay shut",
        "Gazette",
        "disputed",
    ):
        assert words in said, said
    source = card(window).get_by_role("link", name="original")
    assert source.get_attribute("href") == "https://example.org/a"


def test_terms_of_a_plain_glossary_have_cards_too(window: "Page") -> None:
    window.locator("a.brief-ref-term", has_text="ground truth").first.hover()
    card(window).wait_for()
    assert "What was seen." in card(window).inner_text()


def test_a_card_can_be_entered_and_copied_from_and_goes_when_left(window: "Page") -> None:
    window.locator("a.brief-ref-actor").first.hover()
    card(window).wait_for()
    text = card(window).locator(".brief-hover-text")
    text.hover()
    window.wait_for_timeout(600)
    assert card(window).is_visible()
    box = text.bounding_box()
    assert box is not None
    window.mouse.move(box["x"] + 1, box["y"] + 5)
    window.mouse.down()
    window.mouse.move(box["x"] + 80, box["y"] + 5)
    window.mouse.up()
    assert window.evaluate("getSelection().toString()").startswith("She leads")
    window.mouse.move(900, 690)
    card(window).wait_for(state="detached")


def test_a_card_comes_with_the_focus_and_goes_with_escape(window: "Page") -> None:
    link = window.locator("a.brief-ref-actor").first
    link.evaluate("link => link.previousElementSibling?.focus()")
    for _ in range(60):
        window.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    card(window).wait_for()
    window.keyboard.press("ArrowDown")
    assert window.evaluate("document.activeElement.closest('#brief-hover') !== null")
    first = window.evaluate("document.activeElement.textContent")
    window.keyboard.press("ArrowDown")
    assert window.evaluate("document.activeElement.textContent") != first
    window.keyboard.press("ArrowUp")
    window.keyboard.press("ArrowUp")
    assert link.evaluate("link => link === document.activeElement")
    window.keyboard.press("ArrowDown")
    window.keyboard.press("Escape")
    card(window).wait_for(state="detached")
    assert link.evaluate("link => link === document.activeElement")
    window.wait_for_timeout(400)
    assert card(window).count() == 0


def test_the_tab_key_goes_past_cards_that_have_opened(window: "Page") -> None:
    stops = """() => [...document.querySelectorAll('a[href], button, input, summary')]
        .filter(one => one.tabIndex >= 0 && one.checkVisibility()).length"""
    wanted = window.evaluate(stops)
    seen = []
    for _ in range(wanted + 5):
        window.keyboard.press("Tab")
        window.wait_for_timeout(60)
        if window.evaluate("document.activeElement === document.body"):
            break
        seen.append(window.evaluate("document.activeElement.closest('#brief-hover') !== null"))
    assert 20 < len(seen) <= wanted
    assert not any(seen)


def test_escape_closes_a_card_that_is_pointed_at(window: "Page") -> None:
    window.locator("a.brief-ref-actor").first.hover()
    card(window).wait_for()
    window.keyboard.press("Escape")
    card(window).wait_for(state="detached")
    window.wait_for_timeout(500)
    assert card(window).count() == 0


def test_a_tap_shows_the_card_and_a_second_one_follows_the_link(
    chromium: "Browser", top: str
) -> None:
    problems: list[str] = []
    phone = chromium.new_context(viewport={"width": 360, "height": 640}, has_touch=True)
    window = phone.new_page()
    watch(window, problems)
    window.goto(f"{top}/briefs/b.html")
    link = window.locator("a.brief-ref-actor").first
    link.tap()
    card(window).wait_for()
    box = card(window).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert window.url.endswith("/briefs/b.html")
    window.locator("section h1").tap()
    card(window).wait_for(state="detached")
    link.tap()
    card(window).wait_for()
    link.tap()
    window.wait_for_url("**/registers/who.html#actor-kaja")
    phone.close()
    assert problems == []


def test_a_card_leads_to_the_profile(window: "Page") -> None:
    window.locator("a.brief-ref-actor").first.hover()
    card(window).get_by_role("link", name="Profile").click()
    window.wait_for_url("**/briefing/actor/kaja.html")
    assert window.locator("section h1").inner_text() == "Kaja Example"


def test_parts_load_once_and_only_when_wanted(chromium: "Browser", top: str) -> None:
    asked: list[str] = []
    window = chromium.new_page()
    window.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    window.goto(f"{top}/briefs/b.html")
    assert not [name for name in asked if name.startswith(("about", "actor"))]
    for _ in range(2):
        window.locator("a.brief-ref-actor").first.hover()
        card(window).wait_for()
        window.mouse.move(900, 690)
        card(window).wait_for(state="detached")
    assert [name for name in asked if name.startswith(("about", "actor-"))] == [
        "about.js",
        "actor-0.js",
    ]
    window.close()


def test_without_scripts_links_keep_their_words_and_lead_to_the_record(
    chromium: "Browser", top: str
) -> None:
    plain = chromium.new_context(java_script_enabled=False)
    window = plain.new_page()
    window.goto(f"{top}/briefs/b.html")
    link = window.locator("a.brief-ref-actor").first
    assert "Prime Minister, Norland" in (link.get_attribute("title") or "")
    assert window.locator("button.brief-sort").count() == 0
    link.click()
    assert window.url.endswith("/registers/who.html#actor-kaja")
    plain.close()


def column(window: "Page", number: int) -> list[str]:
    cells = window.locator(f".brief-view-claims tbody tr:visible > :nth-child({number})")
    return [text.strip() for text in cells.all_inner_texts()]


def test_a_table_is_sorted_by_its_dates_by_mouse_and_keyboard(window: "Page") -> None:
    head = window.locator(".brief-view-claims th", has_text="Date")
    place = window.locator(".brief-view-claims th").all_inner_texts()
    at = 1 + next(n for n, text in enumerate(place) if "Date" in text)
    before = column(window, at)
    button = head.get_by_role("button", name="Date")
    button.click()
    assert head.get_attribute("aria-sort") == "ascending"
    dates = ["1 Dec 2025", "20 Feb 2026", "Mar 2026", "1 Oct 2026"]
    dates += ["Jan 2027", "Feb 2027", "Mar 2027", "Apr 2027"]
    assert column(window, at) == dates
    button.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert column(window, at) == dates[::-1]
    button.press("Space")
    assert head.get_attribute("aria-sort") is None
    assert column(window, at) == before


def test_a_table_is_filtered_and_says_how_many_rows_are_left(window: "Page") -> None:
    field = window.get_by_label("Filter")
    count = window.locator(".brief-table-count")
    assert count.inner_text() == "8 of 8 rows"
    assert count.get_attribute("aria-live") == "polite"
    field.fill("alesund waits")
    assert count.inner_text() == "1 of 8 rows"
    assert column(window, 1)[0].startswith("Ålesund waits")
    assert len(column(window, 1)) == 1
    field.press("Escape")
    assert count.inner_text() == "8 of 8 rows"
    assert len(column(window, 1)) == 8


def test_tables_print_as_they_are_written(window: "Page") -> None:
    window.emulate_media(media="print")
    assert window.locator(".brief-table-tools").is_hidden()
    assert len(column(window, 1)) == 8
