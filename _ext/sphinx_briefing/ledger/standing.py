"""The worth of claims and judgements on a day: who carries them, whether they still stand.

All is a function of what is known on that day. Withdrawn claims, and what retracted sources say,
count for nothing. What rests on other records (``rests_on = "basis"``) stands while all of them
do, is weakened while some do, and falls with the last one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from ..records import (
    Claim,
    Corroboration,
    Estimate,
    Kinds,
    Record,
    Source,
    declared,
    derived_fields,
)
from ..records.amounts import amount
from ..records.dates import Span
from .days import is_overdue
from .evidence import Key, Links, Voices, circles, joined

STANDS, WEAKENED, FALLS, WITHDRAWN = "stands", "weakened", "falls", "withdrawn"


class Support(NamedTuple):
    """The rest of a record: its standing, and the records that carry it in the end."""

    standing: str
    carriers: frozenset[Key]

    @property
    def is_left(self) -> bool:
        """Whether anything is left of it."""
        return self.standing in (STANDS, WEAKENED)


class Evidence:
    """The facts that are derived from claims, sources and what rests on them.

    :param record: a record as it is known, by kind and id; ``None`` for one that is not.
    :param has_come: whether a day, as written, has come: what is said of it counts.
    :param is_known: whether a record is known, by kind and id, where not all are.
    :param without: records that count as withdrawn, whatever is said of them.
    """

    def __init__(
        self,
        links: Links,
        kinds: Kinds,
        record: Callable[[str, str], Record | None],
        has_come: Callable[[str], bool],
        is_known: Callable[[Key], bool] | None = None,
        without: Collection[Key] = (),
    ) -> None:
        self._links = links
        self._kinds = kinds
        self._record = record
        self.has_come = has_come
        """Whether a day, as written, has come."""
        self._is_known = is_known
        self._without = without
        self.resting = {
            name: declared(kind)[kind.rests_on]
            for name, kind in kinds.items()
            if kind.rests_on and kind.rests_on != "source"
        }
        """The kinds whose records rest on others, each with the field that names these."""
        origins, speakers = links.origins, links.speakers
        if is_known is not None:
            origins = origins.known_to(lambda one: is_known(("source", one)))
            speakers = speakers.known_to(lambda one: is_known(("actor", one)))
        self.voices = Voices(links, self.carrying, origins, speakers)
        """Who speaks independently of whom."""
        self._groups: dict[str, tuple[str, ...]] = {}
        self._carried: dict[str, Corroboration] = {}
        self._counts: dict[tuple[int, int], Corroboration] = {}
        self._bases: dict[Key, Sequence[Key]] = {}
        self._supports: dict[Key, Support] = {}
        self._ends: dict[Key, frozenset[Key]] = {}

    def lacking(self, *without: Key) -> Evidence:
        """The same, as it would be if some records were withdrawn."""
        links, kinds, record = self._links, self._kinds, self._record
        return Evidence(links, kinds, record, self.has_come, self._is_known, frozenset(without))

    # -- claims and sources ---------------------------------------------------------------------

    @cached_property
    def gone(self) -> frozenset[str]:
        """The sources that are retracted, and those that are not known."""
        is_known, sources = self._is_known, self._links.sources
        found = {one for one, source in sources.items() if self._is_retracted(source)}
        found |= {one for kind, one in self._without if kind == "source"}
        if is_known is not None:
            found |= {one for one in sources if not is_known(("source", one))}
        return frozenset(found)

    def _is_retracted(self, source: Source) -> bool:
        return bool(source.retracted) and self.has_come(str(source.retracted))

    def is_retracted(self, source: str) -> bool:
        """Whether a source has been retracted by the day."""
        record = self._links.sources.get(source)
        return record is not None and self._is_retracted(record)

    def is_withdrawn(self, claim: str) -> bool:
        """Whether a claim was withdrawn by its speaker, or with all of its sources."""
        record = self._links.claims.get(claim)
        if record is None or (record.withdrawn and self.has_come(record.withdrawn)):
            return True
        if self._without and ("claim", claim) in self._without:
            return True
        return bool(record.source) and self.gone.issuperset(record.source)

    def carrying(self, record: Record) -> Sequence[str]:
        """The sources of a record that are known and not retracted."""
        found = record.source
        if self.gone.isdisjoint(found):
            return found
        return tuple(source for source in found if source not in self.gone)

    def joined_to(self, claim: str) -> tuple[str, ...]:
        """The sorted ids of all claims joined to a claim by ``corroborates``, itself included."""
        found = self._groups.get(claim)
        if found is None:
            if claim not in self._links.bearing_out:
                return (claim,)
            seen, waiting = {claim}, [claim]
            while waiting:
                for other in self._known_claims(self._links.bearing_out[waiting.pop()]):
                    if other not in seen:
                        seen.add(other)
                        waiting.append(other)
            found = tuple(sorted(seen))
            self._groups.update(dict.fromkeys(found, found))
        return found

    def disputed_by(self, claim: str) -> tuple[str, ...]:
        """The sorted ids of the claims that contradict a claim, either way."""
        return self._known_claims(self._links.disputing.get(claim, ()))

    def _known_claims(self, claims: tuple[str, ...]) -> tuple[str, ...]:
        is_known = self._is_known
        if is_known is None:
            return claims
        return tuple(one for one in claims if is_known(("claim", one)))

    def corroboration(self, claim: str) -> Corroboration:
        """How many distinct sources, and how many voices, carry a claim's group."""
        if claim not in self._links.bearing_out:
            sources = self._links.articles(self.carrying(self._links.claims[claim]))
            sources = 0 if self.is_withdrawn(claim) else sources
            return self._counted(sources, min(sources, 1))
        found = self._carried.get(claim)
        if found is None:
            group = self.joined_to(claim)
            left = [one for one in group if not self.is_withdrawn(one)]
            records = self._links.claims
            carriers = {source for one in left for source in self.carrying(records[one])}
            voices = len(self.voices.of(left)) if len(left) > 1 else min(len(carriers), 1)
            found = self._counted(self._links.articles(carriers), voices)
            self._carried.update(dict.fromkeys(group, found))
        return found

    def _counted(self, sources: int, voices: int) -> Corroboration:
        found = self._counts.get((sources, voices))
        if found is None:
            found = self._counts[sources, voices] = Corroboration(sources, voices)
        return found

    # -- what rests on them ---------------------------------------------------------------------

    def derived(self, record: Record, day: Span | None) -> dict[str, Any]:
        """The derived facts of a record, by attribute.

        :param day: the day on which it is judged whether something is overdue.
        """
        kind, identifier = record.kind_name, record.id
        if isinstance(record, Claim):
            return {
                "corroboration": self.corroboration(identifier),
                "disputed": bool(self.disputed_by(identifier)),
                "standing": WITHDRAWN if self.is_withdrawn(identifier) else STANDS,
            }
        if isinstance(record, Estimate):
            low, high, approximate = amount(record.value)
            ends = (None if end is None else float(end) for end in (low, high))
            return {**dict(zip(("low", "high"), ends, strict=True)), "approximate": approximate}
        found: dict[str, Any] = {}
        derives = derived_fields(type(record))  # others may call what they write the same
        if "standing" in derives:
            found["standing"] = self.standing(kind, identifier)
        if "fragility" in derives:
            found["fragility"] = self.fragility(kind, identifier)
        if record.falls_due and "overdue" in derives:
            found["overdue"] = is_overdue(record, day)
        return found

    def standing(self, kind: str, identifier: str) -> str:
        """The standing of a record: ``stands``, ``weakened``, ``falls``, or ``withdrawn``."""
        return self.support(kind, identifier).standing

    def fragility(self, kind: str, identifier: str) -> int | None:
        """The least number of voices without which a record would fall; ``None`` without basis."""
        if not self.basis(kind, identifier):
            return None
        return len(self.voices_of(self.support(kind, identifier).carriers))

    def voices_of(self, keys: Collection[Key]) -> Sequence[Collection[Key]]:
        """Some records, those of one voice together."""
        if len(keys) < 2:
            return [keys] if keys else []
        ends = {key: self.ends(*key) for key in keys}
        if sum(map(len, ends.values())) == len(_NOBODY.union(*ends.values())):
            return [(key,) for key in keys]  # none has anything in common with another
        return joined(ends)

    def support(self, kind: str, identifier: str) -> Support:
        """The support that is left of a record of any kind."""
        key = (kind, identifier)
        found = self._supports.get(key)
        if found is None:
            if all(one in self._supports for one in self._named_by(key)):
                found = self._supports[key] = self._support(key)
            else:
                for circle in circles(key, self._named_by, self._supports):
                    self._settle(circle)
                found = self._supports[key]
        return found

    def basis(self, kind: str, identifier: str) -> Sequence[Key]:
        """The known records that one rests on, in the order in which they are named."""
        field = self.resting.get(kind)
        if field is None:
            return ()
        key = (kind, identifier)
        found = self._bases.get(key)
        if found is None:
            record = self._record(kind, identifier)
            named = field.shape.keys(getattr(record, field.attribute)) if record else ()
            is_known = self._is_known
            found = tuple(named) if is_known is None else tuple(filter(is_known, named))
            self._bases[key] = found
        return found

    def grounds(self, kind: str, identifier: str) -> Sequence[Key]:
        """The known records that one falls with: its basis, or else its sources."""
        if basis := self.basis(kind, identifier):
            return basis
        record = self._record(kind, identifier)
        found = [("source", one) for one in record.source] if record is not None else []
        return found if self._is_known is None else [*filter(self._is_known, found)]

    def _named_by(self, key: Key) -> Sequence[Key]:
        """The records that one rests on, and that rest on others in their turn."""
        if key in self._without:
            return ()
        return [one for one in self.basis(*key) if one[0] in self.resting]

    def _settle(self, circle: Sequence[Key]) -> None:
        """Note what is left of records that rest on each other, after all else they rest on."""
        if len(circle) == 1 and circle[0] not in self.basis(*circle[0]):
            self._supports[circle[0]] = self._support(circle[0])
            return
        members = frozenset(circle)
        outside = [one for key in circle for one in self.basis(*key) if one not in members]
        # Nothing carries itself: what is left of a circle is what is left of all that reaches it.
        found = self._left_of(outside) if outside else Support(STANDS, _NOBODY)
        self._supports.update(dict.fromkeys(circle, found))

    def _support(self, key: Key) -> Support:
        basis = self.basis(*key)
        if basis and key not in self._without:
            return self._left_of(basis)
        if self._is_left(key):
            return Support(STANDS, frozenset([key]))
        # What rests on others falls; all else is withdrawn.
        return Support(FALLS if self._falls(key) else WITHDRAWN, _NOBODY)

    def _falls(self, key: Key) -> bool:
        return key[0] in self.resting and key not in self._without

    def _left_of(self, basis: Sequence[Key]) -> Support:
        """The support of what rests on some records, after that of all of them."""
        whole, lost = True, False
        carriers, shared = set[Key](), _NOBODY
        for one in basis:
            if one[0] in self.resting:
                part = self._supports.get(one) or self.support(*one)
                whole = whole and part.standing == STANDS
                lost = lost or not part.is_left
                if part.carriers:
                    carriers |= part.carriers
                    shared = max(shared, part.carriers, key=len)
            elif self._is_left(one):
                carriers.add(one)
            else:
                whole, lost = False, True
        if lost and not carriers:  # what rests on itself alone carries nothing
            return Support(FALLS, _NOBODY)
        # Of sets that hold each other, one is kept.
        found = shared if len(shared) == len(carriers) else frozenset(carriers)
        return Support(STANDS if whole else WEAKENED, found)

    def _is_left(self, key: Key) -> bool:
        """Whether a record that rests on sources, or on nothing, still counts."""
        kind, identifier = key
        if kind == "claim":
            return not self.is_withdrawn(identifier)
        if kind == "source":
            return identifier not in self.gone
        record = self._record(kind, identifier)
        if record is None or key in self._without:
            return False
        return not (record.source and self.gone.issuperset(record.source))

    def ends(self, kind: str, identifier: str) -> frozenset[Key]:
        """The sources and actors that others of the same voice share with a record; else itself."""
        key = (kind, identifier)
        found = self._ends.get(key)
        if found is None:
            record, own = self._record(kind, identifier), frozenset([key])
            if record is None:
                return own
            sources = [identifier] if kind == "source" else self.carrying(record)
            found = self.voices.ends_of(sources, getattr(record, "by", ())) or own
            self._ends[key] = found
        return found


_NOBODY: frozenset[Key] = frozenset()
"""The carriers of what has none."""
