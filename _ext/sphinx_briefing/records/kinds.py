"""The kinds of record of the toolkit itself. Others are declared the same way, elsewhere."""

from types import MappingProxyType
from typing import Annotated, Any, ClassVar

from msgspec import Struct, field

from .. import vocabularies as scales
from . import fields as shape
from . import linked_data
from .base import Help, Names, Record


class Actor(Record, frozen=True, kw_only=True):
    """A person, state, organisation, group, programme or vessel that acts."""

    kind_name = "actor"
    plural = "actors"
    argument = "name"
    layouts = ("cards", "list", "table", "map")
    columns = (
        "kind", "long", "abbr", "aliases", "country", "offices", "members", "member-of",
        "speaks-for", "wikidata", "opensanctions", "website",
    )  # fmt: skip
    table_columns = (
        "kind", "long", "abbr", "country", "offices", "members", "member-of", "speaks-for",
    )  # fmt: skip
    annex_columns = ("kind", "long", "abbr", "offices", "country")
    page_scope = True
    subtype = "kind"
    hint = ("offices", "country", "text")
    linked = in_files = profiled = is_facet = True
    schema_type = "Thing"
    label, labels = "Actor", "People and organisations"

    name: Annotated[str, shape.WORDS, Help(description="the name in the preferred spelling")]
    kind: Annotated[str, shape.scale(scales.ACTOR_KIND, "kind"), Help(description="what it is")]
    long: Annotated[str | None, shape.WORDS, Help(description="name in full")] = None
    abbr: Annotated[str | None, shape.LINE, Help(description="abbreviation")] = None
    aliases: Annotated[Names, shape.LIST, Help(description="other names and spellings")] = ()
    forms: Annotated[
        Names, shape.LIST, Help(description="inflected forms, found but never printed")
    ] = ()
    variants: Annotated[
        Names, shape.LIST, Help(description="spellings that are found, but not to be written")
    ] = ()
    link: Annotated[
        bool, shape.SWITCH, Help(description="whether its names are linked in plain prose")
    ] = True
    country: Annotated[str | None, shape.COUNTRY, Help(description="country")] = None
    offices: Annotated[Names, shape.OFFICES, Help(description="offices held, with dates")] = ()
    members: Annotated[Names, shape.names("actor"), Help(description="its members")] = ()
    member_of: Annotated[
        Names, shape.names("actor"), Help(description="what it is a member of")
    ] = field(name="member-of", default=())
    speaks_for: Annotated[
        Names, shape.names("actor"), Help(description="the actor whose voice it is")
    ] = field(name="speaks-for", default=())
    wikidata: Annotated[str | None, shape.WIKIDATA, Help(description="Wikidata item")] = None
    opensanctions: Annotated[str | None, shape.ID, Help(description="OpenSanctions id")] = None
    website: Annotated[str | None, shape.URL, Help(description="own website")] = None

    @property
    def described_as(self) -> str:
        return linked_data.ACTORS.get(self.kind, self.schema_type)

    def schema_org(self, named: linked_data.Named) -> dict[str, Any]:
        return linked_data.of_actor(self, named)


