"""The axis of time: from days to places, with marks at round dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..presentation.dates import printed
from ..svg.canvas import SMALL
from ..svg.text_width import width_of

_DAYS = (1, 2, 7, 14)
_MONTHS = (1, 2, 3, 6)
_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_MOST = 40
"""More marks than any picture has room for."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The days between two days, laid out between two places."""

    first: date
    last: date
    left: float
    right: float

    def place(self, day: date) -> float:
        """The place of a day; what lies outside is put on the edge."""
        day = min(max(day, self.first), self.last)
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return self.left + share * (self.right - self.left)

    def marks(self, language: str) -> list[tuple[float, str]]:
        """Round dates with their places: as many as can be written side by side."""
        marks: list[tuple[float, str]] = []
        for days in self._steps():
            marks = [(self.place(day), printed(text, language, short=True)) for day, text in days]
            room = sum(width_of(text, SMALL) + 22 for _, text in marks)
            if room <= self.right - self.left:
                break
        return marks if len(marks) > 1 else self._ends(language)

    def _ends(self, language: str) -> list[tuple[float, str]]:
        """The first and the last day, where no two round dates fit."""
        return [
            (self.place(day), printed(day.isoformat(), language, short=True))
            for day in (self.first, self.last)
        ]

    def _steps(self) -> Iterator[list[tuple[date, str]]]:
        """Ever fewer round dates, each as a day and as it is written."""
        days = (self.last - self.first).days
        for step in _DAYS:
            if days // step < _MOST:
                begin = self.first.toordinal() + -self.first.toordinal() % step
                ordinals = range(begin, self.last.toordinal() + 1, step)
                yield [(day, day.isoformat()) for day in map(date.fromordinal, ordinals)]
        for step in _MONTHS:
            if days // (28 * step) < _MOST:
                begin = self.first.year * 12 + self.first.month - 1
                end = self.last.year * 12 + self.last.month
                months = ((n // 12, n % 12 + 1) for n in range(begin, end) if not n % step)
                yield self._within((date(y, m, 1), f"{y:04}-{m:02}") for y, m in months)
        for step in _YEARS:
            if days // (365 * step) < _MOST:
                years = range(self.first.year, self.last.year + 1)
                round_years = (year for year in years if not year % step)
                yield self._within((date(year, 1, 1), f"{year:04}") for year in round_years)

    def _within(self, days: Iterator[tuple[date, str]]) -> list[tuple[date, str]]:
        return [(day, text) for day, text in days if self.first <= day <= self.last]
