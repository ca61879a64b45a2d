"""Records in objects that this toolkit has written: exactly those that they were made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..model import Lost
from . import marks, table
from .table import OTHER, OWN_TYPE, SHAPES

Object = Mapping[str, Any]
Fields = dict[str, Any]

LONGEST_ID = 300
"""Characters of the id of a record."""


def held_by(one: Object) -> Mapping[str, Any]:
    """The properties that say our record in an object; none where it is of somebody else."""
    extensions = one.get("extensions")
    held = extensions.get(table.RECORD) if isinstance(extensions, Mapping) else None
    if not isinstance(held, Mapping):
        return {}
    return one if one.get("type") == OWN_TYPE else held


def is_part(held: Mapping[str, Any]) -> bool:
    """Whether an object repeats a field of a record, for those who read STIX alone."""
    return isinstance(held.get("part_of"), str)


def fields_of(
    one: Object, held: Mapping[str, Any], markings: Mapping[str, str]
) -> tuple[str, str, Fields] | Lost:
    """The kind, the id and all fields of the record of an object, derived ones included."""
    kind, identifier, rest = held.get("record_kind"), held.get("record_id"), held.get("fields", {})
    if not (isinstance(kind, str) and isinstance(identifier, str) and isinstance(rest, Mapping)):
        return Lost(str(one["type"]), str(one["id"]), "", "does not say which record it is")
    if len(identifier) > LONGEST_ID:
        return Lost(str(one["type"]), str(one["id"]), "", "has an id that is too long to be one")
    fields: Fields = {}
    filled = held.get("filled")
    filled = set(map(str, filled)) if isinstance(filled, list) else set()
    is_own = one["type"] == OWN_TYPE
    shape = SHAPES.get(kind, OTHER)
    places = own_places(kind) if is_own else shape.places
    for field, place in places.items():
        value = one.get(place)
        if place in filled or not isinstance(value, str):
            continue
        if place == "content":
            abstract = one.get("abstract")
            value = value if not abstract else _after(str(abstract), value)
        if value:
            fields[field] = value
    fields |= rest
    if marking := marking_of(one, markings):
        fields["tlp"] = marking
    return kind, identifier, fields


def own_places(kind: str) -> Mapping[str, str]:
    """The properties of an object of our own: what was said in one line is its name."""
    return {
        field: {"abstract": "name", "content": "description"}.get(place, place)
        for field, place in SHAPES.get(kind, OTHER).places.items()
    }


def _after(abstract: str, content: str) -> str:
    """The words of a content that follow its abstract."""
    if not content.startswith(abstract):
        return content
    return content[len(abstract) :].removeprefix("\n\n")


def marking_of(one: Object, markings: Mapping[str, str]) -> str:
    """The marking of an object: the strictest of those that it, or a part of it, names."""
    references = one.get("object_marking_refs")
    found = list(references) if isinstance(references, list) else []
    parts = one.get("granular_markings")
    for part in parts if isinstance(parts, list) else ():
        found.append(part.get("marking_ref") if isinstance(part, Mapping) else None)
    return marks.strictest_of(
        markings[ref] for ref in found if isinstance(ref, str) and ref in markings
    )
