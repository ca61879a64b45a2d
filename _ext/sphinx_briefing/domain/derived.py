"""Results derived from all pages, for builds that read none and so need no ledger."""

from __future__ import annotations

from collections.abc import Iterator

from ..ledger import Ledger
from ..markings import may_show

Object = tuple[str, str, str, str, str, int]
"""A record in the inventory: its id, its name, its kind, page and anchor, its priority."""


def objects_of(ledger: Ledger) -> Iterator[Object]:
    """The inventory: every record by id."""
    for kind in ledger.kinds:
        for identifier, record in ledger.records(kind).items():
            entry = ledger.entry(kind, identifier)
            if entry is None or not entry.anchor:  # other glossaries list their own terms
                docname, anchor = ledger.anchor(kind, identifier)
                yield identifier, record.title_text, kind, docname, anchor, 1


def listed(ledger: Ledger, house: str) -> list[str]:
    """The kinds of which something may be seen by all readers of the house.

    :param house: the marking of what bears none.
    """
    marking_of = ledger.markings.of
    found = {kind: ledger.records(kind).values() for kind in ledger.kinds}
    found |= {"brief": ledger.briefs.values(), "note": ledger.notes.values()}
    return [
        kind
        for kind, records in found.items()
        if any(may_show(marking_of(record), house) for record in records)
    ]


def snapshots(ledger: Ledger, house: str) -> dict[str, tuple[str, str, str, str, str]]:
    """The snapshots of the sources that all readers of the house may see.

    By source: the path as written, the page that says so, and title, address and language.
    """
    return {
        identifier: (
            source.snapshot,
            source.docname,
            source.title,
            source.url or "",
            source.language or "",
        )
        for identifier, source in ledger.records("source").items()
        if source.snapshot and ledger.markings.may_show(source, house)
    }
