"""Tables and formulas in a box of furo's have their ids once.

Furo puts each table and each formula into a container that can be scrolled, and gives that the ids
of what it holds, which keeps them too: an id is there twice, and HTML allows it once.

Works round: ``furo.WrapTableAndMathInAContainerTransform``. No issue is known.
Seen in: furo 2025.7 to 2025.12.
Can go when: the container has no ids, or what it holds has none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_WRAPPERS = ("table-wrapper", "math-wrapper")


class KeepIdsOnce(SphinxPostTransform):
    """Take its ids from a container whose only content has them."""

    default_priority = 501
    """After furo's."""
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Look at the containers."""
        for box in self.document.findall(nodes.container):
            if any(name in box["classes"] for name in _WRAPPERS) and len(box) == 1:
                inside = box[0]
                if isinstance(inside, nodes.Element) and inside["ids"] == box["ids"]:
                    box["ids"] = []


def setup(app: Sphinx) -> None:
    """Add the transform."""
    app.add_post_transform(KeepIdsOnce)
