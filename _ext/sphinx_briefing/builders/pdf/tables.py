"""Tables: a grid without holes, column widths, header rows that repeat."""

from __future__ import annotations

from docutils import nodes

from ...presentation.marks import holds_numbers, is_group, tone_of
from ..paper.table_grid import (
    Cell,
    Grid,
    columns_of,
    declared_shares,
    fitted,
    given_shares,
    in_stub,
    laid_out,
    shares_by_words,
    texts_by_column,
)
from .escape import literal
from .writer import WHOLE, TypstWriter

_UPRIGHT = 8
"""The most columns that an upright page is given."""

_MOST, _PART = 30, 12
"""The most that a page on its side can show; what is wider is set in parts of so many columns."""

_ROOM, _TURNED_ROOM = 49, 86
"""The width of the text of an upright page, and of a turned one, in ems of the text of tables."""

_SHORT, _SHORT_ROOM = 14, 60
"""Entries of at most so many characters stay on one line, if such columns together leave room."""


def widths(tgroup: nodes.tgroup, grids: list[Grid], columns: int, room: float = _ROOM) -> list[str]:
    """Return the column widths in Typst's terms: the author's, the kind's, or what words need.

    Columns of short entries (dates, names, states) are as wide as these; the others share the
    rest by the length of their texts.
    """
    if given := given_shares(tgroup, columns):
        return [f"{share}fr" for share in given]
    if weights := declared_shares(tgroup, columns):
        return [f"{share}fr" for share in fitted(weights, grids, room)]
    shares = shares_by_words(grids, columns, least=4, spare=1)
    longest = [0] * columns
    for column, text in texts_by_column(grids):
        longest[column] = max(longest[column], len(text))
    short = [length <= _SHORT for length in longest]
    room = sum(length + 2 for length, fits in zip(longest, short, strict=True) if fits)
    if all(short) or room > _SHORT_ROOM:
        return [f"{share}fr" for share in shares]
    return ["auto" if fits else f"{share}fr" for fits, share in zip(short, shares, strict=True)]


def _is_heading(row: list[Cell]) -> bool:
    """Say whether a row is a heading for those below it."""
    return len(row) == 1 and row[0].node is not None and is_group(row[0].node.parent)


class TableVisitor(TypstWriter):
    """Tables, with their captions."""

    def visit_table(self, node: nodes.table) -> None:
        """Set a whole table."""
        captions = [child for child in node.children if isinstance(child, nodes.title)]
        groups = [child for child in node.children if isinstance(child, nodes.tgroup)]
        caption = "none"
        if captions:
            caption = self.capture_numbered(node, captions[0].children)
        self.anchor()
        # Only what stands in no box can have a page of its own.
        wide = self._nesting == 0 and any(columns_of(group) > _UPRIGHT for group in groups)
        with self.nested() as shallow:
            tables = [part for group in groups for part in self._group(group, shallow, wide)]
        turned = "turned: true, " if wide else ""
        self.put(f"tabular(caption: {caption}, {turned}{', '.join(tables)})")
        raise nodes.SkipNode

    def _group(self, tgroup: nodes.tgroup, shallow: bool, wide: bool) -> list[str]:
        head, body = laid_out(tgroup)
        columns = head.columns
        shares = widths(tgroup, [head, body], columns, _TURNED_ROOM if wide else _ROOM)
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
        rows = []
        for row in part.rows:
            cells = ", ".join(self._cell(cell, style) for cell in row)
            # Where a page ends, a heading goes on with what it is for, and is said again.
            rows.append(f"group-row({cells})" if _is_heading(row) else cells)
        return ", ".join(rows)

    def _cell(self, cell: Cell, style: str) -> str:
        options: list[str] = []
        if cell.columns > 1:
            options.append(f"colspan: {cell.columns}")
        if cell.rows > 1:
            options.append(f"rowspan: {cell.rows}")
        if cell.node is not None and len(cell.node.astext()) < WHOLE:
            options.append("breakable: false")
        if name := tone_of(cell.node) if cell.node is not None else "":
            side = "right" if self._runs == "rtl" else "left"
            options.append(f"stroke: ({side}: edge({literal(name)}))")
            options.append(f"fill: tone({literal(name)}).lighten(93%)")
        if holds_numbers(cell.node):
            options.append("align: end")
        content = self._content(cell)
        if _is_heading([cell]):
            style = "group-cell"
        if not style and cell.node is not None and in_stub(cell.node, cell.column):
            style = "strong"
        content = f"{style}({content})" if style else content
        return f"table.cell({', '.join([*options, content])})"

    def _content(self, cell: Cell) -> str:
        if cell.node is None:
            return "[]"
        if cell.again:
            return f"[#{literal(' '.join(cell.node.astext().split()))}]"
        self.enter(cell.node)
        outer, self.in_table = self.in_table, True
        content = self.capture(cell.node.children)
        self.in_table = outer
        return content
