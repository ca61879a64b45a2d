"""The kinds of record. To add a kind, declare it here and list it in :data:`KINDS`."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Annotated, ClassVar

from msgspec import Meta, Struct, field

from .. import vocabularies as scales
from . import fields as shape
from .fields import TAG

Names = tuple[str, ...]
Help = Meta


class Selectable(
    Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True, tag_field=TAG, tag=str.lower
):
    """What can be selected and printed: records, and the pages that are notes or briefs.

    The class variables describe the kind. When stored, fields that hold their default are left
    out, and :data:`.TAG` says which kind it is.
    """

    kind_name: ClassVar[str] = ""
    """The name of its directive and role."""
    plural: ClassVar[str] = ""
    """The name of the directive that prints a selection."""
    label: ClassVar[str] = ""
    labels: ClassVar[str] = ""
    catalog: ClassVar[str] = ""
    """The catalogue of messages that translates its labels, where ours does not."""
    argument: ClassVar[str] = ""
    """The field that holds its name or statement; empty when it has none."""
    dated_by: ClassVar[tuple[str, ...]] = ()
    """The fields that date it, the first one that is filled wins."""
    said_by: ClassVar[tuple[str, ...]] = ()
    """The fields that tell when it was said, made or published, or when it was; where none is
    filled, the date of its source does."""
    dates_of: ClassVar[str] = ""
    """The kind of record whose dates it has, where it has none of its own."""
    layouts: ClassVar[tuple[str, ...]] = ("list", "table")
    """The layouts that print it, the default first."""
    columns: ClassVar[tuple[str, ...]] = ()
    """The fields of a table row, and the details printed with it, in order."""
    table_columns: ClassVar[tuple[str, ...]] = ()
    """The columns of a table, where they are fewer than all details."""
    annex_columns: ClassVar[tuple[str, ...]] = ()
    """The details printed in an annex, all of them when empty. They name no other record, since
    an annex holds what its brief refers to and nothing else."""

    @property
    def title_text(self) -> str:
        """Its name, title or one-line statement."""
        return str(getattr(self, self.argument) if self.argument else "")

    @property
    def written_date(self) -> str:
        """Its date as written, or an empty string."""
        for name in self.dated_by:
            value: str | None = getattr(self, name)
            if value:
                return value
        return ""


class Record(Selectable, frozen=True, kw_only=True):
    """What every record has."""

    marker: ClassVar[bool] = False
    """Whether a reference prints the numbered marker of the record's source."""
    rests_on: ClassVar[str] = ""
    """The field without which a record hangs in the air, which can be reported."""
    needs_source: ClassVar[bool] = False
    """Whether that is reported unless the configuration says otherwise."""
    verbatim: ClassVar[bool] = False
    """Whether its body is somebody's own words, printed as a quotation."""
    defined: ClassVar[bool] = False
    """Whether a list of them prints each as a definition: the name, then the prose."""
    subtype: ClassVar[str] = ""
    """The field that says more closely what it is."""
    badges: ClassVar[Names] = ()
    """Fields for yes or no that are printed as badges where they hold."""
    hint: ClassVar[Names] = ("date",)
    """What a hint says of it besides its name: fields, badges, ``text``, and ``date`` for what
    dates it."""
    page_scope: ClassVar[bool] = False
    """Whether, in a brief, a selection is limited to what the page refers to."""

    id: Annotated[str, shape.ID, Help(description="id; default: a slug of the argument")] = ""
    topic: Annotated[Names, shape.names("topic"), Help(description="topic that it bears on")] = ()
    tags: Annotated[Names, shape.LIST, Help(description="free tags")] = ()
    tlp: Annotated[str | None, shape.scale(scales.TLP), Help(description="marking, TLP 2.0")] = None
    source: Annotated[
        Names,
        shape.names("source"),
        Help(description="source; default: the note it stands in"),
    ] = ()
    text: Annotated[str, shape.DERIVED, Help(description="the prose of the body")] = ""
    docname: Annotated[str, shape.DERIVED, Help(description="page it is written on")] = ""
    line: Annotated[int, shape.DERIVED, Help(description="line it starts at")] = 0
    mentions: Annotated[
        Names, shape.DERIVED, Help(description="pages that refer to it, sorted")
    ] = ()
    original: Annotated[
        str, shape.SPARSE, Help(description="its name or statement before it was translated")
    ] = ""

    @property
    def title_text(self) -> str:
        """The record's name or one-line statement."""
        value = getattr(self, self.argument) if self.argument else self.text
        return str(value or self.id)

    @property
    def short_names(self) -> Names:
        """Other exact names that find the record."""
        return ()


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
        "kind",
        "long",
        "abbr",
        "country",
        "offices",
        "members",
        "member-of",
        "speaks-for",
    )
    annex_columns = ("kind", "long", "abbr", "offices", "country")
    page_scope = True
    subtype = "kind"
    hint = ("offices", "country", "text")
    label, labels = "Actor", "People and organisations"

    name: Annotated[str, shape.WORDS, Help(description="the name in the preferred spelling")]
    kind: Annotated[str, shape.scale(scales.ACTOR_KIND), Help(description="what it is")]
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
    def short_names(self) -> Names:
        names = (self.abbr, self.long, *self.aliases, *self.forms, *self.variants)
        return tuple(filter(None, names))


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


