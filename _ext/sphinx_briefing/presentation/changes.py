"""Changes between two editions of a brief in words: what has moved, what is new, what is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from ..editions import Change, Kept, Move
from ..records import Record, Selectable
from ..records.fields import LIKELIHOOD, Field, all_fields, declared
from ..vocabularies import CONFIDENCE
from .labels import N_, _, count_of, label_of, words_of
from .values import Facts, Part, title_of

if TYPE_CHECKING:
    from ..editions.comparing import Why

ARROW = " \N{RIGHTWARDS ARROW} "
NOTHING = "\N{EN DASH}"
EXAMPLES = 3

VERBS = {"new": N_("New"), "dropped": N_("Dropped"), "changed": ""}

_CAUSES: dict[Why, str] = {
    "new": N_("New under it"),
    "gone": N_("No longer under it"),
    "moved": N_("Changed under it"),
    "cited": N_("Cited for"),
    "shown": N_("Shown by"),
}
_STANDING = {
    "stands": N_("stands again"),
    "weakened": N_("weakened"),
    "falls": N_("falls"),
    "withdrawn": N_("withdrawn"),
}


class Named(NamedTuple):
    """A record by its name or statement."""

    kind: str
    id: str
    title: str
    is_there: bool
    """Whether the ledger still has it, so that there is a place to lead to."""


class Said(NamedTuple):
    """Something said of a change: words, and records named after them."""

    words: Sequence[Part]
    records: Sequence[Named] = ()
    more: str = ""
    """How many others there are besides, in words."""


class Entry(NamedTuple):
    """A change in words."""

    what: str
    verb: str
    """One word before the record, or nothing."""
    record: Named
    said: Sequence[Said]
    """What has moved, or what a new record says in short."""
    causes: Sequence[Said]


class Group(NamedTuple):
    """The changes of the records of one kind."""

    label: str
    entries: Sequence[Entry]


def in_words(
    found: Iterable[Change], facts: Facts, may_read: Callable[[Kept], bool]
) -> list[Group]:
    """Changes in words, by kind.

    :param may_read: whether a record may be named; what is marked for fewer readers is left out.
    """
    shown = (change for change in found if may_read(change.record))
    writer = _Writer(facts, may_read)
    return [
        Group(_label(facts, kind), [writer.entry(change) for change in changes])
        for kind, changes in groupby(shown, key=lambda change: change.record.kind)
    ]


def _label(facts: Facts, kind: str) -> str:
    declaration = facts.ledger.kinds[kind]
    return words_of(declaration.labels, declaration)


def _cause(why: Why, records: Sequence[Named]) -> Said:
    """A cause in words; of what a source is cited for, a few examples do."""
    words = [Part(f"{_(_CAUSES[why])}: ")]
    if why != "cited" or len(records) <= EXAMPLES + 1:
        return Said(words, records)
    more = count_of(len(records) - EXAMPLES, "and %d other", "and %d others")
    return Said(words, records[:EXAMPLES], more)


class _Writer:
    def __init__(self, facts: Facts, may_read: Callable[[Kept], bool]) -> None:
        self._facts = facts
        self._may_read = may_read

    def entry(self, change: Change) -> Entry:
        """One change."""
        kept = change.record
        record = self._facts.ledger.get(*kept.key)
        covered = {other.key for cause in change.causes for other in cause.records}
        said: list[Said] = []
        if record is not None and change.what == "new":
            said = list(self._in_short(record))
        elif record is not None:
            for move in change.moves:
                said += self._moved(record, move, covered)
            if not said:  # its causes name the records
                said = [Said([Part(str(_("rests on other records")))])]
        causes = [
            _cause(cause.why, shown)
            for cause in change.causes
            if (shown := [self._named(other) for other in cause.records if self._may_read(other)])
        ]
        verb = VERBS[change.what]
        return Entry(change.what, str(_(verb)) if verb else "", self._named(kept), said, causes)

    def _named(self, kept: Kept) -> Named:
        record = self._facts.ledger.get(*kept.key)
        title = title_of(record) if record is not None else kept.title
        return Named(kept.kind, kept.id, title.rstrip("."), record is not None)

    # -- a new record ---------------------------------------------------------------------------

    def _in_short(self, record: Record) -> Iterator[Said]:
        """The fields of a new record that tell most, where they say something."""
        dated = next((name for name in record.dated_by if getattr(record, name, None)), "")
        for name in dict.fromkeys((*record.edition_fields, dated)):
            field = _field(type(record), name)
            if field is None or field.shape.refers or field.shape.derived:
                continue
            value = getattr(record, field.attribute)
            if value != field.default and (parts := self._facts.of(record, name)):
                yield Said([*self._before(record, field), *_spaced(parts)])

    # -- a change -------------------------------------------------------------------------------

    def _moved(self, record: Record, move: Move, covered: set[Any]) -> Iterator[Said]:
        field = _field(type(record), move.field)
        if field is None:
            return
        if move.field == "disputed":
            yield from self._listed(N_("newly disputed by"), move.after)
            yield from self._listed(N_("no longer disputed by"), move.before)
        elif field.shape.refers:
            label = label_of(type(record), move.field)
            for words, keys in ((_("%s, added"), move.after), (_("%s, removed"), move.before)):
                left = [key for key in keys if key not in covered]
                yield from self._listed(str(words) % label, left)
        elif move.field == "standing":
            yield self._stands(record, move)
        elif move.field == "retracted":
            yield self._retracted(record, move)
        elif move.field == "overdue":
            yield Said([Part(str(_("overdue") if move.after else _("no longer overdue")))])
        else:
            yield self._plainly(record, field, move)

    def _listed(self, words: str, keys: Iterable[tuple[str, str]]) -> Iterator[Said]:
        found = []
        for kind, identifier in keys:
            record = self._facts.ledger.get(kind, identifier)
            title = title_of(record).rstrip(".") if record is not None else identifier
            marking = self._facts.ledger.markings.of(record) if record is not None else ""
            named = Named(kind, identifier, title, record is not None)
            if self._may_read(Kept(kind, identifier, title, {}, marking)):
                found.append(named)
        if found:
            yield Said([Part(f"{_(words)}: ")], found)

    def _stands(self, record: Record, move: Move) -> Said:
        word = str(_(_STANDING.get(str(move.after), str(move.after))))
        parts = [Part(word, classes=("brief-badge", f"brief-standing-{move.after}"))]
        day = getattr(record, "withdrawn", None)
        if move.after == "withdrawn" and day:
            parts += [Part(" "), self._facts.date(day)]
        return Said(parts)

    def _retracted(self, record: Record, move: Move) -> Said:
        if not move.after:
            return Said([Part(str(_("no longer retracted")))])
        parts = [Part(str(_("retracted"))), Part(" "), self._facts.date(str(move.after))]
        if reason := getattr(record, "retraction", None):
            parts.append(Part(f": {reason}"))
        return Said(parts)

    def _plainly(self, record: Record, field: Field, move: Move) -> Said:
        """What a field held, and what it holds."""
        parts = [*self._before(record, field, move.way)]
        earlier = self._value(record, field, move.before)
        if earlier or not move.after:
            parts += [*(earlier or [Part(NOTHING)]), Part(ARROW)]
        parts += self._value(record, field, move.after) or [Part(NOTHING)]
        settled = getattr(record, "settled", None)
        if field.name == "status" and settled:
            parts += [Part(", "), self._facts.date(settled)]
        return Said(parts)

    def _before(self, record: Record, field: Field, way: int = 0) -> Iterator[Part]:
        """The words before a value, where it does not say itself what it is."""
        if field.shape.is_like(LIKELIHOOD):
            words = {1: N_("more likely"), -1: N_("less likely")}.get(way, "")
            if words:
                yield Part(f"{_(words)}: ", classes=("brief-change-way",))
        elif field.shape.scale is not CONFIDENCE and field.name != "date":
            yield Part(f"{label_of(type(record), field.name)}: ")

    def _value(self, record: Record, field: Field, value: Any) -> list[Part]:
        """A value of a field in words, as it is or was."""
        if value in (None, "", ()):
            return []
        fits = isinstance(value, (tuple if field.several else str, int))
        if not fits:  # somebody has written it into a file
            return [Part(str(value))]
        try:
            at_that_time = msgspec.structs.replace(record, **{field.attribute: value})
            return _spaced(self._facts.of(at_that_time, field.name)) or [Part(str(value))]
        except (ValueError, TypeError, AttributeError):
            return [Part(str(value))]


def _spaced(parts: Sequence[Part]) -> list[Part]:
    found: list[Part] = []
    for part in parts:
        found += [Part(", "), part] if found else [part]
    return found


def _field(kind: type[Selectable], name: str) -> Field | None:
    return declared(kind).get(name) or next(
        (field for field in all_fields(kind) if field.name == name), None
    )


def as_text(said: Said) -> str:
    """Something said of a change as plain text."""
    names = "; ".join(named.title for named in said.records)
    more = f" {said.more}" if said.more else ""
    return "".join(part.text for part in said.words) + names + more
