"""The line below a picture that says whose words it was drawn from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..presentation.labels import _, count_of
from ..records import Note, Record, Source

if TYPE_CHECKING:
    from ..layouts import RenderContext

MOST = 3
"""So many publishers are named."""


def source_line(records: Sequence[Any], context: RenderContext) -> str:
    """Who has published what was drawn, those first who have most of it; empty if nobody has."""
    counts: Counter[str] = Counter()
    for record in records:
        sources: tuple[str, ...] = (record.source,) if isinstance(record, Note) else ()
        if isinstance(record, Record) and not isinstance(record, Source):
            sources = record.source
        for identifier in sources:
            source = context.ledger.get("source", identifier)
            if isinstance(source, Source):
                counts[source.publisher or source.title_text] += 1
    if not counts:
        return ""
    names = [name for name, _count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    words = ", ".join(names[:MOST])
    if len(names) > MOST:
        more = count_of(len(names) - MOST, "and %d other", "and %d others")
        words = f"{words} {more}"
    return str(_("Source: %s")) % words
