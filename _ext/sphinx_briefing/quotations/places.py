"""Places in sources as people name them and as addresses lead to them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from urllib.parse import urldefrag

from .fragments import Terms
from .searching import Source, Span

_BLOCK_END = re.compile(r"\n\s*\n|\f")
_SENTENCE = re.compile(r"[.!?:;\u2026\u3002\uff01\uff1f\u06d4\u061f\u0964][\W\d]*\Z")
_TAIL = 40
_DIRECTIVE = ":~:"


class Paragraphs:
    """The paragraphs of a source, counted as readers count them.

    Headings, captions and entries of menus are none: a paragraph ends like a sentence, unless
    nothing in the source does.
    """

    def __init__(self, source: Source) -> None:
        self._text = source.text

    @cached_property
    def _blocks(self) -> list[Span]:
        ends = list(_BLOCK_END.finditer(self._text))
        starts = [0, *(end.end() for end in ends)]
        return list(zip(starts, [*(end.start() for end in ends), len(self._text)], strict=True))

    @cached_property
    def _starts(self) -> list[int]:
        filled = [
            (start, tail)
            for start, end in self._blocks
            if (tail := self._text[max(start, end - _TAIL) : end].strip())
        ]
        sentences = [start for start, tail in filled if _SENTENCE.search(tail)]
        return sentences or [start for start, _ in filled]

    def number(self, place: int) -> int:
        """The number, from 1, of the paragraph in which a place stands; any block will do there."""
        block = self._blocks[bisect_right(self._blocks, (place, len(self._text))) - 1]
        return bisect_left(self._starts, block[0]) + 1


def address_of_words(url: str, terms: Terms | None) -> str:
    """The address of words on a page; that of the page where no terms lead to them.

    >>> address_of_words("https://a.org/b#c", Terms("we agreed"))
    'https://a.org/b#c:~:text=we%20agreed'
    """
    if terms is None:
        return url
    page, fragment = urldefrag(url)
    return f"{page}#{fragment.partition(_DIRECTIVE)[0]}{_DIRECTIVE}{terms.directive}"


def address_of_page(url: str, page: int) -> str:
    """The address of a page of a PDF.

    >>> address_of_page("https://a.org/b.pdf#page=1&zoom=50", 12)
    'https://a.org/b.pdf#page=12&zoom=50'
    """
    file, fragment = urldefrag(url)
    others = [
        part
        for part in fragment.partition(_DIRECTIVE)[0].split("&")
        if "=" in part and not part.lower().startswith("page=")
    ]
    return f"{file}#{'&'.join([f'page={page}', *others])}"
