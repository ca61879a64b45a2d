"""Bytes of data files as text: Unicode in its forms, and what Windows of western Europe writes."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from .tables import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_HOW = "save it as UTF-8 (spreadsheets call it 'CSV UTF-8')"
_FOREIGN_WORD = re.compile(r"[^\W\d_]*[^\W\d_a-zA-Z][^\W\d_]*")
_NO_LANGUAGE = re.compile(
    "[\x80-\x9f]"
    "|[^a-zA-Z\x00-\x7f\xa0\xab\xb0\xbb\xc0-\u0192\u2013-\u203a](?=[^\\W\\d_])"
    "|(?<=[^\\W\\d_])[\u201a\u201c\u201e\u2039]"
)
"""Control characters, and signs that no western language writes before or after a letter."""


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a file; ``remark`` says, with its line, what was taken for granted."""

    text: str
    remark: tuple[int, str] | None = None


def decoded(data: bytes, encoding: str = "") -> Text:
    """Read bytes as text with line feeds.

    :param encoding: what the author says that it is in.
    :raises Unreadable: when nobody can tell what it says.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            encoding = name
            break
    try:
        return Text(_plain(data.decode(encoding or "utf-8")))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if encoding:
            message = f"it is not in {encoding.removesuffix('-sig')}; {_HOW}"
            raise Unreadable(line, message) from None
    found = _western(data)
    if found is None:
        message = f"it is not in UTF-8; {_HOW}, or write ':encoding:' with the one that it is in"
        raise Unreadable(line, message)
    word = _FOREIGN_WORD.search(found)
    example = f" ({word[0]!r}, for one)" if word else ""
    message = f"it is not in UTF-8 and was read as cp1252{example}; {_HOW}, or write ':encoding:'"
    return Text(_plain(found), (line, message))


def is_encoding(name: str) -> bool:
    """Whether Python knows an encoding of texts by that name."""
    try:
        return codecs.lookup(name)._is_text_encoding  # what bytes.decode asks too
    except (LookupError, ValueError):
        return False


def _western(data: bytes) -> str | None:
    """The text of bytes in cp1252, unless that is no way to write a western language."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    if "\0" in text or _NO_LANGUAGE.search(text):
        return None
    for word in _FOREIGN_WORD.findall(text):
        foreign = sum(not letter.isascii() for letter in word)
        if foreign > 1 and 2 * foreign > len(word):
            return None
    return text


def _plain(text: str) -> str:
    return re.sub(r"\r\n?", "\n", text.removeprefix("\ufeff"))
