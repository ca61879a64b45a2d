"""Sections, boxes, code and the other blocks of a page."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes
from sphinx.util.nodes import clean_astext

from ... import palette
from ...domain.portions import RESTRICTED
from ...markings import OPEN
from ...presentation.marks import BANNER, MARKING, block_of, front_of, portion_of
from ..paper.common_nodes import CommonVisitor, box_parts, parts_passages
from ..paper.highlighting import highlighted
from ..paper.mathml import FormulaRefused
from .contents import Heading, add_contents
from .formulas import displayed, equation
from .headers import marking_run
from .writer import DocxWriter
from .xml import Xml, element

_DEEPEST_HEADING = 9
_NOTE, _WARNING, _RULE = (palette.word(palette.HOUSE[name]) for name in ("accent", "warn", "rule"))
_LOUD = frozenset({"attention", "caution", "danger", "error", "warning"})
_QUOTE_INDENT, _BOX_INDENT = 340, 170


class BlockVisitor(CommonVisitor, DocxWriter):
    """Blocks, all but lists and tables."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        self._headings: list[Heading] = []
        self._opening: Xml = None
        self._beside = ""
        """The colour of the rule of the passage that is being written."""

    # -- sections ----------------------------------------------------------------------------

    def visit_title(self, node: nodes.title) -> None:
        """Write a heading; levels follow the nesting of sections and so never skip one."""
        if not isinstance(node.parent, nodes.section):
            style = "Briefing Rubric"
        elif node.parent is self.page:
            style = "Title"
        else:
            style = f"heading {min(max(self.depth, 1), _DEEPEST_HEADING)}"
        with self.paragraph(style) as heading:
            if isinstance(node.parent, nodes.section):
                self.text(self.section_number(node.parent))
            self.walk(node.children)
            if style.startswith("heading"):
                self._note_heading(heading, node)
        if style == "Title":
            self._opening = heading
        raise nodes.SkipNode

    def _note_heading(self, heading: Xml, node: nodes.title) -> None:
        """Remember a heading for the contents, and where it is."""
        name = f"_Toc{len(self._headings) + 1:08}"
        self.mark(heading, name)
        text = self.section_number(node.parent) + clean_astext(node)
        self._headings.append(Heading(min(self.depth, _DEEPEST_HEADING), text, name))

    def depart_document(self, node: nodes.document) -> None:
        """Put the contents before the first heading, now that all headings are known."""
        self.end_paragraph()
        if self._opening is not None:
            add_contents(self.file, self._headings, self._opening)
        self._places.write(self.file)

    # -- boxes -------------------------------------------------------------------------------

    def depart_section(self, node: nodes.section) -> None:
        """Come up one level; the contents stand behind the front of a brief."""
        super().depart_section(node)
        if front_of(node) and len(self.out):
            self.end_paragraph()
            self._opening = self.out[-1]

    def visit_container(self, node: nodes.container) -> None:
        """Write a box by its classes."""
        classes = node["classes"]
        if RESTRICTED in node:
            self._passage(node)
        elif "brief-summary" in classes:
            with self.placed(style="Briefing Summary"):
                self.walk(node.children)
        elif "brief-record" in classes:
            with self.placed(rule=self._beside or _RULE, indent=_BOX_INDENT):
                self.walk(node.children)
        else:
            self.walk([child for child in node.children if not _is_marking(child)])
            if block_of(node) == "title" and len(self.out):
                self._opening = self.out[-1]
        raise nodes.SkipNode

    def _passage(self, node: nodes.container) -> None:
        """Write a passage with a marking of its own: its label, a rule at its side, its end."""
        marking = str(node[RESTRICTED])
        colour = palette.word(palette.BEHIND_TLP if marking == OPEN else palette.TLP[marking])
        outer, self._beside = self._beside, colour
        with self.placed(rule=colour, indent=_BOX_INDENT):
            for child in node.children:
                portion = portion_of(child)
                if portion is None:
                    child.walkabout(self)
                elif portion.place == "begins":
                    self.flush_lead()
                    with self.paragraph("Briefing Portion") as label:
                        label.append(marking_run(portion.words))
                else:
                    with self.paragraph("Briefing Portion End"):
                        self.text(portion.words)
        self._beside = outer

    def visit_Admonition(self, node: nodes.Element) -> None:
        """Write a note, a warning and their kin, with a title in words."""
        words, children = box_parts(node)
        is_banner = block_of(node) == BANNER
        rule = _WARNING if is_banner or type(node).__name__ in _LOUD else _NOTE
        with self.placed(rule=rule, indent=_BOX_INDENT, style="Body Text"):
            if words:
                self._box_title(words)
            self.walk(children)
        if is_banner and len(self.out):
            self._opening = self.out[-1]
        raise nodes.SkipNode

    def visit_topic(self, node: nodes.Element) -> None:
        """Write a topic, a sidebar or a local table of contents as a box."""
        with self.placed(rule=_NOTE, indent=_BOX_INDENT, style="Body Text"):
            for child in node.children:
                if isinstance(child, nodes.title | nodes.subtitle):
                    self._box_title(child.children)
                else:
                    child.walkabout(self)
        raise nodes.SkipNode

    visit_sidebar = visit_topic

    def _box_title(self, words: Iterable[nodes.Node]) -> None:
        with self.paragraph("Briefing Box Title"):
            self.walk(words)

    def visit_block_quote(self, node: nodes.block_quote) -> None:
        """Write a quotation; one that only indents a list is none."""
        listed = all(isinstance(c, nodes.bullet_list | nodes.enumerated_list) for c in node)
        style = self.place.style if listed else "Quote"
        with self.placed(style=style, indent=_QUOTE_INDENT):
            self.walk(node.children)
        raise nodes.SkipNode

    def visit_attribution(self, node: nodes.attribution) -> None:
        """Write who said what is quoted."""
        with self.paragraph("Briefing Attribution"):
            self.text("—")
            self.walk(node.children)
        raise nodes.SkipNode

    def visit_desc_content(self, node: nodes.Element) -> None:
        """Write what an object is, below its signature."""
        with self.placed(indent=_QUOTE_INDENT):
            self.walk(node.children)
        raise nodes.SkipNode

    def visit_transition(self, node: nodes.transition) -> None:
        """Write the ornament that parts two passages."""
        if parts_passages(node):
            with self.paragraph("Briefing Transition") as rule:
                line = element("w:bottom", val="single", sz=6, space=1, color=_RULE)
                rule.pPr.insert_element_before(
                    element("w:pBdr", line), "w:shd", "w:spacing", "w:ind", "w:jc"
                )
        raise nodes.SkipNode

    # -- lines -------------------------------------------------------------------------------

    def visit_line_block(self, node: nodes.line_block) -> None:
        """Write lines as they are; a block inside a block is indented."""
        inside = isinstance(node.parent, nodes.line_block)
        with self.placed(style="Briefing Line", indent=_QUOTE_INDENT if inside else 0):
            self.walk(node.children)
        raise nodes.SkipNode

    def visit_line(self, node: nodes.line) -> None:
        """Write one line."""
        with self.paragraph():
            self.walk(node.children)
        raise nodes.SkipNode

    # -- code and formulas -------------------------------------------------------------------

    def visit_literal_block(self, node: nodes.Element) -> None:
        """Write a listing in colours; one with markup in it keeps its links instead."""
        self.flush_lead()
        with self.paragraph("HTML Preformatted"), self.looking(verbatim=True):
            if all(isinstance(child, nodes.Text) for child in node.children):
                for words, ink in highlighted(self.builder.highlighter, node):
                    with self.looking(colour=ink.colour, bold=ink.bold, italic=ink.italic):
                        self.text(words)
            else:
                self.walk(node.children)
        raise nodes.SkipNode

    visit_doctest_block = visit_literal_block

    def visit_math(self, node: nodes.math) -> None:
        """Write a formula as an equation of Word; one that is not understood as its source."""
        try:
            formula = equation(node.astext())
        except FormulaRefused as refused:
            self.refuse_formula(node, refused)
            with self.looking(style="Briefing Formula"):
                self.text(node.astext())
        else:
            self.put(formula)
        raise nodes.SkipNode

    def visit_math_block(self, node: nodes.math_block) -> None:
        """Write a displayed formula, with its number in brackets."""
        number = self.equation_number(node)
        with self.paragraph("Briefing Formula Block") as paragraph:
            try:
                formula = displayed(node.astext())
            except FormulaRefused as refused:
                self.refuse_formula(node, refused)
                self.text(node.astext().strip())
            else:
                # A display is centred by Word, and has a line of its own; a number needs that too.
                paragraph.extend(formula if number else [formula])
                self._spaced = False
            if number:
                self.text(f" {number}")
        raise nodes.SkipNode


def _is_marking(node: nodes.Node) -> bool:
    """Say whether a node is the marking of the page, which stands in header and footer."""
    block = node.parent
    return (
        isinstance(node, nodes.paragraph)
        and MARKING in node
        and block is not None
        and block_of(block) == "title"
    )
