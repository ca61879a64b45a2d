"""Declarations of kinds: their faults, and what is filled in where they say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from inspect import get_annotations
from typing import Annotated, Any, TypeGuard, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import NODEFAULT

from .base import NAMES, Record, Selectable, refusal_of
from .fields import ID, LINE, LIST, WORDS, Field, FieldType, all_fields, declared, metadata_of
from .forecasts import outcome_of

FIELD_NAME = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
_KIND_NAME = re.compile(r"[a-z][a-z0-9]*")  # a hyphen parts kind and id in anchors

SELECTING = ("since", "until", "limit", "house")
"""The options of all plural directives that pick among records."""

PRINTING = ("scope", "sort", "as", "caption", "empty", "picture", "lanes", "groups", "text",
            "centre")  # fmt: skip
"""Those that say how, and of which pages, records are printed."""

OPTIONS = ("ids", *SELECTING, *PRINTING,
           "file", "columns", "ignore", "delimiter", "list", "encoding")  # fmt: skip
"""The options of plural directives that no field can be called by."""

RESERVED = frozenset({
    "note", "notes", "brief", "briefs", "page", "glossary", "desk", "only", "restricted", "changes",
    "schema", "record", "view", "annex", "badge", "break", "details", "downloads", "key",
    "ach", "list", "map", "marker", "marking", "matrix", "meta", "sourcing", "standing", "timeline",
})  # fmt: skip
"""The names that no kind can have: those of other things, and of classes of other nodes."""

_WORDS = ("kind_name", "plural", "label", "labels", "catalog", "argument", "dates_of", "rests_on",
          "subtype", "in_calendar", "falls_due", "checked_on", "schema_type",
          "quoted", "stands_apart")  # fmt: skip
_LISTS = ("layouts", "columns", "table_columns", "annex_columns", "dated_by", "said_by", "badges",
          "hint", "edition_fields", "one_of", "weighed", "exclusive")  # fmt: skip
_FLAGS = ("marker", "needs_source", "verbatim", "defined", "page_scope", "linked", "in_files",
          "profiled", "is_facet", "countable", "edition_quiet", "by_topic",
          "is_evidence", "is_assumption")  # fmt: skip
_OWN = f"{__name__.partition('.')[0]}."
_SHARED = frozenset({"topic", "source"})
"""Fields that all kinds have, and that a kind may declare again, as required or with more help."""
_DATES = ("in_calendar", "falls_due", "checked_on")
"""What is called by a field that is a date."""
_ALSO = {"columns": {"grade", "text"}, "table_columns": {"grade"}, "annex_columns": {"grade"},
         "hint": {"date", "text", "locator"}}  # fmt: skip
"""What lists of fields may hold besides names of fields."""


def is_kind(kind: object) -> TypeGuard[type[Record]]:
    """Whether something declares a kind of record."""
    return isinstance(kind, type) and issubclass(kind, Record) and kind is not Record


def what_is_wrong(kind: object) -> str:
    """The first fault of a declaration, to be said after its name; empty when it has none."""
    if not is_kind(kind):
        return "is no class like class Vessel(api.Record, frozen=True, kw_only=True)"
    for faults in (_of_writing, _of_attributes):
        if found := next(faults(kind), ""):
            return found
    if not kind.__struct_config__.frozen or kind.__struct_config__.array_like:
        return "is not frozen; write class …(Record, frozen=True, kw_only=True)"
    for faults in (_of_class, _of_names, _of_fields, _of_lists):
        if found := next(faults(kind), ""):
            return found
    return ""


def _of_writing(kind: type[Record]) -> Iterator[str]:
    """Why msgspec does not make the class as it is written."""
    refusal = refusal_of(kind)
    if refusal is None:
        return
    for name in refusal.fields.values():
        if not FIELD_NAME.fullmatch(name):
            yield f"has a field {name!r}; use small letters, digits and hyphens"
    known = dict(zip(kind.__struct_encode_fields__, kind.__struct_fields__, strict=True))
    every = Record.__struct_encode_fields__
    for attribute, name in refusal.fields.items():
        if known.setdefault(name, attribute) != attribute:
            whose = "which every record has" if name in every else "which it has already"
            yield f"declares the field {name!r}, {whose}; give it another name"
    if "kw_only" in refusal.said:
        yield "is not written by name; write class …(Record, frozen=True, kw_only=True)"
    if "mutable" in refusal.said:
        yield 'has a default that could be changed; write a tuple like ("name",)'
    yield f"cannot be made: {refusal.said}"


def _of_attributes(kind: type[Record]) -> Iterator[str]:
    """Fields that hide what a declaration says, or what all records can be asked."""
    for name in kind.__struct_fields__:
        if name in RESERVED_ATTRIBUTES:
            yield (
                f"has a field {name!r}, which declarations use for something else; write "
                f"{name}_: … = api.field(name={name!r})"
            )


def _of_class(kind: type[Record]) -> Iterator[str]:
    for base in kind.__mro__[1:]:
        if getattr(base, "kind_name", "") and base.__module__.startswith(_OWN):
            yield f"is a subclass of {base.__name__}, a kind of its own; write Record or Statement"
    for names, expected, how in (
        (_WORDS, str, "write text"),
        (_FLAGS, bool, "write True or False"),
        (_LISTS, tuple, 'write a tuple like ("name",)'),
    ):
        for name in names:
            value = getattr(kind, name)
            is_list = isinstance(value, tuple) and all(isinstance(item, str) for item in value)
            if not isinstance(value, expected) or (expected is tuple and not is_list):
                yield f"has {name} = {value!r}; {how}"
    weights: object = kind.weights
    if not isinstance(weights, Mapping) or not all(map(_is_weight, weights.items())):
        yield f'has weights = {weights!r}; write names and numbers up to 100: {{"name": 20}}'
    limits: object = kind.limited_to
    if not isinstance(limits, Mapping) or not all(map(_is_limit, limits.items())):
        yield f'has limited_to = {limits!r}; write fields and values: {{"flag": ("sea",)}}'
    if kind.dates_of:
        yield "has dates_of, which notes alone have; write dated_by"
    if not kind.layouts:
        yield 'has no layouts; leave them out, or write a tuple like ("list", "table")'


def _is_limit(item: tuple[object, object]) -> bool:
    name, only = item
    are_values = isinstance(only, tuple) and all(isinstance(value, str) for value in only)
    return isinstance(name, str) and are_values


def _is_weight(item: tuple[object, object]) -> bool:
    name, weight = item
    return isinstance(name, str) and type(weight) is int and 0 < weight <= 100


def _of_names(kind: type[Record]) -> Iterator[str]:
    for what in ("kind_name", "plural"):
        name = getattr(kind, what)
        if not _KIND_NAME.fullmatch(name):
            yield f"has the {what} {name!r}; use small letters and digits"
    if kind.kind_name == kind.plural:
        yield f"needs a plural that differs from {kind.kind_name!r}"


def _of_fields(kind: type[Record]) -> Iterator[str]:
    try:
        hints = get_type_hints(kind, include_extras=True)
    except (AttributeError, NameError, SyntaxError, TypeError, ValueError) as error:
        yield f"has annotations that cannot be read: {error}"
        return
    inherited = {item.attribute: item for item in all_fields(Record)}
    again = {
        name
        for declaration in kind.__mro__[: kind.__mro__.index(Record)]
        for name in get_annotations(declaration)
    } & inherited.keys()
    for item in all_fields(kind):
        name = item.name
        if item.attribute in inherited:
            if item.attribute in again and not _is_same(item, inherited[item.attribute]):
                yield f"declares the field {name!r}, which every record has; give it another name"
            continue
        if not any(isinstance(found, FieldType) for found in metadata_of(hints[item.attribute])):
            yield (
                f"does not say how the field {name!r} is written; "
                "annotate it, as in name: Annotated[str, api.line()]"
            )
        elif not FIELD_NAME.fullmatch(name):
            yield f"has a field {name!r}; use small letters, digits and hyphens"
        if problem := _of_meaning(item.attribute, item.shape):
            yield f"has a field {name!r}, {problem}"
        yield from _of_type(item, hints[item.attribute])


def _of_meaning(attribute: str, shape: FieldType) -> str:
    """Why a field cannot be written as it is, where its name already says what it holds."""
    if attribute in NAMES:
        is_list = attribute not in ("abbr", "long")
        if not shape.is_like(*((LIST,) if is_list else (LINE, WORDS, ID))):
            what = "other names of a record" if is_list else "another name of a record"
            return f"which holds {what}; write api.{'List' if is_list else 'Line'}, or another name"
    return ""


def _is_same(item: Field, other: Field) -> bool:
    return item.name in _SHARED and item.shape.refers == other.shape.refers and item.several


def _of_type(item: Field, hint: Any) -> Iterator[str]:
    """Whether what a field stores is what is read, so that files and pages can be stored."""
    if item.shape.derived:
        return
    expected, default = item.shape.stored
    if default == ():
        wanted = "tuple[str, ...]", "()"
        fits = _plain(hint) == expected and item.default in (None, ())
        fits = fits and (item.required or item.default == ())
    else:
        base = next(part for part in get_args(expected) if part is not type(None))
        wanted = f"{base.__name__} | None", "None"
        plain = _plain(hint)
        may_lack = plain == expected
        is_empty = item.default is None and not item.required
        fits = plain in (base, expected) and (may_lack or not is_empty)
        fits = fits and (item.required or is_empty or type(item.default) is base)
    if item.default is NODEFAULT:
        yield f"has a field {item.name!r} with a default_factory; write a default"
    elif not fits:
        yield (
            f"has a field {item.name!r} of another type than what is stored of it; "
            f"write {item.attribute}: Annotated[{wanted[0]}, …] = {wanted[1]}"
        )


def _plain(hint: Any) -> Any:
    """A type without what is noted beside it or beside its parts."""
    if get_origin(hint) is Annotated:
        return _plain(get_args(hint)[0])
    if isinstance(hint, type) or get_origin(hint) is tuple:
        return hint
    parts = tuple(_plain(part) for part in get_args(hint))
    return Union[parts] if parts else hint  # noqa: UP007


def _of_lists(kind: type[Record]) -> Iterator[str]:
    fields = {item.name: item for item in all_fields(kind)}
    for what in ("argument", "subtype", "rests_on", "quoted", *_DATES):
        if (name := getattr(kind, what)) and name not in fields:
            yield f"has no field {name!r}, which it calls its {what}"
    if kind.argument and not _is_line(fields[kind.argument]):
        yield f"has the argument {kind.argument!r}, which is no line of text; write api.Line"
    for what, names in _asked_of_records(kind):
        for name in names:
            if name in fields and fields[name].attribute != name:
                yield (
                    f"has the field {name!r} in {what!r}, whose attribute has another name; "
                    "let both have the same"
                )
    for listing in _LISTS:
        if listing == "layouts":
            continue
        known = {*fields, *_ALSO.get(listing, ())}
        if kind.falls_due and listing in ("badges", "hint", "edition_fields"):
            known.add("overdue")
        unknown = [name for name in getattr(kind, listing) if name not in known]
        if unknown:
            yield f"has no field {unknown[0]!r}, which it lists in {listing!r}"
    for name in kind.weights:
        if name not in {*fields, "grade"}:
            yield f"has no field {name!r}, which it lists in 'weights'"
    yield from _of_limits(kind, fields)
    for listing in ("dated_by", "said_by"):
        for name in getattr(kind, listing):
            if not fields[name].shape.date:
                yield f"has the field {name!r} in {listing!r}, which is no date; write api.Date"
    for name in kind.exclusive:
        if not fields[name].shape.refers:
            yield f"has the field {name!r} in 'exclusive', which names no records; write api.Names"
    if kind.falls_due and "overdue" in declared(kind):
        yield "has a field 'overdue', which is derived of what falls due; give it another name"
    for what in _DATES:
        if (name := getattr(kind, what)) and not fields[name].shape.date:
            yield f"has {what} = {name!r}, which is no date; write api.Date"
    if kind.checked_on and outcome_of(kind) is None:
        yield (
            f"has checked_on = {kind.checked_on!r} and no field for what came of it; write "
            "outcome: Annotated[str | None, api.scale(api.OUTCOME)] = None"
        )
    for name in kind.badges:
        if name == "overdue" and kind.falls_due:
            continue
        if fields[name].default is not False:
            yield f"has the badge {name!r}, which is no switch; write {name}: api.Switch = False"


def _of_limits(kind: type[Record], fields: Mapping[str, Field]) -> Iterator[str]:
    """Faults in what says with which subtypes a field goes."""
    subtype = fields.get(kind.subtype)
    for name, only in kind.limited_to.items():
        if name not in declared(kind):
            yield f"has no field {name!r}, which it lists in 'limited_to'"
        if subtype is None:
            yield "has limited_to and no subtype; write the field whose values it names"
        elif (scale := subtype.shape.scale) and (odd := [v for v in only if v not in scale.values]):
            yield (
                f"limits the field {name!r} to {odd[0]!r}, which its {kind.subtype} cannot be; "
                f"there are: {', '.join(scale.values)}"
            )


def _asked_of_records(kind: type[Record]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The names by which a declaration calls attributes of its records."""
    yield from (("argument", (kind.argument,)), ("rests_on", (kind.rests_on,)))
    for listing in ("dated_by", "said_by", "badges"):
        yield listing, getattr(kind, listing)


