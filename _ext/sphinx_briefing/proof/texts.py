"""Texts, and what is left of them when the marks of their formats are taken away."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from .words import columns

LARGEST = 1 << 30
"""Bytes of one unpacked part."""

_INLINE = re.compile(
    rb"</?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|"
    rb"sub|sup|tspan|u|var|wbr|w:(?:r|t|rPr|b|i|lang|rStyle|color|sz|noProof|proofErr|hyperlink))"
    rb"(?:\s[^<>]*)?/?>"
)
_TAG = re.compile(rb"<!--|-->|</?[A-Za-z][^<>]*>|<[!?][^<>]*>")
_CODE = re.compile(rb"\\u([0-9a-fA-F]{4})(?:\\u([dD][c-fC-F][0-9a-fA-F]{2}))?|\\x([0-9a-fA-F]{2})")
_COMMANDS: dict[str, tuple[tuple[re.Pattern[bytes], bytes], ...]] = {
    "tex": (
        (re.compile(rb"\\(?:sphinx)?(?:href|hyperlink|label|detokenize|phantomsection|PYG)\{[^{}]*\}"),
         b" "),
        (re.compile(rb"\\[A-Za-z@]+\*?(?:\s*\[[^\]\n]*\])?"), b" "),
    ),
    "texi": (
        (re.compile(rb"@(?:ref|pxref|xref|uref|anchor)\{[^,{}]*(?:,[^,{}]*(?=,))?"), b" "),
        (re.compile(rb"@[a-z]+\b"), b" "),
    ),
    "man": (
        (re.compile(rb"\\f(?:\(..|\[[^\]]*\]|.)|\\[&%]"), b""),
        (re.compile(rb"\\\(..|^\.[A-Za-z]+", re.M), b" "),
    ),
}  # fmt: skip
_COMMANDS |= {"sty": _COMMANDS["tex"], **{str(number): _COMMANDS["man"] for number in range(1, 10)}}


@dataclass(frozen=True, slots=True)
class View:
    """A text that a file holds.

    :param inside: the way into the file: ``page 3``, ``word/document.xml``; empty for itself.
    :param data: the text, in UTF-8.
    :param is_binary: whether it is none, so that single letters in it mean nothing.
    """

    inside: str
    data: bytes
    is_binary: bool = False


class NotOpened(ValueError):
    """A file, or a part of one, into which nobody can look."""


def texts(name: str, data: bytes, inside: str) -> Iterator[View]:
    """A text, and what is left of it when the marks of its format are taken away."""
    zeros = data.count(b"\0")
    if zeros * 3 > len(data) > 3:
        for code in ("utf-16-le", "utf-16-be"):
            for start in (0, 1):
                text = data[start:].decode(code, "replace").encode("utf-8", "replace")
                yield View(f"{inside}{code}", text)
        yield View(inside, data, is_binary=True)
        return
    binary = zeros > 0
    has_tags = b"<" in data
    whole = _unescaped(data) if b"&" in data else data
    yield View(inside, whole if has_tags else data, binary)
    if whole is not data and not has_tags:
        yield View(f"{inside}unescaped", whole, binary)
    if has_tags or b"&lt;" in data:
        yield View(f"{inside}text", _without_tags(data), binary)
        if b"&lt;" in data:
            yield View(f"{inside}text of text", _without_tags(whole), binary)
    if b"\\" in data:
        yield from _without_escapes(data, inside, binary)
    if b"%" in data:
        raw = unquote_to_bytes(whole)
        if len(raw) != len(whole):
            yield View(f"{inside}unquoted", raw, binary)
    commands = _COMMANDS.get(name.rpartition(".")[2].lower())
    if commands is not None:
        plain = data
        for pattern, words in commands:
            plain = pattern.sub(words, plain)
        yield View(f"{inside}plain", plain)
    if b"\n+-" in data or b"\n   +-" in data:
        yield View(f"{inside}tables", columns(data), binary)
    if not binary and not data.isascii():
        try:
            data.decode()
        except UnicodeDecodeError:
            yield View(f"{inside}cp1252", data.decode("cp1252", "replace").encode(), binary)


def _without_tags(data: bytes) -> bytes:
    return _unescaped(_TAG.sub(b" ", _INLINE.sub(b"", data)))


def _unescaped(data: bytes) -> bytes:
    if b"&" not in data:
        return data
    return html.unescape(data.decode("utf-8", "replace")).encode("utf-8", "replace")


def _without_escapes(data: bytes, inside: str, binary: bool) -> Iterator[View]:
    """A text without the escapes of JSON, of scripts and of catalogues of messages."""
    for depth in range(2):
        data = data.replace(rb"\\", b"\0")
        for code in (rb"\n", rb"\r", rb"\t", rb"\f", rb"\b", rb"\""):
            data = data.replace(code, b" ")
        if rb"\u" in data or rb"\x" in data:
            data = _CODE.sub(_letter, data)
        data = data.replace(b"\0", b"\\")
        said = f"{inside}unescaped{' twice' if depth else ''}"
        yield View(said, data, binary)
        if b"<" in data or b"&lt;" in data:
            yield View(f"{said} text", _without_tags(data), binary)
        if rb"\n" not in data and rb"\u" not in data:
            break


def _letter(match: re.Match[bytes]) -> bytes:
    high, low, small = match.groups()
    code = int(high or small, 16)
    if low and 0xD800 <= code < 0xDC00:
        code = 0x10000 + ((code - 0xD800) << 10) + int(low, 16) - 0xDC00
        low = b""
    return chr(code).encode("utf-8", "replace") + (
        chr(int(low, 16)).encode("utf-8", "replace") if low else b""
    )
