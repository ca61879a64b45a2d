"""Values as JSON, and as scripts that hand them to the page of the search."""

from __future__ import annotations

import json

import msgspec

from .page import CALL


def encoded(value: object) -> bytes:
    """A value as JSON."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:  # half a surrogate pair, which JSON can escape and UTF-8 not say
        return json.dumps(msgspec.to_builtins(value), separators=(",", ":")).encode()


def script(name: str, value: bytes) -> bytes:
    """A script that hands over a value.

    :param name: the name of its file.
    :param value: JSON.
    """
    return b"".join((CALL, encoded(name), b",", value, b");\n"))