def _is_line(item: Field) -> bool:
    return item.name == "text" or item.shape.is_like(LINE, WORDS, ID)


def what_is_wrong_with_field(kind: type[Selectable], name: str, shape: FieldType) -> str:
    """The fault of a field that is to be added to a kind; empty when it has none."""
    attribute = attribute_of(name)
    if any(name == item.name for item in all_fields(kind)):
        return "which it has already"
    if attribute in RESERVED_ATTRIBUTES or any(attribute == f.attribute for f in all_fields(kind)):
        return f"whose attribute {attribute!r} means something else already"
    if any(name in getattr(kind, listing, ()) for listing in _ALSO):
        return "by which it calls something else already"
    return _of_meaning(attribute, shape)


def evaluate_annotations(kind: type[Record], names: Mapping[str, Any]) -> None:
    """Give a kind that no module holds the types that its annotations mean.

    Sphinx runs ``conf.py`` with annotations as text and without a module, so that nobody else
    could look its names up.

    :param names: the names that its annotations use.
    :raises NameError: if one of them cannot be evaluated.
    """
    for declaration in kind.__mro__[: kind.__mro__.index(Record)]:
        found = {}
        for name, annotation in get_annotations(declaration).items():
            try:
                text = isinstance(annotation, str)
                found[name] = eval(annotation, dict(names)) if text else annotation
            except Exception as error:
                raise NameError(
                    f"the annotation of {name!r}, {annotation!r}, cannot be read: {error}"
                ) from error
        declaration.__annotations__ = found


def fill_in(kind: type[Record]) -> None:
    """Give a kind the labels and columns that its declaration does not name."""
    if not kind.label:
        kind.label = kind.kind_name.capitalize()
    if not kind.labels:
        kind.labels = kind.plural.capitalize()
    if kind.falls_due and "overdue" not in kind.badges:
        kind.badges = (*kind.badges, "overdue")
    if not kind.columns:
        own = [
            item.name
            for item in declared(kind).values()
            if item.shape.column and item.name not in {"id", "topic", "tags", "tlp", "source"}
        ]
        argument = [kind.argument] if kind.argument else ["text"]
        kind.columns = (*dict.fromkeys((*argument, *own)), "source")


def attribute_of(name: str) -> str:
    """The attribute that holds a field that is added to a kind."""
    return re.sub(r"\W", "_", name)


def field_of(name: str, shape: FieldType) -> tuple[Any, Any]:
    """The type and the default of a field that is added to a kind: it can be left out."""
    holds, default = shape.stored
    return Annotated[holds, shape], msgspec.field(name=name, default=default)


RESERVED_ATTRIBUTES = frozenset(dir(Record)) - {item.attribute for item in all_fields(Record)}
"""What the attribute of a field cannot be called, since declarations use it."""
