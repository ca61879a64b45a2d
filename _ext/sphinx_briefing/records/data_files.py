"""A data file of any kind as a table of records: what it is in, what it holds, what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from .arranging import Table, arrange
from .base import Record
from .columns import Columns
from .csv_tables import csv_table
from .encodings import decoded
from .foreign_files import advice, foreign_format
from .tables import Located, Unreadable, json_tree, tree_rows, yaml_tree

_SPREADSHEETS = (".xlsx", ".xls", ".ods", ".numbers")
_NO_BIBTEX = 'needs bibtexparser to be read: pip install "sphinx-briefing[bib]"'


class Unsupported(ValueError):
    """A file of a kind that is not read: why, and what to write instead."""


Reader = Callable[[bytes, type[Record], Columns, str], Table]
"""From the bytes of a file, the kind and columns of its records and its encoding to a table."""


def read_table(
    data: bytes,
    suffix: str,
    kind: type[Record],
    columns: Columns,
    readers: Mapping[str, Reader],
    encoding: str = "",
) -> Table:
    """Read the records of a file, with fields for columns.

    :param readers: what reads files, by their suffixes.
    :raises Unsupported: when files like it are not read.
    :raises Unreadable: when nothing of this one can be read.
    """
    reader = readers.get(suffix)
    allowed = [end for end in readers if end != ".bib" or kind.kind_name == "source"]
    if reader is None or suffix not in allowed:
        hint = "; save the sheet as CSV" if suffix in _SPREADSHEETS else ""
        raise Unsupported(f"is not one of: {', '.join(allowed)}{hint}")
    return reader(data, kind, columns, encoding)


def _of_text(read: Callable[[str, type[Record], Columns], Table]) -> Reader:
    """A reader of files that are text."""

    def reader(data: bytes, kind: type[Record], columns: Columns, encoding: str) -> Table:
        text = decoded(data, encoding)
        table = read(text.text, kind, columns)
        if text.remark:
            table.problems.insert(0, text.remark)
        return table

    reader.__module__ = __name__
    return reader


def _csv(text: str, kind: type[Record], columns: Columns) -> Table:
    table = csv_table(text, columns)
    arrange(table, columns)
    return table


def _tsv(text: str, kind: type[Record], columns: Columns) -> Table:
    table = csv_table(text, columns, delimiter="\t")
    arrange(table, columns)
    return table


def _yaml(text: str, kind: type[Record], columns: Columns) -> Table:
    return _tree(yaml_tree(text), kind, columns)


def _json(text: str, kind: type[Record], columns: Columns) -> Table:
    return _tree(json_tree(text), kind, columns)


def _json_lines(text: str, kind: type[Record], columns: Columns) -> Table:
    tree = json_tree(text)
    return _tree(Located([tree], tree.line) if tree.pairs else tree, kind, columns)


def _tree(tree: Located, kind: type[Record], columns: Columns) -> Table:
    from .bibliography import csl_items, csl_rows  # few projects need it

    if kind.kind_name == "source" and (items := csl_items(tree)) is not None:
        return Table(csl_rows(items))
    if not columns.named and (name := foreign_format(tree)):
        raise Unreadable(tree.line, f"it is {name}, {advice(kind.plural)}")
    table = Table(tree_rows(tree))
    arrange(table, columns)
    return table


def _bibtex(text: str, kind: type[Record], columns: Columns) -> Table:
    from .bibliography import bibtex_rows

    try:
        return Table(bibtex_rows(text))
    except ImportError:
        raise Unsupported(_NO_BIBTEX) from None


OWN_READERS: Mapping[str, Reader] = MappingProxyType(
    {
        suffix: _of_text(read)
        for suffix, read in {
            ".yaml": _yaml,
            ".yml": _yaml,
            ".json": _json,
            ".jsonl": _json_lines,
            ".ndjson": _json_lines,
            ".csv": _csv,
            ".tsv": _tsv,
            ".tab": _tsv,
            ".bib": _bibtex,
        }.items()
    }
)
"""The toolkit's own readers by the suffixes of files."""
