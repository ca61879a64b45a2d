"""The banner of a brief as a landmark with a heading, for readers who hear the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ...domain import domain_of
from ...presentation.marks import BANNER, block_of
from ...websites import is_website

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class SetBanner(SphinxPostTransform):
    """Set the banner as ``aside``, with a heading that stands in no table of contents."""

    default_priority = 706
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Replace the box that all writers know."""
        if not is_website(domain_of(self.env).builder):
            return
        boxes = [one for one in self.document.findall(nodes.admonition) if block_of(one) == BANNER]
        for box in boxes:
            title, *rest = box.children
            heading = nodes.rubric("", "", *title.children)
            heading["heading-level"] = 2
            box.replace_self(nodes.topic("", heading, *rest, classes=box["classes"]))


def setup(app: Sphinx) -> None:
    """Add the transform."""
    app.add_post_transform(SetBanner)
