"""``summary``: how well a set of sources carries what rests on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from docutils import nodes

from ..presentation.dates import printed
from ..presentation.labels import _, count_of, label_of
from ..presentation.losses import lost
from ..records import Source
from ..records.dates import span
from ..vocabularies import RELIABILITY, SOURCE_TYPE
from .parts import RenderContext, paragraph, text


def as_summary(records: Sequence[Any], context: RenderContext) -> list[nodes.Node]:
    """One paragraph: how many sources, of which types and grades, how independent, how old."""
    words = "; ".join(
        parts_of([record for record in records if isinstance(record, Source)], context)
    )
    line = paragraph(text(str(_("Sourcing: ")), "brief-label"), nodes.Text(f"{words}."))
    line["classes"].append("brief-sourcing")
    return [line]


def parts_of(sources: Sequence[Source], context: RenderContext) -> list[str]:
    """The parts of the summary."""
    facts = context.facts()
    gone = {source.id for source in sources if lost(source, facts) is not None}
    left = (source.id for source in sources if source.id not in gone)
    independent = len(context.ledger.voices.of_sources(left))
    found = [count_of(len(sources), "%d source", "%d sources")]
    if gone:
        found.append(count_of(len(gone), "%d retracted", "%d retracted"))
    found.append(count_of(independent, "%d independent", "%d independent"))
    types = Counter(source.type for source in sources if source.type)
    if types:
        found.append(
            ", ".join(
                f"{_(SOURCE_TYPE.label(value))}: {types[value]}"
                for value in SOURCE_TYPE.values
                if types[value]
            )
        )
    grades = Counter(source.reliability for source in sources if source.reliability)
    if grades:
        counted = (f"{value}: {grades[value]}" for value in RELIABILITY.values if grades[value])
        found.append(f"{label_of(Source, 'reliability')} {', '.join(counted)}")
    ungraded = sum(source.reliability is None for source in sources)
    if ungraded:
        found.append(count_of(ungraded, "%d not graded", "%d not graded"))
    dated = sorted((span(s.date).first, span(s.date).newest, s.date) for s in sources if s.date)
    if dated:
        newest = max(dated, key=lambda item: (item[1], item[2]))
        oldest, latest = (printed(item[2], context.language) for item in (dated[0], newest))
        found.append(oldest if oldest == latest else f"{oldest} \N{EN DASH} {latest}")
    undated = sum(source.date is None for source in sources)
    if undated:
        found.append(count_of(undated, "%d undated", "%d undated"))
    return found
