"""Records as plain data, as they stand in ``ledger.json``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from .fields import TAG, all_fields


@cache
def _defaults(record: type[msgspec.Struct]) -> Mapping[str, Any]:
    """The default of each field as plain data, in the order of the declaration."""
    return {item.name: msgspec.to_builtins(item.default) for item in all_fields(record)}


@cache
def _sparse(record: type[msgspec.Struct]) -> tuple[str, ...]:
    return tuple(item.name for item in all_fields(record) if item.shape.sparse)


def to_json(record: msgspec.Struct) -> dict[str, Any]:
    """A record as plain data under the names of the language.

    A field that may hold several values (``by``, ``topic``) is a list however many there are; what
    holds one is never a list.
    """
    data: dict[str, Any] = {**_defaults(type(record)), **msgspec.to_builtins(record)}
    del data[TAG]
    for name in _sparse(type(record)):
        if data[name] == _defaults(type(record))[name]:
            del data[name]
    for name, attribute in getattr(record, "in_languages", {}).items():
        words = sorted(data.pop(attribute, ()))
        data |= {f"{name}-{language}": translated for language, translated in words}
    return data
