"""The search with facets as a reader uses it: by keyboard, under a strict policy, from a disk."""

# ruff: noqa: RUF001 - letters that look alike are what some of them are about

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

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
    return page.locator("a.brief-find-hit").all_inner_texts()


def test_words_and_facets_by_keyboard_alone(page: "Page", address: str) -> None:
    page.goto(f"{address}index.html")
    page.get_by_role("link", name="Search with facets").focus()
    page.keyboard.press("Enter")
    assert ready(page) == f"All pages, newest first: {ROUNDS + 3}"
    page.get_by_label("Words").focus()
    page.keyboard.type("reopening harbour")
    page.keyboard.press("Enter")
    assert ready(page) == f"Results: {ROUNDS}"
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
    assert page.inner_text(".brief-find-count") == "Results: 10"
    assert five.is_checked()
    assert five.evaluate("box => box === document.activeElement")
    assert "actor=five" in page.url
    assert page.locator("label", has_text="Ships").inner_text().endswith("10")
    assert page.locator("label", has_text="Ports").count() == 0
    page.locator("a.brief-find-hit").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/notes/n27.html")


def test_the_beginning_of_a_word_finds_it_and_titles_come_first(page: "Page", address: str) -> None:
    page.goto(f"{address}briefing-search.html?q=harb")
    assert ready(page) == f"Results: {ROUNDS + 2}"  # with the start page, which lists them
    assert titles(page)[0] == "Harbour brief"
    assert page.locator(".brief-find-list mark").first.inner_text() == "Harbour"


def test_an_address_holds_words_facets_and_dates(page: "Page", address: str) -> None:
    page.goto(f"{address}briefing-search.html?source=Herald&since=2026-01-10&until=2026-01-12")
    assert ready(page) == "Results: 2"
    assert titles(page) == ["Round 10 opens", "Note 10"]
    assert page.get_by_label("Herald").is_checked()


def test_more_results_come_at_the_press_of_a_key(page: "Page", address: str) -> None:
    page.goto(f"{address}briefing-search.html?kind=note")
    assert ready(page) == f"Results: {ROUNDS}"
    assert len(titles(page)) == 4
    page.get_by_role("button", name="More results").focus()
    page.keyboard.press("Enter")
    page.locator(".brief-find-list li").nth(23).wait_for()
    assert page.evaluate("document.activeElement.textContent") == f"Note {ROUNDS - 5}"
    page.get_by_role("button", name="More results").press("Enter")
    page.locator(".brief-find-list li").nth(ROUNDS - 1).wait_for()
    assert titles(page)[-1] == "Note 0"


def test_both_searches_lead_to_each_other(page: "Page", address: str) -> None:
    page.goto(f"{address}search.html?q=round")
    page.get_by_role("link", name="Search with facets").click()
    assert ready(page) == f"Results: {2 * ROUNDS}"  # claims and their notes
    page.get_by_role("link", name="Search without facets").click()
    page.wait_for_url("**/search.html")


