"""What a page is handed of records that are marked more strictly than it is.

Layouts ask a ledger whatever they like. A page that must not print everything gets a
:class:`Watched` ledger, which answers the same and remembers what of the :class:`Strict` things has
left it: by itself, or by its name in something else. Whether it was printed is for others to see.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from operator import attrgetter
from typing import Any

from ..markings import is_stricter
from ..records import Kinds, Record, Selectable, declared, naming
from .ledger import Ledger
from .pages import PAGE, Entry

Key = tuple[str, str]
"""Kind and id of a record; :data:`PAGE` and docname of a page."""

_DEPTH = 4
"""How deep answers are nested in each other: a mapping of lists of entries of records."""


class Strict:
    """The records and pages that are marked more strictly than a page that bears a marking."""

    def __init__(self, ledger: Ledger, open_to: str) -> None:
        self._ledger = ledger
        markings = ledger.markings
        self.records: dict[Key, Record] = {
            (kind, identifier): record
            for kind in ledger.kinds
            for identifier, record in ledger.records(kind).items()
            if is_stricter(markings.of(record), open_to)
        }
        self.open_to = open_to

    def holds_page(self, docname: str) -> bool:
        """Whether a page is marked more strictly."""
        return is_stricter(self._ledger.markings.of_page(docname), self.open_to)

    def marking_of(self, key: Key) -> str:
        """The marking of one of them."""
        record, markings = self.records.get(key), self._ledger.markings
        return markings.of(record) if record is not None else markings.of_page(key[1])

    @cached_property
    def named_by(self) -> Mapping[Key, frozenset[Key]]:
        """By record: the strict records that it names in its fields and its prose."""
        found: dict[Key, set[Key]] = defaultdict(set)
        for one, other in _names(self._ledger, prose=any(k in _IN_PROSE for k, _ in self.records)):
            if other in self.records:
                found[one].add(other)
        return {key: frozenset(others) for key, others in found.items()}

    @cached_property
    def leading(self) -> frozenset[Key]:
        """The records that lead to strict ones, over whatever names what; themselves included."""
        naming_it: dict[Key, list[Key]] = defaultdict(list)
        for one, other in _names(self._ledger, prose=True):
            naming_it[other].append(one)
        found, waiting = set(self.records), list(self.records)
        while waiting:
            for one in naming_it[waiting.pop()]:
                if one not in found:
                    found.add(one)
                    waiting.append(one)
        return frozenset(found)

    @cached_property
    def anchors(self) -> Mapping[str, Key]:
        """The strict records by their anchors."""
        return {self._ledger.anchor(*key)[1]: key for key in self.records}

    @cached_property
    def of_kind(self) -> Mapping[str, frozenset[Key]]:
        """By kind, what a walk through all of its records hands out."""
        found: dict[str, set[Key]] = defaultdict(set)
        for key in self.records:
            found[key[0]].add(key)
        for one, others in self.named_by.items():
            found[one[0]] |= others
        return {kind: frozenset(keys) for kind, keys in found.items()}

    @cached_property
    def ids(self) -> Mapping[str, tuple[Key, ...]]:
        """The strict records by id alone."""
        found: dict[str, list[Key]] = defaultdict(list)
        for key in self.records:
            found[key[1]].append(key)
        return {identifier: tuple(keys) for identifier, keys in found.items()}

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.records) or is_stricter(self._ledger.markings.highest, self.open_to)


_IN_PROSE = ("actor", "term")


def _names(ledger: Ledger, *, prose: bool) -> Iterator[tuple[Key, Key]]:
    """Which record names which: in a field, by a reference in its prose, by a name in it."""
    for kind, declaration in ledger.kinds.items():
        records: Mapping[str, Record] = ledger.records(kind)
        fields = [(attrgetter(f.attribute), f.shape.refers) for f in naming(declaration)]
        for identifier, record in records.items():
            one = (kind, identifier)
            for names_in, refers in fields:
                for other in names_in(record):
                    yield one, (refers, other)
            entry = ledger.entry(kind, identifier)
            for refers, name in entry.body_refers if entry else ():
                if refers in ledger.kinds:
                    yield one, (refers, ledger.find_exactly(refers, name))
            for other in ledger.disputed_by(identifier) if kind == "claim" else ():
                yield one, (kind, other)
        if prose:
            texts = ["\0".join(texts_of(record)) for record in records.values()]
            for identifier, found in zip(records, ledger.mentions_in_each(texts), strict=True):
                for mention in found:
                    yield (kind, identifier), (mention.kind, mention.id)


@cache
def _told(kind: type[Selectable]) -> tuple[str, ...]:
    """The attributes of a kind that hold words, and not a day, a grade or the names of records."""
    fields = declared(kind).values()
    found = (f.attribute for f in fields if not (f.shape.refers or f.shape.date or f.shape.scale))
    return ("text", *found)


def texts_of(what: Selectable) -> Iterator[str]:
    """The words of a record or page: its names, its statement, its prose, whatever it tells."""
    for attribute in _told(type(what)):
        value: Any = getattr(what, attribute, None)
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str):
                yield text


class Watched:
    """A ledger that remembers which strict things it has handed out.

    It stands in for a :class:`Ledger`, whose every answer it looks through, whoever will have added
    the method that gave it.
    """

    def __init__(self, ledger: Ledger, strict: Strict) -> None:
        self._ledger = ledger
        self._strict = strict
        self.handed: set[Key] = set()
        """What has left the ledger."""
        self.linked: set[str] = set()
        """The strict pages whose addresses have been asked for."""

    @property
    def kinds(self) -> Kinds:
        """The kinds of record, which are nobody's secret."""
        return self._ledger.kinds

    def records(self, kind: str) -> Mapping[str, Any]:
        """The records of a kind; which of them are looked at is remembered."""
        return _WatchedMapping(self._ledger.records(kind), self, kind)

    def title_of(self, docname: str) -> str:
        """The title of a page, be it one of ours or not."""
        if self._strict.holds_page(docname):
            self.handed.add((PAGE, docname))
        return self._ledger.title_of(docname)

    def note_link(self, docname: str) -> None:
        """Remember that somebody asks for the address of a page."""
        if self._strict.holds_page(docname):
            self.linked.add(docname)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._ledger, name)
        if not callable(found) or not hasattr(found, "__self__"):
            return self._looked_through(found)

        def asked(*arguments: Any, **named: Any) -> Any:
            return self._looked_through(found(*arguments, **named))

        return asked

    def hand_out(self, what: Any, depth: int = _DEPTH) -> None:
        """Remember what is strict in an answer."""
        if isinstance(what, str):
            self.handed.update(self._strict.ids.get(what, ()))
        elif isinstance(what, Record):
            self.hand_out_key((what.kind_name, what.id))
        elif isinstance(what, Selectable):
            docname: str = getattr(what, "docname", "")
            if self._strict.holds_page(docname):
                self.handed.add((PAGE, docname))
            self.hand_out(getattr(what, "source", ""))
        elif isinstance(what, Entry):
            self.hand_out_key(what.key)
        elif isinstance(what, (list, tuple, set, frozenset)) and depth:
            for item in what:
                self.hand_out(item, depth - 1)
        elif hasattr(what, "id"):  # a look-up, a mention
            self.hand_out(what.id)

    def hand_out_key(self, key: Key) -> None:
        """Remember a record, and what is strict in what it names."""
        if key in self._strict.records:
            self.handed.add(key)
        self.handed |= self._strict.named_by.get(key, frozenset())

    def hand_out_kind(self, kind: str) -> None:
        """Remember all records of a kind."""
        self.handed |= self._strict.of_kind.get(kind, frozenset())

    def _looked_through(self, answer: Any) -> Any:
        if isinstance(answer, Mapping):
            return _WatchedMapping(answer, self, "")
        if isinstance(answer, Iterator):
            answer = list(answer)
        self.hand_out(answer)
        return answer


class _WatchedMapping(Mapping[Any, Any]):
    """Things by id: what is looked at is remembered, and so is all of it by a walk through."""

    def __init__(self, found: Mapping[Any, Any], watched: Watched, kind: str) -> None:
        self._found = found
        self._watched = watched
        self._kind = kind

    def __getitem__(self, key: Any) -> Any:
        found = self._found[key]
        self._watched.hand_out(found)
        return found

    def __contains__(self, key: object) -> bool:
        return key in self._found

    def __iter__(self) -> Iterator[Any]:
        if self._kind:
            self._watched.hand_out_kind(self._kind)
        else:
            for key, value in self._found.items():
                self._watched.hand_out((key, value))
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    # The mixins of Mapping would look each value up by itself.
    def values(self) -> Any:
        """All values, which are handed out together."""
        iter(self)
        return self._found.values()

    def items(self) -> Any:
        """All items, which are handed out together."""
        iter(self)
        return self._found.items()
