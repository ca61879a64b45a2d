"""The worth of claims and judgements on a day: who carries them, whether they still stand.

All is a function of what is known on that day. Withdrawn claims, and what retracted sources say,
count for nothing. What rests on other records (``rests_on = "basis"``) stands while all of them
do, is weakened while some do, and falls with the last one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from ..records import Claim, Corroboration, Kinds, Record, Source, declared
from ..records.dates import Span
from .days import is_overdue
from .evidence import Chains, Key, Links, Voices, circles, joined

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
    :param origins: the chains of sources, where not all of them are known.
    :param speakers: the chains of actors, where not all of them are known.
    """

    def __init__(
        self,
        links: Links,
        kinds: Kinds,
        record: Callable[[str, str], Record | None],
        has_come: Callable[[str], bool],
        origins: Chains | None = None,
        speakers: Chains | None = None,
    ) -> None:
        self._links = links
        self._record = record
        self._has_come = has_come
        self._resting = {
            name: declared(kind)[kind.rests_on]
            for name, kind in kinds.items()
            if kind.rests_on and kind.rests_on != "source"
        }
        self.voices = Voices(
            links, self.carrying, origins or links.origins, speakers or links.speakers
        )
        """Who speaks independently of whom."""
        self._groups: dict[str, tuple[str, ...]] = {}
        self._carried: dict[str, Corroboration] = {}
        self._counts: dict[tuple[int, int], Corroboration] = {}
        self._supports: dict[Key, Support] = {}

    # -- claims and sources ---------------------------------------------------------------------

    def is_retracted(self, source: str) -> bool:
        """Whether a source has been retracted by the day."""
        record = self._links.sources.get(source)
        written = record.retracted if record is not None else None
        return bool(written) and self._has_come(str(written))

    def is_withdrawn(self, claim: str) -> bool:
        """Whether a claim was withdrawn by its speaker, or with all of its sources."""
        record = self._record("claim", claim)
        if not isinstance(record, Claim):
            return True
        if record.withdrawn and self._has_come(record.withdrawn):
            return True
        return bool(record.source) and not self.carrying(record)

    def carrying(self, record: Record) -> Sequence[str]:
        """The sources of a record that are known and not retracted."""
        found = record.source
        if all(self._stands_as_source(source) for source in found):
            return found
        return tuple(source for source in found if self._stands_as_source(source))

    def _stands_as_source(self, source: str) -> bool:
        record = self._record("source", source)
        if not isinstance(record, Source):
            return False
        return not (record.retracted and self._has_come(record.retracted))

    def joined_to(self, claim: str) -> tuple[str, ...]:
        """The sorted ids of all claims joined to a claim by ``corroborates``, itself included."""
        found = self._groups.get(claim)
        if found is None:
            if claim not in self._links.bearing_out:
                return (claim,)
            seen, waiting = {claim}, [claim]
            while waiting:
                for other in self._links.bearing_out[waiting.pop()]:
                    if other not in seen and self._record("claim", other) is not None:
                        seen.add(other)
                        waiting.append(other)
            found = tuple(sorted(seen))
            self._groups.update(dict.fromkeys(found, found))
        return found

    def disputed_by(self, claim: str) -> tuple[str, ...]:
        """The sorted ids of the claims that contradict a claim, either way."""
        found = self._links.disputing.get(claim, ())
        if all(self._record("claim", other) is not None for other in found):
            return found
        return tuple(other for other in found if self._record("claim", other) is not None)

    def corroboration(self, claim: str) -> Corroboration:
        """How many distinct sources, and how many voices, carry a claim's group."""
        found = self._carried.get(claim)
        if found is None:
            group = self.joined_to(claim)
            left = [one for one in group if not self.is_withdrawn(one)]
            records = self._links.claims
            carriers = {source for one in left for source in self.carrying(records[one])}
            count = len(carriers), len(self.voices.of(left))
            found = self._counts.setdefault(count, Corroboration(*count))
            self._carried.update(dict.fromkeys(group, found))
        return found

    # -- what rests on them ---------------------------------------------------------------------

    def standing(self, kind: str, identifier: str) -> str:
        """The standing of a record: ``stands``, ``weakened``, ``falls``, or ``withdrawn``."""
        return self.support(kind, identifier).standing

    def fragility(self, kind: str, identifier: str) -> int | None:
        """The least number of voices without which a record would fall; ``None`` without basis."""
        if not self.basis(kind, identifier):
            return None
        carriers = self.support(kind, identifier).carriers
        return len(joined({f"{kind}:{one}": self._ends(kind, one) for kind, one in carriers}))

    def support(self, kind: str, identifier: str) -> Support:
        """The support that is left of a record of any kind."""
        key = (kind, identifier)
        found = self._supports.get(key)
        if found is None:
            for circle in circles(key, lambda one: self.basis(*one), self._supports):
                self._settle(circle)
            found = self._supports[key]
        return found

    def basis(self, kind: str, identifier: str) -> Sequence[Key]:
        """The known records that one rests on, in the order in which they are named."""
        field = self._resting.get(kind)
        record = self._record(kind, identifier) if field is not None else None
        if field is None or record is None:
            return ()
        named = field.shape.keys(getattr(record, field.attribute))
        return [one for one in named if self._record(*one) is not None]

    def derived(self, record: Record, day: Span | None) -> dict[str, Any]:
        """The derived facts of a record, by attribute.

        :param day: the day on which it is judged whether something is overdue.
        """
        kind, identifier = record.kind_name, record.id
        if isinstance(record, Claim):
            return {
                "corroboration": self.corroboration(identifier),
                "disputed": bool(self.disputed_by(identifier)),
                "standing": self.standing(kind, identifier),
            }
        found: dict[str, Any] = {}
        written = record.__struct_fields__
        if "standing" in written:
            found["standing"] = self.standing(kind, identifier)
        if "fragility" in written:
            found["fragility"] = self.fragility(kind, identifier)
        if record.falls_due and "overdue" in written:
            found["overdue"] = is_overdue(record, day)
        return found

    def _settle(self, circle: Sequence[Key]) -> None:
        """Note what is left of records that rest on each other, after all else they rest on."""
        if len(circle) == 1 and circle[0] not in self.basis(*circle[0]):
            self._supports[circle[0]] = self._support(circle[0])
            return
        members = frozenset(circle)
        outside = [
            self._supports[one] for key in circle for one in self.basis(*key) if one not in members
        ]
        left = [part for part in outside if part.is_left]
        carriers = frozenset[Key]().union(*(part.carriers for part in left))
        # Nothing carries itself: where all that reaches a circle is gone, so is the circle.
        found = dict.fromkeys(circle, Support(FALLS if outside and not left else STANDS, carriers))
        while not all(self._supports.get(key) == found[key] for key in circle):
            self._supports.update(found)
            if outside and not left:
                return
            for key in circle:
                found[key] = self._support(key)

    def _support(self, key: Key) -> Support:
        kind, identifier = key
        basis = self.basis(kind, identifier)
        if not basis:
            return self._own_support(key)
        parts = [self._supports[one] for one in basis]
        left = [part for part in parts if part.is_left]
        carriers = frozenset[Key]().union(*(part.carriers for part in left))
        if not left:
            return Support(FALLS, carriers)
        whole = len(left) == len(parts) and all(part.standing == STANDS for part in parts)
        return Support(STANDS if whole else WEAKENED, carriers)

    def _own_support(self, key: Key) -> Support:
        """What is left of a record that rests on sources, or on nothing."""
        kind, identifier = key
        record = self._record(kind, identifier)
        if record is None:
            gone = True
        elif kind == "source":
            gone = self.is_retracted(identifier)
        elif kind == "claim":
            gone = self.is_withdrawn(identifier)
        else:
            gone = bool(record.source) and not self.carrying(record)
        return Support(WITHDRAWN, frozenset()) if gone else Support(STANDS, frozenset([key]))

    def _ends(self, kind: str, identifier: str) -> Iterable[Key]:
        """What a record has in common with others of the same voice; itself if nothing."""
        record = self._record(kind, identifier)
        if record is None:
            return [(kind, identifier)]
        sources = [identifier] if kind == "source" else self.carrying(record)
        return self.voices.ends_of(sources, getattr(record, "by", ())) or [(kind, identifier)]
