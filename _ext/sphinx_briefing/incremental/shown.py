"""What records show wherever they are linked or printed, as one hash a record.

They are made for all records of a kind in one go, since cards and registers show all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property
from hashlib import blake2b
from operator import attrgetter
from typing import Any

import msgspec

from ..ledger import Ledger
from ..records import Record, naming

Key = tuple[str, str]
"""Kind and id of a record."""

_Hashes = Mapping[str, Mapping[str, bytes]]
"""Something of each record, by kind and id."""

_encode = msgspec.msgpack.Encoder().encode


@cache
def _printed(record: type[Record]) -> tuple[tuple[attrgetter[Any], str], ...]:
    """What is printed of a kind and names records: how to get it, and the kind that it names."""
    printed = {*record.columns, *record.table_columns, *record.annex_columns, "source", "topic"}
    return tuple(
        (attrgetter(item.attribute), item.shape.refers)
        for item in naming(record)
        if item.name in printed
    )


def named_by(record: Record) -> Iterable[Key]:
    """The records that the printed fields of a record name."""
    for names_in, kind in _printed(type(record)):
        for identifier in names_in(record):
            yield kind, identifier


def hashed(parts: Iterable[bytes]) -> bytes:
    """One hash of several parts."""
    return blake2b(b"\x1f".join(parts), digest_size=16).digest()


def plain(record: msgspec.Struct) -> bytes:
    """A record without what no page prints: its line, and who mentions it."""
    return _encode(msgspec.structs.replace(record, line=0, mentions=()))


class Shown:
    """The hashes of what the records of a ledger show."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def link(self, kind: str, identifier: str) -> bytes:
        """What a link to a record shows: its address, its text, its card."""
        found = self._links[kind].get(identifier)
        return found or hashed((kind.encode(), identifier.encode()))

    def statement(self, kind: str, identifier: str) -> bytes:
        """What a record shows in its statement and its details, with what those name."""
        found = self._statements[kind].get(identifier)
        return found or self.link(kind, identifier)

    @cached_property
    def _titles(self) -> _Hashes:
        """The names of records, each with the page that a link to it leads to, and its marking.

        Whether a page may show it is said where it does.
        """
        marking = self._ledger.markings.of
        return {
            kind: {
                identifier: f"{record.title_text}\x1e{record.docname}\x1e{marking(record)}".encode()
                for identifier, record in self._ledger.records(kind).items()
            }
            for kind in self._ledger.kinds
        }

    @cached_property
    def _links(self) -> _Hashes:
        ledger = self._ledger
        anchors, marking = ledger.anchors, ledger.markings.of

        def own(kind: str, record: Record) -> list[bytes]:
            address = f"{anchors.get((kind, record.id), '')}\x1e{marking(record)}"
            parts = [plain(record), address.encode()]
            if kind == "actor":  # outside briefs, the office is that of the newest source's day
                parts += [title.encode() for title in ledger.offices_on(record.id, ledger.as_of)]
            return parts

        return self._with_named(own, self._titles)

    @cached_property
    def _statements(self) -> _Hashes:
        links = self._links

        def own(kind: str, record: Record) -> list[bytes]:
            others = self._ledger.disputed_by(record.id) if kind == "claim" else ()
            return [links[kind][record.id], *(links[kind][other] for other in others)]

        return self._with_named(own, links)

    def _with_named(self, own: Callable[[str, Record], list[bytes]], shown: _Hashes) -> _Hashes:
        """For each record, a hash of something of its own, and of what is shown of those it names.

        :param own: what the record has itself, by its kind.
        :param shown: what is shown of the others.
        """
        found: dict[str, dict[str, bytes]] = {}
        for kind, declaration in self._ledger.kinds.items():
            named = [(names_in, shown[other]) for names_in, other in _printed(declaration)]
            made = found[kind] = {}
            for identifier, record in self._ledger.records(kind).items():
                parts = own(kind, record)
                for names_in, shown_of in named:
                    parts += [shown_of[other] for other in names_in(record)]
                made[identifier] = hashed(parts)
        return found
