"""Results derived from all pages, for builds that read none and so need no ledger."""

from __future__ import annotations

from ..ledger import Ledger
from ..markings import is_stricter


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
        if any(not is_stricter(marking_of(record), house) for record in records)
    ]


def snapshots(ledger: Ledger, house: str) -> dict[str, tuple[str, str, str, str]]:
    """The snapshots of the sources that all readers of the house may see.

    By source: the path as written, and title, address and language of the source.
    """
    return {
        identifier: (source.snapshot, source.title, source.url or "", source.language or "")
        for identifier, source in ledger.records("source").items()
        if source.snapshot and not is_stricter(ledger.markings.of(source), house)
    }
