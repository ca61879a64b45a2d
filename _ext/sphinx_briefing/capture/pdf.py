"""A PDF as facts: what it declares, what its first page says, and what was marked in it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject

from .addresses import host_of
from .dates import dates_in, day_of
from .languages import language_of
from .model import Facts, Highlight
from .people import people
from .sorts import sort_of

_MARKS = frozenset({"/Highlight", "/Underline", "/Squiggly", "/StrikeOut"})
_NOTES = frozenset({"/Text", "/FreeText", "/Popup"})
_NO_TITLE = re.compile(
    r"\.(?:docx?|indd|pdf|qxp|odt|rtf|tex|pptx?)$|^untitled|^microsoft word|^\W*$|^slide \d", re.I
)
_HEAD = 1500
"""Characters of the first page in which its day is looked for."""
_MOST = 2000
"""Annotations of a document."""


def pdf_facts(data: bytes, url: str, pages: tuple[str, ...]) -> Facts:
    """The facts of a PDF.

    :param url: the address that it was read from, if that is known.
    :param pages: its text, as snapshots give it.
    """
    facts = Facts(url=url)
    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        reader.decrypt("")
    info, xmp = _info(reader), _xmp(reader)
    first = next(filter(str.strip, pages), "")
    titles = [*xmp.get("title", ()), info.get("/Title", "")]
    facts.title = next((text for text in titles if text and not _NO_TITLE.search(text)), "")
    if not facts.title:
        facts.title = _largest(reader)
        if facts.title:
            facts.remarks["title"] = "the largest type on page 1; the file names none"
    facts.publisher = next(iter(xmp.get("publisher", ())), "")
    if not facts.publisher and url:
        facts.publisher = host_of(url)
        facts.remarks["publisher"] = "the file names none; this is its host"
    facts.author = people([*xmp.get("creator", ())] or [info.get("/Author", "")],
                          publisher=facts.publisher)  # fmt: skip
    facts.language = language_of([_language(reader)], " ".join(pages)[:8000])
    _date(facts, first, xmp, info)
    facts.type = sort_of((), xmp.get("type", ()), facts.title, url, ())
    facts.highlights = [*_highlights(reader, data)]
    return facts


def _info(reader: pypdf.PdfReader) -> dict[str, str]:
    with suppress(Exception):
        return {key: " ".join(str(value).split()) for key, value in (reader.metadata or {}).items()}
    return {}


def _xmp(reader: pypdf.PdfReader) -> dict[str, list[str]]:
    """What the packet of XMP says, as lists of texts; a broken one says nothing."""
    found: dict[str, list[str]] = {}
    with suppress(Exception):
        packet = reader.xmp_metadata
        if packet is None:
            return found
        title: Any = packet.dc_title or {}
        found["title"] = [str(title[key]) for key in ("x-default", *title) if key in title]
        for name in ("creator", "publisher", "type"):
            found[name] = [str(one) for one in getattr(packet, f"dc_{name}") or ()]
    return {name: [" ".join(text.split()) for text in texts] for name, texts in found.items()}


def _language(reader: pypdf.PdfReader) -> str:
    with suppress(Exception):
        return str(reader.root_object.get("/Lang", ""))
    return ""


def _date(facts: Facts, first: str, xmp: dict[str, list[str]], info: dict[str, str]) -> None:
    """The one day that the first page names; the day of the file is only told."""
    days = [*dates_in(first[:_HEAD])]
    if len(days) == 1:
        facts.date = days[0]
        facts.remarks["date"] = "the only day on page 1"
        return
    made = re.match(r"D:(\d{4})(\d\d)(\d\d)", info.get("/CreationDate", ""))
    day = day_of("-".join(made.groups())) if made else ""
    said = f"page 1 names {', '.join(days[:4])}" if days else "page 1 names none"
    facts.remarks["date"] = said + (f"; the file was made on {day}" if day else "")


def _largest(reader: pypdf.PdfReader) -> str:
    """The text in the largest type on the first page."""
    pieces: list[tuple[float, str]] = []

    def visit(text: str, _cm: Any, matrix: list[float], _font: Any, size: float) -> None:
        if text.strip():
            pieces.append((round(abs(size * (matrix[3] or 1)), 1), text))

    with suppress(Exception):
        reader.pages[0].extract_text(visitor_text=visit)
    sizes = sorted({size for size, _ in pieces}, reverse=True)
    for size in sizes[:2]:
        text = " ".join(" ".join(text for one, text in pieces if one == size).split())
        if 10 <= len(text) <= 250 and len(sizes) > 1:
            return text
    return ""


# -- annotations -------------------------------------------------------------------------------


def _highlights(reader: pypdf.PdfReader, data: bytes) -> Iterator[Highlight]:
    """The passages that readers have marked, page by page, from top to bottom."""
    marked: list[tuple[int, list[DictionaryObject]]] = []
    for number, page in enumerate(reader.pages):
        with suppress(Exception):
            if found := [*_annotations(page)][:_MOST]:
                marked.append((number, found))
    if not marked:
        return
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    for number, on_page in marked:
        text = document[number].get_textpage()
        for annotation in on_page:
            note = " ".join(str(annotation.get("/Contents", "")).split())
            words = ""
            if annotation.get("/Subtype") in _MARKS:
                lines = [text.get_text_bounded(*box) for box in _boxes(annotation)]
                words = " ".join(" ".join(lines).split())
            if words or note:
                yield Highlight(words, f"p. {number + 1}", "" if note == words else note)


def _annotations(page: pypdf.PageObject) -> Iterator[DictionaryObject]:
    found = [one.get_object() for one in page.get("/Annots", ()) or ()]
    kept = [
        one
        for one in found
        if isinstance(one, DictionaryObject) and one.get("/Subtype") in _MARKS | _NOTES
    ]
    kept = [one for one in kept if one.get("/Subtype") != "/Popup"]
    yield from sorted(
        kept, key=lambda one: (-max(box[3] for box in _boxes(one)), _boxes(one)[0][0])
    )


def _boxes(annotation: DictionaryObject) -> list[tuple[float, float, float, float]]:
    """The lines that an annotation covers: left, bottom, right, top; a little narrower."""
    points = annotation.get("/QuadPoints") or ArrayObject()
    numbers = [float(one) for one in points]
    found = []
    for at in range(0, len(numbers) - 7, 8):
        across, up = numbers[at : at + 8 : 2], numbers[at + 1 : at + 8 : 2]
        slack = (max(up) - min(up)) * 0.2
        found.append((min(across), min(up) + slack, max(across), max(up) - slack))
    if not found:
        left, bottom, right, top = (float(one) for one in annotation.get("/Rect", (0, 0, 0, 0)))
        found.append((left, bottom, right, top))
    return found
