"""Look-up of names.

Exact id, then name, then abbreviation, long form or alias, then the only match that differs in
case alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..records import Record

SHORT = 3
"""Letters of an abbreviation, which a slip changes more than a word."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """The answer to a name: the id it means, or who else it might have meant.

    Exactly one of three cases: ``id`` is set; ``candidates`` holds the several ids it could
    mean; or it is unknown and ``nearest`` holds similar names, best first.
    """

    id: str = ""
    candidates: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()

    def message(self, kind: str, name: str) -> str:
        """What to tell the author of a name that was not found."""
        if self.candidates:
            return (
                f"{kind} {name!r} is ambiguous: it may mean {', '.join(self.candidates)}; "
                "write one of these ids"
            )
        hint = f"; did you mean {' or '.join(map(repr, self.nearest))}?" if self.nearest else ""
        return f"unknown {kind} {name!r}{hint or f'; define it with a {{{kind}}} directive'}"


Table = Mapping[str, list[str]]
"""Names, each with the ids of the records that have it."""


class Names:
    """The names of all records of one kind."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = list(records)
        self.ids = frozenset(record.id for record in self._records)
        """The ids themselves, which most references write."""
        self._known: dict[str, Lookup] = {}

    @cached_property
    def _titles(self) -> Table:
        return self._table(lambda record: (record.title_text,))

    @cached_property
    def _shorts(self) -> Table:
        return self._table(lambda record: record.short_names)

    @cached_property
    def _folded(self) -> Table:
        return self._table(
            lambda record: map(str.casefold, (record.id, record.title_text, *record.short_names))
        )

    def _table(self, names_of: Callable[[Record], Iterable[str]]) -> Table:
        table: dict[str, list[str]] = {}
        for record in self._records:
            for name in names_of(record):
                found = table.setdefault(name, [])
                if record.id not in found:
                    found.append(record.id)
        return table

    def find(self, name: str, *, suggest: bool = True) -> Lookup:
        """Look a name up; the result says what to tell the author when it is not found.

        :param suggest: whether to look for similar names, which takes time.
        """
        known = self._known.get(name)
        if known is None:
            known = self._found(" ".join(name.split()), suggest=suggest)
            if known.id or suggest:
                self._known[name] = known
        return known

    def _found(self, name: str, *, suggest: bool) -> Lookup:
        if name in self.ids:
            return Lookup(name)
        for table, key in (
            (self._titles, name),
            (self._shorts, name),
            (self._folded, name.casefold()),
        ):
            found = table.get(key)
            if found:
                return Lookup(found[0]) if len(found) == 1 else Lookup(candidates=tuple(found))
        return Lookup(nearest=self._nearest(name) if suggest else ())

    def find_all(self, values: tuple[str, ...]) -> list[tuple[str, Lookup]]:
        """Look up a list as written. A name that holds a comma is tried whole first."""
        whole = ", ".join(values)
        if len(values) > 1 and (found := self.find(whole)).id:
            return [(whole, found)]
        return [(name, self.find(name)) for name in values]

    def _nearest(self, name: str) -> tuple[str, ...]:
        from rapidfuzz import fuzz, process  # only mistakes need it

        choices = [*self._titles, *self._shorts, *(record.id for record in self._records)]
        alike = 50 if len(name) <= SHORT else 62  # one wrong letter of three is much
        matches = process.extract(
            name, choices, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=alike, limit=6
        )
        distinct: dict[str, str] = {}
        for match in matches:
            distinct.setdefault(match[0].casefold(), match[0])
        return tuple(distinct.values())[:3]
