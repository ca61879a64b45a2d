"""The table of contents of a long brief: a field of Word's, already worked out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from ...presentation.labels import _
from .page_numbers import PageNumbers
from .xml import Xml, element, text_elements, value

if TYPE_CHECKING:
    from .package import WordFile

_FROM = 8
"""A brief with more headings than this opens with its contents, as in the PDF."""

_DEEPEST = 2

_INSTRUCTION = f' TOC \\o "1-{_DEEPEST}" \\h \\z \\u '
"""Headings of two levels, with links and page numbers."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the brief."""

    level: int
    text: str
    bookmark: str


def add_contents(file: WordFile, headings: list[Heading], after: Xml) -> None:
    """Write the contents behind an element of the text, if the brief is long enough."""
    if len(headings) <= _FROM:
        return
    listed = [heading for heading in headings if heading.level <= _DEEPEST]
    title = _paragraph(file, "TOC Heading")
    title.append(element("w:r", *text_elements(str(_("Contents")))))
    entries = [_entry(file, heading) for heading in listed]
    start = [_mark("begin"), _instruction(_INSTRUCTION), _mark("separate")]
    for number, run in enumerate(start, 1):
        entries[0].insert(number, run)
    entries[-1].append(_mark("end"))
    for paragraph in reversed([title, *entries]):
        after.addnext(paragraph)
    pages = PageNumbers(file).of_bookmarks()  # with the contents in their place
    for heading, entry in zip(listed, entries, strict=True):
        link = entry.find(qn("w:hyperlink"))
        link.extend(_page_number(heading.bookmark, pages[heading.bookmark]))


def _paragraph(file: WordFile, style: str) -> Xml:
    return element("w:p", element("w:pPr", value("w:pStyle", file.style(style))))


def _entry(file: WordFile, heading: Heading) -> Xml:
    paragraph = _paragraph(file, f"toc {heading.level}")
    end = element("w:tab", val="right", leader="dot", pos=file.text_width())
    paragraph.pPr.append(element("w:tabs", end))
    link = element("w:hyperlink", element("w:r", *text_elements(heading.text)), history=1)
    link.set(qn("w:anchor"), heading.bookmark)
    paragraph.append(link)
    return paragraph


def _page_number(bookmark: str, page: int) -> list[Xml]:
    """Return the number of the page of a bookmark: a field, with what it shows until updated."""
    return [
        element("w:r", element("w:tab")),
        _mark("begin"),
        _instruction(f" PAGEREF {bookmark} \\h "),
        _mark("separate"),
        element("w:r", *text_elements(str(page))),
        _mark("end"),
    ]


def _mark(kind: str) -> Xml:
    return element("w:r", element("w:fldChar", fldCharType=kind))


def _instruction(text: str) -> Xml:
    words_ = element("w:instrText")
    words_.text = text
    words_.set(qn("xml:space"), "preserve")
    return element("w:r", words_)
