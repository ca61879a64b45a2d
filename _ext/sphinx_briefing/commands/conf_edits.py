"""Changes of a ``conf.py`` that somebody else wrote: made where they are sure, or not at all."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Sequence
from pathlib import Path

_NAME = "extensions"
_MARK = "\ufeff"
"""Editors on Windows begin files with it."""


def with_extensions(text: str, names: Sequence[str], path: Path) -> str:
    """A configuration whose list of extensions holds some more at its end.

    Nothing else of it changes: neither comments nor the form of the list.

    :param path: where it stands, for the message.
    :raises ValueError: if it cannot be done surely; the message says what to add by hand.
    """
    mark = _MARK if text.startswith(_MARK) else ""
    body = text.removeprefix(mark)
    try:
        new = _changed(body, names)
    except SyntaxError:
        new = None
    if new is None or not _is_sure(body, new, names):
        wanted = ", ".join(f'"{name}"' for name in names)
        raise ValueError(
            f"{path} does not set its extensions as one plain list, so that it stays as it is; "
            f"add to it: extensions += [{wanted}]"
        )
    return mark + new


def _changed(text: str, names: Sequence[str]) -> str | None:
    end = "\r\n" if "\r\n" in text else "\n"
    assignments = _assignments(ast.parse(text))
    if assignments is None:
        return None
    if not assignments:
        quoted = ", ".join(f'"{name}"' for name in names)
        return f"{text.rstrip()}{end * 2 if text.strip() else ''}{_NAME} = [{quoted}]{end}"
    (found,) = assignments
    lines = io.StringIO(text, newline="").readlines()  # as Python counts them
    quote = _quote_of(found, text)
    entries = [f"{quote}{name}{quote}" for name in names]
    assert found.end_lineno is not None
    assert found.end_col_offset is not None
    closing = (found.end_lineno - 1, _column(lines, found.end_lineno, found.end_col_offset) - 1)
    if not found.elts:
        return _inserted(lines, *closing, ", ".join(entries))
    last = found.elts[-1]
    assert last.end_lineno is not None
    assert last.end_col_offset is not None
    after = (last.end_lineno - 1, _column(lines, last.end_lineno, last.end_col_offset))
    has_comma = _has_comma(lines, after, closing)
    if closing[0] == after[0]:
        joined = ", ".join(entries)
        return _inserted(lines, *closing, f" {joined}" if has_comma else f", {joined}")
    # Each entry gets a line of its own, so that comments stay with theirs.
    first_on_line = lines[last.lineno - 1]
    indent = first_on_line[: len(first_on_line) - len(first_on_line.lstrip())] or "    "
    lines.insert(after[0] + 1, "".join(f"{indent}{entry},{end}" for entry in entries))
    if not has_comma:
        return _inserted(lines, *after, ",")
    return "".join(lines)


def _assignments(tree: ast.Module) -> list[ast.List] | None:
    """The one list, none, or ``None`` where something else is assigned, or more than once."""
    found: list[ast.List] = []
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else ()
        if isinstance(node, ast.AnnAssign):
            targets = [node.target]
        if not any(isinstance(one, ast.Name) and one.id == _NAME for one in targets):
            continue
        value = getattr(node, "value", None)
        if node not in tree.body or not isinstance(value, ast.List) or found:
            return None
        found.append(value)
    return found


def _quote_of(found: ast.List, text: str) -> str:
    """The quotation mark that the list uses."""
    for one in found.elts:
        written = ast.get_source_segment(text, one) or ""
        if written[:1] in ("'", '"'):
            return written[0]
    return '"'


def _column(lines: Sequence[str], number: int, offset: int) -> int:
    """The column of an offset in bytes, in characters."""
    return len(lines[number - 1].encode()[:offset].decode())


def _has_comma(lines: Sequence[str], after: tuple[int, int], closing: tuple[int, int]) -> bool:
    """Whether a comma stands between the last entry and the bracket, and not in a comment."""
    line, column = after
    rest = [lines[line][column:], *lines[line + 1 : closing[0] + 1]]
    if closing[0] == line:
        rest = [lines[line][column : closing[1]]]
    readable = io.StringIO("(" + "".join(rest))
    try:
        for token in tokenize.generate_tokens(readable.readline):
            if token.type == tokenize.OP and token.string in (",", "]"):
                return token.string == ","
    except tokenize.TokenError:  # the bracket is not closed
        pass
    return False


def _inserted(lines: list[str], number: int, column: int, words: str) -> str:
    line = lines[number]
    return "".join([*lines[:number], line[:column] + words + line[column:], *lines[number + 1 :]])


def _is_sure(old: str, new: str, names: Sequence[str]) -> bool:
    """Whether the change is the one that was meant: as programs, they differ in nothing else."""
    try:
        before, after = ast.parse(old), ast.parse(new)
    except SyntaxError:
        return False
    entries: list[ast.expr] = [ast.Constant(name) for name in names]
    lists = _assignments(before)
    if lists:
        lists[0].elts += entries
    else:
        target = ast.Name(_NAME, ast.Store())
        before.body.append(ast.Assign([target], ast.List(entries, ast.Load())))
    return ast.dump(before) == ast.dump(after)
