"""Inheritance among entries of biblatex: the fields of ``crossref`` and ``xdata``."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .blocks import Entry, Field
from .common import OWN

_BOOK = MappingProxyType(
    {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
)
_PERIODICAL = MappingProxyType({"title": "journaltitle", "subtitle": "", "titleaddon": ""})
_OWN = frozenset(["crossref", "xdata", "entrysubtype", "keywords", "shorttitle", "note", *OWN])
"""What says something of one entry alone."""
_DATE = frozenset({"date", "year", "month", "day"})
_DEPTH = 8


def inherit(entries: list[Entry]) -> None:
    """Give each entry what it has from others, and say which others are not there."""
    by_key: dict[str, Entry] = {}
    for entry in entries:
        by_key.setdefault(entry.key.lower(), entry)
    done: set[int] = set()
    for entry in entries:
        _inherit(entry, by_key, done, 0)


def _inherit(entry: Entry, by_key: Mapping[str, Entry], done: set[int], depth: int) -> None:
    if id(entry) in done or depth > _DEPTH:
        return
    done.add(id(entry))  # at once: an entry may name itself
    for how in ("xdata", "crossref"):
        written = entry.fields.get(how)
        for key in written.text.split(",") if written else ():
            parent = by_key.get(key.strip().lower())
            if written and parent is None:
                message = f"{how!r}: there is no entry {key.strip()!r} in this file"
                entry.remarks.append((written.line, message))
            elif parent is not None and parent is not entry:
                _inherit(parent, by_key, done, depth + 1)
                _take(entry, parent, renamed=how == "crossref")


def _take(entry: Entry, parent: Entry, *, renamed: bool) -> None:
    names: Mapping[str, str] = {}
    if renamed:
        article = entry.kind in ("article", "suppperiodical")
        names = _PERIODICAL if article else _BOOK
    dated = "date" in entry.fields or "year" in entry.fields
    for name, field in parent.fields.items():
        name = names.get(name, name)
        if not name or name in entry.fields or (renamed and name in _OWN):
            continue
        if not (dated and name in _DATE):
            entry.fields[name] = Field(field.text, entry.line)
