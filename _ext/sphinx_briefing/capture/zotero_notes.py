"""Notes of Zotero, which are HTML: the passages of annotations in them, each with its page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import unquote

from .model import Highlight

_MARKS = '\u201c\u201d\u201e\u201f"\u00ab\u00bb'


def highlights_of_note(note: str) -> Iterator[Highlight]:
    """The annotations in a note; a note without any is one remark."""
    if not note.strip():
        return
    import lxml.html

    try:
        tree = lxml.html.fragment_fromstring(note, create_parent="div")
    except lxml.etree.ParserError:
        return
    spans = tree.xpath(".//*[contains(concat(' ', @class, ' '), ' highlight ')]")
    for span in spans:
        words = " ".join(span.text_content().split()).strip(_MARKS).strip()
        page = ""
        with suppress(ValueError, AttributeError):
            page = str(
                json.loads(unquote(span.get("data-annotation") or "")).get("pageLabel") or ""
            )
        if words:
            yield Highlight(words, f"p. {page}" if page else "", _beside(span))
    if not spans and (text := " ".join(tree.text_content().split())):
        yield Highlight(note=text)


def _beside(span: object) -> str:
    """A reader's comment on a passage: what follows its citation in the same paragraph."""
    citation = span.getnext()  # type: ignore[attr-defined]
    if citation is None or "citation" not in (citation.get("class") or ""):
        return ""
    return " ".join((citation.tail or "").split())
