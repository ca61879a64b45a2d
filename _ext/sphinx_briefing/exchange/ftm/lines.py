"""Entities as lines of JSON, in the shape of ``entities.ftm.json`` of OpenSanctions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from ...texts import shorten
from ..imported import Once
from ..model import UnreadableFile
from . import table
from .entities import LONGEST_ID, Entity, Seen, day_in, schema_of, texts

LONGEST = 500_000_000
"""Bytes of a file that are read at once."""


def write_lines(entities: Iterable[Entity]) -> bytes:
    """The entities, one a line."""
    return b"".join(msgspec.json.encode(_data(one)) + b"\n" for one in entities)


def _data(one: Entity) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": one.id,
        "caption": one.caption,
        "schema": one.schema,
        "properties": one.properties,
        "referents": [one.own] if one.own and one.own != one.id else [],
        "datasets": list(one.datasets or (table.OWN,)),
    }
    if firsts := [first for first, _last in one.datasets.values() if first]:
        found["first_seen"] = min(firsts)
    if lasts := [last for _first, last in one.datasets.values() if last]:
        found["last_seen"] = max(lasts)
    return found if one.caption else {k: v for k, v in found.items() if k != "caption"}


def same_for_all(datasets: dict[str, Seen]) -> bool:
    """Whether the days on which an entity was seen are the same on all lists."""
    return len(set(datasets.values())) < 2


def read_lines(data: bytes, name: str, left: Once) -> dict[str, Entity]:
    """The entities of a file by their ids.

    :param left: where to say which lines could not be read.
    :raises UnreadableFile: if there is none in it.
    """
    refuse_too_long(data, name)
    found: dict[str, Entity] = {}
    number = 0
    for number, line in _lines(data):
        where = f"line {number}"
        try:
            one = msgspec.json.decode(line)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            left.add("line", where, "", f"is no JSON: {shorten(str(error), 150)}")
            continue
        entity = _entity(one, where, left)
        if entity is not None:
            add_to(found, entity, left)
    if not found:
        why = "is empty" if not number else f"has no entity of FollowTheMoney in {number:,} lines"
        raise UnreadableFile(f"{name} {why}; write one entity a line, as JSON")
    return found


def _lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    start, number = 3 if data.startswith(b"\xef\xbb\xbf") else 0, 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        number += 1
        line = data[start:end].strip()
        if line:
            yield number, line
        start = end + 1


def refuse_too_long(data: bytes, name: str) -> None:
    """Refuse a file that is too long to be read at once.

    :raises UnreadableFile: if it is.
    """
    if len(data) > LONGEST:
        raise UnreadableFile(
            f"{name} has {len(data) / 1e6:,.0f} MB, and up to {LONGEST / 1e6:,.0f} MB are read; "
            "take from it what you want to write about first, for example with grep"
        )


def _entity(data: Any, where: str, left: Once) -> Entity | None:
    if not isinstance(data, dict) or not isinstance(data.get("schema"), str):
        left.add("line", where, "", "is no entity: it has no 'schema'")
        return None
    identifier, schema = data.get("id"), str(data["schema"])
    if not isinstance(identifier, str) or not 0 < len(identifier) <= LONGEST_ID:
        left.add("line", where, "", f"is no entity: it has no 'id' of 1 to {LONGEST_ID} characters")
        return None
    if schema_of(schema) is None:
        left.add(shorten(schema, 60), identifier, "", "is of a schema that nobody knows")
        return None
    made = Entity(identifier, schema, where=where)
    made.caption = str(data["caption"]) if isinstance(data.get("caption"), str) else ""
    if isinstance(referents := data.get("referents"), list):
        made.referents = texts(referents)
        if any(not one.startswith(table.PREFIX) for one in made.referents):
            left.add("entity", "", "referents", "are its ids on each list; records have one")
    seen = day_in(data.get("first_seen")), day_in(data.get("last_seen"))
    names = data.get("datasets")
    made.datasets = dict.fromkeys(texts(names) if names else (), seen)
    properties = data.get("properties")
    for name, value in properties.items() if isinstance(properties, dict) else ():
        add_property(made, name, texts(value), left)
    for name in data.keys() - _READ:
        left.add("entity", "", shorten(str(name), 60), "is of the file, not of whom it is about")
    for name in ("first_seen", "last_seen"):
        if str(data.get(name) or "") != day_in(data.get(name)):
            left.add("entity", "", name, "is a moment, of which the day is kept")
    return made


def add_property(made: Entity, name: str, values: list[str], left: Once) -> None:
    """Add a property to an entity, if its schema has it."""
    schema = schema_of(made.schema)
    of = schema.get(name) if schema is not None else None
    if of is None or of.stub:
        why = f"is no property of the schema {made.schema}"
        left.add(made.schema, made.id, shorten(name, 60), why)
    else:
        made.add(name, *values)


def add_to(found: dict[str, Entity], one: Entity, left: Once) -> None:
    """Add an entity; parts of one that has the same id become one with it."""
    before = found.setdefault(one.id, one)
    if before is one or not widened(before, one.schema, left):
        return
    for name, values in one.properties.items():
        before.add(name, *values)
    before.caption = before.caption or one.caption
    before.referents = list(dict.fromkeys((*before.referents, *one.referents)))
    before.datasets = {**one.datasets, **before.datasets}


def widened(one: Entity, schema: str, left: Once) -> bool:
    """Give an entity the schema that it has in common with another one; whether there is one."""
    from followthemoney import model
    from followthemoney.exc import InvalidData

    try:
        one.schema = model.common_schema(one.schema, schema).name
    except InvalidData:
        left.add(schema, one.id, "", f"is a {schema}, and a {one.schema} above")
        return False
    return True


_READ = frozenset(
    {"id", "caption", "schema", "properties", "referents", "datasets", "first_seen", "last_seen"}
)
