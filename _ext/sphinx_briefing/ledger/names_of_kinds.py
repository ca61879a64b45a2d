"""Look-up of names that may mean records of several kinds.

``event:krakow`` says the kind. A bare name is looked for among the first kind, then among all
others. Ids say their kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..records.fields import EVERY, OR
from .folding import fold
from .names import Finder, Lookup


class NamesOfKinds(Finder):
    """The names of all records of several kinds.

    :param names: the names by kind, the kind first that a bare name means first.
    """

    def __init__(self, names: dict[str, Finder]) -> None:
        self._names = names
        self._first_kind, self._first = next(iter(names.items()))
        self._known: dict[str, Lookup] = {}

    def holds(self, ids: Iterable[str]) -> bool:
        for name in ids:
            kind, _colon, identifier = name.partition(":")
            if kind not in self._names or not self._names[kind].holds((identifier,)):
                return False
        return True

    def ids_of(self, names: tuple[str, ...]) -> tuple[str, ...] | None:
        if self._first.holds(names):  # as most are written
            return tuple(f"{self._first_kind}:{name}" for name in names)
        return super().ids_of(names)

    def find(self, name: str, *, suggest: bool = True) -> Lookup:
        known = self._known.get(name)
        if known is None:
            known = self._look_up(" ".join(name.split()), suggest=suggest)
            if known.id or suggest:
                self._known[name] = known
        return known

    def _look_up(self, name: str, *, suggest: bool) -> Lookup:
        kind, colon, rest = name.partition(":")
        said = kind if colon and kind in self._names else ""
        if said:
            found = self._names[kind].find(rest.strip(), suggest=suggest)
            if found.id or found.candidates or found.nearest:
                return replace(_in_kind(kind, found), said="" if found.id else kind)
        first, *others = self._names
        hits = list(self._hits(first, name)) or [
            hit for other in others for hit in self._hits(other, name)
        ]
        if hits:
            return Lookup(hits[0]) if len(hits) == 1 else Lookup(candidates=tuple(hits))
        if ":" in name and (elsewhere := self._of_house(name)):
            return elsewhere
        if said and suggest:
            return Lookup(nearest=self._nearest(rest.strip()), said=said)
        return Lookup(nearest=self._nearest(name) if suggest else ())

    def _of_house(self, name: str) -> Lookup | None:
        """What is said of a name that says a house of others, where one does."""
        house, _colon, rest = name.partition(":")
        kind, colon, inner = rest.partition(":")
        if colon and kind in self._names:  # the other way round: un:event:krakow
            return self.find(f"{kind}:{house}:{inner.strip()}")
        found = [(kind, names.find(name)) for kind, names in self._names.items()]
        of_house = [pair for pair in found if pair[1].house]
        if not of_house:
            return None
        kind, best = next((pair for pair in of_house if pair[1].withdrawn), of_house[0])
        near = (one for kind, each in of_house for one in _in_kind(kind, each).nearest)
        if best.is_known_house and not best.withdrawn:
            return replace(best, nearest=tuple(near)[:3])
        return best

    def _hits(self, kind: str, name: str) -> Iterator[str]:
        found = _in_kind(kind, self._names[kind].find(name, suggest=False))
        yield from (found.id,) if found.id else found.candidates

    def _nearest(self, name: str) -> tuple[str, ...]:
        from rapidfuzz import fuzz  # only mistakes need it

        folded = fold(name)
        similar = dict.fromkeys(
            near for names in self._names.values() for near in names.find(name).nearest
        )
        ranked = sorted(similar, key=lambda near: -fuzz.ratio(folded, fold(near)))
        return tuple(ranked[:3])


def _in_kind(kind: str, found: Lookup) -> Lookup:
    """What was found in a kind, with ids that say so."""
    return Lookup(
        f"{kind}:{found.id}" if found.id else "",
        tuple(f"{kind}:{one}" for one in found.candidates),
        tuple(f"{kind}:{one}" for one in found.nearest),
    )


class AllNames(dict[str, Finder]):
    """The names of all records by kind, and by what several kinds are called together."""

    def __missing__(self, named: str) -> Finder:
        kinds = named.split(OR)
        if len(kinds) == 1:
            raise KeyError(named)
        if EVERY in kinds:
            every = (kind for kind in tuple(self) if OR not in kind)
            kinds = [*(kind for kind in kinds if kind != EVERY), *every]
        found = self[named] = NamesOfKinds({kind: self[kind] for kind in dict.fromkeys(kinds)})
        return found


def key_in(named: str, found: str) -> tuple[str, str]:
    """The kind and id that an id means, found among what one or several kinds are called."""
    if OR not in named:
        return named, found
    kind, _colon, identifier = found.partition(":")
    return kind, identifier
