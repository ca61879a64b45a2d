"""The records and pages that may be published, and their addresses."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from posixpath import join
from urllib.parse import urlsplit

from ...config.values import project_of
from ...exports import Export
from ...ledger.pages import UNNAMED
from ...presentation.labels import _
from ...presentation.typography import curl_for
from ...records import Record, slug

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (section 2.2) cannot hold, and a calendar had better not."""


class Publication(Export):
    """A ledger as those see it who subscribe to a feed."""

    def __init__(self, export: Export) -> None:
        super().__init__(export.builder, export.open_to)
        self._base = str(self.config.html_baseurl or "")
        self.curl = curl_for(self.config, self.builder.name)

    @property
    def title(self) -> str:
        """The name of the website."""
        title, unset = str(self.config.html_title), str(self.config.project)
        written = "" if title.startswith(unset) else title
        return plain(project_of(self.config) or written or str(_("Briefs")))

    @property
    def host(self) -> str:
        """The host that it is published at; the name of the project where none is known."""
        return urlsplit(self._base).hostname or slug(project_of(self.config)) or "briefings"

    def prose(self, record: Record) -> str:
        """The prose of a record, in which nothing is named that may not be seen by all."""
        entry = self.ledger.entry(record.kind_name, record.id)
        pieces = (entry.record.text if entry is not None else record.text).split(UNNAMED)
        if not any(map(self._is_withheld, pieces[1::2])):
            return record.text
        return "".join(
            piece if number % 2 == 0 else self._name(piece) for number, piece in enumerate(pieces)
        )

    def _is_withheld(self, reference: str) -> bool:
        kind, _colon, name = reference.partition(":")
        record = self.ledger.named(kind, name) if kind in self.ledger.kinds else None
        return record is not None and not self.holds(record)

    def _name(self, reference: str) -> str:
        if self._is_withheld(reference):
            return str(_("withheld"))
        kind, _colon, name = reference.partition(":")
        record = self.ledger.get(kind, name) if kind in self.ledger.kinds else None
        return record.title_text if record is not None and not record.marker else name

    def file(self, name: str) -> str:
        """The whole address of a file; empty where nobody knows where it is published."""
        return join(self._base, name) if self._base else ""

    def page(self, docname: str, anchor: str = "") -> str:
        """The whole address of a page, or of a place on it; empty where nobody knows it."""
        return self.address(docname, anchor) if self._base else ""

    def names(self, kind: str, identifiers: tuple[str, ...]) -> list[str]:
        """The names of records, without those that may not be seen by all."""
        found = (self.ledger.get(kind, identifier) for identifier in identifiers)
        return [plain(record.title_text) for record in found if record and self.holds(record)]


def plain(text: str) -> str:
    """A text that every reader of feeds can read."""
    return _NOT_XML.sub("", text)


def midnight(day: date) -> datetime:
    """The first moment of a day, for formats that want moments where we know days."""
    return datetime.combine(day, time(), UTC)
