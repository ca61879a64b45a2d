"""Two records that become one."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ..audiences.cuts import Cut, without
from ..records import Record, declared
from ..source_text.blocks import Block
from ..source_text.edits import starts_of
from .change import Change
from .definitions import Definition, InData, InHead, InText, NoPlace, others_of
from .meaning import Key, Meaning
from .planning import Project, Refused, keep_tables, look_alikes, one_definition, refer
from .renames import names_of

_SPELLINGS = ("abbr", "long", "aliases", "forms", "variants")


def merged(project: Project, keep: Key, gone: Key) -> Change:
    """Let one record become a part of another: its names and all that refers to it go over.

    :raises Refused: if that cannot be done.
    """
    if keep[0] != gone[0]:
        raise Refused(f"{gone[0]} {gone[1]!r} and {keep[0]} {keep[1]!r} are not of one kind")
    if keep == gone:
        raise Refused("both are the same record")
    kept, lost = project.ledger.get(*keep), project.ledger.get(*gone)
    assert kept is not None
    assert lost is not None
    leaver = one_definition(project, gone)
    if isinstance(leaver, InHead):
        raise Refused(
            f"{leaver.path}:{leaver.line}: it is the source of a note, and a note is not merged: "
            "retract it, or move what it says to the other page, and remove it"
        )
    holder = one_definition(project, keep)
    change = project.change()
    names = tuple(name for name in names_of(lost) if name not in names_of(kept))
    has_aliases = "aliases" in declared(type(kept))

    def changed(record: Record) -> Record | None:
        key = record.kind_name, record.id
        if key == gone:
            return None
        if key != keep or not has_aliases:
            return record
        aliases = (*record.aliases, *names)  # type: ignore[attr-defined]
        return msgspec.structs.replace(record, aliases=aliases)

    meaning = Meaning(project.ledger, gone, keep, changed, {gone[1]: keep[1]}, keep[1])
    refer(project, meaning, change)
    _remove(project, leaver, change)
    if has_aliases and names:
        _add_aliases(holder, names, change)
    change.remarks += _contradictions(kept, lost, names)
    keep_tables(project, change)
    look_alikes(project, gone, change)
    return change


def _contradictions(kept: Record, lost: Record, names: tuple[str, ...]) -> Iterator[str]:
    ours, theirs = others_of(kept), others_of(lost)
    argument = type(kept).argument
    for name, value in theirs.items():
        if name in _SPELLINGS or (name == argument and value in names):
            continue
        if name not in ours:
            yield f"{name}: {_said(value)} stood with {lost.id!r} alone, and is not taken over"
        elif ours[name] != value:
            yield f"{name}: {_said(ours[name])} of {kept.id!r} stays, not {_said(value)}"
    if lost.text.strip():
        yield f"the prose of {lost.id!r} is not taken over"


def _said(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _add_aliases(holder: Definition, names: tuple[str, ...], change: Change) -> None:
    """Add names to those of a record, all at once where the field is not there yet."""
    try:
        if holder.listed("aliases"):
            place = {holder.with_entry("aliases", name)[:2] for name in names}
            words = [holder.with_entry("aliases", name)[2] for name in names]
            (start, end), *others = place
            if others or (start != end and len(words) > 1):
                raise Refused(f"{holder.path}:{holder.line}: add its aliases by hand first")
            joined = "".join(words)
        else:
            listed = ", ".join(f'"{name}"' if "," in name else name for name in names)
            start, end, joined = holder.added("aliases", listed)
    except NoPlace as error:
        raise Refused(f"{holder.path}:{holder.line}: {error}; nothing is changed") from None
    change.add(holder.path, start, end, joined, "name", "aliases")


def _remove(project: Project, leaver: Definition, change: Change) -> None:
    """Take a record out of the text that it stands in."""
    path = leaver.path
    change.edits = [edit for edit in change.edits if not _is_within(leaver, edit.path, edit.start)]
    if isinstance(leaver, InText):
        block, lines = leaver.block, leaver.text.lines
        if block.right or not block.is_closed:
            raise Refused(f"{path}:{leaver.line}: it cannot be taken out here; do so by hand first")
        if any(other.bare_name in project.ledger.kinds for other in _inside(leaver)):
            raise Refused(f"{path}:{leaver.line}: other records stand in it: move them out first")
        cut = Cut(block.first, block.end, block.column)
        pruned = without(lines, [cut])
        kept = {*pruned.kept}
        starts = starts_of(lines)
        gone = [at for at in range(len(lines)) if at not in kept]
        if "".join(lines[at] for at in sorted(kept)) != pruned.text:
            raise Refused(f"{path}:{leaver.line}: it cannot be taken out here; do so by hand first")
        for first, end in _runs(gone):
            change.add(path, starts[first], starts[end], "", "removed", leaver.kind.kind_name)
    elif isinstance(leaver, InData):
        start, end = _row_span(leaver)
        change.add(path, start, end, "", "removed", leaver.kind.kind_name)


def _inside(leaver: InText) -> Iterator[Block]:
    outer = leaver.block
    for block in leaver.text.blocks:
        if block is not outer and outer.holds(block.first, block.column):
            yield block


def _is_within(leaver: Definition, path: str, at: int) -> bool:
    if path != leaver.path:
        return False
    if isinstance(leaver, InText):
        starts = starts_of(leaver.text.lines)
        return starts[leaver.block.first] <= at < starts[leaver.block.end]
    return isinstance(leaver, InData) and leaver.row.start <= at < leaver.row.end


def _runs(lines: list[int]) -> Iterator[tuple[int, int]]:
    """Lines that follow each other, as the first and the one after the last."""
    at = 0
    while at < len(lines):
        end = at
        while end + 1 < len(lines) and lines[end + 1] == lines[end] + 1:
            end += 1
        yield lines[at], lines[end] + 1
        at = end + 1


def _row_span(leaver: InData) -> tuple[int, int]:
    """The part of a data file that goes with a row: its lines, or its item with a comma."""
    text, row = leaver.data.text, leaver.row
    rows = list(leaver.data.rows)
    number = rows.index(row)
    if row.form in ("csv", "bib"):
        end = row.end if row.form == "csv" else rows[number + 1].start if row is not rows[-1] else 0
        return row.start, end or len(text)
    start = text.rfind("\n", 0, row.start) + 1
    is_block = row.form == "yaml" and text[start : row.start].strip() in ("", "-")
    if is_block:
        if row is not rows[-1]:
            return start, text.rfind("\n", 0, rows[number + 1].start) + 1
        end = row.start + len(text[row.start : row.end].rstrip())
        return start, text.find("\n", end) + 1 or len(text)
    if row is not rows[-1]:
        return row.start, rows[number + 1].start
    if number:
        return rows[number - 1].end, row.end
    return row.start, row.end
