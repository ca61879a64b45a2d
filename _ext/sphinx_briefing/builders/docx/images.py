"""Images as Word is given them: as they are, or drawn as PNG where Word cannot show them."""

from __future__ import annotations

from pathlib import Path

from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)
from docx.image.image import Image
from sphinx.util.images import get_image_size

from ..paper.images import ImageStage
from ..paper.typst import TypstCompiler
from ..paper.typst_code import literal

_SHOWN = frozenset({".png", ".jpg", ".jpeg", ".gif"})
"""Formats that every Word shows as they are."""

_UNREADABLE = (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError)

_DRAWN = 1600
"""The longer side of a drawing that was made into a picture, in pixels."""

_DRAWING = (
    "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
    "#context {{ let it = image({name}); let size = measure(it)\n"
    "let f = {side} * 1pt / calc.max(size.width, size.height)\n"
    "image({name}, width: size.width * f, height: size.height * f) }}"
)


class WordImages:
    """The images of a build, each read and drawn once."""

    def __init__(self, folder: Path, fonts: list[Path], allowed: tuple[Path, ...]) -> None:
        self._compiler = TypstCompiler(folder, fonts)
        self._stage = ImageStage(self._compiler, allowed, "a Word file")
        self._made: dict[str, tuple[bytes, tuple[int, int]]] = {}

    def picture(self, uri: str, srcdir: Path) -> tuple[bytes, tuple[int, int]]:
        """Return what Word is given for an image, and its natural size in CSS pixels."""
        name = self._stage.stage(uri, srcdir)
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def _make(self, name: str) -> tuple[bytes, tuple[int, int]]:
        path = self._compiler.root / name
        blob = path.read_bytes()
        size = get_image_size(path)
        if path.suffix not in _SHOWN or not _readable(blob):
            source = _DRAWING.format(name=literal(f"/{name}"), side=_DRAWN // 2)
            blob = self._compiler.png(source)
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
