"""The address of a page: the one that it names as its own, without what follows readers."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from .structured import Declared, Thing

_SAVED = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s>]+)",
    re.I,
)
"""What browsers, and SingleFile, write into a page that they save."""
_ARCHIVE = re.compile(r"https?://web\.archive\.org/web/\d{4,14}[a-z_]*/(https?:/+.+)", re.I)
_HEAD = 4096


def saved_from(page: str) -> str:
    """The address that a saved page came from; empty where it does not say."""
    match = _SAVED.search(page[:_HEAD])
    return match[1] if match else ""


def original_of(url: str) -> tuple[str, str]:
    """The address of a page, and of the copy of it that an archive keeps, if that was read."""
    match = _ARCHIVE.match(url)
    return (re.sub(r"^(https?):/+", r"\1://", match[1]), url) if match else (url, "")


def address_of(page: Declared, article: Thing | None, read: str) -> str:
    """The address under which a page wants to be known.

    :param read: the address from which it was read, if that is known.
    """
    candidates = [*page.links.get("canonical", ()), page.meta("og:url")]
    if article is not None:
        candidates += [*article.texts("url"), *article.texts("mainEntityOfPage", "@id")]
    candidates += page.all_metas(
        "citation_abstract_html_url", "citation_public_url", "parsely-link", "dc.identifier.uri"
    )
    for candidate in candidates:
        whole = urljoin(read, candidate) if read else candidate
        if _is_page(whole, read):
            return clean(whole)
    return clean(read)


def _is_page(url: str, read: str) -> bool:
    try:
        parts, known = urlsplit(url), urlsplit(read)
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or "." not in (parts.hostname or ""):
        return False
    is_start = parts.path in ("", "/") and not parts.query
    # Many sites name their start page as the address of every page.
    return not is_start or (bool(read) and known.path in ("", "/"))


def clean(url: str) -> str:
    """An address without fragment, and without parameters that only follow readers."""
    if not url:
        return ""
    from courlan import clean_url

    return str(clean_url(url.partition("#")[0]) or url)


def host_of(url: str) -> str:
    """The host of an address as people say it.

    >>> host_of("https://www.example.org/a")
    'example.org'
    """
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return re.sub(r"^(?:www\d?|m|amp)\.", "", host)
