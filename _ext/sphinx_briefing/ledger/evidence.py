"""Derived facts about claims and commitments: who carries a claim, what is overdue."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ..records import Claim, Commitment, Corroboration, Source
from ..records.dates import Span, span


def origin_of(source: str, sources: Mapping[str, Source]) -> str:
    """The end of a source's chain of origins. A loop ends at its smallest id."""
    seen = [source]
    while True:
        record = sources.get(seen[-1])
        upstream = record.origin[0] if record and record.origin else ""
        if not upstream:
            return seen[-1]
        if upstream in seen:
            return min(seen[seen.index(upstream) :])
        seen.append(upstream)


def groups(claims: Mapping[str, Claim]) -> dict[str, tuple[str, ...]]:
    """For each claim, the sorted ids of all claims joined to it by ``corroborates``."""
    parent = {claim: claim for claim in claims}

    def root(claim: str) -> str:
        while parent[claim] != claim:
            parent[claim] = parent[parent[claim]]
            claim = parent[claim]
        return claim

    for claim in claims.values():
        for other in claim.corroborates:
            if other in parent:
                first, second = sorted((root(claim.id), root(other)))
                parent[second] = first
    members: dict[str, list[str]] = {}
    for claim_id in sorted(parent):
        members.setdefault(root(claim_id), []).append(claim_id)
    return {claim: tuple(group) for group in members.values() for claim in group}


def corroborations(
    joined: Mapping[str, tuple[str, ...]],
    claims: Mapping[str, Claim],
    sources: Mapping[str, Source],
) -> dict[str, Corroboration]:
    """For each claim, how many distinct sources, and how many origins of them, carry its group.

    :param joined: what :func:`groups` found.
    """
    origin = cache(lambda source: origin_of(source, sources))
    counted: dict[tuple[int, int], Corroboration] = {}
    found: dict[str, Corroboration] = {}
    for claim_id in claims:
        group = joined[claim_id]
        if group[0] != claim_id:
            continue
        carriers = {source for member in group for source in claims[member].source}
        count = len(carriers), len({origin(source) for source in carriers})
        carried = counted.setdefault(count, Corroboration(*count))
        found.update(dict.fromkeys(group, carried))
    return found


def disputes(claims: Mapping[str, Claim]) -> dict[str, tuple[str, ...]]:
    """For each disputed claim, the sorted ids of the claims that contradict it, either way."""
    found: dict[str, set[str]] = {}
    for claim in claims.values():
        for other in claim.disputes:
            if other != claim.id and other in claims:
                found.setdefault(claim.id, set()).add(other)
                found.setdefault(other, set()).add(claim.id)
    return {claim: tuple(sorted(others)) for claim, others in found.items()}


def is_overdue(commitment: Commitment, as_of: Span | None) -> bool:
    """Whether a commitment is open and its due date has ended before ``as_of``."""
    if commitment.status != "open" or not commitment.due or as_of is None:
        return False
    return span(commitment.due).last < as_of.first
