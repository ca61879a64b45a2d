"""The parts of lists of terms, fields and options."""

from __future__ import annotations

from docutils import nodes


def heads_and_bodies(
    item: nodes.Node, heads: type[nodes.Element] | tuple[type[nodes.Element], ...]
) -> tuple[list[nodes.Element], list[nodes.Node]]:
    """Part an item of a list into the nodes that stand at its head, and the others."""
    first = [child for child in item.children if isinstance(child, heads)]
    return first, [child for child in item.children if not isinstance(child, heads)]


def spelling(option: nodes.Node) -> str:
    """Return one spelling of a program's option; the text of an argument has its delimiter."""
    return "".join(child.astext() for child in option.children)
