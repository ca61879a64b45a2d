"""Snapshots as they are read, how much of it, and what is said of one that cannot be read."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

LIMIT = 50_000_000
"""Bytes of a snapshot file; larger ones are not opened."""
LONGEST_TEXT = 30_000_000
"""Characters of text that are taken from a snapshot: some twenty times the Bible would fit."""
EXPANDED = 500_000_000
"""Bytes that may come out of the packed parts of a file, all in all."""

HTML, TEXT, PDF, WACZ = "html", "text", "pdf", "wacz"

KINDS = MappingProxyType(
    {
        ".html": HTML,
        ".htm": HTML,
        ".xhtml": HTML,
        ".txt": TEXT,
        ".md": TEXT,
        ".pdf": PDF,
        ".wacz": WACZ,
    }
)
"""How a file is read, by the end of its name."""

SUFFIXES = tuple(KINDS)
"""What names of snapshots end with."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The text of a snapshot.

    Blocks (paragraphs, cells, headings) are parted by an empty line and by nothing else, lines
    inside of them by a line feed. Other white space of HTML is one space; signs are as they were
    written, no-break spaces, soft hyphens and ligatures included.
    """

    pages: tuple[str, ...]
    """The text: of a PDF a page each, else one."""
    kind: str
    """``html``, ``text``, ``pdf`` or ``wacz``; ``pdf`` also for a PDF that a WACZ holds."""
    folded: str = ""
    """Text of a page that shows only when something is opened, or where no scripts run: it can be
    quoted, and no link leads to it."""


class UnreadableSnapshot(ValueError):
    """A snapshot that cannot be read.

    The message goes on after the name of the file (``is empty; save the page again``).
    """
