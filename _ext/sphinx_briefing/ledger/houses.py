"""Records of other houses in a ledger: found by their names with the house before them.

They are records like one's own, with ids and pages that begin with the name of the house and a
colon: ``un:guterres`` on ``un:registers/actors``. Whoever looks one up finds it; whoever walks
through records finds one's own alone. Where both have an id, one's own is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ..records import Actor, Kinds, Record, Source
from .evidence import Key
from .names import Names
from .pages import Entry
from .reading import Gathered

Houses = Mapping[str, "House"]
"""Houses by their names."""

NO_HOUSES: Houses = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class House:
    """All that is known of another house.

    :param name: its name here, which its ids begin with.
    :param title: what readers know it by.
    :param entries: its records; ids, the ids in fields and pages begin with its name.
    :param titles: the titles of its notes and briefs, by page.
    :param markings: the markings of its pages, as far as they are known.
    :param pages: the address below which its pages are published; empty if nobody knows.
    :param suffix: the end of the addresses of its pages.
    :param withdrawn: the records that it had once, by kind and id.
    :param is_read: whether its ledger could be read; what it may hold is not asked for then.
    :param digest: a hash of all that is known.
    """

    name: str
    title: str = ""
    entries: tuple[Entry, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    markings: Mapping[str, str] = field(default_factory=dict)
    pages: str = ""
    suffix: str = ".html"
    withdrawn: frozenset[Key] = frozenset()
    is_read: bool = True
    digest: str = ""

    def address(self, kind: str, identifier: str, docname: str) -> str:
        """The address at which a record is published; empty if nobody knows."""
        if not self.pages:
            return ""
        page = docname.partition(":")[2]
        return f"{self.pages.rstrip('/')}/{page}{self.suffix}#{kind}-{bare(identifier)}"


def bare(identifier: str) -> str:
    """An id as its own house knows it.

    >>> bare("un:guterres")
    'guterres'
    """
    return identifier.partition(":")[2]


class OwnFirst(Mapping[str, Any]):
    """Records by id: walked, one's own; looked up, those of other houses, too.

    :param own: one's own.
    :param every: all of them.
    """

    def __init__(self, own: Mapping[str, Any], every: Mapping[str, Any]) -> None:
        self.own, self.every = own, every

    def __getitem__(self, key: str) -> Any:
        return self.every[key]

    def __contains__(self, key: object) -> bool:
        return key in self.every

    def get(self, key: str, default: Any = None) -> Any:
        """The record of an id, whoever has it."""
        return self.every.get(key, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self.own)

    def __len__(self) -> int:
        return len(self.own)

    def items(self) -> Any:
        """One's own, with their ids."""
        return self.own.items()

    def values(self) -> Any:
        """One's own."""
        return self.own.values()


def add_houses(gathered: Gathered, houses: Houses) -> Mapping[str, Mapping[str, Record]]:
    """Add the records of other houses to those of one's own pages; return these alone.

    One's own record of the same id stays.
    """
    if not houses:
        return gathered.records
    own = {kind: dict(records) for kind, records in gathered.records.items()}
    for house in houses.values():
        for entry in house.entries:
            kind, identifier = entry.key
            if kind in own and identifier not in own[kind]:
                gathered.records[kind][identifier] = entry.record
                gathered.lines[kind, identifier] = entry.lines
                gathered.entries[kind, identifier] = entry
    return own


def own_of(
    records: Mapping[str, Mapping[str, Record]],
    written: Mapping[str, Mapping[str, Record]],
    houses: Houses,
) -> Mapping[str, Mapping[str, Record]]:
    """Those records that are one's own, as they were written; all, where there are no houses."""
    if not houses:
        return records
    return {
        kind: {one: record for one, record in of_kind.items() if one in written[kind]}
        for kind, of_kind in records.items()
    }


