"""The moments of a timeline: when something was, how surely, and in whose lane it belongs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..layouts.matrix import axes_of
from ..layouts.parts import subject
from ..presentation.dates import printed
from ..presentation.labels import label_of
from ..records import Selectable, declared, naming
from ..records.dates import span
from ..texts import shorten
from .picture import Task

_NAMES = 120
"""Characters of the names of those who have one role."""
_DOUBT = frozenset("~?%X")
"""What EDTF writes where a date is approximate, uncertain or in parts unknown."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A dated record; ``first`` or ``last`` is ``None`` where its date is open."""

    record: Any
    written: str
    first: date | None
    last: date | None

    @property
    def identifier(self) -> str:
        """The id of the record, or the name of a page."""
        return str(getattr(self.record, "id", "") or self.record.docname)

    @property
    def begin(self) -> date:
        """The first day that is known."""
        return self.first or self.last or date.min

    @property
    def end(self) -> date:
        """The last day that is known."""
        return self.last or self.first or date.max

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return self.first is not None and self.first == self.last

    @property
    def is_doubtful(self) -> bool:
        """Whether its date is approximate or uncertain."""
        return not _DOUBT.isdisjoint(self.written)

    @property
    def is_vague(self) -> bool:
        """Whether it was on some day of a month, a season or a year."""
        return "/" not in self.written and not self.is_day

    @property
    def stance(self) -> str | None:
        """The stance of a position, or what else has one; ``None`` for anything else."""
        kind: type[Selectable] = type(self.record)
        axes = axes_of(kind)
        return axes.value(self.record) if axes and axes.is_of_stances else None

    @property
    def lasts(self) -> bool:
        """Whether it has a length, and is drawn as a bar."""
        return not self.is_day


def moments(task: Task) -> list[Moment]:
    """The dated records of a selection, from old to new; what is open on both sides is none."""
    found = []
    for record in task.records:
        written = subject(record, task.context).written_date
        if not written:
            continue
        days = span(written)
        first = None if days.first == date.min else days.first
        last = None if days.last == date.max else days.last
        if first or last:
            found.append(Moment(record, written, first, last))
    return sorted(found, key=lambda moment: (moment.begin, moment.end))


def roles_of(moment: Moment, task: Task) -> str:
    """Who was host, target and the like of a record, in words; empty where it names none."""
    kind: type[Selectable] = type(moment.record)
    found = []
    for field in naming(kind):
        if field.shape.profile_label and (ids := getattr(moment.record, field.attribute)):
            names = ", ".join(task.title_of(*key) for key in field.shape.keys(ids))
            found.append(f"{label_of(kind, field.name)}: {shorten(names, _NAMES)}")
    return " \N{MIDDLE DOT} ".join(found)


def words_for(moment: Moment, task: Task) -> str:
    """When a record was, what it is, and who had which role in it."""
    when, roles = printed(moment.written, task.context.language), roles_of(moment, task)
    words = f"{when}: {moment.record.title_text}"
    return f"{words} ({roles})" if roles else words


def lanes_of(moment: Moment, lanes: str) -> Sequence[str]:
    """The lanes that a record belongs to; see :func:`lanes_of_record`."""
    return lanes_of_record(moment.record, lanes)


def kind_of_lanes(lanes: str) -> str:
    """The kind of record that lanes stand for; empty where they stand for words."""
    return {"actor": "actor", "by": "actor", "topic": "topic"}.get(lanes, "")


def lanes_of_record(record: Any, lanes: str) -> Sequence[str]:
    """The ids of the actors or topics that a record belongs to, or the words of a field."""
    if lanes == "topic":
        return tuple(getattr(record, "topic", None) or ())
    kind_of_record: type[Selectable] = type(record)
    if lanes not in ("actor", "by"):
        field = declared(kind_of_record).get(lanes)
        words = getattr(record, field.attribute) if field else None
        return (str(words),) if words else ()
    named = (
        one
        for field in naming(kind_of_record)
        if lanes == "actor" or field.name == lanes
        for kind, one in field.shape.keys(getattr(record, field.attribute))
        if kind == "actor"
    )
    return tuple(dict.fromkeys(named))
