"""What PDF and Word make of markup that parsers leave to each format, and of numbers.

MyST writes a hard break, and words that are struck out, as raw HTML (and LaTeX). Left out, two
words would run together, and what no longer holds would stand as if it did.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

BREAK, STRUCK = "brief-break", "brief-struck"
"""Classes of inline nodes: the end of a line, and words that are struck out."""

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


def equation_number(
    env: BuildEnvironment, config: Config, docname: str, node: nodes.math_block
) -> str:
    """Return the number of a displayed formula as HTML shows it, or nothing if it has none."""
    if node.get("number") is None:
        return ""
    if not (config.math_numfig and config.numfig):
        return str(node["number"])
    numbers = env.toc_fignumbers.get(docname, {}).get("displaymath", {})
    found = next((numbers[anchor] for anchor in node["ids"] if anchor in numbers), None)
    if found is None:
        return str(node["number"])
    parts = ".".join(map(str, found))
    return str(config.math_numsep.join(parts.rsplit(".", 1)))


def code_of(node: nodes.Node) -> str:
    """Return the code of a drawing that its extension keeps as code, and nothing else shows.

    Graphviz and Mermaid call it ``code``, PlantUML calls it ``uml``.
    """
    if not isinstance(node, nodes.Element) or node.children:
        return ""
    return next((str(node[name]) for name in ("code", "uml") if node.get(name)), "")
