"""The base of the mixins that write Word files: places of the document, looks and styles."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from docutils import nodes

from ...presentation.marks import HEAD
from ..paper.markup import BREAK
from ..paper.writer import PaperWriter
from .node_table import CLASS_LOOKS, CLASS_STYLES, LOOKS, PASSED, STYLES
from .places import Places
from .runs import RunWriter

if TYPE_CHECKING:
    from ..paper.builder import PaperBuilder
    from .images import WordImages
    from .package import WordFile


class DocxWriter(RunWriter, PaperWriter):
    """Writes into one Word file; the mixins beside this module add the nodes.

    A node opens a paragraph, or changes how the words below it look, or both.
    """

    code = "docx"
    format_name = "Word file"
    passed = PaperWriter.passed | PASSED

    def __init__(
        self, document: nodes.document, builder: PaperBuilder, file: WordFile, images: WordImages
    ) -> None:
        PaperWriter.__init__(self, document, builder)
        RunWriter.__init__(self, file)
        self.images = images
        self._wanted = _wanted(document)
        self._placed: set[str] = set()
        self._places = self._places_of_page()
        self._origin: nodes.Node = document
        self._begun: list[tuple[str, str]] = []

    def _places_of_page(self) -> Places:
        env = self.builder.env
        files = [env.doc2path(self.docname), *sorted(env.dependencies.get(self.docname, ()))]
        taken = map(self.bookmark, self._wanted)
        return Places(self.srcdir, self.docname, map(Path, files), taken)

    def loose(self, children: Iterable[nodes.Node]) -> None:
        """Write blocks, the words of the first in the paragraph that is open."""
        self.walk(self.loosened(children))

    # -- places ------------------------------------------------------------------------------

    def is_place(self, anchor: str) -> bool:
        """Say whether something in this document can be reached by *anchor*."""
        return anchor in self._wanted

    def enter(self, node: nodes.Element) -> None:
        """Note the places that begin with a node, as far as a link leads to them."""
        if isinstance(node, nodes.TextElement) and not isinstance(node, nodes.Inline):
            self._origin = node
        if HEAD in node:
            self._begun.append(node[HEAD])
        ids: list[str] = node.get("ids", [])
        for anchor in ids:
            if anchor in self._wanted and anchor not in self._placed:
                self._placed.add(anchor)
                self._pending.append(anchor)
        if self._pending and self._paragraph is not None:
            self.anchor()

    def anchor(self) -> None:
        """Mark where the paragraph that begins comes from, too, and the records in it."""
        super().anchor()
        if self.part is not self.file.document.part:
            return  # nobody can comment on a note
        if name := self._places.passage(self._origin):
            self.mark(self._paragraph, name)
        heads, self._begun = self._begun, []
        for kind, identifier in heads:
            record = self.builder.facts(self.docname).ledger.get(kind, identifier)
            page = record.docname if record is not None else ""
            self.mark(self._paragraph, self._places.record(kind, identifier, page))

    # -- dispatch ----------------------------------------------------------------------------

    def dispatch_visit(self, node: nodes.Node) -> None:
        """End the paragraph that is open before a block; then visit as usual."""
        if isinstance(node, nodes.Body | nodes.Structural | nodes.Part) and not isinstance(
            node, nodes.Inline | nodes.TextElement
        ):
            self.end_paragraph()
        super().dispatch_visit(node)

    def write_by_table(self, node: nodes.Node, name: str) -> bool:
        """Write words with a look, and blocks in a style, as the tables say."""
        if name in LOOKS:
            with self.looking(**LOOKS[name]):
                self.walk(node.children)
        elif name in STYLES:
            with self.paragraph(STYLES[name]):
                self.walk(node.children)
        return name in LOOKS or name in STYLES

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


def _wanted(document: nodes.document) -> frozenset[str]:
    """Return the ids that links of this document lead to."""
    targets: set[str] = set()
    links: set[str] = set()
    for node in document.findall(nodes.Element):
        targets.update(node.get("ids", []))
        if "refid" in node:
            links.add(node["refid"])
        uri = node.get("refuri", "") if isinstance(node, nodes.reference) else ""
        if uri.startswith("#"):
            links.add(unquote(uri[1:]))
    return frozenset(targets & links)
