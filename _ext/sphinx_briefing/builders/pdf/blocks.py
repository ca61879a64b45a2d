"""Sections, boxes, code and the other blocks of a page."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import admonitionlabels

from ...doctree import line_of, within
from ..paper.markup import raw_left_out
from ..paper.numbers import equation_number, section_number
from .escape import literal, value
from .writer import WHOLE, TypstWriter

_MAX_LEVEL = 6
_DESIGN = {"sd-card": "brief-card", "sd-card-title": "brief-card-title"}


class BlockVisitor(TypstWriter):
    """Blocks, all but lists and tables."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        first = next((c for c in self.document.children if isinstance(c, nodes.section)), None)
        self._title_section = first
        self._depth = 0
        self._explained: set[str] = set()
        self._left_out: set[tuple[str, int]] = set()

    # -- sections ----------------------------------------------------------------------------

    def visit_section(self, node: nodes.section) -> None:
        """Go down one level. The first section is the page: its title is in the title block."""
        self._depth += node is not self._title_section
        if "brief-annex" in node["classes"]:
            self.put(f"annex({self.capture(node.children)})")
            self.depart_section(node)
            raise nodes.SkipNode

    def depart_section(self, node: nodes.section) -> None:
        """Come up one level."""
        self._depth -= node is not self._title_section

    def visit_title(self, node: nodes.title) -> None:
        """Set a heading; levels follow the nesting of sections and so never skip one."""
        if node.parent is self._title_section:
            raise nodes.SkipNode
        if not isinstance(node.parent, nodes.section):
            self.put(f"rubric({self.capture(node.children)})")
            raise nodes.SkipNode
        label = self.claim_label()
        # Not in the heading, which the contents repeat: a label may stand but once.
        self.anchor()
        self.repeated = "contents"
        content = self.capture([*self._section_number(node.parent), *node.children])
        self.repeated = ""
        self.headings += 1
        level = min(max(self._depth, 1), _MAX_LEVEL)
        anchor = literal(label) if label is not None else "none"
        self.put(f"section-heading({level}, {anchor}, {content})")
        raise nodes.SkipNode

    def visit_subtitle(self, node: nodes.subtitle) -> None:
        """Set a subtitle as a line of its own."""
        self.put(f"rubric({self.capture(node.children)})")
        raise nodes.SkipNode

    def _section_number(self, section: nodes.Element) -> list[nodes.Node]:
        found = section_number(self.builder.env, self.docname, section)
        return [nodes.Text(found)] if found else []

    # -- boxes -------------------------------------------------------------------------------

    def visit_container(self, node: nodes.container) -> None:
        """Set a box by its classes; the template knows what they look like."""
        classes = [name for name in node["classes"] if name.startswith("brief-")]
        # sphinx-design's cards look like ours; its grids, tabs and dropdowns are set flat.
        classes += [_DESIGN[name] for name in node["classes"] if name in _DESIGN]
        if "brief-title-block" in classes:
            raise nodes.SkipNode  # The template typesets it, from the same facts.
        if not classes:
            return
        if "brief-view" in classes:
            # No box of Typst's, so that a wide table in it may turn its page.
            self.put(f"boxed({value(classes)}, {self.capture(node.children)})")
            raise nodes.SkipNode
        with self.nested() as shallow:
            content = self.capture(node.children)
        options = ", breakable: false" if len(node.astext()) < WHOLE else ""
        self.put(f"boxed({value(classes)}, {content}{options})" if shallow else content)
        raise nodes.SkipNode

    def visit_Admonition(self, node: nodes.Element) -> None:
        """Set a note, a warning and their kin, with a title in words."""
        kind = type(node).__name__
        children = list(node.children)
        if kind in admonitionlabels:
            title = f"[#{{{literal(str(admonitionlabels[kind]))}}}]"
        elif children and isinstance(children[0], nodes.title):
            title = self.capture(children.pop(0).children)
        else:
            title = "none"
        self._box(f"callout({literal(kind)}, {title}, ", children)

    def visit_topic(self, node: nodes.Element) -> None:
        """Set a topic, a sidebar or a local table of contents as a box."""
        children = list(node.children)
        title = "none"
        if children and isinstance(children[0], nodes.title):
            title = self.capture(children.pop(0).children)
        self._box(f"aside({title}, ", children)

    visit_sidebar = visit_topic

    def _box(self, start: str, children: list[nodes.Node]) -> None:
        with self.nested() as shallow:
            content = self.capture(children)
        self.put(f"{start}{content})" if shallow else content)
        raise nodes.SkipNode

    def visit_transition(self, node: nodes.transition) -> None:
        """Set the ornament that parts two passages; MyST's line above footnotes parts none."""
        following = node.parent.children[node.parent.index(node) + 1 :]
        if any(not isinstance(child, nodes.footnote) for child in following):
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
            self._refuse(node, refused)
            self.put(f"formula-source({literal(node.astext())})")
        raise nodes.SkipNode

    def visit_math_block(self, node: nodes.math_block) -> None:
        """Set a displayed formula, with its number in brackets."""
        formulas = self._formulas()
        try:
            parts = formulas.displayed(node.astext())
        except formulas.FormulaRefused as refused:
            self._refuse(node, refused)
            parts = [f"align(center, formula-source({literal(node.astext().strip())}))"]
        number = equation_number(self.builder.env, self.config, self.docname, node)
        if not number:
            self.put(*parts)
        else:
            self.put(f"numbered({' + '.join(parts) or '[]'}, {literal(f'({number})')})")
        raise nodes.SkipNode

    @staticmethod
    def _formulas() -> Any:
        # Read only where there are formulas: few briefs have any.
        return import_module(f"{__package__}.formulas")

    def _refuse(self, node: nodes.Element, refused: Exception) -> None:
        self.warn(f"a formula is set as its source in the PDF: {refused}", node)

    # -- leftovers ---------------------------------------------------------------------------

    def visit_raw(self, node: nodes.raw) -> None:
        """Drop what was meant for another format, and say so."""
        text = node.astext().strip()
        if "task-list-item-checkbox" in text:
            self.put('"☑ "' if "checked" in text else '"☐ "')
        elif text and not (text.startswith("<!--") and text.endswith("-->")):
            form, line = node.get("format", ""), line_of(node)
            if (form, line) not in self._left_out:  # HTML in a line is many pieces.
                self._left_out.add((form, line))
                self.warn(raw_left_out("briefpdf", "a PDF", node), node)
        raise nodes.SkipNode

    def visit_abbreviation(self, node: nodes.Element) -> None:
        """Explain an abbreviation once: paper has no hover text."""
        self.put(self.capture(node.children))
        explanation = node.get("explanation", "")
        # In a signature it says what every reader of signatures knows.
        told = explanation in self._explained or within(node, addnodes.desc_signature)
        if explanation and not told:
            self._explained.add(explanation)
            self.put(literal(f" ({explanation})"))
        raise nodes.SkipNode

    visit_acronym = visit_abbreviation
