"""Tables of spreadsheets as rows of written fields: columns separated by any of the usual signs."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence

from .arranging import Table, counted
from .columns import Columns
from .tables import Row, Unreadable, clean

DELIMITERS = (",", ";", "\t", "|")
"""What may separate columns, when nobody says what does; the first one unless another fits."""

_SEP = re.compile(r'"?sep=(.)"?;*,*\s*', re.I | re.S)
_ASIDE = "\0"
"""Stands for the name of a column that is left aside."""

_UNCLOSED = (
    "a quotation mark that begins a cell of this row is not closed at its end; "
    "close it, and write quotation marks within a cell twice"
)


def csv_table(text: str, columns: Columns, *, delimiter: str = "") -> Table:
    """Read a table whose first row names the columns.

    A row that cannot be read costs no other one.

    :param delimiter: what separates the columns; found out where it is empty.
    :raises Unreadable: when there is no table.
    """
    lines = text.split("\n")
    start = 0
    if lines and (match := _SEP.fullmatch(lines[0])):  # Excel's own way to say so
        start, delimiter = 1, columns.delimiter or match[1]
    start = _head_line(lines, start, columns)
    delimiter = columns.delimiter or delimiter or _delimiter(lines[start : start + 1], columns)
    table = Table()
    unnamed: dict[int, int] = {}
    names: list[str] = []
    for line, cells, problem in _records(lines, start, delimiter, names, columns):
        values = [clean(cell, line).strip() for cell in cells]
        if not any(values) and not problem:
            pass  # a blank line
        elif not names:
            if problem:
                table.problems.append((line, problem))
            names += _header(values, line, table, columns)
        else:
            table.rows.append(_row(names, values, line, unnamed, problem))
    if not names:
        message = "it holds no table; write the names of the fields in its first row"
        raise Unreadable(1, message)
    for column, count in sorted(unnamed.items()):
        message = f"column {column} has no name and holds something {counted(count)}; name it"
        table.problems.append((table.line or 1, message))
    return table


def _head_line(lines: Sequence[str], start: int, columns: Columns) -> int:
    """The index of the row that names the columns: remarks may stand above it."""
    for at in range(start, len(lines)):
        line = lines[at]
        if not line.strip(" \t,;|") or (
            line.startswith("#") and _count_known(line, _delimiter([line], columns), columns) == 0
        ):
            continue
        return at
    return start


def _delimiter(head: Sequence[str], columns: Columns) -> str:
    """The sign that makes most fields, or at least most cells, of the first row."""
    line = head[0] if head else ""
    return max(
        DELIMITERS,
        key=lambda sign: (
            _count_known(line, sign, columns),
            len(_cells(line, sign)),
            -DELIMITERS.index(sign),
        ),
    )


def _count_known(line: str, delimiter: str, columns: Columns) -> int:
    cells = _cells(line.lstrip("#"), delimiter)
    return sum(bool(columns.fields_of(cell.strip())) for cell in cells)


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])
    except csv.Error:
        return []


class _Lines:
    """The lines of a text from one on, so that reading can begin again at any of them."""

    def __init__(self, lines: Sequence[str], at: int) -> None:
        self.lines, self.at = lines, at

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.at >= len(self.lines):
            raise StopIteration
        self.at += 1
        return self.lines[self.at - 1] + "\n"


def _records(
    lines: Sequence[str], start: int, delimiter: str, names: Sequence[str], columns: Columns
) -> Iterator[tuple[int, list[str], str]]:
    """The line and the cells of each row, and what is wrong with it.

    A quotation mark that is not closed would take all that follows into one cell. Reading begins
    again below its line.
    """
    feed = _Lines(lines, start)

    def reader() -> Iterator[list[str]]:
        return csv.reader(feed, delimiter=delimiter, strict=True, skipinitialspace=True)

    rows = reader()
    while feed.at < len(lines):
        at = feed.at
        if names and re.match(r"#(\s|$)", lines[at]):
            feed.at += 1  # a remark
            continue
        try:
            cells = next(rows, None)
        except csv.Error as error:
            problem = _csv_message(error)
        else:
            if cells is None:
                return
            if feed.at - at < 2 or not _swallows(cells, names, delimiter, columns):
                yield at + 1, cells, ""
                continue
            problem = _UNCLOSED
        yield at + 1, _cells(lines[at], delimiter), f"it is not valid CSV: {problem}"
        feed.at = at + 1
        rows = reader()


def _swallows(cells: Sequence[str], names: Sequence[str], delimiter: str, columns: Columns) -> bool:
    """Whether a cell of one line holds what look like rows of their own."""
    signs = max(1, len(names) - 1)
    for name, cell in zip(names, cells, strict=False):
        if "\n" not in cell or columns.is_prose(name):
            continue
        rows = sum(line.count(delimiter) >= signs for line in cell.split("\n")[1:])
        if rows > (0 if signs > 1 else 1):
            return True
    return False


def _csv_message(error: csv.Error) -> str:
    message = str(error)
    mark = any(part in message for part in ("unexpected end", "field limit", "expected after"))
    return _UNCLOSED if mark else message


def _header(values: list[str], line: int, table: Table, columns: Columns) -> list[str]:
    """The names of the columns; one that is there twice is left aside the second time."""
    if not columns.fields_of(values[0]):
        values[0] = values[0].lstrip("#").strip()
    names: list[str] = []
    for name in values:
        if name and name in names:
            message = f"column {name!r} is there twice; the second one is left aside, rename it"
            table.problems.append((line, message))
            name = _ASIDE
        names.append(name)
    table.line = line
    table.header = tuple(name for name in names if name not in ("", _ASIDE))
    return names


def _row(
    names: Sequence[str], values: list[str], line: int, unnamed: dict[int, int], problem: str
) -> Row:
    row = Row(line, has_lists=False)
    if problem:
        row.refuse("", line, problem)
    while len(values) > len(names) and not values[-1]:
        values.pop()
    if len(values) > len(names) and not problem:
        message = (
            f"the row has {len(values)} cells, but there are {len(names)} columns; "
            "put a cell that holds commas in double quotes"
        )
        row.refuse("", line, message)
    for column, (name, value) in enumerate(zip(names, values, strict=False), start=1):
        if not value or name == _ASIDE:
            continue  # an empty cell is a field that was not written
        if name:
            row.add(name, value, line)
        else:
            unnamed[column] = unnamed.get(column, 0) + 1
    return row
