"""The files that hold the cards: parts of moderate size, each a call of the script of the pages.

A part is a script and no data file, since browsers do not let pages from a disk read files. The
reader's browser asks for the part of a card when it is first wanted, and keeps it.
"""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

import msgspec

from ...domain import domain_of
from ...files import write_atomically
from ...incremental.artifacts import Artifacts
from ...ledger import Ledger
from ...presentation.labels import _
from ...records import Record
from ...websites import is_website
from ..addresses import Addresses, holds_records
from ..values import Values
from .content import card

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FOLDER = "_static/briefing-cards"

IN_A_PART = 48
"""Cards that a part holds at most on average: some 30 KB."""


def hashed(text: str) -> int:
    """CRC-32 of a text in UTF-8: fast here, and a few lines in a script.

    >>> hashed("claim-vik-reopens") % 8
    7
    """
    return crc32(text.encode())


def parts_of(count: int) -> int:
    """The number of parts for a number of cards: a power of two, so that few cards ever move.

    >>> parts_of(48), parts_of(49), parts_of(1000)
    (1, 2, 32)
    """
    parts = 1
    while count > parts * IN_A_PART:
        parts *= 2
    return parts


def write_cards(app: Sphinx, artifacts: Artifacts) -> None:
    """Handle ``briefing-make``: write the parts whose cards have changed."""
    if not is_website(artifacts.builder) or not app.config.briefing_cards:
        return
    domain = domain_of(artifacts.builder.env)
    if not holds_records(domain):
        return
    values, ledger = Values(domain, artifacts.builder, artifacts.ledger), domain.ledger
    addresses = Addresses(domain, artifacts.builder, ledger)
    counts: dict[str, int] = {}
    for kind in domain.kinds:
        records = ledger.records(kind)
        if not records:
            continue
        counts[kind] = parts_of(len(records))
        parts: list[dict[str, str]] = [{} for _part in range(counts[kind])]
        for identifier in records:
            key = f"{kind}-{identifier}"
            entry = ledger.entry(kind, identifier)
            if entry is not None and entry.anchor:
                key = addresses.record(kind, identifier)
            parts[hashed(key) % counts[kind]][key] = identifier
        for number, keys in enumerate(parts):
            content = blake2b("\x1f".join(keys).encode(), digest_size=16)
            name = f"{FOLDER}/{kind}-{number}.js"
            if artifacts.offer_file(name, content.hexdigest()):
                with artifacts.making_file(name):
                    cards = {key: _card(kind, keys[key], values) for key in keys}
                _write(Path(app.outdir, name), f"{kind}-{number}", cards)
    if counts:
        about = _about(ledger, counts)
        content = blake2b(msgspec.json.encode(about), digest_size=16)
        if artifacts.offer_file(f"{FOLDER}/about.js", content.hexdigest()):
            _write(Path(app.outdir, FOLDER, "about.js"), "about", about)


def _card(kind: str, identifier: str, values: Values) -> dict[str, Any]:
    record: Record = values.ledger.records(kind)[identifier]
    return card(record, values.open_to(values.ledger.markings.of(record)))


def _about(ledger: Ledger, counts: dict[str, int]) -> dict[str, Any]:
    """Data on all cards for the script: the number of parts, the day, the words."""
    day = ledger.as_of
    return {
        "parts": counts,
        "day": [day.first.isoformat(), day.last.isoformat()] if day else None,
        "words": {
            "disputed": str(_("disputed")),
            "offices": str(_("Office")),
            "overdue": str(_("overdue")),
            "profile": str(_("Profile")),
        },
    }


def _write(path: Path, name: str, data: dict[str, Any]) -> None:
    write_atomically(
        path, b'briefingCards("%b",%b);\n' % (name.encode(), msgspec.json.encode(data))
    )
