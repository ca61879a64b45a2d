"""The kinds of record for what somebody says or undertakes."""

from types import MappingProxyType
from typing import Annotated, Any, ClassVar

from msgspec import Struct, field

from .. import vocabularies as scales
from . import fields as shape
from . import linked_data
from .base import Help, Names, Record


class Corroboration(Struct, frozen=True):
    """The support of a claim: distinct sources, and voices that do not hang on each other."""

    sources: int
    independent: int


class Statement(Record, frozen=True, kw_only=True):
    """The base of claims, quotes and positions: somebody says it, on a date."""

    dated_by = said_by = ("date",)
    marker = True
    rests_on = "source"
    hint: ClassVar[Names] = ("by", "date", "locator")

    by: Annotated[
        Names, shape.names("actor", filters=("by", "actor")), Help(description="who says so")
    ]
    date: Annotated[
        str | None, shape.DATE, Help(description="when; default: the source's date")
    ] = None


class Claim(Statement, frozen=True, kw_only=True):
    """Something that somebody says is so."""

    kind_name = "claim"
    plural = "claims"
    argument = "statement"
    layouts = ("table", "list", "timeline", "ledger", "contrast", "corroboration", "impact")
    columns = ("statement", "by", "date", "grade", "replaced-by", "source")
    table_columns = ("statement", "by", "date", "grade", "source")
    needs_source = True
    badges = ("disputed",)
    counts_from = MappingProxyType({"withdrawn": ("withdrawn",)})
    edition_fields = ("disputed", "standing")
    edition_quiet = True
    hint = ("by", "date", "locator", "credibility", "disputed")
    schema_type = "Claim"
    label, labels = "Claim", "Claims"

    statement: Annotated[str, shape.WORDS, Help(description="the claim in one line")]
    credibility: Annotated[
        str | None, shape.scale(scales.CREDIBILITY), Help(description="Admiralty 1-6")
    ] = None
    corroborates: Annotated[
        Names, shape.names("claim"), Help(description="claims it bears out")
    ] = ()
    disputes: Annotated[Names, shape.names("claim"), Help(description="claims it contradicts")] = ()
    locator: Annotated[str | None, shape.LINE, Help(description="place in the source")] = None
    passage: Annotated[
        str | None, shape.PASSAGE, Help(description="the source's own words that carry it")
    ] = None
    withdrawn: Annotated[
        str | None, shape.DATE, Help(description="the day its speaker took it back")
    ] = None
    replaced_by: Annotated[
        Names, shape.names("claim", leads_on=True), Help(description="the claim that replaces it")
    ] = field(name="replaced-by", default=())
    corroboration: Annotated[
        Corroboration | None, shape.DERIVED, Help(description="sources that carry it")
    ] = None
    disputed: Annotated[
        bool, shape.DERIVED, Help(description="whether another claim contradicts it")
    ] = False
    standing: Annotated[
        str, shape.DERIVED, Help(description="stands, or withdrawn with all its sources")
    ] = "stands"

    def schema_org(self, named: linked_data.Named) -> dict[str, Any]:
        return linked_data.of_claim(self, named)


class Quote(Statement, frozen=True, kw_only=True):
    """Somebody's own words; the body is verbatim."""

    kind_name = "quote"
    plural = "quotes"
    layouts = ("list", "table", "timeline")
    columns = ("text", "by", "date", "translation", "source")
    needs_source = True
    verbatim = True
    label, labels = "Quotation", "Quotations"

    language: Annotated[str | None, shape.LANGUAGE, Help(description="language, BCP 47")] = None
    translation: Annotated[str | None, shape.WORDS, Help(description="a translation")] = None
    locator: Annotated[str | None, shape.LINE, Help(description="place in the source")] = None


