"""The front of a brief: a row a judgement or recommendation, with what is said of it beside it."""

from __future__ import annotations

from docutils import nodes
from docx.oxml.ns import qn

from ... import palette
from ...config.values import conventions_of
from ...presentation.marks import LOST, front_of, values_in
from .pictures import PictureVisitor
from .runs import Place
from .xml import Xml, element, text_elements, value

_JUDGED, _ADVISED = (60, 40), (8, 60, 32)
"""The shares of the columns, in per cent."""
_STATEMENT = Place("Briefing Table Text")
_ON, _OFF = (palette.word(palette.HOUSE[name]) for name in ("accent", "rule"))
_STEPS = 50
"""The cells of a bar from 0 to 100 per cent."""


class FrontVisitor(PictureVisitor):
    """Writes the lists ahead of the text of a brief."""

    def visit_bullet_list(self, node: nodes.bullet_list) -> None:
        """Write a row an entry: its number, the statement, what is said of it."""
        if not front_of(node):
            super().visit_bullet_list(node)
            return
        self._part_tables()
        numbered = front_of(node) == "recommendations"
        room = self._room(False)
        widths = [room * share // 100 for share in (_ADVISED if numbered else _JUDGED)]
        table = element(
            "w:tbl",
            element(
                "w:tblPr",
                value("w:tblStyle", self.file.style("Briefing Rows")),
                *self._columns_run(),
                element("w:tblW", w=sum(widths), type="dxa"),
                element("w:tblLayout", type="fixed"),
            ),
            element("w:tblGrid", *(element("w:gridCol", w=width) for width in widths)),
        )
        self.out.append(table)
        for item in node.children:
            head, *lines = (child for child in item.children if isinstance(child, nodes.Element))
            details = [line for line in lines if front_of(line) != LOST]
            lost = [line for line in lines if front_of(line) == LOST]
            row = element("w:tr", element("w:trPr", element("w:cantSplit")))
            table.append(row)
            *number, statement = head.children
            if numbered:
                self._words(self._cell_of(row, widths[0]), number[:1], bold=True)
            cell = self._cell_of(row, widths[-2])
            self._words(cell, [statement], bold=not numbered)
            with self.inside(cell, place=_STATEMENT):
                self.walk(lost)
            self._said(self._cell_of(row, widths[-1]), details)
        raise nodes.SkipNode

    @staticmethod
    def _cell_of(row: Xml, width: int) -> Xml:
        cell = element("w:tc", element("w:tcPr", element("w:tcW", w=width, type="dxa")))
        row.append(cell)
        return cell

    def _words(self, cell: Xml, words: list[nodes.Node], *, bold: bool) -> None:
        with self.inside(cell, place=_STATEMENT), self.looking(bold=bold):
            self.walk(words)
            self.begin_if_empty(cell)

    def _said(self, cell: Xml, details: list[nodes.Element]) -> None:
        """Write what is said of a statement, below the bar of its likelihood."""
        with self.inside(cell, place=_STATEMENT):
            for line in details:
                for _words, level in values_in(line, "likelihood"):
                    grade = conventions_of(self.config).likelihood.grade(level)
                    if grade is not None and grade.low is not None and grade.high is not None:
                        self._bar(grade.low, grade.high)
            self.walk(details)
            self.begin_if_empty(cell)

    def begin_if_empty(self, cell: Xml) -> None:
        """Give a cell the paragraph that Word wants in each."""
        if cell.find(qn("w:p")) is None:
            self.begin_paragraph()

    def _bar(self, low: int, high: int) -> None:
        """Draw a band on a line from 0 to 100 per cent: spaces on coloured ground."""
        first = min(low * _STEPS // 100, _STEPS - 1)
        last = max(-(-high * _STEPS // 100), first + 1)
        with self.paragraph("Briefing Bar") as paragraph:
            for colour, length in ((_OFF, first), (_ON, last - first), (_OFF, _STEPS - last)):
                if length:
                    look = element(
                        "w:rPr", element("w:shd", val="clear", color="auto", fill=colour)
                    )
                    spaces = text_elements("\N{NO-BREAK SPACE}" * length)
                    paragraph.append(element("w:r", look, *spaces))
