"""The directives in a text of reStructuredText, by the rules of its indentation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from docutils.parsers.rst.tableparser import GridTableParser, TableMarkupError
from docutils.statemachine import StringList

from .blocks import VERBATIM, Block

_MARKER = r"(?:[-*+•‣\u2043]|\(?(?:\d+|[A-Za-z#]|[ivxlcdmIVXLCDM]+)[.)]|:[^:]+:)[ ]+"
_MARKERS = re.compile(rf"[ ]*(?:{_MARKER})+(?=[+=])")
_HEAD = re.compile(
    rf"(?P<before>(?:[ ]*(?:{_MARKER})*[ ]*))"
    r"\.\.[ ]+(?:\|[^|]+\|[ ]+|\[[^\]]+\][ ]+\.\.[ ]+)?(?P<name>[A-Za-z0-9][\w:+.-]*?)"
    r"[ ]?::(?:[ ]+(?P<argument>.*)|$)"
)
_OPTION = re.compile(r"[ ]*:(?P<name>[^:\s][^:]*):(?:[ ]+(?P<value>.*)|$)")
_BORDER = re.compile(r"[ ]*\+[-=+]+\+[ ]*")
_RULE = re.compile(r"[ ]*=+(?:[ ]+=+)+[ ]*")
_RULE_BELOW = re.compile(r"[ ]*=+[ =]*")


def directives(lines: Sequence[str]) -> Iterator[Block]:
    """All directives of a text, outer ones before those inside.

    :param lines: the lines of the text, without their ends.
    """
    plain = [re.sub("[\ufeff\v\f]", " ", line).expandtabs(8).rstrip() for line in lines]
    yield from _directives(plain)


def _directives(lines: Sequence[str]) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        line = lines[at]
        bare = _MARKERS.sub(lambda found: " " * len(found.group()), line)
        if _BORDER.fullmatch(bare) or _RULE.fullmatch(bare):
            table = [*lines[:at], bare, *lines[at + 1 :]]
            end = _table_end(table, at)
            if end > at + 1:
                yield from _in_table(table, at, end)
                at = end
                continue
        match = _HEAD.match(line)
        if match is None:
            end = at + 1
            if line.rstrip().endswith("::") and not line.lstrip().startswith(".. "):
                end = _literal_end(lines, at)
            if end > at + 1:
                yield Block("", "", at, end, is_verbatim=True)
            at = end
            continue
        column = match.end("before")
        end = _indented_end(lines, at + 1, _left_of_body(lines, at, match))
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


def _left_of_body(lines: Sequence[str], at: int, match: re.Match[str]) -> int:
    """The column that the body of a directive is indented from.

    Behind the name of a field, that is where the other lines of the field begin.
    """
    column = match.end("before")
    field = re.search(r":[^:]+:[ ]+$", match["before"])
    if not field:
        return column
    outer = field.start()
    below = [line for line in lines[at + 1 : _indented_end(lines, at + 1, outer)] if line.strip()]
    return min(map(_indent, below), default=column)


def _literal_end(lines: Sequence[str], at: int) -> int:
    """The line after a literal block that a paragraph announces at its end."""
    start = at + 1
    while start < len(lines) and not lines[start].strip():
        start += 1
    markers = re.match(rf"[ ]*(?:{_MARKER})*", lines[at])
    column = markers.end() if markers else 0
    if start == at + 1 or start == len(lines) or _indent(lines[start]) <= column:
        return at + 1
    return _indented_end(lines, start, column)


def _block(lines: Sequence[str], match: re.Match[str], first: int, end: int, column: int) -> Block:
    argument = [match["argument"] or ""]
    options: dict[str, str] = {}
    where: dict[str, int] = {}
    ends: dict[str, int] = {}
    last, base, at = "", 0, first + 1
    while at < end and lines[at].strip():
        option = _OPTION.match(lines[at])
        inner = _indent(lines[at])
        if option and (not last or inner <= base):
            last, base = option["name"].lower(), inner
            where.setdefault(last, at)
            options.setdefault(last, (option["value"] or "").strip())
        elif last:
            if inner <= base:
                break
            options[last] = f"{options[last]}\n{lines[at].strip()}".strip()
        else:
            argument.append(lines[at].strip())
        at += 1
        if last:
            ends[last] = at
    return Block(
        name=match["name"],
        argument=" ".join(" ".join(argument).split()),
        first=first,
        end=end,
        body=min(at, end),
        column=column,
        options=options,
        lines=where,
        ends=ends,
        is_verbatim=match["name"].rpartition(":")[2] in VERBATIM,
    )


def _table_end(lines: Sequence[str], at: int) -> int:
    """The line after a table; the one after the first where it is none."""
    if _BORDER.fullmatch(lines[at]):
        end = at
        while end < len(lines) and lines[end].strip():
            end += 1
        return end if _BORDER.fullmatch(lines[end - 1]) else at + 1
    found, indent = 0, _indent(lines[at])
    for number in range(at + 1, len(lines)):
        if lines[number].strip() and _indent(lines[number]) < indent:
            break
        if _RULE_BELOW.fullmatch(lines[number]):
            found += 1
            if found == 2 or number + 1 == len(lines) or not lines[number + 1].strip():
                return number + 1
    return at + 1


def _in_table(lines: Sequence[str], first: int, end: int) -> Iterator[Block]:
    """The directives in the cells of a table."""
    for top, left, bottom, right in _cells(lines, first, end):
        yield Block("|", "", top, bottom, top, left, right, table=(first, end))
        cell = [line[left:right].rstrip() for line in lines[top:bottom]]
        shift = min((_indent(line) for line in cell if line), default=0)
        for block in _directives([line[shift:] for line in cell]):
            yield replace(
                block,
                first=block.first + top,
                end=block.end + top,
                body=block.body + top,
                column=block.column + left + shift,
                right=block.right + left + shift if block.right else right,
                lines={name: line + top for name, line in block.lines.items()},
                ends={name: line + top for name, line in block.ends.items()},
                table=block.table and (block.table[0] + top, block.table[1] + top),
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


def moved(block: Block, at: Sequence[int], lines: Sequence[str], content: Sequence[str]) -> Block:
    """A directive of a part of a page, at the lines and the columns of the page.

    :param at: for each line of the part, that of the page.
    :param content: the lines of the part.
    """
    last = at[min(block.end, len(at)) - 1]
    line = lines[at[block.first]].rstrip("\r")
    shift = max(len(line) - len(content[block.first].rstrip("\r")), 0)
    where: Mapping[str, int] = {name: at[number] for name, number in block.lines.items()}
    return replace(
        block,
        first=at[block.first],
        end=last + 1,
        body=at[min(block.body, len(at) - 1)],
        column=block.column + shift,
        right=block.right + shift if block.right else 0,
        lines=where,
        ends={name: at[number - 1] + 1 for name, number in block.ends.items()},
        table=block.table and (at[block.table[0]], at[block.table[1] - 1] + 1),
    )
