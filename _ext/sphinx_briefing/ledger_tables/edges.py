"""References between records as tables: one for each field that names records, as declared.

An edge leads from the record that names another one to that one. The tables are sorted by what is
named and then by day, so that whatever refers to one record stands together: what is said in a
source, what bears on a topic, in the order of time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ..records import Record, Selectable
from ..records.fields import Field
from .columns import Columns
from .problems import arrow

KEYS = ("target_kind", "target", "said_first", "kind", "id")
"""The columns by which edges are sorted."""

SOURCE = "source"


@cache
def schema() -> Any:
    """The Arrow schema of edges.

    ``kind`` and ``id`` are those of the record that names another one, a note or brief by its
    page; ``rests`` says whether it falls with what it names.
    """
    pa = arrow()
    text, day = pa.string(), pa.date32()
    return pa.schema(
        [
            ("target_kind", text),
            ("target", text),
            ("said_first", day),
            ("said_last", day),
            ("kind", text),
            ("id", text),
            ("rests", pa.bool_()),
        ]
    )


def grounds_of(kind: type[Selectable]) -> str:
    """The field that names what the records of a kind rest on; empty where it is the source.

    Those of a kind with ``rests_on = "basis"`` rest on their basis, and without any on their
    sources, as all others do.
    """
    found = kind.rests_on if issubclass(kind, Record) else ""
    return "" if found == SOURCE else found


def edges_of(columns: Columns, batch: Any) -> Iterator[tuple[str, Any]]:
    """The edges from the records of a batch, by the name of the field.

    :param columns: the columns of the batch.
    """
    pa = arrow()
    basis = grounds_of(columns.kind)
    has_basis = pa.compute.list_value_length(batch[basis]) if basis else None
    for field in columns.naming:
        values, at = _values(batch[field.name])
        if not len(values):
            continue
        rests = pa.scalar(value=False)
        if field.name == basis:
            rests = pa.scalar(value=True)
        elif field.name == SOURCE and issubclass(columns.kind, Record):
            rests = pa.scalar(value=True)
            if has_basis is not None:
                rests = pa.compute.equal(pa.compute.fill_null(has_basis, 0), 0).take(at)
        target_kind, target = _targets(field, values)
        first, last = columns.said
        count = len(values)
        arrays = {
            "target_kind": target_kind,
            "target": target,
            "said_first": batch[first].take(at),
            "said_last": batch[last].take(at),
            "kind": pa.repeat(columns.kind.kind_name, count),
            "id": batch[columns.key].take(at),
            "rests": pa.repeat(rests, count) if isinstance(rests, pa.Scalar) else rests,
        }
        yield field.name, pa.record_batch([arrays[name] for name in schema().names], schema())


def _values(column: Any) -> tuple[Any, Any]:
    """The names in a column, and for each the number of its row."""
    pa = arrow()
    if pa.types.is_list(column.type):
        return pa.compute.list_flatten(column), pa.compute.list_parent_indices(column)
    named = pa.compute.and_kleene(
        pa.compute.is_valid(column), pa.compute.not_equal(column, pa.scalar(""))
    )
    at = pa.compute.indices_nonzero(named)
    return column.take(at), at


def _targets(field: Field, values: Any) -> tuple[Any, Any]:
    """The kinds and ids of what is named: ``kind:id`` where a field takes several kinds."""
    pa = arrow()
    if not field.shape.others:
        return pa.repeat(field.shape.refers, len(values)), values
    parts = pa.compute.split_pattern(values, ":", max_splits=1)
    return pa.compute.list_element(parts, 0), pa.compute.list_element(parts, 1)


def fields_of(kinds: Mapping[str, type[Selectable]]) -> tuple[str, ...]:
    """The names of all fields that name records, each of which has a table, sorted."""
    return tuple(sorted({one.name for kind in kinds.values() for one in Columns(kind).naming}))


def ground_fields(kinds: Mapping[str, type[Selectable]]) -> tuple[str, ...]:
    """Those of them by which a record may rest on others, sorted."""
    named = {grounds_of(kind) for kind in kinds.values() if grounds_of(kind)}
    return tuple(sorted({SOURCE, *named}))
