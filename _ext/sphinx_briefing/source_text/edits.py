"""Parts of a text that are replaced, in prose and in the cells of tables."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from .blocks import Block

_MASK = "\x00"


@dataclass(frozen=True, slots=True)
class Edit:
    """A part of a text that is replaced.

    :param start: from the beginning of the text.
    :param line: its line, from 1.
    :param message: what to tell the author; empty where it is nobody's mistake.
    :param block: the directive that goes as a whole, if one does.
    """

    start: int
    end: int
    words: str
    line: int = 0
    message: str = ""
    block: Block | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a text that is read by itself: the content of a cell, or all but the tables.

    :param at: for each character of it, the place in the text; one more for its end.
    """

    text: str
    at: Sequence[int]
    cell: Block | None = None


def starts_of(lines: Sequence[str]) -> list[int]:
    """Where each line begins, and where the last one ends."""
    return [0, *accumulate(map(len, lines))]


def regions(text: str, lines: Sequence[str], blocks: Iterable[Block]) -> Iterator[Region]:
    """Divide a text into the contents of its cells, and what is around."""
    cells = [block for block in blocks if block.table is not None and block.name == "|"]
    if not cells:
        yield Region(text, range(len(text) + 1))
        return
    starts = starts_of(lines)
    owner: list[int] = [-1] * (len(text) + 1)
    for number, cell in enumerate(cells):
        if cell.table is None:
            continue
        first, end = starts[cell.table[0]], starts[cell.table[1]]
        if cell.table[0] == cell.first or cell is cells[0] or cells[number - 1].table != cell.table:
            owner[first:end] = [-2 - cell.table[0]] * (end - first)
    for number, cell in enumerate(cells):  # those inside come behind those around them
        for line in range(cell.first, cell.end):
            start = min(starts[line] + cell.column, starts[line + 1])
            stop = min(starts[line] + cell.right, starts[line + 1])
            owner[start:stop] = [number] * (stop - start)
    masked = "".join(
        sign if of == -1 or sign == "\n" else _MASK for sign, of in zip(text, owner, strict=False)
    )
    yield Region(masked, range(len(text) + 1))
    for number, cell in enumerate(cells):
        found: list[str] = []
        at: list[int] = []
        for line in range(cell.first, cell.end):
            start = min(starts[line] + cell.column, starts[line + 1])
            stop = min(starts[line] + cell.right, starts[line + 1])
            mine = [place for place in range(start, stop) if owner[place] == number]
            found += [text[place] for place in mine]
            at += mine
            found.append("\n")
            at.append(stop)
        yield Region("".join(found), [*at, at[-1] if at else 0], cell)


def placed(edit: Edit, region: Region) -> Iterator[Edit]:
    """An edit of a region as edits of the text, one a line where it goes on in a cell."""
    if region.cell is None:
        yield edit
        return
    run: list[int] = []
    words = edit.words
    for index in range(edit.start, edit.end):
        if region.text[index] == "\n":
            if run:
                yield Edit(run[0], run[-1] + 1, words, edit.line, edit.message)
                words, run = "", []
                edit = Edit(edit.start, edit.end, "", edit.line, "")
        else:
            run.append(region.at[index])
    if run:
        yield Edit(run[0], run[-1] + 1, words, edit.line, edit.message)


def in_tables(edits: Sequence[Edit], lines: Sequence[str], blocks: Sequence[Block]) -> list[Edit]:
    """Edits, with what keeps the columns of tables where they are, or makes them wider."""
    cells = [block for block in blocks if block.table is not None and block.name == "|"]
    if not cells:
        return list(edits)
    starts = starts_of(lines)
    grown: dict[tuple[int, int], int] = defaultdict(int)
    for edit in edits:
        line = bisect_right(starts, edit.start, hi=len(lines)) - 1
        cell = _cell_at(cells, line, edit.start - starts[line])
        if cell is not None and starts[line] + cell.right < starts[line + 1] - 1:
            grown[line, cells.index(cell)] += len(edit.words) - (edit.end - edit.start)
    found = list(edits)
    wider: dict[int, int] = {}
    rest: dict[tuple[int, int], int] = {}
    for (line, number), growth in grown.items():
        cell = cells[number]
        right = starts[line] + cell.right
        if growth < 0:
            found.append(Edit(right, right, " " * -growth))
            continue
        inner = "".join(lines)[starts[line] + cell.column : right]
        free = min(len(inner) - len(inner.rstrip(" ")) - 1, growth)
        if free > 0:
            found.append(Edit(right - free, right, ""))
        rest[line, number] = growth - max(free, 0)
        wider[number] = max(wider.get(number, 0), rest[line, number])
    for number, growth in wider.items():
        if growth:
            found += _wider(cells[number], growth, lines, starts, rest, number)
    return found


def _wider(
    cell: Block,
    growth: int,
    lines: Sequence[str],
    starts: Sequence[int],
    rest: dict[tuple[int, int], int],
    number: int,
) -> Iterator[Edit]:
    """Make the column of a cell wider by some characters."""
    assert cell.table is not None
    for line in range(*cell.table):
        at = cell.right
        used = rest.get((line, number), 0)
        if at < len(lines[line].rstrip("\r\n")) and growth > used:
            before = lines[line][at - 1]
            sign = before if before in "-=" else " "
            yield Edit(starts[line] + at, starts[line] + at, sign * (growth - used))


def _cell_at(cells: Sequence[Block], line: int, column: int) -> Block | None:
    """The innermost cell at a place."""
    return next((cell for cell in reversed(cells) if cell.holds(line, column)), None)


def edited(lines: Sequence[str], edits: Iterable[Edit]) -> list[str]:
    """The lines of a text with parts of them replaced; one that goes with its end is empty."""
    found = list(lines)
    starts = starts_of(lines)
    at = len(lines) - 1
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
        while at > 0 and starts[at] > edit.start:
            at -= 1
        last = at
        while starts[last + 1] < edit.end:
            last += 1
        head = found[at][: edit.start - starts[at]]
        tail = found[last][edit.end - starts[last] :]
        found[at] = head + edit.words + tail
        for number in range(at + 1, last + 1):
            found[number] = ""
    return found
