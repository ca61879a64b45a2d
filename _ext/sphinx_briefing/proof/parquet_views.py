"""All that a file of Parquet holds, as texts: names, notes and each value of each column."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from ..ledger_tables.problems import MissingLibrary, arrow
from .texts import LARGEST, NotOpened, View

Inner = Callable[[bytes, str], Iterator[View]]
"""From bytes in a file, and the way to them, to the texts in them."""


def parquet_views(place: str, data: bytes, inside: str, inner: Inner) -> Iterator[View]:
    """Look into a file of Parquet.

    :param place: what the file is called in messages.
    :param inner: looks into values that are no texts.
    :raises NotOpened: if it cannot be read, or not without a library that is missing.
    """
    try:
        pa = arrow()
    except MissingLibrary as problem:
        raise NotOpened(f"{place} is packed as Parquet, and {problem}") from None
    try:
        file = pa.parquet.ParquetFile(BytesIO(data))
        yield View(f"{inside}metadata", _metadata(file))
        for group in range(file.metadata.num_row_groups):
            if file.metadata.row_group(group).total_byte_size > LARGEST:
                raise NotOpened(f"{place} holds more than {LARGEST >> 20} MB in a row group")
            for number, column in enumerate(file.read_row_group(group).columns):
                where = f"{inside}{file.schema_arrow.field(number).name} "
                for leaf in _leaves(pa, column):
                    yield from _values(pa, leaf, where, inner)
    except (pa.ArrowException, OSError, ValueError) as error:
        if isinstance(error, NotOpened):
            raise
        said = str(error).partition("\n")[0]
        raise NotOpened(f"{place} cannot be read as Parquet: {said}") from None


def _metadata(file: Any) -> bytes:
    """The names of columns, and all that is noted beside them and the file."""
    schema = file.schema_arrow
    lines = [file.schema.column(number).path for number in range(len(file.schema.names))]
    for notes in (schema.metadata, *(field.metadata for field in schema)):
        lines += [f"{key!r} {value!r}" for key, value in (notes or {}).items()]
    for key, value in (file.metadata.metadata or {}).items():
        if key != b"ARROW:schema":  # says the same again
            lines.append(f"{key!r} {value!r}")
    return "\n".join(lines).encode("utf-8", "replace")


def _leaves(pa: Any, column: Any) -> Iterator[Any]:
    """The parts of a column that hold values: those of lists, structs and maps."""
    for chunk in column.chunks if isinstance(column, pa.ChunkedArray) else [column]:
        found = chunk.type
        if pa.types.is_dictionary(found):
            yield from _leaves(pa, chunk.dictionary_decode())
        elif pa.types.is_struct(found):
            for part in chunk.flatten():
                yield from _leaves(pa, part)
        elif pa.types.is_map(found):
            yield from _leaves(pa, chunk.keys)
            yield from _leaves(pa, chunk.items)
        elif hasattr(chunk, "flatten") and pa.types.is_nested(found):
            yield from _leaves(pa, chunk.flatten())
        else:
            yield chunk


def _values(pa: Any, leaf: Any, where: str, inner: Inner) -> Iterator[View]:
    kinds = (pa.types.is_binary, pa.types.is_large_binary, pa.types.is_fixed_size_binary)
    if any(is_kind(leaf.type) for is_kind in kinds):
        for value in leaf:
            if value.is_valid:
                yield from inner(value.as_py(), where)
        return
    if not (pa.types.is_string(leaf.type) or pa.types.is_large_string(leaf.type)):
        if pa.types.is_boolean(leaf.type) or pa.types.is_null(leaf.type):
            return
        leaf = pa.array([str(value) for value in leaf.drop_null().unique().to_pylist()])
    # A value that stands there often is looked at once.
    values = leaf.drop_null().unique().to_pylist()
    yield View(where.rstrip(), "\n".join(values).encode("utf-8", "replace"))
