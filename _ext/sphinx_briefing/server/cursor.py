"""Where in a page the cursor stands: in a name, a value, or where one may be written.

It looks at the lines around, since what is being typed is no directive and no role yet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the cursor stands.

    :param what: ``name`` (of a record), ``value``, ``field`` (the name of one), ``directive``,
        ``role``, ``prose``, or nothing.
    :param start: the column at which what is written there begins; ``end``, where it ends.
    :param typed: as much of it as stands before the cursor.
    :param named: the kinds of record that may be named, in words.
    :param owner: the directive, or the key of front matter, that the field belongs to.
    """

    what: str = ""
    start: int = 0
    end: int = 0
    written: str = ""
    typed: str = ""
    named: str = ""
    owner: str = ""
    field: str = ""
    about: Mapping[str, Any] | None = None


NOWHERE = Cursor()

_ROLE = re.compile(r"\{(?P<role>[\w:.+-]+)\}(?P<ticks>`+)(?P<body>[^`\n]*)(?P<end>`*)")
_RST_ROLE = re.compile(r":(?P<role>[a-zA-Z][\w:.+-]*):(?P<ticks>`)(?P<body>[^`\n]*)(?P<end>`?)")
_FENCE = re.compile(r"^(?P<lead>[ \t>]*)(?:`{3,}|~{3,}|:{3,})\s*\{(?P<name>[\w:-]*)(?P<close>\}?)")
_RST_DIRECTIVE = re.compile(r"^(?P<lead>[ \t]*)\.\.\s+(?P<name>[a-zA-Z][\w:-]*?)::(?:\s|$)")
_OPTION = re.compile(r"^(?P<lead>[ \t>]*):(?P<name>[\w-]+):(?P<gap>[ \t]*)(?P<value>.*)$")
_YAML = re.compile(
    r"^(?P<lead>[ \t]*(?:-[ \t]+)?)(?P<name>[\w-]+)[ \t]*:(?P<gap>[ \t]*)(?P<value>.*)$"
)
_ITEM = re.compile(r"^(?P<lead>[ \t]*)-[ \t]+(?P<value>.*)$")
_WORD = re.compile("[^\\W_]+(?:[-'\N{RIGHT SINGLE QUOTATION MARK}.&/][^\\W_]+)*")
_WORDS_OF = re.compile(r".*<(?P<target>[^<>]*)>?\s*$")


def cursor_in(
    lines: Sequence[str], number: int, column: int, language: Mapping[str, Any], *, is_rst: bool
) -> Cursor:
    """Find out where in a page the cursor stands.

    :param number: the line, from 0.
    """
    line = lines[number] if number < len(lines) else ""
    column = min(column, len(line))
    if (head := head_of(lines)) and 0 < number < head:
        return _in_front(lines, number, column, language)
    found = _in_role(line, column, language, is_rst=is_rst)
    if found is None:
        found = _in_option(lines, number, column, language, is_rst=is_rst)
    if found is None:
        found = _begun(line, column, language, is_rst=is_rst)
    return found or _in_prose(line, column)


def head_of(lines: Sequence[str]) -> int:
    """The line that ends the front matter of a page; 0 where it has none."""
    if not lines or lines[0].strip("\ufeff \t") != "---":
        return 0
    for number, line in enumerate(lines[1:400], start=1):
        if line.strip() in ("---", "..."):
            return number
    return 0


def item_at(value: str, shift: int, column: int) -> tuple[int, int]:
    """The part of a list that the cursor stands in, from where to where on its line."""
    start, quoted = 0, False
    at = max(0, column - shift)
    end = len(value)
    for place, sign in enumerate(value):
        if sign == '"':
            quoted = not quoted
        elif sign == "," and not quoted:
            if place < at:
                start = place + 1
            else:
                end = place
                break
    text = value[start:end]
    lead = len(text) - len(text.lstrip(" \t[\"'"))
    start = min(start + lead, end)
    stop = start + len(value[start:end].rstrip(" \t]\"'"))
    return shift + start, shift + max(stop, start)


def _placed(line: str, start: int, end: int, column: int, base: Cursor) -> Cursor:
    end = max(end, min(column, len(line))) if column >= start else end
    start = min(start, column) if column < start else start
    return replace(
        base, start=start, end=end, written=line[start:end].strip(), typed=line[start:column]
    )


