"""MISP, by which incidents are shared, and its taxonomies of grades: the format ``misp``."""

from __future__ import annotations

import re
from typing import Any

from ..model import Document, Format, Read, UnreadableFile, Written
from .table import HOLDS

_HEAD = re.compile(rb'"Event"\s*:\s*\{')


def _write(document: Document) -> Written:
    from .writing import write

    return write(document)


def _read(data: bytes, name: str) -> Read:
    from .reading import read

    return read(data, name)


def _check(data: bytes) -> list[tuple[str, str, str, Any]]:
    """The values of all records of a file of ours: kind, id, field and value."""
    try:
        return _read(data, "the file").values()
    except UnreadableFile:  # it holds nothing
        return []


FORMAT = Format(
    name="misp",
    title="MISP",
    suffix=".misp.json",
    extra="",
    write=_write,
    read=_read,
    source="https://www.misp-standard.org/rfc/misp-standard-core.html",
    holds=HOLDS,
    recognises=lambda head: _HEAD.search(head) is not None,
    check=_check,
)
