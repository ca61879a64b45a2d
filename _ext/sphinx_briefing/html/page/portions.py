"""The markings of passages on a website: a badge before a passage, a line at its side, its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ...domain import domain_of
from ...presentation.marks import portion_of
from ...websites import is_website

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class ShowPortions(SphinxPostTransform):
    """Print markings of passages without the brackets that plain text needs."""

    default_priority = 700
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Go through the lines before and after passages."""
        if not is_website(domain_of(self.env).builder):
            return
        for line in self.document.findall(nodes.paragraph):
            if portion := portion_of(line):
                line.children = []
                line += nodes.Text(portion.words)


def setup(app: Sphinx) -> None:
    """Add the transform."""
    app.add_post_transform(ShowPortions)
