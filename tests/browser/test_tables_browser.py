"""Tables as readers use them: large ones in parts, as cards on phones, whole on paper."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from tests.browsing import served, watch
from tests.corpus import note, page, record
from tests.support import build_project

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

CLAIMS = 250
COUNTRIES = ("DE", "FR", "PL")


def _claims() -> dict[str, str]:
    """Notes of ten claims each; their numbers and their days run against each other."""
    return {
        f"notes/n{first:03}.md": note(
            "".join(
                record("claim", f"Statement {number}", by="kaja", id=f"c{number}", credibility=2)
                for number in range(first, first + 10)
            ),
            title=f"Note {first}", publisher="Gazette", reliability="B",
            date=f"2026-{12 - first // 25:02}-{1 + first % 25:02}",
        )
        for first in range(0, CLAIMS, 10)
    }  # fmt: skip


ROWS = "\n".join(
    f"{'Person' if n % 2 else 'Ærson'} {n},person,{COUNTRIES[n % 3]}" for n in range(130)
)
FILES = {
    **_claims(),
    "who.csv": f"name,kind,country\n{ROWS}\n",
    "who.md": page(
        {},
        record("actor", "Kaja Example", id="kaja", kind="person")
        + record("actors", file="who.csv", **{"as": "table"}),
        title="Who",
    ),
    "register.md": page({}, record("claims", caption="All claims"), title="Register"),
    "seven.md": page({}, record("claims", limit="7", caption="Seven"), title="Seven"),
}

ROW = ".brief-view-table tbody > tr"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    conf = {"html_theme": "briefing", "language": "en_GB"}
    built = build_project(tmp_path_factory.mktemp("tables"), FILES, conf=conf)
    assert built.warnings == []
    return built.out


@pytest.fixture(scope="module")
def top(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


@pytest.fixture
def window(chromium: "Browser", top: str) -> Iterator["Page"]:
    problems: list[str] = []
    window = chromium.new_page(viewport={"width": 1280, "height": 800})
    watch(window, problems)
    window.goto(f"{top}/register.html")
    yield window
    window.close()
    assert problems == []


def shown(window: "Page") -> list[str]:
    """The first cells of the rows that are shown."""
    return [
        text.split("\n")[0]
        for text in window.locator(f"{ROW}:visible > :first-child").all_inner_texts()
    ]


def wait(window: "Page", rows: int) -> None:
    window.wait_for_function(
        "([row, rows]) => document.querySelectorAll(row).length === rows", arg=[ROW, rows]
    )


def count(window: "Page") -> "Locator":
    return window.locator(".brief-table-count")


def test_a_large_table_is_shown_in_parts(window: "Page") -> None:
    wait(window, 100)
    assert count(window).inner_text() == "100 of 250 rows"
    more = window.get_by_role("button", name="Show 100 more")
    more.press("Enter")
    assert len(shown(window)) == 200
    window.get_by_role("button", name="Show 50 more").press("Enter")
    assert len(shown(window)) == 250
    assert window.locator(".brief-table-more").is_hidden()
    # The keyboard goes on where the new rows begin.
    assert window.evaluate("document.activeElement.closest('tr').rowIndex") == 201


def test_all_of_it_is_shown_at_once_if_that_is_wanted(window: "Page") -> None:
    window.get_by_role("button", name="Show all 250").click()
    assert len(set(shown(window))) == CLAIMS


@pytest.mark.parametrize("name", ["Statement", "Date"])
def test_what_is_sorted_is_the_whole_table(window: "Page", name: str) -> None:
    by_name = sorted((f"Statement {n}" for n in range(CLAIMS)), key=lambda one: int(one.split()[1]))
    head = window.get_by_role("button", name=name)
    head.click()
    wait(window, 100)
    first = shown(window)
    assert first == (by_name[:100] if name == "Statement" else shown(window))
    head.click()
    window.get_by_role("button", name="Show all 250").click()
    if name == "Statement":
        assert shown(window) == by_name[::-1]
    else:
        dates = window.locator(f"{ROW} [data-sort]").evaluate_all(
            "all => all.map(d => d.dataset.sort)"
        )
        assert dates == sorted(dates, reverse=True)
        assert len(dates) == CLAIMS
    head.click()
    wait(window, CLAIMS)
    assert window.locator("[aria-sort]").count() == 0


def test_the_filter_finds_what_is_not_shown(window: "Page") -> None:
    field = window.get_by_label("Filter")
    field.fill("statement 249")
    wait(window, 1)
    assert shown(window) == ["Statement 249"]
    assert count(window).inner_text() == "1 of 250 rows"
    field.fill("kaja")
    wait(window, 100)
    assert count(window).inner_text() == "250 of 250 rows"
    field.press("Escape")
    wait(window, 100)


def test_the_filter_stands_below_the_caption_which_still_names_the_table(window: "Page") -> None:
    caption = window.locator("caption .caption-text").bounding_box()
    field = window.get_by_label("Filter").bounding_box()
    head = window.locator("thead").bounding_box()
    assert caption
    assert field
    assert head
    assert caption["y"] + caption["height"] <= field["y"] < head["y"]
    assert window.get_by_role("table", name="All claims", exact=True).count() == 1


def test_a_short_table_has_no_filter(window: "Page", top: str) -> None:
    window.goto(f"{top}/seven.html")
    assert len(shown(window)) == 7
    assert window.get_by_label("Filter").count() == 0
    assert window.get_by_role("button", name="Date").count() == 1


@pytest.mark.parametrize("key", ["Control+f", "F3"])
def test_the_browser_finds_words_in_all_rows(window: "Page", key: str) -> None:
    wait(window, 100)
    window.keyboard.press(key)
    assert len(shown(window)) == CLAIMS


def test_on_paper_all_rows_are_there_in_their_order(window: "Page") -> None:
    window.get_by_role("button", name="Statement").click()
    window.emulate_media(media="print")
    wait(window, CLAIMS)
    assert shown(window) == [f"Statement {number}" for number in range(CLAIMS)]
    assert window.locator(".brief-table-tools").is_hidden()
    window.emulate_media(media="screen")
    wait(window, 100)


def test_a_file_made_by_printing_holds_all_rows(window: "Page") -> None:
    wait(window, 100)
    words = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(window.pdf())).pages)
    assert all(f"Statement {number}" in words for number in range(CLAIMS))


@pytest.mark.parametrize("width", [390, 1280])
def test_without_scripts_all_rows_are_there(chromium: "Browser", top: str, width: int) -> None:
    plain = chromium.new_context(
        java_script_enabled=False, viewport={"width": width, "height": 800}
    )
    window = plain.new_page()
    window.goto(f"{top}/register.html")
    assert len(shown(window)) == CLAIMS
    plain.close()


def test_a_link_to_a_row_that_is_not_shown_shows_it(window: "Page", top: str) -> None:
    window.goto(f"{top}/who.html")
    wait(window, 100)
    row = "#actor-person-129"
    assert window.locator(row).count() == 0
    window.goto(f"{top}/who.html{row}")
    window.locator(row).wait_for()
    window.wait_for_function(  # it is scrolled to, which may take a moment
        "row => { const { top } = document.querySelector(row).getBoundingClientRect();"
        " return top >= 0 && top < 800; }",
        arg=row,
    )
    window.reload()
    window.locator(row).wait_for()


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_on_a_phone_a_row_is_a_card(chromium: "Browser", top: str, direction: str) -> None:
    window = chromium.new_page(viewport={"width": 390, "height": 800})
    window.goto(f"{top}/register.html")
    window.evaluate("way => { document.documentElement.dir = way }", direction)
    row = window.locator(ROW).first
    cells = row.locator(":scope > *").evaluate_all(
        """cells => cells.map(cell => ({
            label: getComputedStyle(cell, '::before').content, box: cell.getBoundingClientRect(),
        }))"""
    )
    labels = [cell["label"].strip('"\N{NO-BREAK SPACE}') for cell in cells[1:]]
    assert labels == ["By", "Date", "Grade", "Source"]
    assert all(cells[0]["box"]["bottom"] <= cell["box"]["top"] + 1 for cell in cells[1:])
    assert window.evaluate("document.documentElement.scrollWidth <= innerWidth")
    choice = window.get_by_label("Sort")
    choice.select_option("Statement ↓")
    window.wait_for_function(  # a row that was out of the window has no words before it is drawn
        "row => document.querySelector(row).innerText.startsWith('Statement 249')",
        arg=ROW,
        polling=50,
    )
    for control in window.locator(
        ".brief-table-tools :is(input, select), .brief-table-more button"
    ).all():
        box = control.bounding_box()
        assert box
        assert box["height"] >= 24
    window.close()


def test_a_table_that_is_wider_than_its_box_has_a_shadow(window: "Page") -> None:
    window.set_viewport_size({"width": 800, "height": 800})
    box = window.locator(".brief-view-table")
    assert "local, local, scroll, scroll" in box.evaluate(
        "e => getComputedStyle(e).backgroundAttachment"
    )
