"""The text of a plain text: paragraphs stay apart, lines are lines."""

from __future__ import annotations

import re

from .charsets import decoded_text
from .model import LONGEST_TEXT, UnreadableSnapshot

_EMPTY_LINES = re.compile(r"\n(?:[^\S\n]*+\n)+")


def plain_text(data: bytes) -> str:
    """The text of a plain text: blocks parted by empty lines.

    :raises UnreadableSnapshot: when it is not in Unicode.
    """
    text = decoded_text(data)
    if len(text) > LONGEST_TEXT:
        raise UnreadableSnapshot(f"has more than {LONGEST_TEXT} characters; keep the part cited")
    return _EMPTY_LINES.sub("\n\n", text).strip()
