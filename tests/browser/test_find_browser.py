"""The search with facets as a reader uses it: by keyboard, under a strict policy, from a disk."""

# ruff: noqa: RUF001 - letters that look alike are what some of them are about

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browsing import served
from tests.corpus import brief, note, record
from tests.support import build_project

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Error, Page

pytestmark = pytest.mark.browser

ROUNDS = 30
AROUND = ("relbar1", "relbar2", "sidebar1", "sidebar2")


def files() -> dict[str, str]:
    """A register, a brief, and notes by two actors on two topics."""
    actors = record("actor", "Kaja Example", kind="person", id="kaja")
    actors += record("actor", "Group of Five", kind="group", id="five")
    actors += record("topic", "Ports", id="ports") + record("topic", "Ships", id="ships")
    found = {"registers.md": f"# Registers\n\n{actors}"}
    # What Sphinx's basic theme has around pages holds scripts and styles in the page itself.
    blocks = "".join(f"{{% block {name} %}}{{% endblock %}}" for name in AROUND)
    found["_templates/layout.html"] = f'{{% extends "!layout.html" %}}{blocks}'
    for n in range(ROUNDS):
        by, topic = ("kaja", "ports") if n % 3 else ("five", "ships")
        claim = record("claim", f"Round {n} opens", by=by, id=f"c{n}", topic=topic)
        found[f"notes/n{n}.md"] = note(
            f"The harbours reopened.\n\n{claim}",
            title=f"Note {n}",
            date=f"2026-01-{n + 1:02d}",
            publisher="Gazette" if n % 2 else "Herald",
        )
    found["b.md"] = brief(
        "Words. {claim}`c3`", title="Harbour brief", kind="flash", summary="Open."
    )
    return found


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("find")
    conf = {"briefing_search": True, "templates_path": ["_templates"]}
    built = build_project(root / "p", files(), conf=conf)
    assert built.warnings == []
    return built.out


@pytest.fixture(params=["policy", "disk"])
def address(request: pytest.FixtureRequest, out: Path) -> Iterator[str]:
    """Where the site is read: from a server with the policy, and from the disk."""
    if request.param == "disk":
        yield f"{out.as_uri()}/"
        return
    with served(out) as place:
        yield f"{place}/"


@pytest.fixture
def page(chromium: "Browser") -> Iterator["Page"]:
    problems: list[str] = []
    page = chromium.new_page(viewport={"width": 1280, "height": 900})

    def fail(error: "Error") -> None:
        # What Sphinx's own search asks for, a disk does not give; ours asks for nothing so.
        if not (error.message == "Failed to fetch" and page.url.startswith("file:")):
            problems.append(f"{page.url}: {error}")

    page.on("pageerror", fail)

    def note(said: "ConsoleMessage") -> None:
        # Sphinx's own search page has a style in the page, and its script asks for files that
        # come too late, or from a disk never, when the reader goes on; so may the icon of the site.
        where = f"{page.url} {said.location.get('url', '')}"
        if said.type == "error" and not re.search(r"/search(tools)?\.|/favicon\.ico", where):
            problems.append(f"{where}: {said.text}")

    page.on("console", note)
    yield page
    page.close()
    assert problems == []


def ready(page: "Page") -> str:
    """What is said of the results, once the question is answered."""
    page.wait_for_selector(".brief-find[data-state=ready]")
    return page.inner_text(".brief-find-count")


def titles(page: "Page") -> list[str]:
    return page.locator(".brief-find-list li > a").all_inner_texts()


def test_words_and_facets_by_keyboard_alone(page: "Page", address: str) -> None:
    page.goto(f"{address}index.html")
    page.get_by_role("link", name="Search with facets").focus()
    page.keyboard.press("Enter")
    assert ready(page) == f"All pages, newest first: {ROUNDS + 3}"
    page.get_by_label("Words").focus()
    page.keyboard.type("reopening harbour")
    page.keyboard.press("Enter")
    assert ready(page) == f"Pages found: {ROUNDS}"
    assert titles(page)[0] == f"Note {ROUNDS - 1}"  # the newest of equals
    people = page.locator("details[data-facet=actor] summary")
    people.focus()
    page.keyboard.press("Enter")
    five = page.get_by_label("Group of Five")
    five.wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert five.evaluate("box => box === document.activeElement")
    page.keyboard.press("Space")
    page.wait_for_selector(".brief-find[data-state=ready]")
    assert page.inner_text(".brief-find-count") == "Pages found: 10"
    assert five.is_checked()
    assert five.evaluate("box => box === document.activeElement")
    assert "actor=five" in page.url
    assert page.locator("label", has_text="Ships").inner_text().endswith("10")
    assert page.locator("label", has_text="Ports").count() == 0
    page.locator(".brief-find-list li > a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/notes/n27.html")


