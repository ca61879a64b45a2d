"""Marks on standard nodes: what they stand for, for whoever shows more of it than others.

A mark is an attribute of a node. Writers that do not know it print the node as it is; those that
do need neither read printed words back nor take classes apart, which are for style sheets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, cast

from docutils import nodes

from .labels import _
from .values import Value

MARKER = "brief_marker"
"""The attribute of a reference, or of a label in a list, that shows the number of a source."""
SAID = "brief_said"
"""The attribute of a marker that says by whom its source is, and when it was published."""
ELSEWHERE = "brief_elsewhere"
"""The attribute of a reference to what another house has: the anchor that it has in the ledger."""
VALUE = "brief_value"
"""The attribute of the words of a value: a grade of a scale, a likelihood, a date, a marking."""
HEAD = "brief_head"
"""The attribute of the paragraph that begins what is printed of a record: its kind and id."""
MARKING = "brief_marking"
"""The attribute of the paragraph that shows the marking of a page."""
PORTION = "brief_portion"
"""The attribute of a paragraph that says how a passage is marked, or where it ends."""
BLOCK = "brief_block"
"""The attribute of a block below the title of a page: ``title``, ``source``, ``marking``, or
:data:`BANNER`."""
BANNER = "banner"
"""The block that names what a brief rests on and has been withdrawn."""
FACT = "brief_fact"
"""The attribute of what is said of a brief around its title: which fact it is."""
FRONT = "brief_front"
"""The attribute of a section ahead of the text of a brief, and of its list: what it holds; of a
paragraph that says why something there does not stand: :data:`LOST`."""
LOST = "lost"
ALSO = "brief_also"
"""The attribute of a paragraph of an annex that holds names of which no more is known."""
ANNEX = "brief_annex"
"""The attribute of a section that is an annex: the plural of what it holds."""
VIEW = "brief_view"
"""The attribute of a printed selection: its layout, and the plural of what it holds."""
DESK = "brief_desk"
"""The attribute of the front page of a desk."""
STANDARD = "brief_standard"
"""The attribute of the part of a report card for one standard: its title, and its counts."""
COLUMN = "brief_column"
"""The attribute of a cell: the words at the head of its column, for screens too narrow for it."""
TONE = "brief_tone"
"""The attribute of a cell: the colour of its edge, as pictures call it."""
GROUP = "brief_group"
"""The attribute of a row that is a heading for the rows below it."""
HEADS_ROWS = "brief_heads_rows"
"""The attribute of the ``colspec`` of a column whose cells name what their rows are about.

