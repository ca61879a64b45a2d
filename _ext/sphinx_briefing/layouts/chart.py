"""``chart``: amounts as tables, one for each unit; the picture beside them draws them over time.

Amounts of different units stand in no common table, as they stand on no common axis.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from docutils import nodes

from ..presentation.marks import UNIT as UNIT_OF
from ..records import Record, Selectable, naming
from ..records.fields import AMOUNT, UNIT, Field, all_fields
from ..records.units import unit_key
from .parts import RenderContext
from .table import as_table


@dataclass(frozen=True, slots=True)
class Measured:
    """The fields of a kind by which a chart draws it."""

    amount: Field
    unit: Field
    speaker: Field | None
    """Who says so; ``None`` where nobody does."""

    def unit_of(self, record: Any) -> str:
        """The unit of a record as it is written."""
        return str(getattr(record, self.unit.attribute) or "")

    def amount_of(self, record: Any) -> str:
        """The amount of a record as it is written; empty if it has none."""
        return str(getattr(record, self.amount.attribute) or "")

    def speakers(self, record: Any) -> tuple[str, ...]:
        """The ids of the actors who say so."""
        if self.speaker is None:
            return ()
        keys = self.speaker.shape.keys(getattr(record, self.speaker.attribute))
        return tuple(one for kind, one in keys if kind == "actor")


def measured(kind: type[Selectable]) -> Measured | None:
    """The fields by which a kind is drawn; ``None`` where it has no amount, unit or date."""
    return _measured(kind)


@cache
def _measured(kind: type[Selectable]) -> Measured | None:
    fields = all_fields(kind)
    amount = next((field for field in fields if field.shape.is_like(AMOUNT)), None)
    unit = next((field for field in fields if field.shape.is_like(UNIT)), None)
    if not issubclass(kind, Record) or amount is None or unit is None or not kind.dated_by:
        return None
    actors = [field for field in naming(kind) if "actor" in field.shape.kinds]
    by = next((field for field in actors if field.name == "by"), next(iter(actors), None))
    return Measured(amount, unit, by)


def lacks_measures(kind: type[Selectable]) -> str:
    """The want of a kind that a chart cannot draw; empty for any other."""
    if measured(kind) is None:
        return (
            "needs an amount, its unit and a date; write fields like value: api.Amount, "
            "unit: api.Unit and date: api.Date, with dated_by = ('date',), "
            "or leave that layout out"
        )
    return ""


def as_chart(records: Sequence[Any], context: RenderContext) -> list[nodes.Node]:
    """A table for each unit, those first that have most; rows in the order of the selection."""
    groups = by_unit(records)
    content: list[nodes.Node] = []
    for unit, members in groups.items():
        if len(groups) > 1:
            content.append(nodes.rubric(unit, unit, classes=["brief-group"]))
        for table in as_table(members, context):
            if isinstance(table, nodes.table):
                table[UNIT_OF] = unit
            content.append(table)
    return content


def by_unit(records: Sequence[Any]) -> Mapping[str, Sequence[Any]]:
    """The records by their unit, as most of them write it; those units first that have most."""
    fields = measured(type(records[0]))
    assert fields is not None  # or nobody could have asked for it
    groups: dict[str, list[Any]] = {}
    for record in records:
        groups.setdefault(unit_key(fields.unit_of(record)), []).append(record)
    found = {}
    for members in groups.values():
        written = Counter(map(fields.unit_of, members))
        found[min(written, key=lambda unit: (-written[unit], unit))] = members
    return dict(sorted(found.items(), key=lambda group: (-len(group[1]), group[0].casefold())))
