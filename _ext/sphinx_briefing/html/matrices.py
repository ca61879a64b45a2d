"""Cells and rows in HTML, beyond what all writers do: heads of rows, groups, columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from ..presentation.marks import column_of, heads_row, is_group
from ..websites import add_where

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator
    from sphinx.writers.manpage import ManualPageTranslator

SIGN, SIGN_OF_HYPOTHESES = "brief-view-matrix", "brief-view-ach"


def visit_entry(self: HTML5Translator, node: nodes.entry) -> None:
    """Write a cell, with the scope of a row's head, and the words of its column where marked."""
    row: Any = node.parent  # on which writers keep what they have counted
    if heads_row(node, row.column):
        row.parent.parent.stubs[row.column] = 1
    type(self).visit_entry(self, node)
    start: str = self.body[-1]
    if start.startswith("<th") and isinstance(row.parent, nodes.tbody):
        scope = "rowgroup" if is_group(row) else "row"
        self.body[-1] = start.replace("<th", f'<th scope="{scope}"', 1)
    if column := column_of(node):
        self.body[-1] = start.replace("<td", f'<td data-column="{self.attval(column)}"', 1)


def depart_entry(self: HTML5Translator, node: nodes.entry) -> None:
    """Close a cell."""
    type(self).depart_entry(self, node)


def visit_row(self: HTML5Translator, node: nodes.row) -> None:
    """Write a row; one that is a heading begins a group of its own."""
    if is_group(node) and node.parent.index(node):
        self.body.append("</tbody>\n<tbody>\n")
    type(self).visit_row(self, node)


def depart_row(self: HTML5Translator, node: nodes.row) -> None:
    """Close a row."""
    type(self).depart_row(self, node)


def visit_manual_entry(self: ManualPageTranslator, node: nodes.entry) -> None:
    """Write a cell; manual pages know none that spans columns."""
    if is_group(node.parent):
        node.attributes.pop("morecols", None)
    type(self).visit_entry(self, node)


def depart_manual_entry(self: ManualPageTranslator, node: nodes.entry) -> None:
    """Close a cell."""
    type(self).depart_entry(self, node)


def setup(app: Sphinx) -> None:
    """Add what is written of cells and rows, and the style sheet."""
    manual = (visit_manual_entry, depart_manual_entry)
    app.add_node(nodes.entry, override=True, html=(visit_entry, depart_entry), man=manual)
    app.add_node(nodes.row, override=True, html=(visit_row, depart_row))
    add_where(app, [SIGN], styles=["briefing-matrix.css"])
    add_where(app, [SIGN_OF_HYPOTHESES], styles=["briefing-ach.css"])
