"""The lists of a profile, each in its order: what names its subject, pages that mention it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...presentation.labels import N_, _, words_of
from ...records import Brief, Note, Record
from ..long_lists import ROWS, LongList, mark_of
from ..values import Values
from .contents import Gathered, due_first, in_order, newest_first, page_of

STATED = N_("Named in: %s")
"""The heading of records whose words name the subject."""

PAGES = {"brief": Brief.labels, "note": Note.labels, "page": N_("Other pages")}
"""The headings of pages that mention the subject."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of a profile."""

    name: str
    """What leads to it on the page."""
    label: str
    """Its heading."""
    kind: str
    """The kind of its records; empty for pages."""
    listed: LongList
    is_named: bool = False
    """Whether fields of its records name the subject, and not their words alone."""


def lists_of(values: Values, subject: Record, gathered: Gathered) -> list[Listed]:
    """All lists of a profile, in their order."""
    briefs, *others = _pages(values, subject)
    return [
        *([briefs] if briefs else []),
        *_records(values, gathered),
        *(one for one in others if one is not None),
    ]


def may_be_long(values: Values, subject: Record, gathered: Gathered) -> bool:
    """Whether a list of a profile may have several parts; cheaper than to make it."""
    found = (*gathered.naming.values(), *gathered.telling.values())
    mentions = values.ledger.mentions_of(subject.kind_name, subject.id)
    return len(mentions) > ROWS or any(len(names) > ROWS for names in found)


def _records(values: Values, gathered: Gathered) -> Iterator[Listed]:
    ledger = values.ledger
    for kind in in_order(gathered.naming, ledger.kinds):
        declaration, records = ledger.kinds[kind], ledger.records(kind)
        found = newest_first(records[name] for name in gathered.naming[kind])
        by_due = bool(declaration.falls_due) and not declaration.profiled
        ordered = due_first(found) if by_due else found
        label = words_of(declaration.labels, declaration)
        yield Listed(
            declaration.plural, label, kind, _of_records(ordered, by_due=by_due), is_named=True
        )
    for kind in in_order(gathered.telling, ledger.kinds):
        declaration, records = ledger.kinds[kind], ledger.records(kind)
        found = newest_first(records[name] for name in gathered.telling[kind])
        label = str(_(STATED)) % words_of(declaration.labels, declaration)
        yield Listed(f"{declaration.plural}-about", label, kind, _of_records(found))


def _of_records(records: list[Record], *, by_due: bool = False) -> LongList:
    by_id = {record.id: record for record in records}
    return LongList.of(list(by_id), lambda one: mark_of(by_id[one], by_due=by_due))


def _pages(values: Values, subject: Record) -> Iterator[Listed | None]:
    """Briefs, notes and other pages that mention the subject; ``None`` where there is none."""
    mentions = values.ledger.mentions_of(subject.kind_name, subject.id)
    pages = [page_of(docname, values) for docname in mentions if values.shows_page(docname)]
    for kind, label in PAGES.items():
        found = [page for page in pages if page.kind == kind]
        if kind == "page":
            found = [page for page in found if page.docname != subject.docname]
        found.sort(key=lambda page: (-page.newest.toordinal(), page.title, page.docname))
        years = {page.docname: str(page.newest.year) if page.date else "" for page in found}
        listed = LongList.of(list(years), years.__getitem__)
        yield Listed(f"mentioned-in-{kind}", str(_(label)), "", listed) if found else None
