"""Marks on standard nodes: what they stand for, for whoever shows more of it than others.

A mark is an attribute of a node. Writers that do not know it print the node as it is; those that
do need neither read printed words back nor take classes apart, which are for style sheets.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, cast

from docutils import nodes

from .values import Value

MARKER = "brief_marker"
"""The attribute of a reference, or of a label in a list, that shows the number of a source."""
VALUE = "brief_value"
"""The attribute of the words of a value: a grade of a scale, a likelihood, a date, a marking."""
HEAD = "brief_head"
"""The attribute of the paragraph that begins what is printed of a record: its kind and id."""
MARKING = "brief_marking"
"""The attribute of the paragraph that shows the marking of a page."""
BLOCK = "brief_block"
"""The attribute of a block below the title of a page: ``title``, ``source`` or ``marking``."""
ANNEX = "brief_annex"
"""The attribute of a section that is an annex: the plural of what it holds."""
VIEW = "brief_view"
"""The attribute of a printed selection: its layout, and the plural of what it holds."""
COLUMN = "brief_column"
"""The attribute of a cell: the words at the head of its column, for screens too narrow for it."""
TONE = "brief_tone"
"""The attribute of a cell: the colour of its edge, as pictures call it."""
GROUP = "brief_group"
"""The attribute of a row that is a heading for the rows below it."""


class Marker(NamedTuple):
    """The number of a source on its page."""

    number: int
    source: str

    @property
    def printed(self) -> str:
        """The number as it is printed."""
        return f"[{self.number}]"


def marker_of(node: nodes.Node) -> Marker | None:
    """The number that a node shows, and of which source."""
    return cast("Marker | None", _mark(node, MARKER))


def value_of(node: nodes.Node) -> Value | None:
    """The value that the words of a node put into words."""
    return cast("Value | None", _mark(node, VALUE))


def annex_of(node: nodes.Node) -> str:
    """The plural of what an annex holds; empty for other nodes."""
    return cast("str", _mark(node, ANNEX) or "")


def tone_of(node: nodes.Node) -> str:
    """The colour of the edge of a cell, as pictures call it; empty where it has none."""
    return cast("str", _mark(node, TONE) or "")


def column_of(node: nodes.Node) -> str:
    """The words at the head of the column of a cell; empty where none are to stand in it."""
    return cast("str", _mark(node, COLUMN) or "")


def is_group(node: nodes.Node) -> bool:
    """Whether a row is a heading for the rows below it."""
    return bool(_mark(node, GROUP))


def block_of(node: nodes.Node) -> str:
    """The name of a block below the title of a page; empty for other nodes."""
    return cast("str", _mark(node, BLOCK) or "")


def values_in(node: nodes.Element, field: str) -> Iterator[tuple[nodes.inline, str]]:
    """The words below a node that show values of a field, each with its value."""
    for words in node.findall(nodes.inline):
        value = value_of(words)
        if value is not None and value.field == field:
            yield words, value.value


def _mark(node: nodes.Node, name: str) -> object:
    return node.get(name) if isinstance(node, nodes.Element) else None
