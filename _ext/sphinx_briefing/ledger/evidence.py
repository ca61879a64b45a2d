"""Derived facts about claims and commitments: who carries a claim, what is overdue.

The names in the records are looked up before: they are ids of records that are there.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from ..records import Actor, Claim, Corroboration, Record, Source, due_date
from ..records.dates import Span, span


class Chains:
    """The ends of chains: of sources that retell others, or of actors who speak for others.

    A chain that forks has several ends. One that runs in a circle ends at the smallest id of the
    circle, wherever it is entered. Each chain is walked once, however many ask for its ends.

    :param named: what each record names, by its id.
    """

    def __init__(self, named: Mapping[str, Sequence[str]]) -> None:
        self._named = named
        self._ends: dict[str, frozenset[str]] = {}

    def ends(self, identifier: str) -> frozenset[str]:
        """The ends of the chains that begin with a record; itself if it names nobody."""
        known = self._ends.get(identifier)
        if known is None:
            for circle in _circles(identifier, self._named, self._ends):
                self._settle(circle)
            known = self._ends[identifier]
        return known

    def _settle(self, circle: Sequence[str]) -> None:
        """Note the ends of records that reach each other, after those of all that they name."""
        members = frozenset(circle)
        further = {
            self._ends[other]
            for member in circle
            for other in self._named.get(member, ())
            if other not in members
        }
        ends = frozenset().union(*further) if len(further) > 1 else next(iter(further), None)
        self._ends.update(dict.fromkeys(circle, ends or frozenset({min(circle)})))


def _circles(
    start: str, named: Mapping[str, Sequence[str]], settled: Mapping[str, frozenset[str]]
) -> Iterator[list[str]]:
    """The records that can be reached and are not settled, those that reach each other together.

    What is named comes before what names it (Tarjan's algorithm, without recursion). Whoever
    takes them settles each before asking for the next.
    """
    order, lowest, open_ = {start: 0}, {start: 0}, [start]
    path = [(start, iter(named.get(start, ())))]
    while path:
        here, others = path[-1]
        for other in others:
            if other in settled:
                continue
            if other in order:
                lowest[here] = min(lowest[here], order[other])
                continue
            order[other] = lowest[other] = len(order)
            open_.append(other)
            path.append((other, iter(named.get(other, ()))))
            break
        else:
            path.pop()
            if path:
                lowest[path[-1][0]] = min(lowest[path[-1][0]], lowest[here])
            if lowest[here] == order[here]:
                circle = [open_.pop()]
                while circle[-1] != here:
                    circle.append(open_.pop())
                yield circle


def joined(things: Mapping[str, Iterable[Hashable]]) -> list[tuple[str, ...]]:
    """Things that share something, transitively, together; each group in the order given.

    :param things: what each thing has.
    """
    parent = {thing: thing for thing in things}

    def root(thing: str) -> str:
        while parent[thing] != thing:
            parent[thing] = parent[parent[thing]]
            thing = parent[thing]
        return thing

    holders: dict[Hashable, str] = {}
    for thing, shared in things.items():
        for item in shared:
            parent[root(thing)] = root(holders.setdefault(item, thing))
    found: dict[str, list[str]] = {}
    for thing in things:
        found.setdefault(root(thing), []).append(thing)
    return [tuple(group) for group in found.values()]


def groups(claims: Mapping[str, Claim]) -> dict[str, tuple[str, ...]]:
    """For each claim, the sorted ids of all claims joined to it by ``corroborates``."""
    named = {claim: (claim, *claims[claim].corroborates) for claim in sorted(claims)}
    return {claim: group for group in joined(named) for claim in group}


class Voices:
    """The independent voices behind claims and sources.

    Two claims are one voice if the chains of origins of their sources end in the same source, or
    if the chains of ``speaks-for`` of their speakers end in the same actor. A claim of several
    sources or speakers is one voice, and one with all who share any of them. A claim without a
    source counts for nothing.
    """

    def __init__(
        self,
        claims: Mapping[str, Claim],
        sources: Mapping[str, Source],
        actors: Mapping[str, Actor],
    ) -> None:
        self._claims = claims
        self.origins = Chains({key: source.origin for key, source in sources.items()})
        """The chains of sources."""
        self.speakers = Chains({key: actor.speaks_for for key, actor in actors.items()})
        """The chains of actors."""

    def ends(self, claim: str) -> frozenset[tuple[str, str]]:
        """The sources and actors, each with its kind, that the chains of a claim end in."""
        record = self._claims[claim]
        return frozenset(
            [("source", end) for source in record.source for end in self.origins.ends(source)]
            + [("actor", end) for by in record.by for end in self.speakers.ends(by)]
        )

    def of(self, claims: Iterable[str]) -> list[tuple[str, ...]]:
        """The voices of some claims: the ids of those that are one, together."""
        return joined({claim: self.ends(claim) for claim in claims if self._claims[claim].source})

    def of_sources(self, sources: Iterable[str]) -> list[tuple[str, ...]]:
        """Some sources, those that retell the same one together."""
        return joined({source: self.origins.ends(source) for source in sources})


def corroborations(
    joined_to: Mapping[str, tuple[str, ...]], claims: Mapping[str, Claim], voices: Voices
) -> dict[str, Corroboration]:
    """For each claim, how many distinct sources, and how many voices, carry its group.

    :param joined_to: what :func:`groups` found.
    """
    counted: dict[tuple[int, int], Corroboration] = {}
    found: dict[str, Corroboration] = {}
    for claim_id in claims:
        group = joined_to[claim_id]
        if claim_id in found:
            continue
        carriers = {source for member in group for source in claims[member].source}
        count = len(carriers), len(voices.of(group))
        carried = counted.setdefault(count, Corroboration(*count))
        found.update(dict.fromkeys(group, carried))
    return found


def disputes(claims: Mapping[str, Claim]) -> dict[str, tuple[str, ...]]:
    """For each disputed claim, the sorted ids of the claims that contradict it, either way."""
    found: dict[str, set[str]] = {}
    for claim in claims.values():
        for other in claim.disputes:
            found.setdefault(claim.id, set()).add(other)
            found.setdefault(other, set()).add(claim.id)
    return {claim: tuple(sorted(others)) for claim, others in found.items()}


def is_overdue(record: Record, as_of: Span | None) -> bool:
    """Whether a record is open, and the day on which it falls due was before ``as_of``."""
    written = due_date(record)
    return bool(written) and as_of is not None and span(written).last < as_of.first
