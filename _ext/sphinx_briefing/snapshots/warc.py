"""The records of WARC files: what servers answered, found and unpacked within bounds."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed

from .model import EXPANDED, UnreadableSnapshot

_PIECE = 1 << 16
_AGAIN = "archive the page again"


@dataclass(frozen=True, slots=True)
class Response:
    """An answer of a server, and where it stands: its file, and the number of its record."""

    url: str
    mime: str
    charset: str
    location: str
    """Where it sends on to; empty for an answer that holds the page."""
    file: str
    number: int


def responses(archive: zipfile.ZipFile, files: Sequence[zipfile.ZipInfo]) -> Iterator[Response]:
    """The answers in WARC files, in their order; failures and what is no page are left out.

    :raises UnreadableSnapshot: when records are broken, or hold more than fits.
    """
    expanded = 0
    for entry in files:
        for number, record in _records(archive, entry.filename):
            if found := _response(record, entry.filename, number):
                yield found
            while piece := record.raw_stream.read(_PIECE):
                expanded += len(piece)
                if expanded > EXPANDED:
                    raise UnreadableSnapshot(f"unpacks to more than {_size(EXPANDED)}; {_AGAIN}")


def body_of(archive: zipfile.ZipFile, response: Response, limit: int) -> bytes:
    """The bytes of an answer, without the packing that they travelled in.

    :raises UnreadableSnapshot: when they are more than ``limit``, or packed in an unknown way.
    """
    for number, record in _records(archive, response.file):
        if number != response.number:
            continue
        stream, packing = record.raw_stream, ""
        if headers := record.http_headers:
            packing = (headers.get_header("content-encoding") or "").strip().lower()
            if (headers.get_header("transfer-encoding") or "").strip().lower() == "chunked":
                stream = ChunkedDataReader(stream)
        body = _read(stream, limit)
        return _unpacked(body, packing, limit)
    raise UnreadableSnapshot(f"holds broken records; {_AGAIN}")


def _records(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[int, Any]]:
    try:
        with archive.open(name) as stream:
            yield from enumerate(ArchiveIterator(stream))
    except (ArchiveLoadFailed, zlib.error) as error:
        raise UnreadableSnapshot(f"holds broken records; {_AGAIN}") from error


def _response(record: Any, file: str, number: int) -> Response | None:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    if record.rec_type == "resource":
        kind, location = record.rec_headers.get_header("Content-Type") or "", ""
    elif record.rec_type == "response" and record.http_headers:
        status = record.http_headers.get_statuscode()
        location = record.http_headers.get_header("Location") or ""
        if not (status.startswith("2") or (status.startswith("3") and location)):
            return None
        location = location if status.startswith("3") else ""
        kind = record.http_headers.get_header("Content-Type") or ""
    else:
        return None
    mime, _, rest = kind.partition(";")
    charset = rest.lower().partition("charset=")[2].partition(";")[0].strip(" \"'")
    return Response(url, mime.strip().lower(), charset, location, file, number)


def _read(stream: Any, limit: int) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while piece := stream.read(_PIECE):
        pieces.append(piece)
        size += len(piece)
        _check(size, limit)
    return b"".join(pieces)


def _unpacked(body: bytes, packing: str, limit: int) -> bytes:
    """What a server has packed; some archives keep it unpacked, and the header as it was."""
    if packing in ("", "identity"):
        return body
    if packing in ("gzip", "x-gzip", "deflate"):
        forms = (-15,) if packing == "deflate" else ()
        for form in (47, *forms):
            try:
                return _inflated(body, form, limit)
            except zlib.error:
                continue
        if body[:2] == b"\x1f\x8b":
            raise UnreadableSnapshot(f"holds a broken page; {_AGAIN}")
        return body
    if packing == "br":
        return _unpacked_brotli(body, limit)
    raise UnreadableSnapshot(f"holds a page that is packed with {packing[:20]!r}; save it as HTML")


def _inflated(body: bytes, form: int, limit: int) -> bytes:
    unpacker = zlib.decompressobj(form)
    data = unpacker.decompress(body, limit + 1)
    _check(len(data), limit)
    if not unpacker.eof:
        raise zlib.error("it ends too early")
    return data


def _unpacked_brotli(body: bytes, limit: int) -> bytes:
    import brotli

    unpacker = brotli.Decompressor()
    data = io.BytesIO()
    try:
        waiting = body
        while not unpacker.is_finished():
            piece = unpacker.process(waiting, output_buffer_limit=_PIECE)
            if not piece and not waiting:
                raise UnreadableSnapshot(f"holds a broken page; {_AGAIN}")
            waiting = b""
            data.write(piece)
            _check(data.tell(), limit)
    except brotli.error:
        if data.tell():
            raise UnreadableSnapshot(f"holds a broken page; {_AGAIN}") from None
        return body
    return data.getvalue()


def _check(size: int, limit: int) -> None:
    if size > limit:
        raise UnreadableSnapshot(f"unpacks to more than {_size(limit)}; {_AGAIN}")


def _size(size: int) -> str:
    return f"{size // 1_000_000} MB"
