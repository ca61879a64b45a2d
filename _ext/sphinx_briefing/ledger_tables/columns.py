"""The columns of a table, derived from the declaration of its kind.

A column has the name and the type of the field in ``ledger.json``; lists are lists, and what is
made of several parts is a struct. Beside each date, which stays as it is written, stand the first
and the last day that it may mean. What Arrow has no type for is a column of JSON texts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

import msgspec
from msgspec import inspect

from ..records import Record, Selectable
from ..records.dates import span
from ..records.fields import Field, all_fields
from ..texts import without_half_characters
from .problems import DoesNotFit, arrow

Row = Mapping[str, Any]
"""A record as it stands in ``ledger.json``."""

LIST, STRUCT = "list", "struct"
Shape = str | tuple[str, Any]
"""The type of a column in words: ``string``, or a list or struct with what is in it."""

JSON, LANGUAGES = "json", "languages"
"""The forms of columns that hold something else than their type says: JSON texts, and words by
language."""

FIRST, LAST = "first", "last"
SAID = "said"
"""What dates a record: when it was said, made or published, or else the date of its source."""

_EPOCH = date(1970, 1, 1).toordinal()
_SCALARS: Mapping[type, str] = {
    inspect.StrType: "string",
    inspect.IntType: "int64",
    inspect.FloatType: "float64",
    inspect.BoolType: "bool",
    inspect.DateType: "string",
    inspect.DateTimeType: "string",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    :param name: its name, that of the field in ``ledger.json``.
    :param shape: its type in words.
    :param form: what it holds, where that is not what its type says: ``json`` or ``languages``.
    :param sparse: whether the field is left out of ``ledger.json`` where nothing is in the column.
    :param day: the end of a date that it holds, ``first`` or ``last``; the date is in :attr:`of`.
    """

    name: str
    shape: Shape
    form: str = ""
    sparse: bool = False
    day: str = ""
    of: str = ""


class Columns:
    """The columns of the table of a kind, in the order of its fields.

    :param kind: the declaration.
    """

    def __init__(self, kind: type[Selectable]) -> None:
        self.kind = kind
        self.key = "id" if issubclass(kind, Record) else "docname"
        """The field by which ``ledger.json`` lists its records, and its table is sorted."""
        self.names = {field.name for field in all_fields(kind)}
        """The names of its fields."""
        self._taken = set(self.names)
        self.columns = tuple(self._columns())
        """All columns, those of days at the end."""
        self.said = self._free(f"{SAID}_{FIRST}"), self._free(f"{SAID}_{LAST}")
        """The columns of the days on which a record was said."""

    def _columns(self) -> Iterable[Column]:
        translated = {
            attribute: name for name, attribute in getattr(self.kind, "in_languages", {}).items()
        }
        types = {one.encode_name: one.type for one in inspect.type_info(self.kind).fields}  # type: ignore[attr-defined]
        fields = all_fields(self.kind)
        for field in fields:
            if field.attribute in translated:
                yield Column(field.name, "", LANGUAGES, sparse=True, of=translated[field.attribute])
                continue
            shape = shape_of(types[field.name])
            form = "" if shape else JSON
            yield Column(field.name, shape or "string", form, field.shape.sparse)
        for field in fields:
            if field.shape.date and not field.several:
                for end in (FIRST, LAST):
                    yield Column(
                        self._free(f"{field.name}_{end}"), "date32", day=end, of=field.name
                    )

    def _free(self, name: str) -> str:
        """A name that no column has yet."""
        free = name.replace("-", "_")
        while free in self._taken:  # no field can end like this
            free += "_"
        self._taken.add(free)
        return free

    @cached_property
    def schema(self) -> Any:
        """The Arrow schema of the table."""
        pa = arrow()
        return pa.schema(
            [
                *(pa.field(one.name, _type(one), metadata=_metadata(one)) for one in self.columns),
                *(pa.field(name, pa.date32(), metadata={"day": end}) for name, end in self._ends()),
            ]
        )

    def _ends(self) -> Iterable[tuple[str, str]]:
        return zip(self.said, (FIRST, LAST), strict=True)

    @cached_property
    def naming(self) -> tuple[Field, ...]:
        """The fields that name records, derived ones included."""
        return tuple(one for one in all_fields(self.kind) if one.shape.refers)

    def batch(self, rows: Sequence[Row], said: Sequence[tuple[int | None, int | None]]) -> Any:
        """Some records as a batch of Arrow.

        :param said: for each record the first and the last day on which it was said, counted from
            1970-01-01.
        :raises DoesNotFit: if a value does not fit its column.
        """
        pa = arrow()
        arrays = [self._array(column, rows) for column in self.columns]
        for end in (0, 1):
            days = pa.array([one[end] for one in said], pa.int32())
            arrays.append(days.cast(pa.date32()))
        return pa.record_batch(arrays, schema=self.schema)

    def _array(self, column: Column, rows: Sequence[Row]) -> Any:
        pa = arrow()
        values = self._values(column, rows)
        wanted = pa.int32() if column.day else _type(column)
        try:
            found = pa.array(values, wanted)
        except UnicodeEncodeError:  # half a surrogate pair, which UTF-8 cannot say
            found = pa.array(without_half_characters(values), wanted)
        except (pa.ArrowException, OverflowError, TypeError, ValueError) as error:
            raise self._misfit(column, rows, values, wanted, error) from None
        return found.cast(pa.date32()) if column.day else found

    def _values(self, column: Column, rows: Sequence[Row]) -> list[Any]:
        name = column.name
        if column.day:
            end = column.day == LAST
            return [days(row.get(column.of))[end] for row in rows]
        if column.form == LANGUAGES:
            begin = f"{column.of}-"
            return [
                sorted(
                    (key.removeprefix(begin), words)
                    for key, words in row.items()
                    if key.startswith(begin) and key not in self.names
                )
                or None
                for row in rows
            ]
        if column.form == JSON:
            return [_written(row[name]) if name in row else None for row in rows]
        return [row.get(name) for row in rows]

    def _misfit(
        self, column: Column, rows: Sequence[Row], values: list[Any], wanted: Any, error: Exception
    ) -> DoesNotFit:
        """The message on the first value that does not fit."""
        pa = arrow()
        for row, value in zip(rows, values, strict=True):
            try:
                pa.array([value], wanted)
            except (pa.ArrowException, OverflowError, TypeError, ValueError):
                said = repr(value)
                said = said if len(said) < 80 else f"{said[:80]}…"
                return DoesNotFit(
                    f"{self.kind.kind_name} {row.get(self.key)!r} has {said} in {column.name!r}, "
                    f"which does not fit the column of its table ({wanted}); write another value, "
                    "or build without 'briefing_ledger_parquet'",
                    str(row.get("docname") or ""),
                    int(row.get("line") or 0),
                )
        return DoesNotFit(f"{column.name!r} of {self.kind.plural}: {error}", "", 0)


