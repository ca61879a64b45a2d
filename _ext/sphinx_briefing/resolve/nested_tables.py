"""Tables in cells of tables, for writers that cannot nest them: a list with an item a row.

Selections stand in tables of authors, and prose with a table in those of ours. Sphinx's writer of
text and docutils' of manual pages end the build at either.
"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from ..doctree import replace, within

FLAT = ("text", "man")
"""The formats whose writers know no table in a table."""


def unnest_tables(document: nodes.document) -> None:
    """Replace each table that stands in a cell of another one by a list of its rows."""
    nested = [table for table in document.findall(nodes.table) if within(table, nodes.entry)]
    for table in reversed(nested):  # the innermost first
        replace(table, list(_listed(table)))


def _listed(table: nodes.table) -> Iterator[nodes.Node]:
    for title in table.findall(nodes.title):
        yield nodes.paragraph("", "", *title.children)
    heads: list[str] = []
    for head in table.findall(nodes.thead):
        heads = [entry.astext().strip() for entry in head.findall(nodes.entry)]
    items = [
        nodes.list_item("", *_cells(row, heads))
        for body in table.findall(nodes.tbody)
        for row in body.findall(nodes.row)
    ]
    if items:
        yield nodes.bullet_list("", *items)


def _cells(row: nodes.row, heads: list[str]) -> Iterator[nodes.Node]:
    for column, entry in enumerate(row.findall(nodes.entry)):
        label = heads[column] if column < len(heads) else ""
        children = list(entry.children)
        if children and label:
            first = nodes.paragraph("", "", nodes.inline(label, label), nodes.Text(": "))
            if isinstance(children[0], nodes.paragraph):
                first += children.pop(0).children
            children.insert(0, first)
        yield from children
