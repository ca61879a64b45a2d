"""The parts of pictures for themselves: the axis of time, and the ring."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_briefing.pictures.axis import Axis
from sphinx_briefing.pictures.ring import ordered
from sphinx_briefing.svg.canvas import SMALL
from sphinx_briefing.svg.text_width import width_of


@given(st.dates(), st.dates(), st.sampled_from(["en", "en_GB", "de", "ar"]))
@settings(max_examples=150, deadline=None)
def test_marks_of_an_axis_stand_in_order_and_apart(one: date, other: date, language: str) -> None:
    axis = Axis(min(one, other), max(one, other), 12, 668)
    marks = axis.marks(language)
    assert len(marks) >= 2
    assert marks == sorted(marks, key=lambda mark: mark[0])
    assert all(12 <= place <= 668 for place, _ in marks)
    assert sum(width_of(words, SMALL) for _, words in marks) < 656


def test_an_axis_begins_and_ends_where_it_should() -> None:
    axis = Axis(date(2026, 1, 1), date(2026, 12, 31), 0, 364)
    assert axis.place(date(2026, 1, 1)) == 0
    assert axis.place(date(2026, 12, 31)) == 364
    assert axis.place(date(1999, 1, 1)) == 0
    assert axis.place(date(2026, 1, 8)) == 7
    assert ("2026-07") in [words for _, words in axis.marks("en")]


def test_who_has_most_to_do_with_each_other_stands_close_by() -> None:
    ties = {("a", "x"): 4, ("b", "y"): 4, ("c", "z"): 4}
    ring = ordered(["a", "b", "c", "x", "y", "z"], ties)
    for one, other in ties:
        apart = abs(ring.index(one) - ring.index(other))
        assert min(apart, 6 - apart) == 1
    assert ordered(["z", "y", "x", "c", "b", "a"], dict(reversed(ties.items()))) == ring