@lru_cache(maxsize=65536)
def days(written: str | None) -> tuple[int | None, int | None]:
    """The first and the last day that a date may mean, counted from 1970-01-01.

    An open end is ``None``, and so are both of a text that is no date.
    """
    try:
        found = span(written or "..")
    except ValueError:
        return None, None
    return (
        None if found.first == date.min else found.first.toordinal() - _EPOCH,
        None if found.last == date.max else found.last.toordinal() - _EPOCH,
    )


def shape_of(found: inspect.Type) -> Shape | None:
    """The type of a column for a type of msgspec; ``None`` where Arrow has none."""
    if isinstance(found, inspect.Metadata):
        return shape_of(found.type)
    if isinstance(found, inspect.UnionType):
        parts = [one for one in found.types if not isinstance(one, inspect.NoneType)]
        return shape_of(parts[0]) if len(parts) == 1 else None
    if isinstance(found, inspect.LiteralType):
        return "string" if all(isinstance(one, str) for one in found.values) else None
    if isinstance(found, (inspect.VarTupleType, inspect.ListType)):
        inner = shape_of(found.item_type)
        return (LIST, inner) if inner else None
    if isinstance(found, inspect.StructType):
        plain = not (found.array_like or found.tag_field)
        parts_of = {one.encode_name: shape_of(one.type) for one in found.fields}
        if plain and parts_of and all(parts_of.values()) and not _omits(found.cls):
            return (STRUCT, tuple(parts_of.items()))
        return None
    return _SCALARS.get(type(found))


def _omits(struct: type[msgspec.Struct]) -> bool:
    return bool(struct.__struct_config__.omit_defaults)


def _type(column: Column) -> Any:
    pa = arrow()
    if column.form == LANGUAGES:
        return pa.map_(pa.string(), pa.string())
    return _arrow_type(column.shape)


def _arrow_type(shape: Shape) -> Any:
    pa = arrow()
    if isinstance(shape, str):
        return getattr(pa, {"string": "string", "bool": "bool_"}.get(shape, shape))()
    sort, inside = shape
    if sort == LIST:
        return pa.list_(_arrow_type(inside))
    return pa.struct([(name, _arrow_type(part)) for name, part in inside])


def _metadata(column: Column) -> dict[str, str] | None:
    """The notes beside a column by which it is read as it stands in ``ledger.json``."""
    noted = {"form": column.form, "sparse": "yes" * column.sparse, "day": column.day}
    if column.form == LANGUAGES:
        noted["of"] = column.of
    return {name: value for name, value in noted.items() if value} or None


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=False, separators=(",", ":"))
