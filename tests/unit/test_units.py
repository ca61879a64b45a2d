"""Units that are probably misspelt, and those that are truly different."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_briefing.ledger.units import are_near, meant_units

WORDS = st.sampled_from(
    ["vessels", "vessel", "Vessels", "vesels", "million", "billion", "GW", "GWh", "%", "percent",
     "km", "km²", "EUR bn", "EUR million", "tankers", "tanker"]
)  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [("vessel", "vessels"), ("Vessels", "vessels"), ("vesels", "vessels"), ("vessles", "vessels"),
     ("EUR milion", "EUR million"), ("barels a day", "barrels a day"), ("metres", "meters"),
     ("soldeirs", "soldiers"), ("vessals", "vessels")],
)  # fmt: skip
def test_slips_are_near(one: str, other: str) -> None:
    assert are_near(one, other)
    assert are_near(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("million", "billion"), ("EUR million", "EUR billion"), ("GW", "GWh"), ("m", "mm"),
     ("EUR", "USD"), ("km", "kg"), ("km", "km²"), ("m²", "m³"), ("mW", "MW"),
     ("megawatt", "gigawatt"), ("kilometres", "millimetres"), ("ships", "shops"),
     ("cars", "cards"), ("tanks", "banks"), ("deaths", "births"), ("tons", "tonnes"),
     ("EUR 2015", "EUR 2025"), ("CHF", "CLF")],
)  # fmt: skip
def test_other_units_are_not(one: str, other: str) -> None:
    assert not are_near(one, other)
    assert not are_near(other, one)


def test_the_rarer_is_the_slip() -> None:
    assert meant_units(["vessel", *["vessels"] * 4]) == {"vessel": ("vessels", 4)}
    assert meant_units([*["vessel"] * 2, *["vessels"] * 3]) == {}  # who knows
    assert meant_units(["vessel", "vessels"]) == {"vessels": ("vessel", 1)}


@given(st.lists(WORDS, max_size=8))
def test_each_unit_is_corrected_once_and_never_where_all_are_equal(written: list[str]) -> None:
    found = meant_units(written)
    assert set(found) <= {"%" if unit in ("%", "percent") else unit for unit in written}
    for unit, (better, count) in found.items():
        assert are_near(unit, better)
        assert count == written.count(better)
        assert count >= written.count(unit)
    assert meant_units(["vessels"] * len(written)) == {}


@given(st.lists(WORDS, min_size=2, max_size=4))
def test_the_order_of_pages_decides_ties_alone(written: list[str]) -> None:
    counts = {unit: written.count(unit) for unit in written}
    for order in map(list, permutations(written)):
        found, usual = meant_units(order), meant_units(written)
        decided = {unit for unit, (better, count) in usual.items() if count > counts[unit]}
        assert decided <= set(found)