def field_cursor(
    line: str, value: str, shift: int, column: int, owner: str, field: str, about: Any
) -> Cursor:
    """The cursor in the value of a field."""
    known = about or {}
    base = Cursor(
        "name" if known.get("named") else "value",
        named=known.get("named", ""),
        owner=owner,
        field=field,
        about=known,
    )
    if known.get("several") or known.get("named"):
        start, end = item_at(value, shift, column)
    else:
        start, end = shift, shift + len(value.rstrip())
    return _placed(line, start, end, column, base)


# -- roles --------------------------------------------------------------------------------------


def role_name(written: str) -> str:
    """The name of a role or directive without its domain."""
    return written.removeprefix("brief:")


def _in_role(line: str, column: int, language: Mapping[str, Any], *, is_rst: bool) -> Cursor | None:
    for match in (_RST_ROLE if is_rst else _ROLE).finditer(line):
        if not match.start() <= column <= match.end():
            continue
        name = role_name(match["role"])
        if name not in language.get("kinds", {}):
            return NOWHERE
        if column < match.start("body") and column < match.end("ticks"):
            base = Cursor("role", owner=name)
            at = match.start("role")
            return _placed(line, at, match.end("role"), max(column, at), base)
        start, end = match.start("body"), match.end("body")
        if own := _WORDS_OF.fullmatch(match["body"]):
            start, end = start + own.start("target"), start + own.end("target")
        base = Cursor("name", named=name, owner=name)
        return _placed(line, start, end, max(start, min(column, end)), base)
    return None


def _begun(line: str, column: int, language: Mapping[str, Any], *, is_rst: bool) -> Cursor | None:
    """A directive or a role whose name is being typed, or has been."""
    before = line[:column]
    if not is_rst and (match := _FENCE.match(line)):
        start, end = match.start("name"), match.end("name")
        if start <= column <= end:
            return _placed(line, start, end, column, Cursor("directive"))
        return Cursor("argument", end, len(line), line[end:].strip(" }"), owner=match["name"])
    if not is_rst and (match := re.search(r"\{(?P<name>[\w:-]*)$", before)):
        return _placed(line, match.start("name"), column, column, Cursor("role"))
    if is_rst:
        if match := re.match(r"^[ \t]*\.\.[ \t]+(?P<name>[\w:-]*)$", before):
            return _placed(line, match.start("name"), column, column, Cursor("directive"))
        if match := _RST_DIRECTIVE.match(line):
            start, end = match.start("name"), match.end("name")
            if start <= column <= end:
                return _placed(line, start, end, column, Cursor("directive"))
            at = match.end()
            return Cursor("argument", at, len(line), line[at:].strip(), owner=match["name"])
        if match := re.search(r"(?<![\w:`]):(?P<name>[a-zA-Z][\w-]*)?$", before):
            at = match.end() - len(match["name"] or "")
            return _placed(line, at, column, column, Cursor("role"))
    return None


# -- options ------------------------------------------------------------------------------------


def owner_of(lines: Sequence[str], number: int, *, is_rst: bool) -> tuple[str, int] | None:
    """The directive whose options stand on a line, and the line it begins on."""
    for at in range(number - 1, max(-1, number - 60), -1):
        line = lines[at]
        match = (_RST_DIRECTIVE if is_rst else _FENCE).match(line)
        if match:
            return role_name(match["name"]), at
        if _OPTION.match(line) or (not is_rst and _YAML.match(line)):
            continue
        if line.strip() == "---" and not is_rst:
            continue
        if not line.strip():
            return None
        if not line[:1].isspace():
            return None
    return None


def fields_of(language: Mapping[str, Any], owner: str) -> Mapping[str, Any]:
    """The fields, or options, that a directive has."""
    owner = role_name(owner)
    kinds, selections = language.get("kinds", {}), language.get("selections", {})
    if owner in kinds:
        fields: Mapping[str, Any] = kinds[owner]["fields"]
        return fields
    options: Mapping[str, Any] = selections.get("terms" if owner == "glossary" else owner, {})
    return options


