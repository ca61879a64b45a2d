"""How wide words are, and how they are cut, whatever comes."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_briefing.svg.text_width import cut, lines_of, printable, width_of


@given(st.text(max_size=200), st.floats(0, 300))
@settings(max_examples=150, deadline=None)
def test_what_is_cut_fits(text: str, room: float) -> None:
    shown = cut(text, 13, room)
    assert shown == text or shown.endswith("\u2026")
    assert width_of(shown, 13) <= max(room, width_of("\u2026", 13)) + 0.01
    lines = lines_of(text, 13, room, 2)
    assert 1 <= len(lines) <= 2


def test_letters_that_take_no_room_and_those_that_take_more() -> None:
    assert width_of("e\u0301", 10) == width_of("e", 10)
    assert width_of("\u202eab", 10) == width_of("ab", 10)
    assert width_of("\u6771", 10) == 10
    assert printable("a\x00b\nc\ud800") == "a b c"
