"""Descriptions of programs: the signatures that Sphinx's own domains print."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from .writer import TypstWriter


class ObjectVisitor(TypstWriter):
    """Signatures, in one run of words."""

    def _joined(self, node: nodes.Element, start: str, end: str) -> None:
        self.put(start)
        for number, child in enumerate(node.children):
            if number and not isinstance(child, addnodes.desc_optional):
                self.put('", "')
            child.walkabout(self)
        self.put(end)
        raise nodes.SkipNode

    def visit_desc_parameterlist(self, node: nodes.Element) -> None:
        """Set parameters in brackets."""
        self._joined(node, '"("', '")"')

    def visit_desc_type_parameter_list(self, node: nodes.Element) -> None:
        """Set type parameters in square brackets."""
        self._joined(node, '"["', '"]"')

    def visit_desc_optional(self, node: nodes.Element) -> None:
        """Set parameters that may be left out."""
        self._joined(node, '"[, "', '"]"')

    def visit_desc_parameter(self, node: nodes.Element) -> None:
        """Set one parameter."""

    visit_desc_type_parameter = visit_desc_parameter

    def visit_desc_returns(self, node: nodes.Element) -> None:
        """Set what comes back."""
        self.put('" → "')
