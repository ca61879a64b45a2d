"""References: what they lead to, and how much of that a PDF may point at."""

from __future__ import annotations

from urllib.parse import unquote

from docutils import nodes

from ...doctree import within
from ...presentation.marks import SAID, letters, marker_of, name_of_marker
from ..paper.addresses import web_address
from .escape import literal, prose
from .writer import TypstWriter

_WITHOUT_NOTES = (nodes.footnote, nodes.citation, nodes.caption, nodes.legend, nodes.table)
"""Where an address stands beside its words: a note of a note, or of each of many entries, would
be a burden."""


class LinkVisitor(TypstWriter):
    """References and the nodes that make words into links."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self._listed = {
            marker.printed
            for node in self.document.findall(nodes.inline)
            if (marker := marker_of(node))
        }
        """The numbers of the sources that are listed, in a list, a table or on cards."""
        self._names = {
            marker.printed: name_of_marker(node, marker._replace(letter=""))
            for node in self.document.findall(nodes.reference)
            if (marker := marker_of(node)) and SAID in node
        }
        """The sources by their numbers: what a link to each is called."""
        self._marked: set[str] = set()
        """Markers, and numbers in the list, that have been set: the others lead to the first."""
        self._addresses: dict[str, tuple[str, str]] = {}
        """Addresses that are printed in a note → its mark and its place."""

    def visit_inline(self, node: nodes.inline) -> None:
        """Set the number of a source in the list: it leads back to the first marker."""
        marker = marker_of(node)
        if marker is None:
            super().visit_inline(node)
            return
        mark = marker.printed
        self._place(f"source:{mark}", self._names.get(mark, ""))
        content = self.capture(node.children)
        self.put(self._linked_if(f"marker:{mark}", content))
        raise nodes.SkipNode

    def _place(self, label: str, name: str = "") -> None:
        """Write an anchor of our own, the first time; links to it may have a name."""
        if label not in self._marked:
            self._marked.add(label)
            named = f"named-anchor({literal(label)}, {literal(name)})"
            self.put(self.once(named if name else f"anchor({literal(label)})"))

    def _linked_if(self, label: str, content: str) -> str:
        code = f"jump({literal(label)}, {content})"
        return self.once(code, content) if self.repeated == "head" else code

    def visit_reference(self, node: nodes.reference) -> None:
        """Link to a place in this document or to an address; otherwise set the words alone."""
        content = self.capture(node.children)
        if content == "[]":
            # An empty link can be neither seen nor read aloud.
            content = f"[#{{{literal(node.get('refuri', node.get('refid', '')))}}}]"
        marker = marker_of(node)
        style = "marker" if marker else "mention" if _PLAIN.intersection(node["classes"]) else ""
        if marker and marker.printed in self._listed:
            self._place(f"marker:{marker.printed}")
            self.put(self._linked_if(f"source:{marker.printed}", f"marker({content})"))
            raise nodes.SkipNode
        label = self._label(node)
        address = None if label else web_address(node)
        style = style or ("inside" if label else "outside")
        if label is not None:
            self.put(self._linked(f"label({literal(label)})", f"{style}({content})"))
        elif address is not None:
            self.put(self._linked(literal(address), f"{style}({content})"))
            self._print_address(node, address)
        else:
            self.put(f"marker({content})" if style == "marker" else content)
        raise nodes.SkipNode

    def _print_address(self, node: nodes.reference, address: str) -> None:
        """Print the address of a link that an author wrote: paper cannot be clicked."""
        readable = unquote(str(node["refuri"]).strip().removeprefix("mailto:"))
        words = "".join(unquote(node.astext()).split())
        way = self.config.briefing_pdf_urls
        ours = node.get("internal") or not _OURS.isdisjoint(node["classes"])
        if not words or ours or way not in ("footnote", "inline"):
            return
        if _without_scheme(readable) == _without_scheme(words) or any(node.findall(nodes.image)):
            return
        printed = "".join(["[#{", "\n".join(prose(readable, narrow=self.in_table)), "}]"])
        if way == "inline" or self.repeated or within(node, *_WITHOUT_NOTES):
            self.put(f"address({printed})")
        elif address in self._addresses:
            self.late = f"after + note-again({', '.join(map(literal, self._addresses[address]))})"
        else:
            mark, place = letters(len(self._addresses)), f"address:{len(self._addresses)}"
            self._addresses[address] = (mark, place)
            target = f"link({literal(address)}, {printed})"
            self.late = f"after + note({literal(mark)}, {literal(place)}, {target})"

    def _linked(self, target: str, content: str) -> str:
        code = f"link({target}, {content})"
        return self.once(code, content) if self.repeated == "head" else code

    def _label(self, node: nodes.reference) -> str | None:
        """Return the label in this document that *node* leads to."""
        if "refid" in node:
            return self.label_of(node["refid"])
        uri = node.get("refuri", "")
        return self.label_of(unquote(uri[1:])) if uri.startswith("#") else None


_PLAIN = frozenset({"brief-ref", "brief-key-link"})
"""The classes of links that look like the words around them."""
_OURS = frozenset({"brief-ref", "brief-out", "brief-verbatim"})
"""The classes of links that no author has written; many, and at hand where the file is read."""


def _without_scheme(address: str) -> str:
    """Return what readers take an address for: without its scheme and a last slash."""
    return address.partition("://")[2].rstrip("/") or address.rstrip("/")
