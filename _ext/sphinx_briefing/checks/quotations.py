"""Checks of somebody's own words: whether they are in the snapshots of their sources."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics.model import Diagnostic
from ..domain import BriefDomain
from ..ledger.verbatim import Verbatim
from ..verbatim import WordFinder
from .locations import at_record, place_of


def unreadable_snapshots(domain: BriefDomain) -> Iterator[Diagnostic]:
    """A snapshot that cannot be read, where its source names it."""
    ledger = domain.ledger
    for source, message in _looked_up(domain).unread:
        record = ledger.records("source")[source]
        if ledger.entry("source", source) is not None:
            line, path = place_of(domain, record, "snapshot")
            said = f"source {source!r}: {message}"
            yield Diagnostic(record.docname, line, "field", said, path)
        else:
            page = domain.pages[record.docname]
            line = page.lines.get("snapshot", page.lines.get("source", 1))
            yield Diagnostic(record.docname, line, "front_matter", f"source: {message}")


def misquoted(domain: BriefDomain) -> Iterator[Diagnostic]:
    """Report words that are in no snapshot of their sources, with the nearest passage."""
    for words, message in _looked_up(domain).misquoted:
        yield _at(domain, words, "misquoted", message)


def unverified(domain: BriefDomain) -> Iterator[Diagnostic]:
    """Report words that cannot be looked up, since their source has no snapshot."""
    for words, message in _looked_up(domain).unverified:
        yield _at(domain, words, "unverified", message)


def _looked_up(domain: BriefDomain) -> WordFinder:
    _ = domain.ledger  # which has them looked up
    return domain.words


def _at(domain: BriefDomain, words: Verbatim, code: str, message: str) -> Diagnostic:
    kind, identifier = words.key
    record = domain.ledger.records(kind)[identifier]
    field = "" if words.field == "text" else words.field
    return at_record(domain, record, code, f"{kind} {(field or identifier)!r}: {message}", field)
