"""Drafts, checked: each sentence is a record, a judgement, or unsupported.

No model and no network take part: the same draft and the same notes give the same answer. What the
words of a sentence do not show, it does not see: :data:`LIMITS` says so to those who ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..html.search.words import plain
from ..presentation.values import says_likelihood
from . import shapes
from .comparing import Comparing
from .likeness import Like, Reading
from .quoted import ref, text_of_note, visible
from .quotes import Quotes
from .records import Parts, Refused, key_meant
from .sentences import Sentence, sentences
from .sourced import cautions, said, title_on
from .wording import confidence, is_opinion

if TYPE_CHECKING:
    from ..ledger.evidence import Key
    from .desk import Cut

RECORD, JUDGEMENT, UNSUPPORTED = "record", "judgement", "unsupported"

COVERS, COVERED = 0.74, 0.45
"""Shares from which a line bears a sentence out: of the sentence, and of the line."""
CITED = 0.5
"""The first of them, for records that the sentence refers to."""
TOGETHER = 0.7
"""The share of each of several lines that a sentence must have if they bear it out together."""
NEAR = 0.42
"""The likeness from which a record is named as the nearest."""
MOST_SENTENCES = 2000
COMPARED = 0.55
"""The likeness from which it is worth saying what differs from the nearest record."""
SHOWN = 3
"""Records that are named for a sentence."""

LIMITS = (
    "Sentences are compared with the records word by word. Not seen: a word that was exchanged for "
    "another of the same sort (it is listed in not_in_records), irony, who is meant by 'he' or "
    "'this', what follows from several sentences, and paraphrases that share few words with the "
    "record. A record says who said something, not that it is true: read the cautions."
)


class _Finding(NamedTuple):
    verdict: str
    records: Sequence[Like] = ()
    nearest: Sequence[Like] = ()
    differences: Sequence[shapes.Difference] = ()
    notes: Sequence[str] = ()


class Checker:
    """Checks sentences against the records of a project."""

    def __init__(self, cut: Cut) -> None:
        self._cut = cut
        self._likeness = cut.likeness
        self._comparing = Comparing(cut.ledger, cut.likeness)
        self._quotes = Quotes(cut)

    def check(self, number: int, sentence: Sentence) -> shapes.Checked:
        """Check a sentence."""
        reading = self._likeness.read(sentence.text)
        cited, unknown = self._cited(sentence)
        like = self._likeness.like(reading, cited)
        found = self._found(reading, like, cited)
        quotations = list(self._quotes.check(sentence.text, reading))
        notes = [*found.notes, *unknown]
        verdict, records = found.verdict, found.records
        if any(not one.found_in for one in quotations):
            if verdict == RECORD:
                verdict = UNSUPPORTED
            notes.append("a quotation is in no record and no snapshot as it stands")
        keys = {one.line.key for one in records}
        if cited and verdict == RECORD and not keys.intersection(cited):
            notes.append("the records that it refers to do not say it; these do")
        new_words = self._new_words(reading, records) if verdict == RECORD else []
        return shapes.Checked(
            number,
            sentence.start,
            sentence.end,
            visible(sentence.written),
            verdict,
            [] if verdict == UNSUPPORTED else [*self._bearing(records)],
            [*self._bearing(found.nearest or (records if verdict == UNSUPPORTED else ()))],
            [*found.differences, *self._exchanged(new_words, reading, records)],
            new_words,
            quotations,
            notes,
        )

    def _found(self, reading: Reading, like: Sequence[Like], cited: Sequence[Key]) -> _Finding:
        if len(reading.stems) < 2 and not cited:
            return _Finding(UNSUPPORTED, notes=("too short to be looked up",))
        fitting = [one for one in like if _fits(one, cited)]
        records = [one for one in fitting if not self._is_judgement(one.line.key)]
        judged = [one for one in fitting if self._is_judgement(one.line.key)]
        is_judgement = bool(reading.likelihoods) or is_opinion(plain(reading.text))
        wrong: list[tuple[Like, list[shapes.Difference]]] = []
        right: list[Like] = []
        for one in records:
            differences = self._comparing.differences(reading, [one])
            differences += _likelihood(reading, one)
            if differences:
                wrong.append((one, differences))
            else:
                right.append(one)
        right = _by_record(right)
        if right and not (judged and judged[0].score > right[0].score):
            return _Finding(RECORD, right)
        if judged or is_judgement:
            return self._judged(reading, _by_record(judged))
        if wrong:
            wrong.sort(key=lambda pair: (-round(pair[0].score, 1), len(pair[1])))
            return _Finding(UNSUPPORTED, nearest=[wrong[0][0]], differences=wrong[0][1])
        several = self._cited_together(reading, like, cited) or self._together(reading, like)
        if several:
            differences = self._comparing.differences(reading, several)
            if differences:
                return _Finding(UNSUPPORTED, nearest=several, differences=differences)
            return _Finding(RECORD, several, notes=("these records say it together",))
        return self._nearest(reading, like, cited)

    def _nearest(self, reading: Reading, like: Sequence[Like], cited: Sequence[Key]) -> _Finding:
        """The finding on a sentence that no record bears out: the nearest, and what differs."""
        near = [one for one in like if one.line.key in cited][:1]
        near = near or [one for one in like if one.score >= NEAR][:1]
        is_like = bool(near) and (near[0].score >= COMPARED or near[0].line.key in cited)
        differences = self._comparing.differences(reading, near) if is_like else []
        return _Finding(UNSUPPORTED, nearest=near, differences=differences)

    def _judged(self, reading: Reading, judged: Sequence[Like]) -> _Finding:
        """The finding on a sentence that judges: held against the judgement that is recorded."""
        if not judged:
            return _Finding(JUDGEMENT, notes=("this judgement is not recorded",))
        best = judged[0]
        record = self._cut.ledger.get(*best.line.key)
        name = ref(*best.line.key)
        differences = [
            one for one in self._comparing.differences(reading, [best]) if one.what != "certainty"
        ]
        recorded = getattr(record, "likelihood", None) or ""
        values = {value for _word, value in reading.likelihoods}
        if recorded and values != {recorded}:
            draft = " and ".join(word for word, _value in reading.likelihoods) or "says it flatly"
            said_there = text_of_note(recorded)
            differences.append(shapes.Difference("likelihood", draft, said_there, name))
        level = confidence(plain(reading.text))
        held = getattr(record, "confidence", None) or ""
        if level and level != held:
            theirs = text_of_note(held) if held else None
            differences.append(shapes.Difference("confidence", level, theirs, name))
        return _Finding(JUDGEMENT, judged[:1], differences=differences)

    def _is_judgement(self, key: Key) -> bool:
        kind = self._cut.ledger.kinds[key[0]]
        return says_likelihood(kind) or not kind.is_evidence

    def _together(self, reading: Reading, like: Sequence[Like]) -> list[Like]:
        """The records that bear a sentence out together, though none does alone."""
        taken: list[Like] = []
        seen: frozenset[str] = frozenset()
        for one in like:
            if len(taken) == SHOWN:
                break
            if one.covered < TOGETHER or self._is_judgement(one.line.key):
                continue
            more = seen | one.reading.stems | self._likeness.allowed_names(one.line.key)
            if self._likeness.share(reading.stems, more) > (
                self._likeness.share(reading.stems, seen) + 0.1
            ):
                taken.append(one)
                seen = more
        whole = self._likeness.share(reading.stems, seen)
        return taken if len(taken) > 1 and whole >= COVERS else []

    def _cited_together(
        self, reading: Reading, like: Sequence[Like], cited: Sequence[Key]
    ) -> list[Like]:
        """The records that a sentence refers to, if they bear it out together."""
        found = _by_record([one for one in like if one.line.key in cited])
        if len(found) < 2 or any(self._is_judgement(one.line.key) for one in found):
            return []
        theirs = self._likeness.stems_of(one.line.key for one in found)
        return found if self._likeness.share(reading.stems, theirs) >= CITED else []

    # -- what is said of it -----------------------------------------------------------------------

    def _cited(self, sentence: Sentence) -> tuple[list[Key], list[str]]:
        """The records that a sentence refers to, and a note where it refers to none."""
        found: list[Key] = []
        unknown = False
        for kind, name in sentence.cited:
            plain_kind = kind.rpartition(":")[2]
            if plain_kind not in self._cut.ledger.kinds:
                continue
            try:
                found.append(key_meant(self._cut, plain_kind, name))
            except Refused:
                unknown = True
        return found, ["it refers to a record that is not there"] if unknown else []

    def _bearing(self, found: Sequence[Like]) -> Iterator[shapes.Bearing]:
        for one in found[:SHOWN]:
            key = one.line.key
            record = self._cut.ledger.get(*key)
            assert record is not None
            yield shapes.Bearing(
                ref(*key),
                title_on(record),
                round(one.score, 2),
                one.line.role,
                [*cautions(self._cut, key)],
            )

    def _new_words(self, reading: Reading, records: Sequence[Like]) -> list[str]:
        """The words of a sentence that none of the records has."""
        theirs = self._likeness.stems_of(one.line.key for one in records)
        lacking = self._likeness.lacking(reading.stems, theirs)
        return [visible(reading.spelt[stem]) for stem in lacking if stem in reading.spelt]

    def _exchanged(
        self, new_words: Sequence[str], reading: Reading, records: Sequence[Like]
    ) -> Iterator[shapes.Difference]:
        """The words of a sentence that stand in the place of others: synonyms, or not."""
        if not new_words:
            return
        best = records[0]
        lacking = self._likeness.lacking(best.reading.stems, reading.stems)
        theirs = [best.reading.spelt[stem] for stem in lacking if stem in best.reading.spelt]
        if theirs:
            name = ref(*best.line.key)
            said_there = text_of_note(", ".join(theirs))
            yield shapes.Difference("word", ", ".join(new_words), said_there, name)


def _fits(one: Like, cited: Sequence[Key]) -> bool:
    if one.line.key in cited:
        return one.covers >= CITED
    return one.covers >= COVERS and one.covered >= COVERED


def _likelihood(reading: Reading, one: Like) -> list[shapes.Difference]:
    """A word of likelihood in a sentence that its record does not have, or has otherwise."""
    mine = {value for _word, value in reading.likelihoods}
    theirs = {value for _word, value in one.reading.likelihoods}
    if not mine or mine <= theirs:
        return []
    name = ref(*one.line.key)
    said_there = text_of_note(min(theirs)) if theirs else None
    return [shapes.Difference("likelihood", reading.likelihoods[0][0], said_there, name)]


def _by_record(found: Sequence[Like]) -> list[Like]:
    """The best line of each record."""
    best: dict[Key, Like] = {}
    for one in found:
        best.setdefault(one.line.key, one)
    return [*best.values()]


def check_draft(cut: Cut, asked: shapes.CheckDraft) -> shapes.CheckedDraft:
    """Check a draft.

    :raises Refused: if it has too many sentences.
    """
    every = list(sentences(asked.text))
    if len(every) > MOST_SENTENCES:
        message = f"a draft may have {MOST_SENTENCES} sentences; send it in parts"
        raise Refused("too_long", message)
    checker = Checker(cut)
    looked_up = [one for one in every if not one.left_aside]
    checked = [checker.check(number, one) for number, one in enumerate(looked_up, 1)]
    verdicts = [one.verdict for one in checked]
    parts = Parts(asked.page)
    answer = shapes.CheckedDraft(
        counts=shapes.Counts(*map(verdicts.count, (RECORD, JUDGEMENT, UNSUPPORTED))),
        sentences=parts.of(checked),
        not_checked=parts.of(
            [shapes.Aside(one.start, one.end, one.left_aside) for one in every if one.left_aside]
        ),
        limits=LIMITS,
    )
    parts.close(answer)
    return answer


# -- the sources of a sentence --------------------------------------------------------------

_RECORD = re.compile(r"[^\s:]+:\S+|\S+")


def sources(cut: Cut, asked: shapes.Sources) -> shapes.Sourced:
    """The records that say something, with their sources: of a record, or of a sentence."""
    statement = asked.statement.strip()
    parts = Parts(asked.page)
    try:
        key = key_meant(cut, None, statement)
    except Refused as refused:
        if _RECORD.fullmatch(statement) or refused.code == "ambiguous":
            raise
    else:
        if key[0] == "brief":
            raise Refused("unknown_kind", "a brief has no source; ask for one of its records")
        return shapes.Sourced(said=[said(cut, key)])
    reading = cut.likeness.read(statement)
    like = _by_record(cut.likeness.like(reading))
    fitting = [one for one in like if _fits(one, ())]
    comparing = Comparing(cut.ledger, cut.likeness)
    answer = shapes.Sourced(
        said=[
            said(cut, one.line.key, round(one.score, 2), comparing.differences(reading, [one]))
            for one in parts.of(fitting, 10)
        ],
        nearest=[]
        if fitting
        else [
            shapes.Ref(
                ref(*one.line.key),
                text_of_note(" ".join(one.line.text.split())),
            )
            for one in like[:SHOWN]
            if one.score >= NEAR
        ],
    )
    parts.close(answer)
    return answer