class Term(Record, frozen=True, kw_only=True):
    """A term of the field, with what its letters stand for."""

    kind_name = "term"
    plural = "terms"
    argument = "name"
    columns = ("text", "long", "abbr", "aliases", "plural", "see", "not")
    annex_columns = ("long", "abbr")
    page_scope = True
    defined = True
    hint = ("text",)
    linked = in_files = profiled = is_facet = True
    countable, schema_type = True, "DefinedTerm"
    label, labels = "Term", "Terms"

    name: Annotated[str, shape.WORDS, Help(description="the term")]
    long: Annotated[str | None, shape.WORDS, Help(description="what the letters stand for")] = None
    abbr: Annotated[str | None, shape.LINE, Help(description="abbreviation")] = None
    aliases: Annotated[Names, shape.LIST, Help(description="other words for it")] = ()
    forms: Annotated[
        Names, shape.LIST, Help(description="inflected forms, found but never printed")
    ] = ()
    variants: Annotated[
        Names, shape.LIST, Help(description="spellings that are found, but not to be written")
    ] = ()
    link: Annotated[
        bool, shape.SWITCH, Help(description="whether its names are linked in plain prose")
    ] = True
    plural_form: Annotated[str | None, shape.WORDS, Help(description="its plural")] = field(
        name="plural", default=None
    )
    see: Annotated[Names, shape.names("term"), Help(description="related terms")] = ()
    not_: Annotated[
        Names, shape.names("term"), Help(description="what it is not to be confused with")
    ] = field(name="not", default=())

    @property
    def short_names(self) -> Names:
        names = (self.abbr, self.long, *self.aliases, self.plural_form, *self.forms)
        return tuple(filter(None, (*names, *self.variants)))

    def schema_org(self, named: linked_data.Named) -> dict[str, Any]:
        return linked_data.of_term(self, named)


class Topic(Record, frozen=True, kw_only=True):
    """A question on which actors take positions."""

    kind_name = "topic"
    plural = "topics"
    argument = "name"
    columns = ("text", "parent")
    defined = True
    in_files = profiled = is_facet = True
    schema_type = "DefinedTerm"
    label, labels = "Topic", "Topics"

    name: Annotated[str, shape.WORDS, Help(description="the question in a few words")]
    parent: Annotated[Names, shape.names("topic"), Help(description="wider topic")] = ()

    def schema_org(self, named: linked_data.Named) -> dict[str, Any]:
        return linked_data.of_topic(self, named)


class Event(Record, frozen=True, kw_only=True):
    """Something that happened or will happen on a date."""

    kind_name = "event"
    plural = "events"
    argument = "title"
    dated_by = said_by = ("date",)
    layouts = ("timeline", "list", "table")
    columns = ("date", "kind", "place", "actors", "outcome", "source")
    weights = MappingProxyType({"title": 24, "place": 10, "actors": 24})
    rests_on = "source"
    subtype = "kind"
    in_calendar = "date"
    label, labels = "Event", "Events"

    title: Annotated[str, shape.WORDS, Help(description="what happened")]
    date: Annotated[str, shape.DATE, Help(description="when")]
    kind: Annotated[
        str | None, shape.scale(scales.EVENT_KIND, "kind"), Help(description="what it was")
    ] = None
    place: Annotated[str | None, shape.WORDS, Help(description="where")] = None
    actors: Annotated[
        Names, shape.names("actor", filters=("actor",)), Help(description="who took part")
    ] = ()
    outcome: Annotated[str | None, shape.WORDS, Help(description="what came of it")] = None


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
    layouts = ("table", "list", "timeline", "ledger", "contrast", "corroboration")
    columns = ("statement", "by", "date", "grade", "source")
    needs_source = True
    badges = ("disputed",)
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
    corroboration: Annotated[
        Corroboration | None, shape.DERIVED, Help(description="sources that carry it")
    ] = None
    disputed: Annotated[
        bool, shape.DERIVED, Help(description="whether another claim contradicts it")
    ] = False

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


class Commitment(Record, frozen=True, kw_only=True):
    """Something that an actor undertook to deliver."""

    kind_name = "commitment"
    plural = "commitments"
    argument = "deliverable"
    dated_by = ("due", "made")
    said_by = ("made",)
    layouts = ("table", "list", "timeline")
    columns = ("deliverable", "by", "to", "made", "due", "status", "source")
    rests_on = "source"
    marker = True
    badges = ("overdue",)
    falls_due = "due"
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
    overdue: Annotated[
        bool, shape.DERIVED, Help(description="open, and due before the day facts are judged on")
    ] = False

    @property
    def is_open(self) -> bool:
        return self.status == "open"


