"""The checks of briefs: parts that are missing or too long, briefs that another one replaces."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics.model import Diagnostic
from ..domain import BriefDomain
from ..records import BriefKind


def section(domain: BriefDomain) -> Iterator[Diagnostic]:
    """Report sections that a brief lacks, at the line of the front matter that names its kind."""
    for docname, page in domain.pages.items():
        kind = domain.conventions.brief_kinds.get(page.brief.kind or "") if page.brief else None
        if page.brief is None or kind is None:
            continue
        line = page.lines.get("kind", page.brief.line)
        summary = page.brief.summary or ""
        if page.is_empty and not summary:
            # A page that was begun today is no mistake, unless its house requires parts of it.
            message = f"this {kind.name} brief has nothing to read; write its text, or a summary"
            yield Diagnostic(
                docname, line, "section", message, level="" if kind.requires else "note"
            )
            continue
        headings = [heading.text for heading in page.headings]
        for part in BriefKind.missing(kind.requires, headings, summary):
            message = f"this {kind.name} brief has no section {part.name}, which its kind requires"
            yield Diagnostic(docname, line, "section", message)
        if kind.words and page.words > kind.words:
            message = (
                f"this {kind.name} brief has {page.words} words, {page.words - kind.words} more "
                f"than the {kind.words} of its kind; shorten it, or choose another kind"
            )
            yield Diagnostic(docname, line, "section", message)
        lacking = BriefKind.missing(kind.expects, headings, summary)
        if lacking:
            names = ", ".join(part.headings[0] for part in lacking)
            what = f"{'an' if kind.name[0] in 'aeiou' else 'a'} {kind.name} brief"
            message = f"{what} usually has sections that this one has not: {names}"
            yield Diagnostic(docname, line, "section", message, level="note")


def superseded(domain: BriefDomain) -> Iterator[Diagnostic]:
    """A brief that another one replaces and that is still final, at the line of its status."""
    briefs = domain.ledger.briefs
    for docname, brief in briefs.items():
        if brief.superseded_by and brief.status == "final":
            newer = ", ".join(
                f"{name} ({briefs[name].reference})" if briefs[name].reference else name
                for name in brief.superseded_by
            )
            message = f"this brief is still final, but {newer} supersedes it; write 'superseded'"
            line = domain.pages[docname].lines.get("status", brief.line)
            yield Diagnostic(docname, line, "superseded", message)
