"""The file and line of each paragraph of a file that was made today."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from ..word_files.model import Paragraph


class Spot(NamedTuple):
    """A place in the sources; without a line there is none."""

    path: str = ""
    """From the folder of the pages."""
    line: int = 0
    is_record: bool = False
    """Whether it is where a record begins that is printed there."""


_LIKE, _UNLIKE = 85, 70
"""Likeness from which a line holds the words of a paragraph, and up to which it does not."""
_BEGINNING = 60
_FURTHEST = 300
"""Lines of one block of the sources, such as a table."""

ReadLines = Callable[[str], Sequence[str]]
"""The lines of a source file; none if it cannot be read."""

FindRecord = Callable[[str, str], Spot]


def spots_of(
    paragraphs: Sequence[Paragraph],
    places: Mapping[str, Mapping[str, str]],
    record: FindRecord,
    lines: ReadLines,
) -> list[Spot]:
    """The places of paragraphs: each begins with its bookmarks, or else goes on with the last.

    :param places: what the bookmarks stand for.
    :param record: finds where a record is written.
    :param lines: reads the sources, since blocks such as tables know no more than where they begin.
    """
    found: list[Spot] = []
    last = Spot()
    for paragraph in paragraphs:
        own: list[Spot] = []
        for name in paragraph.bookmarks:
            facts = places.get(name)
            if facts is None:
                continue
            if "line" in facts:
                own.append(Spot(facts.get("file", ""), int(facts["line"])))
            else:
                spot = record(facts.get("kind", ""), facts.get("id", ""))
                if spot.line:
                    own.append(spot)
        if own:
            # What a paragraph prints of a record is written there; several are a selection's.
            records = [one for one in own if one.is_record]
            plain = [one for one in own if not one.is_record]
            last = records[0] if len(set(records)) == 1 or not plain else plain[-1]
        found.append(last)
    first = next((spot for spot in found if spot.line), Spot())
    found = [spot if spot.line else first for spot in found]
    begins: dict[str, list[int]] = {}
    for spot in found:
        begins.setdefault(spot.path, []).append(spot.line)
    return [
        spot if spot.is_record else _nearer(one.before, spot, lines(spot.path), begins[spot.path])
        for one, spot in zip(paragraphs, found, strict=True)
    ]


def _nearer(text: str, spot: Spot, lines: Sequence[str], begins: Iterable[int]) -> Spot:
    """The line of a block that holds the words of a paragraph, if its first line does not."""
    start = text[:_BEGINNING].casefold()
    end = min((line for line in begins if line > spot.line), default=len(lines) + 1)
    within = lines[spot.line - 1 : min(end - 1, spot.line + _FURTHEST)]
    if len(start) < 3 or len(within) < 2:
        return spot
    likes = [fuzz.partial_ratio(start, line.casefold()) if len(line) >= 3 else 0 for line in within]
    best = max(likes)
    if likes[0] > _UNLIKE or best < _LIKE:
        return spot
    return spot._replace(line=spot.line + likes.index(best))
