"""Who carries a claim: chains of sources and of speakers, voices, what bears out what.

The names in the records are looked up before: they are ids of records that are there.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

from ..records import Actor, Claim, Source

Key = tuple[str, str]
"""Kind and id of a record."""


class Chains:
    """The ends of chains: of sources that retell others, or of actors who speak for others.

    A chain that forks has several ends. One that runs in a circle ends at the smallest id of the
    circle, wherever it is entered. Each chain is walked once, however many ask for its ends.

    :param named: what each record names, by its id.
    :param is_known: whether a record is known; nothing leads to one that is not.
    """

    def __init__(
        self,
        named: Mapping[str, Sequence[str]],
        is_known: Callable[[str], bool] | None = None,
    ) -> None:
        self._named = named
        self._is_known = is_known
        self._ends: dict[str, frozenset[str]] = {}

    def ends(self, identifier: str) -> frozenset[str]:
        """The ends of the chains that begin with a record; itself if it names nobody."""
        known = self._ends.get(identifier)
        if known is None:
            for circle in circles(identifier, self._others, self._ends):
                self._settle(circle)
            known = self._ends[identifier]
        return known

    def _others(self, identifier: str) -> Sequence[str]:
        found = self._named.get(identifier, ())
        return found if self._is_known is None else tuple(filter(self._is_known, found))

    def known_to(self, is_known: Callable[[str], bool]) -> Chains:
        """The chains of those records alone that are known."""
        return Chains(self._named, is_known)

    def _settle(self, circle: Sequence[str]) -> None:
        """Note the ends of records that reach each other, after those of all that they name."""
        members = frozenset(circle)
        further = {
            self._ends[other]
            for member in circle
            for other in self._others(member)
            if other not in members
        }
        ends = frozenset().union(*further) if len(further) > 1 else next(iter(further), None)
        self._ends.update(dict.fromkeys(circle, ends or frozenset({min(circle)})))


Name = TypeVar("Name", bound=Hashable)


def circles(
    start: Name, named_by: Callable[[Name], Iterable[Name]], settled: Container[Name]
) -> Iterator[list[Name]]:
    """The records that can be reached and are not settled, those that reach each other together.

    What is named comes before what names it (Tarjan's algorithm, without recursion). Whoever
    takes them settles each before asking for the next.

    :param named_by: what a record names.
    """
    order, lowest, open_ = {start: 0}, {start: 0}, [start]
    path = [(start, iter(named_by(start)))]
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
            path.append((other, iter(named_by(other))))
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


def joined(things: Mapping[Name, Iterable[Hashable]]) -> list[tuple[Name, ...]]:
    """Things that share something, transitively, together; each group in the order given.

    :param things: what each thing has.
    """
    parent = {thing: thing for thing in things}

    def root(thing: Name) -> Name:
        while parent[thing] != thing:
            parent[thing] = parent[parent[thing]]
            thing = parent[thing]
        return thing

    holders: dict[Hashable, Name] = {}
    for thing, shared in things.items():
        for item in shared:
            parent[root(thing)] = root(holders.setdefault(item, thing))
    found: dict[Name, list[Name]] = {}
    for thing in things:
        found.setdefault(root(thing), []).append(thing)
    return [tuple(group) for group in found.values()]


class Links:
    """The links between claims, and the chains behind sources and speakers; one for all days.

    :param same_sources: by source, those of other houses that are the same article.
    :param same_actors: by actor, those of other houses that are the same one.
    """

    def __init__(
        self,
        claims: Mapping[str, Claim],
        sources: Mapping[str, Source],
        actors: Mapping[str, Actor],
        same_sources: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
        same_actors: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    ) -> None:
        self.claims = claims
        self.sources = sources
        self.same_sources = same_sources
        # Chains that run both ways end together.
        origins = {key: source.origin for key, source in sources.items()}
        origins |= {key: (*origins[key], *others) for key, others in same_sources.items()}
        self.origins = Chains(origins)
        """The chains of sources."""
        speakers = {key: actor.speaks_for for key, actor in actors.items()}
        speakers |= {key: (*speakers[key], *others) for key, others in same_actors.items()}
        self.speakers = Chains(speakers)
        """The chains of actors."""
        self.bearing_out = _both_ways({key: one.corroborates for key, one in claims.items()})
        """By claim, those that it bears out or that bear it out."""
        self.disputing = _both_ways({key: one.disputes for key, one in claims.items()})
        """By claim, those that contradict it, either way, sorted."""

    def articles(self, sources: Iterable[str]) -> int:
        """The number of articles that some sources are, whichever house has them."""
        if not self.same_sources:
            return len(set(sources))
        return len({min((one, *self.same_sources.get(one, ()))) for one in sources})


def _both_ways(named: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for one, others in named.items():
        for other in others:
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return {one: tuple(sorted(others)) for one, others in found.items()}


class Voices:
    """The independent voices behind claims and sources, as known on a day.

    Two claims are one voice if the chains of origins of their sources end in the same source, or
    if the chains of ``speaks-for`` of their speakers end in the same actor. A claim of several
    sources or speakers is one voice, and one with all who share any of them. A claim without a
    source, or whose sources are all retracted, counts for nothing.

    :param carrying: the sources of a claim that are known and not retracted.
    """

    def __init__(
        self,
        links: Links,
        carrying: Callable[[Claim], Sequence[str]],
        origins: Chains,
        speakers: Chains,
    ) -> None:
        self._links = links
        self._carrying = carrying
        self.origins = origins
        """The chains of sources."""
        self.speakers = speakers
        """The chains of actors."""
        self._ends: dict[Key, frozenset[Key]] = {}

    def ends(self, claim: str) -> frozenset[Key]:
        """The sources and actors, each with its kind, that the chains of a claim end in."""
        record = self._links.claims[claim]
        return self.ends_of(self._carrying(record), record.by)

    def ends_of(self, sources: Iterable[str], speakers: Iterable[str]) -> frozenset[Key]:
        """The sources and actors that the chains of some of them end in."""
        found: frozenset[Key] = frozenset()
        for kind, chains, names in (
            ("source", self.origins, sources),
            ("actor", self.speakers, speakers),
        ):
            for name in names:
                key = (kind, name)
                ends = self._ends.get(key)
                if ends is None:
                    ends = self._ends[key] = frozenset((kind, end) for end in chains.ends(name))
                found = found | ends if found else ends
        return found

    def of(self, claims: Iterable[str]) -> list[tuple[str, ...]]:
        """The voices of some claims: the ids of those that are one, together."""
        records = self._links.claims
        return joined(
            {claim: self.ends(claim) for claim in claims if self._carrying(records[claim])}
        )

    def of_sources(self, sources: Iterable[str]) -> list[tuple[str, ...]]:
        """Some sources, those that retell the same one together."""
        return joined({source: self.origins.ends(source) for source in sources})
