"""The records that bear their names in a picture of many: those that matter most."""

from __future__ import annotations

from collections.abc import Sequence

from ..records import Record
from .moments import Moment
from .picture import Task

TAG = "key"
"""The tag by which authors say that a record is to be named."""


def is_tagged(moment: Moment) -> bool:
    """Whether its author says that a record matters."""
    return TAG in getattr(moment.record, "tags", ())


def by_weight(found: Sequence[Moment], task: Task) -> list[Moment]:
    """The moments, those first that are tagged; else by turns the newest and the most cited."""
    tagged = [moment for moment in found if is_tagged(moment)]
    if tagged:
        return tagged
    newest = sorted(found, key=lambda moment: (moment.end, moment.begin), reverse=True)
    cited = sorted(newest, key=lambda moment: -_cited(moment, task))
    order: dict[int, Moment] = {}
    for one, other in zip(newest, cited, strict=True):
        order.setdefault(id(one), one)
        order.setdefault(id(other), other)
    return list(order.values())


def _cited(moment: Moment, task: Task) -> int:
    record = moment.record
    if not isinstance(record, Record):
        return 0
    return len(task.context.ledger.mentions_of(record.kind_name, record.id))
