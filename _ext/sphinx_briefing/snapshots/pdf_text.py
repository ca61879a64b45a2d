"""The text of the pages of a PDF."""

from __future__ import annotations

import io

import pypdf
from pypdf.errors import DependencyError, LimitReachedError

from .model import LONGEST_TEXT, UnreadableSnapshot

MOST_PAGES = 20_000


def pdf_pages(data: bytes) -> tuple[str, ...]:
    """The text of each page; empty for one that shows none.

    :raises UnreadableSnapshot: when it is locked, has no text at all, or a page cannot be read.
    """
    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        _unlock(reader)
    if len(reader.pages) > MOST_PAGES:
        raise UnreadableSnapshot(f"has more than {MOST_PAGES} pages; keep those cited")
    pages: list[str] = []
    size = 0
    for number, page in enumerate(reader.pages, start=1):
        try:
            text = page.extract_text()
        except MemoryError:
            raise
        except LimitReachedError:
            message = f"unpacks to more than is read (page {number}); keep the pages that are cited"
            raise UnreadableSnapshot(message) from None
        except Exception:  # noqa: BLE001 - broken fonts and streams raise whatever they like
            message = f"has a page that cannot be read (page {number}); print it to a new PDF"
            raise UnreadableSnapshot(message) from None
        size += len(text)
        if size > LONGEST_TEXT:
            raise UnreadableSnapshot(
                f"has more than {LONGEST_TEXT} characters; keep the part cited"
            )
        pages.append(text.replace("\0", ""))
    if not pages:
        raise UnreadableSnapshot("is a PDF without pages; save it again")
    if not any(map(str.strip, pages)):
        raise UnreadableSnapshot("is a PDF without text (a scan?); have its text recognised (OCR)")
    return tuple(pages)


def _unlock(reader: pypdf.PdfReader) -> None:
    """Open a PDF that anybody may read; many forbid only to print or to copy."""
    try:
        is_open = reader.decrypt("")
    except DependencyError:
        raise UnreadableSnapshot(
            'is an encrypted PDF and needs cryptography: pip install "sphinx-briefing[snapshots]"'
        ) from None
    if not is_open:
        raise UnreadableSnapshot("is locked with a password; save a copy that has none")
