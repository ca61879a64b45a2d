"""Images: which ones may be read, and their copies in the compiler's folder."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.images import get_image_size

from ...files import write_atomically
from .svg_check import MAX_PIXELS, fault_of
from .typst_code import literal

if TYPE_CHECKING:
    from .typst import TypstCompiler

_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"})
_MAX_BYTES = 50_000_000


class ImageRefused(Exception):
    """An image that is not set; the text says why."""

    is_reported = False
    """True where Sphinx has said so already, when it read the page."""


class ImageMissing(ImageRefused):
    """An image that is not there."""

    is_reported = True


class ImageStage:
    """Copies images into the staging folder, and refuses what must not or cannot be set.

    :param holder: what the images are meant for, in the words of a message.
    """

    def __init__(
        self, compiler: TypstCompiler, allowed: tuple[Path, ...], holder: str = "a PDF"
    ) -> None:
        self._compiler, self._holder = compiler, holder
        self._allowed = tuple(folder.resolve() for folder in allowed)
        self._names: dict[Path, str] = {}
        self._refused: dict[Path, str] = {}

    def stage(self, uri: str, srcdir: Path) -> str:
        """Return the staged name of the image at *uri*, relative to *srcdir*."""
        if "://" in uri or uri.startswith(("//", "data:")):
            raise ImageRefused("it is not a file of this project")
        try:
            # Symbolic links are followed first: what counts is where the bytes are.
            path = (srcdir / uri).resolve()
            exists = path.is_file()
        except (OSError, ValueError, RuntimeError):
            raise ImageRefused("its name is not that of a file") from None
        if not exists:
            raise ImageMissing("there is no such file")
        if not any(path.is_relative_to(folder) for folder in self._allowed):
            raise ImageRefused("it lies outside the project")
        if path in self._refused:
            raise ImageRefused(self._refused[path])
        if path not in self._names:
            try:
                self._names[path] = self._copy(path)
            except ImageRefused as refused:
                self._refused[path] = str(refused)
                raise
        return self._names[path]

    def _copy(self, path: Path) -> str:
        suffix = path.suffix.lower()
        if suffix not in _SUFFIXES:
            raise ImageRefused(
                f"{self._holder} cannot hold the format {suffix or 'of a file without suffix'}"
            )
        if path.stat().st_size > _MAX_BYTES:
            raise ImageRefused(f"it is larger than {_MAX_BYTES // 1_000_000} MB")
        if suffix == ".svg":
            if why := fault_of(path.read_bytes()):
                raise ImageRefused(why)
        else:
            width, height = get_image_size(path) or (0, 0)
            if min(width, height) < 1:
                raise ImageRefused("it cannot be read")
            if width * height > MAX_PIXELS:
                raise ImageRefused(f"its {width} by {height} pixels are too many")
        # By content, so that a changed image is never mistaken for the old one.
        content = path.read_bytes()
        name = f"images/{hashlib.sha256(content).hexdigest()[:24]}{suffix}"
        rgb = in_rgb(path) if suffix in (".jpg", ".jpeg") else None
        write_atomically(self._compiler.root / name, content if rgb is None else rgb)
        # A truncated file would cost the whole brief: find out now, by itself.
        if why := self._compiler.why_not(f"#image({literal('/' + name)})"):
            raise ImageRefused(why)
        return name


def in_rgb(path: Path) -> bytes | None:
    """A photograph for presses (CMYK) in the colours of screens; ``None`` where it has those.

    One such picture would cost the whole PDF its tags and its archive format: PDF/A wants a profile
    for CMYK, which Typst cannot give.

    :raises ImageRefused: if the picture cannot be read.
    """
    from PIL import Image, ImageCms

    try:
        with Image.open(path) as picture:
            if picture.mode != "CMYK":
                return None
            profile = picture.info.get("icc_profile")
            if profile:
                converted = ImageCms.profileToProfile(
                    picture, BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB"
                )
            else:
                converted = picture.convert("RGB")
            if converted is None:
                raise ImageRefused("its colours cannot be read")
            buffer = BytesIO()
            converted.save(buffer, "JPEG", quality=95, subsampling=0)
    except (OSError, ValueError, SyntaxError, ImageCms.PyCMSError, Image.DecompressionBombError):
        raise ImageRefused("it cannot be read") from None
    return buffer.getvalue()
