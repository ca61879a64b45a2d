"""The base of all declarations: what every kind of record has, and what can be selected."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, NamedTuple, dataclass_transform

import msgspec
from msgspec import Meta, Struct, StructMeta

from .. import vocabularies as scales
from . import fields as shape
from . import linked_data
from .fields import TAG, declared
from .passages import Place

Names = tuple[str, ...]
Help = Meta


NAMES = ("abbr", "long", "aliases", "forms", "variants")
"""The fields of kinds that hold other names of a record."""


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class Declaring(StructMeta):
    """The class of declarations, which keeps what is wrong with one until it is added.

    msgspec refuses a class where it is written, with a traceback. Such a class is made without
    its fields instead, and its fault is said as all others are: :func:`refusal_of`.
    """

    def __new__(
        cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **config: Any
    ) -> "Declaring":
        if "__slots__" in namespace and not config:  # what msgspec.defstruct has half made
            raise TypeError(f"{name} cannot be made by defstruct; write a class")
        fields: dict[str, Any] = namespace.get("__annotations__", {})
        try:
            if not any(field.startswith("__") for field in fields):  # Python means them
                return super().__new__(cls, name, bases, namespace, **config)
            said = ""
        except (TypeError, ValueError) as error:
            said = str(error)
        kept = {
            key: value
            for key, value in namespace.items()
            if key not in fields and (key in _OF_CLASSES or not key.startswith("__"))
        }
        written = {
            field: str(getattr(namespace.get(field), "name", None) or field) for field in fields
        }
        kept["_refusal"] = Refusal(said, written)
        return super().__new__(cls, name, bases, kept, frozen=True, kw_only=True)


class Refusal(NamedTuple):
    """Why a class could not be made as it was written."""

    said: str
    """What msgspec says of it."""
    fields: dict[str, str]
    """The fields that it declares: attributes and written names."""


def refusal_of(kind: type) -> Refusal | None:
    """Why a declaration could not be made as it was written, if so."""
    return getattr(kind, "_refusal", None)


_OF_CLASSES = ("__doc__", "__module__", "__qualname__")


class Selectable(
    Struct,
    metaclass=Declaring,
    frozen=True,
    kw_only=True,
    gc=False,
    omit_defaults=True,
    tag_field=TAG,
    tag=str.lower,
):
    """The base of all that can be selected and printed: records, notes and briefs.

    The class variables describe the kind. When stored, fields that hold their default are left
    out, and :data:`.TAG` says which kind it is.
    """

    kind_name: ClassVar[str] = ""
    """The name of its directive and role."""
    plural: ClassVar[str] = ""
    """The name of the directive that prints a selection."""
    label: ClassVar[str] = ""
    """What one of them is called where it is printed; else its ``kind_name``."""
    labels: ClassVar[str] = ""
    """What several are called, as in the headings of annexes; else its ``plural``."""
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
    weights: ClassVar[Mapping[str, int]] = MappingProxyType({})
    """How much of a table's width its columns want, where the types of their fields do not say it
    well: about as many percent in a table of a few columns."""
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
    """The fields that every record has."""

    marker: ClassVar[bool] = False
    """Whether a reference prints the numbered marker of the record's source."""
    quoted: ClassVar[str] = ""
    """The field whose value a reference prints before that number."""
    one_of: ClassVar[Names] = ()
    """Fields of which at least one has to be written."""
    weighed: ClassVar[Names] = ()
    """Fields whose records stand side by side where the last one is filled: what speaks for it,
    and what against it."""
    stands_apart: ClassVar[str] = ""
    """The label under which one is named apart from all else that a :attr:`weighed` field names."""
    by_topic: ClassVar[bool] = False
    """Whether one stands there, too, without being named, if it is open and of the same topic."""
    exclusive: ClassVar[Names] = ()
    """Fields of which one alone may name the same record."""
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
    limited_to: ClassVar[Mapping[str, Names]] = MappingProxyType({})
    """Fields that make sense for some values of :attr:`subtype` alone, each with these values."""
    badges: ClassVar[Names] = ()
    """Fields for yes or no that are printed as badges where they hold."""
    hint: ClassVar[Names] = ("date",)
    """What a hint says of it besides its name: fields, badges, ``text``, and ``date`` for what
    dates it."""
    page_scope: ClassVar[bool] = False
    """Whether, in a brief, a selection is limited to what the page refers to."""
    linked: ClassVar[bool] = False
    """Whether its names are linked in plain prose; a field ``link`` may say no for one record."""
    in_files: ClassVar[bool] = False
    """Whether data files may hold it."""
    profiled: ClassVar[bool] = False
    """Whether each has a page of its own on websites, its profile."""
    is_facet: ClassVar[bool] = False
    """Whether readers can narrow a search to the pages that refer to one."""
    countable: ClassVar[bool] = False
    """Whether its names are words that have plurals and need no capital, as those of terms."""
    in_calendar: ClassVar[str] = ""
    """The date field by which calendars of websites enter each."""
    falls_due: ClassVar[str] = ""
    """The date field on whose last day each falls due, while :attr:`is_open`: calendars enter it,
    and afterwards it is overdue, which pages and cards say and a check can."""
    checked_on: ClassVar[str] = ""
    """The date field from whose last day on each can be checked, which a check can ask for while
    its field on the scale of outcomes, which every such kind has, holds nothing."""
    is_evidence: ClassVar[bool] = True
    """Whether one that has a source counts as evidence for what rests on it."""
    is_assumption: ClassVar[bool] = False
    """Whether it is taken for granted, which limits the confidence in what rests on it."""
    may_lie_ahead: ClassVar[bool] = False
    """Whether its date says nothing of when it was known, as that of an event still to come."""
    newest_by_name: ClassVar[bool] = False
    """Whether a name that several of them share means the newest of them, by its date."""
    counts_from: ClassVar[Mapping[str, Names]] = MappingProxyType({})
    """Date fields, each with the fields that hold nothing yet on the days before it."""
    in_languages: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """Fields that may be given in other languages too (``title-en``), each with the attribute for
    these: pairs of language tag and words."""
    edition_fields: ClassVar[Names] = ()
    """The fields that say what it means, the derived ones among them: the next edition of a brief
    that rests on one names each change of them, and whether one is new, or gone."""
    edition_quiet: ClassVar[bool] = False
    """Whether that one is new, or gone, is named as a cause of other changes alone."""
    schema_type: ClassVar[str] = ""
    """Its type at schema.org, as which websites describe each to programs; empty: they do not."""

    id: Annotated[str, shape.ID, Help(description="id; default: a slug of the argument")] = ""
    topic: Annotated[
        Names, shape.names("topic", filters=("topic",)), Help(description="topic that it bears on")
    ] = ()
    tags: Annotated[Names, shape.TAGS, Help(description="free tags")] = ()
    tlp: Annotated[str | None, shape.scale(scales.TLP), Help(description="marking, TLP 2.0")] = None
    source: Annotated[
        Names,
        shape.names("source", filters=("source",)),
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
    words_at: Annotated[
        Place | None, shape.SPARSE, Help(description="where its verbatim words are in the source")
    ] = msgspec.field(name="words-at", default=None)

    @property
    def title_text(self) -> str:
        """The record's name or one-line statement."""
        value = getattr(self, self.argument) if self.argument else self.text
        return str(value or self.id)

    @classmethod
    def defines(cls) -> bool:
        """Whether it says who or what something is, and not what was said or came about."""
        return not (cls.rests_on or cls.marker or cls.dated_by)

    @property
    def is_open(self) -> bool:
        """Whether what falls due is still to come about."""
        return True

    @property
    def described_as(self) -> str:
        """The type of this one at schema.org, where that is not the same for all."""
        return self.schema_type or "Thing"

    def schema_org(self, named: "linked_data.Named") -> dict[str, Any]:
        """Its properties at schema.org; what is empty is left out.

        :param named: from a kind and ids to records as others refer to them, of which those are
            left out that the page may not speak of.
        """
        return linked_data.of_any(self, named)

    @property
    def offices_held(self) -> Names:
        """The offices of an actor, or of what else has some, with their dates as written."""
        field = declared(type(self)).get("offices")
        held = field is not None and field.shape.is_like(shape.OFFICES)
        return getattr(self, "offices", ()) if held else ()

    @property
    def short_names(self) -> Names:
        """Other exact names that find the record: what stands in fields that hold names."""
        found: list[str] = []
        for name in NAMES:
            value = getattr(self, name, None) or ()
            found += (value,) if isinstance(value, str) else value
        return tuple(found)


def due_date(record: Record) -> str:
    """The date on which what is open falls due, as written; empty for anything else."""
    if not record.falls_due or not record.is_open:
        return ""
    field = declared(type(record))[record.falls_due]
    return getattr(record, field.attribute) or ""
