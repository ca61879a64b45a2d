"""Heads and feet of pages, which part what goes over from one page to the next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

Span = tuple[int, int]

_MOST, _LONGEST = 3, 150
"""Lines at an edge of a page that may be none of its text, and characters of these."""
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_NUMBER = re.compile(r"\W*(?:\w{1,9}\.? )?#(?: ?(?:\w{1,3}|/) ?#)?\W*")
_DIGITS = re.compile(r"\d+|\b[ivxl]+\b")


def furniture(text: str, pages: Sequence[Span]) -> list[Span]:
    """The lines at the edges of pages that hold their numbers, or stand on other pages, too.

    >>> text = "Report 2026 We\\nagreed\\n1\\fReport 2026\\nto it.\\n2"
    >>> [text[slice(*span)] for span in furniture(text, [(0, 23), (24, len(text))])]
    ['1', 'Report 2026', '2']
    """
    heads = [list(_edge(text, page)) for page in pages]
    feet = [list(_edge(text, page, from_end=True)) for page in pages]
    counts: Counter[str] = Counter()
    for lines in (*heads, *feet):
        counts.update({_shape(text[slice(*line)]) for line in lines})
    least = max(2, len(pages) // 3)
    found: set[Span] = set()
    for lines in (*heads, *feet):
        for line in lines:
            shape = _shape(text[slice(*line)])
            if counts[shape] < least and not _NUMBER.fullmatch(shape):
                break
            found.add(line)
    return sorted(found)


def _edge(text: str, page: Span, *, from_end: bool = False) -> Iterator[Span]:
    """The first lines of a page, or the last ones, the last first."""
    start, end = page
    lines = [line.span() for line in _LINE.finditer(text, start, end)]
    chosen = lines[::-1][:_MOST] if from_end else lines[:_MOST]
    # A page of a few lines may be all text.
    yield from (line for line in chosen[: len(lines) // 2] if line[1] - line[0] <= _LONGEST)


def _shape(line: str) -> str:
    """A line without its numbers."""
    return _DIGITS.sub("#", " ".join(line.split()).casefold())
