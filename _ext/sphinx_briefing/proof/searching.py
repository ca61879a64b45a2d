"""Many lines of words looked up at once in all that a file holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import ahocorasick

from .texts import View
from .views import views
from .words import Places, folded, squeezed

SHORT = 6
"""The letters of a name that is looked up as a word alone: shorter ones stand in other words."""

LONG = 24
"""The letters of a name that need not begin and end as a word does."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A line of words that stands in a file.

    :param needle: the words, with a space between them.
    :param path: the file.
    :param inside: the part of it that they stand in, as :attr:`.View.inside`.
    :param offset: the byte there, from 0.
    :param is_plain: whether they are spelt in small letters there.
    """

    needle: str
    path: str
    inside: str
    offset: int
    is_plain: bool = False


class Searcher:
    """Looks for lines of words.

    :param names: what must begin and end as words do.
    :param lines: what need not, as it is long enough.
    """

    def __init__(self, names: Iterable[str], lines: Iterable[str]) -> None:
        self._words = ahocorasick.Automaton()
        self._letters = ahocorasick.Automaton()
        self._names = set(names)
        letters: dict[str, list[str]] = {}
        self.needles = tuple(dict.fromkeys((*sorted(self._names), *lines)))
        for needle in self.needles:
            joined = needle.replace(" ", "")
            if needle in self._names and len(joined) < SHORT:
                self._words.add_word(f" {needle} ", needle)
            else:
                letters.setdefault(joined, []).append(needle)
        for joined, needles in letters.items():
            self._letters.add_word(joined, (len(joined), needles))
        for automaton in (self._words, self._letters):
            if len(automaton):
                automaton.make_automaton()

    def __bool__(self) -> bool:
        """Tell whether there is anything to look for."""
        return bool(len(self._words) or len(self._letters))

    def in_file(self, path: str, data: bytes) -> Iterator[Hit]:
        """Where a file holds what is looked for: each line of words once a part.

        :raises NotOpened: if a part of it cannot be opened.
        """
        yield from self.in_view(path, View("name", path.encode("utf-8", "surrogateescape")))
        for view in views(path, data):
            yield from self.in_view(path, view)

    def in_view(self, path: str, view: View) -> Iterator[Hit]:
        """Where a text holds what is looked for."""
        found: dict[str, int] = {}
        places: Places | None = None
        if len(self._letters):
            for last, (length, needles) in self._letters.iter(squeezed(view.data)):
                for needle in needles:
                    if needle in found:
                        continue
                    places = places or Places(view.data)
                    first = last - length + 1
                    if needle in self._names and length < LONG:
                        if not places.are_words(first, last + 1):
                            continue
                        if length < SHORT and view.is_binary:
                            continue
                    found[needle] = first
        if len(self._words) and not view.is_binary:
            line = f" {folded(view.data)} "
            for last, needle in self._words.iter(line):
                if needle not in found:
                    first = last - len(needle)
                    found[needle] = first - line.count(" ", 0, first)
        if found:
            places = places or Places(view.data)
        for needle, at in found.items():
            assert places is not None
            place = places.place(at)
            spelt = view.data[place : place + len(needle.encode())]
            yield Hit(needle, path, view.inside, place, spelt == spelt.lower())
