"""Amounts as a chart shows them: the number, when it held, and in whose lane it belongs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from ..layouts.chart import by_unit, measured
from ..presentation.amounts import compact_amount
from ..presentation.labels import _
from ..presentation.marks import letters
from ..records.amounts import Amount, amount
from ..records.dates import span
from ..svg.canvas import SMALL
from ..svg.text_width import width_of
from .moments import kind_of_lanes, lanes_of_record
from .picture import Task
from .value_scale import ValueScale, scale_of

_LONGEST = 96.0
"""The room that a number is given beside its mark."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A record with an amount."""

    record: Any
    amount: Amount
    written: str
    """Its date as written; empty if it has none."""
    first: date | None
    last: date | None
    letter: str
    """What tells it from other quantities of its unit; empty where there is one alone."""
    number: str
    """The amount in as few signs as possible."""
    words: str
    """What is said when a reader points at its mark."""

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """The lower and the upper end, or twice the one that there is."""
        low, high = self.amount.low, self.amount.high
        known = next(end for end in (low, high) if end is not None)
        return (known if low is None else low, known if high is None else high)

    @property
    def middle_day(self) -> date | None:
        """The middle of when it held, or the end that is known."""
        if self.first is None or self.last is None:
            return self.first or self.last
        return self.first + timedelta((self.last - self.first).days // 2)

    @property
    def label(self) -> str:
        """The words beside its mark."""
        return f"{self.letter} {self.number}".strip()


@dataclass(frozen=True, slots=True)
class Panel:
    """The figures of one unit, which alone share an axis."""

    unit: str
    figures: Sequence[Figure]
    quantities: Mapping[str, str]
    """What is counted or measured, by its letter; empty where that is one thing."""

    def scale(self, most: int) -> ValueScale:
        """The axis of their amounts."""
        ends = [end for figure in self.figures for end in figure.ends]
        return scale_of(ends, most)

    def remark(self, scale: ValueScale) -> str:
        """The words on an axis that is no plain one; else empty."""
        if scale.is_log:
            return str(_("logarithmic axis"))
        return str(_("the axis does not begin at zero")) if scale.is_cut else ""


@dataclass(slots=True)
class FigureLane:
    """A lane of figures; one without a title is everybody's."""

    title: str
    kind: str
    identifier: str
    figures: list[Figure]


def panels_of(task: Task) -> list[Panel]:
    """The figures of a selection, a panel a unit, those first that have most."""
    return [_panel(unit, records, task) for unit, records in by_unit(task.records).items()]


def _panel(unit: str, records: Sequence[Any], task: Task) -> Panel:
    titles = sorted({record.title_text for record in records}, key=lambda t: (t.casefold(), t))
    names = {title: letters(at) for at, title in enumerate(titles)} if len(titles) > 1 else {}
    figures = [_figure(record, names.get(record.title_text, ""), task) for record in records]
    figures.sort(key=lambda one: (one.middle_day or date.max, one.record.title_text, one.record.id))
    return Panel(unit, figures, {letter: title for title, letter in names.items()})


def _figure(record: Any, letter: str, task: Task) -> Figure:
    fields = measured(type(record))
    assert fields is not None  # or nobody could have asked for it
    facts = task.context.facts(short=False)
    written = record.written_date
    days = span(written) if written else None
    value = fields.amount_of(record)
    said = ", ".join(part.text for part in facts.of(record, fields.amount.name))
    speakers = ", ".join(task.title_of("actor", one) for one in fields.speakers(record))
    when = facts.date(written).text if written else ""
    sources = ", ".join(task.title_of("source", one) for one in record.source)
    about = " \N{MIDDLE DOT} ".join(filter(None, (said, speakers, when, sources)))
    language = task.context.language
    return Figure(
        record,
        amount(value),
        written,
        None if days is None or days.first == date.min else days.first,
        None if days is None or days.last == date.max else days.last,
        letter,
        compact_amount(value, language, lambda text: width_of(text, SMALL) <= _LONGEST),
        f"{record.title_text}: {about}",
    )


def _lanes_for(figure: Figure, lanes: str, kind: str, task: Task) -> Iterator[FigureLane]:
    """The lanes that a figure belongs to, empty ones; those who speak together have one."""
    if lanes in ("", "actor", "by"):
        fields = measured(type(figure.record))
        assert fields is not None
        speakers = fields.speakers(figure.record)
        title = ", ".join(task.title_of(kind, one) for one in speakers)
        yield FigureLane(title, kind, speakers[0] if len(speakers) == 1 else "", [])
        return
    for one in lanes_of_record(figure.record, lanes):
        yield FigureLane(task.title_of(kind, one) if kind else one, kind, one, [])
    if not lanes_of_record(figure.record, lanes):
        yield FigureLane(str(_("not stated")), "", "", [])


def figure_lanes(panel: Panel, task: Task, most: int) -> list[FigureLane]:
    """The lanes of a panel, by speaker unless the author wants others; the emptiest are one."""
    lanes = task.options.get("lanes", "")
    kind = kind_of_lanes(lanes) if lanes else "actor"
    found: dict[str, FigureLane] = {}
    for figure in panel.figures:
        for lane in _lanes_for(figure, lanes, kind, task):
            found.setdefault(lane.identifier or lane.title, lane).figures.append(figure)
    ordered = sorted(found.values(), key=lambda lane: (not lane.title, lane.title.casefold()))
    if len(ordered) <= most:
        return ordered
    fullest = {id(lane) for lane in sorted(ordered, key=lambda one: -len(one.figures))[: most - 1]}
    kept = [lane for lane in ordered if lane.title and id(lane) in fullest]
    left = [lane for lane in ordered if not (lane.title and id(lane) in fullest)]
    figures = {id(figure): figure for lane in left for figure in lane.figures}
    return [*kept, FigureLane(str(_("Others")), "", "", [*figures.values()])]
