"""The forms of a name: short and long ones, and the regular plurals of English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .base import Record

_HISSING = re.compile(r"(?:s|x|z|ch|sh)$", re.I)
_WITH_Y = re.compile(r"(?<=[^aeiou\W\d])y$", re.I)
_WITH_O = re.compile(r"(?<=[^aeiou\W\d])o$", re.I)
_UNCHANGED = re.compile(
    r"(?:\b|[a-z])(?:craft|series|species|means|personnel|equipment|information|intelligence"
    r"|data|media|police|staff|people|goods|forces)$",
    re.I,
)
_HEAD = re.compile(r"(?P<head>.*?\w)(?P<rest> (?:of|in|for|to|on) .*)?", re.S)


def plurals(name: str) -> tuple[str, ...]:
    """The regular plurals of an English name, the usual one first; none where it has none."""
    match = _HEAD.fullmatch(name)
    if not match or _UNCHANGED.search(match["head"]):
        return ()
    return tuple(form + (match["rest"] or "") for form in _of_word(match["head"]))


def _of_word(word: str) -> tuple[str, ...]:
    last = word.rpartition(" ")[2]
    if sum(map(str.isupper, last)) > 1:
        return (f"{word}s",)  # letters: TEUs, UASs
    if _WITH_Y.search(word):
        return (f"{word[:-1]}ies",)
    if _HISSING.search(word):
        return (f"{word}es",)
    return (f"{word}es", f"{word}s") if _WITH_O.search(word) else (f"{word}s",)


def counted(record: Record) -> Iterator[str]:
    """The names of a record that have regular plurals."""
    if record.countable:
        names = (record.title_text, getattr(record, "abbr", None), getattr(record, "long", None))
        yield from filter(None, (*names, *getattr(record, "aliases", ())))


def short_forms(record: Record) -> Iterator[str]:
    """The forms that are spelled out at their first use, if the record has a longer one."""
    abbr, name = getattr(record, "abbr", None), record.title_text
    if abbr:
        yield abbr
    # With an abbreviation, a name in several words is none.
    if getattr(record, "long", None) and not (abbr and " " in name):
        yield name


def spelled_out(record: Record, text: str, *, english: bool) -> str:
    """The long form of a short one, in the plural of a plural; empty for any other text."""
    whole = record.title_text if getattr(record, "abbr", None) else ""
    long = str(getattr(record, "long", None) or whole)
    if not long or text == long:
        return ""
    shorts = tuple(short_forms(record))
    if text in shorts:
        return long
    if not record.countable:
        return ""
    regular = {plural for short in shorts for plural in plurals(short)} if english else set()
    if text == getattr(record, "plural_form", None) or text in regular:
        return next(iter(plurals(long)), long) if english else long
    return ""
