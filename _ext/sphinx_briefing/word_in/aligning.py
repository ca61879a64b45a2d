"""Paragraphs of one file paired with those of another: by bookmarks, and by words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from ..word_files.model import Paragraph

_LIKE, _MOVED = 0.5, 0.85
"""Likeness from which two paragraphs are one, at the same place and at another."""
_SAME_MARK = 0.35
"""What a bookmark in common is worth."""
_MOST = 4_000_000
"""Pairs of paragraphs that are compared in one gap."""


@dataclass(slots=True)
class Alignment:
    """The paragraphs of a file that came home, each with its own of the file made today.

    :param pairs: by the number of one, the number of the other.
    :param moved: the same, for paragraphs that stand elsewhere.
    """

    pairs: dict[int, int] = field(default_factory=dict)
    moved: dict[int, int] = field(default_factory=dict)


def align(now: Sequence[Paragraph], here: Sequence[Paragraph]) -> Alignment:
    """Find for each paragraph of a file that came home its own in the file made today.

    :param now: the paragraphs of the file made today.
    :param here: those that came home.
    """
    found = Alignment()
    ours, theirs = [one.before for one in now], [one.before for one in here]
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            found.pairs.update(zip(range(j1, j2), range(i1, i2), strict=True))
        elif tag == "replace":
            _align_gap(now, here, range(i1, i2), range(j1, j2), found.pairs)
    used = set(found.pairs.values())
    free = [i for i, one in enumerate(now) if i not in used and one.before]
    for j, one in enumerate(here):
        if j in found.pairs or len(one.before) < 12:
            continue
        likes = [(fuzz.ratio(now[i].before, one.before) / 100, -i) for i in free]
        best, number = max(likes, default=(0.0, 0))
        if best >= _MOVED:
            found.moved[j] = -number
            free.remove(-number)
    return found


def _align_gap(
    now: Sequence[Paragraph],
    here: Sequence[Paragraph],
    ours: range,
    theirs: range,
    pairs: dict[int, int],
) -> None:
    """Pair what is alike in a gap, in order, so that the sum of likenesses is greatest."""
    rows = [j for j in theirs if here[j].before or here[j].images]
    if not rows or len(ours) * len(rows) > _MOST:
        return
    like = [[_likeness(now[i], here[j]) for j in rows] for i in ours]
    height, width = len(ours), len(rows)
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    for i in range(height - 1, -1, -1):
        for j in range(width - 1, -1, -1):
            skipped = max(best[i + 1][j], best[i][j + 1])
            both = like[i][j] + best[i + 1][j + 1] if like[i][j] >= _LIKE else 0.0
            best[i][j] = max(skipped, both)
    i = j = 0
    while i < height and j < width:
        if like[i][j] >= _LIKE and best[i][j] == like[i][j] + best[i + 1][j + 1]:
            pairs[rows[j]] = ours[i]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def _likeness(one: Paragraph, other: Paragraph) -> float:
    like = fuzz.ratio(one.before, other.before) / 100
    part = fuzz.partial_ratio(one.before, other.before) / 100
    if min(len(one.before), len(other.before)) >= 15 and part > 0.9:
        like = max(like, 0.6)  # cut short, or carried on
    marks = [{name for name in each.bookmarks if name[:2] in ("p_", "r_")} for each in (one, other)]
    return like + (_SAME_MARK if marks[0] & marks[1] else 0.0)
