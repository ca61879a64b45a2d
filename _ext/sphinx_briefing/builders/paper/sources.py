"""Sources in a line, for pages that print them in some other way, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...presentation.inlines import in_one_line, inlines
from ...presentation.values import separator_of

if TYPE_CHECKING:
    from docutils import nodes

    from ...presentation.values import Facts
    from ...records import Selectable


def source_line(source: Selectable, names: tuple[str, ...], facts: Facts) -> list[nodes.Node]:
    """Return the fields of a source in a line, with its address as a link."""
    return in_one_line(
        inlines(facts.of(source, name), separator_of(source, name)) for name in names
    )
