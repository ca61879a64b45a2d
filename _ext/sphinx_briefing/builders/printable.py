"""What cannot be printed does not pass the border of the builders of paper.

Texts that were copied out of PDFs hold form feeds, and data hold noncharacters and halves of
surrogate pairs. XML knows none of them, so that a single one would cost the whole Word file.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes

from .pdf.escape import printable


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
