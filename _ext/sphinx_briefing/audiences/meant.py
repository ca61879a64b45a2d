"""Lines that are meant to open a passage that is not for everybody, however they are written.

What is misspelt, or no directive for its parser, would otherwise be printed for all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from ..source_text.blocks import Block

RESTRICTED = "restricted"
_ALIKE = 0.84

WRITTEN = re.compile(r"[{ ]*(?P<name>[\w:-]+)[} ]*(?P<marking>[^{}]*)")
"""A name and a marking behind a fence, be it in braces or not."""

_IN_LINE = re.compile(r"\.\.\s*\{?(?P<name>(?:brief:)?[\w-]+)\}?\s*:")
_MARKDOWN = re.compile(
    r"(?P<before>[\s>\ufeff]*"
    r"(?:(?:[-*+:]|\d+[.)])\s+|%\s*|<!--+\s*|\\|[`~:]{3,}\s*\{[\w:-]+\}\s*(?=[`~:]{2,}))*)"
    r"(?P<fence>`+|~+|:+(?!\w+:)|)\s*(?P<brace>\{?)\s*(?P<name>[\w:-]+)"
)
_RST = re.compile(
    r"(?P<before>[\s>\ufeff|]*(?:(?:[-*+•‣\u2043]|\(?(?:\w+|#)[.)]|:[^:]+:|\\)\s+"
    r"|\.\.\s+[\w:-]+::\s+(?=\.\.))*)"
    r"\.{1,3}(?:\s+\[[^\]]+\])?[\s.]*\{?(?P<name>(?:brief:)?[\w-]+)\}?\s*(?P<colons>:{0,4})(?P<more>.*)"
)
_SPAN = re.compile(r"(?<!`)(?P<run>``?)(?!`)[^`]+(?P=run)(?!`)")
"""Code in a line of prose, which opens nothing."""


def is_meant(name: str) -> bool:
    """Whether a name is that of the directive, or was meant to be.

    >>> [is_meant(name) for name in ("restricted", "Restrictd", "brief:restricted", "restrict")]
    [True, True, True, True]
    >>> [is_meant(name) for name in ("note", "strict", "restricted-area")]
    [False, False, False]
    """
    plain = name.casefold().rpartition(":")[2].replace("_", "").replace("-", "")
    if plain == RESTRICTED:
        return True
    if not 7 <= len(plain) <= 13:
        return False
    return SequenceMatcher(None, plain, RESTRICTED).ratio() >= _ALIKE


def openings(lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the lines that look like the opening of such a passage, in either language.

    :returns: the line, from 0; the column of what is meant; and the fence, if there is one: two
        dots in reStructuredText.
    """
    for at, line in enumerate(lines):
        if "restr" not in line.casefold() and not re.search(r"r\w?e?s\w{0,2}[tr]\w+d", line, re.I):
            continue
        line = _SPAN.sub(lambda span: "\x00" * len(span.group()), line)
        match = _RST.match(line)
        is_open = match and (match["colons"] or match["name"].casefold().endswith(RESTRICTED))
        if match is not None and is_open and is_meant(match["name"]):
            yield at, match.end("before"), ".."
        for other in _IN_LINE.finditer(line):
            is_same = match is not None and other.start() == match.end("before")
            if not is_same and is_meant(other["name"]):
                yield at, other.start(), ".."
        match = _MARKDOWN.match(line)
        is_opening = match is not None and (match["brace"] or len(match["fence"]) > 1)
        if match is not None and is_opening and is_meant(match["name"]):
            yield at, match.end("before"), match["fence"]


def is_shown(at: int, fence: str, blocks: Iterable[Block], lines: Sequence[str]) -> bool:
    """Whether a line stands in code that is closed, and cannot have been meant to end there."""
    for block in blocks:
        if block.is_verbatim and block.first < at < block.end and block.is_closed:
            outer = re.match(r"[`~:]*", lines[block.first][block.column :])
            signs = outer.group() if outer else ""
            if not signs or not fence or signs[0] != fence[0] or len(signs) > len(fence):
                return True
    return False
