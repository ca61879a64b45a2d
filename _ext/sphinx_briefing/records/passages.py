"""Somebody's own words in records, and the places of these in their sources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from ..quotations import is_too_short
from ..texts import shorten

_LONGEST = 100
_LOCATOR = re.compile(r"(p\.|para) (\d+)")


class Place(Struct, frozen=True, gc=False):
    """The place of somebody's own words in a snapshot of their source."""

    source: str
    """The id of the source."""
    address: str
    """The address that leads to the words, or as near as there is one; empty without any."""
    locator: str
    """The place in words, ``p. 3`` or ``para 2``; empty where it has neither."""

    @property
    def numbered(self) -> tuple[str, int]:
        """The unit of the locator, ``p.`` or ``para``, and its number; an empty unit for none."""
        match = _LOCATOR.fullmatch(self.locator)
        return (match[1], int(match[2])) if match else ("", 0)


def short_passages(passage: str) -> Iterator[tuple[str, str]]:
    """The message on a passage that is too short to be found, as a remark on its field."""
    if is_too_short(passage):
        said = shorten(passage, _LONGEST)
        yield "", f"the passage {said!r} is too short to be found; quote two words or more"
