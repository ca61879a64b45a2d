"""What is wrong with the records taken together, said at its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from .configuration import level_of
from .domain import BriefDomain, domain_of
from .ledger import Ledger, Reference, Report
from .ledger.pages import PAGE
from .records import KINDS, Record
from .records.dates import span
from .records.fields import read_list
from .vocabularies import TLP

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata


Check = Callable[[BriefDomain], Iterator[Report]]


def reports(domain: BriefDomain) -> list[Report]:
    """All reports of a build, by page and line, each said once."""
    found = [report for page in domain.pages.values() for report in page.reports]
    found += [*domain.ledger.reports, *_references(domain)]
    for name, check in CHECKS.items():
        if level_of(domain.env.config, name) != "off":
            found.extend(check(domain))
    return sorted(set(found))


def _references(domain: BriefDomain) -> Iterator[Report]:
    ledger = domain.ledger
    for docname, page in domain.pages.items():
        for reference in page.references:
            kind, target = reference.kind, reference.target
            if kind == PAGE:
                continue  # Sphinx says itself when a page is missing
            names = read_list(target, domain.house) if reference.option else (target,)
            for name, lookup in ledger.find_all(kind, names):
                if not lookup.id and not ledger.is_left_out(kind, name):
                    subtype = "ambiguous" if lookup.candidates else "unknown"
                    prefix = f"option {reference.option!r}: " if reference.option else ""
                    message = prefix + lookup.message(kind, name)
                    yield Report(docname, reference.line, subtype, message, reference.path)


def _unsourced(domain: BriefDomain) -> Iterator[Report]:
    ledger = domain.ledger
    for kind, declaration in KINDS.items():
        if not declaration.needs_source:
            continue
        for identifier, record in ledger.records(kind).items():
            # A note whose own source is bad has been reported; its records are not to blame.
            page = domain.pages[record.docname]
            entry = ledger.entry(kind, identifier)
            written = entry is not None and "source" in entry.lines  # reported when not found
            if not record.source and not (page.is_note or page.is_broken or written):
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


def _wording(domain: BriefDomain) -> Iterator[Report]:
    for page in domain.pages.values():
        yield from page.wording


def _unused(domain: BriefDomain) -> Iterator[Report]:
    for kind in ("actor", "term", "topic"):
        for identifier, record in domain.ledger.records(kind).items():
            if not record.mentions and record.docname in domain.pages:
                message = f"{kind} {identifier!r} is mentioned nowhere; remove it, or refer to it"
                yield Report(record.docname, record.line, "unused", message)


def _stale(domain: BriefDomain) -> Iterator[Report]:
    ledger, days = domain.ledger, domain.env.config.briefing_stale_days
    for docname in ledger.briefs:
        judged_on = ledger.judged_on(docname)
        for source, line in _sources_of(domain, docname):
            record = ledger.get("source", source)
            written = record.written_date if record else ""
            if not judged_on or not written:
                continue
            age = (judged_on.first - span(written).newest).days
            if age > days:
                message = f"source {source!r} of {written} is {age} days old, more than {days}"
                yield Report(docname, line, "stale", message)


def _sources_of(domain: BriefDomain, docname: str) -> Iterator[tuple[str, int]]:
    """The sources that a page refers to by role, each with the first line that does."""
    seen = set()
    for reference in domain.pages[docname].references:
        if reference.option or reference.kind not in KINDS:
            continue
        found = domain.ledger.find(reference.kind, reference.target).id
        record = domain.ledger.get(reference.kind, found)
        if record is None or not record.marker:
            continue
        for source in (found,) if reference.kind == "source" else record.source:
            if source not in seen:
                seen.add(source)
                yield source, reference.line


def _marking(domain: BriefDomain) -> Iterator[Report]:
    """A page must not show what is marked for fewer readers than the page itself."""
    ledger, house = domain.ledger, domain.house
    for docname, page in domain.pages.items():
        # A page without a marking promises nothing, but AMBER and RED are for named readers.
        open_to = TLP.rank(page.tlp or "GREEN")
        shown = [(entry.record, entry.record.line) for entry in page.entries]
        for reference in page.references:
            if not reference.option and reference.kind in KINDS:
                found = ledger.get(*_key(ledger, reference))
                shown += [(found, reference.line)] if found else []
        for question in page.questions:
            if question.scope(in_brief=docname in ledger.briefs) == "all":
                for record in ledger.select(question.kind, question.query(ledger, house)):
                    shown += [(record, question.line)] if isinstance(record, Record) else []
        for record, line in shown:
            tlp = _marking_of(record, domain)
            if TLP.rank(tlp) > open_to:
                marked = f"marked TLP:{page.tlp}" if page.tlp else "not marked"
                message = (
                    f"{record.kind_name} {record.id!r} is TLP:{tlp}, but this page is {marked}; "
                    "leave it out, or mark the page for as few readers"
                )
                yield Report(docname, line, "marking", message)


def _key(ledger: Ledger, reference: Reference) -> tuple[str, str]:
    return reference.kind, ledger.find(reference.kind, reference.target).id


def _marking_of(record: Record, domain: BriefDomain) -> str:
    """The marking of a record: its own, else that of the page it is written on."""
    page = domain.pages.get(record.docname)
    return record.tlp or (page.tlp if page else None) or "CLEAR"


def say(app: Sphinx, env: BuildEnvironment) -> None:
    """Answer ``env-updated``: say what is wrong, in every build, whether pages were read or not."""
    domain = domain_of(env)
    for report in reports(domain):
        domain.warn(report)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect to the event that comes when all pages are read."""
    app.connect("env-updated", say)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "unsourced": _unsourced,
        "vocabulary": _wording,
        "marking": _marking,
        "overdue": _overdue,
        "stale": _stale,
        "unused": _unused,
    }
)
"""The checks that ``briefing_checks`` switches, by the subtype that they report."""
