"""Paragraphs and runs of a Word file, one after the other.

What is common to the paragraphs of a passage (style, indent, a rule at the left) is a
:class:`Place`, what is common to words a :class:`Look`; both are in force for a while.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from docx.oxml.ns import qn

from ..paper.direction import runs
from .package import STEP, WordFile
from .xml import Xml, directions, element, text_elements, value

_SPACES = re.compile("[ \t\r\n]+")
_NO_NAME = re.compile(r"\W", re.ASCII)

_NAME, _TAIL = 40, 8
"""Word's limit for the names of bookmarks, and the end that tells long ones apart."""

_DEEPEST = 4800
"""No page is wide enough for more indents than these."""

_PLAIN_STYLES = {(True, False): "Strong", (False, True): "Emphasis"}
"""Word lets a run be one of its styles; emphasis inside another style is written out."""


@dataclass(frozen=True, slots=True)
class Look:
    """The look of words."""

    style: str = ""
    bold: bool = False
    italic: bool = False
    raised: str = ""
    colour: str = ""
    verbatim: bool = False
    struck: bool = False
    ground: str = ""
    """The colour behind them."""


@dataclass(frozen=True, slots=True)
class Place:
    """The place and indent of paragraphs."""

    style: str = "Body Text"
    indent: int = 0
    rule: str = ""
    """The colour of a line at the left of all paragraphs of a box."""
    keep: bool = False
    align: str = ""


@dataclass(frozen=True, slots=True)
class Lead:
    """The beginning of the next paragraph, which is the first of a list item."""

    style: str
    numbering: int
    level: int


@dataclass(frozen=True, slots=True)
class Link:
    """The target of the words below a reference: an address, or a bookmark of the file."""

    target: str
    outside: bool
    hint: str = ""


