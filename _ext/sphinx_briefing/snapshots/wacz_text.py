"""The text of one page of a WACZ: a zip file with the responses of servers, as WARC records.

Follows the specification (WACZ 1.1.1): ``pages/pages.jsonl`` lists the pages, ``archive/*.warc.gz``
holds the records. The index is not asked, since all records of a file of this size are soon read.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from .looks import kind_and_name
from .model import HTML, LIMIT, PDF, TEXT, WACZ, Snapshot, UnreadableSnapshot
from .single import text_of
from .warc import Response, body_of, responses

_MOST_FILES = 10_000
_PAGES = ("pages/pages.jsonl", "pages/extraPages.jsonl")
_LISTS = 20_000_000
"""Bytes that are read of a list of pages."""
_HOPS = 5
"""So often a page may send on to another."""
_TYPES = {
    "text/html": HTML,
    "application/xhtml+xml": HTML,
    "application/pdf": PDF,
    "text/plain": TEXT,
}
_AGAIN = "archive the page again"


@dataclass(frozen=True, slots=True)
class Page:
    """An entry of the list of pages; ``text`` is what a browser showed, if that was kept."""

    url: str
    text: str = ""


def wacz_text(data: bytes, url: str = "") -> Snapshot:
    """The text of the page at an address, else of the first page.

    :raises UnreadableSnapshot: when it is broken, or the page is not in it.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _text_in(archive, url)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError) as error:
        raise UnreadableSnapshot(f"is a broken WACZ; {_AGAIN}") from error
    except RuntimeError as error:  # what zipfile says of encrypted files
        if "password" in str(error) or "encrypted" in str(error):
            message = "is locked with a password; save a copy that has none"
            raise UnreadableSnapshot(message) from error
        raise


def _text_in(archive: zipfile.ZipFile, url: str) -> Snapshot:
    entries = archive.infolist()
    if len(entries) > _MOST_FILES:
        raise UnreadableSnapshot(f"holds more than {_MOST_FILES} files; {_AGAIN}")
    warcs = sorted(
        (entry for entry in entries if _is_warc(entry.filename)), key=lambda entry: entry.filename
    )
    if not warcs:
        message = "is a zip file without records in archive/, and so no WACZ; archive the page"
        raise UnreadableSnapshot(message)
    pages = list(_pages(archive))
    found = list(responses(archive, warcs))
    response, page = _chosen(pages, found, url)
    if response is None:
        raise UnreadableSnapshot(f"holds no page with text; {_AGAIN}")
    body = body_of(archive, response, LIMIT)
    real, _name = kind_and_name(body)
    kind = real if real in (HTML, PDF) else _TYPES.get(response.mime, HTML)
    rendered = page.text.strip() if page else ""
    try:
        snapshot = text_of(kind, body, response.charset)
    except UnreadableSnapshot:
        if kind != HTML or not rendered:
            raise
        return Snapshot((rendered,), WACZ)
    if kind == PDF:
        return snapshot
    # Of a page that its scripts fill, the response of the server holds next to nothing.
    if kind == HTML and len(rendered) > 10 * len(snapshot.pages[0]):
        return Snapshot((rendered,), WACZ)
    return Snapshot(snapshot.pages, WACZ, snapshot.folded)


def _is_warc(name: str) -> bool:
    return name.startswith("archive/") and name.endswith((".warc", ".warc.gz"))


def _pages(archive: zipfile.ZipFile) -> Iterator[Page]:
    """The pages that the archive lists; lines that say nothing are passed over."""
    for name in _PAGES:
        try:
            with archive.open(name) as lines:
                data = lines.read(_LISTS + 1)
        except KeyError:
            continue
        if len(data) > _LISTS:
            raise UnreadableSnapshot(f"lists too many pages; {_AGAIN}")
        for line in data.splitlines():
            try:
                entry = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(entry, dict) and isinstance(entry.get("url"), str):
                text = entry.get("text")
                yield Page(entry["url"], text if isinstance(text, str) else "")


def _chosen(
    pages: list[Page], found: list[Response], url: str
) -> tuple[Response | None, Page | None]:
    """The response that is meant, and the entry of the list that it belongs to."""
    exact: dict[str, Response] = {}
    alike: dict[str, Response] = {}
    for answer in sorted(found, key=lambda answer: bool(answer.location)):
        if answer.location or _is_text(answer):
            exact.setdefault(answer.url, answer)
            alike.setdefault(plain_address(answer.url), answer)
    listed = {plain_address(page.url): page for page in reversed(pages)}
    for wanted in [url, *(page.url for page in pages)]:
        if wanted and (response := _followed(wanted, exact, alike)):
            page = listed.get(plain_address(wanted)) or listed.get(plain_address(response.url))
            return response, page
    for answer in found:
        if _TYPES.get(answer.mime) == HTML and not answer.location:
            return answer, None
    return next(filter(_is_text, found), None), None


def _followed(url: str, exact: dict[str, Response], alike: dict[str, Response]) -> Response | None:
    """The response at an address, or where that sends on to."""
    for _hop in range(_HOPS):
        response = exact.get(url) or alike.get(plain_address(url))
        if response is None or not response.location:
            return response
        url = urljoin(response.url, response.location)
    return None


def _is_text(response: Response) -> bool:
    return not response.location and response.mime in _TYPES


def plain_address(url: str) -> str:
    """An address without what browsers and archives write in more than one way.

    >>> plain_address("HTTPS://Example.org/a/#top"), plain_address("http://example.org/a")
    ('example.org/a', 'example.org/a')
    """
    address = url.partition("#")[0].strip()
    scheme, mark, rest = address.partition("://")
    host, slash, path = (rest if mark else scheme).partition("/")
    return f"{host.lower()}{slash}{path}".rstrip("/")