def names_of(
    kind: str,
    own: Mapping[str, Record],
    every: Mapping[str, Record],
    houses: Houses,
    *,
    english: bool,
) -> Names:
    """The names of all records of a kind: one's own, and those of each house."""
    if not houses:
        return Names(own.values(), english=english)
    theirs: dict[str, list[Record]] = {name: [] for name in houses}
    for identifier, record in every.items():
        if identifier not in own:
            theirs[identifier.partition(":")[0]].append(record)
    return Names(
        own.values(),
        english=english,
        houses={name: Names(found, english=english) for name, found in theirs.items()},
        withdrawn={
            identifier: kind
            for house in houses.values()
            for of_kind, identifier in house.withdrawn
            if of_kind == kind and identifier not in every
        },
    )


def unread(houses: Houses) -> frozenset[str]:
    """The names of the houses whose ledgers could not be read."""
    return frozenset(name for name, house in houses.items() if not house.is_read)


def same_things(
    records: Mapping[str, Mapping[str, Record]], own: Mapping[str, Mapping[str, Record]]
) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
    """The sources that are the same article as those of other houses, and the actors likewise.

    Two houses mean the same actor where they give it the same Wikidata item or OpenSanctions id,
    and the same article where they have it from the same address. What one house writes down twice
    is its own affair.

    :param own: those of them that are one's own.
    """
    if own is records:
        return {}, {}
    sources, actors = (_same(records[kind].values(), own[kind]) for kind in ("source", "actor"))
    return sources, actors


def _same(records: Iterable[Record], own: Mapping[str, Record]) -> dict[str, tuple[str, ...]]:
    holders: dict[tuple[str, str], dict[str, str]] = {}
    for record in records:
        house = "" if record.id in own else record.id.partition(":")[0]
        for thing in _known_by(record):
            holders.setdefault(thing, {}).setdefault(house, record.id)
    found: dict[str, set[str]] = {}
    for by_house in holders.values():
        if len(by_house) > 1:
            for one in by_house.values():
                found.setdefault(one, set()).update(set(by_house.values()) - {one})
    return {one: tuple(sorted(others)) for one, others in found.items()}


def _known_by(record: Record) -> Iterator[tuple[str, str]]:
    """The names by which everybody knows an actor or a source."""
    if isinstance(record, Actor):
        for scheme, name in (
            ("wikidata", record.wikidata), ("opensanctions", record.opensanctions)
        ):  # fmt: skip
            if name:
                yield scheme, name
    elif isinstance(record, Source) and record.url:
        yield "url", record.url.partition("#")[0].rstrip("/")


class OfHouses:
    """The questions about other houses that a ledger answers."""

    kinds: Kinds
    """The kinds of record that there are."""
    houses: Houses
    """The other houses."""
    _records: Mapping[str, Mapping[str, Any]]

    if TYPE_CHECKING:

        def get(self, kind: str, identifier: str) -> Record | None:
            """The record of that kind and id, or ``None``."""

    def every(self, kind: str) -> Mapping[str, Any]:
        """All records of a kind by id, those of other houses among them."""
        found = self._records[kind]
        return found.every if isinstance(found, OwnFirst) else found

    def house_of(self, kind: str, identifier: str) -> str:
        """The name of the house whose record that is; empty for one's own, or for none."""
        found = self._records.get(kind)
        if not isinstance(found, OwnFirst) or identifier in found.own:
            return ""
        return identifier.partition(":")[0] if identifier in found.every else ""

    def records_of(self, house: str, kind: str) -> Mapping[str, Any]:
        """The records of a kind in another house, by id."""
        return {
            identifier: record
            for identifier, record in self.every(kind).items()
            if self.house_of(kind, identifier) == house
        }

    def house_title(self, kind: str, identifier: str) -> str:
        """The house of a record as readers know it; empty for one's own."""
        house = self.houses.get(self.house_of(kind, identifier))
        return house.title or house.name if house is not None else ""

    def title_elsewhere(self, docname: str) -> str:
        """The title of a page of another house; empty for all others."""
        house = self.houses.get(docname.partition(":")[0])
        return house.titles.get(docname, "") if house is not None else ""

    def address_elsewhere(self, kind: str, identifier: str) -> str:
        """The address at which another house has published a record; empty for all others."""
        house = self.houses.get(self.house_of(kind, identifier))
        if house is None:
            return ""
        record = self.every(kind)[identifier]
        return house.address(kind, identifier, record.docname)
