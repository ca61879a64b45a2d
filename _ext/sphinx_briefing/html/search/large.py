"""The index of a website of many thousand pages: parts in levels, in few files.

A file holds many blocks, and before them the byte at which each begins: a browser asks a server for
the bytes of the blocks that it needs. From a disk, from a server that gives no pieces of files, and
where a policy forbids to ask for them, it loads the file as the script that it is.

- ``words-…``: a block with the first word of each block of words, then these, and the long lists of
  entries that words refer to. The root knows the first word of each file.
- ``names-…``: the same for whole names, of which there are so many that begin alike (``claim-…``)
  that words would stand far apart among them.
- ``shown-…``: what one result shows, in a block each.
- ``days-…``: for each section where its entries begin to have another day, and these days.
- ``facet-…``: a block with the first id of each block of values, then these, by id, each with its
  place among the labels; and the long lists of entries that they refer to.

Long lists of numbers are text (:mod:`.numbers`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .encoding import encoded, script
from .facets import Facet
from .numbers import Listed, shortly
from .page import CALL
from .partial import NAME
from .scripts import ByParts, Files, Totals, ValueOfFacet, Word, hash_of, named, root_of

FILE = 400_000
"""Bytes of one file, about; more where there would be too many files."""

PAGES = 100
"""Pages for which there is one file at most, about."""

OF_WORDS, OF_SHOWN = 0.3, 0.45
"""The parts that words and results have of the files; facets and small sections have the others."""

BYTES_OF_POSTING = 3
"""Bytes that it costs in the index that an entry has a word, about."""

BLOCK = 8_000
"""Bytes of one block of words or values, about."""

LONG = 1_500
"""Characters of a list of numbers from which on it has a block of its own."""

OFFSET = 8
"""Hexadecimal digits of a place in a file."""


class Container:
    """A file of blocks while it is made."""

    def __init__(self) -> None:
        self._blocks: list[bytes] = []
        self.size = 0

    def add(self, block: bytes) -> int:
        """Add a block of JSON; gives its place among the blocks."""
        self._blocks.append(block)
        self.size += len(block)
        return len(self._blocks) - 1

    def put_first(self, block: bytes) -> None:
        """Put a block into the place that was kept for it with :meth:`add`."""
        self._blocks[0] = block

    def file(self, kind: str) -> tuple[str, bytes]:
        """Its name and its content.

        >>> container = Container()
        >>> container.add(b'"a"'), container.add(b"[1]")
        (0, 1)
        >>> name, content = container.file("days")
        >>> content.splitlines()[1:]
        [b'"a",', b'[1]]);']
        """
        value = b",\n".join(self._blocks)
        name = named(kind, value)
        at = len(CALL) + len(encoded(name)) + len(',["",\n') + OFFSET * (len(self._blocks) + 1)
        places: list[str] = []
        for block in self._blocks:
            places.append(f"{at:0{OFFSET}x}")
            at += len(block) + 2
        places.append(f"{at:0{OFFSET}x}")
        return name, script(name, b'["%b",\n%b]' % ("".join(places).encode(), value))


class Large:
    """The files of an index in levels."""

    def __init__(self, totals: Totals) -> None:
        files = max(1.0, totals.pages / PAGES)
        of_shown = max(FILE, int(sum(totals.sizes) / (files * OF_SHOWN)))
        self._of_words = max(FILE, int(totals.postings * BYTES_OF_POSTING / (files * OF_WORDS)))
        in_a_part = totals.in_a_part(of_shown, totals.entries)
        self.root = root_of(totals, in_a_part)
        self.root |= {"names": [], "levels": 1}
        self._shown = ByParts(in_a_part)
        self._section = -1
        self._days: list[tuple[list[int], list[int]]] = []
        self._within = 0
        self._words, self._names = _Blocks(), _Blocks()

    def entry(self, section: int, day: int, shown: bytes) -> Files:
        """Add an entry."""
        if section != self._section:
            self._section, self._within = section, 0
            self._days.append(([], []))
        starts, days = self._days[-1]
        if not days or days[-1] != day:
            starts.append(self._within)
            days.append(day)
        self._within += 1
        for part in self._shown.add(section, shown):
            yield self._shown_part(part)

    def _shown_part(self, part: Sequence[bytes]) -> tuple[str, bytes]:
        container = Container()
        for shown in part:
            container.add(shown)
        name, content = container.file("shown")
        self.root["shown"] += hash_of(name)
        return name, content

    def end_of_entries(self) -> Files:
        """Write the last part, and the days."""
        for part in self._shown.end():
            yield self._shown_part(part)
        value = encoded([[shortly(starts), shortly(days[::-1])] for starts, days in self._days])
        name = named("days", value)
        self.root["days"] = name
        yield name, script(name, value)

    def word(self, word: str, places: Word) -> Files:
        """Add a word."""
        if len(places) > NAME and (named := places[NAME]):
            places = [[] if place == NAME else places[place] for place in range(len(places))]
            if self._names.put(word, self._names.listed(named)) and self._is_full(self._names):
                yield self._end("names", self._names)
                self._names = _Blocks()
        while places and not places[-1]:
            places = places[:-1]
        if places:
            entry = [self._words.listed(numbers) for numbers in places]
            if self._words.put(word, entry) and self._is_full(self._words):
                yield self._end("words", self._words)
                self._words = _Blocks()

    def _is_full(self, blocks: _Blocks) -> bool:
        blocks.end(by_key=True)
        return blocks.size > self._of_words

    def _end(self, kind: str, blocks: _Blocks) -> tuple[str, bytes]:
        name, content = blocks.file(kind)
        self.root[kind].append([blocks.first, name])
        return name, content

    def end_of_words(self) -> Files:
        """Write the last files."""
        for kind, blocks in (("words", self._words), ("names", self._names)):
            if blocks.end(by_key=True):
                yield self._end(kind, blocks)

    def facet(self, facet: Facet, values: Sequence[ValueOfFacet]) -> Files:
        """Add a facet."""
        blocks = _Blocks()
        by_id = sorted(enumerate(values), key=lambda one: (one[1].identifier, one[0]))
        for rank, value in by_id:
            entry = [value.identifier, value.label, blocks.listed(value.entries), rank]
            if blocks.put(value.identifier, entry):
                blocks.end(by_key=False)
        blocks.end(by_key=False)
        name, content = blocks.file(f"facet-{facet.name}")
        self.root["facets"].append([facet.name, facet.label, name, len(values), len(content)])
        yield name, content


class _Blocks:
    """Words or values in blocks, and the long lists of entries beside them."""

    def __init__(self) -> None:
        self._container = Container()
        self._container.add(b"[]")
        self._firsts: list[tuple[str, int]] = []
        self._block: list[tuple[str, Any]] = []
        self._size = 0

    @property
    def first(self) -> str:
        """The first of the words or ids; there must be one."""
        return self._firsts[0][0]

    @property
    def size(self) -> int:
        """Bytes of the blocks that are complete."""
        return self._container.size

    def listed(self, numbers: Sequence[int]) -> Listed | dict[str, int]:
        """Numbers, or what leads to them when they are many."""
        found = shortly(numbers)
        if isinstance(found, str) and len(found) > LONG:
            return {"n": len(numbers), "in": self._container.add(encoded(found))}
        self._size += 1 + len(found) * (1 if isinstance(found, str) else 3)
        return found

    def put(self, key: str, entry: Any) -> bool:
        """Put an entry into the block; whether that is full."""
        self._block.append((key, entry))
        self._size += len(key) + 6
        return self._size > BLOCK

    def end(self, *, by_key: bool) -> bool:
        """End the block; whether there was anything in one.

        :param by_key: whether entries are looked up by their keys in it.
        """
        if self._block:
            block = dict(self._block) if by_key else [entry for _, entry in self._block]
            self._firsts.append((self._block[0][0], self._container.add(encoded(block))))
            self._block, self._size = [], 0
        return bool(self._firsts)

    def file(self, kind: str) -> tuple[str, bytes]:
        """Its name and content."""
        self._container.put_first(encoded(self._firsts))
        return self._container.file(kind)
