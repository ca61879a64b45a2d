"""On which page a heading will be, reckoned: no file knows that before a program lays it out.

Word works page numbers out when it updates fields, LibreOffice when it opens a file. What they
show until then is reckoned from sizes, spaces and numbers of letters, and may be a page off.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

from docx.oxml.ns import qn
from docx.shared import Length

from .package import WordFile
from .xml import Xml

_LETTER = 0.47
"""The width of a letter in running text, to the size of the type."""
_LINE = 1.22
"""The height of a line, to the size of the type."""
_SIZE, _TWENTIETHS, _EMUS = 10.5, 20, 12_700


class _Type(NamedTuple):
    """The type of a style, in points."""

    size: float
    line: float
    before: float
    after: float


class PageNumbers:
    """The pages of one file."""

    def __init__(self, file: WordFile) -> None:
        self._file = file
        self._types: dict[str, _Type] = {}
        self._by_id = {style.style_id: style for style in file.document.styles}

    def of_bookmarks(self) -> dict[str, int]:
        """Return the page on which each bookmark of the text stands."""
        width, height = self._page(self._file.section)
        found: dict[str, int] = {}
        page, used = 1, 0.0
        for block in self._file.body:
            need = self._height(block, width)
            if used and used + min(need, height / 3) > height:
                page, used = page + 1, 0.0
            for mark in block.iter(qn("w:bookmarkStart")):
                found.setdefault(mark.get(qn("w:name")), page)
            used += need
            while used > height:
                page, used = page + 1, used - height
            section = block.find(f".//{qn('w:sectPr')}")
            if section is not None:
                page, used = page + 1, 0.0
        return found

    @staticmethod
    def _page(section: Xml) -> tuple[float, float]:
        """Return width and height of the text of a page."""
        size, margin = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))

        def of(found: Xml, name: str, default: int) -> float:
            given = default if found is None else int(found.get(qn(f"w:{name}"), default))
            return given / _TWENTIETHS

        across = of(size, "w", 11906) - of(margin, "left", 1440) - of(margin, "right", 1440)
        down = of(size, "h", 16838) - of(margin, "top", 1440) - of(margin, "bottom", 1440)
        return max(across, 100), max(down, 100)

    def _height(self, block: Xml, width: float) -> float:
        if block.tag == qn("w:tbl"):
            return sum(map(self._row, block.iter(qn("w:tr"))))
        return self._paragraph(block, width) if block.tag == qn("w:p") else 0

    def _row(self, row: Xml) -> float:
        tallest = 0.0
        for cell in row.iterchildren(qn("w:tc")):
            wide = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
            room = max(float(wide.get(qn("w:w"), 2000)) / _TWENTIETHS - 9, 20)
            tallest = max(tallest, sum(self._height(block, room) for block in cell))
        return tallest + 3

    def _paragraph(self, paragraph: Xml, width: float) -> float:
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        kind = self._type(style.get(qn("w:val")) if style is not None else "")
        words = "".join(_words(paragraph)).split("\n")
        lines = sum(max(math.ceil(len(line) * kind.size * _LETTER / width), 1) for line in words)
        extents = (node for node in paragraph.iter() if str(node.tag).endswith("}extent"))
        drawn = max((int(node.get("cy", 0)) / _EMUS for node in extents), default=0.0)
        return max(lines * kind.line, drawn) + max(kind.before, kind.after)

    def _type(self, style_id: str) -> _Type:
        if style_id not in self._types:
            style = self._by_id.get(style_id)
            size = _points(style, "font", "size") or _SIZE
            spacing = _first(style, "paragraph_format", "line_spacing")
            times = spacing if isinstance(spacing, float) else 1.0
            line = spacing.pt if isinstance(spacing, Length) else size * _LINE * times
            before = _points(style, "paragraph_format", "space_before") or 0
            after = _points(style, "paragraph_format", "space_after") or 0
            self._types[style_id] = _Type(size, line, before, after)
        return self._types[style_id]


def _words(paragraph: Xml) -> Iterator[str]:
    for node in paragraph.iter(qn("w:t"), qn("w:br")):
        yield "\n" if node.tag == qn("w:br") else node.text or ""


def _first(style: Any, group: str, name: str) -> Any:
    """Return what a style, or the first of those that it is based on, says."""
    while style is not None:
        found = getattr(getattr(style, group, None), name, None)
        if found is not None:
            return found
        style = getattr(style, "base_style", None)
    return None


def _points(style: Any, group: str, name: str) -> float | None:
    found = _first(style, group, name)
    return found.pt if isinstance(found, Length) else None
