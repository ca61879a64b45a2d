"""Changes in meaning between two editions of a brief, and what has caused them.

A rewording changes nothing, nor does another order, another place or another id: see
:mod:`.matching`. What an edition was frozen without, by an older version or a house that knew fewer
kinds, is not compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal, NamedTuple

from ..records import Kinds, Record
from ..records.fields import EVERY, Field
from .matching import matched
from .model import (
    DISPUTERS,
    Edition,
    Grounds,
    Kept,
    Key,
    grounds_of,
    meaning_of,
    named_in,
    texts_in,
)  # fmt: skip

What = Literal["changed", "new", "dropped"]
Why = Literal["new", "gone", "moved", "cited", "shown"]

_STANDINGS = ("withdrawn", "falls", "weakened", "stands")


class Move(NamedTuple):
    """A change of one field."""

    field: str
    before: Any
    after: Any
    way: int = 0
    """Whether it has gone up (1) or down (-1), where its values have an order.

    A field that names records holds those that are gone, and those that are new."""


class Cause(NamedTuple):
    """Records that have brought a change about."""

    why: Why
    """They are new under it, are there no more, have changed, name it as their source, show it."""
    records: tuple[Kept, ...]


class Change(NamedTuple):
    """A change in the meaning of one record."""

    record: Kept
    """The record as it is now; one that is gone, as it was."""
    what: What
    moves: tuple[Move, ...] = ()
    causes: tuple[Cause, ...] = ()

    @property
    def key(self) -> Key:
        """Kind and id."""
        return self.record.key


def changes(before: Edition, after: Edition, kinds: Kinds) -> list[Change]:
    """The changes from an edition to a later one.

    They come in the order of the kinds; of each kind what has changed first, then what is new, then
    what is gone.
    """
    return _Comparison(before, after, kinds).changes()


class _Comparison:
    def __init__(self, before: Edition, after: Edition, kinds: Kinds) -> None:
        self._before, self._after, self._kinds = before, after, kinds
        self._same = matched(before, after, kinds)
        self._earlier = {key: earlier for earlier, key in self._same.items()}
        self._old, self._new = Grounds(before, kinds), Grounds(after, kinds)

    def changes(self) -> list[Change]:
        found: dict[Key, Change] = {}
        for key, kept in self._after.records.items():
            if key in self._earlier:
                earlier = self._before.records[self._earlier[key]]
                if moves := tuple(self._moves(earlier, kept)):
                    found[key] = Change(kept, "changed", moves)
        changed = frozenset(found)
        found = {
            key: change._replace(causes=self._causes(change, changed))
            for key, change in found.items()
        }
        come = [Change(kept, "new", (), self._of_new(kept))
                for key, kept in self._after.records.items()
                if key not in self._earlier and self._counts(kept)]  # fmt: skip
        gone = [Change(kept, "dropped", (), self._of_gone(kept))
                for key, kept in self._before.records.items()
                if key not in self._same and self._counts(kept)]  # fmt: skip
        place = {name: number for number, name in enumerate(_in_order(self._kinds))}
        return sorted(
            (*found.values(), *come, *gone),
            key=lambda change: (
                place[change.record.kind],
                ("changed", "new", "dropped").index(change.what),
                change.record.title.casefold(),
                change.record.id,
            ),
        )

    def _counts(self, kept: Kept) -> bool:
        """Whether it is a change that a record comes or goes."""
        kind = self._kinds.get(kept.kind)
        return bool(
            kind
            and kind.edition_fields
            and not kind.edition_quiet
            and kept.kind in self._before.knows
        )

    # -- fields ---------------------------------------------------------------------------------

    def _moves(self, earlier: Kept, kept: Kept) -> Iterator[Move]:
        found = []
        for item in meaning_of(self._kinds[kept.kind]):
            if item.name in earlier.values and item.name in kept.values:
                move = self._move(item, earlier, kept)
                if move is not None:
                    found.append(move)
        is_settled = any(move.field == "status" for move in found)
        for move in found:
            if not (move.field == "overdue" and not move.after and is_settled):
                yield move

    def _move(self, item: Field, earlier: Kept, kept: Kept) -> Move | None:
        before, after = earlier.values[item.name], kept.values[item.name]
        if item.name == "disputed":
            return self._disputes(earlier, kept)
        if item.shape.refers:
            old = [self._same.get(key, key) for key in named_in(earlier, (item,))]
            new = list(named_in(kept, (item,)))
            gone = tuple(key for key in old if key not in new)
            come = tuple(key for key in new if key not in old)
            return Move(item.name, gone, come) if gone or come else None
        if _plainly(before) == _plainly(after):
            return None
        return Move(item.name, before, after, self._way(item, before, after))

    def _disputes(self, earlier: Kept, kept: Kept) -> Move | None:
        """The claims that have come to contradict one, or do so no more."""
        old = [self._same.get(key, key) for key in _disputers(earlier)]
        new = _disputers(kept)
        gone = tuple(
            key
            for key in old
            if key not in new
            and not _says(earlier, self._before.records.get(self._earlier.get(key, ("", ""))))
        )
        come = tuple(
            key
            for key in new
            if key not in old
            and not (key in self._earlier and _says(kept, self._after.records.get(key)))
        )
        return Move("disputed", gone, come) if gone or come else None

    def _way(self, item: Field, before: Any, after: Any) -> int:
        if item.name == "standing":
            ranks = [
                _STANDINGS.index(one) if one in _STANDINGS else None for one in (before, after)
            ]
        else:
            ranks = [self._rank(item, one) for one in (before, after)]
        one, other = ranks
        return 0 if one is None or other is None else (other > one) - (other < one)

    def _rank(self, item: Field, value: Any) -> int | None:
        """The place of a value on its scale, or on one that was in force then."""
        if not isinstance(value, str):
            return None
        scale = item.shape.scale
        known = scale.values if scale else [
            grade.value for one in self._kinds.likelihoods for grade in one.grades
        ]  # fmt: skip
        return self._kinds.rank(item, value) if value in known else None

    # -- causes ---------------------------------------------------------------------------------

    def _causes(self, change: Change, changed: frozenset[Key]) -> tuple[Cause, ...]:
        key = change.key
        kind = self._kinds[change.record.kind]
        if kind.rests_on == "source":
            given = [one for one in self._new.directly(key) if one[0] == "source"]
            moved = [one for one in given if one in changed]
            shown = [one for one in _showing(change.record, kind) if one in self._after.records]
            return tuple(_cause("moved", moved, self._after) + _cause("shown", shown, self._after))
        direct = [one for move in change.moves for one in _named(move.after)]
        old = self._old.under(self._earlier[key], sources=False)
        known = {self._same.get(one, one) for one in old}
        here = self._new.under(key, sources=False)
        # What lies deeper, and was there before, is no news under it.
        come = [
            one
            for one in dict.fromkeys((*direct, *here))
            if one in here and one not in known and (one in direct or one not in self._earlier)
        ]
        left = [one for move in change.moves for one in _named(move.before)]
        gone = [
            one
            for one in old
            if self._same.get(one, one) not in here
            and (self._same.get(one, one) in left or one not in self._same)
        ]
        # Of what has changed under it, the nearest: each says for itself what lies below.
        moved = [
            one
            for one in self._new.under(key, down_to=changed)
            if one in changed and one not in come
        ]
        return tuple(
            _cause("new", come, self._after)
            + _cause("gone", gone, self._before)
            + _cause("moved", moved, self._after)
        )

    def _of_new(self, kept: Kept) -> tuple[Cause, ...]:
        if kept.kind == "source":
            return self._cited(kept, self._after, lambda key: key not in self._earlier)
        here = self._new.under(kept.key, sources=False)
        return tuple(_cause("new", [key for key in here if key not in self._earlier], self._after))

    def _of_gone(self, kept: Kept) -> tuple[Cause, ...]:
        if kept.kind == "source":
            return self._cited(kept, self._before, lambda key: key not in self._same)
        old = self._old.under(kept.key, sources=False)
        return tuple(_cause("gone", [key for key in old if key not in self._same], self._before))

    def _cited(
        self, kept: Kept, edition: Edition, is_news: Callable[[Key], bool]
    ) -> tuple[Cause, ...]:
        """The records that are taken from a source; those that are new, or gone, before others."""
        found = [
            other.key for other in edition.records.values() if kept.id in texts_in(other, "source")
        ]
        return tuple(_cause("cited", [key for key in found if is_news(key)] or found, edition))


def _in_order(kinds: Kinds) -> list[str]:
    """The kinds in the order in which editions speak of them: what is concluded comes first."""
    first = [name for name in _FIRST if name in kinds]
    return first + [name for name in kinds if name not in first]


_FIRST = ("judgement", "estimate", "source", "claim", "commitment", "recommendation")


def _cause(why: Why, keys: Iterable[Key], edition: Edition) -> list[Cause]:
    found = tuple(edition.records[key] for key in keys)
    return [Cause(why, found)] if found else []


def _showing(kept: Kept, kind: type[Record]) -> Iterator[Key]:
    """The records, of whatever kind, that show what has become of one."""
    yield from named_in(kept, (item for item in grounds_of(kind) if EVERY in item.shape.others))


def _says(kept: Kept, other: Kept | None) -> bool:
    """Whether it is a claim itself that disputes another one, with which that is said then."""
    if other is None or other.id not in texts_in(kept, "disputes"):
        return False
    is_mutual = kept.id in texts_in(other, "disputes")
    return not is_mutual or kept.id > other.id


def _disputers(kept: Kept) -> list[Key]:
    return [("claim", one) for one in texts_in(kept, DISPUTERS)]


def _named(value: Any) -> Iterator[Key]:
    for one in value if isinstance(value, tuple) else ():
        if isinstance(one, tuple) and len(one) == 2:
            yield one


def _plainly(value: Any) -> Any:
    """A value as it is compared: lists in any order, nothing as nothing."""
    if isinstance(value, tuple):
        return sorted(map(str, value)) or None
    return (" ".join(value.split()) if isinstance(value, str) else value) or None
