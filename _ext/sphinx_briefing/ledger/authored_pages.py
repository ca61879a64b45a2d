"""Notes and briefs of a ledger, with their titles and topics, of the facts of their pages."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

import msgspec

from ..diagnostics.model import Diagnostic
from ..records import Brief, Note
from .pages import PageFacts

if TYPE_CHECKING:
    from .ledger import Ledger


def notes_and_briefs(
    ledger: Ledger,
    pages: Mapping[str, PageFacts],
    mentions: Mapping[str, Collection[str]],
    topics: Mapping[str, tuple[str, ...]],
) -> tuple[dict[str, Note], dict[str, Brief]]:
    """The notes and the briefs by docname, sorted.

    :param mentions: by page, the pages that refer to it.
    :param topics: by page, its topics, looked up.
    """
    notes = {
        docname: ledger.kinds.note(
            title=ledger.title_of(docname),
            source=page.source.id if page.source else "",
            tlp=page.tlp,
            topics=topics.get(docname, ()),
            docname=docname,
            line=page.lines.get("source", 1),
            mentions=tuple(sorted(mentions.get(docname, ()))),
        )
        for docname in sorted(pages)
        if (page := pages[docname]).is_note
    }
    briefs = {
        docname: msgspec.structs.replace(
            page.brief,
            title=ledger.title_of(docname),
            topics=topics.get(docname, ()),
            mentions=tuple(sorted(mentions.get(docname, ()))),
        )
        for docname in sorted(pages)
        if (page := pages[docname]).brief is not None
    }
    return notes, briefs


def topics_of(
    pages: Mapping[str, PageFacts], ledger: Ledger, reports: list[Diagnostic]
) -> dict[str, tuple[str, ...]]:
    """By page, the ids of its topics; those that mean nothing are reported."""
    found: dict[str, tuple[str, ...]] = {}
    for docname in sorted(pages):
        ids, page = [], pages[docname]
        for name, lookup in ledger.find_all("topic", page.topics):
            if lookup.id:
                ids.append(lookup.id)
            elif not ledger.is_left_out("topic", name):
                code = "ambiguous" if lookup.candidates else "unknown"
                line, said = page.lines.get("topics", 1), lookup.message("topic", name)
                reports.append(Diagnostic(docname, line, code, f"topics: {said}"))
        found[docname] = tuple(ids)
    return found
