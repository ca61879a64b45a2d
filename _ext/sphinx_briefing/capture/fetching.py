"""A page or file fetched from the web, when its reader asks for it: bounded in size and in time."""

from __future__ import annotations

import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from ..snapshots import LIMIT
from ..snapshots.looks import kind_and_name
from .model import CaptureError

SECONDS = 60
"""Seconds that a page may take in all, and a third of it until it begins."""
REDIRECTS = 10
_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; sphinx-briefing; reading for a person)",
    "Accept": "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.5",
    "Accept-Language": "*",
}
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "application/octet-stream": "",
    "": "",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """The answer of a server."""

    data: bytes
    url: str
    """Where it was in the end."""
    suffix: str
    charset: str = ""
    """The encoding that the server names."""


def is_url(source: str) -> bool:
    """Whether a source is an address on the web."""
    return source.lower().startswith(("http://", "https://"))


def fetch(url: str, *, seconds: float = SECONDS, limit: int = LIMIT) -> Fetched:
    """Fetch a page or file.

    :raises CaptureError: when that cannot be done; the message goes on after the address.
    """
    try:
        import requests
        import urllib3
    except ImportError:
        raise CaptureError('needs requests: pip install "sphinx-briefing[desk]"') from None
    until = time.monotonic() + seconds
    try:
        with requests.Session() as session:
            session.max_redirects = REDIRECTS
            with session.get(
                url, headers=_HEADERS, stream=True, timeout=(seconds / 3, seconds / 3)
            ) as response:
                return _received(response, until, seconds, limit)
    except requests.exceptions.Timeout:
        raise CaptureError(
            f"did not answer in {seconds:g} s; try later, or save the page and name the file"
        ) from None
    except requests.exceptions.TooManyRedirects:
        raise CaptureError(
            f"sends on more than {REDIRECTS} times; save the page yourself"
        ) from None
    except requests.exceptions.SSLError:
        raise CaptureError(
            "has no certificate that can be trusted; save the page yourself"
        ) from None
    except (requests.exceptions.ConnectionError, urllib3.exceptions.HTTPError) as error:
        late = "timed out" in str(error).lower()
        said = f"did not answer in {seconds:g} s" if late else "cannot be reached"
        raise CaptureError(f"{said}; check the address and the network") from None
    except (requests.exceptions.RequestException, UnicodeError) as error:
        raise CaptureError(
            f"cannot be fetched ({type(error).__name__}); check the address"
        ) from None


def _received(response: object, until: float, seconds: float, limit: int) -> Fetched:
    import requests

    assert isinstance(response, requests.Response)
    if response.status_code >= 400:
        reason = f" {response.reason}" if response.reason else ""
        raise CaptureError(
            f"answers {response.status_code}{reason}; open it in a browser, and clip the saved page"
        )
    too_large = f"is larger than {limit // 1_000_000} MB; save the part that is cited"
    length = response.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > limit:
        raise CaptureError(too_large)
    data = bytearray()
    # What is there, and not so many bytes: who sends one a minute would else never be too late.
    while part := response.raw.read1(65536, decode_content=True):
        data += part
        if len(data) > limit:
            raise CaptureError(too_large)
        if time.monotonic() > until:
            raise CaptureError(f"is not there after {seconds:g} s; save the page yourself")
    if not data.strip():
        raise CaptureError("is empty; open it in a browser, and save it")
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    charset = requests.utils.get_encoding_from_headers(response.headers) or ""
    if "charset" not in response.headers.get("Content-Type", "").lower():
        charset = ""  # what HTTP once took for granted
    return Fetched(bytes(data), response.url, _suffix(bytes(data), kind, response.url), charset)


def _suffix(data: bytes, kind: str, url: str) -> str:
    """The end of a name for what was sent: by its beginning, else by what the server says."""
    found, name = kind_and_name(data)
    if found in ("html", "pdf"):
        return f".{found}"
    if name:
        raise CaptureError(f"is {name}, and no page, PDF or text; save what it shows")
    suffix = _SUFFIXES.get(kind)
    if suffix is None:
        raise CaptureError(f"is {kind}, and no page, PDF or text; save what it shows")
    if not suffix:
        ends = urlsplit(url).path.lower()
        suffix = ".txt" if ends.endswith((".txt", ".md")) else ".html"
    return suffix
