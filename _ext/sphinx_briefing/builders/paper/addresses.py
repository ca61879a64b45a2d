"""Addresses on the web that a file on paper may lead to."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from docutils import nodes

BESIDE = "beside"
"""Of a reference: the address of a file that is made beside the one it stands in."""

_SCHEMES = frozenset({"http", "https", "mailto"})

_SAFE = "!#$%&'()*+,/:;=?@[]~-._"
"""Kept when an address is made ASCII: what RFC 3986 allows, and the percent sign itself."""


def web_address(node: nodes.Element) -> str | None:
    """Return the address that a reference leads to, if it is a safe one."""
    uri = str(node.get("refuri", "")).strip()
    try:
        scheme = urlsplit(uri).scheme.lower()
    except ValueError:
        return None
    return quote(uri, safe=_SAFE) if scheme in _SCHEMES else None
