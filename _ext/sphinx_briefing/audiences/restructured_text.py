"""The directives in a text of reStructuredText, by the rules of its indentation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from docutils.parsers.rst.tableparser import GridTableParser, TableMarkupError
from docutils.statemachine import StringList

from .blocks import Block

VERBATIM = frozenset({
    "code", "code-block", "sourcecode", "highlight", "literalinclude", "math", "raw", "csv-table",
    "graphviz", "digraph", "graph", "mermaid", "productionlist", "doctest", "testcode",
    "testoutput", "testsetup", "parsed-literal", "toctree",
})  # fmt: skip
"""Directives whose bodies are no text in which others stand."""

_HEAD = re.compile(
    r"(?P<before>(?:[ ]*"
    r"(?:[-*+•‣\u2043]|\(?(?:\d+|[A-Za-z#]|[ivxlcdmIVXLCDM]+)[.)]|:[^:]+:)[ ]+)*[ ]*)"
    r"\.\.[ ]+(?:\|[^|]+\|[ ]+)?(?P<name>[A-Za-z0-9][\w:+.-]*?)[ ]?::(?:[ ]+(?P<argument>.*)|$)"
)
_OPTION = re.compile(r"[ ]*:(?P<name>[^:\s][^:]*):(?:[ ]+(?P<value>.*)|$)")
_BORDER = re.compile(r"[ ]*\+[-=+]+\+[ ]*")
_RULE = re.compile(r"[ ]*=+(?:[ ]+=+)+[ ]*")


def directives(lines: Sequence[str]) -> Iterator[Block]:
    """All directives of a text, outer ones before those inside.

    :param lines: the lines of the text, without their ends.
    """
    plain = [line.rstrip("\r\n").expandtabs(8) for line in lines]
    yield from _directives(plain)


def _directives(lines: Sequence[str]) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        line = lines[at]
        if _BORDER.fullmatch(line) or _RULE.fullmatch(line):
            end = _table_end(lines, at)
            if end > at + 1:
                yield from _in_table(lines, at, end)
                at = end
                continue
        match = _HEAD.match(line)
        if match is None:
            if line.rstrip().endswith("::") and not line.lstrip().startswith(".. "):
                at = _literal_end(lines, at)
            else:
                at += 1
            continue
        column = match.end("before")
        end = _indented_end(lines, at + 1, column)
        block = _block(lines, match, at, end, column)
        yield block
        at = end if block.bare_name in VERBATIM else at + 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _indented_end(lines: Sequence[str], at: int, column: int) -> int:
    """The line after the last one that is indented more than a column."""
    end = at
    for number in range(at, len(lines)):
        if lines[number].strip():
            if _indent(lines[number]) <= column:
                break
            end = number + 1
    return end


def _literal_end(lines: Sequence[str], at: int) -> int:
    """The line after a literal block that a paragraph announces at its end."""
    start = at + 1
    while start < len(lines) and not lines[start].strip():
        start += 1
    if start == at + 1 or start == len(lines) or _indent(lines[start]) <= _indent(lines[at]):
        return at + 1
    return _indented_end(lines, start, _indent(lines[at]))


def _block(lines: Sequence[str], match: re.Match[str], first: int, end: int, column: int) -> Block:
    argument = [match["argument"] or ""]
    options: dict[str, str] = {}
    where: dict[str, int] = {}
    last, base, at = "", 0, first + 1
    while at < end and lines[at].strip():
        option = _OPTION.match(lines[at])
        inner = _indent(lines[at])
        if option and (not last or inner <= base):
            last, base = option["name"], inner
            where.setdefault(last, at)
            options.setdefault(last, (option["value"] or "").strip())
        elif last:
            if inner <= base:
                break
            options[last] = f"{options[last]}\n{lines[at].strip()}".strip()
        else:
            argument.append(lines[at].strip())
        at += 1
    return Block(
        name=match["name"],
        argument=" ".join(" ".join(argument).split()),
        first=first,
        end=end,
        body=min(at, end),
        column=column,
        options=options,
        lines=where,
    )


def _table_end(lines: Sequence[str], at: int) -> int:
    """The line after a table; the one after the first where it is none."""
    end = at
    while end < len(lines) and lines[end].strip():
        end += 1
    if _BORDER.fullmatch(lines[at]):
        return end if _BORDER.fullmatch(lines[end - 1]) else at + 1
    rules = [number for number in range(at, end) if _RULE.fullmatch(lines[number])]
    while end < len(lines) and len(rules) < 2:  # blank lines part the rows of simple tables
        if _RULE.fullmatch(lines[end]):
            rules.append(end)
        end += 1
    return rules[-1] + 1 if len(rules) > 1 else at + 1


def _in_table(lines: Sequence[str], first: int, end: int) -> Iterator[Block]:
    """The directives in the cells of a table."""
    for top, left, bottom, right in _cells(lines, first, end):
        cell = [line[left:right].rstrip() for line in lines[top:bottom]]
        shift = min((_indent(line) for line in cell if line), default=0)
        for block in _directives([line[shift:] for line in cell]):
            yield replace(
                block,
                first=block.first + top,
                end=block.end + top,
                body=block.body + top,
                column=block.column + left + shift,
                right=right,
                lines={name: line + top for name, line in block.lines.items()},
            )


def _cells(lines: Sequence[str], first: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """The cells of a table: first line, left column, line after the last, right column."""
    if _BORDER.fullmatch(lines[first]):
        indent = _indent(lines[first])
        parser = GridTableParser()
        try:
            parser.setup(StringList([line[indent:].rstrip() for line in lines[first:end]], "table"))
            parser.find_head_body_sep()
            parser.parse_table()
        except (TableMarkupError, IndexError, AssertionError):
            return
        cells: Any = parser.cells
        for top, left, bottom, right, _content in cells:
            yield top + 1 + first, left + 1 + indent, bottom + first, right + indent
        return
    spans = [(match.start(), match.end()) for match in re.finditer(r"=+", lines[first])]
    wide = max(map(len, lines[first:end]))
    spans = [*spans[:-1], (spans[-1][0], wide)]
    for left, right in spans:
        yield first, left, end, right


def moved(block: Block, at: Sequence[int], lines: Sequence[str]) -> Block:
    """A directive of a part of a page, at the lines of the page."""
    last = at[min(block.end, len(at)) - 1]
    line = lines[at[block.first]]
    where: Mapping[str, int] = {name: at[number] for name, number in block.lines.items()}
    return replace(
        block,
        first=at[block.first],
        end=last + 1,
        body=at[min(block.body, len(at) - 1)],
        column=max(line.find(".. "), 0),
        lines=where,
    )
