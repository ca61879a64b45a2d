"""The days from which records are known, and from which what is said of them counts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

import msgspec

from ..records import Brief, Kinds, Note, Record, Selectable, declared, due_date, naming
from ..records.dates import Span, span
from ..records.fields import all_fields
from ..records.forecasts import outcome_of
from .evidence import Key
from .pages import PAGE, Entry


class Calendar:
    """The days on which what is known of records changes.

    A record is known from the day on which the first of its sources was published, and on which
    it was said, whichever is later; whom or what it names, from then on at least. What has no date
    is known always.
    """

    def __init__(
        self,
        records: Mapping[str, Mapping[str, Record]],
        notes: Mapping[str, Note],
        briefs: Mapping[str, Brief],
        kinds: Kinds,
        as_read: Mapping[Key, Entry],
    ) -> None:
        self.known_from: dict[Key, date] = {}
        """The first day on which each is known, by kind and id; pages are of :data:`.PAGE`."""
        self.changing: dict[Key, date] = {}
        """The last day on which something begins to count that is said of a record."""
        published = {
            identifier: span(source.written_date).first
            for identifier, source in records["source"].items()
            if source.written_date
        }
        turning: set[date] = set()
        for kind, declaration in kinds.items():
            said_by = () if declaration.may_lie_ahead else declaration.said_by
            fields = declared(declaration)
            said = tuple(fields[name].attribute for name in said_by)
            counts = tuple(fields[name].attribute for name in declaration.counts_from)
            for identifier, record in records[kind].items():
                key, sources = (kind, identifier), record.source
                first = published.get(sources[0]) if sources else None
                if len(sources) > 1:
                    days = [published.get(source, date.min) for source in sources]
                    first = None if date.min in days else min(days)
                    if max(days) > (first or date.min):  # its date may come from the latest
                        self.changing[key] = max(days)
                if said:  # what has no date of its own has that of its source
                    entry = as_read.get(key)
                    own = entry.record if entry is not None else record
                    if written := next(filter(None, (getattr(own, one) for one in said)), ""):
                        first = max(first or date.min, span(written).first)
                if first is not None:
                    self.known_from[key] = first
                for attribute in counts:
                    if written := getattr(record, attribute):
                        since = span(written).first
                        self.changing[key] = max(since, self.changing.get(key, since))
            if declaration.newest_by_name:  # which one is newest changes on the day of each
                dated = (record.written_date for record in records[kind].values())
                turning.update(span(written).first for written in dated if written)
        self._know_what_is_named(records, kinds)
        for docname, note in notes.items():
            if note.source in published:
                self.known_from[PAGE, docname] = published[note.source]
        for docname, brief in briefs.items():
            if brief.date:
                self.known_from[PAGE, docname] = span(brief.date).first
        self._last: dict[str, date] = {}
        for (kind, _), first in self.known_from.items():
            self._last[kind] = max(first, self._last.get(kind, first))
        self._days = sorted({*self.known_from.values(), *self.changing.values(), *turning})

    def _know_what_is_named(
        self, records: Mapping[str, Mapping[str, Record]], kinds: Kinds
    ) -> None:
        """Let actors, terms and topics be known as soon as a record is that names them."""
        waiting = {key for key in self.known_from if kinds[key[0]].defines()}
        if not waiting:
            return
        naming_it: dict[Key, list[Key]] = {}
        for kind, declaration in kinds.items():
            fields = [(field.attribute, field.shape.keys) for field in naming(declaration)]
            for identifier, record in records[kind].items():
                for attribute, keys in fields:
                    for key in keys(getattr(record, attribute)):
                        if key in waiting and key != (kind, identifier):
                            naming_it.setdefault(key, []).append((kind, identifier))
        leading: dict[Key, list[Key]] = {}
        for key, others in naming_it.items():
            for other in others:
                leading.setdefault(other, []).append(key)
        while waiting:
            key = waiting.pop()
            first = min(
                (self.known_from.get(one, date.min) for one in naming_it.get(key, ())),
                default=date.max,
            )
            if first < self.known_from.get(key, date.min):
                # Until its source is known, it is known without it.
                self.changing.setdefault(key, self.known_from[key])
                self.known_from[key] = first
                waiting.update(leading.get(key, ()))

    def state(self, day: Span) -> int:
        """A number of what is known on a day; days with the same number know the same."""
        return bisect_right(self._days, day.last)

    def kinds_after(self, day: date) -> frozenset[str]:
        """The kinds of which something is not known on a day; pages count as one."""
        return frozenset(kind for kind, last in self._last.items() if last > day)

    def changing_after(self, day: date) -> dict[str, frozenset[str]]:
        """By kind, the records of which something counts only after a day."""
        found: dict[str, set[str]] = {}
        for (kind, identifier), since in self.changing.items():
            if since > day:
                found.setdefault(kind, set()).add(identifier)
        return {kind: frozenset(ids) for kind, ids in found.items()}

    @property
    def whole(self) -> int:
        """The number of the days on which all is known."""
        return len(self._days)


@cache
def _defaults(kind: type[Selectable]) -> Mapping[str, Any]:
    """The values of the fields of a kind where nothing is written, by attribute."""
    return {field.attribute: () if field.several else field.default for field in all_fields(kind)}


def not_yet(record: Record, has_come: Callable[[str], bool]) -> dict[str, Any]:
    """The fields of a record that count from a day still to come, with what they hold till then."""
    found: dict[str, Any] = {}
    fields = declared(type(record))
    for name, counting in record.counts_from.items():
        written = getattr(record, fields[name].attribute)
        if written and not has_come(written):
            attributes = [fields[one].attribute for one in counting]
            found |= {one: _defaults(type(record))[one] for one in attributes}
    return found


def is_overdue(record: Record, day: Span | None) -> bool:
    """Whether a record is open on a day, and fell due before it."""
    return bool(overdue_since(record, day))


def overdue_since(record: Record, day: Span | None) -> str:
    """The date, as written, before a day on which what was open on that day fell due; or empty."""
    if day is None or not record.falls_due:
        return ""
    changes = not_yet(record, lambda written: span(written).first <= day.last)
    written = due_date(msgspec.structs.replace(record, **changes) if changes else record)
    return written if written and span(written).last < day.first else ""


def checkable_since(record: Record, day: Span | None) -> str:
    """The day before another one since which it can be checked what came of a record; or empty.

    What was known only after that other day was not known on it.
    """
    outcome = outcome_of(type(record)) if record.checked_on else None
    if day is None or outcome is None:
        return ""
    changes = not_yet(record, lambda written: span(written).first <= day.last)
    if changes.get(outcome.attribute, getattr(record, outcome.attribute)):
        return ""
    written = getattr(record, declared(type(record))[record.checked_on].attribute)
    last = span(written).last if written else day.last
    return last.isoformat() if last < day.first else ""


class Known(Mapping[str, Any]):
    """Those of some records, or pages, that are known, each as it is seen."""

    def __init__(
        self, found: Mapping[str, Any], is_known: Callable[[str], bool], seen: Callable[[str], Any]
    ) -> None:
        self._found = found
        self._is_known = is_known
        self._seen = seen

    def __getitem__(self, key: str) -> Any:
        if key not in self:
            raise KeyError(key)
        return self._seen(key)

    def __contains__(self, key: object) -> bool:
        return key in self._found and self._is_known(str(key))

    def __iter__(self) -> Iterator[str]:
        return filter(self._is_known, self._found)

    def __len__(self) -> int:
        return sum(1 for _ in self)
