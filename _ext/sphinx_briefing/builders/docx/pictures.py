"""Images and figures: which may be read, and what Word is given of them."""

from __future__ import annotations

import re
from pathlib import Path

from docutils import nodes
from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)
from docx.image.image import Image
from sphinx.util.images import get_image_size

from ..pdf.compile import TypstCompiler
from ..pdf.escape import literal
from ..pdf.images import ImageMissing, ImageRefused, ImageStage
from .tables import TableVisitor
from .xml import Xml, element, parsed

#: English Metric Units, in which Word measures pictures: of a CSS pixel, and of a twentieth of
#: a point.
_PIXEL, _TWIP = 9525, 635
#: Formats that every Word shows as they are.
_SHOWN = frozenset({".png", ".jpg", ".jpeg", ".gif"})
_DRAWABLE = _SHOWN | {".svg", ".webp"}
_UNREADABLE = (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError)
#: The longer side of a drawing that was made into a picture, in pixels.
_DRAWN = 1600
_DRAWING = (
    "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
    "#context {{ let it = image({name}); let size = measure(it)\n"
    "let f = {side} * 1pt / calc.max(size.width, size.height)\n"
    "image({name}, width: size.width * f, height: size.height * f) }}"
)
_SIDES = frozenset({"left", "center", "right"})
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(px|pt|pc|cm|mm|in|em|ex|rem|%|)")
_UNITS = {
    "": 9525, "px": 9525, "pt": 12700, "pc": 152400, "cm": 360000, "mm": 36000, "in": 914400,
    "em": 133350, "rem": 133350, "ex": 66675,
}  # fmt: skip


class Draughtsman(TypstCompiler):
    """Draws what Word cannot show, as the PDF builder does: no file and no host besides."""

    def png(self, name: str) -> bytes:
        """Return a staged image as PNG."""
        source = _DRAWING.format(name=literal(f"/{name}"), side=_DRAWN // 2)
        drawn: bytes = self._compiler.compile(input=source.encode(), format="png", ppi=144.0)
        return drawn


class Pictures:
    """The images of a build, each read and drawn once."""

    def __init__(self, folder: Path, fonts: list[Path], allowed: tuple[Path, ...]) -> None:
        self._draughtsman = Draughtsman(folder, fonts)
        self._stage = ImageStage(self._draughtsman, allowed)
        self._made: dict[str, tuple[bytes, tuple[int, int]]] = {}

    def picture(self, uri: str, srcdir: Path) -> tuple[bytes, tuple[int, int]]:
        """Return what Word is given for an image, and its natural size in CSS pixels."""
        suffix = Path(uri).suffix.lower()
        if "://" not in uri and suffix not in _DRAWABLE:
            shown = suffix or "of a file without suffix"
            raise ImageRefused(f"a Word file cannot hold the format {shown}")
        name = self._stage.stage(uri, srcdir)
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def _make(self, name: str) -> tuple[bytes, tuple[int, int]]:
        path = self._draughtsman.root / name
        blob = path.read_bytes()
        size = get_image_size(path)
        if path.suffix not in _SHOWN or not _readable(blob):
            blob = self._draughtsman.png(name)
        image = Image.from_blob(blob)
        if size is None or min(size) < 1:
            size = image.px_width, image.px_height
        return blob, size


def _readable(blob: bytes) -> bool:
    """Say whether Word's format can tell the size of an image."""
    try:
        image = Image.from_blob(blob)
    except _UNREADABLE:
        return False
    return image.px_width > 0 and image.px_height > 0


class PictureVisitor(TableVisitor):
    """Images, with the words that stand for them."""

    def visit_image(self, node: nodes.image) -> None:
        """Write an image that lies in the project; otherwise its words."""
        uri = node.get("uri", "")
        # MyST writes an empty text where the author wrote none.
        alt = node.get("alt") or None
        try:
            blob, size = self.builder.pictures.picture(uri, self.srcdir)
        except ImageRefused as refused:
            if not isinstance(refused, ImageMissing):
                self.warn(f"the image {uri} is not in the Word file: {refused}", node)
            self.text(f"[{alt or uri}]")
            self._alone(node)
            raise nodes.SkipNode from None
        if alt is None:
            alt = _words_of_figure(node)
        if alt is None:
            self.warn(f"the image {uri} has no alternative text: give it :alt:", node)
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
                with self.placed(align=align), self.paragraph("caption") as made:
                    made.pPr.append(element("w:keepNext", val=0))
                    made.pPr.insert(1, made.pPr[-1])
                    self.write_number(node)
                    self.walk(child.children)
            else:
                with self.placed(align=align if not isinstance(child, nodes.legend) else ""):
                    child.walkabout(self)
        raise nodes.SkipNode


def _words_of_figure(node: nodes.Element) -> str | None:
    """Return the caption of the figure around an image, which then describes it."""
    figure = node.parent
    if isinstance(figure, nodes.reference):
        figure = figure.parent
    if not isinstance(figure, nodes.figure):
        return None
    return next((c.astext() for c in figure if isinstance(c, nodes.caption)), None)


def _length(text: object, whole: int | None) -> float | None:
    """Return a length of docutils or CSS in Word's units; a share needs a *whole*.

    >>> _length("1in", 0), _length("50 %", 200), _length("50%", None), _length("wide", 9)
    (914400.0, 100.0, None, None)
    """
    match = _LENGTH.fullmatch(str(text or "").strip())
    if match is None or not float(match[1]):
        return None
    if match[2] == "%":
        return None if whole is None else float(match[1]) * whole / 100
    return float(match[1]) * _UNITS[match[2]]


_DRAWINGML = "http://schemas.openxmlformats.org/drawingml/2006"


def _inline(number: int, relation: str, across: int, down: int, alt: str, name: str) -> Xml:
    """Return a drawing that stands in the line of words."""
    made = parsed(
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
    for named in made.iter("{*}docPr", "{*}cNvPr"):
        named.set("name", name)
    for described in made.iter("{*}docPr"):
        described.set("descr", alt)
    return made