class RunWriter:
    """Writes paragraphs and runs into a file, at one place of it."""

    def __init__(self, file: WordFile) -> None:
        self.file = file
        self.out: Xml = file.body
        self.part: Any = file.document.part
        self.look = Look()
        self.place = Place()
        self.link: Link | None = None
        self.lead: Lead | None = None
        self._paragraph: Xml = None
        self._linked: tuple[Link | None, Xml] = None, None
        self._spaced = True
        self._pending: list[str] = []

    # -- paragraphs --------------------------------------------------------------------------

    def begin_paragraph(self, style: str = "") -> Xml:
        """Open a paragraph, in a style or that of the place; what is open ends before."""
        lead, self.lead = self.lead, None
        place = self.place
        properties = element("w:pPr")
        chosen = style or (lead.style if lead else place.style)
        properties.append(value("w:pStyle", self.file.style(chosen)))
        if place.keep:
            properties.append(element("w:keepNext"))
        if lead:
            properties.append(
                element("w:numPr", value("w:ilvl", lead.level), value("w:numId", lead.numbering))
            )
        if place.rule:
            line = element("w:left", val="single", sz=12, space=6, color=place.rule)
            properties.append(element("w:pBdr", line))
        if self._after_table() and not lead:
            properties.append(element("w:spacing", before=160))
        if lead:
            properties.append(element("w:ind", left=place.indent, hanging=STEP))
        elif place.indent:
            properties.append(element("w:ind", left=place.indent))
        if place.align:
            properties.append(value("w:jc", place.align))
        self._paragraph = element("w:p", properties)
        self.out.append(self._paragraph)
        self._spaced = True
        self.anchor()
        return self._paragraph

    def end_paragraph(self) -> None:
        """Close the paragraph that is open, if one is."""
        if self._paragraph is not None:
            words = "".join(part.text or "" for part in self._paragraph.iter(qn("w:t")))
            if runs(words) == "rtl":
                _turn(self._paragraph)
            self._paragraph = None

    @contextmanager
    def paragraph(self, style: str = "") -> Iterator[Xml]:
        """Hold a paragraph open; blocks inside it close it, and others follow it."""
        self.end_paragraph()
        yield self.begin_paragraph(style)
        self.end_paragraph()

    def flush_lead(self) -> None:
        """Give a list item whose first block is no paragraph one for its number."""
        if self.lead is not None:
            self.end_paragraph()
            self.begin_paragraph()
        self.end_paragraph()

    def _after_table(self) -> bool:
        return len(self.out) > 0 and self.out[-1].tag == qn("w:tbl")

    @contextmanager
    def placed(self, **changes: Any) -> Iterator[None]:
        """Let paragraphs stand differently for a while; ``indent`` is added to what there is."""
        self.end_paragraph()
        outer = self.place
        if "indent" in changes:
            changes["indent"] = min(outer.indent + changes["indent"], _DEEPEST)
        self.place = replace(outer, **changes)
        try:
            yield
        finally:
            self.end_paragraph()
            self.place = outer

    @contextmanager
    def inside(self, holder: Xml, part: Any = None, place: Place | None = None) -> Iterator[None]:
        """Write into another place for a while: a cell, a note."""
        kept = (
            self.out,
            self.part,
            self.place,
            self.look,
            self.link,
            self.lead,
            self._paragraph,
            self._spaced,
        )
        self.out, self.part = holder, part or self.part
        self.place, self.look, self.link, self.lead = place or Place(), Look(), None, None
        self._paragraph = None
        try:
            yield
        finally:
            self.end_paragraph()
            (
                self.out,
                self.part,
                self.place,
                self.look,
                self.link,
                self.lead,
                self._paragraph,
                self._spaced,
            ) = kept

    @contextmanager
    def styled(self, style: str) -> Iterator[None]:
        """Let plain paragraphs be of a style for a while; the one that is open stays open."""
        outer = self.place
        self.place = replace(outer, style=style)
        try:
            yield
        finally:
            self.place = outer

    # -- runs --------------------------------------------------------------------------------

    @contextmanager
    def looking(self, **changes: Any) -> Iterator[None]:
        """Let words look differently for a while; a style that is in force stays."""
        outer = self.look
        if outer.style:
            changes.pop("style", None)
        self.look = replace(outer, **changes)
        try:
            yield
        finally:
            self.look = outer

    def text(self, words: str) -> None:
        """Write words; white space collapses as in HTML, except in what is verbatim."""
        if not self.look.verbatim:
            words = _SPACES.sub(" ", words)
            if self._paragraph is None and not words.strip():
                return
            if self._paragraph is None:
                self.begin_paragraph()
            if self._spaced:
                words = words.lstrip(" ")
            if not words:
                return
            self._spaced = words.endswith(" ")
        for piece, rtl in directions(words):
            children = list(text_elements(piece))
            if children:
                self.run(*children, rtl=rtl)

    def run(self, *children: Xml, rtl: bool = False) -> Xml:
        """Write one run with the look in force, and under the link in force."""
        if self._paragraph is None:
            self.begin_paragraph()
        xml = element("w:r", *children)
        properties = self._look_properties(rtl)
        if len(properties):
            xml.insert(0, properties)
        self._home().append(xml)
        return xml

    def put(self, xml: Xml) -> None:
        """Write an element that stands among runs."""
        if self._paragraph is None:
            self.begin_paragraph()
        self._paragraph.append(xml)
        self._spaced = False

    def field(self, instruction: str, result: str) -> None:
        """Write a field of Word's with what it shows until Word works it out again."""
        xml = element("w:fldSimple", instr=f" {instruction} ")
        run = self.run(*text_elements(result))
        run.getparent().replace(run, xml)
        xml.append(run)
        self._spaced = False

    def _home(self) -> Xml:
        """Return what runs are put into: the paragraph, or a link in it."""
        if self.link is None:
            return self._paragraph
        link, home = self._linked
        if link is self.link and self._paragraph[-1] is home:
            return home
        hyperlink = element("w:hyperlink", history=1)
        if self.link.outside:
            hyperlink.set(qn("r:id"), self.file.link(self.part, self.link.target))
        else:
            hyperlink.set(qn("w:anchor"), self.link.target)
        if self.link.hint:
            hyperlink.set(qn("w:tooltip"), self.link.hint)
        self._linked = self.link, hyperlink
        self._paragraph.append(hyperlink)
        return hyperlink

    def _look_properties(self, rtl: bool) -> Xml:
        look = self.look
        properties = element("w:rPr")
        plain = "" if look.verbatim else _PLAIN_STYLES.get((look.bold, look.italic), "")
        style = look.style or plain
        if style:
            properties.append(value("w:rStyle", self.file.style(style)))
        if look.bold and style != "Strong":
            properties.extend([element("w:b"), element("w:bCs")])
        if look.italic and style != "Emphasis":
            properties.extend([element("w:i"), element("w:iCs")])
        if look.struck:
            properties.append(element("w:strike"))
        if look.colour:
            properties.append(value("w:color", look.colour))
        if look.ground:
            properties.append(element("w:shd", val="clear", color="auto", fill=look.ground))
        if look.raised:
            properties.append(value("w:vertAlign", look.raised))
        if rtl:
            properties.append(element("w:rtl"))
        return properties

    # -- places ------------------------------------------------------------------------------

    @staticmethod
    def bookmark(anchor: str) -> str:
        """Return the name of the bookmark for an id of the document.

        >>> RunWriter.bookmark("actor-e5")
        'actor_e5'
        """
        name = _NO_NAME.sub("_", anchor)
        if name != anchor.replace("-", "_") or len(name) > _NAME or not name[:1].isalpha():
            tail = hashlib.sha256(anchor.encode()).hexdigest()[:_TAIL]
            name = f"a_{name[: _NAME - _TAIL - 3]}_{tail}"
        return name

    def anchor(self) -> None:
        """Mark the places of the nodes that were entered since the last paragraph began."""
        waiting, self._pending = self._pending, []
        for anchor in waiting:
            self.mark(self._paragraph, self.bookmark(anchor))

    def mark(self, home: Xml, name: str, *content: Xml) -> None:
        """Write a bookmark, around runs that stand at the end of what holds them."""
        number = self.file.bookmark_number()
        start = element("w:bookmarkStart", id=number, name=name)
        if content:
            content[0].addprevious(start)
            content[-1].addnext(element("w:bookmarkEnd", id=number))
        else:
            home.extend([start, element("w:bookmarkEnd", id=number)])


def _turn(paragraph: Xml) -> None:
    """Let a paragraph run from right to left."""
    properties = paragraph.pPr
    properties.insert_element_before(
        element("w:bidi"),
        "w:adjustRightInd",
        "w:snapToGrid",
        "w:spacing",
        "w:ind",
        "w:contextualSpacing",
        "w:mirrorIndents",
        "w:suppressOverlap",
        "w:jc",
        "w:textDirection",
        "w:textAlignment",
        "w:textboxTightWrap",
        "w:outlineLvl",
        "w:rPr",
        "w:sectPr",
    )
