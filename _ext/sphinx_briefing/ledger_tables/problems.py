"""The library behind the tables, loaded when it is needed, and what may be wrong with tables."""

from __future__ import annotations

from typing import Any

FOLDER = "ledger"
"""The folder of the tables, beside ``ledger.json``."""

CATALOGUE = "tables.json"
"""The file in it that lists the tables; it is the last one written."""

EXTRA = "parquet"


class TablesProblem(ValueError):
    """Tables cannot be written or read: one sentence that says what, where and what to do."""


class MissingLibrary(TablesProblem):
    """The library that reads and writes Parquet is not installed."""


class DoesNotFit(TablesProblem):
    """A value does not fit the column that its declaration asks for.

    :param docname: the page that its record is written on.
    :param line: the line there, from 1; 0 where it is not known.
    """

    def __init__(self, message: str, docname: str, line: int) -> None:
        super().__init__(message)
        self.docname, self.line = docname, line


def arrow() -> Any:
    """Load pyarrow, with its compute functions as ``compute`` and Parquet as ``parquet``.

    :raises MissingLibrary: if it is not installed.
    """
    try:
        import pyarrow
        import pyarrow.compute
        import pyarrow.ipc
        import pyarrow.parquet
    except ImportError as error:
        raise MissingLibrary(
            f"tables need the extra {EXTRA!r} (there is no {error.name or 'pyarrow'!r}): "
            f'python -m pip install "sphinx-briefing[{EXTRA}]"'
        ) from None
    return pyarrow
