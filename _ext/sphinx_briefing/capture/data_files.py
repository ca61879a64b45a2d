"""A file of data fetched from the web: whole, bounded in size and in time, or left where it is."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from .model import CaptureError

SECONDS = 600.0
"""Seconds that a file may take in all."""

SILENCE = 30.0
"""Seconds in which nothing may come."""

LIMIT = 2_000_000_000
"""Bytes that a file may have."""

REDIRECTS = 10
_PART = 1 << 16


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as a server has sent it."""

    data: bytes
    etag: str = ""
    """What the server calls this version of it."""
    date: str = ""
    """When it was changed, as the server says, or else when it was sent."""


def fetch_data(
    url: str,
    *,
    known: str = "",
    seconds: float = SECONDS,
    silence: float = SILENCE,
    limit: int = LIMIT,
    progress: Callable[[int], None] = lambda count: None,
) -> Sent | None:
    """Fetch a file; ``None`` where the server says that it is the one that is known.

    :param known: what the server calls the version that is there.
    :param seconds: how long it may take in all.
    :param silence: how long nothing may come.
    :param limit: bytes that it may have.
    :param progress: is told the number of bytes that have come.
    :raises CaptureError: when that cannot be done; the message goes on after the address.
    """
    try:
        import requests
        import urllib3
    except ImportError:
        raise CaptureError('needs requests: pip install "sphinx-briefing[desk]"') from None
    headers = {"User-Agent": "sphinx-briefing", "Accept": "application/json, */*;q=0.5"}
    headers |= {"If-None-Match": known} if known else {}
    until = time.monotonic() + seconds
    errors = requests.exceptions
    try:
        with requests.Session() as session:
            session.max_redirects = REDIRECTS
            with session.get(
                url, headers=headers, stream=True, timeout=(silence, silence)
            ) as response:
                return _received(response, until, seconds, limit, progress)
    except errors.Timeout:
        raise CaptureError(f"did not answer in {silence:g} s; try later") from None
    except errors.TooManyRedirects:
        raise CaptureError(f"sends on more than {REDIRECTS} times; ask for the address") from None
    except errors.SSLError:
        raise CaptureError("has no certificate that can be trusted") from None
    except errors.InvalidSchema:
        raise CaptureError("sends on to what is no address on the web") from None
    except (errors.ConnectionError, urllib3.exceptions.HTTPError) as error:
        late = "timed out" in str(error).lower()
        cut = "IncompleteRead" in str(error)
        said = "broke off in the middle" if cut else "cannot be reached"
        said = f"did not go on for {silence:g} s" if late else said
        raise CaptureError(f"{said}; check the address and the network") from None
    except (errors.RequestException, UnicodeError) as error:
        raise CaptureError(
            f"cannot be fetched ({type(error).__name__}); check the address"
        ) from None


def _received(
    response: Any, until: float, seconds: float, limit: int, progress: Callable[[int], None]
) -> Sent | None:
    if response.status_code == 304:
        return None
    if response.status_code != 200:
        reason = f" {response.reason}" if response.reason else ""
        raise CaptureError(f"answers {response.status_code}{reason}; ask the house for the address")
    if urlsplit(response.url).scheme not in ("http", "https"):
        raise CaptureError("sends on to what is no address on the web")
    too_large = f"is larger than {limit // 1_000_000} MB; ask the house for its tables"
    length = response.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > limit:
        raise CaptureError(too_large)
    data = bytearray()
    # What is there, and not so many bytes: who sends one a minute would else never be too late.
    while part := response.raw.read1(_PART, decode_content=True):
        data += part
        progress(len(data))
        if len(data) > limit:
            raise CaptureError(too_large)
        if time.monotonic() > until:
            raise CaptureError(f"is not there after {seconds:g} s; try later")
    is_plain = not response.headers.get("Content-Encoding")
    if length.isdigit() and is_plain and len(data) != int(length):
        raise CaptureError("broke off in the middle; try again")
    headers = response.headers
    date = headers.get("Last-Modified") or headers.get("Date") or ""
    return Sent(bytes(data), headers.get("ETag", ""), date)
