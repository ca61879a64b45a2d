"""Records that do not stand in full, in words: a badge, and the reason in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ..ledger.citing import basis_of, may_be_lost, rests_on_others
from ..ledger.standing import FALLS, WEAKENED
from ..records import Judgement, Note, Record, Selectable
from .labels import N_, _, count_of
from .values import Facts, Part

if TYPE_CHECKING:
    from ..ledger.impact import Loss

STATES = {
    "retracted": N_("retracted"),
    "unsourced": N_("source retracted"),
    "withdrawn": N_("withdrawn"),
    WEAKENED: N_("weakened"),
    FALLS: N_("falls"),
}
"""The words of badges by the classes that they have."""

MOST = 3
"""The records that a reason names."""


class Lost(NamedTuple):
    """A record that does not stand in full, in words."""

    state: str
    """One of :data:`STATES`."""
    badge: Part
    reason: list[Part]
    """What is said behind the badge: words, and the names of records."""
    short: str
    """Its state in a few words."""


def lost(record: Selectable, facts: Facts) -> Lost | None:
    """The words for a record that does not stand in full; for a note, those for its source."""
    if isinstance(record, Note):
        source = facts.ledger.get("source", record.source) if record.source else None
        return lost(source, facts) if source is not None else None
    is_cited = isinstance(record, Record) and bool(record.marker or record.rests_on)
    if not isinstance(record, Record) or not is_cited or not may_be_lost(record, facts.ledger):
        return None
    loss = facts.ledger.loss(record.kind_name, record.id)
    if loss is None:
        return None
    state = state_of(record.kind_name, loss)
    badge = Part(str(_(STATES[state])), classes=(f"brief-{state}", "brief-badge"))
    short = in_short(record.kind_name, loss, facts)
    return Lost(state, badge, [*_reason(record, loss, facts)], short)


def state_of(kind: str, loss: Loss) -> str:
    """The state of a record, by one of the names of :data:`STATES`."""
    if kind == "source":
        return "retracted"
    if loss.standing in (WEAKENED, FALLS):
        return loss.standing
    return "unsourced" if loss.source and kind != "claim" else "withdrawn"


def _reason(record: Record, loss: Loss, facts: Facts) -> Iterator[Part]:
    if rests_on_others(record.kind_name, facts.ledger.kinds) and not loss.source:
        yield from _of_basis(record, loss, facts)
        return
    if loss.source and record.kind_name == "claim":
        yield Part(f": {_(STATES['unsourced'])}")
    if loss.since:
        yield Part(" ")
        # It is no value of the record: what sorts tables by dates, for one, passes it by.
        yield facts.date(loss.since)._replace(value=None)
    if loss.why:
        yield Part(f" ({loss.why})")
    if replaced := facts.names("claim", loss.replaced_by):
        yield Part("; " + str(_("replaced by: ")))
        yield from _separated(replaced)


def _separated(parts: list[Part]) -> Iterator[Part]:
    for at, part in enumerate(parts):
        if at:
            yield Part("; ")
        yield part


def _of_basis(record: Record, loss: Loss, facts: Facts) -> Iterator[Part]:
    """The part of a basis that no longer stands, or not in full."""
    basis = basis_of(record, facts.ledger.kinds)
    under = [(key, found) for key in basis if (found := facts.ledger.loss(*key)) is not None]
    gone = sum(found.standing != WEAKENED for _key, found in under)
    if loss.standing == FALLS:
        words = str(_("nothing that it rests on stands any more"))
    elif gone:
        words = count_of(
            gone,
            "%(count)d of %(all)d records that it rests on no longer stands",
            "%(count)d of %(all)d records that it rests on no longer stand",
            all=len(basis),
        )
    else:
        words = str(_("what it rests on is weakened"))
    yield Part(f": {words}: " if under else f": {words}")
    for at, ((kind, identifier), found) in enumerate(under[:MOST]):
        if at:
            yield Part("; ")
        names = facts.names(kind, (identifier,))
        yield from names or [Part(str(_("withheld")))]
        yield Part(f" ({in_short(kind, found, facts)})")
    if len(under) > MOST:
        yield Part("; …")


def in_short(kind: str, loss: Loss, facts: Facts) -> str:
    """The state of a record in a few words: ``withdrawn, 2 Mar 2026``."""
    words = str(_(STATES[state_of(kind, loss)]))
    if loss.source and kind == "claim":
        words = str(_(STATES["unsourced"]))
    return f"{words}, {facts.date(loss.since).text}" if loss.since else words


def fragile(record: Selectable) -> str:
    """The number of voices that a judgement rests on, in words; empty where there are none."""
    voices = voices_under(record)
    return count_of(voices, "rests on %d voice", "rests on %d voices") if voices else ""


def voices_under(record: Selectable) -> int:
    """The number of voices that a judgement rests on; 0 where there are none."""
    return (record.fragility or 0) if isinstance(record, Judgement) else 0
