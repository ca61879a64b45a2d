"""Briefs that replace others: ``supersedes`` names the reference of another one."""

from __future__ import annotations

from collections.abc import Mapping

from ..diagnostics.model import Diagnostic
from ..records import Brief
from .pages import PageFacts


def superseded(
    briefs: Mapping[str, Brief], pages: Mapping[str, PageFacts]
) -> tuple[dict[str, str], list[Diagnostic]]:
    """For each brief that replaces another, that one; and what is wrong with the references.

    :param briefs: all briefs by page, sorted.
    """
    named: dict[str, list[str]] = {}
    spelt: dict[str, str] = {}
    for docname, brief in briefs.items():
        if brief.reference:
            named.setdefault(brief.reference, []).append(docname)
            spelt.setdefault(_plainly(brief.reference), brief.reference)
    found: dict[str, str] = {}
    reports: list[Diagnostic] = []
    for docname, brief in briefs.items():
        if not brief.supersedes:
            continue
        holders = named.get(brief.supersedes, [])
        if len(holders) == 1 and holders != [docname]:
            found[docname] = holders[0]
            continue
        line = pages[docname].lines.get("supersedes", brief.line)
        near = spelt.get(_plainly(brief.supersedes))
        code, message = _fault(brief.supersedes, holders, docname, near)
        reports.append(Diagnostic(docname, line, code, f"brief 'supersedes': {message}"))
    return found, reports


def _plainly(reference: str) -> str:
    """A reference without what is easily mistaken in it."""
    return "".join(filter(str.isalnum, reference.casefold()))


def _fault(reference: str, holders: list[str], docname: str, near: str | None) -> tuple[str, str]:
    """The fault of a reference: the code, and what to do."""
    if holders == [docname]:
        return "front_matter", f"{reference!r} is the reference of this brief itself; remove it"
    if holders:
        shared = ", ".join(holders)
        return "ambiguous", (
            f"reference {reference!r} is shared by {shared}; give each of them one of its own"
        )
    hint = f"did you mean {near!r}?" if near else "write the 'reference' of the brief it replaces"
    return "unknown", f"no brief has the reference {reference!r}; {hint}"
