"""Which way scripts and languages run."""

from __future__ import annotations

import re

RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"}
)
"""Languages whose usual script runs from right to left (Unicode CLDR, characterOrder)."""

#: Letters of strong direction: Hebrew to Arabic with their extensions, and all other letters.
RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
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


def direction_of(language: str) -> str:
    """Return the direction in which a language is written.

    >>> direction_of("he_IL"), direction_of("uz-Arab"), direction_of("en")
    ('rtl', 'rtl', 'ltr')
    """
    parts = re.split("[-_]", language)
    scripts = {part for part in parts[1:] if len(part) == 4}
    if scripts:
        return "rtl" if scripts & {"Arab", "Hebr", "Thaa", "Syrc"} else "ltr"
    return "rtl" if parts[0].lower() in RIGHT_TO_LEFT else "ltr"
