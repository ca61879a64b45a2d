"""The timeline of a narrow screen: from above to below, a row a record, days at their left."""

from __future__ import annotations

from collections.abc import Sequence

from ..presentation.dates import printed
from ..presentation.labels import _
from ..svg.canvas import SMALL, TYPE
from ..svg.text_width import lines_of
from . import stances
from .moment_marks import draw_moment
from .moments import Moment, roles_of, words_for
from .picture import Task

NARROW = 330.0
"""The width of what a phone shows."""
_LINE = 14.0
"""Where the line of time runs."""
_AT = 32.0


def narrow(
    found: Sequence[Moment], chosen: Sequence[Moment], task: Task, title: str, description: str
) -> str:
    """Draw those that are named, and how many others lie between them."""
    named = {id(moment) for moment in chosen}
    sheet = task.sheet()
    rows: list[tuple[float, Moment, list[str]]] = []
    skips: list[tuple[float, int]] = []
    y, skipped = 8.0, 0
    for moment in (*found, None):
        if moment is not None and id(moment) not in named:
            skipped += 1
            continue
        if skipped:
            skips.append((y, skipped))
            y, skipped = y + 26, 0
        if moment is not None:
            roles = roles_of(moment, task)
            under = lines_of(roles, SMALL, NARROW - _AT, 2) if roles else []
            rows.append((y, moment, under))
            y += 24 + 17 * len(_lines(moment)) + 15 * len(under) + 4
    sheet.line(_LINE, 8, _LINE, y - 4)
    for top, count in skips:
        sheet.box(_LINE - 10, top + 2, 20, 16, fill="paper", radius=0)
        sheet.text(_AT, top + 14, str(_("%d more")) % count, size=SMALL, colour="muted")
        for dot in range(3):
            sheet.dot(_LINE, top + 5 + 5 * dot, 1.3, fill="muted")
    for top, moment, under in rows:
        when = printed(moment.written, task.context.language)
        words = words_for(moment, task)
        with sheet.mark(words, moment.record.kind_name, moment.identifier):
            if moment.stance is None:
                half = 5.5 if moment.is_day else 9
                draw_moment(sheet, moment, _LINE - half, _LINE + half, top + 10)
            else:
                stances.draw(sheet, moment.stance, _LINE, top + 10, 6)
                # There is no key: what a mark stands for is said beside it.
                when = f"{when} \N{MIDDLE DOT} {stances.words_of(moment.stance)}"
            sheet.lines(_AT, top + 14, lines_of(when, SMALL, NARROW - _AT, 1),
                        size=SMALL, colour="muted")  # fmt: skip
            sheet.lines(_AT, top + 31, _lines(moment), leading=17)
            below = top + 31 + 17 * len(_lines(moment))
            sheet.lines(_AT, below, under, size=SMALL, colour="muted")
    return sheet.svg(NARROW, y, title, description)


def _lines(moment: Moment) -> list[str]:
    return lines_of(moment.record.title_text, TYPE, NARROW - _AT, 3)
