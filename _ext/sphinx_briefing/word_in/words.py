"""Words that differ between two texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKEN = re.compile(r"\w+|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Edit:
    """Words at a place of a text that became others."""

    start: int
    old: str
    new: str


def edits_between(old: str, new: str) -> Iterator[Edit]:
    """The edits that make one text of another, word by word.

    >>> list(edits_between("three ships came", "four ships came"))
    [Edit(start=0, old='three', new='four')]
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    offsets = [0]
    for token in before:
        offsets.append(offsets[-1] + len(token))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    open_: list[tuple[int, int, int, int]] = []
    for tag, begin, end, first, last in matcher.get_opcodes():
        if tag != "equal":
            # Two words that changed side by side are one edit.
            if open_ and not "".join(before[open_[-1][1] : begin]).strip():
                one = open_.pop()
                open_.append((one[0], end, one[2], last))
            else:
                open_.append((begin, end, first, last))
    for begin, end, first, last in open_:
        yield Edit(offsets[begin], "".join(before[begin:end]), "".join(after[first:last]))
