"""Messages on words that are not found in their sources."""

from __future__ import annotations

from typing import NamedTuple

from ..ledger.verbatim import Verbatim
from ..quotations import Difference, NotFound
from ..texts import shorten

_LONGEST, _MANY = 200, 3


class Unread(NamedTuple):
    """A snapshot that cannot be read."""

    source: str
    """The id of its source."""
    message: str


class Misquoted(NamedTuple):
    """Words that are in none of the sources that they are quoted from."""

    words: Verbatim
    message: str


class Unverified(NamedTuple):
    """Words that nobody can look up."""

    words: Verbatim
    message: str


def misquoted(sources: str, found: NotFound) -> str:
    """The message on words that are not in their sources, for their author.

    :param sources: these, in words.
    """
    if found.is_unbracketed:
        return f"these words are not in {sources} as they stand; write […] for what is left out"
    if found.is_too_long:
        return (
            f"these words are not in {sources} as they stand, and too long to be looked up in "
            "parts; quote less at once"
        )
    near = found.nearest
    if near is None:
        return f"these words are not in {sources}, nor anything like them"
    nearest = f"the nearest are “{shorten(near.passage, _LONGEST)}”"
    if not near.differences:
        return f"these words are not in {sources} in this order, or too far apart; {nearest}"
    said = list(map(_difference, near.differences[:_MANY]))
    more = len(near.differences) - _MANY
    said += [f"and {more} more"] if more > 0 else []
    return f"these words are not in {sources}; {nearest}: {'; '.join(said)}"


def _difference(one: Difference) -> str:
    theirs, ours = (shorten(text, _LONGEST // 2) for text in (one.source, one.quotation))
    if not ours:
        return f"the quotation leaves out “{theirs}”"
    if not theirs:
        return f"the source does not have “{ours}”"
    names = ", ".join(one.look_alikes)
    letters = f" (which has {names})" if names else ""
    return f"the source has “{theirs}” where the quotation has “{ours}”{letters}"


def named(identifiers: list[str]) -> str:
    """Sources in words: ``the snapshot of 'x'``."""
    return " or ".join(f"the snapshot of {one!r}" for one in identifiers)


def unread(sources: list[str], without: list[str]) -> str:
    """Why words cannot be looked up.

    :param sources: the sources of the words.
    :param without: those that have no snapshot.
    """
    if not sources:
        return "these words cannot be looked up, since they have no source"
    if without:
        names, verb = ", ".join(map(repr, without)), "has" if len(without) == 1 else "have"
        return f"these words cannot be looked up, since {names} {verb} no snapshot"
    return "these words cannot be looked up, since no snapshot of their source can be read"
