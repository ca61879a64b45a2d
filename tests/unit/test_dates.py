"""Dates as analysts write them: which days they mean, and what is none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_briefing.records.dates import ALWAYS, Span, first_day, is_date, span


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2027", "2027-01-01", "2027-12-31"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-12", "2026-12-01", "2026-12-31"),
        ("2026-02-20", "2026-02-20", "2026-02-20"),
        ("2026-02-17/2026-02-18", "2026-02-17", "2026-02-18"),
        ("2026-02-17/2026-02-17", "2026-02-17", "2026-02-17"),
        ("2025-11/2026-02", "2025-11-01", "2026-02-28"),
        ("2026-02-20/..", "2026-02-20", "9999-12-31"),
        ("2026-02-20/", "2026-02-20", "9999-12-31"),
        ("../2026-02-20", "0001-01-01", "2026-02-20"),
        ("/2026-02-20", "0001-01-01", "2026-02-20"),
        ("2026-02~", "2026-02-01", "2026-02-28"),
        ("2026-02-20?", "2026-02-20", "2026-02-20"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("2026-21", "2026-03-01", "2026-05-31"),
    ],
)
def test_the_days_of_a_date(written: str, first: str, last: str) -> None:
    found = span(written)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)
    assert is_date(written)


@pytest.mark.parametrize(
    "written",
    [
        "", "soon", "2026-13", "2026-02-30", "26", "20.2.2026", "2026-02-20/2026-02-19",
        "2026/soon", "0000", "2026-2", "{2026,2027}", "[2026..2028]", "2026-?02", "20X6-02",
        "2026-02/2025", "Y20260", "acting", "2026-02-2X~-01",
    ],
)  # fmt: skip
def test_what_is_no_date_of_level_0_or_1(written: str) -> None:
    with pytest.raises(ValueError, match=r"is not a date|ends before it begins"):
        span(written)
    assert not is_date(written)


def test_a_date_that_ends_before_it_begins_is_told_so() -> None:
    with pytest.raises(ValueError, match="'2026-02/2026-01' ends before it begins"):
        span("2026-02/2026-01")


def test_the_first_day_of_what_has_one() -> None:
    assert first_day("2026-02/2026-03") == date(2026, 2, 1)
    assert [first_day(written) for written in ("2026-02-31", "soon", "", "../2026")] == [None] * 4


def test_the_newest_day_of_a_date_without_an_end_is_its_first() -> None:
    assert span("2026-02").newest == date(2026, 2, 28)
    assert span("2026-02-20/..").newest == date(2026, 2, 20)
    assert span("../2026-02-20").newest == date(2026, 2, 20)


@given(*[st.dates()] * 4)
def test_spans_meet_when_they_share_a_day(a: date, b: date, c: date, d: date) -> None:
    one, other = Span(min(a, b), max(a, b)), Span(min(c, d), max(c, d))
    shared = max(one.first, other.first) <= min(one.last, other.last)
    assert one.meets(other) is other.meets(one) is shared
    assert one.meets(one)
    assert one.meets(ALWAYS)
    assert one.meets(Span(one.last, date.max))
