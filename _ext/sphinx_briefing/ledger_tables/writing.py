"""The tables of a ledger, written as streams: what is in memory is a batch, not a ledger.

The format is Apache Parquet (https://parquet.apache.org/docs/file-format/) with Zstandard. The
same records give the same bytes, with the same version of pyarrow.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from ..records import Selectable
from ..schema import LEDGER
from . import edges, views
from .columns import Column, Columns, Row
from .problems import CATALOGUE, arrow
from .said import SourceDays
from .sorting import Sorter

Rows = Callable[[str], Iterable[Row]]
"""From the name of a kind to its records as in ``ledger.json``, sorted by id or page."""

EDGES = "edges"
"""The folder of the tables of references."""

MOST_ROWS = 65_536
"""Rows of a row group: the least that is read for one of them."""

MOST_EDGES = 122_880
"""Rows of a row group of edges."""

MOST_BYTES = 32 << 20
"""Bytes of a row group before they are encoded."""

PART_ROWS, PART_LETTERS = 16_384, 32 << 20
"""Records, and letters in them, that are put into a batch together."""

LEVEL = 9
"""Level of compression, of 1 to 22."""

_VERBOSE = ("text", "url", "archived")
_DELTA, _PACKED = "DELTA_BYTE_ARRAY", "DELTA_BINARY_PACKED"


def write(folder: Path, kinds: Mapping[str, type[Selectable]], rows: Rows) -> None:
    """Write the tables of a ledger into an empty folder.

    :param kinds: what is in the ledger, by the names of the kinds: records, notes and briefs.
    :param rows: gives the records of a kind; sources are asked for first.
    :raises MissingLibrary: if pyarrow is not installed.
    :raises DoesNotFit: if a value does not fit its column.
    :raises OSError: if a file cannot be written.
    """
    arrow()
    (folder / EDGES).mkdir(parents=True)
    said = SourceDays()
    counts: dict[str, int] = {}
    sorters = {
        name: Sorter(edges.schema(), edges.KEYS, folder, f"edges-{name}")
        for name in edges.fields_of(kinds)
    }
    for kind in sorted(kinds.values(), key=lambda one: one.kind_name != edges.SOURCE):
        columns = Columns(kind)
        with _Table(folder / f"{kind.plural}.parquet", columns) as table:
            for batch in _batches(columns, rows(kind.kind_name), said):
                if kind.kind_name == edges.SOURCE:
                    said.add(batch[columns.key], *(batch[name] for name in columns.said))
                table.add(batch)
                for name, found in edges.edges_of(columns, batch):
                    sorters[name].add(found)
        counts[kind.plural] = table.count
    edge_counts = {}
    for name, sorter in sorters.items():
        with _Table(folder / EDGES / f"{name}.parquet", None, {"field": name}) as table:
            for sorted_ in sorter.batches():
                table.add(sorted_)
        edge_counts[name] = table.count
    (folder / views.FILE).write_bytes(views.catalogue(kinds).encode())
    catalogue = {
        "schema": LEDGER,
        "tables": {
            kind.plural: {"kind": kind.kind_name, "rows": counts[kind.plural]}
            for kind in kinds.values()
        },
        "edges": {name: {"rows": found} for name, found in edge_counts.items()},
    }
    written = json.dumps(catalogue, indent=2) + "\n"
    (folder / CATALOGUE).write_bytes(written.encode())


def _batches(columns: Columns, rows: Iterable[Row], said: SourceDays) -> Iterator[Any]:
    """The records of a kind in batches.

    :raises ValueError: if they are not sorted.
    """
    last = ""
    for part in _parts(rows):
        keys = [str(row[columns.key]) for row in part]
        if any(one < before for before, one in zip([last, *keys], keys, strict=False)):
            raise ValueError(f"the {columns.kind.plural} are not sorted by {columns.key}")
        last = keys[-1]
        yield columns.batch(part, said.of(part, columns.kind))


def _parts(rows: Iterable[Row]) -> Iterator[Sequence[Row]]:
    part: list[Row] = []
    letters = 0
    for row in rows:
        part.append(row)
        letters += _weight(row)
        if len(part) == PART_ROWS or letters >= PART_LETTERS:
            yield part
            part, letters = [], 0
    if part:
        yield part


def _weight(row: Row) -> int:
    """The letters of a record, about."""
    found = 0
    for value in row.values():
        if type(value) is str:
            found += len(value)
        elif type(value) in (tuple, list):
            found += 16 * len(value)
    return found


class _Table:
    """A file of Parquet that grows by row groups.

    :param columns: the columns of a kind; ``None`` for edges.
    """

    def __init__(
        self, path: Path, columns: Columns | None, notes: Mapping[str, str] | None = None
    ) -> None:
        pa = arrow()
        schema = columns.schema if columns else edges.schema()
        if columns:
            notes = {"kind": columns.kind.kind_name, "plural": columns.kind.plural}
        metadata = {"sphinx-briefing": json.dumps({"schema": LEDGER, **(notes or {})})}
        self._most = MOST_ROWS if columns else MOST_EDGES
        self._schema = schema.with_metadata(metadata)
        self._waiting: list[Any] = []
        self.count = 0
        self._waiting_rows = self._waiting_bytes = 0
        keys = (columns.key,) if columns else edges.KEYS
        encodings = dict(_encodings(columns) if columns else _EDGE_ENCODINGS)
        with ExitStack() as stack:
            sink = stack.enter_context(path.open("wb"))
            self._writer = stack.enter_context(
                pa.parquet.ParquetWriter(
                    sink,
                    self._schema,
                    compression="zstd",
                    compression_level=LEVEL,
                    data_page_version="2.0",
                    use_dictionary=[one for one in _leaves(self._schema) if one not in encodings],
                    column_encoding=encodings,
                    write_statistics=_with_statistics(self._schema, keys),
                )
            )
            self._stack = stack.pop_all()

    def __enter__(self) -> _Table:
        return self

    def add(self, rows: Any) -> None:
        """Add a batch or table of rows."""
        pa = arrow()
        batches = [rows] if isinstance(rows, pa.RecordBatch) else rows.to_batches()
        for batch in batches:
            self._waiting.append(batch)
            self._waiting_rows += batch.num_rows
            self._waiting_bytes += batch.nbytes
        self.count += rows.num_rows
        is_large = self._waiting_bytes >= MOST_BYTES
        if is_large or self._waiting_rows >= self._most:
            self._write(all_of_it=is_large and self._waiting_rows < self._most)

    def _write(self, *, all_of_it: bool) -> None:
        pa = arrow()
        table = pa.Table.from_batches(self._waiting, self._waiting[0].schema)
        table = table.replace_schema_metadata(self._schema.metadata)
        whole = table.num_rows if all_of_it else table.num_rows // self._most * self._most
        if whole:
            self._writer.write_table(table.slice(0, whole), row_group_size=self._most)
        rest = table.slice(whole)
        self._waiting, self._waiting_rows = rest.to_batches(), rest.num_rows
        self._waiting_bytes = rest.nbytes

    def __exit__(self, *error: object) -> None:
        with self._stack:
            if self._waiting and error[0] is None:
                self._write(all_of_it=True)


_EDGE_ENCODINGS: Mapping[str, str] = {"target": _DELTA, "id": _DELTA}


def _encodings(columns: Columns) -> Iterator[tuple[str, str]]:
    """The encodings of columns whose values hardly ever repeat."""
    yield columns.key, _DELTA
    for column in columns.columns:
        if column.name != columns.key and _is_verbose(columns, column):
            yield column.name, "PLAIN"
    yield "line", _PACKED


def _is_verbose(columns: Columns, column: Column) -> bool:
    """Whether a column holds sentences, of which no two are alike."""
    return column.shape == "string" and column.name in (*_VERBOSE, columns.kind.argument)


def _leaves(schema: Any) -> Iterator[str]:
    """The columns as Parquet names them: lists, structs and maps in their parts."""
    pa = arrow()

    def inside(name: str, found: Any) -> Iterator[str]:
        if pa.types.is_map(found):
            yield from (f"{name}.key_value.key", f"{name}.key_value.value")
        elif pa.types.is_list(found):
            yield from inside(f"{name}.list.element", found.value_type)
        elif pa.types.is_struct(found):
            for part in found:
                yield from inside(f"{name}.{part.name}", part.type)
        else:
            yield name

    for field in schema:
        yield from inside(field.name, field.type)


def _with_statistics(schema: Any, keys: Sequence[str]) -> list[str]:
    """The columns whose least and greatest values are kept for each row group."""
    pa = arrow()
    return [
        field.name
        for field in schema
        if field.name in keys or pa.types.is_date(field.type) or pa.types.is_boolean(field.type)
    ]
