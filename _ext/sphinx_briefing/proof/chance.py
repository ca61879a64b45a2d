"""Words that stand in an output by chance, where two texts meet that may stand there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import permutations
from typing import NamedTuple

from .needles import Needles
from .searching import Hit, Searcher
from .words import folded

LONG = 6
"""The words of a part, if it makes a sentence with another one: short parts are in any language."""


class Found(NamedTuple):
    """The words of a sentence that stand in an output.

    :param is_whole: whether that is all of it.
    """

    words: tuple[str, ...]
    is_whole: bool


def without_chance(
    hits: Iterable[Hit], needles: Needles, known: Callable[[Searcher], set[str]], beside: str
) -> tuple[list[Hit], set[str]]:
    """Sort hits into those that are no chance, and the needles found by chance alone.

    A sentence that was taken out may begin with the last words of a text that remains and the first
    of another. Where the two meet, as a title and what is printed after it do, the beginning of the
    sentence stands in the output, and no more of it. A whole sentence is no chance, unless one
    of its two parts is long; nor is a name.

    :param known: those of some lines that stand in what remains.
    :param beside: what is made of the names of records that remain, as :func:`names_beside` has it.
    """
    hits = list(hits)
    words = {hit: _words(hit, needles) for hit in hits}
    pieces = {piece for found in words.values() for split in _splits(found) for piece in split}
    standing = known(Searcher(pieces, ())) if pieces else set()
    standing |= {piece for piece in pieces if f" {piece} " in beside}
    leaks: list[Hit] = []
    chance: set[str] = set()
    for hit in hits:
        found = words[hit]
        if f" {hit.needle} " in beside or any(
            one in standing and other in standing for one, other in _splits(found)
        ):
            chance.add(hit.needle)
        else:
            leaks.append(hit)
    return leaks, chance


def _words(hit: Hit, needles: Needles) -> Found:
    """The words of a sentence that stand in an output."""
    if hit.needle in needles.names:
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
    words = found.words
    for at in range(1, len(words)):
        if not found.is_whole or max(at, len(words) - at) >= LONG:
            yield " ".join(words[:at]), " ".join(words[at:])


def names_beside(records: Iterable[Iterable[str]]) -> str:
    """The names of each record beside each other, as outputs print them: long and short ones."""
    return "\n".join(
        f" {folded(f'{one} {other}'.encode())} "
        for names in records
        for one, other in permutations(list(names)[:8], 2)
    )
