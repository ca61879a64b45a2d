"""The axis of amounts: round numbers, zero where it is honest, powers of ten where it must be."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_briefing.pictures.value_scale import WIDE, scale_of
from sphinx_briefing.records.units import unit_key

NUMBERS = st.decimals(-(10**12), 10**12, places=3)


def scaled(*values: str, most: int = 4) -> list[str]:
    return [format(tick, "f") for tick in scale_of([Decimal(v) for v in values], most).ticks]


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        (("435", "1423"), ["0", "500", "1000", "1500"]),
        (("3",), ["0", "1", "2", "3"]),  # counts have no halves
        (("0.5", "2"), ["0.0", "0.5", "1.0", "1.5", "2.0"]),
        (("-3.2", "1.5"), ["-4", "-2", "0", "2"]),
        (("-40", "-10"), ["-40", "-30", "-20", "-10", "0"]),
        (("0",), ["0", "1"]),
        (("1", "5000"), ["1", "10", "100", "1000", "10000"]),
    ],
)
def test_numbers_on_an_axis_are_round(values: tuple[str, ...], ticks: list[str]) -> None:
    found = [Decimal(tick) for tick in scaled(*values)]
    assert found == [Decimal(tick) for tick in ticks]


def test_zero_is_left_out_where_all_is_far_from_it() -> None:
    far = scale_of([Decimal(10200), Decimal(10400)], 4)
    assert far.is_cut
    assert far.low == 10200
    assert not scale_of([Decimal(435), Decimal(1423)], 4).is_cut
    assert not scale_of([Decimal(700)], 4).is_cut


@given(st.lists(NUMBERS, min_size=1, max_size=8), st.integers(2, 8))
def test_all_numbers_stand_on_their_axis_in_order(values: list[Decimal], most: int) -> None:
    scale = scale_of(values, most)
    places = [scale.share(value) for value in sorted(values)]
    assert places == sorted(places)
    assert all(0 <= place <= 1 for place in places)
    assert scale.low <= min(values)
    assert max(values) <= scale.high
    assert len(scale.ticks) <= most + 3
    assert list(scale.ticks) == sorted(set(scale.ticks))
    assert scale.is_log == (min(values) > 0 and max(values) > WIDE * min(values))
    if not scale.is_log and not scale.is_cut:
        assert scale.low <= 0 <= scale.high


@pytest.mark.parametrize("written", ["%", "percent", "per cent", "Per  cent"])
def test_per_cent_is_one_unit(written: str) -> None:
    assert unit_key(written) == "%"


def test_case_tells_units_apart() -> None:
    assert unit_key("mW") != unit_key("MW")
