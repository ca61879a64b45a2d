"""Slips planted in briefs are found by report cards, and little else is.

More seeds, with figures: ``python -m tests.graded_slips 40``.
"""

from pathlib import Path

from sphinx_briefing.report_card import OWN_STANDARD_CHECKS
from tests.graded_slips import ALWAYS, SLIPS, checks_planted, measured


def test_each_check_has_a_slip_that_it_must_find() -> None:
    assert checks_planted() == OWN_STANDARD_CHECKS.keys() - ALWAYS


def test_slips_are_found_and_little_else(tmp_path: Path) -> None:
    figures = measured(tmp_path, range(3))
    assert sum(figures.planted.values()) == 3 * len(SLIPS)
    assert figures.recall >= 0.95, figures.missed
    assert figures.false_share <= 0.05, figures.false
    assert {check for slip, check in figures.false if not slip} == set(), "of clean briefs"
