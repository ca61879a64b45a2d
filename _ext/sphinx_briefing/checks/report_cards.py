"""Checks of places that ask for a report card: whether there is such a brief."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from ..diagnostics.model import Diagnostic
from ..domain import BriefDomain
from ..domain.report_cards import briefs_called
from ..ledger.pages import CardAsked


def unknown_briefs(domain: BriefDomain) -> Iterator[Diagnostic]:
    """Report places that ask for the card of no brief, or of one of several."""
    for docname, page in domain.pages.items():
        for asked in page.cards:
            if asked.brief:
                yield from _unknown(domain, docname, asked)
            elif page.brief is None:
                message = (
                    "report-card: this page is no brief; name one with ':brief:', by its "
                    "reference or page"
                )
                yield Diagnostic(docname, asked.line, "field", message, asked.path)


def _unknown(domain: BriefDomain, docname: str, asked: CardAsked) -> Iterator[Diagnostic]:
    briefs = domain.ledger.briefs
    found = briefs_called(briefs.items(), asked.brief)
    if len(found) > 1:
        message = (
            f"report-card: several briefs have the reference {asked.brief!r}: "
            f"{', '.join(found)}; name the page"
        )
        yield Diagnostic(docname, asked.line, "ambiguous", message, asked.path)
    elif not found and not domain.ledger.is_left_out("brief", asked.brief):
        names = [name for one, brief in briefs.items() for name in (one, brief.reference) if name]
        near = get_close_matches(asked.brief, names, 3)
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        message = f"report-card: there is no brief {asked.brief!r}{hint}"
        yield Diagnostic(docname, asked.line, "unknown", message, asked.path)
