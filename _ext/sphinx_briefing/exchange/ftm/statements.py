"""Entities as statements: a row for each value, with the list that says it, and since when.

The file is that of the library (``followthemoney.statement``), which OpenSanctions publishes as
``statements.csv``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO
from typing import Any

from ...texts import shorten
from ..documents import text_of
from ..imported import Once
from ..model import UnreadableFile
from . import table
from .entities import LONGEST_ID, Entity, Seen, day_in, schema_of
from .lines import add_property, refuse_too_long, widened

NEEDED = ("entity_id", "prop", "schema", "value", "dataset")


def write_statements(entities: Iterable[Entity]) -> bytes:
    """The statements of some entities, in the order of these."""
    from followthemoney.statement import CSV
    from followthemoney.statement.serialize import get_statement_writer

    buffer = BytesIO()
    writer = get_statement_writer(buffer, CSV)
    for one in entities:
        for statement in _statements(one):
            writer.write(statement)
    writer.close()
    return buffer.getvalue()


def _statements(one: Entity) -> Iterator[Any]:
    from followthemoney.statement import Statement

    for dataset, (first, last) in (one.datasets or {table.OWN: ("", "")}).items():
        for name, values in one.properties.items():
            for value in values:
                yield Statement(
                    entity_id=one.own or one.id,
                    canonical_id=one.id,
                    prop=name,
                    schema=one.schema,
                    value=value,
                    dataset=dataset,
                    first_seen=first or None,
                    last_seen=last or None,
                )


def read_statements(data: bytes, name: str, left: Once) -> dict[str, Entity]:
    """The entities of a file by their ids.

    :param left: where to say which rows could not be read.
    :raises UnreadableFile: if there is no statement in it.
    """
    refuse_too_long(data, name)
    text = text_of(data, name)
    rows = csv.DictReader(StringIO(text, newline=""), dialect=csv.unix_dialect)
    try:
        missing = [column for column in NEEDED if column not in (rows.fieldnames or ())]
    except csv.Error as error:
        raise UnreadableFile(f"{name} is no CSV of statements: {error}") from None
    if missing:
        raise UnreadableFile(
            f"{name} is no CSV of statements: its first line has no column {', '.join(missing)}"
        )
    found: dict[str, Entity] = {}
    try:
        for row in rows:
            _read_row(row, f"line {rows.line_num}", found, left)
    except csv.Error as error:
        left.add("line", f"line {rows.line_num}", "", f"is no CSV, nor is what follows: {error}")
    if not found:
        raise UnreadableFile(f"{name} has no statement that can be read")
    return found


def _read_row(row: dict[str, Any], where: str, found: dict[str, Entity], left: Once) -> None:
    if None in row or None in row.values():
        left.add("line", where, "", "has more or fewer columns than the first line")
        return
    schema, entity = row["schema"], row.get("canonical_id") or row["entity_id"]
    if not 0 < len(entity) <= LONGEST_ID:
        left.add("line", where, "", f"has no id of 1 to {LONGEST_ID} characters")
        return
    if schema_of(schema) is None:
        left.add(shorten(schema, 60), entity, "", "is of a schema that nobody knows")
        return
    one = found.get(entity)
    if one is None:
        one = found[entity] = Entity(entity, schema, where=where)
    elif one.schema != schema and not widened(one, schema, left):
        return
    if row["entity_id"] != entity and row["entity_id"] not in one.referents:
        one.referents.append(row["entity_id"])
        if not row["entity_id"].startswith(table.PREFIX):
            left.add("statement", "", "entity_id", "is its id on one list; records have one")
    for column in ("first_seen", "last_seen"):
        if (row.get(column) or "") != day_in(row.get(column)):
            left.add("statement", "", column, "is a moment, of which the day is kept")
    seen = day_in(row.get("first_seen")), day_in(row.get("last_seen"))
    one.datasets[row["dataset"]] = _both(one.datasets.get(row["dataset"]), seen)
    for column, why in _COLUMNS.items():
        if row.get(column):
            left.add("statement", "", column, why)
    if row["prop"] != "id":
        add_property(one, row["prop"], [row["value"]], left)


def _both(before: Seen | None, now: Seen) -> Seen:
    """The first and the last day of two such pairs."""
    if before is None:
        return now
    return min(filter(None, (before[0], now[0])), default=""), max(before[1], now[1])


_COLUMNS = {
    "lang": "says the language of a value, and names have none here",
    "original_value": "is how a value was written before it was cleaned",
    "origin": "is how a value came to the list",
}