def _in_option(
    lines: Sequence[str], number: int, column: int, language: Mapping[str, Any], *, is_rst: bool
) -> Cursor | None:
    line = lines[number] if number < len(lines) else ""
    found = owner_of(lines, number, is_rst=is_rst)
    if found is None:
        return None
    owner, first = found
    fields = fields_of(language, owner)
    if not fields:
        return None
    is_yaml = not is_rst and first + 1 < len(lines) and lines[first + 1].strip() == "---"
    match = (_YAML if is_yaml else _OPTION).match(line)
    if match is None:
        if re.match(r"^[ \t>]*:?[\w-]*$", line[:column]) and not _goes_on(lines, number, is_yaml):
            start = len(line) - len(line.lstrip(" \t>"))
            base = Cursor("field", owner=owner)
            return _placed(line, start, len(line.rstrip()), max(column, start), base)
        return _continued(lines, number, column, owner, first, fields, is_yaml=is_yaml)
    if column <= match.end("name"):
        start = match.start("name")
        base = Cursor("field", owner=owner, field=match["name"], about=fields.get(match["name"]))
        return _placed(line, start, match.end("name"), max(column, start), base)
    name, shift = match["name"], match.start("value")
    return field_cursor(line, match["value"], shift, column, owner, name, fields.get(name))


def _goes_on(lines: Sequence[str], number: int, is_yaml: bool) -> bool:
    line = lines[number]
    return line[:1].isspace() and bool(line.strip()) and not line.lstrip().startswith(":")


def _continued(
    lines: Sequence[str],
    number: int,
    column: int,
    owner: str,
    first: int,
    fields: Mapping[str, Any],
    *,
    is_yaml: bool,
) -> Cursor | None:
    """A value that goes on over several lines."""
    for at in range(number - 1, first, -1):
        if match := (_YAML if is_yaml else _OPTION).match(lines[at]):
            name, line = match["name"], lines[number]
            value = line.strip().removeprefix("- ")
            shift = line.find(value) if value else len(line)
            return field_cursor(line, value, shift, column, owner, name, fields.get(name))
    return None


# -- front matter -------------------------------------------------------------------------------


def _in_front(
    lines: Sequence[str], number: int, column: int, language: Mapping[str, Any]
) -> Cursor:
    line = lines[number]
    front = language.get("front", {})
    below = _key_above(lines, number)
    known: Mapping[str, Any] = front.get(below, {})
    match = _YAML.match(line)
    if match is None:
        if item := _ITEM.match(line):
            key, at = _list_of(lines, number)
            owner = "" if not _indent(lines[at]) else _key_above(lines, at)
            about = front.get(owner, {}).get(key)
            value, shift = item["value"], item.start("value")
            return field_cursor(line, value, shift, column, owner, key, about)
        start = len(line) - len(line.lstrip())
        base = Cursor("field", owner=below)
        return _placed(line, min(start, column), len(line.rstrip()), column, base)
    if column <= match.end("name"):
        name = match["name"]
        base = Cursor("field", owner=below, field=name, about=known.get(name))
        return _placed(line, match.start("name"), match.end("name"), column, base)
    name, shift = match["name"], match.start("value")
    return field_cursor(line, match["value"], shift, column, below, name, known.get(name))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _key_above(lines: Sequence[str], number: int) -> str:
    """The key of front matter that a line stands below; empty for the top."""
    own = _indent(lines[number]) if lines[number].strip() else 1
    if not own:
        return ""
    for at in range(number - 1, 0, -1):
        match = _YAML.match(lines[at])
        if match and not _indent(lines[at]):
            return match["name"] if not match["value"].strip() else ""
    return ""


def _list_of(lines: Sequence[str], number: int) -> tuple[str, int]:
    """The key whose list a line is an item of, and its line."""
    for at in range(number - 1, 0, -1):
        match = _YAML.match(lines[at])
        if match and not match["value"].strip():
            return match["name"], at
        if not _ITEM.match(lines[at]):
            break
    return "", number


# -- prose --------------------------------------------------------------------------------------


def _in_prose(line: str, column: int) -> Cursor:
    start = end = column
    while start > 0 and not line[start - 1].isspace():
        start -= 1
    while end < len(line) and not line[end].isspace():
        end += 1
    return Cursor("prose", start, end, line[start:end], line[start:column])


def names_around(line: str, column: int, longest: int = 8) -> list[tuple[int, int]]:
    """The parts of a line around the cursor that may be a name, the longest first."""
    words = [(match.start(), match.end()) for match in _WORD.finditer(line)]
    at = next((n for n, (start, end) in enumerate(words) if start <= column <= end), None)
    if at is None:
        return []
    found = [
        (words[first][0], words[last][1])
        for first in range(max(0, at - longest + 1), at + 1)
        for last in range(at, min(len(words), first + longest))
    ]
    return sorted(found, key=lambda part: part[0] - part[1])
