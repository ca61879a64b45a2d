"""Checks of standards 5 and 6: what readers get of it, and whether it holds together."""

from __future__ import annotations

from collections.abc import Iterator

from ..ledger.citing import rests_on_others
from ..ledger.evidence import circles
from ..ledger.standing import FALLS, WEAKENED
from ..records.brief_kinds import SUMMARY, Part
from .checked_brief import CheckedBrief, key_of
from .model import LOOK, Looked, StandardCheck

ADVICE = "recommendations"
"""A heading of the part in which a kind of brief advises."""


def no_bottom_line(brief: CheckedBrief) -> Iterator[Looked]:
    """Look for a summary, or a part that carries the bottom line."""
    part = Part(tuple(sorted(SUMMARY)))
    has = bool((brief.front.summary or "").strip()) or part.is_in(brief.headings)
    yield Looked(found=not has, field="kind")


def no_recommendation(brief: CheckedBrief) -> Iterator[Looked]:
    """Look for recommendations where the kind of brief is one that advises."""
    parts = brief.kind.parts if brief.kind is not None else ()
    if any(ADVICE in map(str.casefold, part.headings) for part in parts):
        yield Looked(found=not brief.recommendations, field="kind")


def to_nobody(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at recommendations: to whom they are made."""
    for record in brief.recommendations:
        yield Looked(key_of(record), found=not getattr(record, "to", ()), field="to")


def undated(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at recommendations: by when."""
    for record in brief.recommendations:
        yield Looked(key_of(record), found=not getattr(record, "due", None), field="due")


def groundless(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at recommendations: what they rest on."""
    for record in brief.recommendations:
        yield Looked(key_of(record), found=not brief.basis(record), field="basis")


def shaken(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at what rests on others: whether all of that still stands."""
    for record in (*brief.judgements, *brief.recommendations):
        found = getattr(record, "standing", "") in (FALLS, WEAKENED)
        lost = [key for key in brief.basis(record) if brief.ledger.loss(*key) is not None]
        yield Looked(key_of(record), found, tuple(lost) if found else (), field="basis")


def circular(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at what rests on others: whether it comes back to itself."""
    evidence = brief.ledger.evidence
    for record in (*brief.judgements, *brief.recommendations):
        key = key_of(record)
        circle = next(
            (one for one in circles(key, lambda one: evidence.basis(*one), ()) if key in one), []
        )
        others = tuple(sorted(one for one in circle if one != key))
        yield Looked(key, bool(others) or key in evidence.basis(*key), others, field="basis")


def on_both_sides(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at judgements: whether something is to speak for one and against it."""
    for record in brief.judgements:
        both = sorted({*brief.basis(record)} & {*brief.against(record)})
        yield Looked(key_of(record), bool(both), tuple(both), field="against")


def on_judgements_alone(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at judgements: whether they rest on more than what was judged."""
    for record in brief.judgements:
        basis = brief.basis(record)
        if basis:
            alone = all(rests_on_others(kind, brief.kinds) for kind, _ in basis)
            yield Looked(key_of(record), alone, basis if alone else (), field="basis")


ARGUMENT = (
    StandardCheck(
        "bottom-line",
        "5",
        "A brief without a bottom line",
        "the brief has neither a summary nor a part that carries the bottom line",
        "write 'summary:' in the front matter",
        no_bottom_line,
        is_counted=False,
    ),
    StandardCheck(
        "no-recommendation",
        "5",
        "A brief that is to advise and does not",
        "the brief is of a kind that advises, and recommends nothing",
        "write what should be done as a recommendation",
        no_recommendation,
        is_counted=False,
    ),
    StandardCheck(
        "addressee",
        "5",
        "Recommendations to nobody",
        "does not say who should do it",
        "write ':to:'",
        to_nobody,
    ),
    StandardCheck(
        "due",
        "5",
        "Recommendations without a day",
        "does not say by when",
        "write ':due:'",
        undated,
    ),
    StandardCheck(
        "ground",
        "6",
        "Recommendations without a basis",
        "names nothing that it rests on",
        "write ':basis:'",
        groundless,
    ),
    StandardCheck(
        "standing",
        "6",
        "Judgements and recommendations that have lost ground",
        "no longer stands in full: something that it rests on is gone",
        "judge it anew, and take out of its basis what is gone",
        shaken,
    ),
    StandardCheck(
        "circle",
        "6",
        "Judgements and recommendations that rest on themselves",
        "rests on itself, be it over others",
        "name evidence that does not rest on it",
        circular,
    ),
    StandardCheck(
        "both-sides",
        "6",
        "Judgements with the same evidence for and against",
        "names the same record for and against",
        "say on which side it is; two claims may be in it",
        on_both_sides,
    ),
    StandardCheck(
        "judgements-alone",
        "6",
        "Judgements that rest on judgements alone",
        "rests on what was judged, and on no evidence of its own",
        "see whether the step from one to the other is argued",
        on_judgements_alone,
        LOOK,
    ),
)
"""The checks of standards 5 and 6."""
