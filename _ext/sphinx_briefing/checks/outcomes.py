"""Checks of what came of judgements: outcomes that are due, and days that cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics.model import Diagnostic
from ..domain import BriefDomain
from ..ledger import Ledger
from ..ledger.days import checkable_since
from ..ledger.known import made_on
from ..records import Record, declared
from ..records.dates import Span, span
from ..records.forecasts import days_of_outcome, outcome_of
from .locations import at_record


def unresolved(domain: BriefDomain) -> Iterator[Diagnostic]:
    """A judgement, or what else can be checked by now, of which nobody has said what came of it."""
    ledger = domain.ledger
    day = ledger.judged_on("")
    if day is None:
        return
    for kind in (name for name, kind in domain.kinds.items() if kind.checked_on):
        for record in ledger.records(kind).values():
            if since := checkable_since(record, day):
                message = _unanswered(record, since, day)
                yield at_record(domain, record, "unresolved", message, record.checked_on)


def _unanswered(record: Record, since: str, day: Span) -> str:
    """A sentence on a record that could be checked, and what to write."""
    kind = type(record)
    outcome = outcome_of(kind)
    assert outcome is not None  # or nothing could be checked
    head = f"{kind.kind_name} {record.id!r} could be checked since {since}"
    if getattr(record, outcome.attribute):
        return f"{head} and had no outcome on {day.last}; set 'briefing_as_of' to a later day"
    written = " and ".join(f"':{name}:'" for name in (outcome.name, *days_of_outcome(kind)))
    return f"{head} and has no outcome; write {written}, or a later ':{kind.checked_on}:'"


def known_too_early(domain: BriefDomain) -> Iterator[Diagnostic]:
    """Report what was known of a judgement before somebody made it, where it is known when."""
    for kind, declaration in domain.kinds.items():
        fields, days = declared(declaration), days_of_outcome(declaration)
        for record in domain.ledger.records(kind).values() if days else ():
            made = _surely_made_on(record, domain.ledger)
            for name in days if made else ():
                since = getattr(record, fields[name].attribute)
                if since and span(since).last < span(made).first:
                    message = f"{kind} {name!r}: {since} is before {made}, when it was made"
                    if dated := next(iter(declaration.dated_by), ""):
                        message += f"; correct it, or say with ':{dated}:' when that was"
                    yield at_record(domain, record, "field", message, name)


def _surely_made_on(record: Record, ledger: Ledger) -> str:
    """The day on which a record was made, as written; empty where it may have been an earlier one.

    The day of a later edition of a brief is that of an amendment, such as that something has come
    true. What is before a field that says when a record was made is found with those of all other
    kinds.
    """
    fields = declared(type(record))
    if any(getattr(record, fields[name].attribute) for name in record.said_by):
        return ""
    brief = ledger.briefs.get(record.docname)
    if brief is not None and (brief.edition or 1) > 1 and not record.written_date:
        return ""
    return made_on(record, ledger)
