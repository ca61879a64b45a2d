"""The score of judgements: against published values, another formula, and its laws."""

from fractions import Fraction
from statistics import fmean

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_briefing.ledger.calibration import Score, Tally, percent, score_of
from sphinx_briefing.records import Judgement
from sphinx_briefing.vocabularies import ICD_203, OUTCOME, OWN_LIKELIHOODS, PHIA_2025, Grade, Scale

RAIN = (
    (70, "false"), (90, "true"), (80, "true"), (40, "true"), (20, "false"), (0, "false"),
    (0, "false"), (0, "false"), (0, "false"), (10, "false"),
)  # fmt: skip
"""Ten forecasts of rain and what came: G. W. Brier, Verification of forecasts expressed in terms of
probability, Monthly Weather Review 78 (1950), table 1, where P = 0.19 over both classes."""
SCIKIT_LEARN = ((10, "false"), (90, "true"), (80, "true"), (30, "false"))
"""The example in the manual of scikit-learn, ``sklearn.metrics.brier_score_loss``: 0.0375."""


def judged(likelihood: str, outcome: str = "") -> Judgement:
    return Judgement(statement="S", likelihood=likelihood, outcome=outcome or None)


def exact(*probabilities: int) -> Scale:
    """A scale whose words are probabilities: each band is a point."""
    grades = tuple(Grade(f"p{one}", f"P {one}", one, one) for one in sorted(set(probabilities)))
    return Scale("exact", "Exact", "", grades)


def score_with(cases: tuple[tuple[int, str], ...]) -> Score:
    scale = exact(*(probability for probability, _ in cases))
    return score_of([judged(f"p{one}", outcome) for one, outcome in cases], scale)


@pytest.mark.parametrize(
    ("cases", "published"),
    [(RAIN, Fraction(19, 200)), (SCIKIT_LEARN, Fraction(3, 80))],
)
def test_published_scores(cases: tuple[tuple[int, str], ...], published: Fraction) -> None:
    assert score_with(cases).brier == published


def test_the_base_rate_of_a_published_example() -> None:
    score = score_with(RAIN)
    assert score.base_rate == Fraction(3, 10)
    # What always saying 30 % would have scored, forecast by forecast.
    always = tuple((30, outcome) for _, outcome in RAIN)
    assert score.brier_of_base_rate == score_with(always).brier == Fraction(21, 100)


CASES = st.sampled_from(OWN_LIKELIHOODS).flatmap(
    lambda scale: st.tuples(
        st.just(scale),
        st.lists(st.tuples(st.sampled_from(scale.values), st.sampled_from(("", *OUTCOME.values)))),
    )
)


@given(CASES, st.randoms())
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_laws_of_the_score(drawn: tuple[Scale, list[tuple[str, str]]], rng: object) -> None:
    scale, cases = drawn
    score = score_of([judged(*case) for case in cases], scale)
    counted = [(word, outcome) for word, outcome in cases if outcome in ("true", "false")]
    assert score.cases == len(counted)
    assert score.cases + score.unresolved + score.void == len(cases)
    assert [tally.grade for tally in score.tallies] == list(scale.grades)
    rng.shuffle(cases)  # type: ignore[attr-defined]
    assert score_of([judged(*case) for case in cases], scale) == score
    if not counted:
        assert score.brier is score.base_rate is score.brier_of_base_rate is None
        return
    assert score.brier is not None
    assert 0 <= score.brier <= 1
    middles = {grade.value: ((grade.low or 0) + (grade.high or 0)) / 200 for grade in scale.grades}
    squares = [(middles[word] - (outcome == "true")) ** 2 for word, outcome in counted]
    assert float(score.brier) == pytest.approx(fmean(squares))
    # No constant scores better than the base rate.
    rate = fmean(outcome == "true" for _, outcome in counted)
    worth = fmean((rate - (outcome == "true")) ** 2 for _, outcome in counted)
    assert score.brier_of_base_rate is not None
    assert float(score.brier_of_base_rate) == pytest.approx(worth)
    assert score.brier_of_base_rate <= Fraction(1, 4)


@given(st.lists(st.booleans(), min_size=1))
def test_who_is_sure_and_right_is_perfect_and_who_is_wrong_is_worst(came: list[bool]) -> None:
    scale = exact(0, 100)
    right = [judged("p100" if one else "p0", "true" if one else "false") for one in came]
    wrong = [judged("p0" if one else "p100", "true" if one else "false") for one in came]
    assert score_of(right, scale).brier == 0
    assert score_of(wrong, scale).brier == 1


@pytest.mark.parametrize(
    ("word", "true", "false", "share", "fit"),
    [
        ("likely", 0, 0, None, ""),
        ("likely", 1, 0, 100, "few"),
        ("likely", 3, 1, 75, "few"),  # one case more or less, and it is out of the band
        ("likely", 3, 2, 60, "within"),
        ("likely", 2, 3, 40, "below"),
        ("likely", 5, 0, 100, "above"),
        ("likely", 15, 5, 75, "within"),  # its ends are in the band
        ("likely", 11, 9, 55, "within"),
        ("realistic possibility", 10, 10, 50, "above"),  # but for those left open
        ("remote chance", 0, 20, 0, "within"),  # what is not impossible may never come about
        ("almost certain", 20, 0, 100, "within"),
        ("almost certain", 18, 1, 95, "few"),
        ("almost certain", 18, 2, 90, "below"),
    ],
)
def test_shares_and_bands(word: str, true: int, false: int, share: int | None, fit: str) -> None:
    grade = PHIA_2025.grade(word)
    assert grade is not None
    tally = Tally(grade, true + false, true)
    assert (tally.share, tally.fit) == (share, fit)


@given(st.sampled_from((*PHIA_2025.grades, *ICD_203.grades)), st.integers(0, 300), st.data())
def test_enough_cases_may_always_lie_within(grade: Grade, cases: int, data: st.DataObject) -> None:
    tally = Tally(grade, cases, data.draw(st.integers(0, cases)))
    fits = {Tally(grade, cases, true).fit for true in range(cases + 1)}
    if tally.fit not in ("", "few"):
        assert "within" in fits
    assert ("few" in fits) == (fits == {"few"})


@given(st.fractions(0, 1))
def test_per_cents_are_as_near_as_they_can_be(number: Fraction) -> None:
    assert abs(percent(number) - number * 100) <= Fraction(1, 2)
