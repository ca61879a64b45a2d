"""Fields that go with some subtypes of a kind alone: a meeting has a host, and no targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .base import Record, Selectable
from .fields import Problem, declared


def goes_with(record: Record, name: str) -> bool:
    """Whether a field goes with what a record is more closely; all do where it does not say."""
    kind = type(record)
    field = declared(kind).get(kind.subtype)
    return field is None or _fits(kind, name, getattr(record, field.attribute))


def _fits(kind: type[Record], name: str, subtype: str | None) -> bool:
    return not subtype or name not in kind.limited_to or subtype in kind.limited_to[name]


def out_of_place(kind: type[Record], values: Mapping[str, Any]) -> Iterator[Problem]:
    """The fields that do not go with the subtype that is written beside them.

    They are kept, so that whom they name is not lost.

    :param values: what has been read, by attribute.
    """
    fields = declared(kind)
    subtype = values.get(fields[kind.subtype].attribute) if kind.limited_to else None
    for name, allowed in kind.limited_to.items():
        if fields[name].attribute in values and not _fits(kind, name, subtype):
            message = (
                f"{name!r} does not go with {kind.subtype} {subtype!r}; "
                f"it goes with: {', '.join(allowed)}"
            )
            yield Problem(name, message, leaves_out=False)


def help_of(kind: type[Selectable], name: str) -> str:
    """The help of a field, with the subtypes that it is limited to."""
    told = declared(kind)[name].help
    if issubclass(kind, Record) and (only := kind.limited_to.get(name)):
        return f"{told} (with {kind.subtype} {', '.join(only)})"
    return told
