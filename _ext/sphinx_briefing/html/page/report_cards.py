"""Report cards on websites: what is said by each standard opens when somebody wants it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ...presentation.marks import standard_of
from ...websites import WEBSITES, add_where
from .places import html

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SIGN = "brief-report-card-part"


class FoldStandards(SphinxPostTransform):
    """Put the parts of a report card behind their heads."""

    default_priority = 731
    builders = WEBSITES

    def run(self, **kwargs: Any) -> None:
        """Look for the parts."""
        for part in list(self.document.findall(nodes.container)):
            if (said := standard_of(part)) is None:
                continue
            title, counts = map(escape, said)
            start = (
                f"<details><summary><strong>{title}</strong> "
                f'<span class="brief-report-card-counts">{counts}</span></summary>\n'
            )
            part[:] = [html(start), *part.children[1:], html("</details>\n")]


def setup(app: Sphinx) -> None:
    """Add the transform, and the style of cards."""
    app.add_post_transform(FoldStandards)
    add_where(app, [SIGN], styles=["briefing-report-card.css"])
