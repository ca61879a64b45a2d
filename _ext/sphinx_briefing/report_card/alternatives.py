"""Checks of standard 4: what speaks against a judgement, and what else may be so."""

from __future__ import annotations

from collections.abc import Iterator

from ..ledger.evidence import Key
from .checked_brief import CLAIM, CheckedBrief, key_of
from .model import OPEN, Looked, StandardCheck

HYPOTHESIS, INDICATOR = "hypothesis", "indicator"


def unopposed(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at judgements: whether anything speaks against them, or a hypothesis beside them."""
    for record in brief.judgements:
        topics = brief.field(record, "topic")
        beside = (one for topic in topics for one in brief.naming(HYPOTHESIS, "question", topic))
        weighed = brief.against(record) or any(beside)
        yield Looked(key_of(record), found=not weighed, field="against")


def one_side(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at disputed claims that judgements rest on: whether the other side is there."""
    ledger = brief.ledger
    for record in brief.judgements:
        basis = brief.basis(record)
        heard = {*brief.cited, *basis, *brief.against(record)}
        missing: dict[Key, None] = {}
        is_disputed = False
        for kind, claim in basis:
            for other in ledger.disputed_by(claim) if kind == CLAIM else ():
                if ledger.evidence.is_withdrawn(other):
                    continue
                is_disputed = True
                if heard.isdisjoint((CLAIM, one) for one in ledger.joined_to(other)):
                    missing.setdefault((CLAIM, other))
        if is_disputed:
            yield Looked(key_of(record), bool(missing), tuple(missing), field="basis")


def lone_hypothesis(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at the questions of hypotheses: whether each has more than one."""
    for record in brief.of_kind(HYPOTHESIS):
        for key in brief.field(record, "question"):
            count = sum(1 for _ in brief.naming(HYPOTHESIS, "question", key))
            yield Looked(key_of(record), found=count < 2, field="question")


def unwatched(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at judgements: whether a sign is named by which one could see that it is wrong."""
    if INDICATOR not in brief.kinds:
        return
    for record in brief.judgements:
        key = key_of(record)
        is_watched = any(any(brief.naming(INDICATOR, name, key)) for name in ("for", "against"))
        yield Looked(key, found=not is_watched)


ALTERNATIVES = (
    StandardCheck(
        "against",
        "4",
        "Judgements with nothing against them and no other hypothesis",
        "names nothing that speaks against it, and stands beside no hypothesis",
        "write ':against:', or the other explanations as hypotheses on its topic",
        unopposed,
    ),
    StandardCheck(
        "one-side",
        "4",
        "Judgements on disputed claims whose other side is not heard",
        "rests on a claim that is contradicted, and the other side is neither cited nor named",
        "name it in ':against:', or cite it",
        one_side,
    ),
    StandardCheck(
        "lone-hypothesis",
        "4",
        "Hypotheses without another one on their question",
        "is the only hypothesis on its question",
        "write the others, the unlikely ones too",
        lone_hypothesis,
    ),
    StandardCheck(
        "indicator",
        "4",
        "Judgements without a sign to watch for",
        "has no indicator by which one would see that it is right or wrong",
        "write what would show it as an indicator",
        unwatched,
        OPEN,
    ),
)
"""The checks of standard 4."""
