"""The index of all pages, composed from partial ones.

Partial indexes are merged as they are read, so that memory holds one part of the index, the values
of one facet, and a number for each entry. What comes out is the same however the pages were shared
out and in whatever order the partial indexes come.
"""

from __future__ import annotations

import heapq
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, groupby, repeat
from operator import itemgetter
from pathlib import Path

from ...collector import collector_paused
from ...files import write_atomically
from .encoding import encoded, script
from .large import Large
from .page import ROOT
from .partial import FacetValue, FoundWord, ShownEntry
from .reading_partials import Stored, stored_together, text_of
from .scripts import Files, Small, Totals, ValueOfFacet, Word, Writer, made
from .words import letters_for_script

LARGE = 20_000
"""From how many entries on an index has levels."""


class Parts:
    """An index in parts, composed while it is written.

    :param is_large: whether it has levels; by the number of its entries where nothing is said.
    """

    def __init__(self, partials: Sequence[Stored], is_large: bool | None = None) -> None:
        self._partials = partials
        self.totals = Totals.of([partial.header for partial in partials])
        self.is_large = self.totals.entries > LARGE if is_large is None else is_large

    def files(self) -> Files:
        """All files, the one that names the others last."""
        letters, content = made("letters", encoded(letters_for_script()))
        yield letters, content
        writer: Writer = Large(self.totals) if self.is_large else Small(self.totals)
        # By partial index: the number of each of its entries.
        numbers = [array("I") for _ in self._partials]
        for section, day, shown in _merged_entries(self._partials, numbers):
            yield from writer.entry(section, day, shown)
        yield from writer.end_of_entries()
        for word, places in _merged_words(self._partials, numbers):
            yield from writer.word(word, places)
        yield from writer.end_of_words()
        values = groupby(_merged_values(self._partials, numbers), key=itemgetter(0))
        for at, found in values:
            facet = self.totals.facets[at]
            every = [value for _, value in found]
            # By label; they came by id.
            every.sort(key=ValueOfFacet.by_label, reverse=facet.is_reversed)
            yield from writer.facet(facet, every)
        yield ROOT, script(ROOT, encoded({"letters": letters, **writer.root}))

    def write(self, folder: Path) -> None:
        """Bring a folder to hold these parts and nothing else; equal files stay untouched.

        The root comes last, so that what it names is there; what it no longer names goes after it.
        """
        folder.mkdir(parents=True, exist_ok=True)
        present = {path.name for path in folder.iterdir() if path.is_file()}
        written: set[str] = set()
        with collector_paused():  # there are many lists of numbers, and none that holds itself
            for name, content in self.files():
                path = folder / name
                written.add(name)
                if name != ROOT and name in present and path.stat().st_size == len(content):
                    continue  # its name says what is in it
                write_atomically(path, content)
        for name in sorted(present - written):
            (folder / name).unlink(missing_ok=True)


def compose(partials: Iterable[bytes | Path], *, is_large: bool | None = None) -> Parts:
    """Compose the index of all pages.

    :param partials: partial indexes, or files with them, in any order.
    :param is_large: whether the index has levels; decided by the number of entries by default.
    :returns: the parts, which are made when they are asked for.
    :raises PartialIndexError: when one cannot be read or does not belong to the others.
    """
    return Parts(stored_together(partials), is_large)


def _merged_entries(
    partials: Sequence[Stored], numbers: Sequence[array[int]]
) -> Iterator[tuple[int, int, bytes]]:
    """Section, day and JSON of all entries in their order; notes their numbers."""
    runs = [zip(partial.entries(), repeat(at)) for at, partial in enumerate(partials)]
    merged: Iterable[tuple[ShownEntry, int]] = heapq.merge(*runs)
    for number, ((section, day, _, shown, _), at) in enumerate(merged):
        numbers[at].append(number)
        yield section, -day, shown


def _merged_words(
    partials: Sequence[Stored], numbers: Sequence[array[int]]
) -> Iterator[tuple[str, Word]]:
    """All words with the numbers of the entries that have them, by place."""
    runs = [
        _with_numbers(partial.words(), known.__getitem__)
        for partial, known in zip(partials, numbers, strict=True)
    ]
    merged = runs[0] if len(runs) == 1 else heapq.merge(*runs, key=itemgetter(0))
    for word, found in groupby(merged, key=itemgetter(0)):
        places: list[list[int]] = []
        times = 0
        for _, more in found:
            times += 1
            for place, ascending in enumerate(more):
                if place == len(places):
                    places.append([])
                places[place] += ascending
        if times > 1:
            for ascending in places:
                ascending.sort()
        yield text_of(word), places


def _with_numbers(
    words: Iterable[FoundWord], number: Callable[[int], int]
) -> Iterator[tuple[bytes, Word]]:
    for word, places in words:
        yield word, [list(map(number, accumulate(place))) for place in places]


def _merged_values(
    partials: Sequence[Stored], numbers: Sequence[array[int]]
) -> Iterator[tuple[int, ValueOfFacet]]:
    """All values of facets, each with the place of its facet."""

    def renumbered(
        values: Iterable[FacetValue], number: Callable[[int], int]
    ) -> Iterator[tuple[tuple[int, bytes, bytes], list[int]]]:
        for at, identifier, label, found in values:
            yield (at, identifier, label), list(map(number, accumulate(found)))

    runs = [
        renumbered(partial.values(), known.__getitem__)
        for partial, known in zip(partials, numbers, strict=True)
    ]
    merged = heapq.merge(*runs, key=itemgetter(0))
    for (at, identifier, label), found in groupby(merged, key=itemgetter(0)):
        every = sorted(number for _, ascending in found for number in ascending)
        yield at, ValueOfFacet(text_of(identifier), text_of(label), every)
