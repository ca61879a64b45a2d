"""The direction in which most letters of a text run."""

from __future__ import annotations

import re

RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
"""Letters of strong direction: Hebrew to Arabic with their extensions, and all other letters."""

_LETTER = re.compile(r"[^\W\d_]")


def runs(text: str, otherwise: str = "ltr") -> str:
    """Return the direction in which most letters of *text* run; *otherwise* without letters.

    The first letter would be a poor witness: a Hebrew sentence may well begin with "NATO".

    >>> runs("NATO שלום עולם"), runs("The word שלום"), runs("1 + 1", "rtl")
    ('rtl', 'ltr', 'rtl')
    """
    right = len(RIGHT.findall(text))
    if not right:
        return "ltr" if _LETTER.search(text) else otherwise
    return "rtl" if 2 * right >= len(_LETTER.findall(text)) else "ltr"
