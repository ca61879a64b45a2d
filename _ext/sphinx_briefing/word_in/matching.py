"""Paragraphs of two files that are the same one, whatever has been written into it since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz

ALIKE = 50.0
"""The least likeness (0 to 100) of two paragraphs in the same place that count as one."""
MOVED = 85.0
"""The least likeness of two that stand elsewhere."""
FAR = 400
"""More paragraphs than this on both sides, and only likes in the same order are looked for."""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph: its words, and the names of our bookmarks in it."""

    words: str
    marks: AbstractSet[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pairs:
    """Paragraphs of theirs with the one of ours that each is.

    :ivar ours: by theirs.
    :ivar moved: those of theirs that stand elsewhere than ours.
    """

    ours: dict[int, int]
    moved: frozenset[int]


def pairs_of(ours: Sequence[Text], theirs: Sequence[Text]) -> Pairs:
    """Pair the paragraphs of our file with those of the one that came back."""
    found: dict[int, int] = {}
    equal = SequenceMatcher(
        None, [one.words for one in ours], [one.words for one in theirs], autojunk=False
    )
    for tag, begin, end, first, last in equal.get_opcodes():
        if tag == "equal":
            found.update(zip(range(first, last), range(begin, end), strict=True))
        elif tag == "replace":
            found.update(_alike(ours, theirs, range(begin, end), range(first, last)))
    taken = {*found.values()}
    rest = [number for number, one in enumerate(ours) if number not in taken and one.words]
    moved: set[int] = set()
    for number, one in enumerate(theirs):
        if number in found or not one.words or not rest:
            continue
        best = max(rest, key=lambda other: _likeness(ours[other], one))
        if _likeness(ours[best], one) >= MOVED:
            found[number] = best
            moved.add(number)
            rest.remove(best)
    return Pairs(found, frozenset(moved))


def _likeness(one: Text, other: Text) -> float:
    if one.words == other.words:
        return 100.0
    return fuzz.ratio(one.words, other.words)


def _alike(
    ours: Sequence[Text], theirs: Sequence[Text], left: range, right: range
) -> Iterator[tuple[int, int]]:
    """Pairs in a stretch that was changed, in order, so that they are as like as can be."""
    if len(left) * len(right) > FAR * FAR:
        return
    gain = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    worth: dict[tuple[int, int], float] = {}
    for i in reversed(range(len(left))):
        for j in reversed(range(len(right))):
            one, other = ours[left[i]], theirs[right[j]]
            like = _likeness(one, other)
            if one.marks & other.marks:
                like = max(like, ALIKE) + 30  # a bookmark goes where its words go
            worth[i, j] = like - ALIKE + 1 if like >= ALIKE else 0.0
            gain[i][j] = max(gain[i + 1][j], gain[i][j + 1], gain[i + 1][j + 1] + worth[i, j])
    i = j = 0
    while i < len(left) and j < len(right):
        if worth[i, j] and gain[i][j] == gain[i + 1][j + 1] + worth[i, j]:
            yield right[j], left[i]
            i, j = i + 1, j + 1
        elif gain[i][j] == gain[i + 1][j]:
            i += 1
        else:
            j += 1
