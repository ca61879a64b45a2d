"""The days on which records were said: their own date, or else that of their source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..records import Record, Selectable
from .columns import Row, days
from .problems import arrow

Days = tuple[int | None, int | None]
"""The first and the last day that a date may mean, counted from 1970-01-01."""

UNKNOWN: Days = (None, None)


class SourceDays:
    """The days of all sources, in some twenty bytes each."""

    def __init__(self) -> None:
        self._batches: list[Any] = []
        self._table: Any = None

    def add(self, ids: Any, first: Any, last: Any) -> None:
        """Add sources: their ids and days, as arrays of Arrow."""
        self._batches.append(arrow().table([ids, first, last], ["id", "first", "last"]))
        self._table = None

    def of(self, rows: Sequence[Row], kind: type[Selectable]) -> list[Days]:
        """The days on which some records of a kind were said.

        The first of the fields that tell when (``said_by``) counts, else the first of the
        sources that has a date.
        """
        found: list[Days] = []
        asked: list[tuple[int, str]] = []
        takes_sources = issubclass(kind, Record) or kind.dates_of == "source"
        for at, row in enumerate(rows):
            written = next((value for name in kind.said_by if (value := row.get(name))), None)
            found.append(days(written) if written else UNKNOWN)
            if not written and takes_sources:
                names = row.get("source") or ()
                asked += [(at, one) for one in ([names] if isinstance(names, str) else names)]
        for (at, _), known in zip(asked, self._looked_up([one for _, one in asked]), strict=True):
            if found[at] == UNKNOWN:
                found[at] = known
        return found

    def _looked_up(self, names: list[str]) -> list[Days]:
        if not names or not self._batches:
            return [UNKNOWN] * len(names)
        pa = arrow()
        if self._table is None:
            self._table = pa.concat_tables(self._batches).combine_chunks()
        at = pa.compute.index_in(pa.array(names, pa.string()), self._table["id"])
        first, last = (
            self._table[end].cast(pa.int32()).take(at).to_pylist() for end in ("first", "last")
        )
        return list(zip(first, last, strict=True))
