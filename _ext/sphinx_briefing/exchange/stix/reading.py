"""Bundles of STIX 2.1 read as records: our own exactly, those of others as far as they go."""

from __future__ import annotations

from typing import Any

from ..imported import Once, as_written, without_shared_links
from ..model import Imported, Lost, Read
from . import marks, own, table
from .bundles import objects_of
from .foreign import Foreign


def read(data: bytes, name: str) -> Read:
    """The records of a bundle.

    :param name: what the file is called, for messages.
    :raises UnreadableFile: if it is no bundle of STIX 2.1, or too large a one.
    """
    objects, unread = objects_of(data, name)
    left = Once()
    left.extend(unread)
    markings = marks.known_markings(objects.values())
    records: dict[tuple[str, str], Imported] = {}
    theirs = {}
    for identifier, one in objects.items():
        held = own.held_by(one)
        if identifier in _FRAME or own.is_part(held) or _is_place(one, objects):
            continue
        if not held:
            theirs[identifier] = one
            continue
        found = own.fields_of(one, held, markings)
        if isinstance(found, Lost):
            left.extend([found])
            continue
        kind, record_id, fields = found
        fields, said = _marked(fields)
        if said:
            left.add(kind, record_id, "tlp", said)
        if kind in ("note", "brief"):
            left.add(kind, record_id, "", "is a page, whose text is not in a bundle")
        elif (kind, record_id) in records:
            left.add(kind, record_id, "", "is in the bundle a second time")
        else:
            records[kind, record_id], more = as_written(kind, record_id, fields, identifier)
            left.extend(more)
    foreign = Foreign(theirs, objects, markings, left, name, records)
    theirs_read = list(foreign.records())
    both = [*records.values(), *theirs_read]
    return Read(tuple(without_shared_links(both) if theirs_read else both), left.all())


def values_of(data: bytes) -> list[tuple[str, str, str, Any]]:
    """The values of all records of a bundle of our own: kind, id, field, value."""
    objects, _unread = objects_of(data, "the bundle")
    markings = marks.known_markings(objects.values())
    found = []
    for one in objects.values():
        held = own.held_by(one)
        if held and not own.is_part(held):
            record = own.fields_of(one, held, markings)
            if not isinstance(record, Lost):
                kind, identifier, fields = record
                found += [(kind, identifier, name, value) for name, value in fields.items()]
    return found


def _marked(fields: own.Fields) -> tuple[own.Fields, str]:
    """The fields of a record with a marking of TLP or none, and what is to be said of it."""
    marking, said = marks.as_tlp(str(fields.get("tlp") or ""))
    rest = {name: value for name, value in fields.items() if name != "tlp"}
    return ({**rest, "tlp": marking} if marking else rest), said


def _is_place(one: own.Object, objects: dict[str, own.Object]) -> bool:
    """Whether an object is a country that our own actors are in, or the mark of something."""
    if one["type"] == "marking-definition":
        return True
    return (
        one["type"] == "location"
        and table.RECORD in objects
        and one.get("name") == one.get("country")
    )


_FRAME = frozenset({table.TOOL, table.RECORD, table.ADMIRALTY, table.TLP_2})
