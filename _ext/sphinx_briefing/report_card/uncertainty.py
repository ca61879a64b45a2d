"""Checks of standards 2 and 3: uncertainty, and what is judged, assumed or reported."""

from __future__ import annotations

from collections.abc import Iterator

from ..ledger.standing import FALLS
from ..vocabularies import CONFIDENCE
from .checked_brief import CheckedBrief, key_of
from .model import LOOK, OPEN, Looked, StandardCheck

ASSUMPTION, GAP = "assumption", "gap"


def no_judgement(brief: CheckedBrief) -> Iterator[Looked]:
    """Look whether the brief judges anything."""
    yield Looked(found=not brief.judgements)


def no_confidence(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at the confidence in judgements."""
    for record in brief.judgements:
        missing = not getattr(record, "confidence", None)
        yield Looked(key_of(record), missing, field="confidence")


def too_sure(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at the confidence in judgements: whether what carries them can bear it.

    Of those that nothing carries, other checks speak.
    """
    for record in brief.judgements:
        key, confidence = key_of(record), getattr(record, "confidence", None)
        if not confidence or not brief.basis(record) or getattr(record, "standing", "") == FALLS:
            continue
        borne = brief.ledger.ceiling(*key, brief.docname)
        is_above = CONFIDENCE.rank(confidence) > CONFIDENCE.rank(borne)
        yield Looked(key, is_above, field="confidence", words=f"{confidence} > {borne}")


def wording(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at the words of likelihood in the text."""
    for line, path in sorted({(one.line, one.path) for one in brief.page.wording}):
        yield Looked(line=line, path=path)
    if not brief.page.wording:
        yield Looked(found=False)


def unexplained(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at the prose of judgements."""
    for record in brief.judgements:
        yield Looked(key_of(record), found=not record.text.strip())


def no_basis(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at the basis of judgements."""
    for record in brief.judgements:
        yield Looked(key_of(record), found=not brief.basis(record), field="basis")


def bare(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at the paragraphs of the text that neither refer to anything nor are records."""
    for paragraph in brief.page.bare:
        yield Looked(
            line=paragraph.line,
            path=paragraph.path,
            words=paragraph.beginning,
            marking=paragraph.marking,
        )
    if not brief.page.bare:
        yield Looked(found=False)


def no_assumption(brief: CheckedBrief) -> Iterator[Looked]:
    """Look whether a brief that judges says what it assumes."""
    if brief.judgements and ASSUMPTION in brief.kinds:
        yield Looked(found=not brief.of_kind(ASSUMPTION))


def idle_assumption(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at assumptions: what follows if one is wrong."""
    for record in brief.of_kind(ASSUMPTION):
        missing = not getattr(record, "if_wrong", None)
        yield Looked(key_of(record), missing, field="if-wrong")


def idle_gap(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at open questions: whether it is said what would close them."""
    for record in brief.of_kind(GAP):
        if not getattr(record, "closed", None):
            missing = not getattr(record, "collect", None)
            yield Looked(key_of(record), missing, field="collect")


UNCERTAINTY = (
    StandardCheck(
        "no-judgement",
        "2",
        "A brief without a judgement",
        "the brief judges nothing, so that it expresses no uncertainty",
        "write what you make of it as a judgement",
        no_judgement,
        OPEN,
        is_counted=False,
    ),
    StandardCheck(
        "confidence",
        "2",
        "Judgements without a confidence",
        "does not say how confident it is",
        "write ':confidence:'",
        no_confidence,
    ),
    StandardCheck(
        "ceiling",
        "2",
        "Judgements of more confidence than their evidence bears",
        "is held with more confidence than what carries it can bear",
        "name further evidence, or lower the confidence",
        too_sure,
    ),
    StandardCheck(
        "wording",
        "2",
        "Sentences that mix scales, or likelihood and confidence",
        "a sentence has a word off the scale in force, or a likelihood beside a confidence",
        "say each in a sentence of its own, in the words of the scale",
        wording,
        is_counted=False,
    ),
    StandardCheck(
        "unexplained",
        "2",
        "Judgements without a word of explanation",
        "has no prose that explains how uncertain it is, and why",
        "say why it is no more certain",
        unexplained,
        LOOK,
    ),
    StandardCheck(
        "collect",
        "2",
        "Gaps of which nobody says what would close them",
        "does not say what would close it",
        "write ':collect:'",
        idle_gap,
        OPEN,
    ),
    StandardCheck(
        "basis",
        "3",
        "Judgements without a basis",
        "names nothing that it rests on",
        "write ':basis:'",
        no_basis,
    ),
    StandardCheck(
        "bare",
        "3",
        "Paragraphs without a reference or a judgement",
        "a paragraph neither refers to anything nor is a judgement",
        "cite what it reports, or write what it judges as a judgement",
        bare,
        LOOK,
        is_counted=False,
    ),
    StandardCheck(
        "no-assumption",
        "3",
        "A brief that writes no assumption",
        "the brief judges, and writes down no assumption",
        "write what the judgements take for granted as assumptions",
        no_assumption,
        OPEN,
        is_counted=False,
    ),
    StandardCheck(
        "if-wrong",
        "3",
        "Assumptions of which nobody says what follows if they are wrong",
        "does not say what follows if it is wrong",
        "write ':if-wrong:'",
        idle_assumption,
        OPEN,
    ),
)
"""The checks of standards 2 and 3."""
