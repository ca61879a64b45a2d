"""The records that a page is handed though they are marked more strictly than it is.

Layouts ask a ledger whatever they like. What of the :class:`Strict` things an answer holds, by
itself or by its name in something else, is read off the questions that a page has asked
(:mod:`.trace`). Whether it was printed is for others to see.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from operator import attrgetter
from typing import Any

from ..markings import may_show
from ..records import Record, Selectable, declared, naming
from ..records.fields import LIKELIHOOD, FieldType
from .answers import Answers, Asked, Key
from .ledger import Ledger
from .pages import PAGE, Caption

CAPTION = "passage with the label"
"""What messages call a passage whose title is printed, and the kind of its key."""


class Strict:
    """The records and pages that are marked more strictly than a page that bears a marking."""

    def __init__(self, ledger: Ledger, open_to: str) -> None:
        self._ledger = ledger
        markings = ledger.markings
        self.records: dict[Key, Record] = {
            (kind, identifier): record
            for kind in ledger.kinds
            for identifier, record in ledger.every(kind).items()
            if not markings.may_show(record, open_to)
        }
        self.captions: dict[Key, Caption] = {
            (CAPTION, caption.anchor): caption
            for caption in ledger.captions
            if not may_show(caption.marking, open_to)
        }
        self.open_to = open_to
        self._handed: dict[Asked, frozenset[Key]] = {}

    def handed_by(self, question: Asked, answers: Answers) -> frozenset[Key]:
        """The strict records and pages that the answer to a question hands to a page."""
        found = self._handed.get(question)
        if found is None:
            found = frozenset(self._found_in(*answers.plainly(question)))
            self._handed[question] = found
        return found

    def _found_in(self, answers: Answers, question: Asked) -> Iterator[Key]:
        if question[0] in ("ids", "records"):
            yield from self.of_kind.get(question[1], ())
            return
        for key in answers.keys_in(question):
            if key[0] == PAGE:
                if self.holds_page(key[1]):
                    yield key
            elif not key[0]:  # an id, of whatever kind
                yield from self.ids.get(key[1], ())
            else:
                if key in self.records:
                    yield key
                yield from self.named_by.get(key, ())

    def holds_page(self, docname: str) -> bool:
        """Whether a page is marked more strictly."""
        return not self._ledger.markings.may_show_page(docname, self.open_to)

    def marking_of(self, key: Key) -> str:
        """The marking of one of them."""
        if key in self.captions:
            return self.captions[key].marking
        record, markings = self.records.get(key), self._ledger.markings
        return markings.of(record) if record is not None else markings.of_page(key[1])

    @cached_property
    def named_by(self) -> Mapping[Key, frozenset[Key]]:
        """By record: the strict records that it names in its fields and its prose."""
        found: dict[Key, set[Key]] = defaultdict(set)
        for one, other in _names(
            self._ledger, prose=any(kind in self._ledger.kinds.linked for kind, _ in self.records)
        ):
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
        return bool(self.records or self.captions) or not may_show(
            self._ledger.markings.highest, self.open_to
        )


def _names(ledger: Ledger, *, prose: bool) -> Iterator[tuple[Key, Key]]:
    """Pairs of records of which one names the other: in a field, or in its prose."""
    for kind, declaration in ledger.kinds.items():
        records: Mapping[str, Record] = ledger.every(kind)
        fields = [(attrgetter(f.attribute), f.shape.keys) for f in naming(declaration)]
        for identifier, record in records.items():
            one = (kind, identifier)
            for names_in, keys in fields:
                for key in keys(names_in(record)):
                    yield one, key
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
def _word_attributes(kind: type[Selectable]) -> tuple[str, ...]:
    """The attributes of a kind that hold words, and not a day, a grade or the names of records."""
    shapes = {field.attribute: field.shape for field in declared(kind).values()}
    return ("text", *(name for name, shape in shapes.items() if _holds_words(shape)))


def _holds_words(shape: FieldType) -> bool:
    is_grade = shape.scale is not None or shape.is_like(LIKELIHOOD)
    return not (shape.refers or shape.date or is_grade)


def texts_of(what: Selectable) -> Iterator[str]:
    """The words of a record or page: its names, its statement, its prose, whatever it tells."""
    for attribute in _word_attributes(type(what)):
        value: Any = getattr(what, attribute, None)
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str):
                yield text
