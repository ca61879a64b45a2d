"""What every part of the translator stands on: places of the document, and how nodes are found."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from docutils import nodes
from sphinx.util.docutils import SphinxTranslator

from ...diagnostics.log import warn
from ..paper.markup import BREAK, code_of, give_meaning
from .node_table import CLASS_LOOKS, CLASS_STYLES, DROPPED, LOOKS, PASSED, STYLES
from .runs import Pen

if TYPE_CHECKING:
    from .builder import BriefDocxBuilder


class DocxWriter(Pen, SphinxTranslator):
    """Walks a doctree; the mixins beside this module add the nodes.

    A node opens a paragraph, or changes how the words below it look, or both. All state belongs
    to one document.
    """

    builder: BriefDocxBuilder

    def __init__(self, document: nodes.document, builder: BriefDocxBuilder) -> None:
        SphinxTranslator.__init__(self, document, builder)
        Pen.__init__(self, builder.file)
        give_meaning(document)
        self.docname: str = builder.docname_of(document)
        self.srcdir = Path(builder.srcdir)
        self._wanted = _wanted(document)
        self._placed: set[str] = set()
        self._unknown: set[str] = set()

    def loose(self, children: Iterable[nodes.Node]) -> None:
        """Write blocks, the words of the first in the paragraph that is open."""
        found = list(children)
        if found and isinstance(found[0], nodes.paragraph):
            self.enter(found[0])
            self.walk(found[0].children)
            found = found[1:]
        self.walk(found)

    def walk(self, children: Iterable[nodes.Node]) -> None:
        """Write nodes one after the other."""
        for child in list(children):
            child.walkabout(self)

    # -- places ------------------------------------------------------------------------------

    def is_place(self, anchor: str) -> bool:
        """Say whether something in this document can be reached by *anchor*."""
        return anchor in self._wanted

    def enter(self, node: nodes.Element) -> None:
        """Note the places that begin with a node, as far as a link leads to them."""
        ids: list[str] = node.get("ids", [])
        for anchor in ids:
            if anchor in self._wanted and anchor not in self._placed:
                self._placed.add(anchor)
                self._pending.append(anchor)
        if self._pending and self._paragraph is not None:
            self.anchor()

    # -- dispatch ----------------------------------------------------------------------------

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Visit by method, then by table, then as a node that nobody knows."""
        if isinstance(node, nodes.Element):
            if isinstance(node, nodes.Body | nodes.Structural | nodes.Part) and not isinstance(
                node, nodes.Inline | nodes.TextElement
            ):
                self.end_paragraph()
            self.enter(node)
        for kind in type(node).__mro__:
            name = kind.__name__
            if (method := getattr(self, f"visit_{name}", None)) is not None:
                method(node)
                return
            if name in LOOKS:
                with self.looking(**LOOKS[name]):
                    self.walk(node.children)
                raise nodes.SkipNode
            if name in STYLES:
                with self.paragraph(STYLES[name]):
                    self.walk(node.children)
                raise nodes.SkipNode
            if name in PASSED:
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
        """Write the children of a node that nobody taught us, and say so once."""
        name = type(node).__name__
        code = code_of(node)
        if name not in self._unknown:
            self._unknown.add(name)
            kept = "its code" if code else "its content"
            self.warn(
                f"briefdocx does not know the node {name}: only {kept} is in the Word file", node
            )
        if code:
            nodes.literal_block(code, code, language="none").walkabout(self)

    def visit_inline(self, node: nodes.inline) -> None:
        """Write words that have a class with a look of its own."""
        if BREAK in node["classes"]:
            with self.looking(verbatim=True):
                self.text("\n")
        found = next((CLASS_LOOKS[name] for name in node["classes"] if name in CLASS_LOOKS), None)
        if found is not None:
            with self.looking(**found):
                self.walk(node.children)
            raise nodes.SkipNode

    def visit_paragraph(self, node: nodes.Element) -> None:
        """Write a paragraph, in the style of its classes."""
        style = next((CLASS_STYLES[c] for c in node["classes"] if c in CLASS_STYLES), "")
        # In a cell, a name is bold as the words around it are set.
        bold = style == "Briefing Head" and self.place.style == "Briefing Table Text"
        with self.paragraph("" if bold else style), self.looking(bold=self.look.bold or bold):
            self.walk(node.children)
        raise nodes.SkipNode

    visit_compact_paragraph = visit_paragraph

    def visit_Text(self, node: nodes.Text) -> None:
        """Write words."""
        self.text(node.astext())

    def warn(self, message: str, node: nodes.Node | None) -> None:
        """Report *message* at the place of *node*, or of what it stands in."""
        while node is not None and not node.line and node.parent is not None:
            node = node.parent
        warn("docx", message, node)


def _wanted(document: nodes.document) -> frozenset[str]:
    """Return the ids that links of this document lead to."""
    there: set[str] = set()
    asked: set[str] = set()
    for node in document.findall(nodes.Element):
        there.update(node.get("ids", []))
        if "refid" in node:
            asked.add(node["refid"])
        uri = node.get("refuri", "") if isinstance(node, nodes.reference) else ""
        if uri.startswith("#"):
            asked.add(unquote(uri[1:]))
    return frozenset(there & asked)
