"""All that a PDF holds: the text of its pages, the strings of its objects, files inside of it."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterator

from .texts import LARGEST, NotOpened, View

_STREAM = re.compile(rb"stream\r?\n")
_FILTER = re.compile(rb"/([A-Za-z0-9]+Decode|Crypt)\b")
_TEXTS = re.compile(rb"\(((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*)\)|<([0-9A-Fa-f\s]{4,})>", re.S)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.S)
_OCTAL = b"01234567"
_FONT_OR_PICTURE = re.compile(
    rb"/Length1\b|/Subtype\s*/(?:Image|Type1C|CIDFontType0C|OpenType)\b|/Type\s*/XRef\b"
    rb"|/(?:DCT|JPX|CCITTFax|JBIG2)Decode\b"
)
_LONGEST_HEAD = 4096
_NEEDED = 'needs a reader of PDFs: pip install "sphinx-briefing[proof]"'


def pdf_views(
    said: str, data: bytes, inside: str, opened: Callable[[bytes, str], Iterator[View]]
) -> Iterator[View]:
    """The texts of a PDF.

    :param said: what it is called in messages.
    :param opened: what gives the texts of a part, whatever it is; it takes the part and its place.
    :raises NotOpened: if it cannot be opened.
    """
    for number, text in _pages(data, said):
        yield View(f"{inside}page {number}", text.encode("utf-8", "replace"))
    if b"/Encrypt" in data:
        yield from _objects(data, said, inside)
        return
    outside: list[bytes] = []
    at = 0
    while (match := _STREAM.search(data, at)) is not None:
        head = data[max(at, match.start() - _LONGEST_HEAD) : match.start()]
        head = head[head.rfind(b" obj") + 1 :]
        outside.append(data[at : match.start()])
        at = _end_of(data, match.end())
        if _FONT_OR_PICTURE.search(head):
            continue
        filters = _FILTER.findall(head)
        if any(one != b"FlateDecode" for one in filters) or len(filters) > 1:
            yield from _objects(data, said, inside)
            return
        content = _inflated(data, match.end(), at, said) if filters else data[match.end() : at]
        place = f"{inside}stream at {match.start()} "
        if b"/ObjStm" in head:
            yield View(place, content)
            yield View(f"{place}strings", _strings(content))
        else:
            yield from opened(content, place)
            yield View(f"{place}strings", _strings(content), is_binary=True)
    outside.append(data[at:])
    rest = b"\n".join(outside)
    yield View(f"{inside}objects", rest)
    yield View(f"{inside}strings", _strings(rest))


def _pages(data: bytes, said: str) -> Iterator[tuple[int, str]]:
    """The text of each page, by PDFium where it is installed, which is ten times as fast."""
    try:
        import pypdfium2
    except ImportError:
        yield from _pages_in_python(data, said)
        return
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise NotOpened(f"{said} cannot be read: {error}") from None
    try:
        for number, page in enumerate(document, start=1):
            yield number, page.get_textpage().get_text_range()
    except pypdfium2.PdfiumError as error:
        raise NotOpened(f"{said} cannot be read: {error}") from None
    finally:
        document.close()


def _pages_in_python(data: bytes, said: str) -> Iterator[tuple[int, str]]:
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise NotOpened(f"{said} {_NEEDED}") from None
    try:
        for number, page in enumerate(PdfReader(io.BytesIO(data)).pages, start=1):
            yield number, page.extract_text()
    except (PyPdfError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as why:
        raise NotOpened(f"{said} cannot be read: {why}") from None


def _end_of(data: bytes, start: int) -> int:
    """The end of a stream; one without it ends with the file."""
    end = data.find(b"endstream", start)
    return end if end >= 0 else len(data)


def _inflated(data: bytes, start: int, end: int, said: str) -> bytes:
    try:
        content = zlib.decompressobj().decompress(data[start:end], LARGEST + 1)
    except zlib.error:
        try:  # the word that ends streams may stand in one
            content = zlib.decompressobj().decompress(data[start:], LARGEST + 1)
        except zlib.error as error:
            raise NotOpened(f"a stream of {said} cannot be unpacked: {error}") from None
    if len(content) > LARGEST:
        raise NotOpened(f"a stream of {said} holds more than {LARGEST >> 20} MB")
    return content


def _strings(data: bytes) -> bytes:
    """The strings of some objects, one a line."""
    return b"\n".join(_decoded(*match.groups()) for match in _TEXTS.finditer(data))


def _decoded(written: bytes | None, digits: bytes | None) -> bytes:
    if written is not None:
        raw = _ESCAPE.sub(_letter, written)
    else:
        packed = b"".join((digits or b"").split())
        raw = bytes.fromhex((packed + b"0" * (len(packed) % 2)).decode())
    if raw[:2] == b"\xfe\xff":
        return raw[2:].decode("utf-16-be", "replace").encode("utf-8", "replace")
    if raw[:2] == b"\xff\xfe":
        return raw[2:].decode("utf-16-le", "replace").encode("utf-8", "replace")
    try:
        raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1").encode()
    return raw


def _letter(match: re.Match[bytes]) -> bytes:
    found = match[1]
    if found[0] in _OCTAL:  # \8 and \9 are the digits themselves
        return bytes((int(found, 8) & 0xFF,))
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b" ", b"f": b" "}.get(
        found, b"" if found.endswith(b"\n") else found
    )


def _objects(data: bytes, said: str, inside: str) -> Iterator[View]:
    """The strings and streams of all objects, whatever they are packed with."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
        from pypdf.generic import StreamObject
    except ImportError:
        raise NotOpened(f"{said} {_NEEDED}") from None
    try:
        reader = PdfReader(io.BytesIO(data))
        known = {number for table in reader.xref.values() for number in table}
        for number in sorted(known | set(reader.xref_objStm)):
            item = reader.get_object(number)
            place = f"{inside}object {number}"
            if isinstance(item, StreamObject):
                if _FONT_OR_PICTURE.search(repr(dict(item)).replace("'", "").encode()):
                    continue
                yield View(f"{place} stream", item.get_data())
                yield View(f"{place} strings", _strings(item.get_data()), is_binary=True)
            yield View(place, repr(item).encode("utf-8", "replace"))
    except (
        PyPdfError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError,
        NotImplementedError, RecursionError,
    ) as error:  # fmt: skip
        raise NotOpened(f"{said} cannot be read: {error}") from None
