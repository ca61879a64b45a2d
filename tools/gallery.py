"""The pictures of the manual and the README: the example as browsers and printers show it.

``nox -s gallery`` builds the example and takes them; they lie in ``docs/_static/gallery``.
"""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image

from tests.browsing import browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER = Path(__file__).parents[1] / "docs" / "_static" / "gallery"
COLOURS = 128
"""Colours of a picture: enough for pages, and a third of its size."""


class Shot(NamedTuple):
    """A part of a page in a window."""

    name: str
    page: str
    width: int = 1280
    height: int = 860
    dark: bool = False
    top: str = ""
    """What stands at the top of the window, as a selector of CSS."""


BRIEF = "briefs/2026-07-e5-krakow"
GENEVA = "briefs/2026-08-geneva-talks.html"
FLEET = "briefs/2026-05-shadow-fleet.html"
SHOTS = (
    Shot("home", "index.html"),
    Shot("brief", f"{BRIEF}.html"),
    Shot("matrix", f"{BRIEF}.html", top=".brief-view-matrix"),
    Shot("topic", "briefing/topic/security-guarantees.html"),
    Shot("search", "briefing-search.html?q=597"),
    Shot("phone", f"{BRIEF}.html", 390, 844),
    Shot("dark", f"{BRIEF}.html", 390, 844, dark=True),
    Shot("hypotheses", GENEVA, height=1060, top=".brief-view-ach"),
    Shot("chart", FLEET, height=1180, top=".brief-pictured:has(.brief-view-chart)"),
    Shot("judgement", f"{BRIEF}.html", height=1060, top="#judgements"),
    Shot("passage", GENEVA, height=380, top=".brief-restricted"),
)


def main() -> None:
    """Take the pictures of a website that is given by its folder."""
    site = Path(sys.argv[1]).resolve()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with browser() as chromium:
        for shot in SHOTS:
            _save(shot.name, _taken(chromium, site, shot))
    for name, page in (("paper", "1"), ("paper-matrix", "3")):
        pdf = str(site / f"{BRIEF}.pdf")
        command = ["pdftoppm", "-r", "72", "-png", "-f", page, "-l", page, pdf]
        _save(name, subprocess.run(command, check=True, capture_output=True).stdout)


def _taken(chromium: Browser, site: Path, shot: Shot) -> bytes:
    """A picture of a page, with the fonts and whatever comes late."""
    window = chromium.new_page(
        viewport={"width": shot.width, "height": shot.height},
        color_scheme="dark" if shot.dark else "light",
    )
    window.goto(f"{site.as_uri()}/{shot.page}")
    window.wait_for_load_state("networkidle")
    window.wait_for_timeout(500)
    if shot.top:
        window.locator(shot.top).first.evaluate(
            "one => scrollTo({top: one.getBoundingClientRect().top + scrollY - 70})"
        )
        window.wait_for_timeout(300)
    taken = window.screenshot()
    window.close()
    return taken


def _save(name: str, picture: bytes) -> None:
    """Write a picture with few colours."""
    few = Image.open(BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
