"""The codes of messages to authors, and the level of each by default."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Level = Literal["off", "note", "warning"]
"""How loud something is said."""


@dataclass(frozen=True, slots=True)
class Code:
    """One code; messages bear it as the subtype of a warning of type ``briefing``."""

    name: str
    help: str
    """What it reports, in one sentence."""
    level: Level = "warning"
    """How loud it is unless ``briefing_checks`` says otherwise."""
    switched: bool = False
    """Whether ``briefing_checks`` can switch it."""


class Codes(Mapping[str, Code]):
    """The codes by their names, in the order of the manual; others add theirs at setup.

    >>> codes = Codes()
    >>> codes.add("flagless", "A vessel has no flag.", "note", switched=True).level
    'note'
    >>> codes.freeze()
    >>> codes.add("late", "It is late.")
    Traceback (most recent call last):
    ValueError: the code 'late' comes too late: add it while extensions are set up
    """

    def __init__(self) -> None:
        self._codes: dict[str, Code] = {}
        self._is_frozen = False

    def add(
        self, name: str, help: str, level: Level = "warning", *, switched: bool = False
    ) -> Code:
        """Add a code.

        :raises ValueError: when there is one of that name, or the table is closed.
        """
        if self._is_frozen:
            raise ValueError(
                f"the code {name!r} comes too late: add it while extensions are set up"
            )
        if name in self._codes:
            raise ValueError(f"there is a code {name!r} already: {self._codes[name].help}")
        code = self._codes[name] = Code(name, help, level, switched)
        return code

    def freeze(self) -> None:
        """Close the table; a configuration is about to be read by it."""
        self._is_frozen = True

    @property
    def switched(self) -> Mapping[str, str]:
        """Those that ``briefing_checks`` can switch, with their default levels."""
        return MappingProxyType(
            {code.name: code.level for code in self._codes.values() if code.switched}
        )

    def __getitem__(self, name: str) -> Code:
        return self._codes[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._codes)

    def __len__(self) -> int:
        return len(self._codes)


def builtin_codes() -> Codes:
    """The codes of the toolkit itself."""
    codes = Codes()
    for name, help in _ALWAYS.items():
        codes.add(name, help)
    for name, help in _WARNINGS.items():
        codes.add(name, help, switched=True)
    for name, help in _OFF.items():
        codes.add(name, help, "off", switched=True)
    for name, help in _OUTPUTS.items():
        codes.add(name, help)
    return codes


_ALWAYS = {
    "field": "A field is missing, unknown or not allowed, or a configuration value cannot be used.",
    "front_matter": "The front matter of a page is not as its kind declares it.",
    "unknown": "A name that no record has.",
    "ambiguous": "A name that several records share.",
    "duplicate": "Two records of one kind have the same id.",
    "unsafe": "A page holds something that could run, start a program, or read another file "
    "or host.",
}
_WARNINGS = {
    "unsourced": "A claim or a quotation names no source, or another record no ground.",
    "vocabulary": "The prose mixes scales of likelihood, or joins likelihood and confidence.",
    "marking": "A page shows what is marked for fewer readers than the page.",
    "section": "A brief lacks what its kind requires, or is too long for it.",
    "amended": "A final brief says something else than the edition that was frozen of it.",
    "superseded": "A brief that another one replaces is still final.",
    "later": "A brief refers to what was not known on the day it speaks on.",
    "retracted": "A brief cites what was retracted or withdrawn, or a judgement of it lost ground.",
    "misquoted": "Somebody's own words are not in the snapshot of their source.",
}
_OFF = {
    "overdue": "A commitment, or what else falls due, is open though its day has passed.",
    "unresolved": "A judgement, or what else can be checked by now, has no outcome.",
    "stale": "A brief refers to a source that is out of date.",
    "unused": "An actor, a term or a topic is mentioned nowhere.",
    "unverified": "Somebody's own words cannot be looked up: their source has no snapshot.",
    "variant": "The prose spells a name as the house does not.",
    "weak": "A judgement rests on weak sources or on one voice alone.",
    "ceiling": "A judgement is of more confidence than its evidence bears.",
}
_OUTPUTS = {
    "pdf": "Something cannot be in a PDF as it is.",
    "docx": "Something cannot be in a Word file as it is.",
}
