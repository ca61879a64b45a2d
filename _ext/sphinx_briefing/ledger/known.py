"""The ledger as it was known on a day: a view of the whole one, which shares all that it has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, cast

import msgspec

from ..records import Record, Statement, naming
from ..records.dates import Span, span
from .days import Known, not_yet
from .evidence import Key
from .houses import OwnFirst
from .ledger import Ledger
from .names import Names
from .names_of_kinds import AllNames
from .newest import newest
from .pages import PAGE, Entry
from .selection import Index, Query
from .standing import Evidence
from .verbatim import unplaced


class KnownLedger(Ledger):
    """The knowledge of a day: the records that were known, each as it was.

    Whatever is not asked of it anew is that of the whole ledger, which it shares.

    :param whole: the ledger that knows everything.
    """

    def __init__(self, whole: Ledger, day: Span) -> None:
        self.__dict__.update(whole.__dict__)
        self._whole = whole
        self._last = day.last
        self._selected = {}
        self._seen: dict[tuple[str, str], Record | None] = {}
        self._known_from = whole.calendar.known_from
        self._changing = whole.calendar.changing_after(self._last)
        later = whole.calendar.kinds_after(self._last)
        self.names = AllNames(
            (kind, self._names_of(kind, names, is_whole=kind not in later))
            for kind, names in ((kind, cast("Names", whole.names[kind])) for kind in whole.kinds)
        )
        if not later.isdisjoint(whole.kinds.linked):
            self.prose_names = whole.prose_names.known_to(self.is_known)
        self.evidence = Evidence(
            self.links, self.kinds, self._as_written, self._has_come, self.is_known
        )
        self.notes = Known(whole.notes, self._is_known_page, whole.notes.__getitem__)

    def _names_of(self, kind: str, names: Names, *, is_whole: bool) -> Names:
        if not self.kinds[kind].newest_by_name:
            return names if is_whole else names.known_to(self._in_kind(kind))

        def pick(found: tuple[str, ...]) -> tuple[str, ...]:
            seen = {one: record for one in found if (record := self.get(kind, one)) is not None}
            return newest(found, seen, lambda record: record.written_date, self._last)

        return names.known_to(self._in_kind(kind)).picking(pick)

    def is_known(self, key: tuple[str, str]) -> bool:
        """Whether a record was known, by kind and id; a page, by :data:`.PAGE` and name."""
        first = self._known_from.get(key)
        return first is None or first <= self._last

    def _in_kind(self, kind: str) -> Callable[[str], bool]:
        return lambda identifier: self.is_known((kind, identifier))

    def _is_known_page(self, docname: str) -> bool:
        return self.is_known((PAGE, docname))

    def _has_come(self, written: str) -> bool:
        return span(written).first <= self._last

    def _as_written(self, kind: str, identifier: str) -> Record | None:
        return self._whole.get(kind, identifier) if self.is_known((kind, identifier)) else None

    # -- records --------------------------------------------------------------------------------

    def records(self, kind: str) -> Mapping[str, Any]:
        found = self._whole.records(kind)
        return Known(found, self._in_kind(kind), lambda one: self.get(kind, one))

    def get(self, kind: str, identifier: str) -> Record | None:
        key = (kind, identifier)
        if key not in self._seen:
            record = self._as_written(kind, identifier)
            self._seen[key] = None if record is None else self._as_seen(record)
        return self._seen[key]

    def _as_seen(self, record: Record) -> Record:
        """A record without what was not known of it, and with what followed from the rest."""
        changes = not_yet(record, self._has_come)
        for field in naming(type(record)):
            ids = changes.get(field.attribute, getattr(record, field.attribute))
            keys = field.shape.keys(ids) if ids else ()
            if not all(map(self.is_known, keys)):
                pairs = zip(ids, keys, strict=True)
                changes[field.attribute] = tuple(one for one, key in pairs if self.is_known(key))
        if isinstance(record, Statement) and "source" in changes:
            entry = super().entry(record.kind_name, record.id)
            if entry is not None and not entry.record.written_date:  # which it has from there
                left = (self._whole.get("source", one) for one in changes["source"])
                changes["date"] = next((one.written_date or None for one in left if one), None)
        if record.words_at and not self.is_known(("source", record.words_at.source)):
            entry = super().entry(record.kind_name, record.id)
            changes |= unplaced(record, entry.record if entry else record)
        if changes:
            record = msgspec.structs.replace(record, **changes)
        derived = self.evidence.derived(record, self.as_of)
        if any(getattr(record, name) != value for name, value in derived.items()):
            record = msgspec.structs.replace(record, **derived)
        return record

    def entry(self, kind: str, identifier: str) -> Entry | None:
        return super().entry(kind, identifier) if self.is_known((kind, identifier)) else None

    def is_own(self, kind: str, identifier: str) -> bool:
        return self.is_known((kind, identifier)) and super().is_own(kind, identifier)

    def referring_to(self, kind: str, identifier: str) -> Sequence[tuple[str, str, Sequence[str]]]:
        found = []
        for of_kind, field, ids in self._whole.referring_to(kind, identifier):
            known = tuple(filter(self._in_kind(of_kind), ids))
            found += [(of_kind, field, known)] if known else []
        return found

    @property
    def _falling(self) -> Mapping[Key, Sequence[Key]]:
        return self._whole._falling

    @property
    def _retelling(self) -> Mapping[str, Sequence[str]]:
        return self._whole._retelling

    def mentions_of(self, kind: str, identifier: str) -> tuple[str, ...]:
        return tuple(filter(self._is_known_page, super().mentions_of(kind, identifier)))

    # -- prose ----------------------------------------------------------------------------------

    @cached_property
    def _is_other_prose(self) -> bool:
        return self.prose_names is not self._whole.prose_names

    def mentions_on(self, docname: str) -> Sequence[tuple[int, str, str]]:
        if not self._is_other_prose:
            return super().mentions_on(docname)
        page = self._pages.get(docname)
        return [
            (mention.start, mention.kind, mention.id)
            for run in (page.prose if page is not None and page.autolink else ())
            for mention in self.prose_names.find(run.text)
            if (mention.kind, mention.id) != run.owner
        ]

    def prose_digest(self, docname: str) -> bytes:
        if not self._is_other_prose:
            return super().prose_digest(docname)
        names: dict[int, set[str]] = {}
        self.prose_names.find_in([*self.prose_of(docname)], names=names)
        return self.prose_names.digest_of(set().union(*names.values()))

    # -- selection ------------------------------------------------------------------------------

    def _choose(self, kind: str, query: Query) -> tuple[Any, ...]:
        index = self._whole.index(kind, query.house)
        selected = self.kinds.selectable[kind]
        if not issubclass(selected, Record):
            pages = [(key, page) for key, page in index.matching(query) if self._is_known_page(key)]
            return index.arranged(pages, query)
        changing = self._changing.get(kind, frozenset())
        found: list[tuple[str, Any]] = [
            (key, record)
            for key, record in index.matching(query)
            if key not in changing and self.is_known((kind, key))
        ]
        if changing:
            known = filter(self._in_kind(kind), sorted(changing))
            every: dict[str, Any] = {key: self.get(kind, key) for key in known}
            there = {one: every[one] for one in every if self.house_of(kind, one) == query.house}
            sources = self._whole.records("source")
            seen = OwnFirst(there, there if query.house else every)
            found += Index(seen, selected, self.kinds, sources).matching(query)
        # As seen they may hold less, but nothing by which they are picked or put in order.
        return tuple(self.get(kind, record.id) for record in index.arranged(found, query))


def on_day(ledger: Ledger, day: Span) -> Ledger:
    """The ledger as it was known on a day; itself where all was known."""
    state = ledger.calendar.state(day)
    if state == ledger.calendar.whole:
        return ledger
    found = ledger.views.get(state)
    if found is None:
        found = ledger.views[state] = KnownLedger(ledger, day)
    return found


def known_to(ledger: Ledger, docname: str) -> Ledger:
    """The ledger as a brief knows it on its day; for all other pages the whole one."""
    day = day_of(ledger, docname)
    return on_day(ledger, span(day)) if day else ledger


def day_of(ledger: Ledger, docname: str) -> str:
    """The day that a brief speaks on, as written; empty for pages that have none of their own."""
    brief = ledger.briefs.get(docname)
    return (brief.as_of or brief.date or "") if brief else ""


def made_on(record: Record, ledger: Ledger) -> str:
    """The day on which somebody wrote a record down, as written; empty where nobody knows.

    Its own date, if its kind has one; else the day of the brief that it is written in, or else the
    date of its source.
    """
    if own := record.written_date:
        return own
    if day := day_of(ledger, record.docname):
        return day
    sources = (ledger.get("source", one) for one in record.source)
    return next((one.written_date for one in sources if one and one.written_date), "")
