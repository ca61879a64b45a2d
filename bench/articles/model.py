"""An article with what is true of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(slots=True)
class Article:
    """The fields of an article, its text, and the page that it stands on."""

    title: str
    author: list[str]
    publisher: str
    day: date
    language: str
    host: str
    paragraphs: list[str]
    type: str = ""
    url: str = ""
    zone: str = "+01:00"
    page: str = ""
    layout: str = ""
    read_from: str = ""
    """The address that it was fetched from."""
    omits: frozenset[str] = field(default_factory=frozenset)

    @property
    def date(self) -> str:
        """The day of publication, ISO 8601."""
        return self.day.isoformat()
