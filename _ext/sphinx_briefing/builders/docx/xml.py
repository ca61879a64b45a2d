"""Elements of WordprocessingML, and text that XML can hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from ..paper.direction import LETTER, RIGHT_TO_LEFT
from ..paper.printable import printable

Xml: TypeAlias = Any
"""An lxml element; neither lxml nor the classes that python-docx lends it are typed."""

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)

_SPECIAL = {"\t": "w:tab", "\n": "w:br", "\u00ad": "w:softHyphen"}
"""Characters that Word has elements of its own for."""

_PIECES = re.compile("([\t\n\u00ad])")

_RTL = re.compile(f"[{RIGHT_TO_LEFT}](?:[^A-Za-z\u00c0-\u058f]*[{RIGHT_TO_LEFT}])?")
"""Letters that are written from right to left, with what stands between two of them."""


def element(tag: str, *children: Xml, **attributes: object) -> Xml:
    """Make an element; attributes are those of its own namespace.

    >>> element("w:ind", left=360).get(qn("w:left"))
    '360'
    """
    xml = OxmlElement(tag)
    prefix = tag.partition(":")[0]
    for name, value in attributes.items():
        xml.set(qn(f"{prefix}:{name}"), printable(str(value)))
    for child in children:
        xml.append(child)
    return xml


def value(tag: str, val: object) -> Xml:
    """Make one of the many elements that have a value and nothing else."""
    return element(tag, val=val)


def parsed(xml: str) -> Xml:
    """Parse a piece of XML that we wrote, with the prefixes ``w`` and ``r``."""
    end = re.search("[ />]", xml)
    at = end.start() if end else len(xml)
    return parse_xml(f"{xml[:at]} {NAMESPACES}{xml[at:]}")


def text_elements(text: str) -> Iterator[Xml]:
    """Yield what a run holds for a text: words, tabs, line ends."""
    for piece in _PIECES.split(printable(text)):
        if piece in _SPECIAL:
            yield element(_SPECIAL[piece])
        elif piece:
            words = element("w:t")
            words.text = piece
            words.set(qn("xml:space"), "preserve")
            yield words


def directions(text: str) -> Iterator[tuple[str, bool]]:
    """Cut a text where its direction of writing changes; Word asks for it run by run.

    >>> list(directions("see \u05e9\u05dc\u05d5\u05dd now"))
    [('see ', False), ('\u05e9\u05dc\u05d5\u05dd', True), (' now', False)]
    """
    done = 0
    for start, end in _rtl_spans(text):
        if start > done:
            yield text[done:start], False
        yield text[start:end], True
        done = end
    if done < len(text):
        yield text[done:], False


def _rtl_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of right-to-left letters, neighbours joined."""
    open_: tuple[int, int] | None = None
    for match in _RTL.finditer(text):
        if open_ and not LETTER.search(text, open_[1], match.start()):
            open_ = open_[0], match.end()
            continue
        if open_:
            yield open_
        open_ = match.span()
    if open_:
        yield open_
