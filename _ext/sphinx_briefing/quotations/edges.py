"""Where words begin and end, so that nothing is found in the middle of another word.

"He agreed" does not stand in "she agreed", "guarantee" not in "guarantees", "5" not in "1.5" or
"5 %", "aligned states" not in "non-aligned states".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from .canonical import DASHES, HYPHENS, UNSPACED, Canonical

_SETS_APART = "\u2014\u2015\u2e3a\u2e3b"
_ELIDED = re.compile(
    r"(?<!\w)(?:[cdjlmst]|qu|jusqu|lorsqu|puisqu|quoiqu|un|gl|all|dall|dell|nell|sull|quest)'\Z",
    re.IGNORECASE,
)
_INSIDE_NUMBERS = frozenset(".,:/'")
_OF_NUMBERS = "%\u2030\u00b0"


def begins(text: Canonical, index: int) -> bool:
    """Whether what stands at an index begins a word, or is no word."""
    chars = text.text
    if index == 0:
        return True
    if not is_word(chars[index]):
        return not _is_inside(text, index)
    before, first = chars[index - 1], chars[index]
    further = chars[index - 2] if index > 1 else ""
    if is_word(before):
        return bool(UNSPACED.match(before) and UNSPACED.match(first))
    if before == "-":
        dash = _Dash.at(text, index - 1)
        if dash.is_apart or not dash.touches_next:
            return True
        return not first.isdigit() and (dash.has_space_before or not is_word(further))
    if before in "'\"":
        return _ELIDED.search(chars, max(0, index - 10), index) is not None
    if before == "&":
        return not is_word(further)
    return not (before in _INSIDE_NUMBERS and first.isdigit() and further.isdigit())


def ends(text: Canonical, index: int) -> bool:
    """Whether what stands before an index ends a word, or is no word."""
    chars = text.text
    if index >= len(chars):
        return True
    if not is_word(chars[index - 1]):
        return not _is_inside(text, index - 1)
    last, after = chars[index - 1], chars[index]
    further = chars[index + 1 : index + 2]
    if is_word(after):
        return bool(UNSPACED.match(last) and UNSPACED.match(after))
    if after == "-":
        dash = _Dash.at(text, index)
        if dash.is_apart or dash.has_space_before or not is_word(further):
            return True
        return dash.has_space_after and not dash.is_hyphen
    if after in "'\"&":
        return not is_word(further)
    if last.isdigit():
        return after not in _OF_NUMBERS and not (after in _INSIDE_NUMBERS and further.isdigit())
    return True


def _is_inside(text: Canonical, index: int) -> bool:
    """Whether a mark stands inside of a word or of a number."""
    chars = text.text
    before, mark, after = chars[index - 1 : index], chars[index], chars[index + 1 : index + 2]
    if mark == "-":
        return is_word(before) and is_word(after) and not parts_words(text, index)
    if mark in _INSIDE_NUMBERS:
        return before.isdigit() and after.isdigit()
    return mark in "'\"&" and is_word(before) and is_word(after)


def is_word(char: str) -> bool:
    """Whether a character is a part of words."""
    return bool(char) and (
        char.isalnum() or char == "_" or unicodedata.category(char).startswith("M")
    )


def parts_words(text: Canonical, index: int) -> bool:
    """Whether a dash stands between words that are none together."""
    dash = _Dash.at(text, index)
    return dash.is_apart or not dash.touches_next


@dataclass(frozen=True, slots=True)
class _Dash:
    """What stands between two words: dashes and white space, as they are written."""

    written: str

    @classmethod
    def at(cls, text: Canonical, index: int) -> _Dash:
        found = text.mapped
        run = found.written[found.start(index) : found.end(index + 1)]
        dashes = DASHES + HYPHENS
        return cls("".join(char for char in run if char.isspace() or char in dashes))

    @property
    def is_apart(self) -> bool:
        """It parts sentences, however close it stands."""
        dashes = self.written.split()
        return len("".join(dashes)) > 1 or any(char in _SETS_APART for char in self.written)

    @property
    def is_hyphen(self) -> bool:
        return any(char in HYPHENS for char in self.written)

    @property
    def has_space_before(self) -> bool:
        return self.written[:1].isspace()

    @property
    def has_space_after(self) -> bool:
        return self.written[-1:].isspace()

    @property
    def touches_next(self) -> bool:
        """It belongs to the word after it, which may stand in the next line."""
        breaks = (
            self.is_hyphen
            and not self.has_space_before
            and len(f"{self.written}|".splitlines()) > 1
        )
        return breaks or not self.has_space_after
