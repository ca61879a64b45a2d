"""Changes in one line, for messages to authors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..texts import shorten
from .comparing import Change, Move

MOST = 6
"""The most changes that one message names."""

_CALLED = 60


def told(found: Iterable[Change]) -> str:
    """Some changes in words: what has moved, what is new, what is gone.

    >>> from sphinx_briefing.editions import Kept
    >>> told([Change(Kept("judgement", "j", "It holds", {}), "new")])
    "judgement 'j' is new"
    """
    lines = [_line(change) for change in found]
    more = len(lines) - MOST
    return "; ".join(lines[:MOST]) + (f"; and {more} more" if more > 0 else "")


def _line(change: Change) -> str:
    head = f"{change.record.kind} {change.record.id!r}"
    if change.what != "changed":
        return f"{head} is {change.what}"
    return f"{head}: {', '.join(map(_moved, change.moves))}"


def _moved(move: Move) -> str:
    if move.field == "disputed":
        parts = [("newly disputed by", move.after), ("no longer disputed by", move.before)]
    elif isinstance(move.after, tuple) or isinstance(move.before, tuple):
        parts = [(f"{move.field} with", move.after), (f"{move.field} without", move.before)]
    else:
        return f"{move.field}{_from_to(move.before, move.after)}"
    return ", ".join(f"{words} {', '.join(map(_named, names))}" for words, names in parts if names)


def _named(key: Any) -> str:
    return repr(key[1]) if isinstance(key, tuple) else repr(key)


def _from_to(before: Any, after: Any) -> str:
    if before in (None, ""):
        return f" is now {_value(after)}"
    if after in (None, ""):
        return f" is no longer {_value(before)}"
    return f" {_value(before)} → {_value(after)}"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return repr(shorten(str(value), _CALLED))
