"""The text of a source as browsers search it: without case and accents, in blocks."""

from __future__ import annotations

import re
import unicodedata

from .canonical import GONE, SOFT, sign_of
from .mapped import Mapped, Signs, mapped

BLOCK = "\n"
"""What parts the blocks of a text: paragraphs, headings, cells. No term reaches beyond one."""
_LINE, _PAGE = "\n", "\f"
_RUNS = re.compile("[ \n\f\0](?:[ \n\f\0]+|(?<! ))")


def _fold(char: str) -> str:
    if char == _PAGE:
        return _PAGE
    sign = sign_of(char)
    if sign in (GONE, SOFT):
        return GONE
    if sign in "\n '\"":
        return sign
    base = unicodedata.normalize("NFD", char)[0].casefold()
    return base if len(base) == 1 else char


_FOLDS, _OTHERS = Signs(_fold), re.compile("[^ -_a-~]")


def shown(written: str) -> Mapped:
    """A text as browsers search it.

    >>> shown("The  *Élysée*\\nsaid:\\n\\n\\n“No.”").text
    'the *elysee* said:\\n"no."'
    """
    lower = written.lower()
    signs = _FOLDS.of(lower if len(lower) == len(written) else written, _OTHERS)
    return mapped(written, signs, _RUNS.finditer(signs), _between)


def _between(match: re.Match[str], before: str, length: int) -> str:
    run = match[0]
    if _PAGE in run or run.count(_LINE) > 1:
        return BLOCK
    return " " if " " in run or _LINE in run else ""
