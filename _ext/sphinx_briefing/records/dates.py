"""Dates as analysts write them: EDTF levels 0 and 1 (Library of Congress, ISO 8601-2:2019)."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

_PLAIN = re.compile(r"(\d{4})(?:-(0\d|1[0-2])(?:-(\d{2}))?)?")
"""Years, months and days, which need no parser; seasons are left to it."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The days a date may mean: first and last, inclusive.

    ``first`` is :data:`datetime.date.min` and ``last`` :data:`datetime.date.max` on an open side.
    """

    first: date
    last: date

    @property
    def newest(self) -> date:
        """The last day, or the first one when the span has no end."""
        return self.first if self.last == date.max else self.last

    def meets(self, other: Span) -> bool:
        """Whether the two spans share a day."""
        return self.first <= other.last and other.first <= self.last


ALWAYS = Span(date.min, date.max)
"""The span without bounds."""


@lru_cache(maxsize=65536)
def span(text: str) -> Span:
    """Return the days that an EDTF date of level 0 or 1 covers.

    :raises ValueError: if the text is not such a date.
    """
    plain = _PLAIN.fullmatch(text)
    if plain is None:
        return _edtf_span(text)
    year, month, day = (int(part or 0) for part in plain.groups())
    try:
        first = date(year, month or 1, day or 1)
        if day:
            return Span(first, first)
        return Span(first, date(year, month or 12, monthrange(year, month or 12)[1]))
    except ValueError:
        raise _not_a_date(text) from None


def first_day(text: str) -> date | None:
    """The first day of a date; ``None`` where there is none, or it has no beginning."""
    try:
        first = span(text).first
    except (ValueError, OverflowError):
        return None
    return first if first != date.min else None


def is_date(text: str) -> bool:
    """Whether a text is an EDTF date of level 0 or 1."""
    try:
        return bool(re.fullmatch(r"[\d./~?%X-]+", text)) and span(text) is not None
    except ValueError:
        return False


def _is_span(text: str) -> bool:
    try:
        return "/" not in text and span(text) is not None
    except ValueError:
        return False


def _not_a_date(text: str) -> ValueError:
    return ValueError(
        f"{text!r} is not a date; write it like 2027, 2026-02, 2026-02-20, "
        "2026-02-17/2026-02-18, 2026-02-20/.. or 2026~"
    )


def _edtf_span(text: str) -> Span:
    # The parser prints what it tries when one side of an interval is no date: look at them first.
    if "/" in text and not all(side in {"", ".."} or _is_span(side) for side in text.split("/")):
        raise _not_a_date(text)
    from edtf import EDTFParseException, parse_edtf  # slow to import, and few dates need it
    from edtf.parser import parser_classes as edtf

    try:
        parsed = parse_edtf(text)
    except (EDTFParseException, ValueError, TypeError, AttributeError):
        raise _not_a_date(text) from None
    level_0_1 = (
        edtf.Date,
        edtf.Interval,
        edtf.UncertainOrApproximate,
        edtf.Unspecified,
        edtf.Season,
    )
    level_2 = (edtf.PartialUncertainOrApproximate, edtf.PartialUnspecified)
    if not isinstance(parsed, level_0_1) or isinstance(parsed, level_2):
        raise _not_a_date(text)
    try:
        first = _day(parsed.lower_strict(), date.min)
        last = _day(parsed.upper_strict(), date.max)
    except (ValueError, TypeError, AttributeError, OverflowError):
        raise _not_a_date(text) from None
    # An interval that ends in nothing ("2026-02-20/") has an unknown end, which is open to us.
    if text.endswith("/"):
        last = date.max
    if text.startswith("/"):
        first = date.min
    if last < first:
        raise ValueError(f"{text!r} ends before it begins")
    return Span(first, last)


def _day(edge: Any, open_end: date) -> date:
    if isinstance(edge, float):
        return open_end
    if not 1 <= edge[0] <= 9999:
        raise ValueError(edge)
    return date(edge[0], edge[1], edge[2])
