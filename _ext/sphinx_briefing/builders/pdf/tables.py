"""Tables: a grid without holes, column widths, header rows that repeat."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from docutils import nodes

from .escape import literal
from .writer import WHOLE, TypstWriter

#: The most columns that an upright page is given.
_UPRIGHT = 8
#: The most that a page on its side can show; what is wider is set in parts of so many columns.
_MOST, _PART = 30, 12
#: Entries of at most so many characters stay on one line, if such columns together leave room.
_SHORT, _SHORT_ROOM = 14, 60


@dataclass(slots=True)
class Cell:
    """A cell where it stands; without a node, a hole that was filled."""

    row: int
    column: int
    columns: int = 1
    rows: int = 1
    node: nodes.entry | None = None
    again: bool = False
    """Whether another part of the table holds this cell, so that its words alone are set."""


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

    Typst moves a cell to the next free place, so that one missing cell would shift all that
    follow; HTML is more forgiving, and so are authors.
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


def widths(tgroup: nodes.tgroup, grids: list[Grid], columns: int, given: bool) -> list[str]:
    """Return the column widths in Typst's terms: the author's, or what the words need.

    Columns of short entries (dates, names, states) are as wide as these; the others share the
    rest by the length of their texts.
    """
    specs = [int(spec.get("colwidth", 1) or 1) for spec in tgroup.findall(nodes.colspec)]
    if given and len(specs) == columns:
        return [f"{max(width, 1)}fr" for width in specs]
    longest, shares = [0] * columns, [4] * columns
    for part in grids:
        for cell in (cell for row in part.rows for cell in row):
            if cell.node is None or cell.columns > 1:
                continue
            text = cell.node.astext()
            word = min(max(map(len, text.split()), default=0), 24)
            # A third of a long text is room enough: it may break over lines, a word may not.
            wanted = max(word + 1, min(len(text), 16 + len(text) // 3))
            longest[cell.column] = max(longest[cell.column], len(text))
            shares[cell.column] = max(shares[cell.column], min(wanted, 60))
    short = [length <= _SHORT for length in longest]
    room = sum(length + 2 for length, fits in zip(longest, short, strict=True) if fits)
    if all(short) or room > _SHORT_ROOM:
        return [f"{share}fr" for share in shares]
    return ["auto" if fits else f"{share}fr" for fits, share in zip(short, shares, strict=True)]


class TableVisitor(TypstWriter):
    """Tables, with their captions."""

    def visit_table(self, node: nodes.table) -> None:
        """Set a whole table."""
        captions = [child for child in node.children if isinstance(child, nodes.title)]
        groups = [child for child in node.children if isinstance(child, nodes.tgroup)]
        caption = "none"
        if captions:
            number = self.figure_number(node)
            caption = self.capture([*number, *captions[0].children])
        given = "colwidths-given" in node["classes"]
        self.anchor()
        with self.nested() as shallow:
            tables = [part for group in groups for part in self._group(group, given, shallow)]
        # Only what stands in no box can have a page of its own.
        wide = self._nesting == 0 and any(_is_wide(group) for group in groups)
        turned = "turned: true, " if wide else ""
        self.put(f"tabular(caption: {caption}, {turned}{', '.join(tables)})")
        raise nodes.SkipNode

    def _group(self, tgroup: nodes.tgroup, given: bool, shallow: bool) -> list[str]:
        bodies = [
            row for child in tgroup if isinstance(child, nodes.tbody) for row in _own_rows(child)
        ]
        heads = [
            row for child in tgroup if isinstance(child, nodes.thead) for row in _own_rows(child)
        ]
        columns = len([child for child in tgroup if isinstance(child, nodes.colspec)]) or 1
        head, body = grid(heads, columns), grid(bodies, columns)
        # The wider of the two decides; the other is filled up to it.
        columns = max(head.columns, body.columns)
        head, body = grid(heads, columns), grid(bodies, columns)
        shares = widths(tgroup, [head, body], columns, given)
        if not shallow:
            cells = [self._content(c) for part in (head, body) for row in part.rows for c in row]
            return [f"flat({', '.join(cells)})"]
        if columns <= _MOST:
            return [self._grid(head, body, shares)]
        self.warn(
            f"a table of {columns} columns is wider than any page: it is set in parts of {_PART}",
            tgroup,
        )
        parts = (range(at, min(at + _PART, columns)) for at in range(0, columns, _PART))
        return [
            self._grid(head.part(part), body.part(part), ["1fr"] * (len(part) + bool(part.start)))
            for part in parts
        ]

    def _grid(self, head: Grid, body: Grid, shares: list[str]) -> str:
        parts = [f"columns: ({', '.join(shares)},)"]
        if head.rows:
            outer, self.repeated = self.repeated, "head"
            parts.append(f"head: ({self._cells(head, 'head-cell')},)")
            self.repeated = outer
        if body.rows:
            parts.append(f"body: ({self._cells(body)},)")
        return f"grid-of({', '.join(parts)})"

    def _cells(self, part: Grid, style: str = "") -> str:
        return ", ".join(self._cell(cell, style) for row in part.rows for cell in row)

    def _cell(self, cell: Cell, style: str) -> str:
        options: list[str] = []
        if cell.columns > 1:
            options.append(f"colspan: {cell.columns}")
        if cell.rows > 1:
            options.append(f"rowspan: {cell.rows}")
        if cell.node is not None and len(cell.node.astext()) < WHOLE:
            options.append("breakable: false")
        content = self._content(cell)
        if not style and cell.node is not None and _in_stub(cell.node, cell.column):
            style = "strong"
        content = f"{style}({content})" if style else content
        return f"table.cell({', '.join([*options, content])})"

    def _content(self, cell: Cell) -> str:
        if cell.node is None:
            return "[]"
        if cell.again:
            return f"[#{literal(' '.join(cell.node.astext().split()))}]"
        self._enter(cell.node)
        return self.capture(cell.node.children)


def _is_wide(tgroup: nodes.tgroup) -> bool:
    """Say whether a table has more columns than an upright page has room for."""
    return sum(isinstance(child, nodes.colspec) for child in tgroup.children) > _UPRIGHT


def _own_rows(part: nodes.Element) -> list[list[nodes.entry]]:
    return [
        [entry for entry in row.children if isinstance(entry, nodes.entry)]
        for row in part.children
        if isinstance(row, nodes.row)
    ]


def _in_stub(entry: nodes.entry, column: int) -> bool:
    """Say whether *entry* stands in a column that ``:stub-columns:`` made a header."""
    row = entry.parent
    tgroup = row.parent.parent if row is not None and row.parent is not None else None
    specs = [child for child in tgroup or () if isinstance(child, nodes.colspec)]
    return column < len(specs) and bool(specs[column].get("stub"))
