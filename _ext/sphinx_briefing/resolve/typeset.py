"""Marks of typography in what pages print of records: names, statements, details, summaries.

The prose of pages has them from Sphinx, bodies of records among it. Somebody's own words stay as
they are, and so do code, formulas and addresses.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes

from ..presentation.marks import ANNEX, BLOCK, DESK, FRONT, HEAD, VIEW
from ..presentation.typography import curled, has_straight, marks_of

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.config import Config

    from ..records import Kinds

_LITERAL = (nodes.literal, nodes.raw, nodes.math, nodes.image, nodes.FixedTextElement)

_OURS = frozenset({ANNEX, BLOCK, DESK, FRONT, VIEW})
"""Marks of what the toolkit prints as a whole."""
_ALONE = frozenset({"brief-ref", "brief-empty"})
"""Classes of references, and of what is printed where a selection is empty."""


def typeset(document: nodes.document, config: Config, kinds: Kinds, builder: Builder) -> None:
    """Give the marks of the language to what records say."""
    marks = marks_of(config, builder.name)
    if marks is None:
        return
    verbatim = {f"brief-ref-{name}" for name, kind in kinds.items() if kind.verbatim}
    done: set[int] = set()
    for block in _blocks(document):
        if id(block) in done:
            continue
        done.add(id(block))
        texts = list(block.findall(nodes.Text))
        if any(map(has_straight, texts)):
            tokens = [(_type(text, block, verbatim), str(text)) for text in texts]
            for text, new in zip(texts, curled(tokens, marks), strict=True):
                if new != text and text.parent is not None and has_straight(text):
                    text.parent.replace(text, nodes.Text(new))


def _blocks(document: nodes.document) -> Iterator[nodes.TextElement]:
    """The blocks of text that the toolkit has made, and references to records elsewhere."""
    for node in document.findall(nodes.Element):
        if not _OURS.isdisjoint(node.attributes):
            yield from filter(_is_block, node.findall(nodes.TextElement))
        elif "brief_kind" in node:
            for child in node.children:
                if isinstance(child, nodes.paragraph) and (
                    HEAD in child or "brief-details" in child["classes"]
                ):
                    yield child
        elif isinstance(node, (nodes.reference, nodes.paragraph)) and not _ALONE.isdisjoint(
            node["classes"]
        ):
            yield node


def _is_block(node: nodes.TextElement) -> bool:
    return not isinstance(node, _LITERAL) and not isinstance(node.parent, nodes.TextElement)


def _type(text: nodes.Text, block: nodes.Element, verbatim: set[str]) -> str:
    """Whether a text of a block is plain, or must stay as it is."""
    node, inside = text.parent, True
    while node is not None:
        address = node.get("refuri", "") if isinstance(node, nodes.reference) else ""
        if (
            isinstance(node, _LITERAL)
            or (inside and node.get("support_smartquotes") is False)
            or "brief-quote-text" in node["classes"]
            or (address and address == text.astext())
            or verbatim.intersection(node["classes"])
        ):
            return "literal"
        inside = inside and node is not block  # a whole quotation says so of its details, too
        node = node.parent
    return "plain"
