"""Offices of an actor as they are written: a title, and when it was held, in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .dates import is_date

_OFFICE = re.compile(r"(?P<title>.*\S)\s*\((?P<when>[^()]*)\)\s*")


def office(entry: str) -> tuple[str, str]:
    """Split an office into its title and its date (empty when none is given)."""
    match = _OFFICE.fullmatch(entry)
    return (match["title"], match["when"]) if match and is_date(match["when"]) else (entry, "")


def undated_offices(entries: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The offices whose brackets at the end hold no date, with what to write instead."""
    for entry in entries:
        match = _OFFICE.fullmatch(entry)
        if match and not is_date(match["when"]):
            message = (
                f"'offices': ({match['when']}) is no date; write when it was held, like "
                "(2023-01-19/..), or put the words before the title"
            )
            yield entry, message
