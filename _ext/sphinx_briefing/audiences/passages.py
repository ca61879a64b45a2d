"""The passages and records of a text that are not for an audience: which lines they take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from ..markings import STRICTEST, badge_of, is_stricter, read_marking
from ..source_text.blocks import Block
from ..source_text.reader import Text
from .cuts import Cut
from .marked import Marked, MarkedTextReader
from .meant import RESTRICTED, is_meant, is_shown, openings

_ALL_THAT_FOLLOWS = "all that follows on the page is taken out"


class Taken(NamedTuple):
    """A passage or record that is taken out.

    :param block: as it stands in the text.
    :param problem: what to tell its author, if there is something.
    """

    cut: Cut
    block: Block
    marking: str
    problem: str = ""


def taken(reader: MarkedTextReader, text: Text, audience: str) -> Iterator[Taken]:
    """All passages and records of a text that are marked more strictly than an audience."""
    cuts: list[Cut] = []
    for marked in reader.marked(text):
        block = marked.block
        if not is_stricter(marked.marking, audience) or is_held(cuts, block):
            continue
        found = _taken(text, marked)
        cuts.append(found.cut)
        yield found
    yield from _meant(text, cuts, audience)


def is_held(cuts: Iterable[Cut], block: Block) -> bool:
    """Whether a block stands in what is taken out."""
    return any(cut.holds(block.first, block.column) for cut in cuts)


def _taken(text: Text, marked: Marked) -> Taken:
    block, name = marked.block, marked.block.bare_name or RESTRICTED
    problem = f"{name}: {marked.problem}" if marked.problem else ""
    if problem:
        problem += f"; it counts as {badge_of(marked.marking)}"
    end = block.end
    if not block.is_closed or _is_split(text, block) or _has_no_body(text, block):
        end = len(text.lines)
        problem = (
            f"{name}: its end is not clear: {_ALL_THAT_FOLLOWS}; close it, and open "
            "it with more signs than any block inside"
        )
        if text.is_rst:
            problem = f"{name}: nothing is indented below it: {_ALL_THAT_FOLLOWS}; indent it"
        return Taken(Cut(block.first, end, block.column), block, marked.marking, problem)
    return Taken(_cut(text, block, end), block, marked.marking, problem)


def _cut(text: Text, block: Block, end: int) -> Cut:
    """The lines of a block; docutils counts columns with tabs expanded."""
    if not text.is_rst or not any("\t" in line for line in text.lines[block.first : end]):
        return Cut(block.first, end, block.column, block.right)
    if block.table is not None or block.right:
        first, last = block.table or (block.first, end)
        return Cut(first, last)
    line = text.lines[block.first]
    wide = (at for at in range(len(line)) if len(line[:at].expandtabs(8)) >= block.column)
    return Cut(block.first, end, next(wide, 0))


def _is_split(text: Text, block: Block) -> bool:
    """Whether a passage ends where another block inside of it was meant to."""
    opening = re.match(r"[`~:]+", text.lines[block.first][block.column :])
    if opening is None or not _is_passage(block):
        return False
    sign = re.escape(opening.group()[0])
    least = len(opening.group())
    inner = re.compile(rf"[ \t>]*{sign}{{{least},}}[ \t]*[^\s{sign}]")
    return any(inner.match(line) for line in text.lines[block.first + 1 : block.end - 1])


def _has_no_body(text: Text, block: Block) -> bool:
    """Whether a passage of reStructuredText holds nothing: what follows is not indented."""
    return text.is_rst and _is_passage(block) and not block.right and block.body >= block.end


def _is_passage(block: Block) -> bool:
    return is_meant(block.bare_name or block.argument.strip("{} ").split(" ")[0].strip("{}"))


def _meant(text: Text, cuts: Sequence[Cut], audience: str) -> Iterator[Taken]:
    """What looks like such a passage, and is none for the parser of its language."""
    known = {(block.first, block.column) for block in text.blocks if _is_passage(block)}
    cells = [block for block in text.blocks if block.table is not None]
    done = list(cuts)
    for at, column, fence in openings(text.lines):
        block = Block(RESTRICTED, "", at, at + 1, at + 1, column)
        if is_held(done, block) or is_shown(at, fence, text.blocks, text.lines):
            continue
        if _is_known(known, text.lines[at], at, column):
            continue
        if not is_stricter(_marking_in(text.lines[at][column:]), audience):
            continue
        cell = next((cell for cell in reversed(cells) if cell.holds(at, column)), None)
        end, right, what = len(text.lines), 0, _ALL_THAT_FOLLOWS.removesuffix(" is taken out")
        if cell is not None:
            end, right, what = cell.end, cell.right, "what follows in this cell"
        elif fence == ".." and not text.lines[at][:column].strip(" \t>-*"):
            below = _end_of_indented(text.lines, at, column)
            if below > at + 1:
                end, what = below, "this passage"
        how = ".. restricted:: AMBER" if text.is_rst else "```{restricted} AMBER"
        problem = (
            f"this line is meant to open a restricted passage, and does not: {what} is taken out; "
            f"write {how!r}"
        )
        done.append(Cut(at, end, column, right))
        yield Taken(done[-1], block, STRICTEST, problem)


def _is_known(known: AbstractSet[tuple[int, int]], line: str, at: int, column: int) -> bool:
    """Whether a passage that the parser has found begins at a place."""
    if "\t" in line:
        return any(first == at for first, _column in known)
    before = line[:column]
    return any(
        first == at and (start >= column or not before[start:].strip(" >\t%"))
        for first, start in known
        if start <= column or first == at
    )


def _marking_in(line: str) -> str:
    """The marking that a line ends with, if it can be read."""
    match = re.search(r"restr\w*[\s}:]*(?P<marking>[^\s}`]+)\s*(?:`.*)?$", line, re.I)
    try:
        return read_marking(match["marking"]) if match else STRICTEST
    except ValueError:
        return STRICTEST


def _end_of_indented(lines: Sequence[str], at: int, column: int) -> int:
    end = at + 1
    for number in range(at + 1, len(lines)):
        line = lines[number]
        if line.strip():
            if len(line) - len(line.lstrip()) <= column:
                break
            end = number + 1
    return end
