"""Directives as they stand in a text: which lines they take, and what is taken out of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Block:
    """A directive in a text.

    :param name: as written, without braces: ``restricted``, ``brief:claim``.
    :param first: its first line, from 0.
    :param end: the line after its last one.
    :param body: the line that its body begins at.
    :param column: where it begins on its first line; what stands before it there remains.
    :param right: where its lines end, in a cell of a table; 0 elsewhere.
    :param options: as written, with the line of each.
    :param is_closed: whether its end is marked, or follows from the indentation.
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
    is_closed: bool = True

    @property
    def bare_name(self) -> str:
        """The name without its domain."""
        return self.name.removeprefix("brief:")


@dataclass(frozen=True, slots=True)
class Cut:
    """Lines that are taken out of a text, or a part of each of them."""

    first: int
    end: int
    column: int = 0
    right: int = 0


@dataclass(slots=True)
class Pruned:
    """A text without what was taken out of it.

    :param kept: for each line of it, the line of the whole text, both from 0.
    """

    text: str
    kept: Sequence[int] = ()
    removed: list[str] = field(default_factory=list)


_NEWLINE = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")


def lines_of(text: str, *, is_rst: bool = False) -> list[str]:
    r"""The lines of a text with their ends, as the parser of its language counts them.

    >>> lines_of("a\nb\x0cc\r\nd\re")
    ['a\n', 'b\x0cc\r\n', 'd\r', 'e']
    >>> lines_of("a\nb\x0cc\r\n", is_rst=True)
    ['a\n', 'b\x0c', 'c\r\n']
    """
    if is_rst:
        return text.splitlines(keepends=True)
    return [line for line in _NEWLINE.split(text) if line]


def without(lines: Sequence[str], cuts: Iterable[Cut]) -> Pruned:
    r"""Take lines out of a text; the blank line that parted them from what follows goes, too.

    >>> without(["a\n", "\n", "b\n", "\n", "c\n"], [Cut(2, 3)]).text
    'a\n\nc\n'
    >>> without(["- b\n", "  b\n", "- c\n"], [Cut(0, 2, column=2)]).text
    '-\n- c\n'
    >>> without(["| a | b |\n"], [Cut(0, 1, 2, 3)]).text
    '|   | b |\n'
    """
    cuts = list(cuts)
    kept: dict[int, str] = dict(enumerate(lines))
    removed: list[str] = []
    for first, end, column in _joined(cuts):
        removed.append("".join(lines[first:end]))
        before = lines[first][:column].rstrip() if column else ""
        for at in range(first, end):
            kept.pop(at, None)
        if before.strip(" >\t"):
            kept[first] = before + "\n"
        elif _is_blank(lines, first - 1):
            at = end
            while at < len(lines) and _is_blank(lines, at):
                kept.pop(at, None)
                at += 1
            if at == len(lines):
                at = first - 1
                while at >= 0 and _is_blank(lines, at):
                    kept.pop(at, None)
                    at -= 1
    for cut in cuts:
        if cut.right:
            for at in range(cut.first, cut.end):
                if at in kept:
                    line = kept[at]
                    removed.append(line[cut.column : cut.right])
                    blank = " " * len(line[cut.column : cut.right])
                    kept[at] = line[: cut.column] + blank + line[cut.right :]
    order = sorted(kept)
    return Pruned("".join(kept[at] for at in order), order, removed)


def _joined(cuts: Iterable[Cut]) -> list[tuple[int, int, int]]:
    """Cuts of whole lines, in their order; those that touch or hold each other as one."""
    found: list[tuple[int, int, int]] = []
    for cut in sorted(cuts, key=lambda cut: (cut.first, -cut.end)):
        if cut.right or cut.end <= cut.first:
            continue
        if found and cut.first < found[-1][1]:
            first, end, column = found[-1]
            found[-1] = (first, max(end, cut.end), column)
        else:
            found.append((cut.first, cut.end, cut.column))
    return found


def _is_blank(lines: Sequence[str], at: int) -> bool:
    return at < 0 or not lines[at].strip(" >\t\r\n")
