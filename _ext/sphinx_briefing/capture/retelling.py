"""Texts that retell another: those whose sentences are nearly all in that one.

Measured on retellings that were copied, shortened, rewritten, or both (``python -m bench --parts
clip``). The likeness of whole texts by ``MinHash`` (``datasketch``) loses every tenth, namely what
was shortened; sentences compared by ``rapidfuzz`` lose none, and tell other reports of the same
event, which share names, numbers and quotations, apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from ..quotations.canonical import canonical

LIKELY, CERTAIN = 0.55, 0.85
"""Share of sentences from which a text seems to retell another, and from which it surely does."""
FEWEST = 4
"""Sentences of a text that can be told to retell another."""
_ALIKE = 80
"""Of a hundred: sentences that are more alike are one in somewhat other words."""
_SHORTEST = 30
_LONGEST = 400
_MOST = 2000
_END = re.compile(r"(?<=[.!?\u2026\u3002\uff01\uff1f\u061f\u0964])[\"'\)\]]*\s+|\n+")
_SAID = re.compile('"[^"]{12,}"')


@dataclass(frozen=True, slots=True)
class Known:
    """A source that is known already."""

    id: str
    date: str
    sentences: tuple[str, ...]
    origin: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """The source that a text seems to retell, or that seems to retell it."""

    id: str
    share: float
    is_certain: bool = False
    is_older: bool = True
    """Whether the known one was first; else it seems to retell the new one."""
    is_same_day: bool = False


def sentences(paragraphs: Iterable[str]) -> tuple[str, ...]:
    """The sentences of a text as they are compared.

    What was said before everybody is quoted by everybody, and tells nothing: it is left out, where
    enough is left.
    """
    whole = canonical("\n".join(" ".join(one.split()) + "\n" for one in paragraphs)).text
    every = [one.strip().casefold()[:_LONGEST] for one in _END.split(whole)]
    every = [one for one in every if len(one) >= _SHORTEST][:_MOST]
    plain = [one for one in every if not _SAID.search(one)]
    return tuple(plain if len(plain) >= FEWEST else every)


def share_of(text: Sequence[str], other: Sequence[str]) -> float:
    """The share of the sentences of a text that are nearly in another."""
    if not text or not other:
        return 0.0
    found = (
        process.extractOne(one, other, scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE)
        for one in text
    )
    return sum(one is not None for one in found) / len(text)


def origin_of(text: Sequence[str], date: str, known: Iterable[Known]) -> Origin | None:
    """The source that a text retells, if one of those that are known seems to be it.

    :param date: the day of the text, ISO 8601; empty if nobody knows.
    """
    if len(text) < FEWEST:
        return None
    found: list[tuple[float, Known, bool]] = []
    for one in known:
        forwards = share_of(text, one.sentences)
        is_later = bool(date and one.date and one.date[:10] > date[:10])
        backwards = share_of(one.sentences, text) if is_later else 0.0
        share = max(forwards, backwards) if len(one.sentences) >= FEWEST else forwards
        if share >= LIKELY:
            found.append((share, one, not is_later))
    if not found:
        return None
    best = max(share for share, _, _ in found)
    near = [one for one in found if one[0] >= best - 0.15]
    retold = {name for _, one, _ in near for name in one.origin}
    # Of several that say the same, the one that the others retell, else the first.
    share, one, is_older = min(
        near,
        key=lambda each: (not each[2], each[1].id not in retold, each[1].date or "9", -each[0]),
    )
    is_same_day = bool(date) and one.date[:10] == date[:10]
    is_certain = share >= CERTAIN and is_older and bool(date and one.date) and not is_same_day
    return Origin(one.id, share, is_certain, is_older, is_same_day)
