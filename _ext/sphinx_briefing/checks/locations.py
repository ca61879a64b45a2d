"""Reports at the place where a record is written, shared by all checks."""

from __future__ import annotations

from ..diagnostics.model import Diagnostic
from ..domain import BriefDomain
from ..records import Record


def at_record(
    domain: BriefDomain,
    record: Record,
    code: str,
    message: str,
    field: str = "",
    *,
    level: str = "",
) -> Diagnostic:
    """A report at the line of a record, or of one of its fields, in the file it is written in."""
    line, path = place_of(domain, record, field)
    return Diagnostic(record.docname, line, code, message, path, level)


def place_of(domain: BriefDomain, record: Record, field: str = "") -> tuple[int, str]:
    """The line of a record or of one of its fields, and the file where it is not the page's."""
    entry = domain.ledger.entry(record.kind_name, record.id)
    if entry is None:
        return record.line, ""
    return entry.lines.get(field, record.line), entry.path
