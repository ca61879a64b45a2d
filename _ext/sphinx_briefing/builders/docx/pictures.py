"""Images and figures: which may be read, and what Word is given of them."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes

from ..paper.images import ImageRefused
from ..paper.pictures import ImageVisitor, length_of
from .tables import TableVisitor
from .xml import Xml, element, parsed

_PIXEL, _TWIP = 9525, 635
"""English Metric Units, in which Word measures pictures: of a CSS pixel, and of a twentieth of
a point."""

_SIDES = frozenset({"left", "center", "right"})
_UNITS = {
    "": 9525, "px": 9525, "pt": 12700, "pc": 152400, "cm": 360000, "mm": 36000, "in": 914400,
    "em": 133350, "rem": 133350, "ex": 66675,
}  # fmt: skip


class PictureVisitor(ImageVisitor, TableVisitor):
    """Images, with the words that stand for them."""

    def visit_image(self, node: nodes.image) -> None:
        """Write an image that lies in the project; otherwise its words."""
        uri = node.get("uri", "")
        try:
            blob, size = self.images.picture(uri, self.srcdir)
        except ImageRefused as refused:
            self.text(f"[{self.refuse_image(node, refused)}]")
            self._alone(node)
            raise nodes.SkipNode from None
        alt = self.alternative(node)
        across, down = self._size(node, size)
        block = not isinstance(node.parent, nodes.TextElement)
        if block and self._paragraph is None:
            align = node.get("align", "")
            align = align if align in _SIDES else ""
            with self.placed(align=align), self.paragraph("Briefing Figure"):
                self._draw(blob, across, down, alt, Path(uri).name)
        else:
            self._draw(blob, across, down, alt, Path(uri).name)
            self._alone(node)
        raise nodes.SkipNode

    def _alone(self, node: nodes.Element) -> None:
        """End the paragraph that an image has opened for itself."""
        if not isinstance(node.parent, nodes.TextElement):
            self.end_paragraph()

    def _draw(self, blob: bytes, across: int, down: int, alt: str | None, name: str) -> None:
        relation, _image = self.file.picture(self.part, blob)
        self.run(_inline(self.file.picture_number(), relation, across, down, alt or "", name))
        self._spaced = False

    def _size(self, node: nodes.Element, natural: tuple[int, int]) -> tuple[int, int]:
        """Return the size of an image on the page, in Word's units."""
        room = self._room(False) * _TWIP
        scale = max(float(node.get("scale", 100) or 100), 1) / 100
        own = [side * _PIXEL for side in natural]
        wide, high = _length(node.get("width"), room), _length(node.get("height"), None)
        across = wide or (high * own[0] / own[1] if high else own[0])
        down = high or across * own[1] / own[0]
        # Nothing may be wider or higher than a page.
        fit = min(scale, room / across, room * 1.3 / down)
        return max(round(across * fit), 1), max(round(down * fit), 1)

    def visit_figure(self, node: nodes.figure) -> None:
        """Write an image with its caption and legend."""
        self.flush_lead()
        align = node.get("align", "")
        align = align if align in _SIDES else ""
        for child in node.children:
            if isinstance(child, nodes.caption):
                with self.placed(align=align), self.paragraph("caption") as caption:
                    caption.pPr.append(element("w:keepNext", val=0))
                    caption.pPr.insert(1, caption.pPr[-1])
                    self.write_number(node)
                    self.walk(child.children)
            else:
                with self.placed(align=align if not isinstance(child, nodes.legend) else ""):
                    child.walkabout(self)
        raise nodes.SkipNode


def _length(text: object, whole: int | None) -> float | None:
    """Return a length of docutils or CSS in Word's units; a share needs a *whole*.

    >>> _length("1in", 0), _length("50 %", 200), _length("50%", None), _length("wide", 9)
    (914400.0, 100.0, None, None)
    """
    found = length_of(text)
    if found is None:
        return None
    measure, unit = found
    if unit == "%":
        return None if whole is None else measure * whole / 100
    return measure * _UNITS[unit]


_DRAWINGML = "http://schemas.openxmlformats.org/drawingml/2006"


def _inline(number: int, relation: str, across: int, down: int, alt: str, name: str) -> Xml:
    """Return a drawing that stands in the line of words."""
    inline = parsed(
        f'<w:drawing xmlns:wp="{_DRAWINGML}/wordprocessingDrawing" xmlns:a="{_DRAWINGML}/main" '
        f'xmlns:pic="{_DRAWINGML}/picture"><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{across}" cy="{down}"/><wp:docPr id="{number}" name=""/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{_DRAWINGML}/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name=""/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing>"
    )
    for named in inline.iter("{*}docPr", "{*}cNvPr"):
        named.set("name", name)
    for described in inline.iter("{*}docPr"):
        described.set("descr", alt)
    return inline
