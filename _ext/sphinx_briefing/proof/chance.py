"""Words that stand in an output by chance, where two texts meet that may stand there."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import permutations
from typing import NamedTuple

from .needles import Needles
from .searching import Hit, Searcher
from .words import folded

LONG = 6
"""The words of a part, if it makes a sentence with another one: short parts are in any language."""

_LABEL = 3
"""The most words of a label: what stands before a name, as ``Next`` does."""

_DAY = re.compile(r"\d{4}(?: \d\d?){0,2}|\d\d? \w+ \d{4}|\w+ \d\d? \d{4}|\w+ \d{4}")


class Found(NamedTuple):
    """The words of a sentence that stand in an output.

    :param is_whole: whether that is all of it.
    """

    words: tuple[str, ...]
    is_whole: bool


class Around:
    """Names, fields, titles, labels and days that outputs print beside each other.

    :param names: the names of each record.
    :param others: what is printed of records besides, and titles of pages.
    :param is_common: whether words stand in every site, as labels do.
    """

    def __init__(
        self,
        names: Iterable[Iterable[str]] = (),
        others: Iterable[str] = (),
        is_common: Callable[[str], bool] = lambda _words: False,
    ) -> None:
        records = [[_folded(name) for name in one] for one in names]
        self._beside = "\n".join(
            f" {one} {other} "
            for one_record in records
            for one, other in permutations(one_record[:8], 2)
        )
        self._printed = {*map(_folded, others), *(name for one in records for name in one)}
        self._is_common = is_common

    def holds(self, words: str) -> bool:
        """Whether words stand in two names of one record, one after the other."""
        return f" {words} " in self._beside

    def make(self, words: Sequence[str], gone: Container[str]) -> bool:
        """Whether a sentence is nothing but names and fields, with days and a label.

        :param gone: what was taken out, which makes up nothing.
        """
        ends: list[set[tuple[bool, bool]]] = [{(False, False)}, *(set() for _ in words)]
        for at, found in enumerate(ends[:-1]):
            for end in range(at + 1, len(words) + 1) if found else ():
                part = " ".join(words[at:end])
                if part in self._printed and part not in gone:
                    ends[end] |= {(True, has_label) for _has_name, has_label in found}
                elif _DAY.fullmatch(part):
                    ends[end] |= found
                elif end - at <= _LABEL and self._is_common(part):
                    ends[end] |= {
                        (has_name, True) for has_name, has_label in found if not has_label
                    }
        return any(has_name for has_name, _has_label in ends[-1])


def _folded(name: str) -> str:
    return folded(name.encode("utf-8", "replace"))


def without_chance(
    hits: Iterable[Hit], needles: Needles, known: Callable[[Searcher], set[str]], around: Around
) -> tuple[list[Hit], set[str]]:
    """Sort hits into those that are no chance, and the needles found by chance alone.

    A sentence that was taken out may begin with the last words of a text that remains and the first
    of another. Where the two meet, as a title and what is printed after it do, the beginning of the
    sentence stands in the output, and no more of it. A whole sentence is no chance, unless one
    of its two parts is long or both are printed as they are; nor is a name.

    :param known: those of some lines that stand in what remains.
    """
    hits = list(hits)
    words = {hit: _words(hit, needles) for hit in hits}
    pieces = {piece for found in words.values() for split in _splits(found) for piece in split}
    standing = known(Searcher(pieces, ())) if pieces else set()
    standing |= {piece for piece in pieces if around.holds(piece)}
    leaks: list[Hit] = []
    chance: set[str] = set()
    gone = needles.names.keys() | needles.lines.keys()
    for hit in hits:
        found = words[hit]
        if (
            around.holds(hit.needle)
            or any(one in standing and other in standing for one, other in _splits(found))
            or (hit.needle not in needles.names and around.make(found.words, gone))
        ):
            chance.add(hit.needle)
        else:
            leaks.append(hit)
    return leaks, chance


def _words(hit: Hit, needles: Needles) -> Found:
    """The words of a sentence that stand in an output."""
    if hit.needle in needles.names or hit.needle not in needles.wholes:
        return Found(tuple(hit.needle.split()), is_whole=True)
    best = Found((), is_whole=True)
    for whole in needles.wholes.get(hit.needle, ()):
        letters, count = 0, 0
        for word in whole:
            letters += len(word)
            if letters > hit.letters:
                break
            count += 1
        if count > len(best.words):
            best = Found(whole[:count], is_whole=count == len(whole))
    return best


def _splits(found: Found) -> Iterator[tuple[str, str]]:
    """The pairs of parts that some words may have come from."""
    for one, other in _pairs(found.words):
        if not found.is_whole or max(one.count(" "), other.count(" ")) >= LONG - 1:
            yield one, other


def _pairs(words: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for at in range(1, len(words)):
        yield " ".join(words[:at]), " ".join(words[at:])
