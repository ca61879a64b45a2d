"""Batches of rows sorted with little memory: sorted runs on disk, merged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from .problems import arrow

RUN = 24 << 20
"""Bytes that are sorted at once."""

CHUNK = 16_384
"""Rows of a run that are read at once while runs are merged."""


class Sorter:
    """Sorts more rows than there is memory for.

    :param schema: that of the rows.
    :param keys: the columns by which they are sorted; what is empty comes last.
    :param folder: a folder for what does not fit; it is left as it was.
    :param name: how files in it are called.
    :param run: how many bytes are sorted at once.
    :param chunk: how many rows of a run are read at once.
    """

    def __init__(
        self,
        schema: Any,
        keys: Sequence[str],
        folder: Path,
        name: str,
        *,
        run: int = RUN,
        chunk: int = CHUNK,
    ) -> None:
        self._schema, self._keys = schema, keys
        self._folder, self._name = folder, name
        self._run, self._chunk = run, chunk
        self._waiting: list[Any] = []
        self._size = 0
        self._runs: list[Path] = []
        self._numbers = count()

    def add(self, batch: Any) -> None:
        """Add some rows."""
        self._waiting.append(batch)
        self._size += batch.nbytes
        if self._size >= self._run:
            self._spill()

    def batches(self) -> Iterator[Any]:
        """All rows in order, as tables of Arrow; they can be asked for once."""
        if not self._runs:
            if self._waiting:
                yield self._sorted(self._waiting)
            self._waiting = []
            return
        if self._waiting:
            self._spill()
        yield from self._merged()

    def _sorted(self, batches: Sequence[Any]) -> Any:
        pa = arrow()
        table = pa.Table.from_batches(batches, self._schema).combine_chunks()
        order = pa.compute.sort_indices(table, [(key, "ascending") for key in self._keys])
        return table.take(order)

    def _spill(self) -> None:
        pa = arrow()
        path = self._folder / f"{self._name}-{next(self._numbers)}.run"
        with path.open("wb") as sink:
            options = pa.ipc.IpcWriteOptions(compression="lz4")
            with pa.ipc.new_file(sink, self._schema, options=options) as writer:
                writer.write_table(self._sorted(self._waiting), max_chunksize=self._chunk)
        self._runs.append(path)
        self._waiting, self._size = [], 0

    def _merged(self) -> Iterator[Any]:
        runs = [_Run(path, self._keys) for path in self._runs]
        try:
            while open_ := [run for run in runs if run.rows is not None]:
                # No row that has not been read yet comes before the least of the last ones.
                bound = min(run.key(run.rows.num_rows - 1) for run in open_)
                yield self._sorted([part for run in open_ for part in run.up_to(bound)])
        finally:
            for run in runs:
                run.close()
            for path in self._runs:
                path.unlink(missing_ok=True)


class _Run:
    """A sorted run: the rows that were read of it and not yet given."""

    def __init__(self, path: Path, keys: Sequence[str]) -> None:
        pa = arrow()
        self._file = pa.OSFile(str(path), "rb")
        self._reader = pa.ipc.open_file(self._file)
        self._keys = keys
        self._next = 0
        self.rows: Any = None
        self._read()

    def _read(self) -> None:
        self.rows = None
        if self._next < self._reader.num_record_batches:
            self.rows = self._reader.get_batch(self._next)
            self._next += 1

    def key(self, at: int) -> tuple[tuple[bool, Any], ...]:
        """What a row is sorted by."""
        values = (self.rows[key][at].as_py() for key in self._keys)
        return tuple((value is None, value) for value in values)

    def up_to(self, bound: tuple[tuple[bool, Any], ...]) -> Iterator[Any]:
        """The rows up to a key, itself included, that have not been given yet."""
        while self.rows is not None:
            low, high = 0, self.rows.num_rows
            while low < high:
                middle = (low + high) // 2
                if self.key(middle) <= bound:
                    low = middle + 1
                else:
                    high = middle
            if low:
                yield self.rows.slice(0, low)
            if low < self.rows.num_rows:
                self.rows = self.rows.slice(low)
                return
            self._read()

    def close(self) -> None:
        """Close its file."""
        self._file.close()
