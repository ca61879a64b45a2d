"""Editions as files: small canonical JSON that people commit, compare and read.

A file holds a digest of what it says, so that nobody changes by hand what a brief once said
without its being seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import msgspec
from msgspec import Struct, field

from ..markings import OPEN
from ..records import Kinds
from ..texts import shorten
from .gathering import frozen
from .model import MARKING, Edition, Kept, Key

SCHEMA = 1
"""Raised when files of another form are written."""

LARGEST = 16_000_000
"""Bytes of a file; an edition that rests on ten thousand records has a fifth of that."""

_SAID = 200
"""Characters of a file that a message repeats."""

Value = str | int | float | bool | None | list[str | int] | dict[str, str | int]


class Unusable(ValueError):
    """A file that is no edition of the brief that it is looked up for."""


class Foreign(Unusable):
    """A file that is an edition of another brief, or another edition."""


class _Form(Struct):
    schema: int
    reference: str
    edition: int
    title: str = ""
    date: str = ""
    as_of: str = ""
    summary: str = ""
    digest: str = ""
    records: dict[str, dict[str, dict[str, Value]]] = field(default_factory=dict)


def encoded(edition: Edition, kinds: Kinds) -> bytes:
    """An edition as the bytes of its file."""
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "reference": edition.reference,
        "edition": edition.number,
        "title": edition.title,
        "date": edition.date,
        "as_of": edition.as_of,
        "summary": edition.summary,
        "records": _by_kind(edition, kinds),
    }
    data["digest"] = digest_of(data)
    written = msgspec.json.encode(data, order="sorted")
    return msgspec.json.format(written, indent=1) + b"\n"


def _by_kind(edition: Edition, kinds: Kinds) -> dict[str, dict[str, dict[str, Any]]]:
    found: dict[str, dict[str, dict[str, Any]]] = {
        kinds[name].plural: {} for name in edition.knows if name in kinds
    }
    for kept in edition.records.values():
        kind = kinds[kept.kind]
        values = {kind.argument or "text": kept.title, **kept.values}
        if kept.marking:
            values[MARKING] = kept.marking
        found.setdefault(kind.plural, {})[kept.id] = values
    return found


def digest_of(data: Mapping[str, Any]) -> str:
    """The digest of what a file says, however it is set out."""
    said = {name: value for name, value in data.items() if name != "digest"}
    return sha256(msgspec.json.encode(said, order="sorted")).hexdigest()


def decoded(data: bytes, reference: str, number: int, kinds: Kinds) -> tuple[Edition, bool]:
    """An edition from the bytes of its file, and whether they say what was frozen.

    :raises Unusable: if it is no edition, or not this one; the message is for the author.
    """
    try:
        plain: Any = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.MsgspecError, UnicodeError, RecursionError, ValueError) as error:
        raise Unusable(f"is not JSON ({error})") from None
    if not isinstance(plain, dict) or "schema" not in plain:
        raise Unusable("holds no edition of a brief")
    if plain["schema"] != SCHEMA:
        found = shorten(repr(plain["schema"]), _SAID)
        raise Unusable(
            f"has the schema {found}, and this version knows {SCHEMA}; "
            "use the version that has frozen it, or freeze it anew"
        )
    try:
        form = msgspec.convert(plain, _Form)
    except (msgspec.MsgspecError, RecursionError) as error:
        said = shorten(str(error), _SAID)
        raise Unusable(f"is not as editions are written ({said})") from None
    if (form.reference, form.edition) != (reference, number):
        raise Foreign(
            f"belongs to edition {form.edition} of {shorten(form.reference, _SAID)!r}, "
            f"and not to edition {number} of {reference!r}"
        )
    try:
        is_whole = form.digest == digest_of(plain)
    except (msgspec.MsgspecError, UnicodeError, RecursionError, OverflowError):
        is_whole = False
    return _edition(form, kinds), is_whole


def _edition(form: _Form, kinds: Kinds) -> Edition:
    records: dict[Key, Kept] = {}
    plurals = {kind.plural: kind for kind in kinds.values()}
    for plural, found in sorted(form.records.items()):
        kind = plurals.get(plural)
        if kind is None:  # of an extension that is not there any more
            continue
        argument = kind.argument or "text"
        for identifier, written in sorted(found.items()):
            values = {name: frozen(value) for name, value in written.items()}
            title, marking = values.pop(argument, ""), values.pop(MARKING, "")
            kept = Kept(
                kind.kind_name,
                identifier,
                title if isinstance(title, str) and title else identifier,
                values,
                marking if isinstance(marking, str) and marking != OPEN else "",
            )
            records[kept.key] = kept
    knows = frozenset(plurals[plural].kind_name for plural in form.records if plural in plurals)
    return Edition(
        form.reference, form.edition, form.title, form.date, form.as_of, form.summary,
        records, knows,
    )  # fmt: skip
