"""Checks of standards 7 and 8: what has changed since, and what came of judgements."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..editions import number_of
from ..ledger.evidence import Key
from ..records import Record
from ..records.dates import span
from .checked_brief import JUDGEMENT, CheckedBrief, key_of
from .model import LOOK, OPEN, Looked, StandardCheck

EVEN = 50
"""Per cent of what is as likely as not."""

_VAGUE = re.compile(r"(?<!\w)(?:could|may|might|possibly)(?!\w)")
"""Words by which nothing is said that could turn out wrong; the month has a capital."""


def unfrozen(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at a later edition: whether the one before was kept, so that changes are known."""
    front, number = brief.front, number_of(brief.front)
    if number < 2 or brief.editions is None:
        return
    before = brief.editions.find(front.reference, number - 1) if front.reference else None
    is_kept = before is not None and before.edition is not None
    yield Looked(found=not is_kept, field="edition", words=str(number - 1))


def unrevised(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at the judgements of the last brief on the same topic: whether they are taken up."""
    topics: dict[Key, list[Key]] = {}
    for record in brief.judgements:
        for topic in brief.field(record, "topic"):
            topics.setdefault(topic, []).append(key_of(record))
    last: dict[Key, tuple[Key, ...]] = {}
    for topic, judged in topics.items():
        found = [one for one in brief.naming(JUDGEMENT, "topic", topic) if brief.is_earlier(one)]
        newest = max((_day(brief, record) for record in found), default="")
        for record in found:
            if _day(brief, record) == newest and not getattr(record, "outcome", None):
                last.setdefault(key_of(record), tuple(judged))
    for key, ours in sorted(last.items()):
        revising = brief.naming(JUDGEMENT, "revises", key)
        is_revised = any(one in brief.judgements or brief.is_earlier(one) for one in revising)
        yield Looked(key, not is_revised, ours)


def _day(brief: CheckedBrief, record: Record) -> str:
    return str(span(brief.ledger.briefs[record.docname].date or "..").first)


def moved_without_reason(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at revisions of judgements: whether anything new is named that moves them."""
    for record in brief.judgements:
        for key in brief.field(record, "revises"):
            before = brief.get(key)
            if before is None:
                continue
            moved = getattr(record, "likelihood", None) != getattr(before, "likelihood", None)
            if moved:
                yield Looked(key_of(record), _ground(brief, record) == _ground(brief, before),
                             (key,), field="basis")  # fmt: skip


def _ground(brief: CheckedBrief, record: Record) -> tuple[set[Key], set[Key]]:
    return {*brief.basis(record)}, {*brief.against(record)}


def unresolvable(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at judgements: whether there is a day on which one can be checked."""
    for record in brief.judgements:
        if not getattr(record, "outcome", None):
            yield Looked(key_of(record), not getattr(record, "resolves", None), field="resolves")


def unresolved(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at judgements whose day has come: whether it is said what came of them."""
    yield from (one for one, has_come in _due(brief) if has_come)


def pending(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at judgements whose day is still to come."""
    yield from (one._replace(found=True) for one, has_come in _due(brief) if not has_come)


def _due(brief: CheckedBrief) -> Iterator[tuple[Looked, bool]]:
    """Judgements with the day on which one can be checked, and whether that has come."""
    day = brief.ledger.judged_on(brief.docname)
    for record in brief.judgements:
        resolves = getattr(record, "resolves", None)
        if resolves and day is not None:
            has_come = span(resolves).last <= day.last
            outcome = getattr(record, "outcome", None)
            if has_come or not outcome:
                look = Looked(key_of(record), not outcome, field="resolves", words=resolves)
                yield look, has_come


def wrong_and_kept(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at judgements whose outcome is known: whether one that was wrong is taken up again."""
    for record in brief.judgements:
        if outcome := getattr(record, "outcome", None):
            key = key_of(record)
            found = outcome == "false" and not any(brief.naming(JUDGEMENT, "revises", key))
            yield Looked(key, found, field="outcome")


def all_even(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at all likelihoods together: whether the brief commits itself anywhere."""
    grades = []
    for record in brief.judgements:
        scales = brief.conventions.likelihoods
        value = str(getattr(record, "likelihood", ""))
        grades.append(next((grade for scale in scales if (grade := scale.grade(value))), None))
    known = [grade for grade in grades if grade is not None]
    if len(known) > 2:
        even = all((one.low or 0) <= EVEN <= (one.high or 0) for one in known)
        yield Looked(found=even)


def vague(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at the statements of judgements: words by which they cannot turn out wrong."""
    if not brief.ledger.is_english:
        return
    for record in brief.judgements:
        match = _VAGUE.search(record.title_text)
        yield Looked(key_of(record), match is not None, words=match.group() if match else "")


OVER_TIME = (
    StandardCheck(
        "frozen",
        "7",
        "A later edition whose earlier one was not kept",
        "the edition before was never frozen, so that nobody can say what has changed",
        "freeze each edition when it goes out",
        unfrozen,
        is_counted=False,
    ),
    StandardCheck(
        "moved",
        "7",
        "Likelihoods that have moved with nothing new to move them",
        "gives another likelihood than the judgement it revises, on the same evidence",
        "name what has changed in its basis, or against it",
        moved_without_reason,
    ),
    StandardCheck(
        "revises",
        "7",
        "Judgements of the last brief on a topic that are not taken up",
        "was judged in an earlier brief on the same topic, and nothing revises it",
        "if it is the same question, write ':revises:'",
        unrevised,
        LOOK,
    ),
    StandardCheck(
        "outcome",
        "8",
        "Judgements whose day has come, without an outcome",
        "could be checked by now, and nobody says what came of it",
        "write ':outcome:'",
        unresolved,
    ),
    StandardCheck(
        "wrong",
        "8",
        "Judgements that did not come true and were not revised",
        "did not come true, and nothing revises it",
        "judge it anew, with ':revises:'",
        wrong_and_kept,
    ),
    StandardCheck(
        "all-even",
        "8",
        "A brief whose judgements are all about even",
        "all judgements are about as likely as not",
        "see whether the evidence allows to say more",
        all_even,
        LOOK,
        is_counted=False,
    ),
    StandardCheck(
        "vague",
        "8",
        "Judgements that say what could be",
        "says what could be, which cannot turn out wrong",
        "say what will be, and leave the rest to the likelihood",
        vague,
        LOOK,
    ),
    StandardCheck(
        "resolves",
        "8",
        "Judgements without a day on which they can be checked",
        "does not say when it can be checked",
        "write ':resolves:'",
        unresolvable,
        OPEN,
    ),
    StandardCheck(
        "pending",
        "8",
        "Judgements whose day is still to come",
        "cannot be checked yet",
        "write ':outcome:' when it can",
        pending,
        OPEN,
    ),
)
"""The checks of standards 7 and 8."""
