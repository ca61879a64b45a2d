"""The records that name a record, for fields that are listed with what they name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from ..records import Kinds, Record
from ..records.dates import span

Key = tuple[str, str]
"""Kind and id of a record."""


def referring(
    records: Mapping[str, Mapping[str, Record]], kinds: Kinds
) -> Mapping[Key, Sequence[tuple[str, str, Sequence[str]]]]:
    """By record, what names it: kinds and fields in their order, the ids of each by date."""
    found: dict[Key, dict[tuple[str, str], list[str]]] = {}
    fields = {
        (kind, field.name): field for pairs in kinds.reverses.values() for kind, field in pairs
    }
    for (kind, name), field in fields.items():
        for record in sorted(records[kind].values(), key=_place):
            for key in dict.fromkeys(field.shape.keys(getattr(record, field.attribute))):
                found.setdefault(key, {}).setdefault((kind, name), []).append(record.id)
    return {
        key: tuple((kind, name, tuple(ids)) for (kind, name), ids in by_field.items())
        for key, by_field in found.items()
    }


def _place(record: Record) -> tuple[bool, date, str]:
    written = record.written_date
    return not written, span(written).first if written else date.min, record.id
