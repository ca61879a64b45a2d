"""Quotations and the sources that they were taken from: whether the words are there, and where.

This folder knows nothing of records: a quotation is a text as its author wrote it, a source is the
text of some pages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .as_written import Quotation, as_written, with_brackets
from .fragments import Anchors, Terms
from .nearest import Difference, Nearest, nearest
from .places import Paragraphs, address_of_page, address_of_words
from .searching import Found, Search, Source

__all__ = [
    "Anchors",
    "Difference",
    "Found",
    "Nearest",
    "NotFound",
    "Paragraphs",
    "Source",
    "Terms",
    "address_of_page",
    "address_of_words",
    "find",
    "is_too_short",
]

LEAST = 2
"""Words of a passage, at least: one alone may stand anywhere."""


@dataclass(frozen=True, slots=True)
class NotFound:
    """The words are not in the source as they are quoted."""

    nearest: Nearest | None
    """None if the source says nothing like it."""
    is_unbracketed: bool = False
    """It would be there if its dots stood in brackets, as what was left out does."""
    is_too_long: bool = False
    """It is not there as it stands, and nobody looks further."""


def _anywhere(place: int) -> bool:
    return True


def find(
    quotation: str, source: Source, *, is_meant: Callable[[int], bool] = _anywhere
) -> Found | NotFound:
    """Look up a quotation in its source: exactly, but for what does not make words.

    :param is_meant: whether a place of the source's text is one that the author named.

    >>> source = Source(["The ministers “agreed to\\nguarantees” \\u2014 and\\u00a0left."])
    >>> find('agreed to guarantees - and […] left', source).page
    1
    >>> find("agreed to a guarantee", source).nearest.differences
    (Difference(source='guarantees', quotation='a guarantee'),)
    """
    read = as_written(quotation)
    if found := _search(read, source, is_meant):
        return found
    if read.is_too_long:
        return NotFound(None, is_too_long=True)
    bracketed = with_brackets(quotation)
    is_unbracketed = bool(
        bracketed != quotation and _search(as_written(bracketed), source, is_meant)
    )
    return NotFound(nearest(read, source), is_unbracketed)


def _search(quotation: Quotation, source: Source, is_meant: Callable[[int], bool]) -> Found | None:
    found = Search(quotation, source).found(is_meant)
    if found is None and source.pages > 1 and source.flowing is not None:
        found = Search(quotation, source.flowing).found(is_meant)
    return found


def is_too_short(quotation: str) -> bool:
    """Whether a quotation has too few words for its place to say anything.

    >>> is_too_short("agreed"), is_too_short("[they] agreed"), is_too_short("they agreed")
    (True, True, False)
    """
    return as_written(quotation).words < LEAST
