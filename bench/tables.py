"""What a large table costs its reader: a register of claims in a browser, on a slow phone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import measure, words
from bench.browsing import browser, served
from bench.scenarios import in_other_process
from bench.theme import CONF

if TYPE_CHECKING:
    from playwright.sync_api import Page

A_NOTE = 10
"""How many claims a note has."""
SLOWER = 4
"""By how much the processor of a phone is slower."""
BITS = 1_600_000
"""Bits a second of its connection."""
DELAY = 150
"""Milliseconds until an answer begins."""

_WATCH = """(() => {
    window.briefTasks = [];
    new PerformanceObserver((list) => {
        for (const task of list.getEntries()) window.briefTasks.push(task.duration);
    }).observe({ type: "longtask", buffered: true });
})()"""
_BLOCKED = "window.briefTasks.reduce((sum, long) => sum + Math.max(long - 50, 0), 0)"
_SORT = """(at) => new Promise((done) => {
    const button = document.querySelectorAll(".brief-view-table thead button.brief-sort")[at];
    const start = performance.now();
    button.click();
    // When the next picture has been shown.
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""


@dataclass(frozen=True, slots=True)
class TableRun:
    """A register that was opened, and sorted once by each column."""

    claims: int
    round: int
    bytes: int
    """The size of the page."""
    blocking: float
    """Seconds beyond 50 ms of all tasks until the page rests."""
    sorting: float
    """Seconds from the click to the picture, for the slowest column."""


def write(folder: Path, claims: int, seed: int) -> None:
    """Write notes with claims, and a register that prints all of them."""
    from random import Random

    shutil.rmtree(folder, ignore_errors=True)
    source, random = folder / "src", Random(seed)
    (source / "notes").mkdir(parents=True)
    people = [f"{given} {family}" for given in words.GIVEN[:10] for family in words.FAMILY[:10]]
    rows = "".join(f"{name},person,{random.choice(('DE', 'FR', 'PL'))}\n" for name in people)
    (source / "actors.csv").write_text(f"name,kind,country\n{rows}", encoding="utf-8")
    text = "# People\n\n```{actors}\n:file: actors.csv\n:as: list\n```\n"
    (source / "people.md").write_text(text, encoding="utf-8")
    for number in range(0, claims, A_NOTE):
        day = f"20{random.randint(16, 25)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
        page = (
            f"---\nsource:\n  id: s{number}\n  title: Report {number}\n  publisher: Daily\n"
            f"  date: {day}\n  reliability: {random.choice('ABCDEF')}\n---\n# Report {number}\n"
        )
        for claim in range(number, min(number + A_NOTE, claims)):
            page += (
                f"\n```{{claim}} {words.sentence(random)} {claim}\n:id: c{claim}\n"
                f":by: {random.choice(people)}\n:credibility: {random.randint(1, 6)}\n```\n"
            )
        (source / "notes" / f"n{number}.md").write_text(page, encoding="utf-8")
    register = "# Register\n\n```{claims}\n:caption: All claims\n```\n"
    (source / "register.md").write_text(register, encoding="utf-8")
    start = "# Start\n\n```{toctree}\n:glob:\npeople\nregister\nnotes/*\n```\n"
    (source / "index.md").write_text(start, encoding="utf-8")


def compare(folder: Path, sizes: Sequence[int], seed: int, rounds: int) -> Iterator[TableRun]:
    """Build registers of some sizes, and open each as many times as are asked for."""
    for size in sizes:
        place = folder / str(size)
        in_other_process(write, place, size, seed)
        measure.build(place / "src", place / "out", conf=CONF)
        for number in range(rounds):
            yield opened(place / "out" / "register.html", size, number)


def opened(path: Path, claims: int, number: int) -> TableRun:
    """Open a register in Chromium as a slow phone would, and sort it by every column."""
    with served(path.parent) as address, browser() as chromium:
        page = chromium.new_page(viewport={"width": 390, "height": 844})
        _slow_down(page)
        page.add_init_script(_WATCH)
        page.goto(f"{address}/{path.name}", wait_until="load", timeout=120_000)
        page.wait_for_timeout(2000)
        blocking = page.evaluate(_BLOCKED)
        heads = page.locator(".brief-view-table thead button.brief-sort").count()
        sorting = [page.evaluate(_SORT, at) for at in range(heads) for _ in range(2)]
    return TableRun(claims, number, path.stat().st_size, blocking / 1000, max(sorting) / 1000)


def _slow_down(page: Page) -> None:
    client: Any = page.context.new_cdp_session(page)
    client.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    client.send("Network.enable")
    speed = BITS / 8
    conditions = {"downloadThroughput": speed, "uploadThroughput": speed, "latency": DELAY}
    client.send("Network.emulateNetworkConditions", {"offline": False, **conditions})
