"""The short text shown when a reader points at a reference."""

from __future__ import annotations

from collections.abc import Iterator

from ..records import Record, declared
from ..texts import shorten
from .losses import lost
from .values import Facts, badge_label

LIMIT = 240
"""Characters of a hint."""


def hint_of(record: Record, facts: Facts) -> str:
    """Who an actor is, what a term means, what a claim says and how well it is carried."""
    parts = [" ".join(part.split()) for part in _parts(record, facts)]
    return shorten(" · ".join(filter(None, parts)), LIMIT)


def _parts(record: Record, facts: Facts) -> Iterator[str]:
    """The name of a record, then the parts that its kind declares for a hint."""
    if gone := lost(record, facts):
        yield gone.short
    name = getattr(record, "long", "") or record.title_text
    yield f"“{record.text}”" if record.verbatim else name
    waiting = ""
    for name in record.hint:
        if name in record.badges:
            waiting += f" ({badge_label(type(record), name)})" if facts.is_so(record, name) else ""
            continue
        yield waiting
        *before, waiting = words_of_field(record, name, facts) or [""]
        yield from before
    yield waiting
    yield facts.ledger.house_title(record.kind_name, record.id)


def words_of_field(record: Record, name: str, facts: Facts) -> list[str]:
    """The value of a field in words, as many as it has."""
    if name == "text":
        return [record.text]
    if name == "date":
        return [facts.date(record.written_date).text] if record.written_date else []
    field = declared(type(record)).get(name)
    if field is not None and field.shape.refers:
        named = (facts.ledger.get(part.kind, part.id) for part in facts.of(record, name))
        return [", ".join(record.title_text for record in named if record)]
    return [part.word or part.text for part in facts.of(record, name)]
