"""The pages of the example for everyone: axe, keyboard, zoom, print, weight, a strict policy."""

import gzip
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browsing import served, watch
from tests.corpus import brief, note, record
from tests.support import BASE_CONF, build_project

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Response

pytestmark = pytest.mark.browser

HOUSE = Path(__file__).parents[2]
SMALLEST = 320
"""WCAG 2.2, 1.4.10: no scrolling in two dimensions at 320 CSS pixels, which is 1280 at 400 %."""
BUDGET = 250_000
"""Bytes of a brief's page with all that it loads at first, fonts too, as they are sent.

Lighthouse counts what goes over the wire, and servers of web pages compress text.
"""
UNPACKED = 380_000
"""The most bytes that they may be without fonts where nothing is compressed, as on a disk."""

SHIFT = """() => new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
    }).observe({type: 'layout-shift', buffered: true});
    setTimeout(() => done(sum), 400);
})"""


@pytest.fixture(scope="module")
def names(site: Path) -> list[str]:
    """The addresses of all pages, below that of the site."""
    paths = (path.relative_to(site) for path in site.rglob("*.html"))
    return sorted(path.as_posix() for path in paths if path.parts[0] != "_static")


@pytest.fixture(scope="module")
def briefs(site: Path, names: list[str]) -> list[str]:
    """The addresses of the briefs."""
    found = [name for name in names if "brief-title-block" in (site / name).read_text("utf-8")]
    assert len(found) >= 3
    return found


@pytest.fixture(scope="module")
def base(site: Path) -> Iterator[str]:
    """The address of the site, served under a policy that allows nothing inline."""
    with served(site) as address:
        yield address


def window(chromium: "Browser", width: int = 1280, dark: bool = False) -> "Page":
    return chromium.new_page(
        viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light"
    )


