"""The shapes a field can have: how it is written, what it may name, how it is stored.

A field is declared once, on its record class, as ``Annotated[<type>, <Shape>, Meta(...)]``.
Directive options, front matter, messages, JSON and JSON Schema are all read off that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec
from msgspec import NODEFAULT, Meta

from ..vocabularies import Scale
from .amounts import read_amount
from .conventions import Conventions
from .offices import undated_offices
from .passages import short_passages
from .readers import (
    read_brief_kind,
    read_country,
    read_date,
    read_id,
    read_language,
    read_likelihood,
    read_line,
    read_lines,
    read_list,
    read_number,
    read_offices,
    read_path,
    read_switch,
    read_unit,
    read_url,
    read_wikidata,
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in one field: what is wrong and what to do, for the author.

    Whoever reads a directive, front matter or a row of a data file knows its place, and makes a
    :class:`.Diagnostic` of it.
    """

    field: str
    message: str
    leaves_out: bool = True
    """Whether the record is left out for it."""
    words: str = ""
    """What is wrong as it is written, where the field has several lines."""


TAG = ":kind"
"""The key under which a stored record names its kind; no field can be called so."""

OR = " or "
"""What parts the kinds of what may be named."""

EVERY = "*"
"""All kinds that there are, among those that a field may name."""

Reader = Callable[[str, Conventions], Any]