class Topic(Record, frozen=True, kw_only=True):
    """A question on which actors take positions."""

    kind_name = "topic"
    plural = "topics"
    argument = "name"
    columns = ("text", "parent")
    defined = True
    label, labels = "Topic", "Topics"

    name: Annotated[str, shape.WORDS, Help(description="the question in a few words")]
    parent: Annotated[Names, shape.names("topic"), Help(description="wider topic")] = ()


class Event(Record, frozen=True, kw_only=True):
    """Something that happened or will happen on a date."""

    kind_name = "event"
    plural = "events"
    argument = "title"
    dated_by = said_by = ("date",)
    layouts = ("timeline", "list", "table")
    columns = ("date", "kind", "place", "actors", "outcome", "source")
    rests_on = "source"
    subtype = "kind"
    label, labels = "Event", "Events"

    title: Annotated[str, shape.WORDS, Help(description="what happened")]
    date: Annotated[str, shape.DATE, Help(description="when")]
    kind: Annotated[str | None, shape.scale(scales.EVENT_KIND), Help(description="what it was")] = (
        None
    )
    place: Annotated[str | None, shape.WORDS, Help(description="where")] = None
    actors: Annotated[Names, shape.names("actor"), Help(description="who took part")] = ()
    outcome: Annotated[str | None, shape.WORDS, Help(description="what came of it")] = None


class Corroboration(Struct, frozen=True):
    """How well a claim is carried: distinct sources, and voices that do not hang on each other."""

    sources: int
    independent: int


class Statement(Record, frozen=True, kw_only=True):
    """What claims, quotes and positions share: somebody says it, on a date."""

    dated_by = said_by = ("date",)
    marker = True
    rests_on = "source"
    hint: ClassVar[Names] = ("by", "date", "locator")

    by: Annotated[Names, shape.names("actor"), Help(description="who says so")]
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
    topic: Annotated[Names, shape.names("topic"), Help(description="the question it answers")]
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
    label, labels = "Commitment", "Commitments"

    deliverable: Annotated[str, shape.WORDS, Help(description="what is to be delivered")]
    by: Annotated[Names, shape.names("actor"), Help(description="who undertook it")]
    to: Annotated[Names, shape.names("actor"), Help(description="to whom")] = ()
    made: Annotated[str | None, shape.DATE, Help(description="when it was made")] = None
    due: Annotated[str | None, shape.DATE, Help(description="when it falls due")] = None
    status: Annotated[
        str, shape.scale(scales.COMMITMENT_STATUS), Help(description="where it stands")
    ] = "open"
    overdue: Annotated[
        bool, shape.DERIVED, Help(description="open, and due before the day facts are judged on")
    ] = False


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
    """What somebody is advised to do."""

    kind_name = "recommendation"
    plural = "recommendations"
    argument = "text"
    dated_by = ("due",)
    layouts = ("list", "table", "timeline")
    columns = ("text", "to", "due", "priority", "basis")
    rests_on = "basis"
    label, labels = "Recommendation", "Recommendations"

    to: Annotated[Names, shape.names("actor"), Help(description="to whom")] = ()
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