def test_the_beginning_of_a_word_finds_it_and_titles_come_first(page: "Page", address: str) -> None:
    page.goto(f"{address}briefing-search.html?q=harb")
    assert ready(page) == f"Pages found: {ROUNDS + 2}"  # with the start page, which lists them
    assert titles(page)[0] == "Harbour brief"
    assert page.locator(".brief-find-list mark").first.inner_text() == "Harbour"


def test_an_address_holds_words_facets_and_dates(page: "Page", address: str) -> None:
    page.goto(f"{address}briefing-search.html?source=Herald&since=2026-01-10&until=2026-01-12")
    assert ready(page) == "Pages found: 1"
    assert titles(page) == ["Note 10"]
    assert page.get_by_label("Herald").is_checked()


def test_more_results_come_at_the_press_of_a_key(page: "Page", address: str) -> None:
    page.goto(f"{address}briefing-search.html?kind=note")
    assert ready(page) == f"Pages found: {ROUNDS}"
    assert len(titles(page)) == 20
    page.get_by_role("button", name="More results").focus()
    page.keyboard.press("Enter")
    page.locator(".brief-find-list li").nth(ROUNDS - 1).wait_for()
    assert titles(page)[-1] == "Note 0"
    assert page.evaluate("document.activeElement.textContent") == "Note 9"


def test_both_searches_lead_to_each_other(page: "Page", address: str) -> None:
    page.goto(f"{address}search.html?q=round")
    page.get_by_role("link", name="Search with facets").click()
    assert ready(page) == f"Pages found: {ROUNDS}"
    page.get_by_role("link", name="Search without facets").click()
    page.wait_for_url("**/search.html")


SPELT = {
    "composed": "Šefčovič spoke.",
    "apart": unicodedata.normalize("NFD", "Šefčovič spoke."),
    "street": "The Straße is long.",
    "capitals": "The STRASSE is long.",
    "turkish": "Dışişleri paid.",
    "shouted": "DIŞİŞLERİ paid.",
    "sigma": "The ΣΊΣΥΦΟΣ sails.",
    "small": "The Σίσυφος sails.",
    "soft": "A har\u00adbour.",
    "hard": "A harbour.",
}


@pytest.fixture(scope="module")
def spelt(tmp_path_factory: pytest.TempPathFactory) -> str:
    written = {f"{name}.md": f"# {name}\n\n{text}\n" for name, text in SPELT.items()}
    names = ["O’Brien", 'TOV "Naftohaz"', "Straße AG", *(f"Port {n}" for n in range(20))]
    for name in names:
        actor = record("actor", name, kind="organisation")
        written[f"a-{names.index(name)}.md"] = f"# R\n\n{actor}\n"
    root = tmp_path_factory.mktemp("spelt")
    built = build_project(root / "p", written, conf={"briefing_search": True})
    assert built.warnings == []
    return built.out.as_uri()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Šefčovič", "composed apart"),
        (unicodedata.normalize("NFD", "šefčovič"), "composed apart"),
        ("straße", "street capitals"),
        ("Strasse", "street capitals"),
        ("STRAẞE", "street capitals"),
        ("dışişleri", "turkish shouted"),
        ("DIŞİŞLERİ", "turkish shouted"),
        ("σίσυφος", "sigma small"),
        ("harbours", "soft hard"),
    ],
)
def test_words_are_found_however_they_are_spelt(
    page: "Page", spelt: str, asked: str, found: str
) -> None:
    page.goto(f"{spelt}/briefing-search.html?q={asked}")
    ready(page)
    pages = {name for name in titles(page) if name in SPELT}
    assert pages == set(found.split())


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("o'brien", "O’Brien"),
        ("“naftohaz”", 'TOV "Naftohaz"'),
        ("STRASSE", "Straße AG"),
    ],
)
def test_names_of_a_facet_are_found_however_they_are_spelt(
    page: "Page", spelt: str, asked: str, name: str
) -> None:
    page.goto(f"{spelt}/briefing-search.html")
    ready(page)
    page.locator("details[data-facet=actor] summary").click()
    box = page.locator("details[data-facet=actor]")
    box.locator("input[type=search]").fill(asked)
    page.wait_for_function("document.querySelectorAll('details[data-facet=actor] li').length == 1")
    assert name in box.locator("li").inner_text()
