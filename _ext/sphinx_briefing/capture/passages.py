"""Passages of what was captured, as notes name them: with the number of their paragraph or page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..quotations import Found, Paragraphs, Source, find, is_too_short
from ..quotations.canonical import canonical
from .model import Captured, Highlight

FIRST = 8
"""Paragraphs that a new note shows."""
LEAST = 40
"""Characters of a paragraph; shorter ones are captions and bylines."""
_BLOCK = re.compile(r"[^\n\f](?:[^\n\f]|\n(?!\s*\n))*")
_SENTENCE = re.compile(r"[.!?:;\u2026\u3002\uff01\uff1f\u06d4\u061f\u0964][\W\d]*\Z")
_HEAD = 60
_ALIKE = 0.9


def opening(captured: Captured) -> list[tuple[str, str]]:
    """The first paragraphs of a text, each with its locator, as builds count them."""
    source = Source(captured.pages)
    if not source.text.strip():
        return []
    main = {_head(text) for text in captured.facts.text}
    numbers = Paragraphs(source)
    found = []
    for match in _BLOCK.finditer(source.text):
        text = " ".join(match[0].split())
        if captured.suffix == ".pdf":
            locator = f"p. {source.page_of(match.start())}"
        else:
            locator = f"para {numbers.number(match.start())}"
        is_text = _head(text) in main if main else len(text) >= LEAST
        if is_text and len(text) >= LEAST and (_SENTENCE.search(text) or captured.suffix == ".pdf"):
            found.append((locator, text))
            if len(found) == FIRST:
                break
    return found


def _head(text: str) -> str:
    """The beginning of a paragraph, by which two readings of one page know it."""
    return canonical(" ".join(text.split()).lstrip("- ")).text[:_HEAD]


def placed(captured: Captured) -> Iterator[tuple[Highlight, bool]]:
    """The passages that were marked, in the words of the file, and whether they are there.

    What software cuts from a page may have lost a hyphen or won a space; the nearest passage of the
    file is what was marked, if it is next to the same. Where there is no file, nobody can tell.
    """
    source = Source(captured.pages) if captured.pages else None
    for one in captured.facts.highlights:
        if not one.words or is_too_short(one.words):
            yield one, False
        elif source is None:
            yield one, True
        else:
            yield _found(one, source, is_pdf=captured.suffix == ".pdf")


def _found(one: Highlight, source: Source, *, is_pdf: bool) -> tuple[Highlight, bool]:
    numbers = {int(number) for number in re.findall(r"\d{1,9}", one.locator)}

    def is_meant(place: int) -> bool:
        return is_pdf and source.page_of(place) in numbers

    words = one.words
    found = find(words, source, is_meant=is_meant)
    if not isinstance(found, Found) and found.nearest is not None:
        if found.nearest.likeness < _ALIKE * 100:
            return one, False
        words = " ".join(found.nearest.passage.split())
        found = find(words, source, is_meant=is_meant)
    if not isinstance(found, Found):
        return one, False
    locator = one.locator
    if not locator:
        number = Paragraphs(source).number(found.start)
        locator = f"p. {found.page}" if is_pdf else f"para {number}"
    return Highlight(words, locator, one.note), True
