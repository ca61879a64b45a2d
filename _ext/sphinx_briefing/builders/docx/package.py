"""One Word file: its parts, styles, lists and notes, and the bytes that they become."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import docx
from docx.image.image import Image
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.ns import qn

from .reference_document import style_ids
from .xml import Xml, element, parsed, value

STEP, LEVELS = 357, 9
"""The steps that lists are indented by, in twentieths of a point, and how many levels Word has."""

_BULLETS = "•\u2013▪"
_FORMATS = {
    "arabic": "decimal",
    "loweralpha": "lowerLetter",
    "upperalpha": "upperLetter",
    "lowerroman": "lowerRoman",
    "upperroman": "upperRoman",
}

_NO_DAY = (1980, 1, 1, 0, 0, 0)
"""The oldest date that a zip file can hold: the day of a build is none of a reader's business."""

_PARTS = {
    "footnote": (RT.FOOTNOTES, CT.WML_FOOTNOTES),
    "endnote": (RT.ENDNOTES, CT.WML_ENDNOTES),
}


class WordFile:
    """A file that is being written. Nothing in it depends on anything but what is put in."""

    def __init__(self, initial: bytes) -> None:
        self.document = docx.Document(BytesIO(initial))
        self.body: Xml = self.document.element.body
        self._section: Xml = self.body.find(qn("w:sectPr"))
        self._styles = style_ids(self.document)
        self._numbering: Xml = self.document.part.numbering_part.element
        self._abstract: dict[tuple[str, str, str], int] = {}
        self._bullets: int | None = None
        self._bookmarks = 0
        self._pictures = 0
        self.notes = {kind: self._notes(kind) for kind in _PARTS}

    # -- styles and sections -----------------------------------------------------------------

    def style(self, name: str) -> str:
        """Return the id of a style; the initial document has all that we use."""
        return self._styles[name.casefold()]

    @property
    def section(self) -> Xml:
        """The properties of the last section: the page that the initial document says."""
        return self._section

    def text_width(self) -> int:
        """Return the width of the text between the margins, in twentieths of a point."""
        size, margin = self._section.find(qn("w:pgSz")), self._section.find(qn("w:pgMar"))
        if size is None or margin is None:
            return 9026
        across = int(size.get(qn("w:w"), 11906))
        left, right = (int(margin.get(qn(f"w:{side}"), 1440)) for side in ("left", "right"))
        return max(across - left - right, 2000)

    # -- numbers -----------------------------------------------------------------------------

    def bookmark_number(self) -> int:
        """Return the number of the next bookmark."""
        self._bookmarks += 1
        return self._bookmarks

    def picture_number(self) -> int:
        """Return the number of the next picture."""
        self._pictures += 1
        return self._pictures

    # -- lists -------------------------------------------------------------------------------

    def bullets(self) -> int:
        """Return the list of bullets, which all bullet lists of the file share."""
        if self._bullets is None:
            levels = [
                self._level(level, "bullet", _BULLETS[level % len(_BULLETS)])
                for level in range(LEVELS)
            ]
            self._bullets = self._instance(self._abstract_list(levels))
        return self._bullets

    def numbers(self, kind: str, prefix: str, suffix: str, start: int, level: int) -> int:
        """Return a new numbered list, which counts from *start*."""
        key = (kind, prefix, suffix)
        if key not in self._abstract:
            form = _FORMATS.get(kind, "decimal")
            levels = [
                self._level(level, form, f"{prefix}%{level + 1}{suffix}") for level in range(LEVELS)
            ]
            self._abstract[key] = self._abstract_list(levels)
        override = element("w:lvlOverride", value("w:startOverride", start), ilvl=level)
        return self._instance(self._abstract[key], override)

    @staticmethod
    def _level(level: int, form: str, text: str) -> Xml:
        return element(
            "w:lvl",
            value("w:start", 1),
            value("w:numFmt", form),
            value("w:lvlText", text),
            value("w:lvlJc", "left"),
            element("w:pPr", element("w:ind", left=STEP * (level + 1), hanging=STEP)),
            ilvl=level,
        )

    def _abstract_list(self, levels: list[Xml]) -> int:
        """Add a kind of list; Word wants all kinds before all lists."""
        kinds = self._numbering.findall(qn("w:abstractNum"))
        number = 1 + max((int(kind.get(qn("w:abstractNumId"))) for kind in kinds), default=-1)
        definition = element(
            "w:abstractNum", value("w:multiLevelType", "multilevel"), *levels, abstractNumId=number
        )
        self._numbering.insert_element_before(definition, "w:num", "w:numIdMacAtCleanup")
        return number

    def _instance(self, abstract: int, *overrides: Xml) -> int:
        lists = self._numbering.findall(qn("w:num"))
        number = 1 + max((int(one.get(qn("w:numId"))) for one in lists), default=0)
        numbering = element("w:num", value("w:abstractNumId", abstract), *overrides, numId=number)
        self._numbering.insert_element_before(numbering, "w:numIdMacAtCleanup")
        return number

    # -- parts -------------------------------------------------------------------------------

    def _notes(self, kind: str) -> XmlPart:
        """Add the part that holds footnotes or endnotes, with the lines above them."""
        lines = "".join(
            f'<w:{kind} w:type="{name}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" '
            f'w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:{name}/></w:r></w:p></w:{kind}>'
            for number, name in ((-1, "separator"), (0, "continuationSeparator"))
        )
        reltype, content_type = _PARTS[kind]
        part = XmlPart(
            PackURI(f"/word/{kind}s.xml"),
            content_type,
            parsed(f"<w:{kind}s>{lines}</w:{kind}s>"),
            self.document.part.package,
        )
        self.document.part.relate_to(part, reltype)
        return part

    def note(self, kind: str) -> tuple[int, Xml, XmlPart]:
        """Add a footnote or endnote, and return its number, its place and its part."""
        part = self.notes[kind]
        number = len(part.element) - 1
        xml = element(f"w:{kind}", id=number)
        part.element.append(xml)
        return number, xml, part

    @staticmethod
    def link(part: Any, address: str) -> str:
        """Return the relation of a part to an address on the web."""
        return str(part.relate_to(address, RT.HYPERLINK, is_external=True))

    def picture(self, part: Any, blob: bytes) -> tuple[str, Image]:
        """Return the relation of a part to a picture, and what is known of that."""
        image = part.package.get_or_add_image_part(BytesIO(blob))
        return str(part.relate_to(image, RT.IMAGE)), image.image

    # -- bytes -------------------------------------------------------------------------------

    def bytes(self) -> bytes:
        """Return the file: the same bytes for the same content, whenever and wherever."""
        self._close()
        saved, out = BytesIO(), BytesIO()
        self.document.save(saved)
        with zipfile.ZipFile(saved) as old, zipfile.ZipFile(out, "w") as new:
            for name in old.namelist():
                info = zipfile.ZipInfo(name, _NO_DAY)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.create_system = 0
                new.writestr(info, old.read(name))
        return out.getvalue()

    def _close(self) -> None:
        """End what Word wants to end in a paragraph."""
        self.body.append(self._section)
        for part in (self.document.part, *self.notes.values()):
            for holder in part.element.iter(qn("w:tc"), qn("w:footnote"), qn("w:endnote")):
                if len(holder) == 0 or holder[-1].tag != qn("w:p"):
                    holder.append(element("w:p"))
