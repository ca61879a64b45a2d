"""The order of related things around a ring: those that have most to do with each other close by.

Layouts by forces (networkx, igraph) were tried on paper and left: they rest on numeric libraries
whose last digits differ between machines, and their lines run behind names. On a ring no line can
run behind anything but its own ends; only whole numbers decide who stands where.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def ordered(
    things: Iterable[str], ties: Mapping[tuple[str, str], int], rounds: int = 12
) -> list[str]:
    """The things in the order in which they stand around a ring.

    :param ties: how strongly two of them are joined; each pair once, in any order.
    :param rounds: how often at most the order is improved.
    """
    weights: dict[str, dict[str, int]] = {thing: {} for thing in things}
    for (one, other), weight in ties.items():
        weights[one][other] = weights[one].get(other, 0) + weight
        weights[other][one] = weights[other].get(one, 0) + weight
    ring = _walk(weights)
    place = {thing: number for number, thing in enumerate(ring)}
    for _ in range(rounds):
        if not _improve(ring, place, weights):
            break
    return ring


def _walk(weights: Mapping[str, Mapping[str, int]]) -> list[str]:
    """From one to the strongest tie that is left, beginning with those who have most ties."""
    waiting = sorted(weights, key=lambda thing: (-sum(weights[thing].values()), thing))
    ring: list[str] = []
    while waiting:
        last = weights[ring[-1]] if ring else {}
        nearest = min(waiting, key=lambda thing: -last.get(thing, 0))
        ring.append(nearest)
        waiting.remove(nearest)
    return ring


def _improve(
    ring: list[str], place: dict[str, int], weights: Mapping[str, Mapping[str, int]]
) -> bool:
    """Swap pairs where that makes the ties shorter, and say whether any was swapped."""
    size, better = len(ring), False

    def length(thing: str, at: int, moved: str, to: int) -> int:
        total = 0
        for other, weight in weights[thing].items():
            apart = abs(at - (to if other == moved else place[other]))
            total += weight * min(apart, size - apart)
        return total

    for first in range(size):
        for second in range(first + 1, size):
            one, other = ring[first], ring[second]
            now = length(one, first, other, second) + length(other, second, one, first)
            then = length(one, second, other, first) + length(other, first, one, second)
            if then < now:
                ring[first], ring[second] = other, one
                place[one], place[other] = second, first
                better = True
    return better
