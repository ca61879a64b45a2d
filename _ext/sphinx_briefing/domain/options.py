"""Options of directives: accepted as written and validated by us, each at its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from docutils.parsers.rst import directives

_OPENER = re.compile(r"\s*(\.\.|`{3,}|:{3,}|~{3,})")


class AnyOption(dict[str, Callable[[str], Any]]):
    """An option spec that accepts every name, so that an unknown one is reported by us.

    Docutils drops the whole directive at an unknown option, and MyST drops the option.
    """

    def __init__(self, names: Iterable[str], lists: Iterable[str] = ()) -> None:
        super().__init__(dict.fromkeys(names, directives.unchanged))
        self.lists = frozenset(lists)
        """The options that are lists, in which double quotes protect commas."""

    def __missing__(self, name: str) -> Callable[[str], Any]:
        return directives.unchanged

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str)


STRAY_OPTION = re.compile(r"\s*:([\w-]+)[ \t]*:(?=\s|$)")
"""A line of a body that looks like an option."""


def _inside(block_text: str) -> list[str]:
    """The lines below the opening line, which some parsers hand over and others do not."""
    lines = block_text.split("\n")
    return lines[1:] if _OPENER.match(lines[0]) else lines


def twice_written(block_text: str, lineno: int) -> dict[str, int]:
    """Options that stand twice among the option lines of a directive, each with its second line."""
    seen: set[str] = set()
    twice: dict[str, int] = {}
    for offset, line in enumerate(_inside(block_text), start=1):
        match = STRAY_OPTION.match(line)
        if not match:
            break
        if match[1] in seen:
            twice.setdefault(match[1], lineno + offset)
        seen.add(match[1])
    return twice


def continued(block_text: str, content: Sequence[str], options: dict[str, str]) -> int:
    """Take in options that go on in indented lines, which MyST hands over as the body.

    :param options: the options that were read; the last one, and those after it, are completed.
    :returns: the number of lines of the body that belong to the options.
    """
    lines = _inside(block_text)
    last, after = "", 0
    while after < len(lines) and (match := STRAY_OPTION.match(lines[after])):
        last, after = match[1], after + 1
    if not last or after >= len(lines) or not re.match(r"[ \t]+\S", lines[after]):
        return 0
    values = {last: [options.get(last) or ""]}
    used = 0
    for line in content:
        option = STRAY_OPTION.match(line)
        if option and not line[0].isspace():
            last = option[1]
            values[last] = [line[option.end() :].strip()]
        elif line[:1].isspace() and line.strip():
            values[last].append(line.strip())
        else:
            break
        used += 1
    for name, parts in values.items():
        first, *rest = parts
        first = "" if re.fullmatch(r"[|>][+-]?", first) else first
        options[name] = "\n".join(part for part in (first, *rest) if part)
    return used


def line_holding(words: str, block_text: str, lineno: int, start: int) -> int:
    """The first line from ``start`` on that holds some words; ``start`` if none does.

    :param block_text: the directive's text as docutils or MyST hands it over.
    :param lineno: the line that the directive starts at.
    """
    for number, line in enumerate(_inside(block_text), start=lineno + 1):
        if number >= start and words in " ".join(line.split()):
            return number
    return start


def option_lines(block_text: str, lineno: int, names: Iterable[str]) -> dict[str, int]:
    """The line of each option of a directive.

    :param block_text: the directive's text as docutils or MyST hands it over.
    :param lineno: the line that the directive starts at.
    """
    found: dict[str, int] = {}
    wanted = set(names)
    for offset, line in enumerate(_inside(block_text), start=1):
        match = re.match(r"\s*:?([\w-]+)[ \t]*:(\s|$)", line)
        if match and match[1] in wanted and match[1] not in found:
            found[match[1]] = lineno + offset
    return found


def raw_options(block_text: str) -> dict[str, str]:
    """The options of a directive as they stand on their lines, unread by any parser."""
    found: dict[str, str] = {}
    for line in _inside(block_text):
        match = STRAY_OPTION.match(line)
        if not match:
            break
        found.setdefault(match[1], line[match.end() :].strip())
    return found