def test_arrows_lead_through_the_results(page: "Page", address: str) -> None:
    page.goto(f"{address}briefing-search.html")
    ready(page)
    page.get_by_label("Words").focus()
    page.keyboard.type("round 7")
    page.wait_for_selector(".brief-find-best")
    page.wait_for_function("location.search == '?q=round+7' || location.protocol == 'file:'")
    ready(page)
    here = "document.activeElement.textContent"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(here) == "Round 7 opens"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(here) == "Note 7"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.get_by_label("Words").evaluate("box => box === document.activeElement")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.get_by_label("Words").evaluate("box => box === document.activeElement")
    page.keyboard.press("Escape")
    assert page.get_by_label("Words").input_value() == ""
    page.keyboard.type("round 7")
    page.wait_for_selector(".brief-find-best")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/notes/n7.html#claim-c7")


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_results_come(page: "Page", address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => list.getEntries().forEach((entry) =>"
        "{ if (!entry.hadRecentInput) window.moved += entry.value; }))"
        ".observe({ type: 'layout-shift', buffered: true });"
    )
    page.goto(f"{address}briefing-search.html?q=round")
    ready(page)
    page.wait_for_timeout(200)
    assert page.evaluate("window.moved") < 0.02
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_results_are_announced(page: "Page", address: str) -> None:
    page.goto(f"{address}briefing-search.html?q=zzzzzzzzzz")
    assert ready(page) == "Nothing found."
    assert page.get_by_role("status").inner_text() == "Nothing found."
    assert page.locator("h2").count() == 0


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


def records_to_find() -> dict[str, str]:
    """A register, notes and a brief that hold every sort of thing that is asked for."""
    actors = record(
        "actor", "Volodymyr Zelenskyy", kind="person", id="zelenskyy",
        aliases="Zelenskyy, Володимир Зеленський", variants="Selenskyj",
        forms="Zelenskyys",
    )  # fmt: skip
    actors += record("actor", "Radmila Šekerinska", kind="person", id="shek")
    actors += record("actor", "Türkiye", kind="state", id="turkiye")
    terms = record("term", "shadow fleet", id="fleet", aliases="Schattenflotte")
    claims = record(
        "claim", "The list comes to 597 vessels.", by="zelenskyy", id="c597", credibility="2"
    )
    claims += record("claim", "1,423 ships were suspected.", by="shek", id="lloyds-1423")
    claims += record("claim", "The army is to have 800 000 soldiers.", by="shek", id="army")
    claims += record("claim", "The 5% goal stands.", by="turkiye", id="goal")
    claims += record("claim", "The fleet has a shadow at noon.", by="turkiye", id="noon")
    claims += record("claim", "北京市政府 支持", by="turkiye", id="beijing")
    claims += record("claim", "<b onclick=alert(1)>Bold</b> & brazen", by="turkiye", id="bold")
    claims += record("claim", "הנשיא נפגש היום", by="turkiye", id="rtl")
    claims += record("claim", f"Long {'x' * 300} 🙂", by="turkiye", id="long")
    return {
        "reg.md": f"# Reg\n\n{actors}{terms}",
        "said.md": note(claims, title="What they said", reliability="B", date="2026-02-20"),
        "brf.md": brief("Words.", title="Fleets", kind="flash", reference="UA-2026-07"),
    }


@pytest.fixture(scope="module")
def spelt(tmp_path_factory: pytest.TempPathFactory) -> str:
    written = {f"{name}.md": f"# {name}\n\n{text}\n" for name, text in SPELT.items()}
    written |= records_to_find()
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


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("597", "The list comes to 597 vessels."),
        ("5%", "The 5% goal stands."),
        ("5 %", "The 5% goal stands."),
        ("5 per cent", "The 5% goal stands."),
        ("1,423", "1,423 ships were suspected."),
        ("1423", "1,423 ships were suspected."),
        ("lloyds-1423", "1,423 ships were suspected."),
        ("800,000", "The army is to have 800 000 soldiers."),
        ("UA-2026-07", "Fleets"),
        ("ua 2026 07", "Fleets"),
        ("Зеленский", "Volodymyr Zelenskyy"),
        ("Зеленського", "Volodymyr Zelenskyy"),
        ("Selenskyj", "Volodymyr Zelenskyy"),
        ("Zelenskyys", "Volodymyr Zelenskyy"),
        ("Sekerinska", "Radmila Šekerinska"),
        ("Turkiye", "Türkiye"),
        ("Schattenflotte", "shadow fleet"),
        ("shad", "shadow fleet"),
        ('"shadow fleet"', "shadow fleet"),
        ("vessels lists", "The list comes to 597 vessels."),
        ("Zelenskyy vessels", "The list comes to 597 vessels."),
        ("北京", "北京市政府 支持"),
        ("政府", "北京市政府 支持"),
        ("brazen", "<b onclick=alert(1)>Bold</b> & brazen"),
        ("נפגש", "הנשיא נפגש היום"),
    ],
)
def test_every_sort_of_question_finds_its_record(
    page: "Page", spelt: str, asked: str, first: str
) -> None:
    page.goto(f"{spelt}/briefing-search.html?q={quote(asked)}")
    assert ready(page).startswith("Results: ")
    assert titles(page)[0] == first


def test_a_phrase_leaves_out_what_holds_its_words_apart(page: "Page", spelt: str) -> None:
    page.goto(f"{spelt}/briefing-search.html?q=shadow fleet")
    ready(page)
    assert "The fleet has a shadow at noon." in titles(page)
    page.goto(f'{spelt}/briefing-search.html?q="shadow fleet"')
    ready(page)
    assert "The fleet has a shadow at noon." not in titles(page)


