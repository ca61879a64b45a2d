"""A record where it is written: its statement, its prose, its details, what surrounds it."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes

from ..presentation.labels import _
from ..presentation.values import says_likelihood
from ..records import Record, Source
from .parts import (
    RenderContext,
    details,
    head_of,
    lost_line,
    paragraph,
    passages,
    quoted,
    text,
    used_in,
)
from .surroundings import surroundings


def full_record(
    record: Record, body: Sequence[nodes.Node], context: RenderContext
) -> list[nodes.Node]:
    """A record where it is written: its statement, its prose, its details."""
    found: list[nodes.Node] = []
    if record.verbatim:
        found.append(quoted(record, body, context))
        found.extend(lost_line(record, context))
    else:
        title = record.title_text if record.argument != "text" else ""
        if title:
            head = nodes.strong(title, title, classes=["brief-name"])
            found.append(head_of(record, head))
            found.extend(lost_line(record, context))
        found.extend(body)
        if not title:
            found.extend(lost_line(record, context))
    found += passages(record, context)
    if isinstance(record, Source) and (briefs := used_in([("source", record.id)], context)):
        label = text(f"{_('Used in')}: ", "brief-label")
        used = paragraph(label, *briefs, classes=["brief-details", "brief-used"])
    else:
        used = None
    around = surroundings(record, context)
    line = details(record, context, leave=around.told)
    if line:
        classes = ["brief-details"]
        if says_likelihood(type(record)):
            classes.append("brief-judged")
        found.append(paragraph(*line, classes=classes))
    found += around.content
    return [*found, used] if used else found
