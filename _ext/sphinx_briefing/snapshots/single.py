"""The text of a file that holds a single page, text or PDF.

The libraries are loaded when a file needs them: who keeps plain texts needs none of them.
"""

from __future__ import annotations

from .model import HTML, PDF, TEXT, Snapshot, UnreadableSnapshot


def text_of(kind: str, data: bytes, declared: str = "") -> Snapshot:
    """The text of a page, a text or a PDF.

    :param declared: the encoding that a server gave.
    :raises UnreadableSnapshot: when it holds no text.
    """
    if kind == PDF:
        from .pdf_text import pdf_pages

        return Snapshot(pdf_pages(data), PDF)
    if kind == HTML:
        from .html_text import html_text

        text, folded = html_text(data, declared)
        if not text:
            message = "shows no text before its scripts run; save the page as PDF"
            raise UnreadableSnapshot(message)
        return Snapshot((text,), HTML, folded)
    from .plain_text import plain_text

    return Snapshot((plain_text(data),), TEXT)
