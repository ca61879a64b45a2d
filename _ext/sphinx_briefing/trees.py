"""Small operations on doctrees that docutils leaves to its users."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes


def replace(node: nodes.Node, new: Sequence[nodes.Node]) -> None:
    """Put other nodes, or none, in the place of a node; places that point to it still do.

    ``Element.replace_self`` refuses to lose the ids that a label before the node has given it.
    """
    replacement = list(new)
    if isinstance(node, nodes.Element) and node["ids"]:
        first = replacement[0] if replacement else None
        if isinstance(first, nodes.Element):
            first["ids"].extend(node["ids"])
        else:
            replacement.insert(0, nodes.target("", "", ids=list(node["ids"])))
    parent = node.parent
    at = parent.index(node)
    parent[at : at + 1] = replacement


def merge_texts(parent: nodes.Element) -> None:
    """Join texts that follow each other; parsers may break them at the end of a line."""
    merged: list[nodes.Node] = []
    for child in parent.children:
        if isinstance(child, nodes.Text) and merged and isinstance(merged[-1], nodes.Text):
            merged[-1] = nodes.Text(merged[-1].astext() + child.astext())
        else:
            merged.append(child)
    if len(merged) != len(parent.children):
        parent[:] = merged


def within(node: nodes.Node, *kinds: type[nodes.Node]) -> bool:
    """Whether a node stands below a node of one of the kinds."""
    parent = node.parent
    while parent is not None:
        if isinstance(parent, kinds):
            return True
        parent = parent.parent
    return False


def line_of(node: nodes.Node) -> int:
    """The line that a node begins at, as far as its parser tells."""
    while not node.line and node.parent is not None:
        node = node.parent
    return node.line or 1
