"""A layout at work, whoever it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docutils import nodes

from ..foreign_functions import all_of, theirs
from ..layouts import RenderContext
from ..registry import Layout


def printed(layout: Layout, records: Sequence[Any], context: RenderContext) -> list[nodes.Node]:
    """Print some records by a layout."""
    what = f"the layout {layout.name!r}"
    with theirs(what, layout.render, context.docname):
        found = layout.render(records, context)
        expected = "a list of blocks, such as nodes.paragraph; put text in api.paragraph(…)"
        return [*all_of(what, layout.render, found, nodes.Element, expected)]
