"""A corpus from a seed: what its notes, registers and briefs say, whatever tool writes it.

The same size and seed give the same corpus, on every machine. A note has five records and six
references; there are a tenth as many actors and terms, and a twentieth as many topics and briefs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain, islice
from random import Random

from bench import words

YEARS = 10
FIRST_YEAR = 2016
STANCES = ("for", "against", "conditional", "neutral", "unclear")


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference in prose, to an actor, term or claim."""

    kind: str
    id: str


Prose = tuple[str | Ref, ...]
"""Text and references, joined without blanks."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or an organisation."""

    id: str
    name: str
    kind: str
    country: str
    text: str


@dataclass(frozen=True, slots=True)
class Term:
    """A term; where ``long`` is there, ``name`` abbreviates it."""

    id: str
    name: str
    long: str
    text: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A question that briefs are written on."""

    id: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim, quote or position. A quote has no statement, a position no text."""

    kind: str
    id: str
    by: str
    topic: str = ""
    statement: str = ""
    text: str = ""
    credibility: str = ""
    stance: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What one article says."""

    docname: str
    title: str
    publisher: str
    date: str
    url: str
    reliability: str
    topic: str
    opening: Prose
    statements: tuple[Statement, ...]
    closing: Prose

    @property
    def source(self) -> str:
        """The id of its source."""
        return self.docname.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Brief:
    """A page on one topic, with the claims on it, and the positions of one actor."""

    docname: str
    title: str
    reference: str
    date: str
    summary: str
    topic: str
    actor: str
    bottom_line: Prose
    background: Prose
    outlook: Prose


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything that is written."""

    actors: tuple[Actor, ...]
    terms: tuple[Term, ...]
    topics: tuple[Topic, ...]
    notes: tuple[Note, ...]
    briefs: tuple[Brief, ...]

    @property
    def watched(self) -> Term:
        """The term that one note in a hundred refers to, and nothing else."""
        return self.terms[0]

    @property
    def edited_note(self) -> str:
        """The page of the note that is edited."""
        return self.notes[len(self.notes) // 2].docname

    def with_note_edited(self, stamp: str) -> Corpus:
        """The same corpus with one claim of one note reworded."""
        at = len(self.notes) // 2
        note = self.notes[at]
        first, *others = note.statements
        first = replace(first, statement=f"{first.statement}, in {stamp}")
        edited = replace(note, statements=(first, *others))
        return replace(self, notes=(*self.notes[:at], edited, *self.notes[at + 1 :]))

    def with_term_edited(self, stamp: str) -> Corpus:
        """The same corpus with the text of the watched term changed."""
        edited = replace(self.watched, text=f"Amended in {stamp}. {self.watched.text}")
        return replace(self, terms=(edited, *self.terms[1:]))


def make(size: int, seed: int = 1, briefs: int | None = None) -> Corpus:
    """A corpus of that many notes, with a brief for each twenty or as many as are asked for.

    :raises ValueError: if the word lists have not as many names.
    """
    random = Random(seed)
    few, fewer = max(2, size // 10), max(2, size // 20)
    actors, terms = _actors(random, few), _terms(random, few)
    if len(actors) < few or len(terms) < few:
        raise ValueError(f"too few names for {size} notes: add words to bench/words.py")
    topics = tuple(
        Topic(f"topic-{n:04}", f"{words.statement(random)} ({n})", words.sentence(random))
        for n in range(fewer)
    )
    maker = _Maker(random, size, actors, terms, topics)
    notes = tuple(maker.note(n) for n in range(size))
    made = tuple(maker.brief(n) for n in range(fewer if briefs is None else briefs))
    return Corpus(actors, terms, topics, notes, made)


def _actors(random: Random, count: int) -> tuple[Actor, ...]:
    half = count // 2
    names = chain(
        (("person", name) for name in islice(words.people(random), half)),
        (("organisation", name) for name in words.organisations(random)),
    )
    return tuple(
        Actor(f"actor-{n:04}", name, kind, random.choice(words.COUNTRIES),
              words.sentences(random, 2))
        for n, (kind, name) in enumerate(islice(names, count))
    )  # fmt: skip


def _terms(random: Random, count: int) -> tuple[Term, ...]:
    found = []
    for n, name in enumerate(islice(words.terms(random), count)):
        long = ""
        if n % 2:
            first, second = name.upper().split()
            name, long = f"{first[:2]}{second[:2]}{n}", name
        found.append(Term(f"term-{n:04}", name, long, words.sentences(random, 2)))
    return tuple(found)


class _Maker:
    """Writes notes and briefs that refer to what is given."""

    def __init__(
        self,
        random: Random,
        size: int,
        actors: tuple[Actor, ...],
        terms: tuple[Term, ...],
        topics: tuple[Topic, ...],
    ) -> None:
        self.random = random
        self.size = size
        self.actors = actors
        self.terms = terms
        self.topics = topics
        start = date(FIRST_YEAR, 1, 1)
        days = (date(FIRST_YEAR + YEARS, 1, 1) - start).days
        self.dates = [start + timedelta(n * days // size) for n in range(size)]

    def docname(self, n: int) -> str:
        """The page of a note, known before the note is written."""
        day = self.dates[n]
        publisher = words.PUBLISHERS[n * 7 % len(words.PUBLISHERS)].split()[0].lower()
        return f"notes/{day.year}/{publisher}-{day}-{n:05}"

    def claim(self) -> Ref:
        """A reference to a claim of any note."""
        n = self.random.randrange(self.size)
        return Ref("claim", f"claim-{n:05}-{self.random.randrange(3)}")

    def term(self) -> Term:
        """A term other than the watched one."""
        return self.random.choice(self.terms[1:])

    def note(self, n: int) -> Note:
        """One note."""
        random = self.random
        one, other = random.sample(self.actors, 2)
        watching = n % 100 == min(7, self.size - 1)
        term, second = self.terms[0] if watching else self.term(), self.term()
        topic = random.choice(self.topics).id
        opening: Prose = (
            "According to ", Ref("actor", one.id), f" {words.clause(random)}, and under the ",
            Ref("term", term.id), f" {words.clause(random)} ",
            self.claim(), f". {words.sentence(random)} {one.name} said so in the spring.",
        )  # fmt: skip
        closing: Prose = (
            f"{words.sentence(random)} For ", Ref("actor", other.id), f" {words.clause(random)} ",
            self.claim(), f". What the {term.name} has to do with it is open, since the ",
            Ref("term", second.id), " has no part in it.",
        )  # fmt: skip
        by = [random.choice((one, other)).id for _ in range(5)]
        statements = [
            Statement("claim", f"claim-{n:05}-{k}", by[k], topic if k == 0 else "",
                      words.statement(random), words.sentence(random) if k == 0 else "",
                      str(random.randint(1, 4)))
            for k in range(3)
        ]  # fmt: skip
        statements.append(Statement("quote", f"quote-{n:05}", by[3], text=words.sentence(random)))
        statements.append(
            Statement("position", f"position-{n:05}", by[4], topic,
                      f"The {term.name} should come first: {words.clause(random)}",
                      stance=random.choice(STANCES))
        )  # fmt: skip
        docname = self.docname(n)
        return Note(
            docname,
            words.statement(random),
            words.PUBLISHERS[n * 7 % len(words.PUBLISHERS)],
            self.dates[n].isoformat(),
            f"https://example.org/{docname}",
            random.choice("ABCD"),
            topic,
            opening,
            tuple(statements),
            closing,
        )

    def brief(self, n: int) -> Brief:
        """One brief."""
        random = self.random
        actor, other = random.sample(self.actors, 2)
        term, second = self.term(), self.term()
        bottom_line: Prose = (
            f"{words.sentence(random)} ", Ref("actor", actor.id), f" holds that "
            f"{words.clause(random)} ", self.claim(), ". In short, under the ",
            Ref("term", term.id), f" {words.clause(random)} ", self.claim(),
            f". {words.sentence(random)}",
        )  # fmt: skip
        background: Prose = (
            f"{words.sentences(random, 3)} By then ", Ref("actor", other.id), " and the ",
            Ref("term", second.id), f" had parted ways. {words.sentences(random, 2)}",
        )  # fmt: skip
        outlook: Prose = (
            f"{words.sentences(random, 3)} So far ",
            self.claim(),
            " is all there is.",
        )
        day = date(FIRST_YEAR + YEARS, 1, 1) + timedelta(n)
        return Brief(
            f"briefs/brief-{n:04}",
            words.statement(random),
            f"B-{n:04}",
            day.isoformat(),
            words.sentences(random, 2),
            self.topics[n % len(self.topics)].id,
            actor.id,
            bottom_line,
            background,
            outlook,
        )
