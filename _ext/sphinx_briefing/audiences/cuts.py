"""Lines and parts of lines that are taken out of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..source_text.edits import Edit


@dataclass(frozen=True, slots=True)
class Cut:
    """Lines that are taken out of a text, or a part of each of them."""

    first: int
    end: int
    column: int = 0
    right: int = 0

    def holds(self, line: int, column: int) -> bool:
        """Whether a place is taken out."""
        if not self.right:
            return self.first <= line < self.end and (line > self.first or column >= self.column)
        is_beside = self.right and not self.column <= column < self.right
        return self.first <= line < self.end and not is_beside


@dataclass(slots=True)
class Pruned:
    """A text without what was taken out of it.

    :param kept: for each line of it, the line of the whole text, both from 0.
    """

    text: str
    kept: Sequence[int] = ()
    removed: list[str] = field(default_factory=list)


def without(lines: Sequence[str], cuts: Iterable[Cut]) -> Pruned:
    r"""Take lines out of a text, with the blank lines that part them from what remains.

    >>> without(["a\n", "\n", "b\n", "\n", "c\n"], [Cut(2, 3)]).text
    'a\n\nc\n'
    >>> without(["- b\n", "  b\n", "- c\n"], [Cut(0, 2, column=2)]).text
    '-\n- c\n'
    >>> without(["- b\n", "\n", "  c\n"], [Cut(0, 1, column=2)]).text
    '- c\n'
    >>> without(["| a | b |\n"], [Cut(0, 1, 2, 3)]).text
    '|   | b |\n'

    :param lines: those of the text; an empty one, without even its end, is none.
    """
    cuts = list(cuts)
    kept: dict[int, str] = {at: line for at, line in enumerate(lines) if line}
    removed: list[str] = []
    heads: list[tuple[int, str]] = []
    for first, end, column in _joined(cuts):
        removed.append("".join(lines[first:end]))
        before = lines[first][:column] if column else ""
        for at in range(first, end):
            kept.pop(at, None)
        if before.strip(_BLANK):
            kept[first] = before.rstrip(_BLANK) + _ending(lines[first])
            heads.append((first, before))
        else:
            _close_gap(kept, len(lines), first, end, column)
    for first, before in reversed(heads):
        _fill(kept, len(lines), first, before)
    for cut in cuts:
        for at in range(cut.first, cut.end if cut.right else cut.first):
            if at in kept:
                line = kept[at].rstrip("\r\n")
                cell, after = line[cut.column : cut.right], line[cut.right :]
                removed.append(cell)
                blanked = line[: cut.column] + " " * len(cell) + after
                kept[at] = (blanked if after.strip() else blanked.rstrip()) + _ending(kept[at])
    order = sorted(kept)
    return Pruned("".join(kept[at] for at in order), order, removed)


def _close_gap(kept: dict[int, str], count: int, first: int, end: int, column: int) -> None:
    """Let one gap remain where something has been taken out between two, and none at an end."""
    above = next((at for at in range(first - 1, -1, -1) if at in kept), None)
    below = _next(kept, count, end)
    after = [at for at in range(end, count if below is None else below) if at in kept]
    if above is None or _is_blank(kept[above]):
        if above is not None and after and kept[after[0]].count(">") < kept[above].count(">"):
            # The gap between two quotations is none of theirs.
            _drop_gap(kept, above)
            return
        for at in after:
            del kept[at]
        if below is None or (not after and _ends(kept[below], column)):
            _drop_gap(kept, above)
    elif after and below is not None and _OPENING.match(kept[above]):
        for at in after:
            del kept[at]
    elif not after and below is not None and _would_join(kept[above], kept[below]):
        prefix = re.match(r"[ \t>]*", kept[below])
        kept[end - 1] = (prefix.group().rstrip() if prefix else "") + _ending(kept[above])


def _drop_gap(kept: dict[int, str], above: int | None) -> None:
    """Let the blank lines go that end with one."""
    for at in range(above if above is not None else -1, -1, -1):
        if at in kept:
            if not _is_blank(kept[at]):
                return
            del kept[at]


def _fill(kept: dict[int, str], count: int, first: int, before: str) -> None:
    """Put the next block of a list item behind its marker, where the first one is gone."""
    if not _MARKERS.fullmatch(before):
        return
    below = _next(kept, count, first + 1)
    while below is not None and before.strip():
        aligned = re.sub(r"[^>\s]", " ", before)
        if kept[below].startswith(aligned) and kept[below][len(aligned)] not in " \t":
            line = before + kept[below][len(aligned) :]
            for at in range(first, below):
                kept.pop(at, None)
            kept[below] = line
            return
        shorter = re.sub(r">[ \t]*$", "", before)  # a quotation that has ended
        if shorter == before:
            return
        before = shorter


def _next(kept: Mapping[int, str], count: int, at: int) -> int | None:
    """The next line that is not blank."""
    return next((n for n in range(at, count) if n in kept and not _is_blank(kept[n])), None)


_BLANK = " >\t%\ufeff\xa0"
_MARKERS = re.compile(r"[ \t>]*(?:(?:[-*+:•‣\u2043]|\(?(?:\d+|#|\w)[.)])[ \t]+[ \t>]*)+")
_OPENING = re.compile(
    r"[ \t>]*(?:[-*+:][ \t]+|\d+[.)][ \t]+)*(?:[`~:]{3,}[^`~:\s]|:[\w-]+:(?:\s|$)|---\s*$)"
)
_CLOSING = re.compile(r"[ \t>]*(?:`{3,}|~{3,}|:{3,})\s*$")
_ALONE = r"(?![#%<>]|[`~:]{3}|:\w|\.\. |\([^()]+\)=|\{[^{]|(?:[*_][ \t]*){3,}$)"
_GOES_ON = re.compile(rf"[ \t>]*{_ALONE}(?!(?:-[ \t]*){{3,}}$)\S")
_MORE = re.compile(rf"[ \t>]*{_ALONE}\S")


def _ends(line: str, column: int) -> bool:
    """Whether a block that begins at a column has ended before a line."""
    return bool(_CLOSING.match(line)) or len(line) - len(line.lstrip(" \t")) < column


def _would_join(above: str, below: str) -> bool:
    """Whether a line would go on with the paragraph or the table that ends above it."""
    if above.lstrip(" \t>")[:1] == below.lstrip(" \t>")[:1] == "|":
        return False
    is_more = _MORE.match(below) and not _MARKERS.match(below)
    return bool(is_more and _GOES_ON.match(above))


def _ending(line: str) -> str:
    return "\r\n" if line.endswith("\r\n") else "\r" if line.endswith("\r") else "\n"


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


def _is_blank(line: str) -> bool:
    return not line.strip(" >\t\r\n")


def moved(cut: Cut, edits: Iterable[Edit], lines: Sequence[str]) -> Cut:
    """A cut where it is after some edits of the line that it begins in."""
    if not cut.column:
        return cut
    start = sum(map(len, lines[: cut.first]))
    before = [edit for edit in edits if start <= edit.start and edit.end <= start + cut.column]
    growth = sum(len(edit.words) - (edit.end - edit.start) for edit in before)
    return replace(cut, column=cut.column + growth)
