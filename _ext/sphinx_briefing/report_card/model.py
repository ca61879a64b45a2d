"""A check of a standard, what it looks at, and the card that comes of all checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from ..ledger.evidence import Key

if TYPE_CHECKING:
    from .checked_brief import CheckedBrief

FOUND, LOOK, OPEN = "found", "look", "open"
"""Where a card lists what a check finds: as found, for a person to look at, or as open."""

WHERE = (FOUND, LOOK, OPEN)


class Looked(NamedTuple):
    """Something that a check has looked at."""

    about: Key | None = None
    """Kind and id of a record; ``None`` for the brief itself."""
    found: bool = True
    """Whether what the check looks for is there."""
    others: tuple[Key, ...] = ()
    """Other records that have to do with it."""
    field: str = ""
    """The field of the record, or of the front matter of the brief, whose line is named."""
    line: int = 0
    """The line, where it is not that of the record or field."""
    path: str = ""
    """The file of that line, where it is not the page's own."""
    words: str = ""
    """A day, a number or some words of the brief, which are printed with it."""
    marking: str = ""
    """The marking of the passage it stands in, where that is not said by the record."""


@dataclass(frozen=True, slots=True)
class StandardCheck:
    """A check of a brief by one of the standards.

    :param name: the code by which programs know it.
    :param standard: the number of the standard, ``1`` to ``9``.
    :param asks: what is counted, in a few words: "Sources without a grade of reliability".
    :param what: what is so of each that is found, after its name.
    :param do: what to do about it.
    :param find: from a brief to all that the check has looked at, found or not.
    :param where: :data:`FOUND`, :data:`LOOK` or :data:`OPEN`.
    :param is_counted: whether a count of all that was looked at says something.
    """

    name: str
    standard: str
    asks: str
    what: str
    do: str
    find: Callable[[CheckedBrief], Iterable[Looked]]
    where: str = FOUND
    is_counted: bool = True


class Named(Struct, frozen=True):
    """A record that a card names."""

    kind: str
    id: str
    title: str


class Checked(Struct, frozen=True):
    """A check that was made: how much it has looked at, and how much it has found."""

    name: str
    asks: str
    looked: int | None
    """``None`` where a count says nothing."""
    found: int


class Finding(Struct, frozen=True):
    """Something that a check has found: what, where, and what to do."""

    check: str
    record: Named | None
    """The record; ``None`` for the brief itself."""
    what: str
    others: tuple[Named, ...]
    words: str
    docname: str
    line: int
    path: str
    do: str


class StandardCard(Struct, frozen=True):
    """The part of a card for one standard."""

    standard: str
    title: str
    checked: tuple[Checked, ...]
    found: tuple[Finding, ...]
    questions: tuple[str, ...]
    """What a person has to answer, whatever was found."""
    look: tuple[Finding, ...]
    """What a check has found that a person has to look at."""
    open: tuple[Finding, ...]
    """What is not filled in, or cannot be decided yet."""


class ReportCard(Struct, frozen=True):
    """The card of a brief."""

    docname: str
    title: str
    reference: str
    day: str
    """The day on which the brief speaks, as written."""
    standards: tuple[StandardCard, ...]

    @property
    def counts(self) -> tuple[int, int, int]:
        """The numbers of findings: found, for a person to look at, open."""
        parts = self.standards
        return (
            sum(len(one.found) for one in parts),
            sum(len(one.look) for one in parts),
            sum(len(one.open) for one in parts),
        )