class Position(Statement, frozen=True, kw_only=True):
    """Where an actor stands on a topic."""

    kind_name = "position"
    plural = "positions"
    argument = "statement"
    layouts = ("matrix", "list", "table", "timeline")
    columns = ("by", "topic", "statement", "stance", "date", "source")
    edition_fields = ("stance",)
    edition_quiet = True
    label, labels = "Position", "Positions"

    statement: Annotated[str, shape.WORDS, Help(description="the position in one line")]
    topic: Annotated[
        Names,
        shape.names("topic", filters=("topic",)),
        Help(description="the question it answers"),
    ]
    stance: Annotated[
        str | None, shape.scale(scales.STANCE), Help(description="for or against")
    ] = None


class Estimate(Statement, frozen=True, kw_only=True):
    """A number that somebody gives for something that is counted or measured."""

    kind_name = "estimate"
    plural = "estimates"
    argument = "quantity"
    layouts = ("chart", "table", "list", "timeline")
    columns = ("quantity", "value", "by", "date", "method", "source")
    weights = MappingProxyType({"quantity": 22, "value": 12})
    needs_source = True
    may_lie_ahead = True
    newest_by_name = True
    quoted = "value"
    hint = ("value", "by", "date", "method", "locator")
    edition_fields = ("value", "unit")
    label, labels = "Estimate", "Estimates"

    quantity: Annotated[str, shape.WORDS, Help(description="what is counted or measured")]
    value: Annotated[str, shape.AMOUNT, Help(description="the number, or a range: `435/1423`")]
    unit: Annotated[str, shape.UNIT, Help(description="what it counts, or the measure")]
    date: Annotated[
        str | None, shape.DATE, Help(description="when it held; default: the source's date")
    ] = None
    method: Annotated[
        str | None, shape.WORDS, Help(description="how it was counted or measured")
    ] = None
    locator: Annotated[str | None, shape.LINE, Help(description="place in the source")] = None
    passage: Annotated[
        str | None, shape.PASSAGE, Help(description="the source's own words that carry it")
    ] = None
    low: Annotated[float | None, shape.DERIVED, Help(description="the lower end of the value")] = (
        None
    )
    high: Annotated[float | None, shape.DERIVED, Help(description="the upper end of the value")] = (
        None
    )
    approximate: Annotated[
        bool, shape.DERIVED, Help(description="whether the value is a round number")
    ] = False


class Commitment(Record, frozen=True, kw_only=True):
    """Something that an actor undertook to deliver."""

    kind_name = "commitment"
    plural = "commitments"
    argument = "deliverable"
    dated_by = ("due", "made")
    said_by = ("made",)
    layouts = ("table", "list", "timeline")
    columns = (
        "deliverable", "by", "to", "made", "due", "status", "settled", "shown-by", "replaced-by",
        "source",
    )  # fmt: skip
    rests_on = "source"
    marker = True
    badges = ("overdue",)
    falls_due = "due"
    counts_from = MappingProxyType({"settled": ("settled", "status", "shown-by")})
    edition_fields = ("status", "due", "overdue")
    label, labels = "Commitment", "Commitments"

    deliverable: Annotated[str, shape.WORDS, Help(description="what is to be delivered")]
    by: Annotated[
        Names, shape.names("actor", filters=("by", "actor")), Help(description="who undertook it")
    ]
    to: Annotated[Names, shape.names("actor", filters=("actor",)), Help(description="to whom")] = ()
    made: Annotated[str | None, shape.DATE, Help(description="when it was made")] = None
    due: Annotated[str | None, shape.DATE, Help(description="when it falls due")] = None
    status: Annotated[
        str, shape.scale(scales.COMMITMENT_STATUS, "status"), Help(description="where it stands")
    ] = "open"
    settled: Annotated[
        str | None, shape.DATE, Help(description="the day that status came about")
    ] = None
    shown_by: Annotated[
        Names, shape.names("claim", shape.EVERY), Help(description="what shows the status")
    ] = field(name="shown-by", default=())
    replaced_by: Annotated[
        Names,
        shape.names("commitment", leads_on=True),
        Help(description="the commitment that replaces it"),
    ] = field(name="replaced-by", default=())
    overdue: Annotated[
        bool, shape.DERIVED, Help(description="open, and due before the day facts are judged on")
    ] = False

    @property
    def is_open(self) -> bool:
        return self.status == "open"
