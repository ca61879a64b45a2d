"""Sections, boxes, code and the other blocks of a page."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from docutils import nodes

from ...domain.portions import RESTRICTED
from ...markings import badge_of
from ...presentation.marks import BANNER, annex_of, block_of, portion_of
from ..paper.common_nodes import CommonVisitor, box_parts, parts_passages
from .escape import literal, value
from .writer import WHOLE, TypstWriter

_MAX_LEVEL = 6
_DESIGN = {"sd-card": "brief-card", "sd-card-title": "brief-card-title"}


class BlockVisitor(CommonVisitor, TypstWriter):
    """Blocks, all but lists and tables."""

    # -- sections ----------------------------------------------------------------------------

    def visit_section(self, node: nodes.section) -> None:
        """Go down one level; an annex is a box of its own."""
        super().visit_section(node)
        if annex_of(node):
            self.put(f"annex({self.capture(node.children)})")
            self.depart_section(node)
            raise nodes.SkipNode

    def visit_title(self, node: nodes.title) -> None:
        """Set a heading; levels follow the nesting of sections and so never skip one."""
        if node.parent is self.page:
            raise nodes.SkipNode
        if not isinstance(node.parent, nodes.section):
            self.put(f"rubric({self.capture(node.children)})")
            raise nodes.SkipNode
        label = self.claim_label()
        # Not in the heading, which the contents repeat: a label may stand but once.
        self.anchor()
        self.repeated = "contents"
        number = self.section_number(node.parent)
        content = self.capture([*([nodes.Text(number)] if number else []), *node.children])
        self.repeated = ""
        self.headings += 1
        level = min(max(self.depth, 1), _MAX_LEVEL)
        anchor = literal(label) if label is not None else "none"
        self.put(f"section-heading({level}, {anchor}, {content})")
        raise nodes.SkipNode

    def visit_subtitle(self, node: nodes.subtitle) -> None:
        """Set a subtitle as a line of its own."""
        self.put(f"rubric({self.capture(node.children)})")
        raise nodes.SkipNode

    # -- boxes -------------------------------------------------------------------------------

    def visit_container(self, node: nodes.container) -> None:
        """Set a box by its classes; the template knows what they look like."""
        classes = [name for name in node["classes"] if name.startswith("brief-")]
        # sphinx-design's cards look like ours; its grids, tabs and dropdowns are set flat.
        classes += [_DESIGN[name] for name in node["classes"] if name in _DESIGN]
        if self.in_annexes and "brief-card" in classes:
            classes.append("brief-annexed")
        if block_of(node) == "title":
            raise nodes.SkipNode  # The template typesets it, from the same facts.
        if not classes:
            return
        if RESTRICTED in node:
            self._passage(node)
        if "brief-view" in classes:
            # No box of Typst's, so that a wide table in it may turn its page.
            self.put(f"boxed({value(classes)}, {self.capture(node.children)})")
            raise nodes.SkipNode
        with self.nested() as shallow:
            content = self.capture(node.children)
        options = ", breakable: false" if len(node.astext()) < WHOLE else ""
        self.put(f"boxed({value(classes)}, {content}{options})" if shallow else content)
        raise nodes.SkipNode

    def _passage(self, node: nodes.container) -> None:
        """Set a passage with a marking of its own: its label, a rule at its side, its end."""
        with self.nested() as shallow:
            content = self.capture([child for child in node if not portion_of(child)])
        said = {portion.place: portion for child in node if (portion := portion_of(child))}
        marking = literal(badge_of(node[RESTRICTED]))
        ends = literal(said["ends"].words) if "ends" in said else "none"
        self.put(f"portion({marking}, {ends}, {content}, ruled: {value(shallow)})")
        raise nodes.SkipNode

    def visit_Admonition(self, node: nodes.Element) -> None:
        """Set a note, a warning and their kin, with a title in words."""
        kind = "warning" if block_of(node) == BANNER else type(node).__name__
        self._box(f"callout({literal(kind)}, ", node)

    def visit_topic(self, node: nodes.Element) -> None:
        """Set a topic, a sidebar or a local table of contents as a box."""
        self._box("aside(", node)

    visit_sidebar = visit_topic

    def _box(self, start: str, node: nodes.Element) -> None:
        words, children = box_parts(node)
        title = self.capture(words) if words else "none"
        with self.nested() as shallow:
            content = self.capture(children)
        self.put(f"{start}{title}, {content})" if shallow else content)
        raise nodes.SkipNode

    def visit_transition(self, node: nodes.transition) -> None:
        """Set the ornament that parts two passages."""
        if parts_passages(node):
            self.put("transition()")
        raise nodes.SkipNode

    # -- lines -------------------------------------------------------------------------------

    def visit_line_block(self, node: nodes.line_block) -> None:
        """Set lines as they are; a block inside a block is indented."""
        parts = self.capture(node.children)
        inside = isinstance(node.parent, nodes.line_block)
        self.put(f"{'indented-lines' if inside else 'lines'}({parts})")
        raise nodes.SkipNode

    def visit_line(self, node: nodes.line) -> None:
        """Set one line."""
        content = self.capture(node.children)
        self.put(f"one-line({content})")
        raise nodes.SkipNode

    # -- formulas -------------------------------------------------------------------

    def visit_math(self, node: nodes.math) -> None:
        """Set a formula; one that is not understood as its source."""
        formulas = self._formulas()
        try:
            self.put(formulas.formula(node.astext()))
        except formulas.FormulaRefused as refused:
            self.refuse_formula(node, refused)
            self.put(f"formula-source({literal(node.astext())})")
        raise nodes.SkipNode

    def visit_math_block(self, node: nodes.math_block) -> None:
        """Set a displayed formula, with its number in brackets."""
        formulas = self._formulas()
        try:
            parts = formulas.displayed(node.astext())
        except formulas.FormulaRefused as refused:
            self.refuse_formula(node, refused)
            parts = [f"align(center, formula-source({literal(node.astext().strip())}))"]
        if number := self.equation_number(node):
            self.put(f"numbered({' + '.join(parts) or '[]'}, {literal(number)})")
        else:
            self.put(*parts)
        raise nodes.SkipNode

    @staticmethod
    def _formulas() -> Any:
        # Read only where there are formulas: few briefs have any.
        return import_module(f"{__package__}.formulas")
