"""How often each likelihood came true: its band as a bar, the share of its cases as a dot."""

from __future__ import annotations

from dataclasses import dataclass

from ..layouts.calibration import fit_of, sentences
from ..ledger.calibration import Tally, score_of
from ..presentation.labels import N_, _, count_of, words_of
from ..svg.canvas import SMALL, TYPE, Sheet
from ..svg.text_width import lines_of, width_of
from ..vocabularies import Scale
from .narrow_timeline import NARROW
from .picture import WIDTH, Picture, Sample, Task, key

_SCALE = (0, 25, 50, 75, 100)
"""The shares that lines are drawn at."""
_BAR = 12.0
"""The height of a band."""
_DOT = 6.0
BAND, SHARE = N_("Band"), N_("Share that came true")
FEW = N_("Share, of too few cases")


@dataclass(frozen=True, slots=True)
class _Plan:
    """The places in a picture, for a wide screen or for a phone."""

    width: float
    left: float
    """Where 0 % is; words begin at 0."""
    right: float
    row: float
    top: float
    is_stacked: bool
    """Whether words stand above their bars, and not beside them."""

    def at(self, share: float) -> float:
        """The place of a share in per cent."""
        return self.left + share / 100 * (self.right - self.left)


_WIDE = _Plan(WIDTH, 196, WIDTH - 112, 36, 24, is_stacked=False)
_PHONE = _Plan(NARROW, 10, NARROW - 10, 48, 24, is_stacked=True)


def calibration(task: Task) -> Picture | None:
    """Draw a row for each likelihood in force; nothing as long as nothing counts."""
    scale = task.context.conventions.likelihood
    score = score_of(task.records, scale)
    if not score.cases:
        return None
    title = count_of(
        score.cases,
        "How often likelihoods came true: %d case",
        "How often likelihoods came true: %d cases",
    )
    description = str(_("The band of each and the share. The text beside it says the same."))
    wide, narrow = task.sheet(), task.sheet()
    height = _draw(wide, score.tallies, scale, _WIDE)
    for_phones = narrow.svg(NARROW, _draw(narrow, score.tallies, scale, _PHONE), title, description)
    svg = wide.svg(WIDTH, height, title, description)
    legend = tuple(sentences(score, task.context))
    return Picture(svg, WIDTH, height, title, description, narrow=for_phones, legend=legend)


def _draw(sheet: Sheet, tallies: tuple[Tally, ...], scale: Scale, plan: _Plan) -> float:
    bottom = plan.top + plan.row * len(tallies)
    for share in _SCALE:
        sheet.line(plan.at(share), plan.top - 4, plan.at(share), bottom, "grid")
        # On a phone there is no room beside the outermost lines.
        anchor = {0: "start", 100: "end"}.get(share, "middle") if plan.is_stacked else "middle"
        at = {"start": 0, "end": plan.width}.get(anchor, plan.at(share))
        sheet.text(at, 13, f"{share} %", size=SMALL, colour="muted", anchor=anchor)
    for number, tally in enumerate(tallies):
        _draw_row(sheet, tally, scale, plan, plan.top + number * plan.row)
    sheet.line(0, bottom, plan.width, bottom)
    samples: list[tuple[Sample, str]] = [(lambda x, y: _draw_band(sheet, x, y, 18), str(_(BAND)))]
    fits = {tally.fit for tally in tallies}
    if fits - {"", "few"}:
        samples.append((lambda x, y: _draw_share(sheet, x + 9, y, is_few=False), str(_(SHARE))))
    if "few" in fits:
        samples.append((lambda x, y: _draw_share(sheet, x + 9, y, is_few=True), str(_(FEW))))
    return key(sheet, samples, bottom + 22, width=plan.width)


def _draw_row(sheet: Sheet, tally: Tally, scale: Scale, plan: _Plan, top: float) -> None:
    """Draw the word, its band, the share of its cases, and how many there are."""
    word = words_of(tally.grade.label, scale)
    counted = _counted(tally)
    share = f"{tally.share} % ({fit_of(tally)})" if tally.share is not None else ""
    said = "; ".join(filter(None, (f"{word}: {tally.grade.band}", counted, share)))
    middle = top + plan.row - 14 if plan.is_stacked else top + plan.row / 2
    with sheet.mark(said):
        beside = plan.left - 20
        room = plan.width - width_of(counted, SMALL) - 8 if plan.is_stacked else beside
        lines = lines_of(word, TYPE, room, 1 if plan.is_stacked else 2)
        above = top + 18 if plan.is_stacked else middle + 4.5 - 7.5 * (len(lines) - 1)
        sheet.lines(0, above, lines, colour="ink" if tally.cases else "muted")
        at = top + 18 if plan.is_stacked else middle + 4.5
        sheet.text(plan.width, at, counted, size=SMALL, colour="muted", anchor="end")
        low, high = plan.at(tally.grade.low or 0), plan.at(tally.grade.high or 0)
        for begin, end in ((plan.left, low), (high, plan.right)):
            if end > begin:
                sheet.line(begin, middle, end, middle)
        _draw_band(sheet, low, middle, high - low)
        if tally.share is not None:
            _draw_share(sheet, plan.at(tally.share), middle, is_few=tally.fit == "few")


def _counted(tally: Tally) -> str:
    """How many of the cases of a likelihood came true, in words."""
    if not tally.cases:
        return str(_("no case"))
    return str(_("%(true)d of %(cases)d")) % {"true": tally.came_true, "cases": tally.cases}


def _draw_band(sheet: Sheet, x: float, y: float, width: float) -> None:
    sheet.box(x, y - _BAR / 2, max(width, 2), _BAR, fill="line", stroke="muted", radius=2)


def _draw_share(sheet: Sheet, x: float, y: float, *, is_few: bool) -> None:
    """Draw a share as a dot, which is hollow where it says little."""
    if is_few:
        sheet.dot(x, y, _DOT - 1, fill="paper", stroke="accent", line=2)
    else:
        sheet.dot(x, y, _DOT, fill="accent", stroke="paper", line=1.5)
