"""Quotation marks and apostrophes as they are printed, in the words of records too.

Sphinx gives the prose of pages the marks of its language when a page is read. What records and
front matter say is stored as it is written, and gets the same marks where it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from docutils.utils import normalize_language_tag, smartquotes

if TYPE_CHECKING:
    from sphinx.config import Config

Curl = Callable[[str], str]
"""Gives a text its marks."""

_STRAIGHT = re.compile(r"['\"]|--|\.\.\.")
_END = re.compile(r"(?<=[^.\s])\.\Z")


def has_straight(text: str) -> bool:
    """Whether a text holds marks as a keyboard has them."""
    return _STRAIGHT.search(text) is not None


def marks_of(config: Config, builder: str) -> tuple[str, str] | None:
    """The language and the marks that Sphinx would give prose; ``None`` where it gives none."""
    excluded = config.smartquotes_excludes
    language = config.language or "en"
    off = not config.smartquotes or builder in excluded.get("builders", ())
    if off or language in excluded.get("languages", ()):
        return None
    known = smartquotes.smartchars.quotes
    found = next((tag for tag in normalize_language_tag(language) if tag in known), "")
    return (found, config.smartquotes_action) if found else None


def curl_for(config: Config, builder: str) -> Curl:
    """The function that gives single texts the marks of a project."""
    marks = marks_of(config, builder)
    return partial(_curled, *marks) if marks else str


def curled(tokens: Iterable[tuple[str, str]], marks: tuple[str, str]) -> Iterator[str]:
    """The texts of a block with their marks; each is ``plain``, or ``literal`` and stays."""
    language, action = marks
    # A backslash in plain text is one, and no sign that what follows it is to stay.
    escaped = (
        (kind, text.replace("\\", "\\\\") if kind == "plain" else text) for kind, text in tokens
    )
    return smartquotes.educate_tokens(escaped, action, language)


@lru_cache(maxsize=4096)
def _curled(language: str, action: str, text: str) -> str:
    if not has_straight(text):
        return text
    return "".join(curled([("plain", text)], (language, action)))


def listed(texts: Iterable[str]) -> tuple[list[str], str]:
    """Texts to be listed, and what stands between them: no comma follows a full stop.

    >>> listed(["The ports open.", "They wait."]), listed(["A", "B"])
    ((['The ports open', 'They wait'], '; '), (['A', 'B'], ', '))
    """
    found = list(texts)
    is_of_sentences = len(found) > 1 and any(" " in text and _END.search(text) for text in found)
    if not is_of_sentences:
        return found, ", "
    return [_END.sub("", text) for text in found], "; "
