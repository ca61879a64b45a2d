"""The direction in which letters run."""

from __future__ import annotations

import re

RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff"
"""Letters that run from right to left, as a set of a pattern: Hebrew to Arabic and their kin."""

RIGHT = re.compile(f"[{RIGHT_TO_LEFT}]")
LETTER = re.compile(r"[^\W\d_]")


def runs(text: str, otherwise: str = "ltr") -> str:
    """Return the direction in which most letters of *text* run; *otherwise* without letters.

    The first letter would be a poor witness: a Hebrew sentence may well begin with "NATO".

    >>> runs("NATO שלום עולם"), runs("The word שלום"), runs("1 + 1", "rtl")
    ('rtl', 'ltr', 'rtl')
    """
    right = len(RIGHT.findall(text))
    if not right:
        return "ltr" if LETTER.search(text) else otherwise
    return "rtl" if 2 * right >= len(LETTER.findall(text)) else "ltr"