class Page(Selectable, frozen=True, kw_only=True):
    """What notes and briefs share: they are pages with a marking and topics."""

    argument = "title"
    layouts = ("list", "table", "timeline")

    title: Annotated[str, shape.DERIVED, Help(description="title of the page")] = ""
    tlp: Annotated[str | None, shape.scale(scales.TLP), Help(description="marking, TLP 2.0")] = None
    topics: Annotated[Names, shape.names("topic"), Help(description="topics of the page")] = ()
    docname: Annotated[str, shape.DERIVED, Help(description="the page")] = ""
    line: Annotated[int, shape.DERIVED, Help(description="line its front matter starts at")] = 0
    mentions: Annotated[
        Names, shape.DERIVED, Help(description="pages that refer to it, sorted")
    ] = ()
    original: Annotated[
        str, shape.SPARSE, Help(description="its name or statement before it was translated")
    ] = ""

    @property
    def title_text(self) -> str:
        return self.title or self.docname


class Note(Page, frozen=True, kw_only=True):
    """A page that holds what one source says."""

    kind_name = "note"
    plural = "notes"
    dates_of = "source"
    columns = ("title", "date", "publisher", "type", "reliability")
    label, labels = "Note", "Notes"

    source: Annotated[str, shape.DERIVED, Help(description="id of its source")] = ""


class Brief(Page, frozen=True, kw_only=True):
    """A page that is a brief."""

    kind_name = "brief"
    plural = "briefs"
    dated_by = said_by = ("date",)
    columns = ("title", "reference", "date", "kind", "status", "edition", "tlp")
    label, labels = "Brief", "Briefs"

    kind: Annotated[str | None, shape.BRIEF_KIND, Help(description="kind of brief")] = None
    reference: Annotated[str | None, shape.LINE, Help(description="file reference")] = None
    date: Annotated[str | None, shape.DATE, Help(description="last significant amendment")] = None
    authors: Annotated[Names, shape.LIST, Help(description="who answers for it")] = ()
    status: Annotated[
        str | None, shape.scale(scales.BRIEF_STATUS), Help(description="draft to final")
    ] = None
    edition: Annotated[int | None, shape.NUMBER, Help(description="number of the edition")] = None
    summary: Annotated[str | None, shape.WORDS, Help(description="the bottom line")] = None
    as_of: Annotated[
        str | None, shape.DATE, Help(description="day facts are judged on; default: date")
    ] = None
    supersedes: Annotated[
        str | None, shape.LINE, Help(description="reference of the brief it replaces")
    ] = None
    superseded_by: Annotated[
        Names, shape.DERIVED, Help(description="pages of the briefs that replace it, sorted")
    ] = field(name="superseded-by", default=())


KINDS: Mapping[str, type[Record]] = MappingProxyType(
    {
        kind.kind_name: kind
        for kind in (
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
    }
)
"""All kinds of record, by the name of their directive and role."""

SELECTABLE: Mapping[str, type[Selectable]] = MappingProxyType(
    {**KINDS, Note.kind_name: Note, Brief.kind_name: Brief}
)
"""All that plural directives print: records, notes and briefs."""


@cache
def dates_in(kind: type[Selectable]) -> Mapping[str, shape.Field]:
    """The date fields of what can be selected, by their written names."""
    having = SELECTABLE[kind.dates_of] if kind.dates_of else kind
    return {name: item for name, item in shape.declared(having).items() if item.shape.date}
