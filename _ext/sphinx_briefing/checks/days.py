"""The check of the day that a brief speaks on: what it refers to and does not know yet."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics.model import Diagnostic
from ..domain import BriefDomain
from ..ledger import Ledger
from ..ledger.known import day_of, known_to
from ..ledger.names_of_kinds import key_in
from ..ledger.pages import PAGE, PageFacts
from ..records import Record, naming
from ..records.readers import read_list
from .locations import at_record


def later(domain: BriefDomain) -> Iterator[Diagnostic]:
    """Report records that a brief refers to, or writes, and does not know on its day."""
    ledger = domain.ledger
    for docname in ledger.briefs:
        known = known_to(ledger, docname)
        if known is not ledger:
            day = day_of(ledger, docname)
            yield from _referred(domain, domain.pages[docname], known, day)
            yield from _written(domain, domain.pages[docname], known, day)


def _referred(
    domain: BriefDomain, page: PageFacts, known: Ledger, day: str
) -> Iterator[Diagnostic]:
    """What roles and options of a page name."""
    for reference in page.references:
        if reference.kind == PAGE:
            continue
        written, target = bool(reference.option), reference.target
        names = read_list(target, domain.conventions) if written else (target,)
        for name, lookup in domain.ledger.find_all(reference.kind, names):
            if not lookup.id:
                continue
            key = key_in(reference.kind, lookup.id)
            on_day = known.find(reference.kind, name)
            if domain.kinds[key[0]].newest_by_name and (on_day.id or on_day.candidates):
                continue  # it means another one on that day
            if known.get(*key) is None and domain.ledger.get(*key) is not None:
                prefix = f"option {reference.option!r}: " if reference.option else ""
                message = f"{prefix}{_unknown(key, domain, day)}"
                yield Diagnostic(page.docname, reference.line, "later", message, reference.path)


def _written(domain: BriefDomain, page: PageFacts, known: Ledger, day: str) -> Iterator[Diagnostic]:
    """What the records of a page name, and those among them that are of a later day themselves."""
    for entry in page.entries:
        record = domain.ledger.get(*entry.key)
        if record is None or record.docname != page.docname:
            continue
        if known.get(*entry.key) is None:
            message = _unknown(entry.key, domain, day)
            yield at_record(domain, record, "later", message)
            continue
        for field in naming(type(record)):
            for key in field.shape.keys(getattr(record, field.attribute)):
                if known.get(*key) is None:
                    message = f"{record.kind_name} {field.name!r}: {_unknown(key, domain, day)}"
                    yield at_record(domain, record, "later", message, field.name)


def _unknown(key: tuple[str, str], domain: BriefDomain, day: str) -> str:
    kind, identifier = key
    record: Record | None = domain.ledger.get(*key)
    since = domain.ledger.calendar.known_from.get(key)
    sources = ", ".join(record.source) if record is not None and kind != "source" else ""
    whence = f" ({sources})" if sources else ""
    return (
        f"{kind} {identifier!r}{whence} is of {since}, after the day this brief speaks on, {day}; "
        "leave it out, or set 'as_of' to a later day"
    )
