"""The records that say nearly what a sentence says, found by their words.

Words are compared as the search compares them: in small letters of ASCII, and by their stems
(https://snowballstem.org/). Names count as whom they mean, whatever they are called. What is rare
in the notes weighs more than what stands everywhere.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import snowballstemmer
from rapidfuzz import fuzz, process

from ..html.search.words import plain
from ..records.fields import declared, verbatim_fields
from .figures import Figures, figures
from .sentences import sentences
from .wording import (
    HEDGES,
    NEGATIONS,
    likelihoods,
    pattern_of_likelihoods,
    tokens,
    without_opinion,
)

if TYPE_CHECKING:
    from ..ledger import Ledger
    from ..ledger.evidence import Key
    from ..ledger.mentions import Mention
    from ..records import Conventions, Record

LOOKED_AT = 40
"""Lines that share most with a sentence, which are compared with it word by word."""
_ALIKE = 86
"""Of a hundred: stems that are one, written in two ways."""
_SHORTEST = 5
"""Letters of a stem that may be written in two ways."""

_STEMMERS = {"en": "english", "de": "german", "fr": "french", "es": "spanish", "it": "italian",
             "nl": "dutch", "pt": "portuguese", "sv": "swedish", "da": "danish"}  # fmt: skip
_COMMON = frozenset(
    "a an the this that these those it its he she they them their his her our we us you your i of "
    "in on at to by for from with as into onto over under about against between through during and "
    "or but if than then so that which who whom whose what when where while there here is are was "
    "were be been being am do does did done has have had having will shall would should can could "
    "may might must also only just still even yet already both each any some such other another "
    "more most very much many own same too now again once all up out off down said says say saying "
    "according reported reports report told tells tell stated states adds added noted notes "
    "der die das den dem des ein eine einen einem einer und oder ist sind war waren wird werden "
    "hat haben im am zu zum zur von vom mit auf fur bei nach aus als auch le la les un une des du "
    "de et ou est sont a au aux dans par pour sur avec que qui".split()
)


_SAYING_NOTHING = _COMMON | NEGATIONS | HEDGES


PROSE = "text"
"""The role of what an author has written below a statement."""


class Line(NamedTuple):
    """Something that a record says."""

    key: Key
    role: str
    """``statement``, ``value``, ``words`` (somebody's own), ``translation``, or ``text``."""
    text: str


@dataclass(frozen=True)
class Reading:
    """A sentence, as it is compared."""

    text: str
    words: Sequence[str]
    stems: frozenset[str]
    """Those of the words that say something, and the names, as ``actor:e5``."""
    names: frozenset[Key]
    figures: Figures
    likelihoods: Sequence[tuple[str, str]]
    spelt: Mapping[str, str] = field(default_factory=dict)
    """By stem, the word as it is written."""
    places: Mapping[Key, tuple[int, int]] = field(default_factory=dict)
    """By name, where it stands in the sentence first; from left to right."""

    def called(self, name: Key) -> str:
        """A name as it is written here."""
        start, end = self.places[name]
        return self.text[start:end]


class Like(NamedTuple):
    """A line, and how much it is like a sentence."""

    line: Line
    reading: Reading
    covers: float
    """The share of what the sentence says that the line says, too."""
    covered: float
    """The share of what the line says that the sentence says, too."""

    @property
    def score(self) -> float:
        """Both, of 1; what the sentence says on its own weighs more."""
        return 0.65 * self.covers + 0.35 * self.covered


class Likeness:
    """All that the records of a ledger say, ready to be compared with sentences."""

    def __init__(self, ledger: Ledger, conventions: Conventions, language: str = "en") -> None:
        self._ledger = ledger
        self._scales = conventions.likelihoods
        self._likelihoods = pattern_of_likelihoods(self._scales)
        stemmer = snowballstemmer.stemmer(_STEMMERS.get(language[:2], "english"))
        self._stem = stemmer.stemWord
        self._stems: dict[str, str] = {}
        self._beside: dict[Key, frozenset[Key]] = {}
        self.lines = [*_lines(ledger)]
        mentions = ledger.mentions_in_each([line.text for line in self.lines])
        self._readings = [
            self._read(line.text, found) for line, found in zip(self.lines, mentions, strict=True)
        ]
        self._of_record: dict[Key, list[int]] = defaultdict(list)
        self._with: dict[str, list[int]] = defaultdict(list)
        counts = Counter[str]()
        for at, (line, reading) in enumerate(zip(self.lines, self._readings, strict=True)):
            self._of_record[line.key].append(at)
            counts.update(reading.stems)
            for stem in reading.stems:
                self._with[stem].append(at)
        whole = len(self.lines) + 1
        self._weights = {stem: math.log(1 + whole / count) for stem, count in counts.items()}
        self._unknown = math.log(1 + whole)

    # -- reading ----------------------------------------------------------------------------------

    def read(self, text: str) -> Reading:
        """A sentence as it is compared."""
        return self._read(text, self._ledger.mentions_in(text))

    def _read(self, text: str, mentions: Iterable[Mention]) -> Reading:
        places: dict[Key, tuple[int, int]] = {}
        rest, at = list[str](), 0
        for mention in mentions:
            places.setdefault((mention.kind, mention.id), (mention.start, mention.end))
            rest += [text[at : mention.start], " "]
            at = mention.end
        folded = without_opinion(plain("".join((*rest, text[at:]))))
        said = list(likelihoods(folded, self._scales, self._likelihoods))
        for word, _value in said:
            folded = folded.replace(word, " ")
        found = figures(folded)
        words = tokens(found.rest)
        spelt = {
            self._stemmed(word): word
            for word in words
            if len(word) > 1 and not word.endswith("n't") and word not in _SAYING_NOTHING
        }
        spelt |= {code: code for code in found.codes}
        stems = frozenset(spelt) | {f"{kind}:{one}" for kind, one in places}
        return Reading(text, words, stems, frozenset(places), found, said, spelt, places)

    def says_something(self, text: str) -> bool:
        """Whether a piece of a sentence has any word that is not among the commonest."""
        return any(word not in _SAYING_NOTHING for word in tokens(plain(text)))

    def _stemmed(self, word: str) -> str:
        found = self._stems.get(word)
        if found is None:
            found = self._stems[word] = str(self._stem(word))
        return found

    # -- comparing --------------------------------------------------------------------------------

    def like(self, sentence: Reading, also: Iterable[Key] = ()) -> list[Like]:
        """The lines that share most with a sentence, the most alike first.

        :param also: records whose lines are compared in any case.
        """
        shared: dict[int, float] = defaultdict(float)
        for stem in sentence.stems:
            weight = self._weights.get(stem, 0.0)
            for at in self._with.get(stem, ()):
                shared[at] += weight
        best = sorted(shared, key=lambda at: (-shared[at], at))[:LOOKED_AT]
        named = [at for key in also for at in self._of_record.get(key, ())]
        found = [self._compared(sentence, at) for at in dict.fromkeys((*best, *named))]
        return sorted(found, key=lambda one: (-one.score, one.line.key, one.line.role))

    def _compared(self, sentence: Reading, at: int) -> Like:
        line = self._readings[at]
        allowed = self.allowed_names(self.lines[at].key)
        mine = sentence.stems - allowed
        theirs = line.stems
        return Like(
            self.lines[at],
            line,
            self.share(mine or sentence.stems, theirs | allowed),
            self.share(theirs, sentence.stems),
        )

    def share(self, stems: frozenset[str], others: frozenset[str]) -> float:
        """The share, by weight, of some stems that are among others."""
        whole = sum(map(self._weight, stems))
        lacking = sum(map(self._weight, self.lacking(stems, others)))
        return 1 - lacking / whole if whole else 0.0

    def lacking(self, stems: frozenset[str], others: frozenset[str]) -> list[str]:
        """The stems that are not among others, nor nearly, sorted."""
        choices = [one for one in others if len(one) >= _SHORTEST and ":" not in one]
        return sorted(
            stem
            for stem in stems - others
            if ":" in stem
            or len(stem) < _SHORTEST
            or not process.extractOne(stem, choices, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        )

    def _weight(self, stem: str) -> float:
        return self._weights.get(stem, self._unknown)

    # -- records ----------------------------------------------------------------------------------

    def readings_of(self, key: Key, but: str = "") -> list[Reading]:
        """All that a record says.

        :param but: a role of which nothing is wanted.
        """
        lines = self._of_record.get(key, ())
        return [self._readings[at] for at in lines if self.lines[at].role != but]

    def stems_of(self, keys: Iterable[Key]) -> frozenset[str]:
        """The stems of all that some records say, and of the names that may stand beside it."""
        found = set[str]()
        for key in keys:
            found |= self.allowed_names(key)
            for reading in self.readings_of(key):
                found |= reading.stems
        return frozenset(found)

    def allowed_names(self, key: Key) -> frozenset[str]:
        """The names that may stand beside what a record says, as stems: who says it, and where."""
        return frozenset(f"{kind}:{one}" for kind, one in self.names_beside(key))

    def names_beside(self, key: Key) -> frozenset[Key]:
        """The actors that a record names in its fields, and those for whom these speak."""
        found = self._beside.get(key)
        if found is None:
            found = self._beside[key] = frozenset(_names_beside(self._ledger, key))
        return found


def _names_beside(ledger: Ledger, key: Key) -> Iterator[Key]:
    record = ledger.get(*key)
    if record is None:
        return
    for item in declared(type(record)).values():
        if item.shape.refers in ledger.kinds.linked and (ids := getattr(record, item.attribute)):
            for one in ids:
                yield item.shape.refers, one
                actor = ledger.get(item.shape.refers, one)
                for other in ("speaks_for", "member_of"):
                    yield from (("actor", name) for name in getattr(actor, other, ()))
    said: list[str | None] = []
    for source in record.source:
        found = ledger.get("source", source)
        if found is not None:
            said += [found.title_text, getattr(found, "publisher", None), *_authors(found)]
    for topic in record.topic:
        named = ledger.get("topic", topic)
        said += [named.title_text] if named is not None else []
    for speaker in getattr(record, "by", ()):
        said += getattr(ledger.get("actor", speaker), "offices", ())
    for mention in ledger.mentions_in("; ".join(filter(None, said))):
        yield mention.kind, mention.id


def _authors(source: Record) -> tuple[str, ...]:
    return tuple(getattr(source, "author", ()))


def _lines(ledger: Ledger) -> Iterator[Line]:
    for kind, declaration in ledger.kinds.items():
        is_name = kind in ledger.kinds.linked or declaration.is_facet or kind == "source"
        for identifier, record in ledger.records(kind).items():
            key = (kind, identifier)
            if not is_name and not record.verbatim:
                yield Line(key, "statement", _in_one(record.title_text))
            yield from _own_words(key, record)
            if record.text and not record.verbatim and record.argument != "text":
                yield from (Line(key, PROSE, one.text) for one in sentences(record.text))


def _own_words(key: Key, record: Record) -> Iterator[Line]:
    if record.verbatim and record.text:
        yield Line(key, "words", _in_one(record.text))
    for item in verbatim_fields(type(record)):
        if words := getattr(record, item.attribute):
            yield Line(key, "words", _in_one(words))
    if translation := getattr(record, "translation", None):
        yield Line(key, "translation", _in_one(translation))
    if key[0] == "event" and (outcome := getattr(record, "outcome", None)):
        yield Line(key, "statement", f"{_in_one(record.title_text)}: {_in_one(outcome)}")
    if record.quoted and (value := getattr(record, record.quoted, None)):
        unit = getattr(record, "unit", None) or ""
        yield Line(key, "value", _in_one(f"{record.title_text}: {value} {unit}"))


def _in_one(text: str) -> str:
    return " ".join(str(text).split())
