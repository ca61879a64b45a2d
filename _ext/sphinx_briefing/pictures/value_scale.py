"""The axis of amounts: from numbers to shares of its length, with round numbers on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

FAR = Decimal(1) / 6
"""Numbers that lie closer together than this share of the largest stand far from zero."""
WIDE = 1000
"""Beyond so many times the smallest number, an axis counts in powers of ten."""


@dataclass(frozen=True, slots=True)
class ValueScale:
    """The numbers between two ends of an axis."""

    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]
    is_log: bool = False
    """Whether equal lengths are equal ratios."""
    is_cut: bool = False
    """Whether it leaves out zero."""

    def share(self, value: Decimal) -> float:
        """The place of a number, from 0 at the low end to 1 at the high one."""
        value = min(max(value, self.low), self.high)
        if self.is_log:
            whole = self.high.log10() - self.low.log10()
            return float((value.log10() - self.low.log10()) / whole)
        return float((value - self.low) / (self.high - self.low))


def scale_of(values: Sequence[Decimal], most: int) -> ValueScale:
    """The axis for some numbers: it begins at zero, unless they all lie far from it.

    >>> scale_of([Decimal(435), Decimal(1423)], 4).ticks
    (Decimal('0'), Decimal('500'), Decimal('1000'), Decimal('1500'))

    :param values: at least one.
    :param most: about how many round numbers there is room for.
    """
    low, high = min(values), max(values)
    if low > 0 and high > WIDE * low:
        return _log(low, high, most)
    is_cut = False
    if low >= 0 or high <= 0:
        far = max(abs(low), abs(high))
        is_cut = low != high and high - low < FAR * far
        if not is_cut:
            low, high = min(low, Decimal()), max(high, Decimal())
    if low == high:  # all are zero
        high = low + 1
    step = _step((high - low) / max(most, 1))
    if all(value == value.to_integral_value() for value in values):
        step = max(step, Decimal(1))
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    ticks = tuple(number * step for number in range(int(first), int(last) + 1))
    return ValueScale(ticks[0], ticks[-1], ticks, is_cut=is_cut)


def _step(least: Decimal) -> Decimal:
    """The smallest of 1, 2 and 5 times a power of ten that is not below a number."""
    power = Decimal(10) ** least.adjusted()
    return next(step for step in (power, 2 * power, 5 * power, 10 * power) if step >= least)


def _log(low: Decimal, high: Decimal, most: int) -> ValueScale:
    first = low.adjusted()
    last = high.adjusted() + (high != Decimal(10) ** high.adjusted())
    every = -(-(last - first) // max(most, 1))
    powers = range(first, last + 1, every)
    return ValueScale(
        Decimal(10) ** first,
        Decimal(10) ** last,
        tuple(Decimal(10) ** power for power in powers),
        is_log=True,
    )