class Judgement(Record, frozen=True, kw_only=True):
    """An analyst's assessment, with its likelihood and the claims it rests on."""

    kind_name = "judgement"
    plural = "judgements"
    argument = "statement"
    columns = ("statement", "likelihood", "confidence", "basis")
    rests_on = "basis"
    hint = ("likelihood", "confidence")
    label, labels = "Judgement", "Judgements"

    statement: Annotated[str, shape.WORDS, Help(description="the judgement in one line")]
    likelihood: Annotated[
        str, shape.LIKELIHOOD, Help(description="how likely it is, on the scale in force")
    ]
    confidence: Annotated[
        str | None, shape.scale(scales.CONFIDENCE), Help(description="confidence in it")
    ] = None
    basis: Annotated[Names, shape.names("claim"), Help(description="claims it rests on")] = ()


class Recommendation(Record, frozen=True, kw_only=True):
    """A course of action that somebody is advised to take."""

    kind_name = "recommendation"
    plural = "recommendations"
    argument = "text"
    dated_by = ("due",)
    layouts = ("list", "table", "timeline")
    columns = ("text", "to", "due", "priority", "basis")
    rests_on = "basis"
    label, labels = "Recommendation", "Recommendations"

    to: Annotated[Names, shape.names("actor", filters=("actor",)), Help(description="to whom")] = ()
    due: Annotated[str | None, shape.DATE, Help(description="by when")] = None
    priority: Annotated[str | None, shape.WORDS, Help(description="priority")] = None
    basis: Annotated[Names, shape.names("claim"), Help(description="claims it rests on")] = ()


class Source(Record, frozen=True, kw_only=True):
    """An article, speech, statement or other text that says something."""

    kind_name = "source"
    plural = "sources"
    argument = "title"
    dated_by = said_by = ("date",)
    layouts = ("list", "table", "cards", "timeline", "summary")
    columns = (
        "author", "publisher", "date", "type", "language", "reliability", "origin", "url",
        "archived", "accessed",
    )  # fmt: skip
    table_columns = ("author", "publisher", "date", "type", "reliability")
    annex_columns = ("author", "publisher", "date", "reliability", "url", "archived")
    marker = True
    page_scope = True
    subtype = "type"
    hint = ("publisher", "date", "reliability")
    in_files = True
    schema_type = "CreativeWork"
    label, labels = "Source", "Sources"

    title: Annotated[str, shape.LINE, Help(description="its title")]
    author: Annotated[Names, shape.PEOPLE, Help(description="who wrote it; may be a list")] = ()
    publisher: Annotated[str | None, shape.LINE, Help(description="who published it")] = None
    date: Annotated[str | None, shape.DATE, Help(description="when it was published")] = None
    url: Annotated[str | None, shape.URL, Help(description="its address")] = None
    archived: Annotated[str | None, shape.URL, Help(description="address of a snapshot")] = None
    accessed: Annotated[str | None, shape.DATE, Help(description="when it was read")] = None
    language: Annotated[str | None, shape.LANGUAGE, Help(description="language, BCP 47")] = None
    type: Annotated[
        str | None, shape.scale(scales.SOURCE_TYPE), Help(description="type of source")
    ] = None
    reliability: Annotated[
        str | None, shape.scale(scales.RELIABILITY), Help(description="Admiralty A-F")
    ] = None
    origin: Annotated[Names, shape.names("source"), Help(description="source it retells")] = ()

    @property
    def described_as(self) -> str:
        return linked_data.SOURCES.get(self.type or "", self.schema_type)

    def schema_org(self, named: linked_data.Named) -> dict[str, Any]:
        return linked_data.of_source(self, named)


OWN_KINDS: tuple[type[Record], ...] = (
    Actor,
    Term,
    Topic,
    Event,
    Claim,
    Quote,
    Position,
    Commitment,
    Judgement,
    Recommendation,
    Source,
)
"""The kinds of the toolkit, in the order in which they are listed."""
