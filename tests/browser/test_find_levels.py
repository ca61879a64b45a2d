"""The search of a large website: its results are those of small parts, and of everything."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from bench.many_pages import FACETS, KINDS, OF_TOPIC, Pages, word
from sphinx_briefing.html.search.composing import compose
from tests.browsing import served, watch
from tests.support import build_project

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

CONF = {"briefing_search": True, "briefing_cards": False, "html_theme": "briefing"}
WEBSITE = Pages(300, 11)
FREQUENT, OFTEN, SOME = word(0), word(40), word(300)
QUESTIONS = {
    "a word": SOME,
    "a frequent word": FREQUENT,
    "two words": f"{FREQUENT} {OFTEN}",
    "three words": f"{FREQUENT} {OFTEN} {word(5)}",
    "a name": WEBSITE.actors[1],
    "a topic": WEBSITE.topics[2],
    "a phrase": f'"{WEBSITE.topics[0]}"',
    "the beginning of words": SOME[:3],
    "an id": "claim-c7-1",
    "a year": "2016",
    "a slip": OFTEN[:-1] + "xk",
    "nothing": "",
    "no word": "qqqqqqq",
}
NARROWED = {
    "by a topic": f"q={FREQUENT}&topic=t3",
    "by two actors": f"q={OFTEN}&actor=a0&actor=a2",
    "by days": f"q={FREQUENT}&since=2017-03-01&until=2018-11-30",
    "by a year and a kind": "year=2019&kind=claim&kind=note",
    "until a day": "until=2014-06-01",
    "since a day": "since=2024-06-01",
}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same index in small parts and in levels, each with the page of the search."""
    root = tmp_path_factory.mktemp("levels")
    built = build_project(root / "p", {"a.md": "# A\n\nWords.\n"}, conf=CONF)
    partials = [WEBSITE.partial(range(300))]
    found = {}
    for name, is_large in (("small", False), ("large", True)):
        found[name] = root / name
        shutil.copytree(built.out, found[name])
        compose(partials, is_large=is_large).write(found[name] / "_search")
    return found


@pytest.fixture(scope="module")
def ways(sites: dict[str, Path]) -> Iterator[dict[str, str]]:
    """The addresses at which an index is read: one in small parts, all others in levels."""
    with ExitStack() as open_:
        yield {
            "small": f"{open_.enter_context(served(sites['small']))}/",
            "pieces": f"{open_.enter_context(served(sites['large'], pieces=True))}/",
            "whole files": f"{open_.enter_context(served(sites['large']))}/",
            "disk": f"{sites['large'].as_uri()}/",
        }


@pytest.fixture
def page(chromium: "Browser") -> Iterator["Page"]:
    problems: list[str] = []
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    watch(page, problems)
    yield page
    page.close()
    assert problems == []


SEEN = """() => ({
  count: document.querySelector(".brief-find-count").textContent,
  slips: document.querySelector(".brief-find-slips").textContent,
  rows: [...document.querySelectorAll(".brief-find-results h2, .brief-find-list > li")]
    .map((one) => one.textContent),
  facets: [...document.querySelectorAll("details[data-facet]")]
    .map((one) => [one.dataset.facet, [...one.querySelectorAll("li")].map((li) => li.textContent)]),
})"""


def seen(page: "Page", address: str, query: str) -> dict[str, Any]:
    """What a reader sees of the answer to a question, all facets open."""
    page.goto(f"{address}briefing-search.html?{query}")
    page.wait_for_selector(".brief-find[data-state=ready]")
    page.evaluate("document.querySelectorAll('details[data-facet]').forEach((d) => d.open = true)")
    for facet in FACETS:
        place = page.locator(f"details[data-facet={facet.name}]")
        place.locator("ul").wait_for(state="attached")
    found: dict[str, Any] = page.evaluate(SEEN)
    return found


@pytest.mark.parametrize("query", [*QUESTIONS, *NARROWED])
def test_large_indexes_answer_as_small_ones(page: "Page", ways: dict[str, str], query: str) -> None:
    asked = NARROWED.get(query) or f"q={quote(QUESTIONS[query])}"
    small = seen(page, ways["small"], asked)
    assert small["rows"] or query == "no word"
    for way in ("pieces", "whole files", "disk"):
        assert seen(page, ways[way], asked) == small, way


@pytest.mark.parametrize("words", [(SOME,), (FREQUENT,), (FREQUENT, OFTEN), (word(3), word(7))])
def test_counts_are_those_of_a_search_of_everything(
    page: "Page", ways: dict[str, str], words: tuple[str, ...]
) -> None:
    entries = chain.from_iterable(map(WEBSITE.entries, range(300)))
    found = []
    for section, entry, values in entries:
        there = {*entry.titles, *entry.words, *entry.near}
        if all(any(one.startswith(asked) for one in there) for asked in words):
            found.append((KINDS[section], {value[1:] for value in values if value[0] == OF_TOPIC}))
    answer = seen(page, ways["pieces"], f"q={quote(' '.join(words))}")
    assert answer["count"] == f"Results: {len(found)}"
    facets = dict(answer["facets"])
    kinds = {kind: sum(one == kind for one, _ in found) for kind in KINDS}
    shown = sorted(facets["kind"])
    assert shown == sorted(f" {kind} {count}" for kind, count in kinds.items() if count)
    topics = [topic for _, those in found for topic in those]
    for line in facets["topic"]:
        label, _, count = line.strip().rpartition(" ")
        assert sum(name == label for _, name in topics) == int(count)


def test_a_server_is_asked_for_pieces_alone(page: "Page", ways: dict[str, str]) -> None:
    sizes: list[int] = []

    def note(response: Any) -> None:
        if "/_search/" in response.url:
            kind = response.url.rpartition("/")[2].partition("-")[0]
            sizes.append(int(response.headers["content-length"]))
            assert response.status == (206 if kind in {"words", "names", "shown"} else 200)

    page.on("response", note)
    seen(page, ways["pieces"], f"q={SOME}")
    assert sizes
    assert max(sizes) < 30_000


def test_a_policy_that_forbids_to_ask_is_obeyed(page: "Page", ways: dict[str, str]) -> None:
    page.add_init_script("window.fetch = () => Promise.reject(new TypeError('refused'))")
    forbidden = seen(page, ways["pieces"], f"q={SOME}")
    assert forbidden == seen(page, ways["small"], f"q={SOME}")
