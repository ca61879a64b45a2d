"""Small operations on texts."""

from __future__ import annotations

import re

_LAST_WORD = re.compile(r"\s+\S*\Z")

SHORTENED = "\N{HORIZONTAL ELLIPSIS}"
"""What a shortened text ends with."""


def shorten(text: str, limit: int) -> str:
    """A text of at most so many characters; a longer one is cut after a word, which is shown.

    >>> shorten("Security guarantees for Ukraine", 22), shorten("Krakow", 22)
    ('Security guarantees…', 'Krakow')
    """
    if len(text) <= limit:
        return text
    kept = text[:limit]
    if not text[limit].isspace():
        words = _LAST_WORD.sub("", kept)
        # Scripts without spaces, and very long words, are cut where the room ends.
        kept = words if 2 * len(words) >= limit else kept
    return kept.rstrip(" ,;:.-") + SHORTENED


def counted(number: int, word: str) -> str:
    """A number of things, in English, as messages say it.

    >>> counted(1, "page"), counted(0, "page")
    ('1 page', '0 pages')
    """
    return f"{number} {word}{'' if number == 1 else 's'}"
