"""The index in parts: scripts whose names hold a hash of what is in them.

``index.js`` names them all; the others are fetched when they are needed:

- ``words-…``: words in alphabetical order, each with the entries that have it in their text, in
  their title and names, as a whole name, and near them. ``index.js`` knows the first word of each
  part, so that a word costs one.
- ``shown-…``: what results show, some ten kilobytes each; ``days-…``: the dates of all entries.
- ``facet-…``: one facet, with the entries of each of its values.
- ``letters-…``: the letters of other scripts and those that they become.

Numbers of entries are ascending, so that each is written as the distance to the one before.
Websites with many pages have parts in levels: :mod:`.large`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Protocol

from .encoding import encoded, script
from .facets import Facet
from .numbers import distances
from .partial import Header
from .sections import Section

SIZE = 30_000
"""Bytes of one part of words, about."""

PART = 12_000
"""Characters that results show, in one part of the index, about."""

MOST = 40
"""Entries in one part at most."""

Word = list[list[int]]
"""By place, the numbers of the entries that have a word."""

Files = Iterator[tuple[str, bytes]]
"""Names of files and what is in them."""


@dataclass(frozen=True, slots=True)
class ValueOfFacet:
    """A value of a facet, with the numbers of its entries in ascending order."""

    identifier: str
    label: str
    entries: Sequence[int]

    def by_label(self) -> tuple[str, str, str]:
        """Its label first, as readers see values sorted."""
        return (self.label.casefold(), self.identifier, self.label)


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of an index, known before it is composed."""

    sections: Sequence[Section]
    facets: Sequence[Facet]
    counts: Sequence[int]
    """How many entries each section has."""
    sizes: Sequence[int]
    """About how many characters the results of each section show."""
    postings: int
    """How often an entry has a word."""
    pages: int
    """How many of the entries are pages."""

    @classmethod
    def of(cls, headers: Sequence[Header]) -> Totals:
        """The sums of partial indexes."""
        return cls(
            sections=headers[0].sections if headers else [],
            facets=headers[0].facets if headers else [],
            counts=[sum(counts) for counts in zip(*(head.counts for head in headers), strict=True)],
            sizes=[sum(sizes) for sizes in zip(*(head.sizes for head in headers), strict=True)],
            postings=sum(head.postings for head in headers),
            pages=sum(head.shown_pages for head in headers),
        )

    @property
    def entries(self) -> int:
        """How many entries there are."""
        return sum(self.counts)

    def in_a_part(self, size: int, most: int) -> list[int]:
        """How many entries of each section stand in one part of the index.

        :param size: characters that results show, in one part, about.
        :param most: entries in one part at most.
        """
        return [
            max(1, min(most, size * count // shown)) if count else 0
            for count, shown in zip(self.counts, self.sizes, strict=True)
        ]


class Writer(Protocol):
    """Makes files of an index whose entries, words and facets come in their order."""

    root: dict[str, Any]
    """What the root says, besides the letters."""

    def entry(self, section: int, day: int, shown: bytes) -> Files:
        """Add an entry: the place of its section, its day, and what a result shows, as JSON."""

    def end_of_entries(self) -> Files:
        """Say that all entries have come."""

    def word(self, word: str, places: Word) -> Files:
        """Add a word."""

    def end_of_words(self) -> Files:
        """Say that all words have come."""

    def facet(self, facet: Facet, values: Sequence[ValueOfFacet]) -> Files:
        """Add a facet with all its values, in the order in which readers see them."""


class ByParts:
    """Gathers what results show, a part of a section at a time.

    :param in_a_part: how many entries of each section stand in one part.
    """

    def __init__(self, in_a_part: Sequence[int]) -> None:
        self._in_a_part = in_a_part
        self._section = -1
        self._part: list[bytes] = []

    def add(self, section: int, shown: bytes) -> Iterator[list[bytes]]:
        """Add an entry; gives the part that is complete now, if any."""
        if section != self._section or len(self._part) == self._in_a_part[section]:
            yield from self.end()
            self._section = section
        self._part.append(shown)

    def end(self) -> Iterator[list[bytes]]:
        """Give what has not been given yet."""
        if self._part:
            yield self._part
            self._part = []


def root_of(totals: Totals, in_a_part: Sequence[int]) -> dict[str, Any]:
    """The root before anything has been added."""
    sections = zip(totals.sections, totals.counts, in_a_part, strict=True)
    return {
        "words": [],
        "sections": [
            [section.kind, section.group, count, size, section.weight]
            for section, count, size in sections
            if count
        ],
        "shown": "",
        "days": "",
        "facets": [],
    }


class Small:
    """The files of an index of some thousand pages: parts as small as a question needs them."""

    def __init__(self, totals: Totals) -> None:
        in_a_part = totals.in_a_part(PART, MOST)
        self.root = root_of(totals, in_a_part)
        self._shown = ByParts(in_a_part)
        self._days: list[int] = []
        self._block: dict[str, list[list[int]]] = {}
        self._size = 0

    def entry(self, section: int, day: int, shown: bytes) -> Files:
        """Add an entry."""
        self._days.append(day)
        for part in self._shown.add(section, shown):
            yield self._shown_part(part)

    def _shown_part(self, part: Sequence[bytes]) -> tuple[str, bytes]:
        name, content = made("shown", b"[%b]" % b",".join(part))
        self.root["shown"] += hash_of(name)
        return name, content

    def end_of_entries(self) -> Files:
        """Write the last part, and all days."""
        for part in self._shown.end():
            yield self._shown_part(part)
        name, content = made("days", encoded(self._days))
        self.root["days"] = name
        yield name, content

    def word(self, word: str, places: Word) -> Files:
        """Add a word."""
        self._block[word] = entry = [distances(numbers) for numbers in places]
        self._size += len(word) + 6 + 3 * sum(map(len, entry))
        if self._size > SIZE:
            yield from self.end_of_words()

    def end_of_words(self) -> Files:
        """Write the last part."""
        if self._block:
            name, content = made("words", encoded(self._block))
            self.root["words"].append([next(iter(self._block)), name])
            yield name, content
            self._block, self._size = {}, 0

    def facet(self, facet: Facet, values: Sequence[ValueOfFacet]) -> Files:
        """Add a facet."""
        found = [[v.identifier, v.label, distances(v.entries)] for v in values]
        name, content = made(f"facet-{facet.name}", encoded(found))
        self.root["facets"].append([facet.name, facet.label, name, len(values)])
        yield name, content


def named(kind: str, value: bytes) -> str:
    """The name of a part that holds a value."""
    return f"{kind}-{blake2b(value, digest_size=6).hexdigest()}.js"


def made(kind: str, value: bytes) -> tuple[str, bytes]:
    """The name and content of a part."""
    name = named(kind, value)
    return name, script(name, value)


def hash_of(name: str) -> str:
    """The hash in the name of a part, which is all that the root says of some."""
    return name.removesuffix(".js").rpartition("-")[2]
