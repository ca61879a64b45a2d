"""The marks of moments: a day is a dot, a range a bar, doubt is dashed, an open end an arrow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from ..presentation.labels import N_, _
from ..svg.canvas import Sheet
from . import stances
from .lanes import DOT
from .moments import Moment
from .picture import Sample


def is_hollow(moment: Moment) -> bool:
    """Whether the mark of a record is an outline alone."""
    return moment.is_vague or moment.is_doubtful


def draw_moment(
    sheet: Sheet, moment: Moment, left: float, right: float, y: float, half: float = 4.5
) -> None:
    """Draw a day as a dot and a range as a bar: doubt is dashed, an open end an arrow."""
    dash = "3 2" if moment.is_doubtful else ""
    hollow = is_hollow(moment)
    fill, stroke = ("paper", "accent") if hollow else ("accent", "none")
    if right - left <= DOT and moment.first and moment.last:
        sheet.dot((left + right) / 2, y, 4.5 if hollow else 5, fill=fill, stroke=stroke, dash=dash)
        return
    begin, end, tip = left, right, half + 1.5
    if moment.last is None:
        end -= 8
        sheet.path(f"M{end:.1f} {y - tip:.1f}l8 {tip}l-8 {tip}z", fill="accent")
    if moment.first is None:
        begin += 8
        sheet.path(f"M{begin:.1f} {y - tip:.1f}l-8 {tip}l8 {tip}z", fill="accent")
    width = max(end - begin, 1)
    sheet.box(begin, y - half, width, 2 * half, fill=fill, stroke=stroke, line=1.5, dash=dash)


# -- the key ------------------------------------------------------------------------------------


_BEGIN, _END = date(2026, 1, 1), date(2026, 12, 31)
_DAY = Moment(None, "2026-01-01", _BEGIN, _BEGIN)
_RANGE = Moment(None, "2026-01-01/2026-12-31", _BEGIN, _END)
_WITHIN = Moment(None, "2026", _BEGIN, _END)
_DOUBTFUL = Moment(None, "2026~", _BEGIN, _END)
_OPEN = Moment(None, "2026-01-01/..", _BEGIN, None)


def samples(sheet: Sheet, moments: Sequence[Moment]) -> list[tuple[Sample, str]]:
    """The key to the marks of some moments; none where all are marked alike."""
    plain = [moment for moment in moments if moment.stance is None or moment.lasts]
    found = stances.samples(sheet, {m.stance for m in moments if m.stance is not None})
    for words, sample, wanted in (
        (N_("On a day"), _DAY, any(m.is_day and not m.is_doubtful for m in plain)),
        (N_("From one day to another"), _RANGE, any("/" in m.written for m in plain)),
        (N_("Some time within"), _WITHIN, any(m.is_vague and not m.is_doubtful for m in plain)),
        (N_("Date uncertain"), _DOUBTFUL, any(m.is_doubtful for m in plain)),
        (N_("Open end"), _OPEN, any(not (m.first and m.last) for m in plain)),
    ):
        if wanted:
            found.append((partial(_sample, sheet, sample), str(_(words))))
    return found if len(found) > 1 else []


def _sample(sheet: Sheet, moment: Moment, x: float, y: float) -> None:
    width = 11 if moment.is_day else 18
    draw_moment(sheet, moment, x + 9 - width / 2, x + 9 + width / 2, y)
