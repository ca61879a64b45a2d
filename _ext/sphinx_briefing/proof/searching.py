"""Many lines of words looked up at once in all that a file holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from types import MappingProxyType

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
    :param letters: how many letters and digits of what they begin stand there.
    """

    needle: str
    path: str
    inside: str
    offset: int
    is_plain: bool = False
    letters: int = 0


class Searcher:
    """Looks for lines of words.

    :param names: what must begin and end as words do.
    :param lines: what need not, as it is long enough.
    :param tight: the names in which no white space stands: ids, and names of files.
    :param wholes: all the texts that begin with a line.
    """

    def __init__(
        self,
        names: Iterable[str],
        lines: Iterable[str],
        tight: Collection[str] = (),
        wholes: Mapping[str, Iterable[tuple[str, ...]]] = MappingProxyType({}),
    ) -> None:
        self._tight = frozenset(tight)
        self._wholes = {line: ["".join(one) for one in found] for line, found in wholes.items()}
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
        found: dict[str, tuple[int, int]] = {}  # the letters that stand there, and where
        places: Places | None = None
        if len(self._letters):
            text = squeezed(view.data)
            for last, (length, needles) in self._letters.iter(text):
                first = last - length + 1
                for needle in needles:
                    wholes = self._wholes.get(needle, ())
                    if needle in found and not wholes:
                        continue
                    places = places or Places(view.data)
                    if (
                        needle in self._names
                        and length < LONG
                        and not places.are_words(first, last + 1)
                    ):
                        continue
                    if needle in self._tight and places.is_spaced(view.data, first, last):
                        continue
                    most = max((_alike(text, first, whole) for whole in wholes), default=length)
                    if most > found.get(needle, (0, 0))[0]:
                        found[needle] = most, first
        if len(self._words) and not view.is_binary:
            line = f" {folded(view.data)} "
            for last, needle in self._words.iter(line):
                if needle not in found:
                    first = last - len(needle)
                    found[needle] = len(needle), first - line.count(" ", 0, first)
        if found:
            places = places or Places(view.data)
        for needle, (letters, at) in found.items():
            assert places is not None
            place = places.place(at)
            spelt = view.data[place : place + len(needle.encode())]
            yield Hit(needle, path, view.inside, place, spelt == spelt.lower(), letters)


def _alike(text: str, first: int, whole: str) -> int:
    """How many letters of a text stand at a place of another one."""
    pairs = zip(text[first : first + len(whole)], whole, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
