"""The paragraphs and headings of a page in the words of its author, with their lines."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes

from ..doctree import line_of, within
from ..ledger import Passage
from ..ledger.pages import Heading
from ..records import Kinds
from .conditions import own_nodes, where
from .given_titles import SOURCE
from .selections import selection

_BLOCKS = (nodes.paragraph, nodes.title, nodes.rubric, nodes.term, nodes.caption, nodes.line)
_NOT_WORDS = (nodes.literal, nodes.math, nodes.raw, nodes.image, nodes.footnote_reference,
              nodes.citation_reference, nodes.problematic)  # fmt: skip
_NOTHING = (nodes.Invisible, nodes.system_message, addnodes.index)


def own_words(document: nodes.document) -> Iterator[nodes.TextElement]:
    """The blocks of a page that are not somebody else's words."""
    for block in document.findall(nodes.TextElement):
        if (
            isinstance(block, _BLOCKS)
            and not within(block, nodes.block_quote, addnodes.toctree)
            and owner_of(block)[0] != "quote"
            and SOURCE not in block
        ):
            yield block


def owner_of(node: nodes.Node) -> tuple[str, str]:
    """Kind and id of the record whose body a node stands in; empty outside of records."""
    parent: nodes.Node | None = node
    while parent is not None:
        if isinstance(parent, nodes.Element) and "brief_kind" in parent:
            return str(parent["brief_kind"]), str(parent["brief_id"])
        parent = parent.parent
    return "", ""


def path_of(node: nodes.Node, own: str) -> str:
    """The file that a node comes from, where it is not the page's own."""
    while not node.source and node.parent is not None:
        node = node.parent
    source = str(node.source or "")
    return "" if source == own or source.startswith("<") else source


def passages(document: nodes.document, own: str, kinds: Kinds) -> Iterator[Passage]:
    """The own words of a page, without what no reader sees as they stand there."""
    for block in own_words(document):
        owner = owner_of(block)
        text = "".join(_words(block, kinds))
        if text.strip():
            known = owner if owner[0] else None
            yield Passage(text, line_of(block), path_of(block, own), known, where(block))


def _words(node: nodes.Element, kinds: Kinds) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield child.astext()
        elif isinstance(child, _NOT_WORDS) or _shows_something_else(child, kinds):
            # It leaves a gap, so that no name runs across it, and keeps its lines.
            yield "\x00" + "\n" * child.astext().count("\n")
        elif isinstance(child, nodes.Element):
            yield from _words(child, kinds)


def _shows_something_else(node: nodes.Node, kinds: Kinds) -> bool:
    """Whether a reference prints a number, a title or an address, and not what was written."""
    if isinstance(node, nodes.reference):
        return node.astext() in (node.get("refuri", ""), node.get("refuri", "")[len("mailto:") :])
    if not isinstance(node, addnodes.pending_xref) or node.get("refexplicit"):
        return False
    kind = kinds.get(node.get("reftype", ""))
    return node.get("refdomain") != "brief" or kind is None or kind.marker


def headings(document: nodes.document) -> list[Heading]:
    """The headings below the title of a page."""
    return [
        Heading(title.astext(), where(title))
        for title in document.findall(nodes.title)
        if isinstance(title.parent, nodes.section) and title.parent.parent is not document
    ]


def is_empty(root: nodes.Element) -> bool:
    """Whether a page, or a block with a condition, has nothing but headings of its own."""
    return not any(
        isinstance(node, (nodes.Body, selection)) and not isinstance(node, _NOTHING)
        for node in own_nodes(root)
    )
