"""The base of the writers of paper formats: how nodes are found, and what nobody knows.

A format names its tables of plain nodes, and says how words are written; its mixins add the
nodes that it writes in a way of its own.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxTranslator

from ...diagnostics.log import warn
from .markup import code_of, give_meaning
from .node_classes import DROPPED, PASSED
from .numbers import FigureNumber, figure_number, section_number

if TYPE_CHECKING:
    from .builder import PaperBuilder


class PaperWriter(SphinxTranslator):
    """Walks one resolved doctree. All state belongs to one document."""

    builder: PaperBuilder

    code = ""
    """The code of what is warned of."""
    format_name = ""
    """The file that is written, in the words of a message: ``PDF``."""
    passed: ClassVar[frozenset[str]] = PASSED
    """Nodes that only hold others."""

    def __init__(self, document: nodes.document, builder: PaperBuilder) -> None:
        super().__init__(document, builder)
        give_meaning(document)
        self.docname: str = builder.docname_of(document)
        self.srcdir = Path(builder.srcdir)
        self.page = next((c for c in document.children if isinstance(c, nodes.section)), None)
        """The first section is the page: its title stands in the title block."""
        self.depth = 0
        """How many sections are open, the page not counted."""
        self._unknown: set[str] = set()

    # -- what each format says ---------------------------------------------------------------

    @abstractmethod
    def text(self, words: str) -> None:
        """Write words as they are."""

    @abstractmethod
    def enter(self, node: nodes.Element) -> None:
        """Note the places that begin with a node."""

    @abstractmethod
    def write_by_table(self, node: nodes.Node, name: str) -> bool:
        """Write a node by the tables of the format; say whether *name* stands in one of them."""

    # -- dispatch ----------------------------------------------------------------------------

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Visit by method, then by table, then as a node that nobody knows."""
        if isinstance(node, nodes.Element):
            self.enter(node)
        for kind in type(node).__mro__:
            name = kind.__name__
            if (method := getattr(self, f"visit_{name}", None)) is not None:
                method(node)
                return
            if self.write_by_table(node, name):
                raise nodes.SkipNode
            if name in self.passed:
                return
            if name in DROPPED:
                raise nodes.SkipNode
        self.unknown_visit(node)

    def dispatch_departure(self, node: nodes.Node) -> None:
        """Leave by method where there is one: most nodes are complete when entered."""
        for kind in type(node).__mro__:
            if (method := getattr(self, f"depart_{kind.__name__}", None)) is not None:
                method(node)
                return

    def unknown_visit(self, node: nodes.Node) -> None:
        """Write the children of a node that nobody taught us, and say so once.

        A drawing that its extension keeps as code (Graphviz, PlantUML, Mermaid) has no children:
        its code is written.
        """
        name, code = type(node).__name__, code_of(node)
        if name not in self._unknown:
            self._unknown.add(name)
            kept = "its code" if code else "its content"
            self.warn(
                f"{self.builder.name} does not know the node {name}: only {kept} is in the "
                f"{self.format_name}",
                node,
            )
        if code:
            nodes.literal_block(code, code, language="none").walkabout(self)

    def walk(self, children: Iterable[nodes.Node]) -> None:
        """Write nodes one after the other."""
        for child in list(children):
            child.walkabout(self)

    def loosened(self, children: Iterable[nodes.Node]) -> list[nodes.Node]:
        """Return nodes, the words of the first paragraph without the paragraph.

        They can then stand on the line of what comes before them: a number, a name, a mark.
        """
        found = list(children)
        if found and isinstance(found[0], nodes.paragraph):
            self.enter(found[0])
            found[:1] = found[0].children
        return found

    # -- sections and numbers ----------------------------------------------------------------

    def visit_section(self, node: nodes.section) -> None:
        """Go down one level."""
        self.depth += node is not self.page

    def depart_section(self, node: nodes.section) -> None:
        """Come up one level."""
        self.depth -= node is not self.page

    def section_number(self, section: nodes.Element) -> str:
        """Return the number of a section with a space behind it, or nothing if it has none."""
        return section_number(self.builder.env, self.docname, section)

    def figure_number(self, node: nodes.Element) -> FigureNumber | None:
        """Return the number of a figure, table or listing, where the project numbers them."""
        return figure_number(self.builder.env, self.config, self.docname, node)

    # -- messages ----------------------------------------------------------------------------

    def warn(self, message: str, node: nodes.Node | None) -> None:
        """Report *message* at the place of *node*, or of what it stands in."""
        while node is not None and not node.line and node.parent is not None:
            node = node.parent
        warn(self.code, message, node)
