"""The short text shown when a reader points at a reference."""

from __future__ import annotations

from ..presentation.codes import country_name
from ..presentation.dates import printed
from ..presentation.labels import _
from ..records import Actor, Claim, Judgement, Quote, Record, Source, Statement, Term
from ..vocabularies import CONFIDENCE, CREDIBILITY, RELIABILITY
from .parts import RenderContext

LIMIT = 240
"""Characters of a hint."""


def hint_of(record: Record, context: RenderContext) -> str:
    """Who an actor is, what a term means, what a claim says and how well it is carried."""
    parts = list(filter(None, _parts(record, context)))
    text = " · ".join(" ".join(part.split()) for part in parts)
    return text if len(text) <= LIMIT else text[: LIMIT - 1].rstrip() + "…"


def _parts(record: Record, context: RenderContext) -> list[str]:
    if isinstance(record, Actor):
        offices = context.ledger.offices_on(record.id, context.ledger.judged_on(context.docname))
        country = country_name(record.country, context.language) if record.country else ""
        return [record.long or record.name, *offices, country, record.text]
    if isinstance(record, Term):
        return [record.long or record.name, record.text]
    if isinstance(record, Source):
        grade = str(_(RELIABILITY.label(record.reliability))) if record.reliability else ""
        return [record.title, record.publisher or "", _date(record, context), grade]
    if isinstance(record, Statement):
        names = ", ".join(
            actor.title_text for by in record.by if (actor := context.ledger.get("actor", by))
        )
        standing = ""
        if isinstance(record, Claim):
            standing = str(_(CREDIBILITY.label(record.credibility))) if record.credibility else ""
            standing += f" ({_('disputed')})" if record.disputed else ""
        said = f"“{record.text}”" if isinstance(record, Quote) else record.title_text
        place = getattr(record, "locator", None) or ""
        return [said, names, _date(record, context), place, standing.strip()]
    if isinstance(record, Judgement):
        found = context.conventions.likelihood.grade(record.likelihood)
        likely = f"{_(found.label)} ({found.band})" if found else record.likelihood
        sure = str(_(CONFIDENCE.label(record.confidence))) if record.confidence else ""
        return [record.statement, likely, sure]
    return [record.title_text, _date(record, context)]


def _date(record: Record, context: RenderContext) -> str:
    return printed(record.written_date, context.language, short=True) if record.written_date else ""
