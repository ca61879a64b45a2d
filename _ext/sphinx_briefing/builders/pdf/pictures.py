"""Images and figures."""

from __future__ import annotations

from docutils import nodes

from ..paper.images import ImageRefused
from ..paper.pictures import ImageVisitor, length_of
from .escape import literal
from .tables import TableVisitor

_UNITS = {
    "": (0.75, "pt"), "px": (0.75, "pt"), "pt": (1, "pt"), "pc": (12, "pt"), "cm": (1, "cm"),
    "mm": (1, "mm"), "in": (1, "in"), "em": (1, "em"), "rem": (1, "em"), "ex": (0.5, "em"),
    "%": (1, "%"),
}  # fmt: skip
"""CSS and docutils units → Typst units, with what they are multiplied by."""


_WHOLE = {"%": 100, "pt": 450, "cm": 16, "mm": 160, "in": 6.2, "em": 43}
"""The width of a page, roughly, in units that are lengths by themselves."""


def length(text: object) -> str | None:
    """Return a length of docutils or CSS in Typst's units.

    >>> length("200px"), length("50 %"), length("4000px"), length("a lot")
    ('150pt', '50%', '100%', None)
    """
    found = length_of(text)
    if found is None:
        return None
    factor, unit = _UNITS[found[1]]
    measure = found[0] * factor
    # Nothing is wider than the text around it.
    whole = _WHOLE.get(unit, 0)
    return "100%" if whole and measure > whole else f"{measure:g}{unit}"


class PictureVisitor(ImageVisitor, TableVisitor):
    """Images, with the words that stand for them."""

    def visit_paragraph(self, node: nodes.Element) -> None:
        """Set a paragraph; one that holds a block, such as a picture, is none to Typst."""
        content = self.capture(node.children)
        styles = self.style_of(node)
        content = f"{styles}({content})" if styles else content
        ragged = "justify: false, " if styles == "details" else ""
        content = content if _holds_block(node) else f"par({ragged}{content})"
        # What stands below a caption stays with the picture.
        self.put(f"subtitle({content})" if "brief-subtitle" in node["classes"] else content)
        raise nodes.SkipNode

    visit_compact_paragraph = visit_paragraph

    def visit_image(self, node: nodes.image) -> None:
        """Set an image that lies in the project; otherwise its words."""
        uri = node.get("uri", "")
        try:
            name = self.images.stage(uri, self.srcdir)
        except ImageRefused as refused:
            self.put(f"missing-image({literal(self.refuse_image(node, refused))})")
            raise nodes.SkipNode from None
        alt = self.alternative(node)
        if alt is None:
            self.untagged.append(f"the image {uri} has no alternative text")
        options = [literal(f"/{name}"), f"alt: {'none' if alt is None else literal(alt)}"]
        for side in ("width", "height"):
            # A height in per cent has nothing to refer to on a page that grows.
            found = length(node.get(side))
            if found is not None and not (side == "height" and found.endswith("%")):
                options.append(f"{side}: {found}")
        options.append(f"scale: {int(node.get('scale', 100) or 100)}")
        inline = isinstance(node.parent, nodes.TextElement) and not _alone(node)
        figure = node.parent if isinstance(node.parent, nodes.figure) else None
        align = node.get("align") or (figure.get("align") if figure is not None else None)
        if align in {"left", "center", "right"} and not inline:
            options.append(f"place: {align}")
        self.put(f"{'inline-picture' if inline else 'picture'}({', '.join(options)})")
        raise nodes.SkipNode

    def visit_figure(self, node: nodes.figure) -> None:
        """Set an image with its caption and legend."""
        captions = [child for child in node.children if isinstance(child, nodes.caption)]
        legends = [child for child in node.children if isinstance(child, nodes.legend)]
        others = [
            child for child in node.children if not isinstance(child, (nodes.caption, nodes.legend))
        ]
        caption = "none"
        if captions:
            words = [child for found in captions for child in found.children]
            caption = self.capture_numbered(node, words)
        content = self.capture(others)
        legend = self.capture(legends) if legends else "none"
        self.put(f"captioned({caption}, {legend}, {content})")
        raise nodes.SkipNode


def _alone(image: nodes.Element) -> bool:
    """Say whether an image is all that its paragraph, or the link around it, holds."""
    parent = image.parent
    while isinstance(parent, nodes.reference):
        parent = parent.parent
    return not isinstance(parent, nodes.TextElement) or only_picture(parent)


def only_picture(paragraph: nodes.Element) -> bool:
    """Say whether a paragraph is no text at all, but one image, linked or not."""
    found = [c for c in paragraph.children if not isinstance(c, nodes.Text) or c.strip()]
    if len(found) != 1:
        return False
    if isinstance(found[0], nodes.reference):
        return only_picture(found[0])
    return isinstance(found[0], nodes.image)


def _holds_block(paragraph: nodes.Element) -> bool:
    """Say whether Typst would find a block in a paragraph, where it allows none."""
    return only_picture(paragraph) or any(
        isinstance(child, nodes.Body) and not isinstance(child, nodes.Inline)
        for child in paragraph.children
    )
