"""Images on paper: the words that stand for them, and lengths as authors write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from .writer import PaperWriter

if TYPE_CHECKING:
    from .images import ImageRefused

_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(px|pt|pc|cm|mm|in|em|ex|rem|%|)")


class ImageVisitor(PaperWriter):
    """Says what is wrong with images."""

    def refuse_image(self, node: nodes.image, refused: ImageRefused) -> str:
        """Say why an image is not shown; return the words that stand in its place."""
        uri = node.get("uri", "")
        if not refused.is_reported:
            self.warn(f"the image {uri} is not in the {self.format_name}: {refused}", node)
        return str(node.get("alt") or uri)

    def alternative(self, node: nodes.image) -> str | None:
        """Return the words that describe an image; where there are none, say so."""
        # MyST writes an empty text where the author wrote none.
        words = node.get("alt") or _caption_of(node)
        if words is None:
            uri = node.get("uri", "")
            self.warn(f"the image {uri} has no alternative text: give it :alt:", node)
        return words


def _caption_of(image: nodes.Element) -> str | None:
    """Return the caption of the figure around an image, which then describes it."""
    figure = image.parent
    if isinstance(figure, nodes.reference):
        figure = figure.parent
    if not isinstance(figure, nodes.figure):
        return None
    return next((c.astext() for c in figure if isinstance(c, nodes.caption)), None)


def length_of(text: object) -> tuple[float, str] | None:
    """Return a length of docutils or CSS as a number and a unit; nothing for what is none.

    >>> length_of("200px"), length_of("50 %"), length_of(20), length_of("0"), length_of("a lot")
    ((200.0, 'px'), (50.0, '%'), (20.0, ''), None, None)
    """
    match = _LENGTH.fullmatch(str(text or "").strip())
    return (float(match[1]), match[2]) if match and float(match[1]) else None
