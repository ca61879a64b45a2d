"""The line on the day on which a brief judges its facts: what is right of it is to come."""

from __future__ import annotations

from datetime import date

from ..svg.canvas import Sheet
from .axis import Axis
from .picture import Task


def day_of_facts(axis: Axis, task: Task) -> date | None:
    """The day of a brief, where it lies on the axis."""
    brief = task.context.ledger.briefs.get(task.context.docname)
    day = task.context.ledger.judged_on(task.context.docname) if brief else None
    return day.newest if day and axis.first < day.newest < axis.last else None


def draw_day(sheet: Sheet, x: float, top: float, bottom: float) -> None:
    """Draw the line of a day."""
    sheet.line(x, top, x, bottom, "caution", 1.5, "5 3")
