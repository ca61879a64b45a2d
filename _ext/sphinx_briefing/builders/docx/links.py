"""References: what they lead to, and how much of that a Word file may point at."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from docutils import nodes
from docutils.utils import unescape

from ...presentation.marks import HEAD, annex_of, marker_of
from ...texts import shorten
from ..paper.addresses import BESIDE, web_address
from ..paper.sources import source_line
from .runs import Link
from .sources import Sources, mark_of
from .writer import DocxWriter
from .xml import element

_LONGEST = 2083
"""Word refuses files with longer addresses."""

_HINT = 250

_SAID = ("title", "author", "publisher", "date", "url")
"""Fields of a source that no list of the page holds."""


class LinkVisitor(DocxWriter):
    """References, source markers, and the nodes that make words into links."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.sources = Sources(self.document)
        self._noted: set[str] = set()
        self._in_note = False
        self._entries: dict[str, str] = {}
        """The entries of the annexes: what names lead to, and the names at their heads."""
        self._entry_heads: dict[int, str] = {}
        for head in _annex_heads(self.document):
            name = f"_entry_{len(self._entry_heads) + 1}"
            self._entry_heads[id(head)] = self._entries.setdefault(head.get("refuri", ""), name)

    def visit_reference(self, node: nodes.reference) -> None:
        """Link to a place in this document or to an address; otherwise write the words alone."""
        mark = mark_of(node)
        if mark:
            self.enter(node)
            self._marker(mark, node)
            raise nodes.SkipNode
        if id(node) in self._entry_heads and self._paragraph is not None:
            self.mark(self._paragraph, self._entry_heads[id(node)])
        link = self._link(node)
        mention = "brief-ref" in node["classes"]
        outer, self.link = self.link, link or self.link
        plain = "brief-key-link" in node["classes"]  # a whole column of these
        style = ("Briefing Mention" if mention else "" if plain else "Hyperlink") if link else ""
        with self.looking(style=style) if style else self.looking():
            self.walk(node.children)
            if not node.astext() and not any(node.findall(nodes.image)):
                self.text(unescape(node.get("refuri", node.get("refid", ""))))
        self.link = outer
        raise nodes.SkipNode

    def _link(self, node: nodes.Element) -> Link | None:
        anchor = node.get("refid", "")
        uri = str(node.get("refuri", "")).strip()
        if uri.startswith("#"):
            anchor = unquote(uri[1:])
        hint = shorten(str(node.get("reftitle", "")), _HINT)
        if anchor:
            return Link(self.bookmark(anchor), False, hint) if self.is_place(anchor) else None
        if uri in self._entries and id(node) not in self._entry_heads:
            return Link(self._entries[uri], False, hint)
        address = web_address(node) or node.get(BESIDE, "")
        return Link(address, True, hint) if address and len(address) <= _LONGEST else None

    # -- sources -----------------------------------------------------------------------------

    def visit_inline(self, node: nodes.inline) -> None:
        """Write words with a class of their own; the label of a source refers to its note."""
        mark = mark_of(node)
        if not mark:
            super().visit_inline(node)
            return
        if not self._in_note:
            with self.looking(style="endnote reference"):
                self.text("[")
                self._number(mark)
                self.text("] ")
        raise nodes.SkipNode

    def _marker(self, mark: str, node: nodes.reference) -> None:
        """Write the marker of a source: the first is a note, later ones refer to that."""
        marker = marker_of(node)
        assert marker is not None
        with self.looking(style="endnote reference"):
            self.text(marker.opening)
            if mark not in self.sources.noted or mark in self._noted or self._in_note:
                self._number(mark)
            else:
                self._noted.add(mark)
                self._endnote(mark, node)
            self.text(marker.letter + marker.closing)

    def _number(self, mark: str) -> None:
        """Write the number of a source, as a cross-reference to its note if it has one."""
        number = self.sources.number(mark)
        if mark in self.sources.noted:
            self.field(f"NOTEREF {_name(number)} \\h", number)
        else:
            self.text(number)

    def _endnote(self, mark: str, node: nodes.reference) -> None:
        number, holder, part = self.file.note("endnote")
        run = self.run(element("w:endnoteReference", id=number))
        self._spaced = False
        self.mark(run.getparent(), _name(self.sources.number(mark)), run)
        entry = self.sources.entries.get(mark)
        if entry is not None:
            content = list(entry.children)
        else:  # The page has no list of its sources.
            marker = marker_of(node)
            content = self._said_of(marker.source if marker else "")
        self.write_note(holder, part, "endnote", content)
        source = marker.source if (marker := marker_of(node)) else ""
        if source:
            record = self.builder.facts(self.docname).ledger.get("source", source)
            name = self._places.record("source", source, record.docname if record else "")
            self.mark(holder[0], name)

    def _said_of(self, identifier: str) -> list[nodes.Node]:
        facts = self.builder.facts(self.docname)
        source = facts.ledger.get("source", identifier)
        if source is None:
            return [nodes.Text(identifier)]
        return [nodes.paragraph("", "", *source_line(source, _SAID, facts))]

    def write_note(
        self, holder: object, part: object, kind: str, content: list[nodes.Node], mark: str = "1"
    ) -> None:
        """Write the words of a note, behind its number, or a mark that is no number."""
        outer, self._in_note = self._in_note, True
        begun, self._begun = self._begun, []
        style = f"{kind} text"
        with self.inside(holder, part):
            self.begin_paragraph(style)
            with self.looking(style=f"{kind} reference"):
                if mark.isdecimal():
                    self.run(element(f"w:{kind}Ref"))
                    self._spaced = False
                else:
                    self.text(mark)
                self.text(" ")
            with self.styled(style):
                self.loose(content)
        self._in_note, self._begun = outer, begun

    def visit_list_item(self, node: nodes.list_item) -> None:
        """Write an item that stands outside a list."""
        self.walk(node.children)
        raise nodes.SkipNode


def _name(number: str) -> str:
    """Return the name of the bookmark round the reference to a note."""
    return f"_source_{number}"


def _annex_heads(document: nodes.document) -> Iterator[nodes.reference]:
    """Yield the names of the entries in the annexes of terms and of people."""
    for section in document.findall(nodes.section):
        if annex_of(section) not in ("terms", "actors"):
            continue
        for reference in section.findall(nodes.reference):
            first = reference.parent is not None and reference.parent.index(reference) == 0
            head = isinstance(reference.parent, nodes.term) or HEAD in reference.parent
            if first and head and "brief-ref" in reference["classes"]:
                yield reference
