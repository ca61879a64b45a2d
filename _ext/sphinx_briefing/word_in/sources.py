"""Words of a Word file found again in the text that they were made of."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from .remarks import Place
from .untracked import folded

_TOKEN = re.compile(r"\w+|\s+|.", re.DOTALL)
_SURE = 3
"""Words, or what stands between two, that are found in the same order by no chance."""
_HELD = 7
"""Likewise, that are a part of a passage and not only like one."""
_NEAR = 2
"""Words, and what stands between them, that an edit may be away from words that are known."""
_AROUND = 4
"""Words before and after a place by which it is looked for elsewhere."""
_BLANK = re.compile(r"\s*\Z")


@dataclass(slots=True)
class SourceFile:
    """A file of the sources, by lines."""

    path: Path
    text: str
    starts: list[int] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path) -> SourceFile | None:
        """Read a file; nothing where that is not possible."""
        try:
            text = path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            return None
        starts = [0, *(match.end() for match in re.finditer("\n", text))]
        return cls(path, text, starts)

    def line_at(self, offset: int) -> int:
        """The line of an offset, from 1."""
        return bisect_right(self.starts, offset)

    def line_of(self, words: str, start: int = 0, end: int | None = None) -> int:
        """The line that some words stand in, if they stand in a stretch just once; else 0."""
        if len(words.split()) < _AROUND:
            return 0
        pattern = re.compile(r"\s+".join(re.escape(one) for one in folded(words).split()))
        end = len(self.text) if end is None else end
        found = [*pattern.finditer(folded(self.text), start, end)]
        return self.line_at((found[0].start() + found[0].end()) // 2) if len(found) == 1 else 0

    def span_of(self, place: Place) -> tuple[int, int]:
        """The offsets of what a place may stand for: a paragraph, or a record with all it says."""
        first = min(max(place.line, 1), len(self.starts)) - 1
        last = min(max(place.last, place.line), len(self.starts))
        end = first + 1
        while end < last and (place.record or not _BLANK.match(self._line(end))):
            end += 1
        return self.starts[first], self.starts[end] if end < len(self.starts) else len(self.text)

    def _line(self, number: int) -> str:
        after = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[number] : after]


def window(words: str, offset: int) -> str:
    """The words around a place of a passage."""
    found = [*re.finditer(r"\S+", words)]
    number = max(sum(one.start() <= offset for one in found) - 1, 0)
    return " ".join(one[0] for one in found[max(number - _AROUND, 0) : number + _AROUND + 1])


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a text, with their offsets."""

    words: list[str]
    starts: list[int]

    @classmethod
    def of(cls, text: str) -> Tokens:
        found = [*_TOKEN.finditer(text)]
        return cls(
            [" " if one[0].isspace() else folded(one[0]) for one in found],
            [*(one.start() for one in found), len(text)],
        )

    def at(self, offset: int) -> int:
        """The number of the token that an offset is in, or before."""
        return max(bisect_right(self.starts, offset) - 1, 0)


class Alignment:
    """Printed words beside the text that they were made of.

    :param printed: the words.
    :param source: the text, with its markup.
    """

    def __init__(self, printed: str, source: str) -> None:
        self._printed, self._source = Tokens.of(printed), Tokens.of(source)
        matcher = SequenceMatcher(None, self._printed.words, self._source.words, autojunk=False)
        self._same: dict[int, int] = {}
        self._sure = set[int]()
        blocks = matcher.get_matching_blocks()
        least = min(_SURE, max(one.size for one in blocks))
        for one in blocks:
            if one.size < least:
                continue  # a full stop is found everywhere
            pairs = zip(range(one.a, one.a + one.size), range(one.b, one.b + one.size), strict=True)
            self._same.update(pairs)
            if one.size >= min(_HELD, len(self._printed.words)):
                self._sure.update(range(one.a, one.a + one.size))

    def holds(self, offset: int) -> bool:
        """Whether the words at an offset stand in the source."""
        number = self._printed.at(offset)
        return any(abs(one - number) <= _NEAR for one in self._sure)

    def near(self, offset: int) -> int | None:
        """The offset in the source of the word at, or else before or after, an offset."""
        number = self._printed.at(offset)
        words = [one for one in self._same if not self._printed.words[one].isspace()]
        if not words:
            return None
        best = min(words, key=lambda one: (abs(one - number), one > number))
        return self._source.starts[self._same[best]]

    def exact(self, start: int, length: int) -> tuple[int, int] | None:
        """The span in the source of printed words, where they stand there as they are printed."""
        begin = self._offset(start, forward=True)
        end = self._offset(start + length, forward=False)
        if length == 0:
            # Between two words nothing else may stand in the source, or it is not clear where.
            edges = {one for one in (begin, end) if one is not None}
            at_edge = start == 0 or start >= self._printed.starts[-1]
            if len(edges) == 1 and (at_edge or (begin is not None and end is not None)):
                (only,) = edges
                return only, only
            return None
        if begin is None or end is None or begin >= end:
            return None
        first, last = self._printed.at(start), self._printed.at(start + length - 1)
        numbers = [self._same.get(one) for one in range(first, last + 1)]
        if None in numbers or numbers != [
            *range(numbers[0] or 0, (numbers[0] or 0) + len(numbers))
        ]:
            return None
        return begin, end

    def _offset(self, offset: int, *, forward: bool) -> int | None:
        """The offset in the source of an edge between printed words.

        :param forward: seen from the word that follows, and else from the one before.
        """
        number = self._printed.at(offset if forward else max(offset - 1, 0))
        if forward and offset >= self._printed.starts[-1]:
            return None
        if not forward and offset == 0:
            return None
        same = self._same.get(number)
        if same is None:
            return None
        inside = offset - self._printed.starts[number]
        begin, end = self._source.starts[same], self._source.starts[same + 1]
        if self._printed.words[number].isspace():
            return begin if forward and not inside else end if not forward else None
        return min(begin + inside, end)
