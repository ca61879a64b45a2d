"""The edition that a brief is today, gathered from the ledger as the brief knows it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any

import msgspec

from ..ledger import Ledger, PageFacts
from ..markings import OPEN
from ..records import Brief, Claim, Conventions, Record
from .model import DISPUTERS, Edition, Kept, Key, grounds_of, kept_of, meaning_of, takes_part

FIRST = 1
"""The edition of a brief that does not say which it is."""


def number_of(brief: Brief) -> int:
    """The number of the edition that a brief says it is."""
    return brief.edition or FIRST


def edition_of(ledger: Ledger, facts: PageFacts, conventions: Conventions) -> Edition:
    """The edition that a brief is: what it says, and what that rests on.

    It says what is written on its page, referred to by role and printed by its selections.

    :param ledger: the ledger as the brief knows it.
    :raises KeyError: if the page is no brief.
    """
    brief = ledger.briefs[facts.docname]
    found: dict[Key, Kept] = {}
    waiting = deque(_said(ledger, facts, conventions))
    while waiting:
        key = waiting.popleft()
        record = ledger.get(*key) if key not in found and key[0] in ledger.kinds else None
        if record is not None:
            found[key] = _kept(record, ledger, facts.docname)
            waiting.extend(_under(record, ledger))
    return Edition(
        brief.reference or "",
        number_of(brief),
        brief.title_text,
        brief.date or "",
        brief.as_of or "",
        brief.summary or "",
        dict(sorted(found.items())),
        frozenset(name for name, kind in ledger.kinds.items() if kind.edition_fields),
    )


def _said(ledger: Ledger, facts: PageFacts, conventions: Conventions) -> Iterator[Key]:
    """The records that a page writes, refers to and prints."""
    kinds = ledger.kinds
    for entry in facts.entries:
        if takes_part(kinds[entry.record.kind_name]):
            yield entry.key
    for reference in facts.references:
        kind = kinds.get(reference.kind)
        if kind is not None and not reference.option and takes_part(kind):
            record = ledger.named(reference.kind, reference.target)
            if record is not None:
                yield record.kind_name, record.id
    for question in facts.questions:
        kind = kinds.get(question.kind)
        # What a page refers to or holds is there already.
        if kind is None or not takes_part(kind) or question.scope(kinds, in_brief=True) == "page":
            continue
        for record in ledger.select(question.kind, question.query(ledger, conventions)):
            yield record.kind_name, record.id


def _under(record: Record, ledger: Ledger) -> Iterator[Key]:
    """The records that one rests on, and those that its fields speak of."""
    kind = type(record)
    for item in (*grounds_of(kind), *(item for item in meaning_of(kind) if item.shape.refers)):
        yield from item.shape.keys(getattr(record, item.attribute))
    if isinstance(record, Claim):
        yield from (("claim", other) for other in ledger.disputed_by(record.id))
        yield from (("claim", other) for other in ledger.joined_to(record.id))


def _kept(record: Record, ledger: Ledger, docname: str) -> Kept:
    kind = type(record)
    always = kind.edition_fields
    values: dict[str, Any] = {}
    for item in kept_of(kind):
        value = plain(getattr(record, item.attribute))
        if item.name == "overdue" and record.falls_due:
            value = ledger.is_overdue(record, docname)
        if value not in (None, (), "", False) or item.name in always:
            values[item.name] = value
    if isinstance(record, Claim) and (others := ledger.disputed_by(record.id)):
        values[DISPUTERS] = tuple(sorted(others))
    title = " ".join((record.original or record.title_text).split())
    marking = ledger.markings.of(record)
    return Kept(record.kind_name, record.id, title, values, marking if marking != OPEN else "")


def plain(value: Any) -> Any:
    """A value as JSON has it, with tuples for lists."""
    return frozen(msgspec.to_builtins(value))


def frozen(value: Any) -> Any:
    """Plain data with tuples for lists."""
    return tuple(map(frozen, value)) if isinstance(value, (list, tuple)) else value
