"""Selections: which records a plural directive prints, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..records import Kinds, Note, Record, Selectable, Source, declared
from ..records.dates import ALWAYS, Span, span
from ..records.fields import Field


@dataclass(frozen=True, slots=True)
class Query:
    """A selection with its names looked up. Empty fields select everything."""

    ids: tuple[str, ...] = ()
    values: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """An option that picks by value, and the values of which one must be there."""
    dates: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Date fields, and the times of which one must share a day with what is in the field."""
    since: str = ""
    until: str = ""
    sort: str = ""
    limit: int = 0
    within: frozenset[str] | None = None
    """The ids that the scope allows, or ``None`` for all."""
    house: str = ""
    """The other house whose records are meant; empty for one's own."""


def as_tuple(value: Any) -> tuple[Any, ...]:
    """A field's value as a tuple, whatever its type."""
    if value is None or value == "":
        return ()
    return tuple(value) if isinstance(value, (tuple, list)) else (value,)


class Index:
    """The records of one kind, findable by the values of their fields.

    :param kind: the declaration of the kind.
    :param kinds: all declarations, which know the options of selections.
    :param sources: all sources: a note has the dates of its own.
    """

    def __init__(
        self,
        records: Mapping[str, Selectable],
        kind: type[Selectable],
        kinds: Kinds,
        sources: Mapping[str, Source],
    ) -> None:
        self._records = records
        self._kinds = kinds
        self._filters = kinds.filters_of(kind)
        self._sources = sources
        self._by_field: dict[tuple[str, str], dict[str, list[str]]] = {}

    def _dated(self, record: Selectable) -> Selectable:
        """The object that holds the dates of a record or page."""
        if isinstance(record, Note):
            return self._sources.get(record.source, record)
        return record

    def _date_of(self, record: Selectable) -> str:
        return self._dated(record).written_date

    def _said_on(self, record: Selectable) -> str:
        """The date when it was said, made or published, as written; empty if nobody knows."""
        dated = self._dated(record)
        own = (getattr(dated, name) for name in dated.said_by)
        sources = dated.source if isinstance(dated, Record) else ()
        published = (self._sources[name].written_date for name in sources if name in self._sources)
        return next(filter(None, (*own, *published)), "")

    def _date_in(self, name: str) -> Callable[[Selectable], str]:
        """A function that reads a date field."""

        def read(record: Selectable) -> str:
            dated = self._dated(record)
            field = declared(type(dated)).get(name)
            return (getattr(dated, field.attribute) if field else None) or ""

        return read

    def _having(self, field: Field, option: str) -> Mapping[str, list[str]]:
        """The keys of the records by the values of one field; made when it is first asked for.

        Of a field that names several kinds, an option may look for those of one alone.
        """
        shape, looks_for = field.shape, field.named_by(option)
        of_one = looks_for if looks_for != shape.named else ""
        found = self._by_field.get((field.name, of_one))
        if found is None:
            found = self._by_field[field.name, of_one] = {}
            for key, record in self._records.items():
                values = as_tuple(getattr(record, field.attribute))
                if of_one:
                    values = tuple(one for kind, one in shape.keys(values) if kind == of_one)
                for value in values:
                    found.setdefault(str(value), []).append(key)
                if field.name == "source" and isinstance(record, Source):
                    found.setdefault(key, []).append(key)
        return found

    def select(self, query: Query) -> tuple[Any, ...]:
        """The records that a query selects, in its order."""
        return self.arranged(self.matching(query), query)

    def matching(self, query: Query) -> list[tuple[str, Selectable]]:
        """All that a query picks, with their keys, whatever its limit."""
        keys: set[str] | None = None
        if query.ids:
            keys = {key for key in query.ids if key in self._records}
        if query.within is not None:
            keys = set(query.within) if keys is None else keys & query.within
        for option, values in query.values:
            found = {
                key
                for field in self._filters[option]
                for value in values
                for key in self._having(field, option).get(value, ())
            }
            keys = found if keys is None else keys & found
        chosen: Iterable[str] = self._records if keys is None else keys
        records = [(key, self._records[key]) for key in chosen if key in self._records]
        if query.since or query.until:
            window = Span(
                span(query.since).first if query.since else ALWAYS.first,
                span(query.until).last if query.until else ALWAYS.last,
            )
            records = _within(records, self._said_on, (window,))
        for name, times in query.dates:
            records = _within(records, self._date_in(name), [span(time) for time in times])
        return records

    def arranged(self, records: list[tuple[str, Selectable]], query: Query) -> tuple[Any, ...]:
        """The records that a query has picked, in its order and within its limit."""
        if query.sort == "ids":  # in the order in which they are named
            place = {key: number for number, key in enumerate(query.ids)}
            ordered = [r for _, r in sorted(records, key=lambda pair: place[pair[0]])]
        else:
            ordered = self._ordered(records, query.sort)
        return tuple(ordered[: query.limit] if query.limit else ordered)

    def _ordered(self, records: list[tuple[str, Selectable]], sort: str) -> list[Any]:
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

    def _sort_key(self, record: Selectable, name: str) -> Any:
        if name == "name":
            return record.title_text.casefold()
        fields = declared(type(record))
        if name == "date":
            written = self._date_of(record)
            return _days(written, self._dated(record)) if written else None
        if name in self._kinds.dates_in(type(record)):
            written = self._date_in(name)(record)
            return _by_end(written) if written else None
        field = fields[name]
        values = as_tuple(getattr(record, field.attribute))
        if not values:
            return None
        rank = self._kinds.rank(field, values[0])
        if rank is not None:
            return (rank,)
        return tuple(
            (0, value, "") if isinstance(value, int) else (1, 0, str(value).casefold())
            for value in values
        )


def _within(
    records: list[tuple[str, Selectable]],
    date_of: Callable[[Selectable], str],
    times: Sequence[Span],
) -> list[tuple[str, Selectable]]:
    """The records whose date shares a day with one of some times."""
    return [
        (key, record)
        for key, record in records
        if (written := date_of(record)) and any(map(span(written).meets, times))
    ]


def _days(written: str, dated: Selectable) -> tuple[date, date]:
    """The place in time of what is dated: by its beginning, and what falls due by its end."""
    days = span(written)
    return _by_end(written) if "due" in dated.dated_by else (days.first, days.last)


def _by_end(written: str) -> tuple[date, date]:
    days = span(written)
    return (days.last, days.first)
