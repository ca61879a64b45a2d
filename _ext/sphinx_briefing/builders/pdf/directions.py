"""Paragraphs in scripts that run from right to left, wherever they stand.

A document runs as its language does. A block whose letters mostly run the other way is turned:
lines, bullets and columns then begin at the other side. Mixed lines inside a block are ordered by
Typst, by Unicode's bidirectional algorithm.
"""

from __future__ import annotations

from docutils import nodes

from ...presentation.codes import direction_of
from ..paper.direction import RIGHT, runs
from .writer import TypstWriter

_BLOCKS = (
    nodes.paragraph, nodes.title, nodes.rubric, nodes.line_block, nodes.bullet_list,
    nodes.enumerated_list, nodes.definition_list, nodes.field_list, nodes.block_quote,
    nodes.attribution, nodes.table, nodes.caption, nodes.term, nodes.Admonition,
)  # fmt: skip

_FOLLOWING = frozenset(
    {"brief-details", "brief-standing", "brief-sourcing", "brief-key", "brief-key-list"}
)


def _is_block(node: nodes.Node) -> bool:
    """Say whether a node decides for itself how it runs.

    A record does as a whole, the line of its details does not: labels of another language would
    tear it from the record. Nor do the rows ahead of the text: their columns follow the page.
    """
    if isinstance(node, nodes.container):
        return "brief-record" in node["classes"]
    return isinstance(node, _BLOCKS) and _FOLLOWING.isdisjoint(node["classes"])


class DirectionVisitor(TypstWriter):
    """Turns the blocks that run against the text around them."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self._runs = direction_of(self.config.language or "en")
        self._turns = self._runs == "rtl" or RIGHT.search(self.document.astext()) is not None
        """Most documents have no letter that runs the other way, and are not looked at again."""

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Turn a block and what is in it; then visit as usual."""
        if self._turns and not self._verbatim and _is_block(node):
            found, around = runs(node.astext(), self._runs), self._runs
            if found != around:
                self._runs = found
                try:
                    content = self.capture([node])
                finally:
                    self._runs = around
                self.put(f"directed({found}, {content})")
                raise nodes.SkipNode
        super().dispatch_visit(node)
