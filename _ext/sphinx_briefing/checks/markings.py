"""The check of markings: a page must not show what is marked for fewer readers than the page."""

from __future__ import annotations

from collections.abc import Iterator

from ..domain import BriefDomain
from ..ledger import PageFacts, Report
from ..records import KINDS, Record
from ..vocabularies import TLP


def marking(domain: BriefDomain) -> Iterator[Report]:
    """What a page writes, refers to or prints, and is marked for fewer readers than the page."""
    pages = domain.pages
    highest = max((TLP.rank(page.tlp) for page in pages.values() if page.tlp), default=0)
    for kind in KINDS:
        for record in domain.ledger.records(kind).values():
            if record.tlp:
                highest = max(highest, TLP.rank(record.tlp))
    for docname, page in pages.items():
        # A page without a marking promises nothing, but AMBER and RED are for named readers.
        open_to = TLP.rank(page.tlp or "GREEN")
        if open_to >= highest:
            continue
        for record, line, path in _shown(domain, page):
            tlp = domain.ledger.marking_of(record)
            if TLP.rank(tlp) > open_to:
                marked = f"marked TLP:{page.tlp}" if page.tlp else "not marked"
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
