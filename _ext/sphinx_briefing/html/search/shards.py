"""The index in parts: scripts whose names hold a hash of what is in them.

``index.js`` names them all; the others are fetched when they are needed:

- ``words-…``: stems in alphabetical order, each with the pages that have it in their titles and in
  their text. ``index.js`` knows the first stem of each, so that a word costs one part.
- ``pages-…``: what results show, a hundred pages each; ``days-…``: the dates of all pages.
- ``facet-…``: one facet, with the pages of each of its values.

Numbers of pages are ascending, so that each is written as the distance to the one before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec

from ...files import write_atomically
from ...ledger.folding import fold
from .excerpts import Result
from .facets import Facet
from .page import CALL, ROOT

PAGES = 100
"""Pages in one part."""

SIZE = 30_000
"""Bytes of one part of words, about."""

Numbers = int | Sequence[int]


def _folded(stems: Mapping[str, Numbers]) -> Mapping[str, Numbers]:
    """The pages of stems, with those together that are equal when they are folded."""
    found: dict[str, Numbers] = {}
    for stem, pages in stems.items():
        folded = fold(stem)
        known = found.get(folded)
        found[folded] = pages if known is None else sorted({*_many(known), *_many(pages)})
    return found


def _many(pages: Numbers) -> Sequence[int]:
    return (pages,) if isinstance(pages, int) else pages


class Parts:
    """The parts of an index, collected and then written."""

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}
        self._root: dict[str, Any] = {
            "count": 0,
            "size": PAGES,
            "words": [],
            "pages": [],
            "days": "",
            "facets": [],
        }

    def add_words(self, text: Mapping[str, Numbers], titles: Mapping[str, Numbers]) -> None:
        """Add the stems in the texts and in the titles of pages, with their pages.

        They are folded as names are; the script of the page folds what is asked for alike.
        """
        text, titles = _folded(text), _folded(titles)
        block: dict[str, list[list[int]]] = {}
        size, first = 0, ""
        for stem in sorted(text.keys() | titles.keys()):
            entry = [distances(text.get(stem, ())), distances(titles.get(stem, ()))]
            if not entry[1]:
                entry.pop()
            if not block:
                first = stem
            block[stem] = entry
            size += len(stem) + 6 + 3 * sum(map(len, entry))
            if size > SIZE:
                self._root["words"].append([first, self._add("words", block)])
                block, size = {}, 0
        if block:
            self._root["words"].append([first, self._add("words", block)])

    def add_results(self, found: Iterable[Result]) -> None:
        """Add what results show."""
        pages = list(found)
        self._root["count"] = len(pages)
        self._root["days"] = self._add("days", [page.day for page in pages])
        for start in range(0, len(pages), PAGES):
            self._root["pages"].append(self._add("pages", pages[start : start + PAGES]))

    def add_facet(self, facet: Facet) -> None:
        """Add a facet, unless nothing is known of it."""
        if facet.values:
            values = [[v.identifier, v.label, distances(v.pages)] for v in facet.values]
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


def distances(numbers: Numbers) -> list[int]:
    """Ascending numbers as the distance of each to the one before.

    >>> distances([3, 4, 9])
    [3, 1, 5]
    """
    if isinstance(numbers, int):
        return [numbers]
    return [n - before for before, n in zip((0, *numbers), numbers, strict=False)]
