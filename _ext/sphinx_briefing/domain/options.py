"""Options of directives: accepted as written and validated by us, each at its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from docutils.parsers.rst import directives

_OPENER = re.compile(r"\s*(\.\.|`{3,}|:{3,}|~{3,})")


class AnyOption(dict[str, Callable[[str], Any]]):
    """An option spec that accepts every name, so that an unknown one is reported by us.

    Docutils drops the whole directive at an unknown option, and MyST drops the option.
    """

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(dict.fromkeys(names, directives.unchanged))

    def __missing__(self, name: str) -> Callable[[str], Any]:
        return directives.unchanged

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str)


def option_lines(block_text: str, lineno: int, names: Iterable[str]) -> dict[str, int]:
    """The line of each option of a directive.

    :param block_text: the directive's text as docutils or MyST hands it over.
    :param lineno: the line that the directive starts at.
    """
    lines = block_text.split("\n")
    # Some parsers hand over the opening line too, others only what follows it.
    first = lineno if lines and _OPENER.match(lines[0]) else lineno + 1
    found: dict[str, int] = {}
    wanted = set(names)
    for offset, line in enumerate(lines):
        match = re.match(r"\s*:?([\w-]+):(\s|$)", line)
        if match and match[1] in wanted and match[1] not in found:
            found[match[1]] = first + offset
    return found
