"""Nodes that all paper formats write alike."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import admonitionlabels

from ...doctree import line_of, within
from .markup import raw_left_out
from .numbers import equation_number
from .writer import PaperWriter


class CommonVisitor(PaperWriter):
    """Leftovers of other formats, abbreviations, signatures of programs."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self._explained: set[str] = set()
        self._left_out: set[tuple[str, int]] = set()

    def visit_raw(self, node: nodes.raw) -> None:
        """Drop what was meant for another format, and say so."""
        text = node.astext().strip()
        if "task-list-item-checkbox" in text:
            self.text("☑ " if "checked" in text else "☐ ")
        elif text and not (text.startswith("<!--") and text.endswith("-->")):
            form, line = node.get("format", ""), line_of(node)
            if (form, line) not in self._left_out:  # HTML in a line is many pieces.
                self._left_out.add((form, line))
                self.warn(raw_left_out(self.builder.name, f"a {self.format_name}", node), node)
        raise nodes.SkipNode

    def visit_abbreviation(self, node: nodes.Element) -> None:
        """Explain an abbreviation once: paper has no hover text."""
        self.walk(node.children)
        explanation = node.get("explanation", "")
        # In a signature it says what every reader of signatures knows.
        known = explanation in self._explained or within(node, addnodes.desc_signature)
        if explanation and not known:
            self._explained.add(explanation)
            self.text(f" ({explanation})")
        raise nodes.SkipNode

    visit_acronym = visit_abbreviation

    def visit_citation_reference(self, node: nodes.citation_reference) -> None:
        """Write a mark that Sphinx left unresolved."""
        self.text(f"[{node.astext()}]")
        raise nodes.SkipNode

    # -- formulas ----------------------------------------------------------------------------

    def equation_number(self, node: nodes.math_block) -> str:
        """Return the number of a displayed formula as it is printed, or nothing."""
        number = equation_number(self.builder.env, self.config, self.docname, node)
        return f"({number})" if number else ""

    def refuse_formula(self, node: nodes.Element, refused: Exception) -> None:
        """Say that a formula is not understood."""
        self.warn(f"a formula is set as its source in the {self.format_name}: {refused}", node)

    # -- descriptions of programs ------------------------------------------------------------

    def _joined(self, node: nodes.Element, start: str, end: str) -> None:
        self.text(start)
        for number, child in enumerate(node.children):
            if number and not isinstance(child, addnodes.desc_optional):
                self.text(", ")
            child.walkabout(self)
        self.text(end)
        raise nodes.SkipNode

    def visit_desc_parameterlist(self, node: nodes.Element) -> None:
        """Write parameters in brackets."""
        self._joined(node, "(", ")")

    def visit_desc_type_parameter_list(self, node: nodes.Element) -> None:
        """Write type parameters in square brackets."""
        self._joined(node, "[", "]")

    def visit_desc_optional(self, node: nodes.Element) -> None:
        """Write parameters that may be left out."""
        self._joined(node, "[, ", "]")

    def visit_desc_parameter(self, node: nodes.Element) -> None:
        """Write one parameter."""

    visit_desc_type_parameter = visit_desc_parameter

    def visit_desc_returns(self, node: nodes.Element) -> None:
        """Write what comes back."""
        self.text(" → ")


def box_parts(node: nodes.Element) -> tuple[list[nodes.Node], list[nodes.Node]]:
    """Return the title of an admonition or a topic, in words, and what it holds."""
    children = list(node.children)
    if label := admonitionlabels.get(type(node).__name__):
        return [nodes.Text(str(label))], children
    if children and isinstance(children[0], nodes.title):
        return list(children[0].children), children[1:]
    return [], children


def parts_passages(transition: nodes.transition) -> bool:
    """Say whether a line parts two passages; the one that MyST puts above footnotes parts none."""
    following = transition.parent.children[transition.parent.index(transition) + 1 :]
    return any(not isinstance(child, nodes.footnote) for child in following)
