"""Bytes of pages and texts as Unicode, as browsers read them."""

from __future__ import annotations

import codecs
import re

from .model import UnreadableSnapshot

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<meta[^>]{0,500}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.I
)
_XML = re.compile(rb"\s{0,99}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})", re.I)
_HEAD = 4096
"""Bytes in which a page says what it is written in; browsers look at the first 1024."""

_MEANT = {
    **dict.fromkeys(
        ("ascii", "us-ascii", "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "l1"),
        "cp1252",
    ),
    **dict.fromkeys(("iso-8859-9", "iso8859-9", "latin5"), "cp1254"),
    **dict.fromkeys(("iso-8859-11", "tis-620"), "cp874"),
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "x-gbk"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "x-sjis", "sjis"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "windows-949"), "cp949"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5"), "big5hkscs"),
    "x-mac-cyrillic": "mac_cyrillic",
    "macintosh": "mac_roman",
    "iso-8859-8-i": "iso-8859-8",
    # What could be read up to here is not in them.
    **dict.fromkeys(("utf-16", "utf-16le", "utf-16be", "utf-7", "utf-32"), "utf-8"),
}
"""What browsers take names of encodings for (WHATWG Encoding) where Python does otherwise."""


def decoded_page(data: bytes, declared: str = "") -> str:
    """The text of an HTML page.

    UTF-8 is taken for what it is, whatever the page says: browsers that save a page write it anew
    in UTF-8 and keep the old declaration.

    :param declared: what the server said that it is in.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    if not data.isascii():
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
    head = data[:_HEAD]
    found = _XML.match(head) or _DECLARED.search(head)
    for name in (declared, found[1].decode("ascii") if found else "", "cp1252"):
        if encoding := _encoding(name):
            return data.decode(encoding, "replace")
    raise AssertionError("cp1252 is known")


def decoded_text(data: bytes) -> str:
    """The text of a plain text, with line feeds.

    :raises UnreadableSnapshot: when it is not in Unicode; nothing else can be told apart.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], name
            break
    else:
        encoding = "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableSnapshot(f"is not in UTF-8 (line {line}); save it as UTF-8") from None
    return re.sub(r"\r\n?", "\n", text)


def _encoding(name: str) -> str:
    """The encoding that is meant by a name; empty for none that is known."""
    name = name.strip().lower()
    name = _MEANT.get(name, name)
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    return codec.name if getattr(codec, "_is_text_encoding", True) and _is_plain(codec.name) else ""


def _is_plain(name: str) -> bool:
    """Whether an encoding is one of texts on the web, and no device of Python's."""
    return name not in ("idna", "punycode", "raw_unicode_escape", "unicode_escape", "undefined")
