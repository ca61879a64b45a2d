"""Annexes of a brief as parts that phones show folded: they are a third of the page there."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ...presentation.labels import _
from ...presentation.marks import VIEW, annex_of
from ...websites import WEBSITES
from .places import html

if TYPE_CHECKING:
    from sphinx.application import Sphinx


SIGN = 'class="brief-fold"'
"""What a page holds in HTML where there is one."""


class FoldAnnexes(SphinxPostTransform):
    """Put the lists of annexes into parts that open; without the script they are open."""

    default_priority = 730
    builders = WEBSITES

    def run(self, **kwargs: Any) -> None:
        """Look at the sections of the page."""
        for section in self.document.findall(nodes.section):
            if not annex_of(section):
                continue
            title = section[0].astext()
            for box in [child for child in section if VIEW in getattr(child, "attributes", ())]:
                words, name = escape(str(_("Show the list"))), escape(title)
                start = (
                    f'<details class="brief-fold" open><summary>{words}'
                    f'<span class="brief-unseen">: {name}</span></summary>\n'
                )
                at = section.index(box)
                section[at : at + 1] = [html(start), box, html("</details>\n")]


def setup(app: Sphinx) -> None:
    """Add the transform."""
    app.add_post_transform(FoldAnnexes)
