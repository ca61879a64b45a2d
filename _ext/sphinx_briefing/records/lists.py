"""Lists as authors write them: separated by commas, an entry with a comma in double quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_IN_QUOTES = r'"(?P<quoted>(?:[^"]|"")*)"'
_ENTRY = re.compile(rf"\s*(?:{_IN_QUOTES}|“(?P<curly>[^”]{{1,200}})”|(?P<plain>[^,]*))\s*(?:,|\Z)")
_IN_YAML = re.compile(
    rf"\s*(?:{_IN_QUOTES}|'(?P<single>(?:[^']|'')*)'|(?P<plain>[^,]*))\s*(?:,|\Z)"
)
_DASH = re.compile(rf"\s*-\s+(?:{_IN_QUOTES}(?=\s+-\s|\s*\Z)|(?P<plain>.*?))(?=\s+-\s|\s*\Z)", re.S)


class Entry(NamedTuple):
    """An entry of a list, with its place in the text: within its quotation marks, if any."""

    text: str
    start: int
    end: int
    quote: str = ""


def entries(text: str) -> Iterator[str]:
    """The entries of a list, in YAML's spellings too (``[a, b]`` and ``- a``).

    A double quote inside of an entry in double quotes is written twice, as in CSV.

    :raises ValueError: when a double quote is not closed.
    """
    return (entry.text for entry in placed_entries(text))


def placed_entries(text: str) -> Iterator[Entry]:
    """The same entries, each with its place.

    :raises ValueError: when a double quote is not closed.
    """
    if re.fullmatch(r"\[.*\]", text, re.S):
        inner = _matched(_IN_YAML, text[1:-1])
        return (entry._replace(start=entry.start + 1, end=entry.end + 1) for entry in inner)
    return _matched(_DASH if re.match(r"-\s", text) else _ENTRY, text)


def _matched(pattern: re.Pattern[str], text: str) -> Iterator[Entry]:
    at = 0
    while at < len(text) and (match := pattern.match(text, at)):
        at = match.end()
        parts = match.groupdict()
        if parts["quoted"] is not None:
            yield Entry(parts["quoted"].replace('""', '"'), *match.span("quoted"), '"')
        elif parts.get("single") is not None:
            yield Entry(parts["single"].replace("''", "'"), *match.span("single"), "'")
        else:
            curly, entry = parts.get("curly") or "", parts["plain"] or ""
            start, end = match.span("curly" if curly else "plain")
            if curly:
                entry = curly if "," in curly else f"“{curly}”"
            if entry.startswith('"') and entry.count('"') % 2:
                raise ValueError(
                    f"the double quote before {entry[1:]!r} is not closed; "
                    "close it behind the entry, or remove it"
                )
            yield Entry(entry, start, end, "“" if curly else "")
