"""The index of some pages, as bytes from which that of all is composed.

A partial index holds what :mod:`.composing` needs of its pages and of the records written on them,
each sort in the order of the whole: entries by section and day, words by letters, values of facets
by facet and id. So any number of them are merged as they are read, none being held in memory.

The file begins with :data:`MAGIC` and a header in MessagePack, whose length comes first; then the
three sorts follow, in blocks that are compressed each for itself and have their lengths before
them.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from typing import TYPE_CHECKING

import msgspec

from .encoding import encoded
from .entries import Entry, Reading
from .facets import Facet, Facets, Value
from .numbers import distances
from .sections import PAGE, Section, Sections

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from ...domain import BriefDomain

MAGIC = b"briefing-find-partial 1\n"
"""What every partial index begins with."""

LENGTH = 4
"""Bytes of a length."""

BLOCK = 200_000
"""Bytes of a block before it is compressed, about."""

TEXT, TITLE, NAME, NEAR = range(4)
"""Where an entry has a word, in the order of the index."""

ShownEntry = tuple[int, int, str, bytes, int]
"""Place of the section, day as a negative number, address, what a result shows as JSON, and the
characters of its text."""

FoundWord = tuple[bytes, list[list[int]]]
"""A word in UTF-8, and by place the entries that have it, as distances."""

FacetValue = tuple[int, bytes, bytes, list[int]]
"""Place of the facet, id and label in UTF-8, and the entries that have it, as distances."""


class Header(msgspec.Struct, frozen=True):
    """The head of a partial index, which says what to expect."""

    sections: list[Section]
    facets: list[Facet]
    stopwords: list[str]
    pages: list[str]
    """The names of the pages, sorted."""
    counts: list[int]
    """How many entries each section has."""
    sizes: list[int]
    """About how many characters the results of each section show."""
    postings: int
    """How often an entry has a word."""
    lengths: tuple[int, int, int]
    """Bytes of the entries, of the words and of the values."""

    @property
    def shown_pages(self) -> int:
        """How many of the entries are pages."""
        return sum(
            count
            for section, count in zip(self.sections, self.counts, strict=True)
            if section.kind == PAGE
        )


class Partial:
    """A partial index while it is made."""

    def __init__(
        self, sections: Sequence[Section], facets: Sequence[Facet], stopwords: Set[str]
    ) -> None:
        self._sections = list(sections)
        self._facets = list(facets)
        self._stopwords = stopwords
        self._entries: list[ShownEntry] = []
        self._words: dict[str, tuple[list[int], ...]] = {}
        self._values: dict[Value, list[int]] = defaultdict(list)
        self._postings = 0

    def add(self, section: int, entry: Entry, values: Iterable[Value]) -> None:
        """Add an entry.

        :param section: the place of its section.
        :param values: its values of facets.
        """
        number = len(self._entries)
        shown = entry.shown
        self._entries.append((section, -entry.day, shown.address, encoded(shown), len(shown.text)))
        known = {*self._stopwords, ""}
        # A word counts where it counts most.
        for place, words in ((TITLE, entry.titles), (TEXT, entry.words), (NEAR, entry.near)):
            new = set(words)
            new -= known
            known |= new
            self._put(new, place, number)
        self._put({name for name in entry.names if name}, NAME, number)
        for value in values:
            self._values[value].append(number)

    def _put(self, words: Set[str], place: int, number: int) -> None:
        found = self._words
        self._postings += len(words)
        for word in words:
            places = found.get(word)
            if places is None:
                places = found[word] = ([], [], [], [])
            places[place].append(number)

    def to_bytes(self, pages: Iterable[str]) -> bytes:
        """All that was added, as bytes.

        :param pages: the names of the pages that it is the index of.
        """
        order = sorted(range(len(self._entries)), key=self._entries.__getitem__)
        numbers = [0] * len(order)
        for number, was in enumerate(order):
            numbers[was] = number
        runs = (
            b"".join(_blocks(self._entries[was] for was in order)),
            b"".join(_blocks(self._found(numbers))),
            b"".join(_blocks(self._facet_values(numbers))),
        )
        counts, sizes = [0] * len(self._sections), [0] * len(self._sections)
        for section, _, _, _, size in self._entries:
            counts[section] += 1
            sizes[section] += size + 150
        header = Header(
            sections=self._sections,
            facets=self._facets,
            stopwords=sorted(self._stopwords),
            pages=sorted(pages),
            counts=counts,
            sizes=sizes,
            postings=self._postings,
            lengths=(len(runs[0]), len(runs[1]), len(runs[2])),
        )
        head = msgspec.msgpack.encode(header)
        return b"".join((MAGIC, len(head).to_bytes(LENGTH), head, *runs))

    def _found(self, numbers: Sequence[int]) -> Iterator[FoundWord]:
        for word in sorted(self._words):
            places = [_renumbered(found, numbers) for found in self._words[word]]
            while not places[-1]:
                places.pop()
            yield utf8(word), places

    def _facet_values(self, numbers: Sequence[int]) -> Iterator[FacetValue]:
        for at, identifier, label in sorted(self._values):
            found = _renumbered(self._values[at, identifier, label], numbers)
            yield at, utf8(identifier), utf8(label), found


def _renumbered(found: Iterable[int], numbers: Sequence[int]) -> list[int]:
    return distances(sorted([numbers[was] for was in found]))


def _blocks(items: Iterable[ShownEntry | FoundWord | FacetValue]) -> Iterator[bytes]:
    """Items in compressed blocks, each a list with its length before it."""
    encode = msgspec.msgpack.Encoder().encode
    block: list[bytes] = []
    size = 0
    for item in items:
        block.append(encode(item))
        size += len(block[-1])
        if size > BLOCK:
            yield _compressed(block)
            block, size = [], 0
    if block:
        yield _compressed(block)


def _compressed(block: Sequence[bytes]) -> bytes:
    # A list of MessagePack, with its length in four bytes.
    packed = zlib.compress(b"".join((b"\xdd", len(block).to_bytes(4), *block)), 1)
    return len(packed).to_bytes(LENGTH) + packed


def utf8(text: str) -> bytes:
    """A text in UTF-8, half a character of two included."""
    return text.encode("utf-8", "surrogatepass")


class Project:
    """All that a website's search finds, some pages at a time.

    :param texts: the texts of the pages that are found; a page without one is not.
    :param docnames: the pages that will be asked for.
    """

    def __init__(
        self,
        domain: BriefDomain,
        builder: Builder,
        texts: Mapping[str, str],
        docnames: Iterable[str],
        stopwords: Set[str] = frozenset(),
    ) -> None:
        self._texts = texts
        self._stopwords = stopwords
        self._reading = Reading(domain, builder, texts)
        self._sections = Sections(domain)
        self._facets = Facets(domain, frozenset(docnames))

    def partial(self, docnames: Collection[str]) -> bytes:
        """The index of some pages and of the records that are written on them."""
        made = Partial(self._sections.all, self._facets.all, self._stopwords)
        for docname in docnames:
            if docname in self._texts:
                entry = self._reading.page(docname)
                made.add(self._sections.of_page(docname), entry, self._facets.of(entry))
            for section, record in self._sections.of_records(docname):
                entry = self._reading.record(record)
                made.add(section, entry, self._facets.of(entry))
        return made.to_bytes(docnames)


def partial_index(
    domain: BriefDomain,
    builder: Builder,
    texts: Mapping[str, str],
    docnames: Collection[str],
    stopwords: Set[str] = frozenset(),
) -> bytes:
    """Index some pages and the records that are written on them.

    :param texts: the texts of those of the pages that are found.
    :param docnames: the pages; all others are for other partial indexes.
    :param stopwords: words that are looked for in no text.
    :returns: bytes for :func:`.compose`.
    """
    return Project(domain, builder, texts, docnames, stopwords).partial(docnames)
