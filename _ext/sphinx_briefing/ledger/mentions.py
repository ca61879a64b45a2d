"""Names of actors and terms in plain prose: longest match, whole words, in any script."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick

from ..records import Actor, Record, Term

_SAME = str.maketrans({"\u00a0": " ", "\u202f": " ", "\n": " ", "\t": " ", "\u2011": "-",
                       "\u2010": "-", "\u2019": "'", "\u02bc": "'"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text: where, and whom it means."""

    start: int
    end: int
    kind: str
    id: str


@lru_cache(maxsize=4096)
def _lower(character: str) -> str:
    lower = character.lower()
    return lower if len(lower) == 1 else character


def fold(text: str) -> str:
    """A text without case, typographic spaces and hyphens; every character keeps its place."""
    if text.isascii():
        return text.lower().translate(_SAME)
    return "".join(map(_lower, text)).translate(_SAME)


class Mentions:
    """Finds the names of records in prose.

    A name in capitals is found in capitals alone; one that means several records is found, so
    that no shorter name inside it is taken, but means nobody.
    """

    def __init__(self, records: Iterable[Record]) -> None:
        self._names: dict[str, dict[tuple[str, str], set[str]]] = {}
        for record in records:
            if isinstance(record, (Actor, Term)):
                for name in (record.title_text, *record.short_names):
                    folded = fold(name)
                    if any(map(str.isalnum, folded)):
                        whom = self._names.setdefault(folded, {})
                        whom.setdefault((record.kind_name, record.id), set()).add(name)
        self._automaton = ahocorasick.Automaton()
        for folded in self._names:
            self._automaton.add_word(folded, folded)
        if self._names:
            self._automaton.make_automaton()

    def find(self, text: str) -> Iterator[Mention]:
        """The mentions in a text, from left to right; they do not overlap."""
        if not self._names:
            return
        folded = fold(text)
        matches = []
        for last, name in self._automaton.iter(folded):
            start, end = last - len(name) + 1, last + 1
            if _is_edge(folded, start - 1) and _is_edge(folded, end, after=True):
                matches.append((start, end, name))
        # The longest match wins, whichever begins first.
        matches.sort(key=lambda match: (match[0] - match[1], match[0]))
        taken = bytearray(len(folded))
        found = []
        for start, end, name in matches:
            if any(taken[start:end]):
                continue
            meant = self._meant(name, text[start:end].translate(_SAME))
            if meant:
                taken[start:end] = b"\x01" * (end - start)
            if len(meant) == 1:
                found.append(Mention(start, end, *meant[0]))
        found.sort(key=lambda mention: mention.start)
        yield from found

    def _meant(self, name: str, written: str) -> list[tuple[str, str]]:
        return [
            key
            for key, spellings in self._names[name].items()
            if written in spellings or not all(map(str.isupper, spellings))
        ]


def _is_edge(text: str, at: int, *, after: bool = False) -> bool:
    if not 0 <= at < len(text):
        return True
    character = text[at]
    if character.isalnum() or character == "_":
        return False
    # A combining mark belongs to the letter before it, and G7+ is not G7.
    return not (after and (character == "+" or unicodedata.category(character).startswith("M")))
