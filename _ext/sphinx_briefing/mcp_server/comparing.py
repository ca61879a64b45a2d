"""Sentences and records held against each other: what one says otherwise than the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain, combinations
from typing import TYPE_CHECKING

from ..html.search.words import plain
from ..records.dates import Span, is_date, span
from ..records.fields import AMOUNT, DATE, declared
from .figures import Day, Number, figures
from .likeness import PROSE, Like, Likeness, Reading
from .quoted import ref, text_of_note, visible
from .shapes import Difference
from .wording import denials, hedges, opposite, tokens

if TYPE_CHECKING:
    from ..ledger import Ledger
    from ..ledger.evidence import Key


_PARTS = re.compile(r"[;:]|,(?= (?:and|but|or|nor|which|who|while|nothing|not)\b)")
CLOSE = 0.75
"""The share of the words of a record from which a sentence says the same, maybe of others."""
_SAID = 0.4
"""The share of the words of a part from which a sentence speaks of it."""


class Comparing:
    """Compares sentences with records, figure by figure and word by word."""

    def __init__(self, ledger: Ledger, likeness: Likeness) -> None:
        self._ledger = ledger
        self._likeness = likeness

    def differences(self, sentence: Reading, others: Sequence[Like]) -> list[Difference]:
        """The points that differ from some lines, taken together; none if they bear it out."""
        keys = list(dict.fromkeys(one.line.key for one in others))
        name = ref(*keys[0])
        found = [
            *self._numbers(sentence, others, keys),
            *self._days(sentence, keys),
            *self._names(sentence, others, keys),
            *self._changed_places(sentence, others[0].reading),
            *_turned(sentence, others),
        ]
        return [
            Difference(what, draft, text_of_note(theirs) if theirs else None, name)
            for what, draft, theirs in found
        ]

    def _numbers(
        self, sentence: Reading, others: Sequence[Like], keys: Sequence[Key]
    ) -> Iterator[tuple[str, str, str]]:
        mains = self._mains(others, keys)
        theirs = [number for one in mains for number in one.figures.numbers]
        theirs += [number for key in keys for number in self._numbers_of(key)]
        mine = [one for one in sentence.figures.numbers if one not in theirs]
        left = [one for one in theirs if one not in sentence.figures.numbers]
        for number in mine:
            like = [one for one in left if one.is_share == number.is_share]
            near = min(like, key=lambda one: abs(one.value - number.value), default=None)
            yield "number", number.written, near.written if near else ""

        codes = [code for key in keys for code in self._codes_of(key)]
        for code in sentence.figures.codes:
            if code not in codes:
                swapped = [one for one in codes if one not in sentence.figures.codes]
                yield "name", code, swapped[0] if swapped else ""

    def _codes_of(self, key: Key) -> Iterator[str]:
        for reading in self._likeness.readings_of(key):
            yield from reading.figures.codes

    def _numbers_of(self, key: Key) -> Iterator[Number]:
        record = self._ledger.get(*key)
        for item in declared(type(record)).values() if record is not None else ():
            if item.shape.is_like(AMOUNT) and (value := getattr(record, item.attribute)):
                yield from figures(plain(str(value).replace("/", " and "))).numbers

    def _days(self, sentence: Reading, keys: Sequence[Key]) -> Iterator[tuple[str, str, str]]:
        days = list(chain.from_iterable(map(self._days_of, keys)))
        spans = list(chain.from_iterable(map(self._spans_of, keys)))
        for day in sentence.figures.days:
            if any(day.fits(one) for one in days) or any(_is_in(day, one) for one in spans):
                continue
            said = next((one.written for one in days), "") or next(map(_written, spans), "")
            yield "day", day.written, said

    def _days_of(self, key: Key) -> Iterator[Day]:
        for reading in self._likeness.readings_of(key):
            yield from reading.figures.days

    def _spans_of(self, key: Key) -> Iterator[Span]:
        """The days of the fields of a record, and of its sources."""
        record = self._ledger.get(*key)
        sources = [self._ledger.get("source", one) for one in record.source] if record else []
        for one in (record, *sources):
            for item in declared(type(one)).values() if one is not None else ():
                value = getattr(one, item.attribute)
                if item.shape.is_like(DATE) and isinstance(value, str) and is_date(value):
                    yield span(value)

    def _names(
        self, sentence: Reading, others: Sequence[Like], keys: Sequence[Key]
    ) -> Iterator[tuple[str, str, str]]:
        said = {name for one in self._mains(others, keys) for name in one.names}
        around = {name for key in keys for name in self._likeness.names_beside(key)}
        around |= {
            name for key in keys for one in self._likeness.readings_of(key) for name in one.names
        }
        missing = sorted({name for one in others for name in one.reading.names} - sentence.names)
        words = frozenset(stem for one in others for stem in one.reading.spelt)
        is_close = self._likeness.share(words, sentence.stems) >= CLOSE
        for kind, one in sorted(sentence.names - said):
            swapped = [name for name in missing if name[0] == kind]
            # Who says it, or stands in the prose, may be named, but not in the place of another.
            if (swapped and is_close) or (kind, one) not in around:
                theirs = self._called(swapped[0]) if swapped else ""
                yield "name", visible(sentence.called((kind, one))), theirs

    def _mains(self, others: Sequence[Like], keys: Sequence[Key]) -> list[Reading]:
        """The statements of records, and their own words: of their prose, what is compared."""
        mains = [one for key in keys for one in self._likeness.readings_of(key, PROSE)]
        return [*mains, *(one.reading for one in others)]

    def _changed_places(self, sentence: Reading, line: Reading) -> Iterator[tuple[str, str, str]]:
        """Two names that have changed places: who rejects whom.

        Not in lists, where nothing stands between them, nor where one of both is in the passive.
        """
        if sentence.words.count("by") != line.words.count("by"):
            return
        shared = [name for name in line.places if name in sentence.places]
        for one, other in combinations(shared, 2):
            if (
                sentence.places[one] > sentence.places[other]
                and self._are_apart(line, one, other)
                and self._are_apart(sentence, other, one)
            ):
                mine, theirs = sentence.called(other), line.called(one)
                yield (
                    "order",
                    visible(f"{mine} … {sentence.called(one)}"),
                    f"{theirs} … {line.called(other)}",
                )
                return

    def _are_apart(self, reading: Reading, one: Key, other: Key) -> bool:
        between = reading.text[reading.places[one][1] : reading.places[other][0]]
        return self._likeness.says_something(between)

    def _called(self, key: Key) -> str:
        record = self._ledger.get(*key)
        return " ".join(record.title_text.split())[:200] if record is not None else ""


def _turned(sentence: Reading, others: Sequence[Like]) -> Iterator[tuple[str, str, str]]:
    """Words that deny, turn round or weaken one of both alone."""
    words = [word for one in others for word in _words_meant(sentence, one)]
    mine, theirs = denials(sentence.words), denials(words)
    if mine != theirs:
        yield "negation", f"denies {mine} times", f"denies {theirs} times"
    elif turned := opposite(sentence.words, words):
        yield "opposite", *turned
    weak = hedges(words)
    if weak and not hedges(sentence.words) and not sentence.likelihoods:
        yield "certainty", "says it flatly", weak[0]
    said = [value for one in others for _word, value in one.reading.likelihoods]
    if said and not sentence.likelihoods:
        yield "certainty", "says it flatly", said[0]


def _words_meant(sentence: Reading, one: Like) -> list[str]:
    """The words of a line, without those of parts that the sentence says nothing of."""
    parts = [tokens(plain(part)) for part in _PARTS.split(one.reading.text)]
    shares = [
        sum(word in sentence.words for word in part) / len(part) if part else 0.0 for part in parts
    ]
    kept = [part for part, share in zip(parts, shares, strict=True) if share >= _SAID]
    return [word for part in kept or parts for word in part]


def _is_in(day: Day, found: Span) -> bool:
    """Whether a day may lie in a span; one without an end has its first day alone, and so on."""
    closed = _closed(found)
    if not day.year:
        ends = (closed.first, closed.last)
        return any(day.fits(Day(one.year, one.month, one.day)) for one in ends)
    try:
        return span(day.written).meets(closed)
    except ValueError:
        return False


def _written(found: Span) -> str:
    closed = _closed(found)
    first, last = closed.first.isoformat(), closed.last.isoformat()
    return first if first == last else f"{first}/{last}"


def _closed(found: Span) -> Span:
    """A span with its one day at the side where it is open."""
    return Span(
        found.last if found.first == date.min else found.first,
        found.first if found.last == date.max else found.last,
    )
