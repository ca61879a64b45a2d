"""Keeping score: how often what was judged likely came true, word by word, and as one number.

A likelihood counts as the middle of its band. The Brier score is the mean square of how far that
was from what came about, 1 for what came true and 0 for what did not: 0 is perfect, 1 the worst
(G. W. Brier, Verification of forecasts expressed in terms of probability, Monthly Weather Review
78, 1950, whose own sum over both outcomes is twice that).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from ..records import Selectable
from ..records.forecasts import likelihood_of, outcome_of
from ..vocabularies import Grade, Scale

ENOUGH = 30
"""The number of cases below which a score says nothing of who judged."""

Fit = Literal["", "few", "below", "within", "above"]
"""How a share lies to a band; empty where there is none, ``few`` where that would say nothing."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The records of one likelihood of which it is known whether they came true."""

    grade: Grade
    cases: int
    came_true: int

    @property
    def probability(self) -> Fraction:
        """The probability that the word stands for, from 0 to 1: the middle of its band."""
        return Fraction((self.grade.low or 0) + (self.grade.high or 0), 200)

    @property
    def share(self) -> int | None:
        """How many of a hundred came true, rounded; ``None`` without a case."""
        return percent(Fraction(self.came_true, self.cases)) if self.cases else None

    @property
    def fit(self) -> Fit:
        """How the share, as it is printed, lies to the band.

        Of so few cases that one more or less moves the share by more than the band is wide, it
        would be chance.
        """
        low, high = self.grade.low or 0, self.grade.high or 0
        if self.share is None:
            return ""
        if self.cases * max(high - low, 1) < 100:
            return "few"
        # What is called neither impossible nor certain may still come about never, or always.
        if self.share < low or (self.grade.open_low and self.share == low > 0):
            return "below"
        if self.share > high or (self.grade.open_high and self.share == high < 100):
            return "above"
        return "within"

    @property
    def error(self) -> Fraction:
        """The sum of the squares of how far the probability was from what came about."""
        wrong = self.cases - self.came_true
        return self.came_true * (1 - self.probability) ** 2 + wrong * self.probability**2


@dataclass(frozen=True, slots=True)
class Score:
    """The score of some records: a tally for each likelihood, and what is not counted."""

    tallies: tuple[Tally, ...]
    """In the order of the scale; of likelihoods without a case, too."""
    unresolved: int
    void: int

    @property
    def cases(self) -> int:
        """The number of records that count."""
        return sum(tally.cases for tally in self.tallies)

    @property
    def base_rate(self) -> Fraction | None:
        """The share of all cases that came true, from 0 to 1; ``None`` without a case."""
        came_true = sum(tally.came_true for tally in self.tallies)
        return Fraction(came_true, self.cases) if self.cases else None

    @property
    def brier(self) -> Fraction | None:
        """The Brier score over all cases, from 0 to 1; ``None`` without a case."""
        error = sum((tally.error for tally in self.tallies), Fraction())
        return error / self.cases if self.cases else None

    @property
    def brier_of_base_rate(self) -> Fraction | None:
        """The Brier score of always saying the base rate; ``None`` without a case."""
        rate = self.base_rate
        return None if rate is None else rate * (1 - rate)


def score_of(records: Sequence[Any], scale: Scale) -> Score:
    """The score of records of a kind that has a likelihood and an outcome.

    :param scale: the likelihoods in force.
    """
    pairs = Counter(_pairs(records))
    tallies = []
    for grade in scale.grades:
        came_true, false = pairs[grade.value, "true"], pairs[grade.value, "false"]
        tallies.append(Tally(grade, came_true + false, came_true))
    outcomes = Counter(outcome for _, outcome in pairs.elements())
    return Score(tuple(tallies), outcomes[""], outcomes["void"])


def _pairs(records: Iterable[Any]) -> Iterable[tuple[str, str]]:
    for record in records:
        kind: type[Selectable] = type(record)
        likelihood, outcome = likelihood_of(kind), outcome_of(kind)
        assert likelihood is not None
        assert outcome is not None  # or nobody could have asked for it
        given = getattr(record, likelihood.attribute)
        if given:
            yield given, getattr(record, outcome.attribute) or ""


def percent(share: Fraction) -> int:
    """A share in per cent, a half rounded up.

    >>> percent(Fraction(1, 3)), percent(Fraction(1, 8)), percent(Fraction(1))
    (33, 13, 100)
    """
    return int(share * 100 + Fraction(1, 2))
