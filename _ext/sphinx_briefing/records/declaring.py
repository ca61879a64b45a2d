"""Declarations of kinds: their faults, and what is filled in where they say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from inspect import get_annotations
from typing import Annotated, Any, get_type_hints

import msgspec

from .base import Record
from .fields import FieldType, all_fields, declared, metadata_of

FIELD_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_KIND_NAME = re.compile(r"[a-z][a-z0-9]*")  # a hyphen parts kind and id in anchors

OPTIONS = ("ids", "since", "until", "scope", "sort", "limit", "as", "caption", "empty", "picture",
           "lanes", "file", "columns", "ignore", "delimiter", "list", "encoding")  # fmt: skip
"""The options of plural directives that no field can be called by."""

RESERVED = frozenset({"note", "notes", "brief", "briefs", "page", "glossary", "only", "restricted"})
"""The names that no kind can have."""


def what_is_wrong(kind: type[Record]) -> str:
    """The first fault of a declaration, to be said after its name; empty when it has none."""
    is_kind: Any = issubclass(kind, Record)
    return next(_faults(kind), "") if is_kind else "is no subclass of Record"


def _faults(kind: type[Record]) -> Iterator[str]:
    if not kind.__struct_config__.frozen:
        yield "is not frozen; write class …(Record, frozen=True, kw_only=True)"
    for what in ("kind_name", "plural"):
        name = getattr(kind, what)
        if not isinstance(name, str) or not _KIND_NAME.fullmatch(name):
            yield f"has the {what} {name!r}; use small letters and digits"
    if kind.kind_name == kind.plural:
        yield f"needs a plural that differs from {kind.kind_name!r}"
    hints = get_type_hints(kind, include_extras=True)
    inherited = {item.name for item in all_fields(Record)}
    for item in all_fields(kind):
        if item.name in inherited:
            continue
        if not any(isinstance(found, FieldType) for found in metadata_of(hints[item.attribute])):
            yield (
                f"does not say how the field {item.name!r} is written; "
                "annotate it, as in name: Annotated[str, api.line()]"
            )
        elif not FIELD_NAME.fullmatch(item.name):
            yield f"has a field {item.name!r}; use small letters, digits and hyphens"
        elif item.shape.refers and not item.required and not isinstance(item.default, tuple):
            yield f"has a field {item.name!r} that names records; its default must be ()"
    known = {item.name for item in all_fields(kind)}
    if kind.argument and kind.argument not in known:
        yield f"has no field {kind.argument!r}, which it calls its argument"
    for listing in ("columns", "table_columns", "annex_columns", "dated_by", "said_by"):
        unknown = [name for name in getattr(kind, listing) if name not in known | {"grade"}]
        if unknown:
            yield f"has no field {unknown[0]!r}, which it lists in {listing!r}"


def evaluate_annotations(kind: type[Record], names: Mapping[str, Any]) -> None:
    """Give a kind that no module holds the types that its annotations mean.

    Sphinx runs ``conf.py`` with annotations as text and without a module, so that nobody else
    could look its names up.

    :param names: the names that its annotations use.
    :raises NameError: if a name is not among them.
    """
    for declaration in kind.__mro__:
        if declaration is Record:
            break
        declaration.__annotations__ = {
            name: eval(annotation, dict(names)) if isinstance(annotation, str) else annotation
            for name, annotation in get_annotations(declaration).items()
        }


def fill_in(kind: type[Record]) -> None:
    """Give a kind the labels and columns that its declaration does not name."""
    if not kind.label:
        kind.label = kind.kind_name.replace("-", " ").capitalize()
    if not kind.labels:
        kind.labels = kind.plural.replace("-", " ").capitalize()
    if not kind.columns:
        own = [
            item.name
            for item in declared(kind).values()
            if item.shape.column and item.name not in {"id", "topic", "tags", "tlp", "source"}
        ]
        argument = [kind.argument] if kind.argument else ["text"]
        kind.columns = (*dict.fromkeys((*argument, *own)), "source")


def field_of(name: str, shape: FieldType) -> tuple[str, Any, Any]:
    """A field that is added to a kind, as msgspec wants it: it can be left out."""
    attribute = re.sub(r"\W", "_", name)
    holds, default = shape.stored
    return attribute, Annotated[holds, shape], msgspec.field(name=name, default=default)
