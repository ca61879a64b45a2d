"""Doctrees made ready for paper: raw markup that has a meaning, and what cannot be printed.

MyST writes a hard break, and words that are struck out, as raw HTML (and LaTeX). Left out, two
words would run together, and what no longer holds would stand as if it did.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes

from ...texts import shorten
from .printable import printable

BREAK, STRUCK = "brief-break", "brief-struck"
"""Classes of inline nodes: the end of a line, and words that are struck out."""

_SHOWN = 60
_BREAK = re.compile(r"<br\s*/?>")


def give_meaning(document: nodes.document) -> None:
    """Put nodes in the place of raw markup whose meaning is plain."""
    for raw in list(document.findall(nodes.raw)):
        text, form = raw.astext().strip(), raw.get("format")
        parent = raw.parent
        if raw not in parent.children or not isinstance(parent, nodes.TextElement):
            continue
        if form == "html" and _BREAK.fullmatch(text):
            parent.replace(raw, nodes.inline("", "", classes=[BREAK]))
        elif form == "latex" and text == "\\\\":
            parent.remove(raw)
        elif form == "html" and text in ("<s>", "<del>"):
            _strike(raw, text.replace("<", "</"))


def _strike(start: nodes.raw, end: str) -> None:
    parent = start.parent
    at = parent.index(start)
    for last in range(at + 1, len(parent)):
        sibling = parent[last]
        if isinstance(sibling, nodes.raw) and sibling.astext().strip() == end:
            words = parent[at + 1 : last]
            parent[at : last + 1] = [nodes.inline("", "", *words, classes=[STRUCK])]
            return


def code_of(node: nodes.Node) -> str:
    """Return the code of a drawing that its extension keeps as code, and nothing else shows.

    Graphviz and Mermaid call it ``code``, PlantUML calls it ``uml``.
    """
    if not isinstance(node, nodes.Element) or node.children:
        return ""
    return next((str(node[name]) for name in ("code", "uml") if node.get(name)), "")


def raw_left_out(builder: str, where: str, node: nodes.Element) -> str:
    """Say which text is left out that was meant for another format.

    :param where: where it has no meaning, with its article.
    """
    form, text = node.get("format", ""), " ".join(node.astext().split())
    lost = shorten(text, _SHOWN)
    return (
        f"{builder} leaves out raw {form}: it has no meaning in {where}; what is lost is {lost!r}"
    )


def make_printable(tree: nodes.Element) -> None:
    """Take what cannot be printed out of all texts and attributes of a page."""
    for node in list(tree.findall()):
        if isinstance(node, nodes.Text):
            text = str(node)
            if (clean := printable(text)) != text and node.parent is not None:
                node.parent.replace(node, nodes.Text(clean))
        elif isinstance(node, nodes.Element):
            for name, value in node.attributes.items():
                if isinstance(value, (str, list, tuple)):
                    node.attributes[name] = _printable(value)


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, (list, tuple)):
        return type(value)(map(_printable, value)) if type(value) in (list, tuple) else value
    return value
