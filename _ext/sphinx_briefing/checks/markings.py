"""The check of markings: a page must not show what is marked for fewer readers than the page."""

from __future__ import annotations

from collections.abc import Iterator

from ..domain import BriefDomain
from ..ledger import PageFacts, Report
from ..markings import is_stricter
from ..records import KINDS, Record


def marking(domain: BriefDomain) -> Iterator[Report]:
    """What a page writes, refers to or prints, and is marked for fewer readers than the page."""
    markings = domain.ledger.markings
    for docname, page in domain.pages.items():
        open_to = markings.of_page(docname)
        for record, line, path in _shown(domain, page):
            tlp = markings.of(record)
            if is_stricter(tlp, open_to):
                marked = f"marked TLP:{open_to}" if page.tlp else f"not marked (TLP:{open_to})"
                message = (
                    f"{record.kind_name} {record.id!r} is TLP:{tlp}, but this page is {marked}; "
                    "leave it out, or mark the page for as few readers"
                )
                yield Report(docname, line, "marking", message, path)


def _shown(domain: BriefDomain, page: PageFacts) -> Iterator[tuple[Record, int, str]]:
    """The records that a page shows, each with the place that does."""
    ledger = domain.ledger
    for entry in page.entries:
        yield entry.record, entry.record.line, entry.path
    for reference in page.references:
        if not reference.option and reference.kind in KINDS:
            found = ledger.named(reference.kind, reference.target)
            if found:
                yield found, reference.line, reference.path
    for question in page.questions:
        if question.scope(in_brief=page.docname in ledger.briefs) == "all":
            for record in ledger.select(question.kind, question.query(ledger, domain.house)):
                if isinstance(record, Record):
                    yield record, question.line, question.path
