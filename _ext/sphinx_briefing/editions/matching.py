"""Records of an edition found again in another, though their ids or words have changed.

Ids decide, then equal words. Words that are merely alike decide where nothing in them speaks
against it: no number, no name of a month, no negation may differ. All others are said to be new and
dropped: readers can see that two statements mean the same, and not what is kept from them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz, process

from ..records import Kinds
from .model import (
    DISPUTERS,
    REVISES,
    Edition,
    Kept,
    Key,
    grounds_of,
    meaning_of,
    named_in,
    texts_in,
)  # fmt: skip

_ALIKE, _AKIN = 92.0, 72.0
"""How like two statements must be, of 100, without and with what they rest on being the same."""
_AHEAD = 4.0
"""How much liker than the next one."""
_WORDS = 5
"""A statement of fewer words turns on each of them."""
_MOST = 2_000_000
"""The most pairs of statements that are compared."""

_WORD = re.compile(r"[^\W_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}][^\W_]+)?")
_DIGIT = re.compile(r"\d")
_TURNS = frozenset(
    "not no never none neither nor without cannot can't won't doesn't don't didn't isn't aren't "
    "wasn't unless except against nicht nie niemals kein keine keinen keiner keinem ohne gegen ne "
    "pas jamais aucun aucune sans contre "
    "january february march april may june july august september october november december "
    "januar februar maerz märz mai juni juli oktober dezember janvier février mars avril juin "
    "juillet août septembre octobre novembre décembre "
    "monday tuesday wednesday thursday friday saturday sunday first second third half all some "
    "few many most more less fewer before after until since".split()
)
"""Words that turn what is said: two statements that differ in one of them say two things."""


def normalised(title: str) -> str:
    """A statement without what does not change what it says: case, spaces, signs."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", title).casefold()))


def matched(before: Edition, after: Edition, kinds: Kinds) -> dict[Key, Key]:
    """For the records of an edition that are in a later one, too, which they are there."""
    found = {key: key for key in before.records if key in after.records}
    taken = set(found.values())

    def join(pairs: Iterable[tuple[Kept, Kept]]) -> None:
        for one, other in pairs:
            is_free = one.key not in found and other.key not in taken
            if is_free and not _is_of_other_days(one, other, kinds):
                found[one.key] = other.key
                taken.add(other.key)

    for name in kinds:
        left = [kept for kept in before.of_kind(name) if kept.key not in found]
        right = [kept for kept in after.of_kind(name) if kept.key not in taken]
        if left and right:
            join(_revised(left, right))
            join(_equal(left, right))
    # What records rest on is known now, wherever no more than its id has changed.
    for name, kind in kinds.items():
        left = [kept for kept in before.of_kind(name) if kept.key not in found]
        right = [kept for kept in after.of_kind(name) if kept.key not in taken]
        is_thing = kind.linked or kind.defined  # a name is no statement: two like ones are two
        if left and right and not is_thing and len(left) * len(right) <= _MOST:
            join(_alike(left, right, lambda kept: _kin(kept, kinds), found))
    return found


def _is_of_other_days(one: Kept, other: Kept, kinds: Kinds) -> bool:
    """Whether two records were said, made or published on different days, as many alike are."""
    days = [[kept.values.get(name) for name in kinds[kept.kind].said_by] for kept in (one, other)]
    return any(first and second and first != second for first, second in zip(*days, strict=True))


def _revised(left: Sequence[Kept], right: Sequence[Kept]) -> Iterable[tuple[Kept, Kept]]:
    """Records that say which one they take the place of."""
    by_id = {kept.id: kept for kept in left}
    for other in right:
        for identifier in texts_in(other, REVISES):
            if identifier in by_id:
                yield by_id[identifier], other


def _equal(left: Sequence[Kept], right: Sequence[Kept]) -> Iterable[tuple[Kept, Kept]]:
    """Records of the same words; of several with the same, those that agree in most else."""
    groups: dict[str, tuple[list[Kept], list[Kept]]] = {}
    for side, records in enumerate((left, right)):
        for kept in records:
            groups.setdefault(normalised(kept.title), ([], []))[side].append(kept)
    for words, (ones, others) in groups.items():
        if not words:
            continue
        pairs = sorted(
            ((-_shared(one, other), one.id, other.id, one, other)
             for one in ones for other in others),
            key=lambda pair: pair[:3],
        )  # fmt: skip
        yield from ((one, other) for *_, one, other in pairs)


def _shared(one: Kept, other: Kept) -> int:
    return sum(other.values.get(name) == value for name, value in one.values.items())


class _Said(NamedTuple):
    kept: Kept
    words: str
    turns: Counter[str]
    kin: frozenset[Key]


def _alike(
    left: Sequence[Kept],
    right: Sequence[Kept],
    kin_of: Callable[[Kept], frozenset[Key]],
    found: Mapping[Key, Key],
) -> Iterable[tuple[Kept, Kept]]:
    """Records that say the same in other words."""
    ones = [_said(kept, frozenset(found.get(key, key) for key in kin_of(kept))) for kept in left]
    others = [_said(kept, kin_of(kept)) for kept in right]
    best = _best(ones, others)
    back = _best(others, ones)
    for at, to in best.items():
        if back.get(to) == at:
            yield ones[at].kept, others[to].kept


def _best(ones: Sequence[_Said], others: Sequence[_Said]) -> dict[int, int]:
    """For each statement the one that is clearly the likest, if it is like enough."""
    texts = [said.words for said in others]
    found: dict[int, int] = {}
    for at, one in enumerate(ones):
        ranked = process.extract(
            one.words, texts, scorer=fuzz.token_sort_ratio, limit=2, score_cutoff=_AKIN - _AHEAD
        )
        if not ranked:
            continue
        _text, score, to = ranked[0]
        is_ahead = len(ranked) == 1 or score - ranked[1][1] >= _AHEAD
        if is_ahead and score >= _needed(one, others[to]):
            found[at] = to
    return found


def _needed(one: _Said, other: _Said) -> float:
    """How like two statements must be to be one."""
    if one.turns != other.turns or min(len(one.words.split()), len(other.words.split())) < _WORDS:
        return 101
    return _AKIN if one.kin and one.kin == other.kin else _ALIKE


def _said(kept: Kept, kin: frozenset[Key]) -> _Said:
    words = normalised(kept.title)
    turns = Counter(
        word
        for word in words.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split()
        if word in _TURNS or _DIGIT.search(word) or word.endswith("n't")
    )
    return _Said(kept, words, turns, kin)


def _kin(kept: Kept, kinds: Kinds) -> frozenset[Key]:
    """The records that one names: its basis, its source, who says it."""
    kind = kinds[kept.kind]
    found = set(named_in(kept, (*grounds_of(kind), *meaning_of(kind))))
    found |= {("actor", one) for one in texts_in(kept, "by")}
    found |= {("claim", one) for one in texts_in(kept, DISPUTERS)}
    return frozenset(found)
