"""What a browser loads for one question, from an index of any size."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinx.application import Sphinx

from bench.browsing import browser, served
from bench.many_pages import Pages, word

if TYPE_CHECKING:
    from playwright.sync_api import Page, Response

PAGE = "briefing-search.html"
CONF = """
extensions = ["myst_parser", "sphinx_briefing"]
primary_domain = "brief"
html_theme = "briefing"
briefing_search = True
briefing_cards = False
"""


@dataclass(frozen=True, slots=True)
class LoadedRun:
    """What one question loads."""

    pages: int
    kind: str
    """The sort of question."""
    question: str
    results: int
    index: int
    """Bytes of the index."""
    page: int
    """Bytes of the page, its scripts, styles and fonts."""
    requests: int
    """How many of the index."""
    seconds: float
    """From the start until results are shown."""


def questions(website: Pages) -> Sequence[tuple[str, str]]:
    """Questions of all sorts, each with what sort it is."""
    return (
        ("rare word", word(59_000)),
        ("some word", word(3000)),
        ("frequent word", word(40)),
        ("most frequent word", word(0)),
        ("two words", f"{word(200)} {word(900)}"),
        ("three words", f"{word(30)} {word(120)} {word(900)}"),
        ("a name", website.actors[0]),
        ("beginning", word(900)[:4]),
        ("phrase", f'"{website.topics[3]}"'),
        ("slip", word(900)[:-3] + "xak"),
        ("id", "claim-c77-1"),
    )


def search_page(folder: Path) -> Path:
    """A website with nothing but the page of the search; gives the folder of its output."""
    src, out = folder / "page-src", folder / "page"
    src.mkdir(parents=True, exist_ok=True)
    (src / "conf.py").write_text(CONF)
    (src / "index.md").write_text("# Start\n\nWords.\n")
    Sphinx(src, src, out, folder / "page-doctrees", "html", status=None).build()
    return out


def loaded(folder: Path, website: Pages, index: Path) -> Iterator[LoadedRun]:
    """Ask an index in Chromium, each question in a browser that has loaded nothing yet.

    :param index: the folder of the index.
    """
    out = search_page(folder)
    (out / "_search").rename(folder / "small-search")
    (out / "_search").symlink_to(index.resolve())
    with browser() as chromium, served(out) as address:
        for kind, question in questions(website):
            context = chromium.new_context(viewport={"width": 1280, "height": 900})
            yield _asked(context.new_page(), address, website.pages, kind, question)
            context.close()


def _asked(page: Page, address: str, pages: int, kind: str, question: str) -> LoadedRun:
    sizes = {"index": 0, "page": 0}
    requests = 0

    def note(response: Response) -> None:
        nonlocal requests
        size = int(response.headers.get("content-length", "0"))
        is_index = "/_search/" in response.url
        requests += is_index
        sizes["index" if is_index else "page"] += size

    page.on("response", note)
    page.goto(f"{address}/{PAGE}?q={quote(question)}")
    page.wait_for_selector(".brief-find[data-state=ready]")
    seconds = page.evaluate("performance.now()") / 1000
    said = re.search(r"\d+", page.inner_text(".brief-find-count"))
    return LoadedRun(
        pages=pages,
        kind=kind,
        question=question,
        results=int(said[0]) if said else 0,
        index=sizes["index"],
        page=sizes["page"],
        requests=requests,
        seconds=seconds,
    )
