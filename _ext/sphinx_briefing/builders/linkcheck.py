"""Sphinx's ``linkcheck``: addresses of records are reported where they are written.

Every page that prints an address would claim it otherwise, the first in the alphabet wins, and an
editor would look for a broken link in a brief that only cites the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..domain import BriefDomain, domain_of
from ..records import declared
from ..records.fields import URL

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder


_PAGE = re.compile(r"page=\d+")


def note_addresses(app: Sphinx, builder: Builder) -> None:
    """Handle ``write-started``: enter all addresses of records, before pages that print them do."""
    if builder.name != "linkcheck":
        return
    from sphinx.builders.linkcheck import Hyperlink

    known: dict[str, Any] = builder.hyperlinks  # type: ignore[attr-defined]
    for address, docname, line in addresses(domain_of(app.env)):
        checked = app.events.emit_firstresult("linkcheck-process-uri", address) or address
        known.setdefault(checked, Hyperlink(checked, docname, app.env.doc2path(docname), line))


def addresses(domain: BriefDomain) -> Iterator[tuple[str, str, int]]:
    """Every address in a field of a record, with page and line; no line if a data file has it."""
    for kind, record_type in domain.kinds.items():
        fields = [field for field in declared(record_type).values() if field.shape.is_like(URL)]
        for identifier, record in domain.ledger.records(kind).items() if fields else ():
            entry = domain.ledger.entry(kind, identifier)
            lines = entry.lines if entry else domain.pages[record.docname].lines
            in_page = entry is None or not entry.path
            for field in fields:
                if address := getattr(record, field.attribute):
                    line = lines.get(field.name, record.line) if in_page else 0
                    yield address, record.docname, line


def without_words(app: Sphinx, uri: str) -> str | None:
    """Handle ``linkcheck-process-uri``: what leads to words, or to a page, is no anchor."""
    page, _, fragment = uri.partition("#")
    anchor, directive, _ = fragment.partition(":~:")
    if not directive and not _PAGE.fullmatch(fragment):
        return None
    return f"{page}#{anchor}" if directive and anchor else page


def setup(app: Sphinx) -> None:
    """Listen to the start of writing, and to addresses."""
    app.connect("write-started", note_addresses)
    app.connect("linkcheck-process-uri", without_words, priority=900)
