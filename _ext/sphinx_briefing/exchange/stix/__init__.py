"""STIX 2.1, in which OASIS lets be exchanged what is known of threats: the format ``stix``."""

from __future__ import annotations

import re
from typing import Any

from ..model import Document, Format, Read, Written
from .table import HOLDS

_HEAD = re.compile(rb'"type"\s*:\s*"bundle"|"spec_version"\s*:\s*"2\.[01]"')


def _write(document: Document) -> Written:
    from .writing import write

    return write(document)


def _read(data: bytes, name: str) -> Read:
    from .reading import read

    return read(data, name)


def _check(data: bytes) -> list[tuple[str, str, str, Any]]:
    from .reading import values_of

    return values_of(data)


def _recognises(head: bytes) -> bool:
    return _HEAD.search(head) is not None


FORMAT = Format(
    name="stix",
    title="STIX 2.1",
    suffix=".json",
    extra="exchange",
    write=_write,
    read=_read,
    source="https://docs.oasis-open.org/cti/stix/v2.1/os/stix-v2.1-os.html",
    holds=HOLDS,
    recognises=_recognises,
    check=_check,
)
