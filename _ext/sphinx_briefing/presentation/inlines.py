"""Parts as inline nodes, where nothing but addresses on the web is linked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes

from ..html_cleaning import is_remote
from .marks import VALUE
from .values import Part


def inline(part: Part) -> nodes.Node:
    """A part as a node that every writer knows, marked with the value that it puts into words."""
    if part.address:
        here = {} if is_remote(part.address) else {"internal": True}
        classes = list(part.classes)
        return nodes.reference(part.text, part.text, refuri=part.address, classes=classes, **here)
    if not part.classes:
        return nodes.Text(part.text)
    node = nodes.inline(part.text, part.text, classes=list(part.classes))
    if part.value is not None:
        node[VALUE] = part.value
    return node


def inlines(parts: Iterable[Part], separator: str = ", ") -> list[nodes.Node]:
    """The parts of a value with what stands between them."""
    return separated(([inline(part)] for part in parts), separator)


def in_one_line(groups: Iterable[Sequence[nodes.Node]]) -> list[nodes.Node]:
    """Details in one line; what is empty is left out."""
    return separated(groups, " \N{MIDDLE DOT} ")


def separated(groups: Iterable[Sequence[nodes.Node]], separator: str) -> list[nodes.Node]:
    """Groups of nodes with a separator between them; what is empty is left out."""
    joined: list[nodes.Node] = []
    for group in groups:
        if group:
            if joined:
                joined.append(nodes.Text(separator))
            joined.extend(group)
    return joined
