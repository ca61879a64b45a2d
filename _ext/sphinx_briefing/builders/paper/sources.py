"""Sources in a line, for pages that print them in some other way, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ...presentation.values import separator_of

if TYPE_CHECKING:
    from ...presentation.values import Facts
    from ...records import Selectable


def source_line(source: Selectable, names: tuple[str, ...], facts: Facts) -> list[nodes.Node]:
    """Return the fields of a source in a line, with its address as a link."""
    found: list[nodes.Node] = []
    for name in names:
        parts = facts.of(source, name)
        if not parts:
            continue
        found += [nodes.Text(" · ")] if found else []
        if parts[0].address:
            found += [nodes.reference("", part.text, refuri=part.address) for part in parts]
        else:
            shown = separator_of(source, name).join(part.text for part in parts)
            found.append(nodes.Text(shown))
    return found
