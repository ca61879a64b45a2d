"""Selections: which records a plural directive prints, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..records import Described, Source, declared
from ..records.dates import ALWAYS, Span, span

FILTERS: Mapping[str, tuple[str, ...]] = {
    "topic": ("topic", "topics"),
    "by": ("by",),
    "actor": ("by", "to", "actors"),
    "source": ("source",),
    "tags": ("tags",),
    "status": ("status",),
    "kind": ("kind",),
}
"""The options that filter by value, with the fields that each looks into."""


@dataclass(frozen=True, slots=True)
class Query:
    """A selection with its names looked up. Empty fields select everything."""

    ids: tuple[str, ...] = ()
    values: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Option of :data:`FILTERS`, and the values of which one must be there."""
    since: str = ""
    until: str = ""
    sort: str = ""
    limit: int = 0
    within: frozenset[str] | None = None
    """The ids that the scope allows, or ``None`` for all."""


def as_tuple(value: Any) -> tuple[Any, ...]:
    """A field's value as a tuple, whatever its type."""
    if value is None or value == "":
        return ()
    return tuple(value) if isinstance(value, (tuple, list)) else (value,)


class Index:
    """The records of one kind, findable by the values of their fields."""

    def __init__(
        self,
        records: Mapping[str, Described],
        date_of: Callable[[Any], str] = lambda record: str(record.written_date),
    ) -> None:
        self._records = records
        self._date_of = date_of
        self._by_field: dict[str, dict[str, list[str]]] = {}

    def _having(self, name: str) -> Mapping[str, list[str]]:
        """The keys of the records by the values of one field; made when it is first asked for."""
        found = self._by_field.get(name)
        if found is None:
            found = self._by_field[name] = {}
            for key, record in self._records.items():
                field = declared(type(record)).get(name)
                values = getattr(record, field.attribute if field else name, None)
                for value in as_tuple(values):
                    found.setdefault(str(value), []).append(key)
                if name == "source" and isinstance(record, Source):
                    found.setdefault(key, []).append(key)
        return found

    def select(self, query: Query) -> tuple[Any, ...]:
        """The records that a query selects, in its order."""
        keys: set[str] | None = None
        if query.ids:
            keys = {key for key in query.ids if key in self._records}
        if query.within is not None:
            keys = set(query.within) if keys is None else keys & query.within
        for option, values in query.values:
            found = {
                key
                for name in FILTERS[option]
                for value in values
                for key in self._having(name).get(value, ())
            }
            keys = found if keys is None else keys & found
        chosen: Iterable[str] = self._records if keys is None else keys
        records = [(key, self._records[key]) for key in chosen if key in self._records]
        if query.since or query.until:
            window = Span(
                span(query.since).first if query.since else ALWAYS.first,
                span(query.until).last if query.until else ALWAYS.last,
            )
            records = [
                (key, record)
                for key, record in records
                if (written := self._date_of(record)) and span(written).meets(window)
            ]
        if query.sort == "ids":  # in the order in which they are named
            place = {key: number for number, key in enumerate(query.ids)}
            ordered = [r for _, r in sorted(records, key=lambda pair: place[pair[0]])]
        else:
            ordered = self._ordered(records, query.sort)
        return tuple(ordered[: query.limit] if query.limit else ordered)

    def _ordered(self, records: list[tuple[str, Described]], sort: str) -> list[Any]:
        records.sort(key=lambda pair: pair[0])
        descending = sort.startswith("-")
        name = sort.removeprefix("-")
        if not name:
            dated = any(self._date_of(record) for _, record in records)
            name = "date" if dated else "name"
        if name == "id":
            keyed: list[tuple[Any, Any]] = [(key, record) for key, record in records]
        else:
            keyed = [(self._sort_key(record, name), record) for _, record in records]
        filled = [pair for pair in keyed if pair[0] is not None]
        empty = [record for key, record in keyed if key is None]
        filled.sort(key=lambda pair: pair[0], reverse=descending)
        return [record for _, record in filled] + empty

    def _sort_key(self, record: Described, name: str) -> Any:
        if name == "name":
            return record.title_text.casefold()
        fields = declared(type(record))
        if name == "date":
            written = self._date_of(record)
            return _days(written) if written else None
        field = fields[name]
        values = as_tuple(getattr(record, field.attribute))
        if not values:
            return None
        if field.shape.date:
            return _days(values[0])
        if field.shape.rank is not None:
            return (field.shape.rank(values[0]),)
        return tuple(
            (0, value, "") if isinstance(value, int) else (1, 0, str(value).casefold())
            for value in values
        )


def _days(written: str) -> tuple[date, date]:
    days = span(written)
    return (days.first, days.last)
