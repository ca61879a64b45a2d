"""Changes since the edition before, behind a button on the page of a brief."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ...layouts.changes import CHANGES
from ...presentation.labels import _
from ...presentation.marks import front_of
from ...websites import WEBSITES
from .places import html
from .tools import place_in_tools

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class OfferChanges(SphinxPostTransform):
    """Move the section of what has changed into a box among the tools of the brief."""

    default_priority = 709
    """When there are tools, and before citing is offered."""
    builders = WEBSITES

    def run(self, **kwargs: Any) -> None:
        """Look for the section."""
        for section in list(self.document.findall(nodes.section)):
            if front_of(section) == CHANGES:
                if place_in_tools(self.document, *self._box(section)):
                    section.parent.remove(section)
                return

    @staticmethod
    def _box(section: nodes.section) -> list[nodes.Node]:
        title, *content = section.children
        words = escape(str(_("What changed")))
        start = (
            f'<details class="brief-changed" id="{escape(section["ids"][0])}">'
            f'<summary class="brief-tool">{words}</summary>\n'
        )
        head = nodes.paragraph("", title.astext(), classes=["brief-change-since"])
        return [html(start), head, *content, html("</details>\n")]


def setup(app: Sphinx) -> None:
    """Add the transform."""
    app.add_post_transform(OfferChanges)
