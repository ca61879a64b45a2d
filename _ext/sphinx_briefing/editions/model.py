"""An edition of a brief: what it says, and what that rests on, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any

from ..records import Kinds, Record
from ..records.fields import EVERY, Field, all_fields, declared

Key = tuple[str, str]
"""Kind and id of a record."""

DISPUTERS = "disputed-by"
"""Where an edition keeps the claims that contradict one."""

MARKING = "tlp"

REVISES = "revises"
"""The field in which a record names the earlier one whose place it takes."""

_JOINED = ("disputes", "corroborates")
"""The fields that join claims to each other, whichever of them is written."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A record as an edition keeps it."""

    kind: str
    id: str
    title: str
    """Its name or statement, as it was written."""
    values: Mapping[str, Any]
    """Its fields by their written names; those that were empty may be left out."""
    marking: str = ""
    """Who may read it; empty where everybody may."""

    @property
    def key(self) -> Key:
        """Kind and id."""
        return self.kind, self.id


@dataclass(frozen=True)
class Edition:
    """One edition of a brief: what it says, and what that rests on."""

    reference: str
    number: int
    title: str = ""
    date: str = ""
    as_of: str = ""
    summary: str = ""
    records: Mapping[Key, Kept] = field(default_factory=lambda: MappingProxyType({}))
    knows: frozenset[str] = frozenset()
    """The kinds of record that it could hold; of others, nobody knows whether there were any."""

    def of_kind(self, kind: str) -> Iterator[Kept]:
        """The records of one kind."""
        return (kept for kept in self.records.values() if kept.kind == kind)

    def without(self, keys: Iterable[Key]) -> Edition:
        """The same without some records, and without what others say of them."""
        gone = frozenset(keys)
        if not gone:
            return self
        left = {key: kept for key, kept in self.records.items() if key not in gone}
        return Edition(
            self.reference, self.number, self.title, self.date, self.as_of, self.summary,
            left, self.knows,
        )  # fmt: skip


@cache
def meaning_of(kind: type[Record]) -> tuple[Field, ...]:
    """The fields of a kind whose changes editions name."""
    fields = {item.name: item for item in all_fields(kind)}
    return tuple(fields[name] for name in kind.edition_fields if name in fields)


@cache
def grounds_of(kind: type[Record]) -> tuple[Field, ...]:
    """The fields of a kind that name what its records rest on: their basis, their sources."""
    return tuple(
        item
        for item in declared(kind).values()
        if item.shape.refers
        and (item.name in ("source", kind.rests_on, *_JOINED) or EVERY in item.shape.others)
    )


@cache
def kept_of(kind: type[Record]) -> tuple[Field, ...]:
    """The fields of a kind that an edition keeps besides its name or statement."""
    fields = {item.name: item for item in all_fields(kind)}
    counting = (name for names in kind.counts_from.values() for name in names)
    names = dict.fromkeys((
        *kind.edition_fields, *kind.dated_by, *kind.said_by, *kind.counts_from, *counting, "by",
        *(item.name for item in grounds_of(kind)), REVISES,
    ))  # fmt: skip
    found = (fields[name] for name in names if name in fields and name != kind.argument)
    return tuple(found)


def takes_part(kind: type[Record]) -> bool:
    """Whether a brief that prints or names records of a kind says something by that."""
    return bool(kind.edition_fields or kind.rests_on or kind.marker)


def named_in(kept: Kept, fields: Iterable[Field]) -> Iterator[Key]:
    """The records that some fields of a record name."""
    for item in fields:
        if item.shape.refers and (value := kept.values.get(item.name)):
            yield from _keys(item, value)


def _keys(item: Field, value: object) -> Iterator[Key]:
    yield from item.shape.keys(_texts(value))


def texts_in(kept: Kept, field: str) -> list[str]:
    """The texts that a field of several holds."""
    return _texts(kept.values.get(field))


def _texts(value: object) -> list[str]:
    # What a file holds may have been written by anybody.
    return [one for one in value if isinstance(one, str)] if isinstance(value, tuple) else []


class Grounds:
    """The grounds of the records of an edition: what they rest on, directly or through others."""

    def __init__(self, edition: Edition, kinds: Kinds) -> None:
        self._edition = edition
        self._kinds = kinds
        self._bearing: dict[Key, list[Key]] = {}
        for kept in edition.of_kind("claim"):
            for key in named_in(kept, self._fields(kept)):
                if key[0] == "claim":  # joined either way
                    self._bearing.setdefault(key, []).append(kept.key)

    def _fields(self, kept: Kept) -> tuple[Field, ...]:
        return grounds_of(self._kinds[kept.kind]) if kept.kind in self._kinds else ()

    def directly(self, key: Key, *, sources: bool = True) -> Iterator[Key]:
        """The records that one rests on by itself, be they in the edition or not.

        :param sources: whether those count that it is taken from.
        """
        kept = self._edition.records.get(key)
        if kept is None:
            return
        fields = self._fields(kept)
        yield from named_in(kept, fields if sources else _without_source(fields))
        for other in texts_in(kept, DISPUTERS):
            yield "claim", other
        yield from self._bearing.get(key, ())

    def under(
        self, key: Key, *, sources: bool = True, down_to: frozenset[Key] = frozenset()
    ) -> dict[Key, None]:
        """All records of the edition that one rests on, in the order in which they are met.

        :param down_to: records below which nobody looks.
        """
        found: dict[Key, None] = {}
        waiting = list(self.directly(key, sources=sources))
        while waiting:
            one = waiting.pop(0)
            if one not in found and one != key and one in self._edition.records:
                found[one] = None
                waiting += self.directly(one, sources=sources) if one not in down_to else ()
        return found


def _without_source(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    return tuple(item for item in fields if item.name != "source")
