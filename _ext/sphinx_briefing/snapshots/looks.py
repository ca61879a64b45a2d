"""Tells what bytes are, whatever their file is called."""

from __future__ import annotations

import re

from .model import HTML, KINDS, PDF, TEXT, WACZ, UnreadableSnapshot

_MARKUP = re.compile(
    rb"\s{0,999}(?:<!doctype\s+html|<html[\s>]|<\?xml[^>]{0,300}>\s{0,99}<(?:!doctype\s+)?html)",
    re.I,
)
_MAGIC = (
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a picture or a sound"),
    (b"\x1f\x8b", "packed with gzip"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"WARC/", "a WARC file"),
)
_UNICODE = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

_NAMES = {HTML: "HTML", TEXT: "plain text", PDF: "a PDF", WACZ: "a WACZ"}


def kind_and_name(data: bytes) -> tuple[str, str]:
    """The kind that bytes surely are of, and what people call it.

    Plain text is no kind here, since pages in HTML may begin like it. Both are empty for what may
    be either.
    """
    head = data[:1024]
    if b"%PDF-" in head:
        return PDF, _NAMES[PDF]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return WACZ, "a zip file"
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return "", name
    if _MARKUP.match(head.removeprefix(_UNICODE[0])):
        return HTML, _NAMES[HTML]
    if b"\0" in head and not head.startswith(_UNICODE):
        return "", "no text"
    return "", ""


MOST_TAGS = 2_000_000
"""Tags of a page; a parsed one takes some 500 bytes."""


def check_size(data: bytes) -> None:
    """Hold a page against what can be parsed in good time.

    :raises UnreadableSnapshot: when it has too many tags.
    """
    if data.count(b"<") > MOST_TAGS:
        message = f"has more than {MOST_TAGS} tags; keep the part that is cited"
        raise UnreadableSnapshot(message)


def check_looks(data: bytes, suffix: str) -> None:
    """Hold the beginning of a file against the end of its name.

    :raises UnreadableSnapshot: when it is something else.
    """
    kind = KINDS[suffix]
    found, name = kind_and_name(data)
    if found != kind and (found or name or kind in (PDF, WACZ)):
        raise UnreadableSnapshot(_mismatch(suffix, found, name))


def _mismatch(suffix: str, found: str, name: str) -> str:
    """The sentence on a file that is not what the end of its name says.

    :param found: the kind that it is of, and ``name``, as people call it; both may be unknown.
    """
    if not name:
        return f"is not {_NAMES[KINDS[suffix]]}; save it again, or name it after what it is"
    if found in (HTML, PDF):
        return f"is {name}, though its name ends with {suffix}; name it .{found}"
    return f"is {name}, though its name ends with {suffix}; save the page again"
