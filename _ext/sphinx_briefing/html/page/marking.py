"""The marking of a page in a bar of its own, which stays in view while the page is scrolled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ...domain import domain_of
from ...presentation.marks import MARKING, block_of
from ...websites import is_website
from .places import blocks

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class KeepMarkingInView(SphinxPostTransform):
    """Say the marking of the block once more, beside it.

    An element sticks to the top of the window only as long as its parent is in view. The style
    sheet shows the one in the bar alone.
    """

    default_priority = 700
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Copy the marking of the page."""
        if not is_website(domain_of(self.env).builder):
            return
        for block in list(blocks(self.document)):
            parent: Any = block.parent
            if block_of(block) == "title":  # style sheets should not have to look for it
                parent["classes"].append("brief-titled")
            first = block.children[0] if block.children else None
            if isinstance(first, nodes.paragraph) and MARKING in first:
                bar = nodes.container("", first.deepcopy(), classes=["brief-marking-bar"])
                parent.insert(parent.index(block), bar)
                if len(block.children) == 1:  # an ordinary page that is marked
                    parent.remove(block)


def setup(app: Sphinx) -> None:
    """Add the transform."""
    app.add_post_transform(KeepMarkingInView)
