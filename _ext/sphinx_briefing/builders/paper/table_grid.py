"""Tables as grids without holes: where each cell stands, and how wide the columns are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from docutils import nodes

from ...presentation.marks import WEIGHTS
from ...svg.text_width import width_of


@dataclass(slots=True)
class Cell:
    """A cell where it stands; without a node, a hole that was filled."""

    row: int
    column: int
    columns: int = 1
    rows: int = 1
    node: nodes.entry | None = None
    again: bool = False
    """True where another part of the table holds this cell, so that its words alone are set."""


@dataclass(slots=True)
class Grid:
    """The cells of a table head or body, row by row."""

    columns: int
    rows: list[list[Cell]] = field(default_factory=list)

    def part(self, columns: range) -> Grid:
        """Return some of the columns; those of a later part stand beside the first column."""
        found = []
        for row in self.rows:
            cells = [replace(c, again=True) for c in row if columns.start and c.column == 0]
            cells = [replace(cell, columns=1) for cell in cells]
            for cell in row:
                start = max(cell.column, columns.start)
                stop = min(cell.column + cell.columns, columns.stop)
                if start < stop:
                    node = cell.node if start == cell.column else None
                    cells.append(replace(cell, column=start, columns=stop - start, node=node))
            found.append(cells)
        return Grid(len(columns) + bool(columns.start), found)


def grid(rows: list[list[nodes.entry]], columns: int) -> Grid:
    """Lay out *rows*: spans kept inside the table, holes filled with empty cells.

    Typst and Word move a cell to the next free place, so that one missing cell would shift all
    that follow; HTML is more forgiving, and so are authors.
    """
    count = len(rows)
    taken: set[tuple[int, int]] = set()
    found: list[list[Cell]] = []
    for number, entries in enumerate(rows):
        cells: list[Cell] = []
        column = 0
        for entry in entries:
            while (number, column) in taken:
                column += 1
            wide = 1 + max(int(entry.get("morecols", 0)), 0)
            high = min(1 + max(int(entry.get("morerows", 0)), 0), count - number)
            free = 1
            while free < wide and (number, column + free) not in taken:
                free += 1
            cells.append(Cell(number, column, free, high, entry))
            taken.update((number + r, column + c) for r in range(high) for c in range(free))
            column += free
            columns = max(columns, column)
        found.append(cells)
    for number, cells in enumerate(found):
        holes = [Cell(number, c) for c in range(columns) if (number, c) not in taken]
        cells[:] = sorted([*cells, *holes], key=lambda cell: cell.column)
    return Grid(columns, found)


def laid_out(tgroup: nodes.tgroup) -> tuple[Grid, Grid]:
    """Return head and body of a table, of as many columns each."""
    heads, bodies = _rows_of(tgroup, nodes.thead), _rows_of(tgroup, nodes.tbody)
    columns = columns_of(tgroup) or 1
    # The wider of the two decides; the other is filled up to it.
    columns = max(grid(part, columns).columns for part in (heads, bodies))
    return grid(heads, columns), grid(bodies, columns)


def columns_of(tgroup: nodes.tgroup) -> int:
    """Return how many columns a table says that it has."""
    return sum(isinstance(child, nodes.colspec) for child in tgroup.children)


def _rows_of(tgroup: nodes.tgroup, kind: type[nodes.Element]) -> list[list[nodes.entry]]:
    return [
        [entry for entry in row.children if isinstance(entry, nodes.entry)]
        for part in tgroup.children
        if isinstance(part, kind)
        for row in part.children
        if isinstance(row, nodes.row)
    ]


def given_shares(tgroup: nodes.tgroup, columns: int) -> list[int]:
    """Return how the author shares the width out to the columns; nothing if that is not said."""
    table = tgroup.parent
    # The columns of a matrix are alike, however much is said in each.
    if table is None or {"colwidths-given", "brief-matrix"}.isdisjoint(table["classes"]):
        return []
    specs = [int(spec.get("colwidth", 1) or 1) for spec in tgroup.findall(nodes.colspec)]
    return [max(width, 1) for width in specs] if len(specs) == columns else []


def declared_shares(tgroup: nodes.tgroup, columns: int) -> list[int]:
    """Return how the width is shared out by the kind of what is printed; nothing if none does."""
    if tgroup.parent is None or WEIGHTS not in tgroup.parent:
        return []
    specs = [int(spec.get("colwidth", 1) or 1) for spec in tgroup.findall(nodes.colspec)]
    return specs if len(specs) == columns else []


def fitted(shares: list[int], grids: list[Grid], room: float, *, pass_on: bool = True) -> list[int]:
    """Return *shares* as widths, where no column is narrower than its longest word.

    :param room: the width of the table, in ems of its text.
    :param pass_on: whether the others get what a column does not need for its longest text.
    """
    columns = range(len(shares))
    words, texts = [_PADDING] * len(shares), [_PADDING] * len(shares)
    for column, text in texts_by_column(grids):
        longest = max((width_of(_unbroken(word), 1) for word in _BREAKS.split(text)), default=0.0)
        words[column] = max(words[column], min(longest * _BOLD + _PADDING, room / 2))
        texts[column] = max(texts[column], width_of(text, 1) + _PADDING)
    # Dates and states stay on one line, where that leaves the others enough.
    short = [text if text <= _SHORT else word for word, text in zip(words, texts, strict=True)]
    if sum(width for width, word in zip(short, words, strict=True) if width > word) <= room * 0.4:
        words = short
    if sum(words) >= room:  # nothing is left to share
        return [round(_FINE * width) for width in words]
    widths: dict[int, float] = {}
    wanted: dict[int, float] = {}
    for least in (True, False) if pass_on else (True,):
        while True:
            free = [column for column in columns if column not in widths]
            left = room - sum(widths.values())
            part = left / (sum(shares[column] for column in free) or 1)
            wanted = {column: shares[column] * part for column in free}
            fixed = {
                column: (words if least else texts)[column]
                for column in free
                if (wanted[column] < words[column] if least else wanted[column] > texts[column])
            }
            if not fixed or (not least and len(fixed) == len(free)):
                break
            widths |= fixed
    return [round(_FINE * {**wanted, **widths}[column]) for column in columns]


def _unbroken(word: str) -> str:
    """The part of a word that stays on one line: the longest break anywhere."""
    return word if len(word) <= _LONG else word[:_LONG_PART]


_LONG, _LONG_PART = 32, 16
_BREAKS = re.compile(r"(?<=[-\N{EN DASH}/])|[^\S\xa0\u202f]+")
"""Where a line may end."""
_PADDING = 1.3
"""The room left and right of the text of a cell, in ems."""
_SHORT = 10.0
"""The width of texts that are rather kept on one line, with their padding, in ems."""
_BOLD = 1.05
"""How much wider letters are in bold."""
_FINE = 100
"""Widths are whole numbers, of hundredths."""


def shares_by_words(grids: list[Grid], columns: int, *, least: int, spare: int) -> list[int]:
    """Return how the columns share the width by the length of their texts, in characters.

    :param least: the share of a column without words.
    :param spare: what a column is given beyond its longest word.
    """
    shares = [least] * columns
    for column, text in texts_by_column(grids):
        word = min(max(map(len, text.split()), default=0), 24)
        # A third of a long text is room enough: it may break over lines, a word may not.
        wanted = max(word + spare, min(len(text), 16 + len(text) // 3))
        shares[column] = max(shares[column], min(wanted, 60))
    return shares


def texts_by_column(grids: list[Grid]) -> Iterator[tuple[int, str]]:
    """Yield the column and the text of each cell that stands in one column."""
    for part in grids:
        for cell in (cell for row in part.rows for cell in row):
            if cell.node is not None and cell.columns == 1:
                yield cell.column, cell.node.astext()


def in_stub(entry: nodes.entry, column: int) -> bool:
    """Say whether *entry* stands in a column that ``:stub-columns:`` made a header."""
    row = entry.parent
    tgroup = row.parent.parent if row is not None and row.parent is not None else None
    specs = [child for child in tgroup or () if isinstance(child, nodes.colspec)]
    return column < len(specs) and bool(specs[column].get("stub"))
