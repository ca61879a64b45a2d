"""The words by which something that was printed is known again."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...ledger.strict import texts_of
from ...records import Selectable

LONG = 4
"""Words from which on a text is nobody else's, unless it stands elsewhere as well."""
PREFIX = 12
"""The fewest characters by which a text that was cut off is known."""

_SAME = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"',
     "\u2013": "-", "\u2014": "-", "\u2010": "-", "\u2011": "-", "\u2026": "...", "\xad": ""}
)  # fmt: skip
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n\n+")
_BORDERS = " .,;:!?\"'()[]-"


def plain(text: str) -> str:
    """A text as it is compared: one line, without what typesetters change."""
    return " ".join(re.sub(r"-{2,}", "-", text.translate(_SAME)).split())


def words_of(what: Selectable) -> frozenset[str]:
    """The texts of a record or page: its names, its statement, the sentences of its prose."""
    sentences = (part for text in texts_of(what) for part in _SENTENCE.split(text))
    return frozenset(words for part in sentences if len(words := _bare(part)) > 1)


def _bare(text: str) -> str:
    return plain(text).strip(_BORDERS)


def is_long(words: str) -> bool:
    """Whether words are told from others by their number."""
    return words.count(" ") >= LONG - 1


def holds(text: str, words: str) -> bool:
    """Whether a text holds some words, neither of which goes on at their ends."""
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        before, after = text[at - 1 : at], text[end : end + 1]
        if not (before.isalnum() and words[0].isalnum()) and not (
            after.isalnum() and words[-1].isalnum()
        ):
            return True
        at = text.find(words, at + 1)
    return False


def holds_beginning(text: str, words: str) -> bool:
    """Whether a text holds the beginning of some words, cut off with dots."""
    if len(words) <= PREFIX or "..." not in text:
        return False
    head = words[:PREFIX]
    return any(
        words.startswith(piece[at:].rstrip())
        for piece in text.split("...")[:-1]
        if (at := piece.rfind(head)) >= 0
    )


def joined(texts: Iterable[str]) -> str:
    """Texts in which words are looked for together; none runs over the edge of another."""
    return "\n".join(texts)
