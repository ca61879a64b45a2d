"""The places of frozen editions: names of files that every system can have."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from pathlib import PurePosixPath

FOLDER = "editions"
"""The folder below the sources that holds all editions of all briefs."""

SUFFIX = ".json"

_LONGEST = 120
"""Bytes of a name; systems have room for 255 at least."""
_DEVICES = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[\d¹²³])(?:[. ]|\Z)", re.I)
"""Names that mean something else on Windows, with any ending."""


def folder_of(reference: str) -> str:
    """The name of the folder of the editions of a brief.

    >>> folder_of("UA-2026-07"), folder_of("UA/2026: 7"), folder_of(".."), folder_of("con.1")
    ('UA-2026-07', 'UA%2F2026%3A 7', '%2E%2E', '%63on.1')
    """
    plain = unicodedata.normalize("NFC", reference)
    name = "".join(one if one.isalnum() or one in "-_.()+ " else _escaped(one) for one in plain)
    first = len(name) - len(name.lstrip(". "))
    last = len(name.rstrip(". "))
    name = "".join(
        _escaped(one) if at < first or at >= max(last, first) else one
        for at, one in enumerate(name)
    )
    if _DEVICES.match(name):
        name = _escaped(name[0]) + name[1:]
    if len(name.encode()) > _LONGEST:
        short = name.encode()[: _LONGEST - 14].decode(errors="ignore")
        name = f"{short}--{sha256(plain.encode()).hexdigest()[:12]}"
    return name


def _escaped(one: str) -> str:
    return "".join(f"%{byte:02X}" for byte in one.encode("utf-8", "surrogatepass"))


def place_of(reference: str, number: int) -> PurePosixPath:
    """The file of an edition, below the folder of the sources."""
    return PurePosixPath(FOLDER, folder_of(reference), f"{number}{SUFFIX}")
