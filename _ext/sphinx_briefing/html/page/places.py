"""Places on a page for the parts of HTML."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from ...presentation.marks import block_of


def blocks(document: nodes.document) -> Iterator[nodes.container]:
    """The blocks of ours right below the title: title block, source block, marking of a page."""
    host: nodes.Element = next(
        (child for child in document.children if isinstance(child, nodes.section)), document
    )
    for child in host.children[:8]:
        if isinstance(child, nodes.container) and block_of(child):
            yield child


def html(markup: str) -> nodes.raw:
    """Markup that only HTML gets."""
    return nodes.raw("", markup, format="html")
