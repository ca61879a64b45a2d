"""The tables of a ledger, read back as the records of ``ledger.json``.

What is read may have been written by others: it is checked before it is believed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..schema import LEDGER
from .columns import JSON, LANGUAGES
from .problems import CATALOGUE, TablesProblem, arrow

_PLURAL = re.compile(r"[a-z][a-z0-9_-]*")
_LARGEST = 1 << 20
"""Bytes of the list of tables."""

_ROWS = 8192
"""Rows that are read at once."""


class Tables:
    """A folder of tables that a build has written.

    :param folder: the folder.
    :raises TablesProblem: if it is none, is not whole, or is of another schema.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._listed = _listed(folder)

    @property
    def plurals(self) -> tuple[str, ...]:
        """The tables of records, notes and briefs, in the order of ``ledger.json``."""
        return tuple(self._listed)

    def count(self, plural: str) -> int:
        """The number of records in a table, as the folder says."""
        return self._listed[plural]

    def rows(self, plural: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """The records of a table in order, each after its id, or after its page.

        :raises MissingLibrary: if pyarrow is not installed.
        :raises TablesProblem: if the file is missing, truncated or of another schema.
        """
        pa = arrow()
        path = self.folder / f"{plural}.parquet"
        if not path.is_file():
            raise TablesProblem(f"{path} is missing, though {CATALOGUE} lists it; copy all files")
        count, last = 0, ""
        try:
            with pa.parquet.ParquetFile(str(path)) as file:
                _check(path, file.schema_arrow.metadata, plural)
                fields = [(one.name, _notes(one)) for one in file.schema_arrow]
                key = "docname" if "id" not in file.schema_arrow.names else "id"
                for batch in file.iter_batches(_ROWS):
                    for row in batch.to_pylist():
                        identifier = str(row[key])
                        if count and identifier <= last:
                            raise TablesProblem(
                                f"{path} holds {identifier!r} after {last!r}, and tables are "
                                f"sorted by {key}; copy it again"
                            )
                        count, last = count + 1, identifier
                        yield identifier, _record(row, fields)
        except (pa.ArrowException, OSError, KeyError, ValueError) as error:
            if isinstance(error, TablesProblem):
                raise
            raise TablesProblem(
                f"{path} is truncated or no table of Parquet ({_first_line(error)}); copy it again"
            ) from None
        if count != self._listed[plural]:
            raise TablesProblem(
                f"{path} holds {count} records, and {CATALOGUE} says {self._listed[plural]}; "
                "copy all files of one build"
            )


def read(folder: Path) -> dict[str, Any]:
    """Read a folder of tables as a whole: what stands in the ``ledger.json`` of the same build.

    :raises MissingLibrary: if pyarrow is not installed.
    :raises TablesProblem: if it is no such folder, is not whole, or is of another schema.
    """
    tables = Tables(folder)
    found: dict[str, Any] = {"schema": LEDGER}
    for plural in tables.plurals:
        found[plural] = dict(tables.rows(plural))
    return found


def is_tables(folder: Path) -> bool:
    """Whether a path is a folder that holds tables, or part of them."""
    return folder.is_dir() and ((folder / CATALOGUE).is_file() or any(folder.glob("*.parquet")))


def _listed(folder: Path) -> dict[str, int]:
    """The numbers of rows of the tables that a folder says it holds."""
    path = folder / CATALOGUE
    if not folder.is_dir():
        what = "a file" if folder.is_file() else "not there"
        raise TablesProblem(f"{folder} is {what}; name a folder of tables")
    if not path.is_file():
        raise TablesProblem(
            f"{folder} has no {CATALOGUE}, so that it holds no tables, or not all of them; "
            "name the folder that 'briefing_ledger_parquet' has written, as a whole"
        )
    try:
        if path.stat().st_size > _LARGEST:
            raise ValueError("too large")
        found = json.loads(path.read_bytes())
        schema, tables = found["schema"], found["tables"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise TablesProblem(f"{path} cannot be read; copy the folder again") from None
    if schema != LEDGER:
        raise TablesProblem(
            f"{folder} holds a ledger of schema {schema!r}, and this version reads {LEDGER}; "
            "have it built with a version of sphinx-briefing that writes that"
        )
    try:
        listed = {plural: int(table["rows"]) for plural, table in tables.items()}
        if all(map(_PLURAL.fullmatch, listed)):
            return listed
    except (AttributeError, KeyError, TypeError, ValueError):
        pass
    raise TablesProblem(f"{path} does not list tables and their rows; copy the folder again")


def _check(path: Path, metadata: Mapping[bytes, bytes] | None, plural: str) -> None:
    try:
        noted = json.loads((metadata or {})[b"sphinx-briefing"])
        schema, said = noted["schema"], noted["plural"]
    except (KeyError, TypeError, ValueError):
        raise TablesProblem(f"{path} is no table of a ledger; copy it again") from None
    if schema != LEDGER:
        raise TablesProblem(f"{path} is of schema {schema!r}, and this version reads {LEDGER}")
    if said != plural:
        raise TablesProblem(f"{path} holds {said}, and not {plural}; copy the folder again")


def _notes(field: Any) -> dict[str, str]:
    return {key.decode(): value.decode() for key, value in (field.metadata or {}).items()}


def _record(row: Mapping[str, Any], fields: list[tuple[str, dict[str, str]]]) -> dict[str, Any]:
    """A row as the record that it was made of."""
    found: dict[str, Any] = {}
    translated: dict[str, Any] = {}
    for name, notes in fields:
        value = row[name]
        if notes.get("day") or (value is None and notes.get("sparse")):
            continue
        if notes.get("form") == LANGUAGES:
            begin = notes["of"]
            translated |= {f"{begin}-{language}": words for language, words in value}
        elif notes.get("form") == JSON:
            found[name] = None if value is None else json.loads(value)
        else:
            found[name] = value
    return found | translated


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].strip()[:200] or type(error).__name__


__all__ = ["Tables", "TablesProblem", "is_tables", "read"]
