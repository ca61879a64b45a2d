"""Stances as marks that differ in form, and not in colour alone."""

from __future__ import annotations

from functools import partial

from ..layouts.matrix import TONES
from ..presentation.labels import _
from ..svg.canvas import Sheet
from ..vocabularies import STANCE
from .picture import Sample


def words_of(stance: str) -> str:
    """A stance in words."""
    return str(_(STANCE.label(stance))) if stance else str(_("No stance"))


def draw(sheet: Sheet, stance: str, x: float, y: float, radius: float = 7) -> None:
    """Draw the mark of a stance around a place."""
    tone, r = TONES.get(stance, "muted"), radius
    if stance == "for":
        sheet.dot(x, y, r, fill=tone)
    elif stance == "against":
        sheet.box(x - r, y - r, 2 * r, 2 * r, fill=tone, radius=1.5)
    elif stance == "conditional":
        d = r + 1
        sheet.path(f"M{x - d:.1f} {y:.1f}l{d} {-d}l{d} {d}l{-d} {d}z", fill=tone)
    elif stance == "neutral":
        sheet.dot(x, y, r - 1, fill="paper", stroke=tone, line=2)
    elif stance == "unclear":
        sheet.dot(x, y, r - 1, fill="paper", stroke=tone, line=2, dash="2.5 2")
    else:
        sheet.dot(x, y, r / 2, fill=tone)
    arm = r * 0.55
    if stance in ("for", "against") and r > 5:
        sheet.line(x - arm, y, x + arm, y, "paper", 2)
    if stance == "for" and r > 5:
        sheet.line(x, y - arm, x, y + arm, "paper", 2)


def samples(sheet: Sheet, used: set[str]) -> list[tuple[Sample, str]]:
    """The key to the stances that are used, in the order of the scale."""
    order = [*STANCE.values, ""]
    return [
        (partial(_sample, sheet, stance), words_of(stance)) for stance in order if stance in used
    ]


def _sample(sheet: Sheet, stance: str, x: float, y: float) -> None:
    draw(sheet, stance, x + 9, y)