@dataclass(frozen=True, slots=True)
class FieldType:
    """The form in which a field is written.

    :param name: what authors are told to write.
    :param read: text to stored value; raises :exc:`ValueError` with a message for the author.
    :param refers: the kind of record whose names the field holds, if any.
    :param others: the other kinds that it may name, :data:`EVERY` for all that there are; ids then
        say their kind, ``claim:vik``.
    :param scale: the closed vocabulary of the field, if it has a fixed one.
    :param remarks: what is to be said of a value that is kept all the same: words, message.
    :param rank: place of a stored value in the order of its scale, for sorting.
    :param sparse: written to JSON only where it is not what it is by default.
    :param words: whether it holds its author's own words, which are translated with the page.
    :param separator: what is printed between its values.
    :param filters: the options of a selection that look into the field.
    :param help: what the field is, in a few words; the annotation of the field may say it instead.
    :param label: what is printed before its value; by default what the toolkit calls such a field.
    :param column: whether the field is printed where a kind lists no columns of its own.
    :param reverse: the label under which a record that it names lists those that name it.
    :param profile_label: what the profile of a record that it names says with each that names it.
    :param catalog: what translates its labels, where the catalogue of its kind does not.
    :param leads_on: whether records of one kind lead from one to the next by it, and never back.
    :param verbatim: whether it holds words of the source, which are looked for in its snapshot.
    :param single: whether it names one record alone, of those that it may name.
    """

    name: str
    read: Reader
    refers: str = ""
    others: tuple[str, ...] = ()
    scale: Scale | None = None
    date: bool = False
    derived: bool = False
    rank: Callable[[str], int] | None = None
    remarks: Callable[[Any], Iterable[tuple[str, str]]] | None = None
    sparse: bool = False
    words: bool = False
    separator: str = ", "
    filters: tuple[str, ...] = ()
    help: str = ""
    label: str = ""
    column: bool = True
    reverse: str = ""
    profile_label: str = ""
    catalog: str = ""
    leads_on: bool = False
    verbatim: bool = False
    single: bool = False

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of record that it may name, the one that a bare name means first."""
        return (self.refers, *self.others) if self.refers else ()

    @property
    def named(self) -> str:
        """Its kinds in words, by which names are looked up: ``actor or term``."""
        return OR.join(self.kinds)

    def may_name(self, kind: str) -> bool:
        """Whether it may name records of a kind."""
        return kind in self.kinds or EVERY in self.others

    def keys(self, stored: Iterable[str]) -> Iterable[tuple[str, str]]:
        """The kinds and ids of the records that a stored value names."""
        if self.others:
            return [(kind, one) for kind, _, one in (name.partition(":") for name in stored)]
        return [(self.refers, one) for one in stored]

    def is_like(self, *others: FieldType) -> bool:
        """Whether its values are written and stored as those of one of some others."""
        return any(self.read is other.read for other in others)

    @property
    def stored(self) -> tuple[Any, Any]:
        """The type of what is stored, and what is stored where nothing is written."""
        if self.read in (read_list, read_lines, read_offices):
            return tuple[str, ...], ()
        types: dict[Reader, type] = {read_number: int, read_switch: bool}
        return types.get(self.read, str) | None, None


@dataclass(frozen=True, slots=True)
class Field:
    """A field as declared: its written name, its attribute, its shape and its help.

    :param label: what is printed before its value, where its kind says so itself.
    """

    name: str
    attribute: str
    shape: FieldType
    required: bool
    help: str
    default: Any = field(default=None)
    label: str = ""
    several: bool = False
    """Whether it may hold several values, and so is a list however many were written."""

    @property
    def filters(self) -> tuple[str, ...]:
        """The options of a selection that look into it; an empty name is its own."""
        return tuple(option or self.name for option in self.shape.filters)

    def named_by(self, option: str) -> str:
        """The kinds that such an option names, in words: those it may, or the one it is called."""
        shape = self.shape
        return option if shape.others and shape.may_name(option) else shape.named


def _derived(text: str, conventions: Conventions) -> Any:  # pragma: no cover - nobody writes it
    raise ValueError("is derived and cannot be written")


# -- shapes -------------------------------------------------------------------------------------

LINE = FieldType("text", read_line)
WORDS = FieldType("text", read_line, words=True)
PASSAGE = FieldType(
    "words of the source", read_line, remarks=short_passages, verbatim=True, column=False
)
ID = FieldType("id", read_id)
LIST = FieldType("comma-separated list", read_list)
TAGS = FieldType("comma-separated list", read_list, filters=("tags",))
PEOPLE = FieldType("name, or a list", read_list)
DATE = FieldType("EDTF date", read_date, date=True)
URL = FieldType("web address", read_url)
FILE = FieldType("path of a file", read_path)
COUNTRY = FieldType("ISO 3166-1 alpha-2 code", read_country)
LANGUAGE = FieldType("BCP 47 tag", read_language)
WIKIDATA = FieldType("Wikidata item", read_wikidata)
OFFICES = FieldType(
    "one a line, with an EDTF date in brackets",
    read_offices,
    remarks=undated_offices,
    separator="; ",
)
NUMBER = FieldType("number", read_number)
AMOUNT = FieldType("number, or a range low/high; ~ for a round one", read_amount)
UNIT = FieldType("unit", read_unit, words=True, column=False)
SWITCH = FieldType("yes or no", read_switch, sparse=True)
LIKELIHOOD = FieldType("likelihood in force", read_likelihood)
BRIEF_KIND = FieldType("kind of brief", read_brief_kind, filters=("kind",))
DERIVED = FieldType("derived", _derived, derived=True)
SPARSE = FieldType("derived", _derived, derived=True, sparse=True)
OVERDUE = Annotated[bool, DERIVED, Meta(description="open, and its day has passed")]
SOURCE_OF_NOTE = FieldType("derived", _derived, refers="source", derived=True, filters=("source",))


def scale(of: Scale, *filters: str) -> FieldType:
    """A field whose value is on a closed scale; ``filters`` are the options that look into it."""
    return FieldType(
        " · ".join(of.values),
        lambda text, conventions: of.read(text),
        scale=of,
        rank=of.rank,
        filters=filters,
    )


def names(
    kind: str,
    *others: str,
    filters: tuple[str, ...] = (),
    leads_on: bool = False,
    profile_label: str = "",
    reverse: str = "",
    single: bool = False,
) -> FieldType:
    """A field that names records of a kind, or of one of several kinds.

    :param others: the other kinds, or :data:`EVERY`.
    :param filters: the options of a selection that look into the field.
    :param leads_on: whether names lead from one record to the next, and never back.
    :param profile_label: what profiles of those that it names say with each record.
    :param reverse: the label under which a record that it names lists those that name it.
    :param single: whether it names one record alone; it is stored as a list of one.
    """
    return FieldType(
        f"{OR.join((kind, *others)).replace(EVERY, 'any other record')} (id or name)",
        read_list,
        refers=kind,
        others=others,
        filters=filters,
        leads_on=leads_on,
        profile_label=profile_label,
        reverse=reverse,
        single=single,
    )


# -- reflection ---------------------------------------------------------------------------------


@cache
def all_fields(record: type[msgspec.Struct]) -> tuple[Field, ...]:
    """All fields of a kind in the order of the declaration, derived ones included."""
    hints = get_type_hints(record, include_extras=True)
    found = []
    for info in msgspec.structs.fields(record):
        metadata = list(metadata_of(hints[info.name]))
        shape = next((item for item in metadata if isinstance(item, FieldType)), DERIVED)
        meta = next(
            (item for item in metadata if isinstance(item, Meta) and item.description), None
        )
        required = info.default is NODEFAULT and info.default_factory is NODEFAULT
        found.append(
            Field(
                info.encode_name,
                info.name,
                shape,
                required,
                (meta.description or "") if meta else shape.help,
                None if required else info.default,
                (meta.title if meta else "") or shape.label,
                several=get_origin(_bare(hints[info.name])) is tuple,
            )
        )
    return tuple(found)


def _bare(hint: Any) -> Any:
    """A type without what is noted beside it."""
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


def metadata_of(hint: Any) -> Iterator[Any]:
    """The notes of an annotation besides its type, also those of a part: ``A | None``."""
    yield from getattr(hint, "__metadata__", ())
    for part in getattr(hint, "__args__", ()):
        if hasattr(part, "__metadata__"):
            yield from part.__metadata__


@cache
def declared(record: type[msgspec.Struct]) -> Mapping[str, Field]:
    """The fields that authors may write for a kind of record, by their written names."""
    return {item.name: item for item in all_fields(record) if not item.shape.derived}


@cache
def added_to(record: type[msgspec.Struct]) -> tuple[str, ...]:
    """The printed fields that others have added to a kind of the toolkit, in their order."""
    base: Any = record.__base__
    if getattr(base, "kind_name", None) != getattr(record, "kind_name", ""):
        return ()
    known, columns = declared(base), getattr(record, "columns", ())
    return tuple(name for name in declared(record) if name not in known and name in columns)


@cache
def naming(record: type[msgspec.Struct]) -> tuple[Field, ...]:
    """The fields of a kind in which authors name records."""
    return tuple(item for item in declared(record).values() if item.shape.refers)


@cache
def verbatim_fields(record: type[msgspec.Struct]) -> tuple[Field, ...]:
    """The fields of a kind that hold words of its source."""
    return tuple(item for item in declared(record).values() if item.shape.verbatim)


@cache
def derived_fields(record: type[msgspec.Struct]) -> tuple[str, ...]:
    """The fields that the toolkit fills in."""
    return tuple(item.name for item in all_fields(record) if item.shape.derived)
