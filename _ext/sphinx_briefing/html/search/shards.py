"""The index in parts: scripts whose names hold a hash of what is in them.

``index.js`` names them all; the others are fetched when they are needed:

- ``words-…``: words in alphabetical order, each with the entries that have it in their text, in
  their title and names, as a whole name, and near them. ``index.js`` knows the first word of each
  part, so that a word costs one.
- ``shown-…``: what results show, some ten kilobytes each; ``days-…``: the dates of all entries.
- ``facet-…``: one facet, with the entries of each of its values.
- ``letters-…``: the letters of other scripts and those that they become.

Numbers of entries are ascending, so that each is written as the distance to the one before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence, Set
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec

from ...files import write_atomically
from .entries import Entry, Shown
from .facets import Facet
from .page import CALL, ROOT
from .sections import Section, numbered
from .words import letters_for_script

SIZE = 30_000
"""Bytes of one part of words, about."""

TEXT, TITLE, NAME, NEAR = range(4)
"""Where an entry has a word, in the order of the index."""


class Words:
    """The words of all entries.

    :param stopwords: words that are looked for in no text.
    """

    def __init__(self, stopwords: Set[str] = frozenset()) -> None:
        self.found: dict[str, tuple[list[int], ...]] = {}
        self._stopwords = stopwords

    def add(self, number: int, entry: Entry) -> None:
        """Add the words of an entry; numbers ascend from call to call."""
        known = {*self._stopwords, ""}
        # A word counts where it counts most.
        for place, words in ((TITLE, entry.titles), (TEXT, entry.words), (NEAR, entry.near)):
            new = set(words)
            new -= known
            known |= new
            self._put(new, place, number)
        self._put(filter(None, set(entry.names)), NAME, number)

    def _put(self, words: Iterable[str], place: int, number: int) -> None:
        found = self.found
        for word in words:
            places = found.get(word)
            if places is None:
                places = found[word] = ([], [], [], [])
            places[place].append(number)


class Parts:
    """The parts of an index, collected and then written."""

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}
        self._root: dict[str, Any] = {
            "letters": self._add("letters", letters_for_script()),
            "words": [],
            "sections": [],
            "shown": "",
            "days": "",
            "facets": [],
        }

    def add(self, sections: Sequence[Section], stopwords: Set[str]) -> None:
        """Add all that is found: its words, and what results show."""
        words = Words(stopwords)
        days: list[int] = []
        for number, entry in numbered(sections):
            words.add(number, entry)
            days.append(entry.day)
        self._add_words(words)
        self._root["days"] = self._add("days", days)
        shown: list[str] = []
        for section in sections:
            entries, size = section.entries, section.in_a_part
            self._root["sections"].append(
                [section.kind, section.group, len(entries), size, section.weight]
            )
            for start in range(0, len(entries), size):
                part = [entry.shown for entry in entries[start : start + size]]
                shown.append(self._add_shown(part))
        # Without what all their names have in common, so that the root stays small.
        self._root["shown"] = "".join(shown)

    def _add_shown(self, part: list[Shown]) -> str:
        return self._add("shown", part).removeprefix("shown-").removesuffix(".js")

    def _add_words(self, words: Words) -> None:
        block: dict[str, list[list[int]]] = {}
        size, first = 0, ""
        for word in sorted(words.found):
            entry = [distances(numbers) for numbers in words.found[word]]
            while not entry[-1]:
                entry.pop()
            if not block:
                first = word
            block[word] = entry
            size += len(word) + 6 + 3 * sum(map(len, entry))
            if size > SIZE:
                self._root["words"].append([first, self._add("words", block)])
                block, size = {}, 0
        if block:
            self._root["words"].append([first, self._add("words", block)])

    def add_facet(self, facet: Facet) -> None:
        """Add a facet, unless nothing is known of it."""
        if facet.values:
            values = [[v.identifier, v.label, distances(v.entries)] for v in facet.values]
            name = self._add(f"facet-{facet.name}", values)
            self._root["facets"].append([facet.name, facet.label, name, len(values)])

    def write(self, folder: Path) -> None:
        """Bring a folder to hold these parts and nothing else; equal files stay untouched."""
        files = {**self._files, ROOT: _script(ROOT, self._root)}
        folder.mkdir(parents=True, exist_ok=True)
        present = {path.name for path in folder.iterdir() if path.is_file()}
        # The root comes last, so that what it names is there.
        for name, content in files.items():
            path = folder / name
            if name != ROOT and name in present and path.stat().st_size == len(content):
                continue  # its name says what is in it
            write_atomically(path, content)
        for name in sorted(present - files.keys()):
            (folder / name).unlink(missing_ok=True)

    def _add(self, kind: str, value: object) -> str:
        encoded = _encoded(value)
        name = f"{kind}-{blake2b(encoded, digest_size=6).hexdigest()}.js"
        self._files[name] = _script(name, msgspec.Raw(encoded))
        return name


def _script(name: str, value: object) -> bytes:
    return CALL + msgspec.json.encode(name) + b"," + _encoded(value) + b");\n"


def _encoded(value: object) -> bytes:
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:  # half a surrogate pair, which JSON can escape and UTF-8 not say
        return json.dumps(msgspec.to_builtins(value), separators=(",", ":")).encode()


def distances(numbers: Sequence[int]) -> list[int]:
    """Ascending numbers as the distance of each to the one before.

    >>> distances([3, 4, 9])
    [3, 1, 5]
    """
    return [n - before for before, n in zip((0, *numbers), numbers, strict=False)]
