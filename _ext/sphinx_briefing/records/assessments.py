"""The kinds of record for what analysts make of it: judgements and recommendations."""

from types import MappingProxyType
from typing import Annotated

from .. import vocabularies as scales
from . import fields as shape
from .base import Help, Names, Record


class Judgement(Record, frozen=True, kw_only=True):
    """An analyst's assessment, with its likelihood and the claims it rests on."""

    kind_name = "judgement"
    plural = "judgements"
    argument = "statement"
    columns = (
        "statement", "likelihood", "confidence", "basis", "against", "revises", "resolves",
        "outcome", "resolved",
    )  # fmt: skip
    rests_on = "basis"
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
        shape.names("judgement", leads_on=True),
        Help(description="the earlier judgement it revises"),
    ] = ()
    standing: Annotated[
        str, shape.DERIVED, Help(description="what is left of its basis: stands, weakened, falls")
    ] = "stands"
    fragility: Annotated[
        int | None, shape.DERIVED, Help(description="the least number of voices it rests on")
    ] = None


class Recommendation(Record, frozen=True, kw_only=True):
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
