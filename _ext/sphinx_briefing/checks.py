"""What is wrong with the records taken together, said at its line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .configuration import level_of
from .ledger import Report
from .ledger.pages import PAGE
from .records import KINDS

if TYPE_CHECKING:
    from .domain import BriefDomain


def reports(domain: BriefDomain) -> list[Report]:
    """All reports of a build, by page and line."""
    found = [*domain.ledger.reports, *_references(domain)]
    config = domain.env.config
    if level_of(config, "unsourced") != "off":
        found.extend(_unsourced(domain))
    if level_of(config, "vocabulary") != "off":
        found.extend(report for page in domain.pages.values() for report in page.wording)
    if level_of(config, "overdue") != "off":
        found.extend(_overdue(domain))
    return sorted(set(found))


def _references(domain: BriefDomain) -> Iterator[Report]:
    ledger = domain.ledger
    for docname, page in domain.pages.items():
        for reference in page.references:
            kind, target = reference.kind, reference.target
            if kind == PAGE:
                continue  # Sphinx says itself when a page is missing
            lookup = ledger.find(kind, target)
            if lookup.id or ledger.is_left_out(kind, target):
                continue
            subtype = "ambiguous" if lookup.candidates else "unknown"
            prefix = f"option {reference.option!r}: " if reference.option else ""
            message = prefix + lookup.message(kind, target)
            yield Report(docname, reference.line, subtype, message)


def _unsourced(domain: BriefDomain) -> Iterator[Report]:
    ledger = domain.ledger
    for kind, declaration in KINDS.items():
        if not declaration.needs_source:
            continue
        for identifier, record in ledger.records(kind).items():
            # A note whose own source is bad has been reported; its records are not to blame.
            page = domain.pages[record.docname]
            if not record.source and not page.is_note:
                message = (
                    f"{kind} {identifier!r} has no source; write it in a note, "
                    "or name its source with ':source:'"
                )
                yield Report(record.docname, record.line, "unsourced", message)


def _overdue(domain: BriefDomain) -> Iterator[Report]:
    for identifier, record in domain.ledger.records("commitment").items():
        if record.overdue:
            message = f"commitment {identifier!r} was due {record.due} and is still open"
            yield Report(record.docname, record.line, "overdue", message)
