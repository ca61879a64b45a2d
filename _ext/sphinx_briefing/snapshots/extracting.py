"""From the bytes of a snapshot to its text; runs in a process of its own."""

from __future__ import annotations

from .looks import kind_and_name, mismatch
from .model import HTML, KINDS, PDF, TEXT, WACZ, Snapshot, UnreadableSnapshot
from .single import text_of


def extracted(data: bytes, suffix: str, url: str = "") -> Snapshot:
    """The text of a snapshot.

    :param suffix: the end of the file's name, which says what it should be.
    :param url: the address of the page that is meant, where a file holds several.
    :raises UnreadableSnapshot: when it is not what its name says, or holds no text.
    """
    kind = KINDS[suffix]
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableSnapshot("is empty; save the page again")
    found, name = kind_and_name(data)
    if found != kind and (found or kind in (PDF, WACZ)):
        raise UnreadableSnapshot(mismatch(suffix, found, name))
    if not found and kind in (HTML, TEXT) and name:
        raise UnreadableSnapshot(mismatch(suffix, "", name))
    if kind == WACZ:
        from .wacz_text import wacz_text

        return wacz_text(data, url)
    return text_of(kind, data)
