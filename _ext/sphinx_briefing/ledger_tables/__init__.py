"""The ledger as tables: a folder of Parquet files of the shape of ``ledger.json``.

Nothing here needs pyarrow until tables are written or read.
"""

from __future__ import annotations

from .problems import CATALOGUE, FOLDER, DoesNotFit, MissingLibrary, TablesProblem
from .reading import Tables, is_tables, read
from .writing import write

__all__ = [
    "CATALOGUE",
    "FOLDER",
    "DoesNotFit",
    "MissingLibrary",
    "Tables",
    "TablesProblem",
    "is_tables",
    "read",
    "write",
]
