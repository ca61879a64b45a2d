"""The ledger of another house as records like one's own, whose ids and pages say the house.

Whoever has written it, nothing in it is trusted: a value that an author could not write leaves its
record out, and whatever cannot be read at all is said in one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec

from ..ledger import Entry
from ..markings import STRICTEST, read_marking
from ..records import Conventions, Kinds, Record, declared, naming
from ..records.fields import (
    AMOUNT,
    COUNTRY,
    DATE,
    FILE,
    ID,
    LANGUAGE,
    URL,
    WIKIDATA,
    Field,
)
from ..schema import LEDGER
from .places import is_address

_CHECKED = (AMOUNT, COUNTRY, DATE, ID, LANGUAGE, URL, WIKIDATA)
"""Types of fields whose values are more than words."""

_CONVENTIONS = Conventions()
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_ESCAPES = (b"\\u00", b"\\b", b"\\f", b"\x7f")
"""What every control character begins with in JSON; quickly looked for."""
_MAY_HOLD_CONTROLS = re.compile(rb"\\u00[01]|\\u007[fF]|\\[bf]|\x7f")


class UnreadLedger(ValueError):
    """A ledger that cannot be read; the message says why, and goes on after its name."""


class Theirs(NamedTuple):
    """The content of a ledger of another house."""

    entries: list[Entry]
    titles: dict[str, str]
    """The titles of its notes and briefs, by page."""
    markings: dict[str, str]
    """The markings of its pages, as far as it says them."""
    left_out: list[str]
    """What is wrong with records that are left out."""


def decoded(data: bytes) -> dict[str, Any]:
    """A ``ledger.json`` as plain data, whose structure is one that is read here.

    :raises UnreadLedger: if it is none, or of another version.
    """
    try:
        found = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        cut = "is cut off in the middle" if "truncated" in str(error) else "is no JSON"
        raise UnreadLedger(f"{cut} ({error}); ask the house for a whole ledger.json") from None
    if not isinstance(found, dict) or "schema" not in found:
        raise UnreadLedger("is no ledger.json: it has no 'schema'")
    version = found["schema"]
    if version != LEDGER or isinstance(version, bool):
        if isinstance(version, int) and version > LEDGER:
            what = "newer than what is read here; upgrade sphinx-briefing"
        else:
            what = "older than what is read here; ask the house to build it anew"
        raise UnreadLedger(f"is of schema {version!r}, and not {LEDGER}: {what}")
    may_hold = any(escape in data for escape in _ESCAPES) and _MAY_HOLD_CONTROLS.search(data)
    return without_controls(found) if may_hold else found


def without_controls(data: Mapping[str, Any]) -> dict[str, Any]:
    """A ledger as plain data without control characters, which mean something in the toolkit."""
    return dict(_plain(data))


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return _CONTROLS.sub(" ", value)
    if isinstance(value, dict):
        return {_plain(key): _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


def names_in(data: Mapping[str, Any], kinds: Kinds) -> dict[str, dict[str, Any]]:
    """The records of a ledger by kind and id, as plain data."""
    return {kind: _table(data, declared.plural) for kind, declared in kinds.items()}


def read(data: Mapping[str, Any], house: str, kinds: Kinds, unmarked: str = "") -> Theirs:
    """The records of a ledger, with the name of its house in all that names one.

    :param kinds: the kinds that are known here; others are left aside.
    :param unmarked: the marking of what bears none there; empty if nobody says.
    :raises UnreadLedger: if it has another structure than it says.
    """
    found = Theirs([], {}, {}, [])
    for plural in (kinds.note.plural, kinds.brief.plural):
        for docname, fields in _table(data, plural).items():
            page = f"{house}:{docname}"
            found.titles[page] = str(fields.get("title") or docname)
            if marking := _marking(fields.get("tlp")):
                found.markings[page] = marking
    for kind, declaration in kinds.items():
        reader = _Reader(house, declaration)
        for identifier, fields in _table(data, declaration.plural).items():
            try:
                record = reader.record(identifier, fields)
            except (ValueError, TypeError, AttributeError) as error:
                found.left_out.append(f"{kind} {identifier!r}: {error}")
                continue
            found.entries.append(Entry(record))
            if unmarked:
                found.markings.setdefault(record.docname, unmarked)
    return found


def _table(data: Mapping[str, Any], plural: str) -> dict[str, Any]:
    table = data.get(plural, {})
    if not isinstance(table, dict) or not all(isinstance(one, dict) for one in table.values()):
        raise UnreadLedger(f"is no ledger.json: its {plural!r} are no records by id")
    return table


def _marking(written: object) -> str:
    """A marking as it is read; what nobody knows here is for nobody."""
    if written is None or written == "":
        return ""
    try:
        return read_marking(str(written))
    except ValueError:
        return STRICTEST


class _Reader:
    """Reads the records of a kind."""

    def __init__(self, house: str, kind: type[Record]) -> None:
        self._house, self._kind = house, kind
        self._naming = naming(kind)
        self._known = frozenset(declared(kind))
        self._checked = [field for field in declared(kind).values() if _is_checked(field)]
        self._files = [name for name, one in declared(kind).items() if one.shape.is_like(FILE)]

    def record(self, identifier: str, fields: Mapping[str, Any]) -> Record:
        """A record of its fields.

        :raises ValueError: if one holds what cannot be there.
        """
        ID.read(identifier, _CONVENTIONS)
        values = {**fields, "id": f"{self._house}:{identifier}", "line": 0, "mentions": []}
        values["docname"] = f"{self._house}:{fields.get('docname') or ''}"
        values["tlp"] = _marking(fields.get("tlp")) or None
        for name in self._files:  # a path in their project
            values.pop(name, None)
        if not is_address(str((values.get("words-at") or {}).get("address", ""))):
            values.pop("words-at", None)
        for field in self._naming:
            if named := values.get(field.name):
                values[field.name] = [self._named(field, str(one)) for one in _list(named)]
        for field in self._checked:
            for one in _list(values.get(field.name)):
                _check(field, one)
        for name, attribute in getattr(self._kind, "in_languages", {}).items():
            tags = [key for key in values if key.startswith(f"{name}-") and key not in self._known]
            if words := [(key.removeprefix(f"{name}-"), str(values.pop(key))) for key in tags]:
                values[attribute] = words
        return msgspec.convert(values, self._kind, strict=False)

    def _named(self, field: Field, name: str) -> str:
        if not field.shape.others:
            return f"{self._house}:{name}"
        kind, _colon, identifier = name.partition(":")
        return f"{kind}:{self._house}:{identifier}"


def _is_checked(field: Field) -> bool:
    shape = field.shape
    return (
        not shape.refers
        and field.name != "tlp"
        and (shape.scale is not None or shape.is_like(*_CHECKED))
    )


def _check(field: Field, value: Any) -> None:
    if value is not None and value != "":
        try:
            field.shape.read(str(value), _CONVENTIONS)
        except ValueError as error:
            raise ValueError(f"{field.name!r}: {error}") from None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
