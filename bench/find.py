"""The search beside Pagefind's, on the pages of the example: right results among the first five.

Pagefind is used as it comes. It needs a server and a policy that allows WebAssembly.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from bench import measure
from bench.browsing import browser, served
from bench.queries import QUESTIONS, Question

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[1]
FIRST = 5
"""Results that are looked at."""


@dataclass(frozen=True, slots=True)
class Found:
    """The right results of a question among the first, ours and Pagefind's, and all it finds."""

    question: str
    ours: int
    theirs: int
    pagefind_total: int


def compare(folder: Path) -> Iterator[Found]:
    """Build the example, index its pages with Pagefind, and ask both in Chromium."""
    shutil.rmtree(folder, ignore_errors=True)
    out = folder / "html"
    measure.build(ROOT / "briefings", out, conf=ROOT / "conf")
    command = [sys.executable, "-m", "pagefind", "--site", str(out), "--quiet"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    with browser() as chromium, served(out) as address:
        yield from _ask(chromium, address)


def _ask(chromium: Browser, address: str) -> Iterator[Found]:
    page = chromium.new_page()
    for question in QUESTIONS:
        page.goto(f"{address}/briefing-search.html?q={quote(question.text)}")
        page.wait_for_selector(".brief-find[data-state=ready]")
        ours: list[str] = page.evaluate(_OURS)
        theirs: dict[str, Any] = page.evaluate(_THEIRS, question.text)
        yield Found(
            question.text,
            right(question, ours),
            right(question, theirs["first"]),
            theirs["total"],
        )


_OURS = """() => [...document.querySelectorAll("a.brief-find-hit")].map(
  (link) => link.pathname + link.hash
)"""
_THEIRS = """async (text) => {
  const pagefind = await import("/pagefind/pagefind.js");
  const { results } = await pagefind.search(text);
  const first = await Promise.all(results.slice(0, 5).map((result) => result.data()));
  return { total: results.length, first: first.map((data) => data.url) };
}"""


def right(question: Question, addresses: list[str]) -> int:
    """How many of the first results are right; each counts once."""
    answers = set(question.right.split())
    return len(answers & {target(address) for address in addresses[:FIRST]})


def target(address: str) -> str:
    """What an address leads to: the anchor of a record, or the name of a page."""
    path, _, anchor = unquote(address).partition("#")
    return anchor or path.lstrip("/").removesuffix(".html")
