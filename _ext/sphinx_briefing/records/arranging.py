"""From the columns of a data file to the fields of records, and what finds no place there."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field

from ..markings import STRICTEST, badge_of, is_marking_key, marks
from .columns import Columns, folded, quoted
from .countries import country_code
from .fields import COUNTRY, OFFICES, Field, Problem
from .tables import Row
from .validation import Written

_SEPARATORS = (";", "|")
"""What separates lists in the tables of others, where ours have commas."""


@dataclass(slots=True)
class Table:
    """The contents of a data file: its rows, and what is wrong with it at which line."""

    rows: list[Row] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)
    header: tuple[str, ...] = ()
    """The names of its columns as written, where it has a first row that names them."""
    line: int = 1
    """The line of that row."""
    missing: tuple[str, ...] = ()
    """Fields that every record needs and that no column holds."""
    absent: tuple[str, ...] = ()
    """Columns that the author names and that are not there."""


@dataclass(slots=True)
class _Seen:
    """A column that is no field, or a sign in one: where first, and in how many rows."""

    line: int
    rows: int = 0


def counted(rows: int) -> str:
    """A number of rows, in words."""
    return {0: "in no row", 1: "in 1 row"}.get(rows, f"in {rows} rows")


def arrange(table: Table, columns: Columns) -> None:
    """Turn the columns of a table into fields, in place, and say what could not be placed.

    A column that is no field is said once, and its rows are kept without it; if it looks like a
    marking, they are kept for the fewest readers.
    """
    arranging = _Arranging(table, columns)
    for row in table.rows:
        arranging.take(row)
    arranging.tell()


class _Arranging:
    def __init__(self, table: Table, columns: Columns) -> None:
        self._table, self._columns = table, columns
        self._unknown: dict[str, _Seen] = {}
        self._signs: dict[tuple[str, str], _Seen] = {}
        self._seen: set[str] = set(table.header)
        self._aside: set[str] = set()
        self._marks: set[str] = set()
        self._may_mark: set[str] = set()
        self._fields: dict[str, tuple[str, ...]] = {}
        self._is_table = bool(table.header)
        taken: dict[str, str] = {}
        for name in table.header:
            found = columns.fields_of(name)
            if not found and not columns.ignores(name):
                self._unknown[name] = _Seen(table.line)
            for target in found:
                if not _is_list(columns.fields[target]) and target in taken:
                    self._aside.add(name)
                    message = (
                        f"columns {taken[target]!r} and {name!r} are one field; the second one "
                        f"is left aside, write ':columns: {target}={quoted(name)}' if it is meant"
                    )
                    table.problems.append((table.line, message))
                taken.setdefault(target, name)

    def take(self, row: Row) -> None:
        """Arrange one row."""
        written, lines = row.values, row.lines
        row.values, row.lines = {}, {}
        problems, row.problems = row.problems, []
        for problem in problems:
            self._take_problem(row, problem, lines.get(problem.field, row.line))
        for name, value in written.items():
            targets = self._targets(name, lines[name])
            if not targets:
                self._leave_aside(row, name, value, lines[name])
            for target in targets:
                self._add(row, target, value, lines[name])

    def _targets(self, name: str, line: int) -> tuple[str, ...]:
        """The fields that a column holds; what is found out of a name is kept for all rows."""
        if name in self._fields:
            return self._fields[name]
        self._seen.add(name)
        found = () if name in self._aside else self._columns.fields_of(name)
        self._fields[name] = found
        if name not in self._aside and not found:
            if name not in self._unknown and not self._columns.ignores(name):
                self._unknown[name] = _Seen(line)
            # What may say who must not read a row is not left aside by a star.
            if is_marking_key(name) and not self._columns.ignores(name, by_name=True):
                self._may_mark.add(name)
        return found

    def _take_problem(self, row: Row, problem: Problem, line: int) -> None:
        if not problem.field:
            row.refuse("", line, problem.message)
        elif targets := self._targets(problem.field, line):
            row.refuse(targets[0], line, problem.message)
        else:
            self._leave_aside(row, problem.field, "…", line)

    def _leave_aside(self, row: Row, name: str, value: Written, line: int) -> None:
        if not value:
            return
        if name in self._may_mark and marks(name, value if isinstance(value, str) else ""):
            self._unknown.setdefault(name, _Seen(self._table.line if self._is_table else line))
            self._marks.add(name)
            row.values.setdefault("tlp", STRICTEST)
            row.lines.setdefault("tlp", line)
        if name in self._unknown:
            self._unknown[name].rows += 1

    def _add(self, row: Row, target: str, value: Written, line: int) -> None:
        item = self._columns.fields[target]
        sign = self._columns.lists
        if isinstance(value, str) and _is_list(item):
            if sign and sign != ",":
                value = [part.strip() for part in value.split(sign)]
            elif not sign and self._is_table:
                self._note_signs(target, value)
        if item is not None and item.shape.is_like(OFFICES) and isinstance(value, list):
            value = "\n".join(value)
        if item is not None and item.shape.is_like(COUNTRY) and isinstance(value, str):
            value = country_code(value)
        if target not in row.values or target == "tlp":
            row.add(target, value, line)
        elif _is_list(item):
            row.add(target, _joined(row.values[target], value), row.lines[target])
        else:
            row.refuse(target, line, f"{target!r} is written twice")

    def _note_signs(self, target: str, value: str) -> None:
        item = self._columns.fields[target]
        if item is not None and not item.shape.is_like(OFFICES):
            for sign in _SEPARATORS:
                if sign in value:
                    seen = self._signs.setdefault((target, sign), _Seen(self._table.line))
                    seen.rows += 1

    def tell(self) -> None:
        """Say what has found no place."""
        table = self._table
        if table.header:
            table.missing = self._columns.missing(table.header)
        for name, seen in self._unknown.items():
            message = f"unknown column {name!r} ({counted(seen.rows)}){self._advice(name)}"
            table.problems.append((seen.line, message))
        if table.missing and not self._unknown:
            message = f"no column is {_listed(table.missing)}; add it"
            message += f", or write ':columns: {table.missing[0]}=COLUMN'"
            table.problems.append((table.line, message))
        for (name, sign), seen in self._signs.items():
            message = (
                f"{name!r} holds {sign!r} ({counted(seen.rows)}), but lists are separated by "
                f"commas; write ':list: {sign}' if it separates them, or ':list: ,' if not"
            )
            table.problems.append((seen.line, message))
        seen_names = set(map(folded, self._seen))
        named = (column for _, column in self._columns.named)
        table.absent = tuple(column for column in named if folded(column) not in seen_names)

    def _advice(self, name: str) -> str:
        missing, column = self._table.missing, quoted(name)
        if name in self._marks:
            strictest = f"{badge_of(STRICTEST)}"
            return f": like a marking, so its rows are {strictest}; write ':columns: tlp={column}'"
        if missing:
            needed = _listed(missing)
            return f"; no column is {needed}: write ':columns: {missing[0]}={column}' if this is"
        near = difflib.get_close_matches(name.casefold(), self._columns.fields, n=1)
        target = near[0] if near else "FIELD"
        aside = f"':ignore: {column}' to leave it aside"
        return f"; write ':columns: {target}={column}', or {aside}"


def _listed(names: tuple[str, ...]) -> str:
    return " and ".join(map(repr, names))


def _is_list(item: Field | None) -> bool:
    return item is not None and item.several


def _joined(first: Written, second: Written) -> Written:
    parts: list[str] = []
    for value in (first, second):
        parts += value if isinstance(value, list) else [value or ""]
    return parts
