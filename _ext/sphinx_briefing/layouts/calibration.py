"""``calibration``: how often each likelihood came true, beside its band, and the Brier score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from docutils import nodes

from ..ledger.calibration import ENOUGH, Fit, Score, Tally, percent, score_of
from ..presentation.labels import N_, _, count_of, label_of, words_of
from ..presentation.marks import HEADS_ROWS
from ..presentation.numbers import decimal
from ..records import Selectable
from ..records.forecasts import likelihood_of, outcome_of
from ..vocabularies import OUTCOME, Scale
from .parts import RenderContext, paragraph
from .table import build_table

FITS: Mapping[Fit, str] = MappingProxyType(
    {
        "": "",
        "few": N_("too few cases"),
        "below": N_("below the band"),
        "within": N_("within the band"),
        "above": N_("above the band"),
    }
)
"""How a share lies to its band, in words."""
_NONE = "\N{EN DASH}"
"""What stands where there is nothing to say."""
_WIDTHS = (26, 16, 10, 14, 16, 18)


def as_calibration(records: Sequence[Any], context: RenderContext) -> list[nodes.Node]:
    """A table with a row for each likelihood of the scale in force, and the score in sentences."""
    scale = context.conventions.likelihood
    score = score_of(records, scale)
    said = [paragraph(nodes.Text(words)) for words in sentences(score, context)]
    if not score.cases:
        said[0]["classes"].append("brief-empty")
        return [*said]
    return [_table(type(records[0]), score, scale), *said]


def lacks_outcome(kind: type[Selectable]) -> str:
    """The want of a kind of which no score can be kept; empty for any other."""
    if likelihood_of(kind) is None or outcome_of(kind) is None:
        return (
            "needs a field for a likelihood and one for what came of it; write them with "
            "api.likelihood() and api.scale(api.OUTCOME), or leave that layout out"
        )
    return ""


def _table(kind: type[Selectable], score: Score, scale: Scale) -> nodes.table:
    likelihood = likelihood_of(kind)
    assert likelihood is not None
    heads = (
        label_of(kind, likelihood.name),
        str(_("Band")),
        str(_("Cases")),
        words_of(OUTCOME.label("true"), OUTCOME),
        str(_("Share")),
        str(_("Compared")),
    )
    rows = [
        [[paragraph(nodes.Text(words or _NONE))] for words in _row(tally, scale)]
        for tally in score.tallies
    ]
    table = build_table([nodes.Text(words) for words in heads], rows, _WIDTHS)
    table["classes"].append("brief-calibration")
    next(iter(table.findall(nodes.colspec)))[HEADS_ROWS] = True
    return table


def _row(tally: Tally, scale: Scale) -> Iterator[str]:
    yield words_of(tally.grade.label, scale)
    yield tally.grade.band
    yield str(tally.cases)
    yield str(tally.came_true) if tally.cases else ""
    yield f"{tally.share} %" if tally.share is not None else ""
    yield fit_of(tally)


def fit_of(tally: Tally) -> str:
    """How the share of a likelihood lies to its band, in words."""
    words = FITS[tally.fit]
    return str(_(words)) if words else ""


def sentences(score: Score, context: RenderContext) -> list[str]:
    """The score in sentences: the number, what it is worth, and what is not counted."""
    left_out = []
    if score.unresolved:
        left_out.append(count_of(score.unresolved, "%d not yet resolved", "%d not yet resolved"))
    if score.void:
        left_out.append(count_of(score.void, "%d void", "%d void"))
    not_counted = ", ".join(left_out)
    if score.brier is None or score.brier_of_base_rate is None or score.base_rate is None:
        if not not_counted:
            return [str(_("No outcome is known yet."))]
        return [str(_("No outcome is known yet: %s.")) % not_counted]
    language = context.language
    words = _("Brier score: %(score)s over %(cases)s; 0 is perfect, 1 the worst.")
    cases = count_of(score.cases, "%d case", "%d cases")
    told = str(words) % {"score": decimal(score.brier, language), "cases": cases}
    meaning = str(_("Each likelihood counts as the middle of its band."))
    said = [f"{told} {meaning}"]
    if score.cases < ENOUGH:
        said.append(str(_("Too few to judge by: fewer than %d cases.")) % ENOUGH)
    else:
        words = _("Whoever had always said that %(rate)s come true would have scored %(score)s.")
        rate, worth = f"{percent(score.base_rate)} %", decimal(score.brier_of_base_rate, language)
        said.append(str(words) % {"rate": rate, "score": worth})
    if not_counted:
        said.append(str(_("Not counted: %s.")) % not_counted)
    return said
