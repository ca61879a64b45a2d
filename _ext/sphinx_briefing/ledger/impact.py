"""Records that rest on each other: how much is left of one, and all that goes with it.

A record falls with its grounds: what it rests on, or else its sources. Whoever corroborates a
claim does not rest on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from ..records import Claim, Hypothesis, Kinds, Record, Source
from ..records.dates import span
from .evidence import Key
from .hypotheses import Comparison, comparisons
from .standing import STANDS, WITHDRAWN, Evidence


class Loss(NamedTuple):
    """The reason why a record does not stand, or not in full."""

    standing: str
    """``withdrawn``, which sources are with their retraction, ``falls`` or ``weakened``."""
    since: str = ""
    """The day on which it was withdrawn or retracted, as written; empty for what rests on it."""
    why: str = ""
    """The words that say why a source was retracted."""
    source: str = ""
    """The retracted source that a record has been lost with."""
    replaced_by: tuple[str, ...] = ()
    """Of a claim, those that replace it, or that replace in the end what replaced it."""


class Change(NamedTuple):
    """A record that would not stand as it does if another one were withdrawn."""

    kind: str
    id: str
    standing: str
    """Its standing then."""


class Resting:
    """The questions about what rests on what that a ledger answers."""

    kinds: Kinds
    """The kinds of record that there are."""
    evidence: Evidence

    if TYPE_CHECKING:

        def get(self, kind: str, identifier: str) -> Record | None:
            """The record of that kind and id, or ``None``."""

        def every(self, kind: str) -> Mapping[str, Any]:
            """All records of a kind by id, those of other houses among them."""

    def loss(self, kind: str, identifier: str) -> Loss | None:
        """The reason why a record does not stand in full; ``None`` for one that does."""
        evidence, record = self.evidence, self.get(kind, identifier)
        standing = evidence.standing(kind, identifier) if record is not None else STANDS
        if record is None or standing == STANDS:
            return None
        if isinstance(record, Source):
            return Loss(standing, record.retracted or "", record.retraction or "")
        replaced_by = self._replacing(record) if isinstance(record, Claim) else ()
        if isinstance(record, Claim) and record.withdrawn and evidence.has_come(record.withdrawn):
            return Loss(standing, record.withdrawn, replaced_by=replaced_by)
        if evidence.basis(kind, identifier):
            return Loss(standing)
        retracted = [
            source
            for one in record.source
            if isinstance(source := self.get("source", one), Source) and evidence.is_retracted(one)
        ]
        # It went with the last of them.
        last = max(retracted, key=lambda one: (span(one.retracted or "..").first, one.id))
        return Loss(standing, last.retracted or "", last.retraction or "", last.id, replaced_by)

    def _replacing(self, claim: Claim) -> tuple[str, ...]:
        """The claims that stand at the ends of what replaces one."""
        found: dict[str, None] = {}
        seen, waiting = {claim.id}, [*reversed(claim.replaced_by)]
        while waiting:
            one = waiting.pop()
            other = self.get("claim", one)
            if one in seen or not isinstance(other, Claim):
                continue
            seen.add(one)
            standing = self.evidence.standing("claim", one)
            if standing == STANDS:
                found.setdefault(one)
            elif standing == WITHDRAWN:
                waiting += reversed(other.replaced_by)
        return tuple(found)

    def resting_on(self, kind: str, identifier: str) -> tuple[Key, ...]:
        """The records that rest on one and that it takes with it, by kind and id.

        Of those that nobody holds to rest on anything, such as events, those alone on which others
        rest.
        """
        key, grounds = (kind, identifier), self.evidence.grounds
        return tuple(one for one in self._falling.get(key, ()) if key in grounds(*one))

    def retold_by(self, source: str) -> tuple[str, ...]:
        """The sources whose chains of origins lead to one, sorted by id.

        A retraction of the one does not retract them: whether they fall with it is for people to
        say.
        """
        seen, waiting = {source}, [source]
        for origin in waiting:
            for one in self._retelling.get(origin, ()):
                if one not in seen and self.get("source", one) is not None:
                    seen.add(one)
                    waiting.append(one)
        return tuple(sorted(seen - {source}))

    def what_if(self, kind: str, identifier: str) -> tuple[Change, ...]:
        """The records that would not stand as they do if one were withdrawn, and how they would."""
        now = self.evidence
        if self.get(kind, identifier) is None or now.standing(kind, identifier) == WITHDRAWN:
            return ()
        then = now.lacking((kind, identifier))
        return tuple(
            Change(*one, changed)
            for one in self._reached((kind, identifier))
            if (changed := then.standing(*one)) != now.standing(*one)
        )

    def _reached(self, start: Key) -> Iterator[Key]:
        """All records that rest on one, be it over others; the nearest first."""
        seen, waiting = {start}, [start]
        for key in waiting:
            for one in self.resting_on(*key):
                if one not in seen:
                    seen.add(one)
                    waiting.append(one)
                    yield one

    def competing(self, *hypotheses: str) -> tuple[Comparison, ...]:
        """Some hypotheses, by id, with the evidence on them: a comparison for each question."""
        found = (self.get("hypothesis", one) for one in hypotheses)
        known = [one for one in found if isinstance(one, Hypothesis)]
        return comparisons(known, self.evidence, self.get)

    @cached_property
    def _retelling(self) -> Mapping[str, Sequence[str]]:
        """By source, those that name it as their origin, on whatever day."""
        found: dict[str, list[str]] = {}
        for one, source in cast("Mapping[str, Source]", self.every("source")).items():
            for origin in source.origin:
                found.setdefault(origin, []).append(one)
        return found

    @cached_property
    def _falling(self) -> Mapping[Key, Sequence[Key]]:
        """By record, those that name it as their ground, on whatever day, in order."""
        found: dict[Key, list[Key]] = {}
        fields = self.evidence.resting
        for kind in self.kinds:
            field = fields.get(kind)
            for identifier, record in self.every(kind).items():
                key = (kind, identifier)
                names = getattr(record, field.attribute) if field is not None else ()
                keys = field.shape.keys(names) if field is not None and names else ()
                for one in dict.fromkeys(keys or (("source", one) for one in record.source)):
                    found.setdefault(one, []).append(key)
        return {key: self._worth_telling(keys, found) for key, keys in found.items()}

    def _worth_telling(
        self, keys: Sequence[Key], falling: Mapping[Key, Sequence[Key]]
    ) -> Sequence[Key]:
        kinds, resting = self.kinds, self.evidence.resting
        return [key for key in keys if kinds[key[0]].marker or key[0] in resting or key in falling]
