"""Headers, footers and properties of a Word file: marking, page numbers, properties, language."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn

from ... import palette
from ...markings import OPEN, badge_of
from ...presentation.labels import _
from ...texts import shorten
from ..paper.meta import BriefMeta
from ..paper.printable import printable
from .xml import Xml, element, text_elements, value

if TYPE_CHECKING:
    from .package import WordFile

_TLP = {badge_of(tlp): palette.word(colour) for tlp, colour in palette.TLP.items()}
"""TLP 2.0: these colours on black, right-aligned, at least 12 points."""

_ON_BLACK = palette.word(palette.TLP[OPEN])

_LONGEST = 255
"""The longest text that python-docx takes for a property; Word shows no more of it either."""

_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""For a brief without a date: never the build date."""


def add_headers(file: WordFile, meta: BriefMeta) -> None:
    """Set all that stands around the text of a brief: headers, footers, properties, language."""
    _set_properties(file, meta)
    _set_language(file, meta.language)
    for section in file.document.sections:
        kinds = ["", "first_page_"] if section.different_first_page_header_footer else [""]
        if file.document.settings.odd_and_even_pages_header_footer:
            kinds.append("even_page_")
        for kind in kinds:
            _set_header(file, getattr(section, f"{kind}header"), meta)
            _set_footer(file, getattr(section, f"{kind}footer"), meta)


def _set_header(file: WordFile, header: Any, meta: BriefMeta) -> None:
    """Put the marking above what a reference document has in its header."""
    header.is_linked_to_previous = False
    root = header._element
    _drop_empty(root)
    if meta.marking:
        root.insert(0, _marking(file, meta.marking))
    if len(root) == 0:
        root.append(_paragraph(file, "header"))


def _set_footer(file: WordFile, footer: Any, meta: BriefMeta) -> None:
    """Put reference, title and page number into a footer that is empty, and the marking last."""
    footer.is_linked_to_previous = False
    root = footer._element
    _drop_empty(root)
    if len(root) == 0:
        facts = " · ".join(part for part in (meta.reference, meta.status_label, meta.title) if part)
        line = _paragraph(file, "Briefing Footer", f"{facts} · {_('Page')} ")
        line.append(_field("PAGE"))
        line.append(element("w:r", *text_elements(f" {_('of')} ")))
        line.append(_field("NUMPAGES"))
        root.append(line)
    if meta.marking:
        root.append(_marking(file, meta.marking))


def _drop_empty(root: Xml) -> None:
    """Take out the empty paragraphs that a new header is born with."""
    for child in list(root):
        holds = child.find(f".//{qn('w:r')}")
        if child.tag == qn("w:p") and holds is None:
            root.remove(child)


def _paragraph(file: WordFile, style: str, text: str = "") -> Xml:
    paragraph = element("w:p", element("w:pPr", value("w:pStyle", file.style(style))))
    if text:
        paragraph.append(element("w:r", *text_elements(text)))
    return paragraph


def _marking(file: WordFile, marking: str) -> Xml:
    paragraph = _paragraph(file, "Briefing Marking")
    paragraph.append(marking_run(marking))
    return paragraph


def marking_run(marking: str) -> Xml:
    """Return a marking in its colour on black."""
    look = element(
        "w:rPr",
        value("w:color", _TLP.get(marking, _ON_BLACK)),
        element("w:shd", val="clear", color="auto", fill=palette.word(palette.BEHIND_TLP)),
    )
    return element("w:r", look, *text_elements(f"\u00a0{marking}\u00a0"))


def _field(instruction: str) -> Xml:
    return element("w:fldSimple", element("w:r", *text_elements("1")), instr=f" {instruction} ")


def _set_properties(file: WordFile, meta: BriefMeta) -> None:
    """Describe the file by its brief; nothing of the library's or the reference's stays."""
    day = (meta.day() or _NO_DATE).replace(tzinfo=None)
    found = file.document.core_properties
    for name, text in {
        "title": meta.title,
        "author": "; ".join(meta.authors),
        "subject": meta.summary,
        "keywords": ", ".join(meta.keywords),
        "identifier": meta.reference,
        "category": meta.kind_label,
        "content_status": meta.status_label,
        "version": meta.edition,
        "language": meta.language.replace("_", "-"),
        "comments": meta.marking,
        "last_modified_by": "; ".join(meta.authors),
    }.items():
        setattr(found, name, _short(text))
    found.revision = 1
    found.created = found.modified = day
    printed = found._element.find(qn("cp:lastPrinted"))
    if printed is not None:
        found._element.remove(printed)


def _short(text: str) -> str:
    """Cut a text that is too long for a property, at a word.

    >>> _short("word " * 100)[-6:]
    ' word…'
    """
    text = " ".join(printable(text).split())
    return shorten(text, _LONGEST - 1)


def _set_language(file: WordFile, language: str) -> None:
    """Say what language the words are of, so that Word checks their spelling by it."""
    tag = language.replace("_", "-")
    styles = file.document.styles.element
    properties = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if properties is not None:
        lang = properties.find(qn("w:lang"))
        if lang is None:
            lang = element("w:lang")
            properties.append(lang)
        lang.set(qn("w:val"), tag)
    theme = file.document.settings.element.find(qn("w:themeFontLang"))
    if theme is not None:
        theme.set(qn("w:val"), tag)