def test_axe_finds_nothing_on_briefs_on_a_phone(
    chromium: "Browser", base: str, briefs: list[str]
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = window(chromium, SMALLEST)
    for name in briefs:
        page.goto(f"{base}/{name}")
        assert [found["id"] for found in Axe().run(page).response["violations"]] == [], name
    page.close()


def test_nothing_is_inside_the_pages_that_a_policy_forbids(site: Path, names: list[str]) -> None:
    inline = re.compile(
        r"<style|<script(?![^>]*\b(src|type=.application/ld\+json))|\son\w+=|\sstyle="
    )
    found = {name: inline.findall((site / name).read_text("utf-8")) for name in names}
    assert {name: hits for name, hits in found.items() if hits} == {}


def test_the_words_of_a_search_are_marked(chromium: "Browser", base: str) -> None:
    problems: list[str] = []
    page = window(chromium)
    watch(page, problems)
    page.goto(f"{base}/search.html?q=shadow")
    page.locator("#search-results li a").first.click()
    page.wait_for_selector("article .highlighted")
    page.close()
    assert problems == []


def test_a_brief_is_light_and_does_not_move(
    chromium: "Browser", base: str, briefs: list[str]
) -> None:
    for name in briefs:
        page = window(chromium, 1440)
        sizes: dict[str, tuple[int, int]] = {}

        def weigh(response: "Response", sizes: dict[str, tuple[int, int]] = sizes) -> None:
            body = response.body() if response.status == 200 else b""
            sizes[response.url] = (len(gzip.compress(body, 6)), len(body))

        page.on("response", weigh)
        page.goto(f"{base}/{name}", wait_until="load")
        moved = page.evaluate(SHIFT)
        page.close()
        assert len(sizes) > 3
        sent = sum(size for size, _whole in sizes.values())
        unpacked = sum(whole for url, (_size, whole) in sizes.items() if ".woff2" not in url)
        assert sent < BUDGET, (name, sizes)
        assert unpacked < UNPACKED, (name, sizes)
        assert moved < 0.05, name  # a line may break elsewhere when a font has come


def test_pages_load_the_fonts_that_their_text_needs(
    chromium: "Browser", tmp_path: Path, base: str, briefs: list[str]
) -> None:
    def loaded(address: str) -> set[str]:
        found: set[str] = set()
        page = window(chromium)
        page.on("request", lambda request: found.add(request.url.rpartition("/")[2]))
        page.goto(address, wait_until="networkidle")
        assert page.evaluate("document.fonts.check('1rem \"Briefing Serif\"')")
        page.close()
        return {name for name in found if name.endswith(".woff2")}

    latin = {"briefing-sans-latin.woff2", "briefing-serif-latin.woff2"}
    assert latin <= loaded(f"{base}/{briefs[0]}")
    files = {"index.md": "# Start\n\nЖ, *Σ*.\n"}
    out = build_project(tmp_path, files, conf={"html_theme": "briefing"}).out
    assert loaded((out / "index.html").as_uri()) == {
        *latin, "briefing-serif-cyrillic.woff2", "briefing-serif-italic-greek.woff2"
    }  # fmt: skip


def test_the_marking_stays_in_view(chromium: "Browser", base: str, briefs: list[str]) -> None:
    for width in (SMALLEST, 1440):
        page = window(chromium, width)
        for name in briefs:
            page.goto(f"{base}/{name}")
            page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
            marking = page.locator(".brief-masthead .brief-marking")
            assert marking.inner_text().startswith("TLP:")
            box = marking.bounding_box()
            assert box, name
            assert 0 <= box["y"] < 120, (name, width, box)
            # Nothing lies over it.
            x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
            on_top = page.evaluate(
                f"document.elementFromPoint({x}, {y}).closest('.brief-marking') !== null"
            )
            assert on_top, (name, width)
        page.close()


def test_sources_stand_beside_the_text_only_where_there_is_room(
    chromium: "Browser", base: str, briefs: list[str]
) -> None:
    for name in briefs:
        page = window(chromium, 1440)
        page.goto(f"{base}/{name}")
        page.wait_for_selector(".brief-note")
        first = page.locator(".brief-note:has(.brief-note-name:text-is('1'))").first
        note = first.bounding_box()
        marker = page.locator(
            "section > section a.brief-marker:text-is('[1]')"
        ).first.bounding_box()
        assert note, name
        assert marker, name
        assert note["x"] > marker["x"] + marker["width"], name
        assert abs(note["y"] - marker["y"]) < 300, name
        boxes = page.evaluate(
            """() => [...document.querySelectorAll('.brief-note')]
                .filter(note => getComputedStyle(note).visibility === 'visible')
                .map(note => note.getBoundingClientRect())
                .map(box => [box.top, box.bottom])"""
        )
        assert all(one[1] <= other[0] for one, other in pairwise(boxes)), name
        # Screen readers meet sources and terms once, in the annexes.
        assert page.locator(".brief-notes").get_attribute("aria-hidden") == "true"
        assert page.locator(".brief-notes a, .brief-notes button").count() == 0
        page.set_viewport_size({"width": 768, "height": 900})
        page.wait_for_function("document.querySelector('.brief-notes').hidden")
        page.close()


def test_the_menu_opens_and_closes_by_keyboard(chromium: "Browser", base: str) -> None:
    page = window(chromium, SMALLEST)
    page.goto(f"{base}/briefs/index.html")
    link = page.locator(".sidebar-tree a").first
    assert not link.is_visible()
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "__navigation":
            break
    page.keyboard.press("Space")
    page.wait_for_timeout(400)
    assert link.is_visible()
    page.keyboard.press("Escape")
    page.wait_for_timeout(400)
    assert not link.is_visible()
    page.close()


def test_the_search_is_a_key_away(chromium: "Browser", base: str) -> None:
    page = window(chromium)
    page.goto(f"{base}/briefs/index.html")
    box = page.locator("#brief-masthead-q")
    for keys in ("/", "Control+k", "Meta+k"):
        page.keyboard.press(keys)
        assert page.evaluate("document.activeElement.id") == "brief-masthead-q", keys
        box.evaluate("box => box.blur()")
    page.evaluate("localStorage.setItem('briefing-find-keys', 'off')")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") != "brief-masthead-q"
    page.evaluate("localStorage.clear()")
    box.focus()
    page.keyboard.type("a/b")  # who writes, writes
    assert box.input_value() == "a/b"
    page.keyboard.press("Enter")
    page.wait_for_url("**q=a%2Fb*")
    page.set_viewport_size({"width": SMALLEST, "height": 900})
    page.goto(f"{base}/briefs/index.html")
    page.keyboard.press("/")
    page.wait_for_url("**search*")
    page.close()


def test_nothing_stays_in_a_low_window(chromium: "Browser", base: str, briefs: list[str]) -> None:
    page = chromium.new_page(viewport={"width": SMALLEST, "height": 256})
    page.goto(f"{base}/{briefs[0]}")
    page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
    stuck = page.evaluate(
        """() => [...document.querySelectorAll('body *')].filter(element => {
            const box = element.getBoundingClientRect();
            return ['sticky', 'fixed'].includes(getComputedStyle(element).position)
                && getComputedStyle(element).visibility === 'visible'
                && box.height > 1 && box.width > 1 && box.top < 256 && box.bottom > 0
                && box.left < innerWidth && box.right > 0 && !element.closest('table');
        }).map(element => element.className)"""
    )
    page.close()
    assert stuck == []


@pytest.mark.parametrize("width", [SMALLEST, 1280])
def test_focus_is_seen_wherever_the_keyboard_goes(
    chromium: "Browser", base: str, briefs: list[str], width: int
) -> None:
    page = window(chromium, width)
    page.emulate_media(reduced_motion="reduce")  # nothing to wait for
    page.goto(f"{base}/{briefs[0]}")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        state = page.evaluate(
            """() => {
                const at = document.activeElement;
                if (!at || at === document.body) return null;
                const labels = [...(at.labels || [])].filter(label => label.offsetWidth);
                const seen = at.matches('.sidebar-toggle') ? labels[0] : at;
                const box = seen.getBoundingClientRect();
                return {
                    name: at.tagName + '.' + at.className,
                    hidden: box.right <= 0 || box.left >= innerWidth
                        || box.bottom <= 0 || box.top >= innerHeight
                        || getComputedStyle(seen).visibility !== 'visible',
                    marked: getComputedStyle(seen).outlineStyle !== 'none'
                        || at.matches('.skip-to-content, input, .headerlink'),
                };
            }"""
        )
        if state is None:
            break
        reached.add(state["name"])
        assert not state["hidden"], state
        assert state["marked"], state
    page.close()
    assert any("brief-ref" in name for name in reached)
    assert any("SUMMARY" in name for name in reached)


def test_nothing_moves_for_those_who_ask_for_it(chromium: "Browser", base: str) -> None:
    page = chromium.new_page(reduced_motion="reduce")
    page.goto(f"{base}/briefs/index.html")
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter(element => {
            const style = getComputedStyle(element);
            return parseFloat(style.transitionDuration) + parseFloat(style.animationDuration) > 0;
        }).length"""
    )
    page.close()
    assert moving == 0


def test_print_holds_the_page_in_its_order_and_no_more(
    chromium: "Browser", base: str, briefs: list[str]
) -> None:
    page = window(chromium, 1440)
    for name in briefs:
        page.goto(f"{base}/{name}")
        page.emulate_media(media="print")
        shown = [line for line in page.locator("body").inner_text().splitlines() if line.strip()]
        page.emulate_media(media="screen")
        title = page.locator("h1").inner_text().removesuffix("¶").strip()
        above = page.locator(".brief-kicker").inner_text()
        assert shown[:2] == [above, title], name
        assert shown[2].startswith("TLP:"), name
        text = "\n".join(shown)
        headings = [
            heading.removesuffix("¶").removesuffix("#").strip()
            for heading in page.locator("article h2").all_inner_texts()
        ]
        at = 0
        for heading in headings:
            at = text.index(f"\n{heading}\n", at) + 1
        for hidden in ("Cite", "Copy link", "About", "On this page", "Back to top", "Next"):
            assert f"\n{hidden}\n" not in text, (name, hidden)
    page.close()


def test_pages_written_from_right_to_left(chromium: "Browser", tmp_path: Path) -> None:
    brief = (
        "---\nbrief:\n  reference: A-1\n  date: 2026-02-23\n  summary: ملخص قصير.\n"
        "tlp: AMBER\n---\n"
        "# إيجاز عن الموانئ\n\nنص عن الميناء {claim}`c`.\n\n"
        "```{judgement} سيفتح الميناء\n:likelihood: likely\n:confidence: high\n```\n\n"
        "| اسم | معنى |\n| --- | --- |\n| أ | ب |\n"
    )
    note = (
        "---\nsource:\n  id: s\n  title: خبر\n  date: 2026-02-20\n---\n# ملاحظة\n\n"
        "```{actor} الوزارة\n:id: m\n:kind: organisation\n```\n\n"
        "```{claim} يفتح الميناء في مايو\n:id: c\n:by: m\n```\n"
    )
    built = build_project(
        tmp_path,
        {"b.md": brief, "n.md": note},
        conf={
            **BASE_CONF,
            "language": "ar",
            "html_theme": "briefing",
            "briefing_unmarked": "AMBER",
        },
    )
    assert built.warnings == []
    problems: list[str] = []
    with served(built.out) as address:
        for width in (SMALLEST, 1440):
            page = window(chromium, width)
            watch(page, problems)
            page.goto(f"{address}/b.html")
            assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            title = page.locator("h1").bounding_box()
            block = page.locator(".brief-title-block").bounding_box()
            assert title
            assert block
            statement = page.locator(".brief-key-statement").first.bounding_box()
            said = page.locator(".brief-key-details").first.bounding_box()
            assert statement
            assert said
            beside = width > 640
            assert (statement["x"] > said["x"] + said["width"]) == beside
            assert (statement["y"] + statement["height"] <= said["y"]) != beside
            page.close()
    assert problems == []


@pytest.mark.parametrize("theme", ["pydata_sphinx_theme", "sphinx_book_theme", "alabaster"])
def test_other_themes_keep_the_contrast_of_their_links(
    chromium: "Browser", tmp_path: Path, theme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    files = {
        "b.md": brief("{claim}`vik` {actor}`NMT`\n", reference="P-1", status="final"),
        "n.md": note(
            record("claim", "Vik reopens", by="NMT", id="vik")
            + record("actor", "NMT", "See {term}`LEAP`.", kind="organisation")
            + record("term", "LEAP")
        ),
    }
    built = build_project(tmp_path, files, conf={"html_theme": theme})
    found = []
    for name in ("b.html", "n.html", "briefing/actor/nmt.html"):
        page = window(chromium)
        page.goto(built.path(name).as_uri())
        only = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
        for violation in Axe().run(page, "[class*='brief-']", only).response["violations"]:
            found += [(name, node["html"], node["failureSummary"]) for node in violation["nodes"]]
        page.close()
    assert found == []
