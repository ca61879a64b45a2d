"""From the bytes of a snapshot to its text; runs in a process of its own."""

from __future__ import annotations

from .looks import check_looks
from .model import KINDS, WACZ, Snapshot, UnreadableSnapshot
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
    check_looks(data, suffix)
    if kind == WACZ:
        from .wacz_text import wacz_text

        return wacz_text(data, url)
    return text_of(kind, data)
