"""References: what they lead to, and how much of that a PDF may point at."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit

from docutils import nodes

from .base import TypstWriter
from .escape import literal

_SCHEMES = frozenset({"http", "https", "mailto"})
_SOURCE_MARKER = re.compile(r"\[\d+\]")
#: Kept when an address is made ASCII: what RFC 3986 allows, and the percent sign itself.
_SAFE = "!#$%&'()*+,/:;=?@[]~-._"


class LinkVisitor(TypstWriter):
    """References and the nodes that make words into links."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        #: The places of the numbered sources, so that a marker leads to its entry on paper too.
        self._sources: dict[str, str] = {}
        for item in self.document.findall(nodes.list_item):
            for number in item.findall(nodes.inline):
                if "brief-number" in number["classes"] and item["ids"]:
                    self._sources.setdefault(number.astext().strip(), item["ids"][0])

    def visit_reference(self, node: nodes.reference) -> None:
        """Link to a place in this document or to an address; otherwise set the words alone."""
        content = self.capture(node.children)
        if content == "[]":
            # An empty link can be neither seen nor read aloud.
            content = f"[#{{{literal(node.get('refuri', node.get('refid', '')))}}}]"
        mark = node.astext().strip()
        style = ""
        if "brief-ref" in node["classes"]:
            style = "marker" if _SOURCE_MARKER.fullmatch(mark) else "mention"
        if style == "marker" and mark in self._sources:
            label = self.label_of(self._sources[mark])
        else:
            label = self._label(node)
        address = None if label else self.address(node)
        style = style or ("inside" if label else "outside")
        if label is not None:
            self.put(self._linked(f"label({literal(label)})", f"{style}({content})"))
        elif address is not None:
            self.put(self._linked(literal(address), f"{style}({content})"))
        else:
            self.put(f"marker({content})" if style == "marker" else content)
        raise nodes.SkipNode

    def _linked(self, target: str, content: str) -> str:
        code = f"link({target}, {content})"
        return self.once(code, content) if self.repeated == "head" else code

    def _label(self, node: nodes.reference) -> str | None:
        """Return the label in this document that *node* leads to."""
        if "refid" in node:
            return self.label_of(node["refid"])
        uri = node.get("refuri", "")
        return self.label_of(unquote(uri[1:])) if uri.startswith("#") else None

    def address(self, node: nodes.Element) -> str | None:
        """Return the address outside this document that *node* leads to, if it is a safe one."""
        uri = str(node.get("refuri", "")).strip()
        try:
            scheme = urlsplit(uri).scheme.lower()
        except ValueError:
            return None
        return quote(uri, safe=_SAFE) if scheme in _SCHEMES else None
