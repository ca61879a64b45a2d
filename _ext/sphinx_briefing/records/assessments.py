"""The kinds of record for what analysts make of it: judgements, what surrounds them, advice."""

from types import MappingProxyType
from typing import Annotated

from msgspec import field

from .. import vocabularies as scales
from . import fields as shape
from .base import Help, Names, Record


class Assessment(Record, frozen=True, kw_only=True):
    """The base of what analysts think: it defines nothing, whatever it rests on."""

    is_evidence = False

    @classmethod
    def defines(cls) -> bool:
        return False


class Judgement(Assessment, frozen=True, kw_only=True):
    """An analyst's assessment, with its likelihood and the claims it rests on."""

    kind_name = "judgement"
    plural = "judgements"
    argument = "statement"
    columns = (
        "statement", "likelihood", "confidence", "basis", "against", "revises", "resolves",
        "outcome", "resolved",
    )  # fmt: skip
    layouts = ("list", "table", "calibration")
    rests_on = "basis"
    checked_on = "resolves"
    weighed = ("basis", "against")
    hint = ("likelihood", "confidence")
    counts_from = MappingProxyType({"resolved": ("resolved", "outcome")})
    edition_fields = ("likelihood", "confidence", "standing", "outcome", "basis", "against")
    label, labels = "Judgement", "Judgements"

    statement: Annotated[str, shape.WORDS, Help(description="the judgement in one line")]
    likelihood: Annotated[
        str, shape.LIKELIHOOD, Help(description="how likely it is, on the scale in force")
    ]
    confidence: Annotated[
        str | None, shape.scale(scales.CONFIDENCE), Help(description="confidence in it")
    ] = None
    basis: Annotated[
        Names,
        shape.names("claim", shape.EVERY, leads_on=True),
        Help(description="records it rests on"),
    ] = ()
    against: Annotated[
        Names, shape.names("claim", shape.EVERY), Help(description="records that speak against it")
    ] = ()
    resolves: Annotated[str | None, shape.DATE, Help(description="the day it can be checked")] = (
        None
    )
    outcome: Annotated[
        str | None, shape.scale(scales.OUTCOME), Help(description="whether it came true")
    ] = None
    resolved: Annotated[str | None, shape.DATE, Help(description="the day that was known")] = None
    revises: Annotated[
        Names,
        shape.names("judgement", leads_on=True, reverse="Revised by"),
        Help(description="the earlier judgement it revises"),
    ] = ()
    standing: Annotated[
        str, shape.DERIVED, Help(description="what is left of its basis: stands, weakened, falls")
    ] = "stands"
    fragility: Annotated[
        int | None, shape.DERIVED, Help(description="the least number of voices it rests on")
    ] = None


class Recommendation(Assessment, frozen=True, kw_only=True):
    """A course of action that somebody is advised to take."""

    kind_name = "recommendation"
    plural = "recommendations"
    argument = "text"
    dated_by = ("due",)
    layouts = ("list", "table", "timeline")
    columns = ("text", "to", "due", "priority", "basis")
    edition_fields = ("to", "due", "priority", "standing", "basis")
    rests_on = "basis"
    label, labels = "Recommendation", "Recommendations"

    to: Annotated[Names, shape.names("actor", filters=("actor",)), Help(description="to whom")] = ()
    due: Annotated[str | None, shape.DATE, Help(description="by when")] = None
    priority: Annotated[str | None, shape.WORDS, Help(description="priority")] = None
    basis: Annotated[
        Names,
        shape.names("claim", shape.EVERY, leads_on=True),
        Help(description="records it rests on"),
    ] = ()
    standing: Annotated[
        str, shape.DERIVED, Help(description="what is left of its basis: stands, weakened, falls")
    ] = "stands"


class Assumption(Assessment, frozen=True, kw_only=True):
    """Something that analysts take for granted, and what follows if it does not hold."""

    kind_name = "assumption"
    plural = "assumptions"
    argument = "statement"
    is_assumption = True
    columns = ("statement", "if-wrong")
    hint = ("if-wrong",)
    stands_apart = "Assumes"
    edition_fields = ("if-wrong",)
    label, labels = "Assumption", "Assumptions"

    statement: Annotated[str, shape.WORDS, Help(description="the assumption in one line")]
    if_wrong: Annotated[
        str | None, shape.WORDS, Help(description="what follows if it does not hold")
    ] = field(name="if-wrong", default=None)


class Gap(Assessment, frozen=True, kw_only=True):
    """A question that nobody can answer yet."""

    kind_name = "gap"
    plural = "gaps"
    argument = "question"
    columns = ("question", "collect", "closed")
    counts_from = MappingProxyType({"closed": ("closed",)})
    hint = ("collect", "closed")
    stands_apart, by_topic = "Not known", True
    edition_fields = ("closed",)
    label, labels = "Gap", "Gaps"

    question: Annotated[str, shape.WORDS, Help(description="the question in one line")]
    collect: Annotated[str | None, shape.WORDS, Help(description="what would close it")] = None
    closed: Annotated[str | None, shape.DATE, Help(description="the day it was closed")] = None


class Indicator(Assessment, frozen=True, kw_only=True):
    """A sign to watch for, which would make judgements more or less likely."""

    kind_name = "indicator"
    plural = "indicators"
    argument = "sign"
    columns = ("sign", "for", "against", "seen", "shown-by")
    one_of = ("for", "against")
    counts_from = MappingProxyType({"seen": ("seen", "shown-by")})
    hint = ("for", "against", "seen")
    edition_fields = ("seen",)
    label, labels = "Indicator", "Indicators"

    sign: Annotated[str, shape.WORDS, Help(description="the sign in one line")]
    for_: Annotated[
        Names,
        shape.names("judgement", reverse="Would make it likelier"),
        Help(title="Makes likelier", description="the judgements it speaks for"),
    ] = field(name="for", default=())
    against: Annotated[
        Names,
        shape.names("judgement", reverse="Would make it less likely"),
        Help(title="Makes less likely", description="the judgements it speaks against"),
    ] = ()
    seen: Annotated[str | None, shape.DATE, Help(description="the day it was seen")] = None
    shown_by: Annotated[
        Names, shape.names("claim", shape.EVERY), Help(description="what shows it")
    ] = field(name="shown-by", default=())


class Hypothesis(Assessment, frozen=True, kw_only=True):
    """One of several answers to a question, and what speaks for it and against it."""

    kind_name = "hypothesis"
    plural = "hypotheses"
    argument = "statement"
    layouts = ("ach", "list", "table")
    columns = ("statement", "question", "consistent", "inconsistent", "neutral")
    weights = MappingProxyType(
        {"statement": 24, "consistent": 24, "inconsistent": 24, "neutral": 18}
    )
    exclusive = ("consistent", "inconsistent", "neutral")
    hint = ("question",)
    edition_fields = ("consistent", "inconsistent", "neutral")
    label, labels = "Hypothesis", "Hypotheses"

    statement: Annotated[str, shape.WORDS, Help(description="the hypothesis in one line")]
    question: Annotated[
        Names,
        shape.names("topic", filters=("topic",), single=True),
        Help(description="the topic whose question it answers"),
    ]
    consistent: Annotated[
        Names, shape.names("claim", shape.EVERY), Help(description="records that fit it")
    ] = ()
    inconsistent: Annotated[
        Names, shape.names("claim", shape.EVERY), Help(description="records that do not fit it")
    ] = ()
    neutral: Annotated[
        Names, shape.names("claim", shape.EVERY), Help(description="records that fit either way")
    ] = ()
