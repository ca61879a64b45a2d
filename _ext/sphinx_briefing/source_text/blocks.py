"""Directives as they stand in a text: which lines they take."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import accumulate, pairwise


@dataclass(frozen=True, slots=True)
class Block:
    """A directive in a text.

    :param name: as written, without braces: ``restricted``, ``brief:claim``.
    :param first: its first line, from 0.
    :param end: the line after its last one.
    :param body: the line that its body begins at.
    :param column: where it begins on its first line; what stands before it there remains.
    :param right: where its lines end, in a cell of a table; 0 elsewhere.
    :param options: as written; ``lines`` has the line of each, ``ends`` the line after it.
    :param is_closed: whether its end is marked, or follows from the indentation.
    :param is_verbatim: whether what stands inside is no text: code, or a formula.
    :param is_indented: whether it is code for its indentation alone, in Markdown.
    :param table: of a cell of a table, the first line of the table and that after its last.
    """

    name: str
    argument: str
    first: int
    end: int
    body: int = 0
    column: int = 0
    right: int = 0
    options: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    ends: Mapping[str, int] = field(default_factory=dict)
    is_closed: bool = True
    is_verbatim: bool = False
    is_indented: bool = False
    table: tuple[int, int] | None = None

    @property
    def bare_name(self) -> str:
        """The name without its domain."""
        return self.name.removeprefix("brief:")

    def holds(self, line: int, column: int) -> bool:
        """Whether a place stands in it."""
        is_beside = self.right and not self.column <= column < self.right
        return self.first <= line < self.end and not is_beside


VERBATIM = frozenset({
    "code", "code-block", "code-cell", "sourcecode", "highlight", "literalinclude", "math", "raw",
    "csv-table", "graphviz", "digraph", "graph", "mermaid", "productionlist", "doctest",
    "testcode", "testoutput", "testsetup", "toctree", "parsed-literal",
})  # fmt: skip
"""Directives whose bodies are no text in which others stand."""

_NEWLINE = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")


def lines_of(text: str, *, is_rst: bool = False) -> list[str]:
    r"""The lines of a text with their ends, as the parser of its language counts them.

    >>> lines_of("a\nb\u2028c\r\nd\re")
    ['a\n', 'b\u2028c\r\n', 'd\r', 'e']
    >>> lines_of("a\nb\u2028c\x0c\r\n", is_rst=True)
    ['a\n', 'b\u2028', 'c\x0c\r\n']
    """
    if is_rst:  # to docutils, these two are spaces
        lines = re.sub("[\v\f]", " ", text).splitlines(keepends=True)
        ends = [0, *accumulate(map(len, lines))]
        return [text[start:end] for start, end in pairwise(ends)]
    return [line for line in _NEWLINE.split(text) if line]
