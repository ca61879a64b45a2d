"""All that a file holds, as texts: unpacked, decoded, and without the marks of its format."""

from __future__ import annotations

import base64
import binascii
import bz2
import gzip
import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

from .parquet_views import parquet_views
from .pdf_views import pdf_views
from .texts import LARGEST, NotOpened, View, texts

DEEPEST = 6
"""Containers in each other that are opened."""

PICTURES = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"wOFF",
    b"wOF2",
    b"OTTO",
    b"\0\1\0\0",
    b"\0\0\1\0",
)
"""How files begin that are pictures or fonts."""

_SEALED = {
    b"PARE": "encrypted Parquet",
    b"\x04\x22\x4d\x18": "LZ4",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!\x1a\x07": "RAR",
    b"\x28\xb5\x2f\xfd": "Zstandard",
}
_BASE64 = re.compile(
    rb"(?<![A-Za-z0-9+/_-])(?:[A-Za-z0-9+/_-]{76}\r?\n)*[A-Za-z0-9+/_-]{20,}={0,2}"
)


class Reader(Protocol):
    """Reads what a format holds."""

    def __call__(self, name: str, data: bytes, inside: str, depth: int, /) -> Iterator[View]: ...


def views(name: str, data: bytes, inside: str = "", depth: int = 0) -> Iterator[View]:
    """All texts that a file holds.

    :param name: its name, whose end says what it is.
    :raises NotOpened: if a part of it cannot be opened.
    """
    if depth > DEEPEST:
        raise NotOpened(f"{inside or name} holds more files in each other than are opened")
    for start, sealed in _SEALED.items():
        if data.startswith(start):
            raise NotOpened(f"{_place(name, inside)} is packed as {sealed}, which is not opened")
    read = _reader_of(data)
    if read is not None:
        yield from read(name, data, inside, depth)
        return
    if data.startswith(PICTURES):
        yield View(inside, data, is_binary=True)
        return
    yield from texts(name, data, inside)
    yield from _in_base64(name, data, inside, depth)


def _reader_of(data: bytes) -> Reader | None:
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _in_zip
    if data[:2] == b"\x1f\x8b":
        return _unpacked(lambda packed: gzip.GzipFile(fileobj=packed).read(LARGEST + 1))
    if data[:3] == b"BZh":
        return _unpacked(lambda packed: bz2.BZ2File(packed).read(LARGEST + 1))
    if data[:6] == b"\xfd7zXZ\0":
        return _unpacked(lambda packed: lzma.LZMAFile(packed).read(LARGEST + 1))
    if data[:1024].lstrip()[:5] == b"%PDF-":
        return _in_pdf
    if data[:27] == b"# Sphinx inventory version ":
        return _in_inventory
    if data[:4] == b"PAR1":
        return _in_parquet
    return None


def _in_base64(name: str, data: bytes, inside: str, depth: int) -> Iterator[View]:
    for match in _BASE64.finditer(data):
        if match.group().islower() or match.group().isupper():
            continue  # a path, or a name
        found = match.group().translate(bytes.maketrans(b"-_", b"+/"), b"\r\n=")
        try:
            raw = base64.b64decode(found[: len(found) - (len(found) % 4 == 1)] + b"==")
        except (binascii.Error, ValueError):
            continue
        if depth < DEEPEST and _looks_like_something(raw):
            yield from views("", raw, f"{inside}base64 at {match.start()}: ", depth + 1)


def _looks_like_something(raw: bytes) -> bool:
    """Whether bytes are a container, or mostly text: pictures are neither."""
    if _reader_of(raw) is not None:
        return True
    sample = raw[:512]
    if sample.count(0) * 3 > len(sample):
        return True
    if len(sample.translate(None, bytes(range(32, 127)) + b"\t\n\r")) * 20 > len(sample):
        try:
            sample[: len(sample) - 3].decode()
        except UnicodeDecodeError:
            return False
    return True


def _unpacked(unpack: Callable[[io.BytesIO], bytes]) -> Reader:
    def read(name: str, data: bytes, inside: str, depth: int, /) -> Iterator[View]:
        try:
            content = _bounded(unpack(io.BytesIO(data)), name)
        except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
            raise NotOpened(f"{_place(name, inside)} cannot be unpacked: {error}") from None
        inner = name.rpartition(".")[0]
        yield from views(inner, content, f"{inside}unpacked ", depth + 1)

    return read


def _bounded(data: bytes, name: str) -> bytes:
    if len(data) > LARGEST:
        raise NotOpened(f"{name} holds more than {LARGEST >> 20} MB")
    return data


def _place(name: str, inside: str) -> str:
    return f"{inside.rstrip()} of {name}" if inside and name else name or inside.rstrip(": ")


def _in_zip(name: str, data: bytes, inside: str, depth: int, /) -> Iterator[View]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield View(f"{inside}comment", archive.comment)
            for member in archive.infolist():
                yield View(f"{inside}name", member.filename.encode("utf-8", "replace"))
                yield View(f"{inside}{member.filename} comment", member.comment)
                if member.is_dir():
                    continue
                with archive.open(member) as file:
                    content = _bounded(file.read(LARGEST + 1), member.filename)
                yield from views(member.filename, content, f"{inside}{member.filename} ", depth + 1)
    except (zipfile.BadZipFile, OSError, RuntimeError, zlib.error, NotImplementedError) as error:
        raise NotOpened(f"{_place(name, inside)} cannot be unpacked: {error}") from None


def _in_inventory(_name: str, data: bytes, inside: str, _depth: int, /) -> Iterator[View]:
    head, _newline, packed = data.partition(b"zlib.\n")
    yield View(inside, head)
    try:
        yield View(f"{inside}entries", zlib.decompress(packed))
    except zlib.error as error:
        raise NotOpened(f"the inventory cannot be unpacked: {error}") from None


def _in_pdf(name: str, data: bytes, inside: str, depth: int, /) -> Iterator[View]:
    yield from pdf_views(
        f"{inside}{name}",
        data,
        inside,
        lambda content, place: views("", content, place, depth + 1),
    )


def _in_parquet(name: str, data: bytes, inside: str, depth: int, /) -> Iterator[View]:
    yield from parquet_views(
        _place(name, inside),
        data,
        inside,
        lambda content, place: views("", content, place, depth + 1),
    )
