"""Addresses of words in Chromium: it scrolls to the block in which the words stand."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinx_briefing.quotations import Anchors, Found, Source, address_of_words, find
from tests.browsing import browser, served
from tests.quoted import quotations, true_quotation

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

SHOWN = """(id) => {
    const { top, bottom } = document.getElementById(id).getBoundingClientRect();
    return window.scrollY > 0 && bottom > 0 && top < window.innerHeight;
}"""
BETWEEN = "<br>" * 200
"""So much that no two blocks are seen together."""


@pytest.fixture(scope="module")
def page() -> Iterator["Page"]:
    with browser() as chromium:
        yield chromium.new_page()


def show(folder: Path, blocks: tuple[str, ...], name: str = "a") -> None:
    body = BETWEEN.join(f'<p id="b{at}">{escape(block)}</p>' for at, block in enumerate(blocks))
    text = f"<!doctype html><meta charset=utf-8><title>A</title><h1>A</h1>{BETWEEN}{body}{BETWEEN}"
    (folder / f"{name}.html").write_text(text, encoding="utf-8")


def is_shown(page: "Page", address: str, block: int) -> bool:
    """Whether a browser that comes from elsewhere scrolls to a block."""
    page.goto("about:blank")
    page.goto(address)
    try:
        page.wait_for_function(SHOWN, arg=f"b{block}", timeout=3000)
    except Exception as error:
        if type(error).__name__ != "TimeoutError":
            raise
        return False
    return True


def test_words_of_many_articles_are_scrolled_to(page: "Page", tmp_path: Path) -> None:
    with served(tmp_path) as server:
        for number, (_, printed, quoted) in enumerate(quotations(11, true_quotation, 60)):
            source = Source([printed.text])
            place = find(quoted.text, source)
            assert isinstance(place, Found)
            terms = Anchors(source).terms(place)
            if terms is None:
                continue
            show(tmp_path, printed.blocks, f"{number}")  # a browser keeps pages
            address = address_of_words(f"{server}/{number}.html", terms)
            block = source.text.count("\n\n", 0, place.start)
            assert is_shown(page, address, block), (address, quoted)


@pytest.mark.parametrize(
    ("quotation", "block"),
    [
        ("we will not leave Norland alone", 0),
        ("We Will Not Leave Norland Alone", 1),
        ("Europe ne signera pas", 2),
        ("that 5 % of pro-Kestrian forces, and others & more", 2),
        ("ends here. Another one begins", 2),
        ("The same words.", 4),
        ("\u5b89\u5168\u306e\u4fdd\u969c\u3092", 6),
    ],
)
def test_what_is_hard_to_name(page: "Page", tmp_path: Path, quotation: str, block: int) -> None:
    blocks = (
        "In May they said that we will not leave Norland alone, and they meant it.",
        "In June they wrote that We Will Not Leave Norland Alone, and nobody believed it.",
        "L\u2019Europe ne signera pas, and that 5 % of pro-Kestrian forces, and others & more ends "
        "here.",
        "Another one begins.",
        "The same words.",
        "The same words.",
        "\u5927\u81e3\u306f\u3001\u5b89\u5168\u306e\u4fdd\u969c\u3092\u7d04\u675f\u3057\u305f\u3002",
    )
    source = Source(["\n\n".join(blocks)])
    place = find(quotation, source)
    assert isinstance(place, Found)
    show(tmp_path, blocks)
    with served(tmp_path) as server:
        address = address_of_words(f"{server}/a.html", Anchors(source).terms(place))
        assert is_shown(page, address, block), address
