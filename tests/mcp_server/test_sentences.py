"""Drafts in sentences, and the figures of these."""

import doctest
from decimal import Decimal
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_briefing.html.search.words import plain
from sphinx_briefing.mcp_server import figures as figures_module
from sphinx_briefing.mcp_server import quoted, wording
from sphinx_briefing.mcp_server import sentences as sentences_module
from sphinx_briefing.mcp_server.figures import Day, figures
from sphinx_briefing.mcp_server.sentences import LONGEST, sentences
from sphinx_briefing.mcp_server.wording import (
    denials,
    likelihoods,
    opposite,
    pattern_of_likelihoods,
    tokens,
)
from sphinx_briefing.vocabularies import ICD_203, OWN_LIKELIHOODS


@pytest.mark.parametrize(
    "module", [figures_module, quoted, sentences_module, wording], ids=lambda one: one.__name__
)
def test_what_docstrings_show_is_so(module: ModuleType) -> None:
    done = doctest.testmod(module)
    assert done.attempted
    assert not done.failed


def texts(draft: str) -> list[str]:
    return [one.text for one in sentences(draft) if not one.left_aside]


@pytest.mark.parametrize(
    ("draft", "found"),
    [
        ("Mr. Fox left. Gen. Low came.", ["Mr. Fox left.", "Gen. Low came."]),
        ("They met in the U.S. Senate. So.", ["They met in the U.S. Senate.", "So."]),
        ("See para. 3 of No. 5. Then go.", ["See para. 3 of No. 5.", "Then go."]),
        ("Am 20. Februar kam er. Dann ging er.", ["Am 20. Februar kam er.", "Dann ging er."]),
        ("Es sind z.B. Schiffe. Ja.", ["Es sind z.B. Schiffe.", "Ja."]),
        ("It grew by 4.5 percent. Fine.", ["It grew by 4.5 percent.", "Fine."]),
        ("“It rains.” They left.", ["“It rains.”", "They left."]),
        ("It rains... and pours. Yes!", ["It rains... and pours.", "Yes!"]),
        ("他来了。他走了。", ["他来了。", "他走了。"]),
        ("- one thing\n  goes on\n- another", ["one thing goes on", "another"]),
        ("A line\nthat goes on.\n\nAnother.", ["A line that goes on.", "Another."]),
        ("> quoted words\n> go on", ["quoted words go on"]),
        ("Go [there](https://example.org/a.b) *now*.", ["Go there now."]),
        ("The {actor}`E5 <e5>` met {claim}`x`.[^n]", ["The E5 met."]),
    ],
)  # fmt: skip
def test_sentences(draft: str, found: list[str]) -> None:
    assert texts(draft) == found


def test_references_are_kept_with_their_sentence() -> None:
    (one,) = sentences("It rains {claim}`rain` and {brief:quote}`Words <w>`.")
    assert one.cited == (("claim", "rain"), ("brief:quote", "w"))


@given(st.text(alphabet='ab .!?\n-#>*|`:[]()"“”{}1=\u3002', max_size=300))
def test_each_sentence_is_where_it_says(draft: str) -> None:
    last = 0
    for one in sentences(draft):
        assert draft[one.start : one.end] == one.written
        assert one.start >= last
        last = one.end


@pytest.mark.parametrize("char", ["[[", "a.", "> ", "* ", "``", "{a}`", '"', "Dr. ", "1 ", "«  "])
def test_no_draft_takes_forever(char: str) -> None:
    for one in sentences(char * 30_000):
        assert len(one.written) <= LONGEST or one.left_aside


def numbers(text: str) -> list[str]:
    return [one.written for one in figures(plain(text)).numbers]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1,423 ships and 1 423 more, 1.423 in all", ["1423", "1423", "1423"]),
        ("4.5 billion euros, €3m and 20k", ["4500000000", "3000000", "20000"]),
        ("5% and 7 per cent", ["5 %", "7 %"]),
        ("the seventh of twenty-four, three hundred", ["7", "24", "300"]),
        ("F-16, E5, G7+, A.1192(33), UA-2026-07, mid-2026", []),
        ("12-month delay, 27th time", ["12", "27"]),
        ("two dozen? 435/1423", ["2", "12", "435", "1423"]),
    ],
)
def test_numbers(text: str, found: list[str]) -> None:
    assert numbers(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on 20 February 2026 and Feb. 21, 2026", [Day(2026, 2, 20), Day(2026, 2, 21)]),
        ("2026-02-20, in 2027, May 2025", [Day(2026, 2, 20), Day(2027), Day(2025, 5)]),
        ("am 3. März, le 5 mai 2024", [Day(0, 3, 3), Day(2024, 5, 5)]),
        ("it may be, in march", []),
    ],
)
def test_days(text: str, found: list[Day]) -> None:
    assert list(figures(plain(text)).days) == found


def test_days_fit_what_they_leave_open() -> None:
    assert Day(2026).fits(Day(2026, 2, 20))
    assert Day(0, 2, 20).fits(Day(2026, 2, 20))
    assert not Day(2026, 3).fits(Day(2026, 2, 20))


@given(st.integers(min_value=0, max_value=10**9))
def test_every_number_is_read_as_it_was_written(number: int) -> None:
    for written in (str(number), f"{number:,}", f"{number:,}".replace(",", " ")):
        found = figures(f"some {written} ships")
        said = [one.value for one in found.numbers] + [Decimal(one.year) for one in found.days]
        assert said == [number], written


def test_words_that_turn_a_sentence_round() -> None:
    assert denials(tokens("they don't say no, and cannot")) == 3
    assert opposite(["it", "rises"], ["it", "fell"]) == ("rises", "fell")
    assert opposite(["it", "rises", "fell"], ["it", "fell"]) is None
    pattern = pattern_of_likelihoods(OWN_LIKELIHOODS)
    said = list(likelihoods("it is highly improbable, and likely", OWN_LIKELIHOODS, pattern))
    assert said == [("highly improbable", "very unlikely"), ("likely", "likely")]
    assert ICD_203.read("highly improbable") == "very unlikely"
