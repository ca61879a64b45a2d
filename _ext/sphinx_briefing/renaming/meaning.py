"""Names before and after a change: who is meant by each, and what must be written instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ..ledger import Ledger
from ..ledger.names import Lookup, Names, Pick
from ..ledger.names_of_kinds import AllNames, key_in
from ..ledger.newest import newest
from ..records import Record
from ..records.fields import OR
from ..source_text.places import Place

Key = tuple[str, str]
"""Kind and id of a record."""


class Conflict(ValueError):
    """A place that would mean something else after a change."""


@dataclass(slots=True)
class Meaning:
    """The names of a project before and after a record is changed.

    :param key: the record that is changed; ``becomes``, the one that it is afterwards.
    :param change: makes of a record what it is afterwards; ``None`` where it is gone.
    :param written: the names that are replaced wherever they mean it, each with the new one.
    :param otherwise: what replaces another name that would not mean it any more.
    """

    ledger: Ledger
    key: Key
    becomes: Key
    change: Callable[[Record], Record | None]
    written: Mapping[str, str]
    otherwise: str
    _after: AllNames = field(init=False)

    def __post_init__(self) -> None:
        ledger = self.ledger
        self._after = AllNames()
        for kind in ledger.kinds:
            names = ledger.names[kind]
            assert isinstance(names, Names)
            records: dict[str, Record] = {}
            dates: dict[str, str] = {}
            for record in names.records:
                if (changed := self.change(record)) is not None:
                    known = ledger.get(kind, record.id)
                    records[changed.id] = changed
                    dates[changed.id] = known.written_date if known else ""
            english, houses = ledger.is_english, names.houses
            after = self._after[kind] = Names(records.values(), english=english, houses=houses)
            if ledger.kinds[kind].newest_by_name:
                after.picking(self._newest_of(records, dates))

    def _newest_of(self, records: Mapping[str, Record], dates: Mapping[str, str]) -> Pick:
        last = self.ledger.as_of.last if self.ledger.as_of else None
        return lambda found: newest(found, records, lambda record: dates[record.id], last)

    def target(self, place: Place) -> Key | None:
        """The record that a place means now."""
        if place.how == "link":
            is_there = self.ledger.get(place.named, place.written) is not None
            return (place.named, place.written) if is_there else None
        return _key(place.named, self.ledger.names[place.named].find(place.written, suggest=False))

    def replaced(self, place: Place) -> str | None:
        """The name to write in a place; ``None`` where it stays as it is.

        :raises Conflict: where it would mean something else afterwards.
        """
        named = place.named
        if place.how == "link":
            is_it = (named, place.written) == self.key and self.becomes != self.key
            return self.becomes[1] if is_it else None
        before = self.ledger.names[named].find(place.written, suggest=False)
        after = self._after[named].find(place.written, suggest=False)
        key = _key(named, before)
        if key != self.key:
            self._stays(place, before, after)
            return None
        kind, colon, rest = place.written.partition(":")
        said = f"{kind}:" if colon and kind == self.key[0] and rest.strip() else ""
        name = rest.strip() if said else place.written
        if name not in self.written and _key(named, after) == self.becomes:
            return None
        new = self.written.get(name, self.otherwise)
        for candidate in (said + new, f"{self.becomes[0]}:{new}" if OR in named else new):
            if _key(named, self._after[named].find(candidate, suggest=False)) == self.becomes:
                return candidate if candidate != place.written else None
        found = self._after[named].find(new, suggest=False)
        raise Conflict(f"{new!r} would mean {_said(named, found)} there")

    def _stays(self, place: Place, before: Lookup, after: Lookup) -> None:
        is_other = before.id != after.id
        if is_other and before.id and _key(place.named, before) == self.becomes:
            is_other = _key(place.named, after) != self.becomes
        if is_other and not (before.candidates and _key(place.named, after) == self.becomes):
            was = f"now {_said(place.named, before)}" if before.id else "now nothing"
            raise Conflict(
                f"{place.written!r} would mean {_said(place.named, after)} there, and {was}"
            )


def _key(named: str, found: Lookup) -> Key | None:
    return key_in(named, found.id) if found.id else None


def _said(named: str, found: Lookup) -> str:
    if found.id:
        return " ".join(map(str, key_in(named, found.id)))
    return f"any of {', '.join(found.candidates)}" if found.candidates else "nothing"
