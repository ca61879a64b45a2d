"""Small operations on texts."""

from __future__ import annotations

import re
from typing import Any

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


def without_half_characters(value: Any) -> Any:
    """Plain data without halves of surrogate pairs, which nobody can write down."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {
            without_half_characters(key): without_half_characters(item)
            for key, item in value.items()
        }
    if isinstance(value, (list, tuple)):
        return [without_half_characters(item) for item in value]
    return value


def counted(number: int, word: str) -> str:
    """A number of things, in English, as messages say it.

    >>> counted(1, "page"), counted(0, "page")
    ('1 page', '0 pages')
    """
    return f"{number} {word}{'' if number == 1 else 's'}"
