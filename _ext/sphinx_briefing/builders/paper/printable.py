"""Characters that cannot be printed, taken out before they reach a format of paper.

Texts that were copied out of PDFs hold form feeds, and data hold noncharacters and halves of
surrogate pairs. XML knows none of them, so that a single one would cost the whole Word file.
"""

from __future__ import annotations

import re

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)
"""Characters that no font can show and PDF/A forbids: controls other than tab and newline,
lone surrogates, and Unicode's noncharacters."""

_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")


def printable(text: str) -> str:
    """Return *text* without what cannot be printed, and with plain line ends."""
    return _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", text))
