"""Look-up of names.

Exact id, then name, then abbreviation, long form or alias, then the only match that is equal when
both are folded, then the only term of which it is the regular plural.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

from ..records import Record, slug
from ..records.fields import EVERY, OR
from ..records.forms import counted, plurals
from .folding import fold

SHORT = 3
"""Letters of an abbreviation, which a slip changes more than a word."""

HOUSE = re.compile(r"[a-z][a-z0-9-]*")
"""Names of houses of others."""

NAMED = 5
"""Candidates that a message names."""

COMPARED = 1000
"""Names that an unknown one is compared with, so that many unknown ones cost little each."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """The answer to a name: the id it means, or who else it might have meant.

    Exactly one of three cases: ``id`` is set; ``candidates`` holds the several ids it could
    mean; or it is unknown and ``nearest`` holds similar names, best first. ``said`` is the kind
    that the name itself says, as ``event:krakow`` does.
    """

    id: str = ""
    candidates: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()
    said: str = ""
    house: str = ""
    """The house of others that the name itself says, as ``un:guterres`` does."""
    is_known_house: bool = True
    """Whether there is such a house."""
    withdrawn: str = ""
    """What that house has withdrawn: its kind, where an earlier ledger of the house had it."""

    def message(self, kind: str, name: str) -> str:
        """The message to the author of a name that was not found."""
        if self.said:
            kind, name = self.said, name.partition(":")[2].strip()
        if self.house and not self.candidates:
            return self._of_house(_first_of(kind), name)
        if self.candidates:
            named = ", ".join(self.candidates[:NAMED])
            more = len(self.candidates) - NAMED
            others = f" and {more} others" if more > 0 else ""
            return (
                f"{_first_of(kind)} {name!r} is ambiguous: it may mean {named}{others}; "
                "write one of these ids"
            )
        hint = f"; did you mean {' or '.join(map(repr, self.nearest))}?" if self.nearest else ""
        directives = OR.join(f"{{{one}}}" for one in kind.split(OR) if one != EVERY)
        another = ", or name a record of another kind" if EVERY in kind else ""
        hint = hint or f"; define it with a {directives} directive{another}"
        return f"unknown {_first_of(kind)} {name!r}{hint}"

    def _of_house(self, kind: str, name: str) -> str:
        hint = f"did you mean {' or '.join(map(repr, self.nearest))}?" if self.nearest else ""
        if not self.is_known_house:
            hint = hint or "add it there, or leave the words before the colon out"
            return f"house {self.house!r} is not in briefing_houses; {hint}"
        if self.withdrawn:
            return (
                f"{self.withdrawn} {name!r} was withdrawn by the house {self.house!r}: an earlier "
                "ledger of theirs has it, and the one read now does not; name another, or leave it "
                "out"
            )
        hint = hint or f"the ledger of the house {self.house!r} has no such {kind}"
        return f"unknown {kind} {name!r}; {hint}"


def _first_of(kind: str) -> str:
    """The kinds that a name may mean, in a message: the first one where it may be of any."""
    return kind.partition(OR)[0] if EVERY in kind else kind


Pick = Callable[[tuple[str, ...]], tuple[str, ...]]
"""Takes the ids of records that share a name, and returns those that may be meant."""

Table = Mapping[str, tuple[str, ...]]
"""Names, each with the ids of the records that have it."""


class Finder:
    """Something that finds records by name."""

    def holds(self, ids: Iterable[str]) -> bool:
        """Whether all of some names are ids."""
        raise NotImplementedError

    def find(self, name: str, *, suggest: bool = True) -> Lookup:
        """Look a name up; the result says what to tell the author when it is not found.

        :param suggest: whether to look for similar names, which takes time.
        """
        raise NotImplementedError

    def ids_of(self, names: tuple[str, ...]) -> tuple[str, ...] | None:
        """The ids that some names are; ``None`` where not all of them are ids."""
        return names if self.holds(names) else None

    def find_all(self, values: tuple[str, ...]) -> list[tuple[str, Lookup]]:
        """Look up a list as written. A name that holds a comma is tried whole first."""
        whole = ", ".join(values)
        found = self.find(whole, suggest=False)
        if found.id:
            return [(whole, found)]
        return [(name, self.find(name)) for name in values]


class Names(Finder):
    """The names of all records of one kind.

    :param houses: the names in each house of others, whose ids begin with the house and a colon.
    :param withdrawn: the ids of records that houses had once, each with its kind.
    """

    def __init__(
        self,
        records: Iterable[Record],
        *,
        english: bool = True,
        houses: Mapping[str, Names] = MappingProxyType({}),
        withdrawn: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._records = list(records)
        self._houses = houses
        self._withdrawn = withdrawn
        self._english = english
        self._tables: Names = self
        self._is_known: Callable[[str], bool] | None = None
        self._pick: Pick | None = None
        self._ids = frozenset(record.id for record in self._records)
        self._ids = self._ids.union(*(there._ids for there in houses.values()))
        self._known: dict[str, Lookup] = {}

    def known_to(self, is_known: Callable[[str], bool]) -> Names:
        """The names of those records alone that are known, found in the tables of all."""
        found = Names(())
        found._tables, found._is_known = self._tables, is_known
        return found

    def picking(self, pick: Pick) -> Names:
        """Let something choose among records that share a name; returns these names."""
        self._pick = pick
        self._known.clear()
        return self

    @property
    def records(self) -> Sequence[Record]:
        """All records that have names here, those that nobody knows on a day among them."""
        return self._tables._records

    @property
    def ids(self) -> frozenset[str]:
        """The ids themselves, which most references write."""
        found = self._tables._ids
        return found if self._is_known is None else frozenset(filter(self._is_known, found))

    @property
    def houses(self) -> Mapping[str, Names]:
        """The names in each house of others."""
        return self._tables._houses

    def _is_id(self, name: str) -> bool:
        return name in self._tables._ids and (self._is_known is None or self._is_known(name))

    @cached_property
    def _titles(self) -> Table:
        return self._table(lambda record: filter(None, (record.title_text, record.original)))

    @cached_property
    def _shorts(self) -> Table:
        return self._table(lambda record: record.short_names)

    @cached_property
    def _folded(self) -> Table:
        return self._table(
            lambda record: map(
                fold,
                filter(None, (record.id, record.title_text, record.original, *record.short_names)),
            )
        )

    @cached_property
    def _plurals(self) -> Table:
        """The regular plurals of terms, which prose is searched for as well."""

        def regular(record: Record) -> Iterable[str]:
            if self._english:
                for name in counted(record):
                    yield from map(fold, plurals(name))

        return self._table(regular)

    def _table(self, names_of: Callable[[Record], Iterable[str]]) -> Table:
        table: dict[str, dict[str, None]] = {}
        for record in self._records:
            for name in names_of(record):
                table.setdefault(name, {})[record.id] = None
        return {name: tuple(ids) for name, ids in table.items()}

    def holds(self, ids: Iterable[str]) -> bool:
        return all(map(self._is_id, ids))

    def find(self, name: str, *, suggest: bool = True) -> Lookup:
        known = self._known.get(name)
        if known is None:
            known = self._look_up(" ".join(name.split()), suggest=suggest)
            if known.id or suggest:
                self._known[name] = known
        return known

    def _look_up(self, name: str, *, suggest: bool) -> Lookup:
        if self._is_id(name):
            return Lookup(name)
        tables = self._tables
        if found := self._in_tables(tables, name):
            return found
        if "/" in name and self._is_id(key := slug(name)):
            return Lookup(key)  # a key of a bibliography, which no id can be
        if tables._houses and ":" in name:
            return self._in_house(name, suggest=suggest)
        return Lookup(nearest=tables.similar(name) if suggest else ())

    def _in_tables(self, tables: Names, name: str) -> Lookup | None:
        """The records that a name means in some tables, if there are any."""
        folded = fold(name)
        for table, key in (
            (tables._titles, name),
            (tables._shorts, name),
            (tables._folded, folded),
            (tables._plurals, folded),
        ):
            found = table.get(key, ())
            if self._is_known is not None:
                found = tuple(filter(self._is_known, found))
            if len(found) > 1 and self._pick is not None:
                found = self._pick(found)
            if found:
                return Lookup(found[0]) if len(found) == 1 else Lookup(candidates=found)
        return None

    def _in_house(self, name: str, *, suggest: bool) -> Lookup:
        """Look up a name that may say the house of others in which it is one."""
        tables = self._tables
        house, _colon, rest = name.partition(":")
        there = tables._houses.get(house)
        if there is not None:
            found = self._in_tables(there, rest.strip()) or self._in_tables(there, name)
            if found:
                return replace(found, house=house)
            gone = tables._withdrawn.get(f"{house}:{rest.strip()}", "")
            near = there.similar(rest.strip()) if suggest and not gone else ()
            near = tuple(f"{house}:{one.removeprefix(f'{house}:')}" for one in near)
            return Lookup(nearest=near, house=house, withdrawn=gone)
        near = tables.similar(name) if suggest else ()
        if (
            rest[:1].isspace()
            or not HOUSE.fullmatch(house)
            or any(one.startswith(f"{house}:") for one in near)
        ):
            return Lookup(nearest=near)
        return Lookup(
            nearest=similar_houses(house, tables._houses), house=house, is_known_house=False
        )

    # -- similar names ---------------------------------------------------------------------------

    def similar(self, name: str) -> tuple[str, ...]:
        """Names that are similar to one, best first."""
        from rapidfuzz import fuzz, process  # only mistakes need it

        folded = fold(name)
        alike = 50 if len(name) <= SHORT else 62  # one wrong letter of three is much
        compared = self.compared_with(folded)
        matches = process.extract(folded, compared, scorer=fuzz.ratio, score_cutoff=alike, limit=6)
        distinct: dict[str, str] = {}
        for match in matches:
            distinct.setdefault(match[0], self._choices[match[2]])
        return tuple(distinct.values())[:3]

    @cached_property
    def _choices(self) -> Sequence[str]:
        return sorted({*self._titles, *self._shorts, *self._ids})

    @cached_property
    def _folded_choices(self) -> Mapping[int, str]:
        return dict(enumerate(map(fold, self._choices)))

    @cached_property
    def _by_letters(self) -> Mapping[str, Sequence[int]]:
        """The choices by the pairs of letters that they hold."""
        found: dict[str, list[int]] = {}
        for number, choice in self._folded_choices.items():
            for pair in _pairs(choice):
                found.setdefault(pair, []).append(number)
        return found

    def compared_with(self, folded: str) -> Mapping[int, str]:
        """The names that may be similar to one: all of few, of many those that share most with it.

        They are folded, by their numbers.

        However many there are, no more is looked at than a few thousand entries of an index.
        """
        if len(self._choices) <= COMPARED:
            return self._folded_choices
        holding = sorted((self._by_letters.get(pair, ()) for pair in _pairs(folded)), key=len)
        shared: Counter[int] = Counter()
        room = 4 * COMPARED
        for numbers in holding:
            shared.update(numbers[:room])
            room -= len(numbers)
            if room <= 0:
                break
        most = sorted(shared, key=shared.__getitem__, reverse=True)[: COMPARED // 4]
        return {number: self._folded_choices[number] for number in most}


def similar_houses(name: str, houses: Iterable[str]) -> tuple[str, ...]:
    """The houses whose names are similar to a word, or the only one that there is."""
    from rapidfuzz import fuzz

    known = sorted(houses)
    ranked = sorted(known, key=lambda one: -fuzz.ratio(name, one))
    found = [one for one in ranked if fuzz.ratio(name, one) >= 50]
    return tuple(found[:1] or (known if len(known) == 1 else ()))


def _pairs(folded: str) -> set[str]:
    """Every two letters that follow each other, with the edges of the name."""
    text = f"\n{folded}\n"
    return {text[at : at + 2] for at in range(len(text) - 1)}
