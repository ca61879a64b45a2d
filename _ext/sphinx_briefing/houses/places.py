"""Other houses as a configuration names them: a ledger, and where its pages are published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LEDGER, PAGES, TITLE, UNMARKED, SUFFIX = KEYS = ("ledger", "pages", "title", "unmarked", "suffix")
"""What may be said of a house: its ledger, the address of its pages, the name that readers know it
by, the marking of what bears none there, the end of the addresses of its pages."""


@dataclass(frozen=True, slots=True)
class Place:
    """A house as it was written down.

    :param ledger: a file, a folder of tables, or an address on the web.
    :param pages: the address below which its pages are published.
    :param title: what readers know it by.
    :param unmarked: the marking of what bears none there; empty for that of one's own house.
    :param suffix: the end of the addresses of its pages.
    """

    name: str
    ledger: str
    pages: str = ""
    title: str = ""
    unmarked: str = ""
    suffix: str = ".html"

    @property
    def is_remote(self) -> bool:
        """Whether its ledger is on the web, so that it has to be fetched."""
        return is_address(self.ledger)


def is_address(text: str) -> bool:
    """Whether a text is an address on the web."""
    return text.lower().startswith(("http://", "https://"))


def place_of(name: str, value: str | Mapping[str, Any]) -> Place:
    """A house as its entry in ``briefing_houses`` says it, which has been checked."""
    return Place(name, value) if isinstance(value, str) else Place(name, **value)


def path_of(place: Place, conf: Path) -> Path:
    """The file or folder of a ledger that is no address, from the folder of the ``conf.py``."""
    return conf / place.ledger