def test_a_claim_shows_speaker_day_and_grade_and_its_match(page: "Page", spelt: str) -> None:
    page.goto(f"{spelt}/briefing-search.html?q=597")
    ready(page)
    row = page.locator(".brief-find-best li")
    assert row.locator("mark").first.inner_text() == "597"
    about = row.locator(".brief-find-about").inner_text()
    assert about.startswith("Claim · Volodymyr Zelenskyy · 2026-02-20 · B2")


def test_the_best_match_shows_its_card(page: "Page", spelt: str) -> None:
    page.goto(f"{spelt}/briefing-search.html?q=597")
    ready(page)
    assert "What they said" not in page.inner_text(".brief-find-best a.brief-find-hit")
    assert page.locator(".brief-find-best .brief-find-card dt").count()


@pytest.mark.parametrize(
    ("slip", "meant"),
    [("Selenskjy", "selenskyj"), ("Sekerinnska", "sekerinska"), ("vesels", "vessels")],
)
def test_a_slip_shows_what_is_near(page: "Page", spelt: str, slip: str, meant: str) -> None:
    page.goto(f"{spelt}/briefing-search.html?q={slip}")
    assert ready(page).startswith("Results: ")
    slips = page.locator(".brief-find-slips")
    assert f"“{slip}”" in slips.inner_text()
    link = slips.get_by_role("link").first
    assert link.inner_text() == meant
    link.click()
    ready(page)
    assert page.locator(".brief-find-slips").inner_text() == ""
    assert page.get_by_label("Words").input_value() == meant


@pytest.mark.parametrize("asked", ["?!…—„“", "🙂", "zqzqzqzq", '"', "the", "-" * 50])
def test_what_holds_no_word_finds_nothing(page: "Page", spelt: str, asked: str) -> None:
    page.goto(f"{spelt}/briefing-search.html?q={quote(asked)}")
    assert ready(page) == "Nothing found."


def test_a_question_of_ten_thousand_characters(page: "Page", spelt: str) -> None:
    page.goto(f"{spelt}/briefing-search.html")
    ready(page)
    page.get_by_label("Words").fill("597 vessels " * 800 + "x" * 400)
    page.wait_for_selector(".brief-find-best")
    assert titles(page)[0] == "The list comes to 597 vessels."
    page.get_by_label("Words").fill("y" * 10_000)
    page.wait_for_function(
        "document.querySelector('.brief-find-count').textContent == 'Nothing found.'"
    )


def test_words_that_nothing_holds_together_are_found_apart(page: "Page", spelt: str) -> None:
    page.goto(f"{spelt}/briefing-search.html?q=sails soldiers")
    assert "Nothing holds all these words" in ready(page)
    assert {"sigma", "The army is to have 800 000 soldiers."} <= set(titles(page))


def test_five_thousand_sources_on_a_page(page: "Page", tmp_path: Path) -> None:
    sources = "".join(record("source", f"Report {n} on harbours", id=f"s{n}") for n in range(5000))
    built = build_project(tmp_path, {"s.md": f"# S\n\n{sources}"}, conf={"briefing_search": True})
    page.goto(f"{built.out.as_uri()}/briefing-search.html?q=report 4321")
    ready(page)
    assert titles(page)[0] == "Report 4321 on harbours"
    page.goto(f"{built.out.as_uri()}/briefing-search.html?q=harbour")
    assert ready(page) == "Results: 5001"


def test_two_keys_lead_to_the_box_of_any_page(page: "Page", tmp_path: Path) -> None:
    conf = {"briefing_search": True, "html_theme": "briefing"}
    built = build_project(tmp_path, {"a.md": "# A\n\nWords.\n"}, conf=conf)
    focused = "document.activeElement.name"
    for name in ("a.html", "briefing-search.html"):
        for key in ("/", "Control+k"):
            page.goto(f"{built.out.as_uri()}/{name}")
            page.keyboard.press(key)
            assert page.evaluate(focused) == "q"
            assert page.evaluate("document.activeElement.value") == ""
    ready(page)
    page.get_by_label("The key / leads to the search box").uncheck()
    page.goto(f"{built.out.as_uri()}/a.html")
    page.keyboard.press("/")
    assert page.evaluate(focused) != "q"
    page.keyboard.press("Control+k")
    assert page.evaluate(focused) == "q"