Unlike docutils' ``stub`` it says nothing of how they look.
"""
NUMBERS = "brief_numbers"
"""The attribute of a cell of amounts, which stand below each other by their last digits."""
UNIT = "brief_unit"
"""The attribute of a table of amounts that all have one unit: which."""
WEIGHTS = "brief_weights"
"""The attribute of a table whose columns share the width by the weights that kinds declare."""

_SIGNS = "*\N{DAGGER}\N{DOUBLE DAGGER}\N{SECTION SIGN}"
"""The signs in the order of the Chicago Manual of Style, in which Word counts them too."""


class Marker(NamedTuple):
    """The number of a source on its page, and the letter of what is cited from it."""

    number: int
    source: str
    letter: str = ""
    """Which of the statements that the page takes from the source; empty for the only one."""
    statement: str = ""
    """Kind and id of the statement, ``claim:leap``; empty where the source itself is meant."""
    row: str = ""
    """Its place in a row of markers with one pair of brackets: first, middle or last."""

    @property
    def printed(self) -> str:
        """The number of the source in brackets."""
        return f"[{self.number}]"

    @property
    def short(self) -> str:
        """Number and letter."""
        return f"{self.number}{self.letter}"

    @property
    def text(self) -> str:
        """Number and letter, with the brackets that are its own."""
        return f"{self.opening}{self.short}{self.closing}"

    @property
    def opening(self) -> str:
        """The bracket before it."""
        return "[" if self.row in ("", "first") else ""

    @property
    def closing(self) -> str:
        """The bracket behind it."""
        return "]" if self.row in ("", "last") else ""


class Portion(NamedTuple):
    """The words of a line before or after a passage with a marking of its own."""

    place: str
    """``begins`` or ``ends``."""
    marking: str
    words: str
    """As they are printed, without the brackets of plain text."""


def portion_of(node: nodes.Node) -> Portion | None:
    """The words of a line before or after a passage; ``None`` for other nodes."""
    return cast("Portion | None", _mark(node, PORTION))


def marker_of(node: nodes.Node) -> Marker | None:
    """The number that a node shows, and of which source."""
    return cast("Marker | None", _mark(node, MARKER))


def name_of_marker(node: nodes.Element, marker: Marker) -> str:
    """The name of a marker for readers who do not see it: "Source 1a: Walaw, 21 Feb 2026"."""
    return str(_("Source %s: %s")) % (marker.short, node.get(SAID, marker.source))


def lettered(markers: Iterable[Marker]) -> dict[tuple[str, str], str]:
    """The letters of statements, by source and statement, in the order of the markers.

    A source of which one statement is cited needs none.

    >>> marked = [Marker(1, "s", statement="claim:x"), Marker(2, "t", statement="claim:x")]
    >>> lettered([*marked, Marker(1, "s", statement="claim:y"), Marker(1, "s")])
    {('s', 'claim:x'): 'a', ('s', 'claim:y'): 'b'}
    """
    cited: dict[str, dict[str, None]] = {}
    for marker in markers:
        if marker.statement:
            cited.setdefault(marker.source, {}).setdefault(marker.statement)
    return {
        (source, statement): letters(number)
        for source, statements in cited.items()
        if len(statements) > 1
        for number, statement in enumerate(statements)
    }


def letters(number: int) -> str:
    """The letters that count from zero: a to z, aa, ab and so on.

    >>> letters(0), letters(25), letters(26), letters(702)
    ('a', 'z', 'aa', 'aaa')
    """
    found = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("a") + rest) + found
    return found


def footnote_sign(number: int) -> str:
    """The sign of a footnote, counted from zero; after the last one they are doubled.

    >>> [footnote_sign(number) for number in (0, 3, 4, 9)]
    ['*', '§', '**', '†††']
    """
    times, place = divmod(number, len(_SIGNS))
    return _SIGNS[place] * (times + 1)


def value_of(node: nodes.Node) -> Value | None:
    """The value that the words of a node put into words."""
    return cast("Value | None", _mark(node, VALUE))


def annex_of(node: nodes.Node) -> str:
    """The plural of what an annex holds; empty for other nodes."""
    return cast("str", _mark(node, ANNEX) or "")


def standard_of(node: nodes.Node) -> tuple[str, str] | None:
    """The title and the counts of a part of a report card; ``None`` for other nodes."""
    return cast("tuple[str, str] | None", _mark(node, STANDARD))


def tone_of(node: nodes.Node) -> str:
    """The colour of the edge of a cell, as pictures call it; empty where it has none."""
    return cast("str", _mark(node, TONE) or "")


def column_of(node: nodes.Node) -> str:
    """The words at the head of the column of a cell; empty where none are to stand in it."""
    return cast("str", _mark(node, COLUMN) or "")


def holds_numbers(node: nodes.Node | None) -> bool:
    """Whether a cell stands in a column of amounts."""
    return node is not None and bool(_mark(node, NUMBERS))


def is_group(node: nodes.Node) -> bool:
    """Whether a row is a heading for the rows below it."""
    return bool(_mark(node, GROUP))


def heads_row(entry: nodes.entry, column: int) -> bool:
    """Whether a cell of the body of a table names what its row is about."""
    row: nodes.Element = entry.parent
    specs = [child for child in row.parent.parent if isinstance(child, nodes.colspec)]
    is_body = isinstance(row.parent, nodes.tbody)
    return is_body and column < len(specs) and bool(_mark(specs[column], HEADS_ROWS))


def block_of(node: nodes.Node) -> str:
    """The name of a block below the title of a page; empty for other nodes."""
    return cast("str", _mark(node, BLOCK) or "")


def front_of(node: nodes.Node) -> str:
    """The plural of what a section ahead of the text holds; empty for other nodes."""
    return cast("str", _mark(node, FRONT) or "")


def fact_of(node: nodes.Node) -> str:
    """The name of the fact of a brief that a node says; empty for other nodes."""
    return cast("str", _mark(node, FACT) or "")


def values_in(node: nodes.Element, field: str) -> Iterator[tuple[nodes.inline, str]]:
    """The words below a node that show values of a field, each with its value."""
    for words in node.findall(nodes.inline):
        value = value_of(words)
        if value is not None and value.field == field:
            yield words, value.value


def _mark(node: nodes.Node, name: str) -> object:
    return node.get(name) if isinstance(node, nodes.Element) else None
