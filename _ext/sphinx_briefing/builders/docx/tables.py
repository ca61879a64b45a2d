"""Tables: cells that span, header rows that repeat, widths that follow the words."""

from __future__ import annotations

from copy import deepcopy

from docutils import nodes
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from ... import palette
from ...presentation.codes import direction_of
from ...presentation.marks import heads_row, holds_numbers, is_group, tone_of
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
)
from .lists import ListVisitor
from .package import WordFile
from .runs import Place
from .xml import Xml, element, value

_MOST, _PART = 63, 12
"""Word opens no table with more columns, and nobody reads what it then shows."""

_UPRIGHT = 8
"""The most columns that an upright page is given."""

_WHOLE = 800
"""A row with less text than this stays on one page."""

_EM = 180
"""The size of the text of tables, in twentieths of a point."""

_TEXT = Place("Briefing Table Text")

_SEQUENCES = {"figure": "Figure", "table": "Table", "code-block": "Listing"}
"""Counted things in the words of Word's own menu."""


class TableVisitor(ListVisitor):
    """Tables, with their captions."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        self._counted: dict[str, int] = {}

    def visit_table(self, node: nodes.table) -> None:
        """Write a whole table; one too wide for a page turns that."""
        self.flush_lead()
        captions = [child for child in node.children if isinstance(child, nodes.title)]
        groups = [child for child in node.children if isinstance(child, nodes.tgroup)]
        top = self.out is self.file.body and self.place == Place()
        wide = top and any(columns_of(group) > _UPRIGHT for group in groups)
        if wide:
            self._end_section(turned=False)
        if captions:
            with self.paragraph("caption"):
                self.write_number(node)
                for caption in captions:
                    self.walk(caption.children)
        for group in groups:
            self._group(group, node, turned=wide)
        if wide:
            self._end_section(turned=True)
        raise nodes.SkipNode

    def _end_section(self, *, turned: bool) -> None:
        """End a section of pages, upright or turned, where the text stands."""
        self.end_paragraph()
        section = deepcopy(self.file.section)
        size = section.find(qn("w:pgSz"))
        if turned and size is not None:
            across, down = size.get(qn("w:w")), size.get(qn("w:h"))
            size.set(qn("w:w"), down)
            size.set(qn("w:h"), across)
            size.set(qn("w:orient"), "landscape")
        last = self.out[-1] if len(self.out) else None
        if last is None or last.tag != qn("w:p") or last.find(f".//{qn('w:sectPr')}") is not None:
            with self.paragraph("Briefing Line") as last:
                pass
        last.get_or_add_pPr().append(section)

    def _group(self, tgroup: nodes.tgroup, table: nodes.table, turned: bool) -> None:
        head, body = laid_out(tgroup)
        columns = head.columns
        grids = [head, body]
        given = given_shares(tgroup, columns)
        shares = given or declared_shares(tgroup, columns)
        shares = shares or shares_by_words(grids, columns, least=6, spare=2)
        shares = fitted(shares, grids, self._room(turned) / _EM, pass_on=not given)
        if columns <= _MOST:
            self._table(head, body, shares, range(columns), turned=turned)
            return
        self.warn(
            f"a table of {columns} columns is more than a Word file can hold: "
            f"it is set in parts of {_PART}",
            table,
        )
        for start in range(0, columns, _PART):
            part = range(start, min(start + _PART, columns))
            self._table(_cut(head, part), _cut(body, part), shares, part, turned=turned)

    def _table(
        self, head: Grid, body: Grid, shares: list[int], columns: range, *, turned: bool
    ) -> None:
        self._part_tables()
        room = self._room(turned)
        total = sum(shares[c] for c in columns) or 1
        widths = [max(shares[c] * room // total, 1) for c in columns]
        firsts = [row[0].node for row in body.rows if row and row[0].node is not None]
        stub = any(in_stub(node, 0) or heads_row(node, 0) for node in firsts)
        look = element("w:tblLook", val="04A0" if stub else "0420")
        for name, on in (
            ("firstRow", bool(head.rows)),
            ("lastRow", False),
            ("firstColumn", stub),
            ("lastColumn", False),
            ("noHBand", True),
            ("noVBand", True),
        ):
            look.set(qn(f"w:{name}"), str(int(on)))
        table = element(
            "w:tbl",
            element(
                "w:tblPr",
                value("w:tblStyle", self.file.style("Briefing Table")),
                *self._columns_run(),
                element("w:tblW", w=sum(widths), type="dxa"),
                *(
                    [element("w:tblInd", w=self.place.indent, type="dxa")]
                    if self.place.indent
                    else []
                ),
                element("w:tblLayout", type="fixed"),
                look,
            ),
            element("w:tblGrid", *(element("w:gridCol", w=width) for width in widths)),
        )
        self.out.append(table)
        for part, is_head in ((head, True), (body, False)):
            for number in range(len(part.rows)):
                self._row(table, part, number, widths, columns.start, is_head)

    def _row(
        self, table: Xml, part: Grid, number: int, widths: list[int], first: int, is_head: bool
    ) -> None:
        cells = part.rows[number]
        properties = element("w:trPr")
        text = sum(len(cell.node.astext()) for cell in cells if cell.node is not None)
        if text < _WHOLE:
            properties.append(element("w:cantSplit"))
        if is_head:
            properties.append(element("w:tblHeader"))
        row = element("w:tr", properties)
        table.append(row)
        starting = {cell.column: cell for cell in cells}
        above = {
            cell.column: cell
            for earlier in part.rows[:number]
            for cell in earlier
            if cell.row + cell.rows > number
        }
        column = first
        while column < first + len(widths):
            cell = starting.get(column) or above.get(column)
            if cell is None:  # The grid has no holes; a row must not lack a cell all the same.
                cell = Cell(number, column)
            self._cell(row, cell, number, widths[column - first :][: cell.columns], is_head)
            column += cell.columns

    def _cell(self, row: Xml, cell: Cell, number: int, widths: list[int], is_head: bool) -> None:
        properties = element("w:tcPr", element("w:tcW", w=sum(widths), type="dxa"))
        if len(widths) > 1:
            properties.append(value("w:gridSpan", len(widths)))
        if cell.rows > 1:
            merge = element("w:vMerge")
            if cell.row == number:
                merge.set(qn("w:val"), "restart")
            properties.append(merge)
        if tone := tone_of(cell.node) if cell.node is not None else "":
            colours = palette.of_pictures()
            colour = palette.word(colours.get(tone, colours["muted"]))
            line = element("w:left", val="single", sz="24", space="0", color=colour)
            properties.append(element("w:tcBorders", line))
        xml = element("w:tc", properties)
        row.append(xml)
        if cell.row != number or cell.node is None:
            return
        stub = in_stub(cell.node, cell.column)
        with self.inside(xml, place=_TEXT), self.looking(bold=is_head or stub):
            self.enter(cell.node)
            self.walk(cell.node.children)
            self.flush_pending()
        if holds_numbers(cell.node):
            for paragraph in xml.iter(qn("w:p")):
                paragraph.get_or_add_pPr().jc_val = WD_ALIGN_PARAGRAPH.RIGHT
        if is_group(cell.node.parent):
            for paragraph in xml.iter(qn("w:p")):
                paragraph.get_or_add_pPr().get_or_add_keepNext()

    def flush_pending(self) -> None:
        """Open a paragraph for places that wait for one."""
        if self._pending:
            self.begin_paragraph()

    def _part_tables(self) -> None:
        """Part two tables that would become one."""
        self.end_paragraph()
        if self._after_table():
            self.out.append(
                element(
                    "w:p", element("w:pPr", value("w:pStyle", self.file.style("Briefing Line")))
                )
            )

    def _columns_run(self) -> list[Xml]:
        """Return what turns the columns of a table, in languages that run from right to left."""
        right = direction_of(self.config.language or "en") == "rtl"
        return [element("w:bidiVisual")] if right else []

    def _room(self, turned: bool) -> int:
        """Return the width that a table may have, in twentieths of a point."""
        if self.out.tag == qn("w:tc"):
            own = self.out.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
            return max(int(own.get(qn("w:w"))) - 170, 600)
        room = _down(self.file) if turned else self.file.text_width()
        return max(room - self.place.indent, 1200)

    # -- numbers -----------------------------------------------------------------------------

    def visit_caption(self, node: nodes.caption) -> None:
        """Write the caption of a listing, or of a table of contents, with its number."""
        with self.paragraph("caption"):
            if node.parent is not None:
                self.write_number(node.parent)
            self.walk(node.children)
        raise nodes.SkipNode

    def write_number(self, node: nodes.Element) -> None:
        """Write the number of a figure, table or listing, where the project numbers them."""
        found = self.figure_number(node)
        if found is not None:
            self.text(found.before)
            self._count(_SEQUENCES.get(found.kind, found.kind.capitalize()), found.number)
            self.text(f"{found.after} ")

    def _count(self, kind: str, number: tuple[int, ...]) -> None:
        """Write a number as one that Word counts on, so that it can list figures and tables."""
        if len(number) > 1:
            self.text(".".join(map(str, number)))
            return
        last, self._counted[kind] = self._counted.get(kind, 0), number[0]
        jump = "" if number[0] == last + 1 else f" \\r {number[0]}"
        self.field(f"SEQ {kind} \\* ARABIC{jump}", str(number[0]))


def _down(file: WordFile) -> int:
    """Return the width of the text on a turned page."""
    size, margin = file.section.find(qn("w:pgSz")), file.section.find(qn("w:pgMar"))
    if size is None or margin is None:
        return 13958
    left, right = (int(margin.get(qn(f"w:{side}"), 1440)) for side in ("left", "right"))
    return int(size.get(qn("w:h"), 16838)) - left - right


def _cut(part: Grid, columns: range) -> Grid:
    """Return some columns of a grid; a cell that spans its edge is kept where it begins."""
    rows = []
    for cells in part.rows:
        kept = []
        for cell in cells:
            start = max(cell.column, columns.start)
            end = min(cell.column + cell.columns, columns.stop)
            if start < end:
                node = cell.node if start == cell.column else None
                kept.append(Cell(cell.row, start, end - start, cell.rows, node))
        rows.append(kept)
    return Grid(part.columns, rows)
