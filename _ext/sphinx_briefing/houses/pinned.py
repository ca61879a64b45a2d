"""Copies of ledgers that were fetched from the web, and the file that pins them.

``houses/<name>.json`` beside the ``conf.py`` is a ledger as it was fetched; ``houses.json`` beside
that folder says of each where it came from, its SHA-256, the version of its structure, the date
that the server gave, and which records earlier ones had and it does not. A build reads both, and
asks nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct, field

from ..files import write_atomically
from .places import Place

FOLDER = "houses"
"""The folder of the copies, beside the ``conf.py``."""

LOCK = "houses.json"
"""The file that pins them, beside the ``conf.py``."""


class Pin(Struct, frozen=True, omit_defaults=True):
    """The facts of a ledger that was fetched."""

    address: str
    sha256: str
    """SHA-256 of the copy, in hexadecimal digits."""
    schema: int
    """The version of its structure."""
    date: str = ""
    """When the server says that it was changed, as the server writes it."""
    etag: str = ""
    """What the server calls this version of it."""
    withdrawn: dict[str, list[str]] = field(default_factory=dict)
    """By kind, the ids of records that an earlier copy had and this one has not, sorted."""


class NotPinned(ValueError):
    """A copy is not there, or is not the one that was fetched; the message says what to do."""


def copy_of(name: str, conf: Path) -> Path:
    """The path of the copy of the ledger of a house."""
    return conf / FOLDER / f"{name}.json"


def digest_of(data: bytes) -> str:
    """The SHA-256 of a copy, in hexadecimal digits."""
    return sha256(data).hexdigest()


def read_pins(conf: Path) -> dict[str, Pin]:
    """The facts that are pinned, by the names of houses; nothing where nothing was fetched.

    :raises NotPinned: if the file cannot be read.
    """
    path = conf / LOCK
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Pin])
    except FileNotFoundError:
        return {}
    except (OSError, msgspec.MsgspecError) as error:
        reason = getattr(error, "strerror", None) or error
        raise NotPinned(
            f"{path.name}, which pins what was fetched, cannot be read ({reason}); remove it and "
            "run: sphinx-briefing fetch"
        ) from None


def write_pins(conf: Path, pins: Mapping[str, Pin]) -> None:
    """Write down what is pinned, sorted by house."""
    encoded = msgspec.json.encode(dict(sorted(pins.items())))
    write_atomically(conf / LOCK, msgspec.json.format(encoded, indent=2) + b"\n")


def pinned(place: Place, conf: Path) -> tuple[bytes, Pin]:
    """The copy of the ledger of a house on the web, and what is pinned of it.

    :raises NotPinned: if there is none, or another one.
    """
    path, pin = copy_of(place.name, conf), read_pins(conf).get(place.name)
    there = f"{FOLDER}/{path.name}"
    run = f"run: sphinx-briefing fetch {place.name}"
    if pin is None or not path.is_file():
        what = f"{LOCK} says nothing of it" if pin is None else f"there is no {there}"
        raise NotPinned(f"{place.ledger} has not been fetched: {what}; {run}")
    if pin.address != place.ledger:
        raise NotPinned(f"{there} was fetched from {pin.address}, and not {place.ledger}; {run}")
    data = path.read_bytes()
    if (found := digest_of(data)) != pin.sha256:
        raise NotPinned(
            f"{there} is not the file that was fetched: its SHA-256 is {found[:12]}…, and "
            f"{LOCK} says {pin.sha256[:12]}…; {run}"
        )
    return data, pin
