"""The checks of editions: files that cannot be used, briefs that say something else than theirs."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics.model import Diagnostic
from ..domain import BriefDomain
from ..editions import changes, edition_of, number_of, place_of, told
from ..ledger import PageFacts
from ..ledger.known import known_to
from ..ledger.pages import ChangesAsked
from ..records import Brief


def files(domain: BriefDomain) -> Iterator[Diagnostic]:
    """Report files of editions that cannot be used, and places that have nothing to print."""
    said: set[str] = set()
    for docname, page in domain.pages.items():
        brief = domain.ledger.briefs.get(docname)
        for number in domain.editions.numbers(brief.reference) if brief and brief.reference else ():
            assert brief is not None
            name = place_of(brief.reference or "", number).as_posix()
            problem = domain.editions.find(brief.reference or "", number).problem
            if problem and name not in said:  # two briefs may share a reference
                said.add(name)
                line = _line(page, brief, "edition", "reference")
                yield Diagnostic(docname, line, "front_matter", f"the edition in {name} {problem}")
        for asked in page.changes:
            if message := _nothing_to_print(domain, brief, asked):
                yield Diagnostic(docname, asked.line, "field", f"changes: {message}", asked.path)


def _nothing_to_print(domain: BriefDomain, brief: Brief | None, asked: ChangesAsked) -> str:
    """Why there is nothing to compare a brief with, to its author."""
    if brief is None:
        return "it prints what has changed in a brief, and this page is none; remove it"
    number = number_of(brief)
    if asked.since >= number:
        earlier = "the earlier one is 1" if number == 2 else f"earlier ones are 1 to {number - 1}"
        known = earlier if number > 1 else "none is earlier"
        return f"'since': {asked.since} is no earlier edition than this one, {number}; {known}"
    if number == 1:
        return ""
    if not brief.reference:
        return "the brief has no 'reference', by which its editions are known; write one"
    since = asked.since or number - 1
    if domain.editions.find(brief.reference, since).is_there:
        return ""
    return (
        f"edition {since} was never frozen, so that nobody knows what has changed "
        f"(there is no {place_of(brief.reference, since)}); freeze it as it was, or remove this"
    )


def amended(domain: BriefDomain) -> Iterator[Diagnostic]:
    """Report final briefs that say something else than the frozen edition of their number."""
    for docname, brief in domain.ledger.briefs.items():
        if brief.status != "final" or not brief.reference:
            continue
        number = number_of(brief)
        found = domain.editions.find(brief.reference, number)
        if found.edition is None or found.problem:  # which is reported as such
            continue
        page = domain.pages[docname]
        known = known_to(domain.ledger, docname)
        now = edition_of(known, page, domain.conventions)
        if changed := changes(found.edition, now, domain.kinds):
            message = (
                f"this brief is final and says something else than edition {number} as it was "
                f"frozen ({place_of(brief.reference, number)}): {told(changed)}; "
                f"write 'edition: {number + 1}' and freeze that, or take the changes back"
            )
            line = _line(page, brief, "edition", "status")
            yield Diagnostic(docname, line, "amended", message)


def _line(page: PageFacts, brief: Brief, *fields: str) -> int:
    """The line of the first of some fields of the front matter that is written."""
    return next((page.lines[name] for name in fields if name in page.lines), brief.line)
