"""Names of actors and terms in plain prose: longest match, whole words, in any script."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import ahocorasick

from ..records import Actor, Record, Term

_SAME = str.maketrans({"\u00a0": " ", "\u202f": " ", "\n": " ", "\t": " ", "\u2011": "-",
                       "\u2010": "-", "\u2019": "'", "\u02bc": "'"})  # fmt: skip

_BETWEEN = "\0"
"""Stands between texts that are searched together; no prose holds it, and no name."""


class Mention(NamedTuple):
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
        return text.lower().replace("\n", " ").replace("\t", " ")
    return "".join(map(_lower, text)).translate(_SAME)


class Mentions:
    """Finds the names of records in prose.

    A name in capitals is found in capitals alone; one that means several records is found, so
    that no shorter name inside it is taken, but means nobody.
    """

    def __init__(self, records: Iterable[Record]) -> None:
        names: dict[str, dict[tuple[str, str], set[str]]] = {}
        for record in records:
            if isinstance(record, (Actor, Term)):
                for name in (record.title_text, *record.short_names):
                    folded = fold(name)
                    if _BETWEEN not in folded and any(map(str.isalnum, folded)):
                        whom = names.setdefault(folded, {})
                        whom.setdefault((record.kind_name, record.id), set()).add(name)
        self._freely: dict[str, list[tuple[str, str]]] = {}
        """By name, whom it means in small letters too."""
        self._in_capitals: dict[str, dict[tuple[str, str], set[str]]] = {}
        """By name, whom it means in some spellings only."""
        self._automaton = ahocorasick.Automaton()
        for folded, whom in names.items():
            strict = {key: said for key, said in whom.items() if all(map(str.isupper, said))}
            self._freely[folded] = [key for key in whom if key not in strict]
            if strict:
                self._in_capitals[folded] = strict
            self._automaton.add_word(folded, folded)
        if names:
            self._automaton.make_automaton()

    def find(self, text: str) -> Sequence[Mention]:
        """The mentions in a text, from left to right; they do not overlap."""
        return self.find_in([text])[0]

    def find_in(self, texts: Sequence[str]) -> list[Sequence[Mention]]:
        """The mentions in each of many texts, which takes less time than one after the other."""
        found: list[Sequence[Mention]] = [()] * len(texts)
        if not self._freely:
            return found
        folded = [fold(text) for text in texts]
        at = start = 0
        end = len(folded[0]) if folded else 0
        matches: list[tuple[int, int, str]] = []
        for last, name in self._automaton.iter(_BETWEEN.join(folded)):
            while last >= end:
                if matches:
                    found[at] = self._longest(texts[at], matches)
                    matches = []
                at += 1
                start = end + len(_BETWEEN)
                end = start + len(folded[at])
            first, after = last - start - len(name) + 1, last - start + 1
            if _begins(folded[at], first) and _ends(folded[at], after):
                matches.append((first, after, name))
        if matches:
            found[at] = self._longest(texts[at], matches)
        return found

    def _longest(self, text: str, matches: list[tuple[int, int, str]]) -> Sequence[Mention]:
        """Of the matches in a text, the longest wins, whichever begins first."""
        matches.sort(key=lambda match: (match[0] - match[1], match[0]))
        taken: list[tuple[int, int]] = []
        found = []
        for start, end, name in matches:
            if any(start < after and first < end for first, after in taken):
                continue
            meant = self._freely[name]
            if name in self._in_capitals:
                written = text[start:end].translate(_SAME)
                strict = self._in_capitals[name]
                meant = meant + [key for key, said in strict.items() if written in said]
            if meant:
                taken.append((start, end))
            if len(meant) == 1:
                found.append(Mention(start, end, *meant[0]))
        found.sort()
        return found


def _begins(text: str, at: int) -> bool:
    """Whether a word may begin at a place."""
    return not at or not ((before := text[at - 1]).isalnum() or before == "_")


def _ends(text: str, at: int) -> bool:
    """Whether a word may end before a place."""
    if at == len(text):
        return True
    after = text[at]
    if after.isalnum() or after in "_+":  # G7+ is not G7
        return False
    # A combining mark belongs to the letter before it.
    return after.isascii() or not unicodedata.category(after).startswith("M")
