"""Amounts: numbers and ranges as analysts write them, and as readers see them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_briefing.presentation.amounts import number, printed_amount, sortable, with_unit
from sphinx_briefing.records.amounts import Amount, amount
from tests.corpus import page, record
from tests.support import Build

NUMBER = st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=1)
END = st.one_of(st.just(".."), NUMBER.map(str))


@pytest.mark.parametrize(
    ("written", "low", "high", "is_approximate"),
    [
        ("591", "591", "591", False),
        ("435/1423", "435", "1423", False),
        ("~600", "600", "600", True),
        ("~435/1423", "435", "1423", True),
        ("500/..", "500", None, False),
        ("../800", None, "800", False),
        ("-3.50", "-3.50", "-3.50", False),
        ("\N{MINUS SIGN}3", "-3", "-3", False),
        ("0.234", "0.234", "0.234", False),
        ("1234.567", "1234.567", "1234.567", False),
    ],
)
def test_amounts_are_read(
    written: str, low: str | None, high: str | None, is_approximate: bool
) -> None:
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    assert amount(written) == Amount(ends[0], ends[1], is_approximate)


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("1,234", "write 1234 without the comma, or 1.2340"),
        ("1.234", "write 1234 without the point, or 1.2340"),
        ("1.234.567", "write 1234567"),
        ("1,234,567", "write 1234567"),
        ("1 234", "write 1234"),
        ("1'234", "write 1234"),
        ("435/1,423", "write 1423"),
        ("3,5", "write 3.5"),
        ("435-1423", "write 435/1423"),
        ("1423/435", "write the lower number first: 435/1423"),
        ("../..", "at least one number"),
        ("600 vessels", "write digits alone"),
        ("about 600", "~ before a round number"),
        ("1e9", "write digits alone"),
        ("~", "write digits"),
        ("", "write digits"),
        ("9" * 40, "write digits"),
    ],
)
def test_what_is_no_amount_or_may_be_two_is_refused_with_advice(written: str, advice: str) -> None:
    with pytest.raises(ValueError, match=r"; write|is open") as said:
        amount(written)
    assert advice in str(said.value)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    found, said = None, ""
    try:
        found = amount(text)
    except ValueError as error:
        said = str(error)
    if found is None:
        assert said.startswith(repr(text))
        return
    assert found.low is not None or found.high is not None
    assert found.low is None or found.high is None or found.low <= found.high


@given(st.tuples(END, END), st.booleans())
def test_ranges_are_read_or_upside_down_or_open(ends: tuple[str, str], approximate: bool) -> None:
    low, high = ends
    numbers = [Decimal(end) for end in ends if end != ".."]
    written = ("~" if approximate else "") + "/".join(ends)
    if not numbers or sorted(numbers) != numbers:
        with pytest.raises(ValueError, match=r"open at both ends|upside down"):
            amount(written)
        return
    found = amount(written)
    assert found.is_approximate == approximate
    assert (found.low is None, found.high is None) == (low == "..", high == "..")
    assert min(numbers) <= found.middle <= max(numbers)


@pytest.mark.parametrize(
    ("written", "language", "printed"),
    [
        ("1423", "en", "1,423"),
        ("1423", "de", "1.423"),
        ("1423", "fr", "1\u202f423"),
        ("435/1423", "en_GB", "435\u20131,423"),
        ("~600", "de", "about 600"),
        ("12.50", "de", "12,50"),
        ("500/..", "en", "at least 500"),
        ("../800", "en", "at most 800"),
        ("1423", "xx-unknown", "1,423"),
    ],
)
def test_amounts_are_printed_by_language(written: str, language: str, printed: str) -> None:
    assert printed_amount(written, language) == printed
    assert with_unit(written, "vessels", language) == f"{printed}\N{NO-BREAK SPACE}vessels"
    assert with_unit(written, "", language) == printed


@given(NUMBER)
def test_no_digit_is_lost_in_print(value: Decimal) -> None:
    assert Decimal(number(value, "en").replace(",", "")) == value


@given(st.lists(NUMBER, min_size=2, max_size=6))
def test_amounts_sort_by_their_middle(values: list[Decimal]) -> None:
    written = [f"{value}/{value}" for value in values]
    by_text = sorted(written, key=sortable)
    assert [amount(one).middle for one in by_text] == sorted(amount(one).middle for one in written)


def test_a_unit_that_is_misspelt_against_the_others_is_said_once(build: Build) -> None:
    units = ["vessels", "vessels", "vessel", "GW", "GWh", "million", "billion", "percent", "%"]
    rows = "".join(
        record("estimate", f"Size {n}", value="1", unit=unit, by="a", source="w")
        for n, unit in enumerate(units)
    )
    files = {"r.md": page({}, record("actor", "A", kind="state") + record("source", "W") + rows)}
    built = build(files)
    (warning,) = built.warnings
    assert (
        "unit 'vessel' is written 'vessels' by 2 other estimates; did you mean 'vessels'? "
        "[briefing.field]" in str(warning)
    )
    line = int(str(warning).partition("r.md:")[2].partition(":")[0])
    assert files["r.md"].splitlines()[line - 1] == ":unit: vessel"
    assert 'id="estimate-size-2"' in built.path("r.html").read_text(encoding="utf-8")
