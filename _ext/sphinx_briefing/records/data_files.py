"""A data file of any kind as a table of records: what it is in, what it holds, what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from .arranging import Table, arrange
from .columns import Columns
from .csv_tables import csv_table
from .encodings import decoded
from .foreign_files import advice, foreign_format
from .kinds import Record, Source
from .tables import Located, Unreadable, json_tree, tree_rows, yaml_tree

_SPREADSHEETS = (".xlsx", ".xls", ".ods", ".numbers")
_NO_BIBTEX = 'needs bibtexparser to be read: pip install "sphinx-briefing[bib]"'


class Unsupported(ValueError):
    """A file of a kind that is not read: why, and what to write instead."""


def read_table(
    data: bytes, suffix: str, kind: type[Record], columns: Columns, encoding: str = ""
) -> Table:
    """Read the records of a file, with fields for columns.

    :raises Unsupported: when files like it are not read.
    :raises Unreadable: when nothing of this one can be read.
    """
    reader = _READERS.get(suffix)
    allowed = [end for end in _READERS if end != ".bib" or kind is Source]
    if reader is None or suffix not in allowed:
        hint = "; save the sheet as CSV" if suffix in _SPREADSHEETS else ""
        raise Unsupported(f"is not one of: {', '.join(allowed)}{hint}")
    text = decoded(data, encoding)
    table = reader(text.text, kind, columns)
    if text.remark:
        table.problems.insert(0, text.remark)
    return table


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

    if kind is Source and (items := csl_items(tree)) is not None:
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


_READERS: Mapping[str, Callable[[str, type[Record], Columns], Table]] = MappingProxyType(
    {
        ".yaml": _yaml,
        ".yml": _yaml,
        ".json": _json,
        ".jsonl": _json_lines,
        ".ndjson": _json_lines,
        ".csv": _csv,
        ".tsv": _tsv,
        ".tab": _tsv,
        ".bib": _bibtex,
    }
)
