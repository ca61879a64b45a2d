"""Names of actors and terms in plain prose: longest match, whole words, in any script."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

import ahocorasick

from ..records import Record
from ..records.forms import counted, plurals
from .common_words import COMMON_WORDS, is_meant
from .folding import fold, places

ABBREVIATION = 8
"""Letters of the longest word in capitals that may be an abbreviation."""

_BETWEEN = "\0"
"""Stands between texts that are searched together; no prose holds it, and no name."""

_ARTICLE = re.compile(
    r"(?:the|an?|der|die|das|den|dem|des|les?|las?|l'|il|lo|gli|el|los|het|de|os?) ?(?=\w)", re.I
)

Key = tuple[str, str]
"""Kind and id of a record."""


class Mention(NamedTuple):
    """A name found in a text: where, and whom it means."""

    start: int
    end: int
    kind: str
    id: str


class Shared(NamedTuple):
    """A name found in a text that several records have: in which text, as written, whose."""

    text: int
    name: str
    keys: tuple[Key, ...]


class _Spelling(NamedTuple):
    """A name of a record, and what a text must have in capitals to hold it."""

    key: Key
    capital: int
    """The place in the folded name of a letter that is a capital, or -1."""
    upper: int
    """At the beginning of the folded name, so many characters are no small letters."""
    plural: bool
    """Whether it is a regular plural, which yields to whatever is written in a record."""


class Mentions:
    """Finds the names of records in prose.

    A name in capitals is found in capitals alone, unless it is too long for an abbreviation, and
    that of an actor with the capital that it begins with. A name that means several records is
    found, so that no shorter name inside it is taken, but means nobody. Names without a letter,
    and of one letter, are not looked for.

    :param english: whether the prose is English, so that regular plurals are found, and words
        that often begin sentences are no names where they do.
    """

    def __init__(self, records: Iterable[Record], *, english: bool = True) -> None:
        self._english = english
        self._spellings: dict[str, list[_Spelling]] = {}
        self._digests: dict[str, bytes] = {}
        for record in records:
            if record.linked and getattr(record, "link", True) is not False:
                self._add(record)
        self._automaton = ahocorasick.Automaton()
        for folded in self._spellings:
            self._automaton.add_word(folded, folded)
        if self._spellings:
            self._automaton.make_automaton()
        self._is_known: Callable[[Key], bool] | None = None

    def known_to(self, is_known: Callable[[Key], bool]) -> Mentions:
        """The names of those records alone that are known, found by the automaton of all."""
        found = copy(self)
        found._is_known, found._digests = is_known, {}
        return found

    def _spellings_of(self, name: str) -> list[_Spelling]:
        found = self._spellings[name]
        if self._is_known is None:
            return found
        return [spelling for spelling in found if self._is_known(spelling.key)]

    def _add(self, record: Record) -> None:
        names = dict.fromkeys((record.title_text, record.original, *record.short_names))
        for name in names:
            self._add_name(record, name, name)
        for name in counted(record) if self._english else ():
            for plural in plurals(name):
                if plural not in names:
                    self._add_name(record, plural, name)

    def _add_name(self, record: Record, name: str, singular: str) -> None:
        folded = fold(name)
        whole = unicodedata.normalize("NFC", name)
        if len(whole) < 2 or _BETWEEN in folded or not any(map(str.isalpha, whole)):
            return
        shouted = singular.isupper() and len(max(singular.split(), key=len)) > ABBREVIATION
        upper = len(fold(singular)) if singular.isupper() and not shouted else 0
        capital = _capital(name) if shouted or not record.countable else -1
        spelling = _Spelling(
            (record.kind_name, record.id), capital, upper, plural=name is not singular
        )
        self._spellings.setdefault(folded, []).append(spelling)

    def find(self, text: str) -> Sequence[Mention]:
        """The mentions in a text, from left to right; they do not overlap."""
        return self.find_in([text])[0]

    def find_in(
        self,
        texts: Sequence[str],
        shared: list[Shared] | None = None,
        names: dict[int, set[str]] | None = None,
    ) -> list[Sequence[Mention]]:
        """The mentions in each of many texts, which takes less time than one after the other.

        :param shared: takes the names that are found and mean several records.
        :param names: takes by text all names that stand in it as whole words, folded.
        """
        found: list[Sequence[Mention]] = [()] * len(texts)
        if not self._spellings:
            return found
        folded = [fold(text) for text in texts]
        for at, matches in self._matches(folded):
            found[at] = self._longest(texts[at], folded[at], matches, at, shared)
            if names is not None:
                names[at] = {name for _first, _after, name in matches}
        return found

    def digest_of(self, names: Iterable[str]) -> bytes:
        """A digest of whom some folded names mean, and how they must be written for it.

        What is found in a text depends on the text and on the names that stand in it.
        """
        found = blake2b(digest_size=8)
        for name in sorted(names):
            if name not in self._digests:
                spelling = repr((name, self._spellings_of(name))).encode("utf-8", "surrogatepass")
                self._digests[name] = blake2b(spelling, digest_size=8).digest()
            found.update(self._digests[name])
        return found.digest()

    def digest_within(self, text: str) -> bytes:
        """The digest of all names that any part of a text may hold, be they whole words or not."""
        if not self._spellings:
            return b""
        return self.digest_of({name for _last, name in self._automaton.iter(fold(text))})

    def _matches(self, folded: Sequence[str]) -> Iterator[tuple[int, list[tuple[int, int, str]]]]:
        """The names in each text that has any, as whole words: from where to where, and which."""
        at = start = 0
        end = len(folded[0]) if folded else 0
        matches: list[tuple[int, int, str]] = []
        for last, name in self._automaton.iter(_BETWEEN.join(folded)):
            while last >= end:
                if matches:
                    yield at, matches
                    matches = []
                at += 1
                start = end + len(_BETWEEN)
                end = start + len(folded[at])
            first, after = last - start - len(name) + 1, last - start + 1
            if _begins(folded[at], first) and _ends(folded[at], after):
                matches.append((first, after, name))
        if matches:
            yield at, matches

    def _longest(
        self,
        text: str,
        folded: str,
        matches: list[tuple[int, int, str]],
        at: int,
        shared: list[Shared] | None,
    ) -> Sequence[Mention]:
        """Of the matches in a text, the longest wins, whichever begins first."""
        place = places(text, folded)
        chosen = []
        for first, after, name in matches:
            start, end = (place[first], place[after]) if place else (first, after)
            if keys := self._keys_of(name, text, start, end):
                chosen.append((first, after, start, end, keys))
        found = []
        for _first, _after, start, end, keys in _apart(chosen):
            if len(keys) == 1:
                found.append(Mention(start, end, *keys[0]))
            elif shared is not None:
                shared.append(Shared(at, " ".join(text[start:end].split()), tuple(keys)))
        return found

    def _keys_of(self, name: str, text: str, start: int, end: int) -> list[Key]:
        """The records that a name means as it is written in a text."""
        written = text[start:end]
        back = (None if written.isascii() else places(written, name)) or range(end - start + 1)
        fitting: list[_Spelling] = []
        for spelling in self._spellings_of(name):
            if spelling.capital >= 0 and not _is_capital(written[back[spelling.capital]]):
                continue
            if spelling.upper and any(map(str.islower, written[: back[spelling.upper]])):
                continue
            fitting.append(spelling)
        if len(fitting) == 1 and name not in COMMON_WORDS:
            return [fitting[0].key]
        if len(fitting) > 1:
            # What is in capitals is rather the name that is in capitals.
            fitting = [spelling for spelling in fitting if spelling.upper] or fitting
            fitting = [spelling for spelling in fitting if not spelling.plural] or fitting
        if self._english and name in COMMON_WORDS and not is_meant(text, start, end, name):
            fitting = [one for one in fitting if one.capital < 0 or one.upper]
        return list(dict.fromkeys(spelling.key for spelling in fitting))


_Match = tuple[int, int, int, int, list[Key]]
"""A name: from where to where in the folded text, and in the text itself, and whom it means."""


def _apart(matches: list[_Match]) -> list[_Match]:
    """The longest matches that do not overlap, from left to right."""
    matches.sort(key=lambda match: match[:2])
    if all(one[1] <= other[0] for one, other in pairwise(matches)):
        return matches
    taken: list[_Match] = []
    for match in sorted(matches, key=lambda match: (match[0] - match[1], match[0])):
        at = bisect_left(taken, match[:2], key=lambda one: one[:2])
        free_after = at == len(taken) or taken[at][0] >= match[1]
        if free_after and (not at or taken[at - 1][1] <= match[0]):
            taken.insert(at, match)
    return taken


def _is_capital(character: str) -> bool:
    return character.isupper() or character.istitle()


def _capital(name: str) -> int:
    """The place in the folded name of its first word with a capital, an article aside."""
    article = _ARTICLE.match(name)
    start = article.end() if article and " " in name else 0
    for word in re.finditer(r"\w+", name[start:]):
        if _is_capital(word[0][0]):
            return len(fold(name[: start + word.start()]))
    return -1


def _begins(text: str, at: int) -> bool:
    """Whether a word may begin at a place."""
    if not at:
        return True
    before = text[at - 1]
    if before == "-":  # a hyphen between letters joins a word
        return at < 2 or not text[at - 2].isalnum()
    return not (before.isalnum() or before == "_")


def _ends(text: str, at: int) -> bool:
    """Whether a word may end before a place."""
    if at == len(text):
        return True
    after = text[at]
    if after == "-":
        return at + 1 == len(text) or not text[at + 1].isalnum()
    if after.isalnum() or after in "_+":  # G7+ is not G7
        return False
    # A combining mark belongs to the letter before it.
    return after.isascii() or not unicodedata.category(after).startswith("M")
