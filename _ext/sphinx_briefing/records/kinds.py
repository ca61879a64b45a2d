"""The kinds of record of the toolkit itself. Others are declared the same way, elsewhere."""

from types import MappingProxyType
from typing import Annotated, Any

from msgspec import field

from .. import vocabularies as scales
from . import fields as shape
from . import linked_data
from .assessments import (
    Assumption,
    Gap,
    Hypothesis,
    Indicator,
    Judgement,
    Recommendation,
)
from .base import Help, Names, Record
from .statements import Claim, Commitment, Estimate, Position, Quote


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
        Names,
        shape.names("actor", leads_on=True),
        Help(description="the actor whose voice it is"),
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
    columns = (
        "date", "kind", "place", "host", "signatories", "targets", "actors", "outcome", "source",
    )  # fmt: skip
    weights = MappingProxyType({"title": 24, "place": 10, "actors": 24})
    rests_on = "source"
    subtype = "kind"
    limited_to = MappingProxyType(
        {
            "host": ("meeting", "agreement", "statement", "decision", "vote", "other"),
            "signatories": ("meeting", "agreement", "statement", "decision", "vote", "other"),
        }
    )
    in_calendar = "date"
    may_lie_ahead = True
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
    host: Annotated[
        Names,
        shape.names("actor", filters=("actor",), profile_label="Hosted"),
        Help(description="who hosted it"),
    ] = ()
    signatories: Annotated[
        Names,
        shape.names("actor", filters=("actor",), profile_label="Signed"),
        Help(description="who signed it"),
    ] = ()
    targets: Annotated[
        Names,
        shape.names("actor", filters=("actor",), profile_label="Target of"),
        Help(description="who was attacked or addressed"),
    ] = ()
    outcome: Annotated[str | None, shape.WORDS, Help(description="what came of it")] = None


class Source(Record, frozen=True, kw_only=True):
    """An article, speech, statement or other text that says something."""

    kind_name = "source"
    plural = "sources"
    argument = "title"
    dated_by = said_by = ("date",)
    layouts = ("list", "table", "cards", "timeline", "summary", "impact")
    columns = (
        "author", "publisher", "date", "type", "language", "reliability", "origin", "url",
        "archived", "snapshot", "accessed",
    )  # fmt: skip
    table_columns = ("author", "publisher", "date", "type", "reliability")
    annex_columns = (
        "author", "publisher", "date", "reliability", "url", "archived", "snapshot",
    )  # fmt: skip
    counts_from = MappingProxyType({"retracted": ("retracted", "retraction")})
    in_languages = MappingProxyType({"title": "titles"})
    edition_fields = ("retracted",)
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
    origin: Annotated[
        Names, shape.names("source", leads_on=True), Help(description="source it retells")
    ] = ()
    snapshot: Annotated[
        str | None,
        shape.FILE,
        Help(description="file of what was read, from the top folder or that of its page"),
    ] = None
    retracted: Annotated[
        str | None,
        shape.DATE,
        Help(description="the day it was withdrawn or corrected beyond use"),
    ] = None
    retraction: Annotated[str | None, shape.WORDS, Help(description="why it was")] = None
    titles: Annotated[
        tuple[tuple[str, str], ...],
        shape.SPARSE,
        Help(description="its title in other languages, `title-<BCP 47>`"),
    ] = ()

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
    Estimate,
    Assumption,
    Gap,
    Indicator,
    Hypothesis,
    Source,
)
"""The kinds of the toolkit, in the order in which they are listed."""
