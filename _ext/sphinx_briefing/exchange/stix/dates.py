"""Days of records as moments of STIX 2.1, and the other way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from ...records.dates import first_day
from . import table


def moments(records: Iterable[Mapping[str, Any]]) -> tuple[str, str]:
    """When an object was created and modified, in UTC to the millisecond.

    :param records: its record, then those that date it where it has no date of its own.
    """
    found = list(records)
    created = next((day for one in found for day in _days(one, table.FIRST_DATES)), None)
    later = max(_days(found[0], table.LATER_DATES), default=None)
    if created is None:
        created = later
    if created is None:
        return table.NO_DATE, table.NO_DATE
    return moment(created), moment(max(created, later or created))


def _days(fields: Mapping[str, Any], names: Iterable[str]) -> Iterator[date]:
    for name in names:
        value = fields.get(name)
        if isinstance(value, str) and value:
            first = first_day(value)
            if first is not None:
                yield first


def moment(day: date) -> str:
    """The beginning of a day.

    >>> moment(date(2026, 2, 20))
    '2026-02-20T00:00:00.000Z'
    """
    return f"{day.isoformat()}T00:00:00.000Z"


def day_of(moment: object) -> str:
    """The day of a moment, empty where it is none, or no date at all."""
    if not isinstance(moment, str) or moment == table.NO_DATE:
        return ""
    try:
        return date.fromisoformat(moment[:10]).isoformat()
    except ValueError:
        return ""
