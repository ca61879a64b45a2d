"""Differences from our file that no program has noted as changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from ..word_files.paragraphs import PICTURE, Paragraph, digest, plain
from ..word_files.places import PASSAGE, RECORD
from .matching import Pairs, Text
from .remarks import DELETION, INSERTION, MOVE, REPLACEMENT, Remark, quoted, sentence
from .words import edits_between

_NUMBER = re.compile(r"\s*\d+\Z")
_FOLDED = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " "})
"""Signs that programs put for each other by themselves, each of one character."""


def texts_of(paragraphs: Sequence[Paragraph]) -> list[Text]:
    """Paragraphs as they are matched; what programs make themselves has no words."""
    return [
        Text(
            "" if one.is_made else folded(plain(one.old)),
            {mark for mark in one.bookmarks if mark.startswith((PASSAGE, RECORD))},
        )
        for one in paragraphs
    ]


def folded(text: str) -> str:
    """A text in which signs that programs put for each other are the same."""
    return text.translate(_FOLDED)


def differences(
    ours: Sequence[Paragraph],
    theirs: Sequence[Paragraph],
    pairs: Pairs,
    written: AbstractSet[str],
    who: str,
) -> Iterator[Remark]:
    """Differences between our paragraphs and theirs.

    :param written: digests of the paragraphs when the file was written; what is as it was then
        nobody has changed. Empty where the file does not say.
    :param who: who has changed what nobody has noted.
    """
    made = {_NUMBER.sub("", plain(one.old)) for one in ours if one.is_made}
    for number, paragraph in enumerate(theirs):
        text = plain(paragraph.old)
        own = pairs.ours.get(number)
        if own is None:
            is_made = paragraph.is_made or _NUMBER.sub("", text) in made
            if text and not is_made and digest(text) not in written:
                yield from _added(number, paragraph, text, who)
            continue
        if number in pairs.moved and digest(text) in (written or {digest(ours[own].old)}):
            words = quoted(plain(theirs[number - 1].old)[-60:]) if number else ""
            where = f"behind {words}" if words else "to the beginning"
            what = f"moves {quoted(text)} {where}"
            yield Remark(MOVE, who, "", what, text, text, False, (number, 0), own=own)
        before = plain(ours[own].old)
        if folded(before) == folded(text) or digest(text) in written or paragraph.is_made:
            continue
        for edit in edits_between(folded(before), folded(text)):
            kind = REPLACEMENT if edit.old and edit.new else DELETION if edit.old else INSERTION
            old = before[edit.start : edit.start + len(edit.old)]
            around = before[max(edit.start - 40, 0) : edit.start + len(old) + 40]
            what = _of_picture(kind, old, edit.new) or sentence(kind, old, edit.new, around)
            at = (number, edit.start)
            yield Remark(kind, who, "", what, old, edit.new, False, at, own=own)
    kept = {*pairs.ours.values()}
    for own, paragraph in enumerate(ours):
        text = plain(paragraph.old)
        if own in kept or not text or paragraph.is_made:
            continue
        if not written or digest(text) in written:
            place = next((n for n in sorted(pairs.ours) if pairs.ours[n] > own), len(theirs)) - 1
            what = _of_picture(DELETION, text, "") or f"removes the paragraph {quoted(text)}"
            yield Remark(DELETION, who, "", what, text, "", False, (place, 0), own=own)


def _added(number: int, paragraph: Paragraph, text: str, who: str) -> Iterator[Remark]:
    what = _of_picture(INSERTION, "", text) or f"adds the paragraph {quoted(text)}"
    yield Remark(INSERTION, who, "", what, "", text, False, (number, 0))


def _of_picture(kind: str, old: str, new: str) -> str:
    if (old or new).strip() != PICTURE:
        return ""
    return "removes a picture" if kind == DELETION else "adds a picture"
