"""A ledger of any number of records, made from a seed: rows of tables, without pages and Sphinx.

A pool as several houses would keep it: of each note a source, three claims, a quotation and a
position, of some a commitment, an event, an estimate; judgements that rest on claims of several
notes, recommendations that rest on judgements, and briefs. Whatever is asked for is made anew, so
that no more than a row is in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from bench import words
from sphinx_briefing.records import KINDS, declared, to_json

FIRST_DAY, DAYS = date(2006, 1, 1), 7300
SPEAKERS = 5
"""Actors that a note quotes, besides those that it names."""
STRANGE = 7_919
"""A prime by which actors and topics are spread over notes."""

Row = dict[str, Any]


class ManyRecords:
    """The records of a pool.

    :param size: how many records there are, about; notes and briefs are not counted.
    """

    def __init__(self, size: int, seed: int = 1) -> None:
        self.seed = seed
        self.notes = max(100, round(size / 6.833))
        self.actors = _coprime(max(20, self.notes // 200))
        self.terms = max(10, self.notes // 1000)
        self.topics = _coprime(max(10, self.notes // 500))
        self.briefs = max(1, self.notes // 100)
        self._templates: dict[str, Row] = {}

    def rows(self, kind: str) -> Iterator[Row]:
        """The records of a kind as in ``ledger.json``, sorted by id."""
        make: Callable[[Random], Iterator[Row]] | None = getattr(self, f"_{kind}s", None)
        template = self._template(kind)
        for row in make(Random(f"{self.seed} {kind}")) if make else ():
            yield {**template, **row}

    def _template(self, kind: str) -> Row:
        """A record of a kind that holds nothing but what it must."""
        declaration = KINDS.selectable[kind]
        needed = {
            field.attribute: ("x",) if field.several else "x"
            for field in declared(declaration).values()
            if field.required
        }
        found = to_json(declaration(**needed))
        return {**found, "id": ""} if "id" in found else found

    # -- what notes have in common --------------------------------------------------------------

    def day(self, note: int) -> str:
        """The day on which a note's source was published: later notes are later, but for weeks."""
        passed = note * DAYS // self.notes + (note * STRANGE) % 40
        return (FIRST_DAY + timedelta(passed)).isoformat()

    def page(self, note: int) -> str:
        """The page of a note."""
        return f"notes/{2006 + note * 20 // self.notes}/n{note:07}"

    def speaker(self, note: int, number: int) -> str:
        """One of the actors that a note quotes."""
        return f"actor-{(note * STRANGE + number * 31) % self.actors:05}"

    def topic(self, note: int) -> str:
        """The topic of a note."""
        return f"topic-{note * STRANGE % self.topics:04}"

    def claim(self, note: int, number: int) -> str:
        """The id of a claim."""
        return f"claim-{note:07}-{number}"

    def _placed(self, note: int, line: int) -> Row:
        return {"docname": self.page(note), "line": line, "source": [f"n{note:07}"]}

    # -- registers ------------------------------------------------------------------------------

    def _actors(self, random: Random) -> Iterator[Row]:
        inverse = pow(STRANGE, -1, self.actors)
        for at in range(self.actors):
            starts = ((at - number * 31) * inverse % self.actors for number in range(SPEAKERS))
            naming = sorted(
                {note for start in starts for note in range(start, self.notes, self.actors)}
            )
            name = f"{random.choice(words.GIVEN)} {random.choice(words.FAMILY)} {at}"
            yield {
                "id": f"actor-{at:05}", "name": name, "kind": "person",
                "country": random.choice(words.COUNTRIES),
                "speaks-for": [f"actor-{at - 1:05}"] if at % 10 == 1 else [],
                "docname": f"registers/actors-{at // 200:03}", "line": 7 * (at % 200) + 3,
                "mentions": sorted({self.page(note) for note in naming}),
            }  # fmt: skip

    def _terms(self, random: Random) -> Iterator[Row]:
        for at in range(self.terms):
            name = f"{random.choice(words.MODIFIERS)} {random.choice(words.HEADS)} {at}"
            yield {
                "id": f"term-{at:05}", "name": name, "text": words.sentence(random),
                "docname": f"registers/terms-{at // 200:03}", "line": 5 * (at % 200) + 3,
            }  # fmt: skip

    def _topics(self, random: Random) -> Iterator[Row]:
        inverse = pow(STRANGE, -1, self.topics)
        for at in range(self.topics):
            naming = range(at * inverse % self.topics, self.notes, self.topics)
            yield {
                "id": f"topic-{at:04}", "name": words.statement(random),
                "docname": f"registers/topics-{at // 200:03}", "line": 5 * (at % 200) + 3,
                "mentions": sorted({self.page(note) for note in naming}),
            }  # fmt: skip

    # -- what notes say -------------------------------------------------------------------------

    def _sources(self, random: Random) -> Iterator[Row]:
        for note in range(self.notes):
            page = self.page(note)
            retells = note > 100 and random.random() < 0.2
            yield {
                "id": f"n{note:07}", "title": words.statement(random),
                "author": [f"{random.choice(words.GIVEN)} {random.choice(words.FAMILY)}"],
                "publisher": random.choice(words.PUBLISHERS), "date": self.day(note),
                "url": f"https://example.org/{page}", "type": "article", "language": "en",
                "reliability": random.choice("ABCD"),
                "origin": [f"n{note - random.randint(1, 100):07}"] if retells else [],
                "retracted": self.day(note + 50) if random.random() < 0.002 else None,
                "docname": page, "line": 2,
            }  # fmt: skip

    def _claims(self, random: Random) -> Iterator[Row]:
        for note in range(self.notes):
            for number in range(3):
                links: dict[str, list[str]] = {"corroborates": [], "disputes": []}
                drawn = random.random()
                if note > 100 and drawn < 0.13:
                    other = self.claim(note - random.randint(1, 100), random.randrange(3))
                    links["corroborates" if drawn < 0.1 else "disputes"] = [other]
                cited = note % 10 == 0 or (number == 0 and note % 7 == 0)
                yield {
                    "id": self.claim(note, number), "statement": words.statement(random),
                    "by": [self.speaker(note, number)], "date": self.day(note),
                    "credibility": random.choice("1234"), **links,
                    "topic": [self.topic(note)] if number == 0 else [],
                    "text": words.sentence(random) if number == 0 else "",
                    "passage": words.sentence(random) if number == 1 else None,
                    "locator": f"para {random.randint(1, 12)}",
                    "corroboration": {
                        "sources": 1 + bool(links["corroborates"]),
                        "independent": 1 + bool(links["corroborates"]),
                    },
                    "disputed": bool(links["disputes"]), "standing": "stands",
                    "mentions": [f"briefs/b{note * self.briefs // self.notes:05}"] if cited else [],
                    **self._placed(note, 20 + 8 * number),
                }  # fmt: skip

    def _quotes(self, random: Random) -> Iterator[Row]:
        for note in range(self.notes):
            yield {
                "id": f"quote-{note:07}", "by": [self.speaker(note, 3)], "date": self.day(note),
                "language": "en", "text": words.sentence(random), **self._placed(note, 44),
            }  # fmt: skip

    def _positions(self, random: Random) -> Iterator[Row]:
        for note in range(self.notes):
            yield {
                "id": f"position-{note:07}", "statement": words.statement(random),
                "by": [self.speaker(note, 4)], "topic": [self.topic(note)],
                "date": self.day(note), **self._placed(note, 52),
                "stance": random.choice(("for", "against", "conditional", "neutral")),
            }  # fmt: skip

    def _commitments(self, random: Random) -> Iterator[Row]:
        for note in range(0, self.notes, 4):
            status = random.choice(("open", "open", "met", "missed"))
            yield {
                "id": f"commitment-{note:07}", "deliverable": words.statement(random),
                "by": [self.speaker(note, 0)], "to": [self.speaker(note, 1)],
                "made": self.day(note), "due": self.day(note + self.notes // 20), "status": status,
                "overdue": status == "open" and note < self.notes * 19 // 20,
                **self._placed(note, 60),
            }  # fmt: skip

    def _events(self, random: Random) -> Iterator[Row]:
        for note in range(0, self.notes, 4):
            yield {
                "id": f"event-{note:07}", "title": words.statement(random), "kind": "meeting",
                "date": self.day(note), "place": random.choice(words.PLACES),
                "actors": [self.speaker(note, 0), self.speaker(note, 1)],
                **self._placed(note, 68),
            }  # fmt: skip

    def _estimates(self, random: Random) -> Iterator[Row]:
        for note in range(0, self.notes, 5):
            value = random.randint(1, 5000)
            yield {
                "id": f"estimate-{note:07}", "quantity": words.statement(random),
                "value": str(value), "unit": "vessels", "by": [self.speaker(note, 2)],
                "date": self.day(note), "low": float(value), "high": float(value),
                **self._placed(note, 76),
            }  # fmt: skip

    # -- what analysts make of it ---------------------------------------------------------------

    def _of_brief(self, note: int, line: int) -> Row:
        return {"docname": f"briefs/b{note * self.briefs // self.notes:05}", "line": line}

    def _judgements(self, random: Random) -> Iterator[Row]:
        for note in range(0, self.notes, 10):
            others = (note, *(max(0, note - random.randint(1, 90)) for _ in range(3)))
            basis = [f"claim:{self.claim(one, at % 3)}" for at, one in enumerate(others)]
            if note % 50 == 40:
                basis.append(f"judgement:judgement-{note - 10:07}")
            yield {
                "id": f"judgement-{note:07}", "statement": words.statement(random),
                "likelihood": random.choice(("likely", "unlikely", "realistic possibility")),
                "confidence": random.choice(("low", "moderate", "high")), "basis": basis,
                "standing": "stands", "fragility": len(basis), **self._of_brief(note, 30),
            }  # fmt: skip

    def _recommendations(self, random: Random) -> Iterator[Row]:
        for note in range(0, self.notes, 40):
            yield {
                "id": f"recommendation-{note:07}", "text": words.statement(random),
                "to": [self.speaker(note, 0)], "basis": [f"judgement:judgement-{note:07}"],
                "standing": "stands", **self._of_brief(note, 60),
            }  # fmt: skip

    # -- pages ----------------------------------------------------------------------------------

    def _notes(self, random: Random) -> Iterator[Row]:
        for note in range(self.notes):
            yield {
                "title": words.statement(random), "topics": [self.topic(note)],
                "docname": self.page(note), "line": 2, "source": f"n{note:07}",
            }  # fmt: skip

    def _briefs(self, random: Random) -> Iterator[Row]:
        for at in range(self.briefs):
            day = self.day(at * self.notes // self.briefs)
            yield {
                "title": words.statement(random), "kind": "infocus", "date": day,
                "reference": f"B-{at:05}", "status": "final", "edition": 1,
                "summary": words.sentences(random, 2), "docname": f"briefs/b{at:05}", "line": 2,
                "topics": [self.topic(at * self.notes // self.briefs)],
            }  # fmt: skip


class Answers:
    """What the generator itself knows of a pool, to hold answers against."""

    def __init__(self, many: ManyRecords) -> None:
        self.many = many
        self._resting: dict[str, list[str]] = {}
        for kind in ("judgement", "recommendation"):
            for row in many.rows(kind):
                for one in row["basis"]:
                    self._resting.setdefault(one, []).append(f"{kind}:{row['id']}")

    def claims(self, note: int) -> set[str]:
        """The claims of a note."""
        return {self.many.claim(note, number) for number in range(3)}

    def impact(self, note: int) -> set[str]:
        """The ids of all that rests on the source of a note."""
        found = {f"claim:{one}" for one in self.claims(note)}
        found |= {f"{kind}:{kind}-{note:07}" for kind in ("quote", "position")}
        found |= {f"commitment:commitment-{note:07}"} if note % 4 == 0 else set()
        found |= {f"estimate:estimate-{note:07}"} if note % 5 == 0 else set()
        waiting = [*found]
        while waiting:
            more = {*self._resting.get(waiting.pop(), ())} - found
            found |= more
            waiting += more
        return {one.partition(":")[2] for one in found}

    def on_topic(self, topic: str, month: str) -> set[str]:
        """The claims on a topic that were published in a month."""
        many, at = self.many, int(topic.rpartition("-")[2])
        first = at * pow(STRANGE, -1, many.topics) % many.topics
        return {
            many.claim(note, 0)
            for note in range(first, many.notes, many.topics)
            if many.day(note).startswith(month)
        }


def _coprime(number: int) -> int:
    """The number, or the next one that the prime by which it is spread does not divide."""
    return number + (number % STRANGE == 0)
