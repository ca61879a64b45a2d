"""Sources that were captured, and the error of one that cannot be."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

import msgspec


class CaptureError(ValueError):
    """A source that cannot be captured: one sentence that names it, and what to do."""


class MissingLibraryError(CaptureError):
    """A library that is not installed."""


@dataclass(slots=True)
class Highlight:
    """A passage that a reader has marked, and what they wrote beside it."""

    words: str = ""
    locator: str = ""
    note: str = ""


@dataclass(slots=True)
class Facts:
    """The fields of a source as far as it says them, and its main text."""

    title: str = ""
    author: list[str] = field(default_factory=list)
    is_by_people: bool = True
    """Whether its authors are persons, as far as that is said."""
    publisher: str = ""
    date: str = ""
    url: str = ""
    archived: str = ""
    language: str = ""
    type: str = ""
    text: list[str] = field(default_factory=list)
    """Paragraphs of the text itself, without what stands around it."""
    highlights: list[Highlight] = field(default_factory=list)
    remarks: dict[str, str] = field(default_factory=dict)
    """By field: why it is empty, or what its author should look at."""

    @property
    def data(self) -> dict[str, Any]:
        """All of it as JSON can hold it."""
        return asdict(self)


def facts_of(data: dict[str, Any]) -> Facts:
    """The facts that another process has sent."""
    return msgspec.convert(data, Facts)


@dataclass(slots=True)
class Captured:
    """A source: its facts, and the file that is kept of it."""

    facts: Facts
    content: bytes = b""
    suffix: str = ""
    """The end of the name of the file that is kept; empty where nothing is."""
    pages: tuple[str, ...] = ()
    """The text of that file, as builds read it."""
    name: str = ""
    """What it was called where it came from, for messages."""
    key: str = ""
    """The key that a reference manager has given it."""
