"""Quotations found in their sources: exactly, or not at all."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, islice

from .as_written import Gap, Quotation
from .canonical import Canonical, canonical, composed
from .edges import begins, ends
from .furniture import furniture

_MOST = 1000
"""Places of a piece that are looked at."""
_MOST_LOOKED = 200_000
"""Places of pieces after one another that are looked at, all in all."""

Span = tuple[int, int]
"""First character, and the one after the last."""


@dataclass(frozen=True, slots=True)
class Found:
    """The place of a quotation in its source."""

    start: int
    end: int
    """In :attr:`Source.text`."""
    parts: tuple[Span, ...]
    """What stands there of the quotation, without what was left out or replaced."""
    page: int
    """The page on which it begins, from 1."""
    count: int
    """How many places there are that it may have been taken from."""


class Source:
    """The text of a source, made ready for many quotations.

    :param pages: its text, page by page; what has no pages is one.
    """

    def __init__(self, pages: Sequence[str]) -> None:
        composed_pages = [composed(page).rstrip() for page in pages]
        self.text = "\f".join(composed_pages)
        """The whole text, with accents that are one with their letters."""
        self.pages = len(composed_pages)
        self._page_starts = [0, *accumulate(len(page) + 1 for page in composed_pages[:-1])]

    @cached_property
    def canonical(self) -> Canonical:
        """The text as quotations are compared with it."""
        return canonical(self.text)

    @cached_property
    def flowing(self) -> Source | None:
        """The same without heads and feet of pages, if it has any."""
        starts = self._page_starts
        ends = [*(start - 1 for start in starts[1:]), len(self.text)]
        hidden = furniture(self.text, list(zip(starts, ends, strict=True)))
        if self.pages < 2 or not hidden:
            return None
        found = copy(self)
        found.__dict__.pop("unhyphenated", None)
        found.__dict__["canonical"] = canonical(self.text, hidden)
        return found

    @cached_property
    def unhyphenated(self) -> _Unhyphenated | None:
        """The text without hyphens, if lines end with hyphens that may be none."""
        found = self.canonical
        return _Unhyphenated.of(found) if found.line_ends else None

    def page_of(self, place: int) -> int:
        """The page, from 1, that a place of the text stands on."""
        return bisect_right(self._page_starts, place)

    def places(self, piece: str, start: int, end: int) -> Iterator[Span]:
        """Where a piece stands in a part of the canonical text, whole words or not."""
        if (plain := self.unhyphenated) is not None:
            yield from plain.places(piece, start, end)
            return
        text = self.canonical.text
        while (at := text.find(piece, start, end)) >= 0:
            yield at, at + len(piece)
            start = at + 1


@dataclass(frozen=True, slots=True)
class _Unhyphenated:
    """A text in which a hyphen at the end of a line may be a part of the word, or may not."""

    text: str
    hyphens: list[int]
    """Where they stand in the canonical text."""
    kept: list[int]
    """Where they stood in this one."""
    line_ends: frozenset[int]

    @classmethod
    def of(cls, found: Canonical) -> _Unhyphenated:
        hyphens = [at for at, char in enumerate(found.text) if char == "-"]
        kept = [at - number for number, at in enumerate(hyphens)]
        return cls(found.text.replace("-", ""), hyphens, kept, frozenset(found.line_ends))

    def places(self, piece: str, start: int, end: int) -> Iterator[Span]:
        """Where a piece stands in a part of the canonical text."""
        bare = piece.replace("-", "")
        wanted = {at - number for number, at in enumerate(_hyphens(piece))}
        low = start - bisect_left(self.hyphens, start)
        high = end - bisect_left(self.hyphens, end)
        while bare and (at := self.text.find(bare, low, high)) >= 0:
            low, after = at + 1, at + len(bare)
            # Hyphens inside of it, and at its ends where the piece has them, too.
            first = bisect_left(self.kept, at if 0 in wanted else at + 1)
            last = bisect_left(self.kept, after + 1 if len(bare) in wanted else after)
            there = {self.kept[number] - at: number for number in range(first, last)}
            if wanted <= there.keys() and all(
                place in wanted or self.hyphens[number] in self.line_ends
                for place, number in there.items()
            ):
                begin = first if 0 in wanted else bisect_right(self.kept, at)
                yield at + begin, after + last


def _hyphens(piece: str) -> list[int]:
    return [at for at, char in enumerate(piece) if char == "-"]


@dataclass(slots=True)
class Search:
    """One quotation in one source."""

    quotation: Quotation
    source: Source
    _failed: set[tuple[int, int]] = field(default_factory=set)
    _looked: int = 0

    def found(self, is_meant: Callable[[int], bool]) -> Found | None:
        """The place of the quotation.

        Of several, it is one that is meant, then one that has least between its pieces, then the
        first.
        """
        matches = [
            [span] for span in self._places(self.quotation.whole.text) if self._is_apart(span)
        ]
        if not matches and self.quotation.pieces:
            matches = list(self._in_pieces())
        if not matches:
            return None
        way = self.source.canonical.mapped

        def merit(spans: list[Span]) -> tuple[bool, int, int]:
            start = spans[0][0]
            return not is_meant(way.start(start)), spans[-1][1] - start, start

        best = min(matches, key=merit)
        parts = tuple((way.start(start), way.end(end)) for start, end in best)
        start, end = parts[0][0], parts[-1][1]
        count = len({spans[-1][1] for spans in matches})
        return Found(start, end, parts, self.source.page_of(start), count)

    def _places(self, piece: str) -> Iterator[Span]:
        everything = len(self.source.canonical.text)
        return islice(self.source.places(piece, 0, everything), _MOST) if piece else iter(())

    def _is_apart(self, span: Span) -> bool:
        text = self.source.canonical
        return begins(text, span[0]) and ends(text, span[1])

    def _in_pieces(self) -> Iterator[list[Span]]:
        for place in self._places(self.quotation.pieces[0].text):
            first = self._begun(place)
            if first and (chain := self._from(0, first)):
                yield chain

    def _begun(self, span: Span) -> Span | None:
        """A first piece with the letters that an insertion before it stands for."""
        text, (start, end) = self.source.canonical, span
        if (gap := self.quotation.before) and gap.words:
            earlier = start - len(gap.words)
            if earlier >= 0 and gap.stands_for(text.text[earlier:start]) and begins(text, earlier):
                return earlier, end
        return span if begins(text, start) else None

    def _ended(self, span: Span) -> Span | None:
        """A last piece with the letters that an insertion after it stands for."""
        text, (start, end) = self.source.canonical, span
        if gap := self.quotation.after:
            after = end
            while after < end + gap.reach and text.text[after : after + 1].isalpha():
                after += 1
            if gap.stands_for(text.text[end:after]) and ends(text, after):
                return start, after
        return span if ends(text, end) else None

    def _from(self, number: int, span: Span) -> list[Span] | None:
        """A piece that stands at a place, and the nearest places of all others after it."""
        if number == len(self.quotation.gaps):
            ended = self._ended(span)
            return [ended] if ended else None
        if (number, span[1]) in self._failed:
            return None
        gap, piece = self.quotation.gaps[number], self.quotation.pieces[number + 1].text
        limit = span[1] + gap.reach + len(piece)
        for place in self.source.places(piece, span[1], limit):
            self._looked += 1
            if self._looked > _MOST_LOOKED:
                return None
            if self._bridges(gap, span[1], place[0]) and (rest := self._from(number + 1, place)):
                return [span, *rest]
        self._failed.add((number, span[1]))
        return None

    def _bridges(self, gap: Gap, start: int, end: int) -> bool:
        """Whether a gap may stand for what stands between two places."""
        text = self.source.canonical
        between = text.text[start:end]
        stripped = between.strip(" ")
        if not gap.stands_for(stripped):
            return False
        first = start + len(between) - len(between.lstrip(" "))
        last = first + len(stripped)
        if gap.joins_before:
            return gap.joins_after or (ends(text, last) and begins(text, end))
        begin = first if gap.joins_after else end
        if gap.words is not None and "-" in (text.text[start - 1], text.text[begin]):
            return True  # pro-[Russian]
        return ends(text, start) and begins(text, begin)
