"""Footnotes by signs on pages whose sources are numbered: two rows of numbers would be confused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from ..presentation.marks import footnote_sign
from .pages import PageAnswer

if TYPE_CHECKING:
    from sphinx.builders import Builder

_COUNT_THEMSELVES = ("latex", "docx")
"""Formats whose footnotes are numbered by the programs that open them."""


def mark_footnotes(
    document: nodes.document, pages: Mapping[str, PageAnswer], builder: Builder
) -> None:
    """Give signs to the numbered footnotes of pages with numbered sources."""
    if builder.format in _COUNT_THEMSELVES:
        return
    for page in pages.values():
        if page.numbers:
            _mark(page.root)


def _mark(root: nodes.Element) -> None:
    notes: dict[str, nodes.label] = {}
    references: list[nodes.footnote_reference] = []
    for node in _of_one_page(root):
        if isinstance(node, nodes.footnote_reference):
            references.append(node)
            continue
        label = node[0] if len(node) else None
        if isinstance(label, nodes.label) and label.astext().isdecimal():
            notes |= dict.fromkeys(node["ids"], label)
    signs: dict[int, str] = {}
    for reference in references:
        note = notes.get(reference.get("refid", ""))
        if note is not None:
            reference[:] = [nodes.Text(signs.setdefault(id(note), footnote_sign(len(signs))))]
    for note in dict.fromkeys(notes.values()):  # those that nobody refers to come last
        note[:] = [nodes.Text(signs.setdefault(id(note), footnote_sign(len(signs))))]


def _of_one_page(root: nodes.Element) -> Iterator[nodes.Element]:
    """Yield the notes of a page and what refers to them, in reading order."""
    waiting = [*reversed(root.children)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, (nodes.footnote, nodes.footnote_reference)):
            yield node
        if isinstance(node, nodes.Element) and not isinstance(node, addnodes.start_of_file):
            waiting += reversed(node.children)
