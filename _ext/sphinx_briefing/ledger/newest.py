"""The newest of several records that share a name, where their kind says that it is meant.

What is newest depends on the day: a record that was published later is not known, and one that
holds for a later day is a forecast, which is meant only where there is nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from ..records import Kinds, Record
from ..records.dates import Span, span
from .folding import fold
from .names import Names
from .names_of_kinds import AllNames
from .pages import PageFacts
from .reading import Gathered

DateOf = Callable[[Record], str]
"""Gives the date of a record as written; empty where nobody knows it."""


def newest(
    found: Iterable[str], records: Mapping[str, Record], date_of: DateOf, last: date | None
) -> tuple[str, ...]:
    """The ids of the newest of some records; several where nothing tells them apart.

    :param last: the day that is spoken on, where there is one.
    """
    days = {one: span(written).first for one in found if (written := date_of(records[one]))}
    begun = {one: day for one, day in days.items() if last is None or day <= last}
    days = begun or days
    last_begun = max(days.values(), default=None)
    return tuple(one for one in found if days.get(one) == last_begun)


class NewestNames:
    """Names as pages mean them before the ledger is whole: each on its own day.

    :param names: the names of all records, by kind.
    :param last: the day on which facts are judged elsewhere, if there is one.
    """

    def __init__(
        self,
        gathered: Gathered,
        pages: Mapping[str, PageFacts],
        names: AllNames,
        kinds: Kinds,
        last: date | None,
    ) -> None:
        self._gathered = gathered
        self._pages = pages
        self._names = names
        self._kinds = [kind for kind, declared in kinds.items() if declared.newest_by_name]
        self._on_days: dict[date, AllNames] = {}
        counts = Counter(
            fold(record.title_text)
            for kind in self._kinds
            for record in gathered.records[kind].values()
        )
        self._shared = frozenset(title for title, count in counts.items() if count > 1)
        for kind in self._kinds:
            found = names[kind]
            assert isinstance(found, Names)
            self._let_pick(found, kind, last)

    def date_of(self, record: Record) -> str:
        """The date of a record as written, or else that of its source."""
        if written := record.written_date:
            return written
        source = self._source_of(record)
        return source.written_date if source is not None else ""

    def _source_of(self, record: Record) -> Record | None:
        named = record.source or self._gathered.note_sources.get(record.docname, ())
        found = self._names["source"].find(named[0], suggest=False).id if named else ""
        return self._gathered.records["source"].get(found)

    def may_be_shared(self, written: Iterable[str]) -> bool:
        """Whether one of some names may be that of several, of which the newest is meant."""
        return bool(self._shared) and any(
            fold(name) in self._shared or fold(name.partition(":")[2].strip()) in self._shared
            for name in written
        )

    def on_page(self, docname: str) -> AllNames:
        """The names as a page knows them: a brief on its day, any other page all of them."""
        page = self._pages.get(docname)
        brief = page.brief if page is not None else None
        written = (brief.as_of or brief.date or "") if brief is not None else ""
        return self._on(span(written)) if written else self._names

    def in_record(self, record: Record) -> AllNames:
        """The names as a record knows them: on the day of its brief, or else of its source."""
        found = self.on_page(record.docname)
        if found is not self._names:
            return found
        source = self._source_of(record)
        written = source.written_date if source is not None else ""
        return self._on(span(written)) if written else self._names

    def _on(self, day: Span) -> AllNames:
        last = day.last
        if last not in self._on_days:
            self._on_days[last] = AllNames(
                (kind, self._known(kind, last) if kind in self._kinds else self._names[kind])
                for kind in self._gathered.records
            )
        return self._on_days[last]

    def _known(self, kind: str, last: date) -> Names:
        records, names = self._gathered.records[kind], self._names[kind]
        assert isinstance(names, Names)

        def is_known(identifier: str) -> bool:
            source = self._source_of(records[identifier])
            written = source.written_date if source is not None else ""
            return not written or span(written).first <= last

        return self._let_pick(names.known_to(is_known), kind, last)

    def _let_pick(self, names: Names, kind: str, last: date | None) -> Names:
        records = self._gathered.records[kind]
        return names.picking(lambda found: newest(found, records, self.date_of, last))
