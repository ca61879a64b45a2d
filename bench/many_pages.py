"""The index of the search at any number of pages: entries made from a seed, without Sphinx.

Run as a module with a number of pages, a seed and a folder, in a process of its own, it makes
partial indexes, composes them into the folder ``_search``, and prints what it measured. Words
follow Zipf's law; pages and their records name actors and topics.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate, chain
from pathlib import Path

import msgspec

from bench import measure
from sphinx_briefing.collector import collector_paused
from sphinx_briefing.html.search.composing import compose
from sphinx_briefing.html.search.entries import Entry, Shown
from sphinx_briefing.html.search.facets import Facet, Value
from sphinx_briefing.html.search.partial import Partial
from sphinx_briefing.html.search.sections import PAGE, Section
from sphinx_briefing.html.search.words import name_key, words_in

SECTIONS = [
    Section(PAGE, "Briefs", 1.1),
    Section("claim", "What was said"),
    Section("quote", "What was said"),
    Section(PAGE, "Notes", 0.95),
    Section("topic", "Names", 1.05),
    Section("actor", "Names", 1.05),
    Section("term", "Names", 1.05),
    Section("event", "Events", 0.9),
    Section("source", "Sources", 0.9),
    Section(PAGE, "Other pages", 0.35),
]
BRIEF, CLAIM, QUOTE, NOTE, TOPIC, ACTOR, TERM, EVENT, SOURCE, OTHER = range(len(SECTIONS))
FACETS = [
    Facet("kind", "Kind"),
    Facet("topic", "Topics"),
    Facet("actor", "Actors"),
    Facet("source", "Sources"),
    Facet("year", "Year", is_reversed=True),
]
OF_KIND, OF_TOPIC, OF_ACTOR, OF_SOURCE, OF_YEAR = range(len(FACETS))
KINDS = [
    "Brief", "Claim", "Quotation", "Note", "Topic", "Actor", "Term", "Event", "Source",
    "Other page",
]  # fmt: skip
SYLLABLES = [first + vowel for first in "bdfgkmprtvz" for vowel in "aou"]
VOCABULARY = 60_000
"""Words that texts have at any number of pages, most of them seldom."""
FIRST_DAY = date(2014, 1, 1).toordinal()
DAYS = 4_000
WORDS_OF_NOTE, WORDS_OF_RECORD = 200, 20
TOGETHER = 5_000
"""Pages of one partial index."""


def word(number: int) -> str:
    """A word that is its own stem.

    >>> word(0), word(12345)
    ('babak', 'rumabak')
    """
    found = []
    for _ in range(2):
        number, syllable = divmod(number, len(SYLLABLES))
        found.append(SYLLABLES[syllable])
    while number:
        number, syllable = divmod(number, len(SYLLABLES))
        found.append(SYLLABLES[syllable])
    return "".join(found) + "k"


@dataclass(frozen=True)
class Pages:
    """A website of some pages."""

    pages: int
    seed: int

    @cached_property
    def _vocabulary(self) -> tuple[list[str], list[float]]:
        weights = accumulate(1 / (rank + 3) for rank in range(VOCABULARY))
        return [word(number) for number in range(VOCABULARY)], list(weights)

    @cached_property
    def actors(self) -> list[str]:
        """The names of the actors."""
        words, _ = self._vocabulary
        chance = random.Random(f"actors {self.seed}")
        count = max(3, self.pages // 20)
        return [f"{chance.choice(words)} {chance.choice(words)}".title() for _ in range(count)]

    @cached_property
    def topics(self) -> list[str]:
        """The names of the topics."""
        words, _ = self._vocabulary
        chance = random.Random(f"topics {self.seed}")
        count = 5 + int(self.pages**0.5)
        return [f"{chance.choice(words)} {chance.choice(words)}" for _ in range(count)]

    def entries(self, page: int) -> Iterator[tuple[int, Entry, set[Value]]]:
        """The entries of a page: its own, and those of its records."""
        chance = random.Random(f"{self.seed} {page}")
        words, weights = self._vocabulary

        def text(count: int) -> str:
            return " ".join(chance.choices(words, cum_weights=weights, k=count))

        day = FIRST_DAY + chance.randrange(DAYS)
        publisher = f"Publisher {chance.randrange(2 + self.pages // 50)}"
        kind = BRIEF if page % 50 == 1 else OTHER if page % 50 == 2 else NOTE
        address = f"notes/{date.fromordinal(day).year}/n{page:06d}.html"
        named = [self._named(chance) for _ in range(3)]
        yield self._entry(kind, address, day, text(6), text(WORDS_OF_NOTE), publisher, named)
        for number in range(5):
            sort = (CLAIM, CLAIM, CLAIM, QUOTE, EVENT)[number]
            where = f"{address}#{SECTIONS[sort].kind}-c{page}-{number}"
            said = text(WORDS_OF_RECORD)
            yield self._entry(sort, where, day, said, "", publisher, [self._named(chance)])
        if page < len(self.actors):
            where = f"registers.html#actor-a{page}"
            name = (page, 0)
            yield self._entry(ACTOR, where, 0, self.actors[page], text(5), "", [name])
        if page < len(self.topics):
            where = f"registers.html#topic-t{page}"
            yield self._entry(TOPIC, where, 0, self.topics[page], text(5), "", [])

    def _named(self, chance: random.Random) -> tuple[int, int]:
        # A few are named much more often than the others.
        actor = int(len(self.actors) * chance.random() ** 3)
        return actor, int(len(self.topics) * chance.random() ** 2)

    def _entry(
        self,
        section: int,
        address: str,
        day: int,
        title: str,
        text: str,
        publisher: str,
        named: Sequence[tuple[int, int]],
    ) -> tuple[int, Entry, set[Value]]:
        kind = KINDS[section]
        actors = [self.actors[actor] for actor, _ in named]
        topics = [self.topics[topic] for _, topic in named]
        when = date.fromordinal(day).isoformat() if day else ""
        about = " \N{MIDDLE DOT} ".join(filter(None, (kind, *actors[:1], when)))
        is_page, is_name = SECTIONS[section].kind == PAGE, section in {ACTOR, TOPIC, TERM}
        titled = title if is_page or is_name else ""
        entry = Entry(
            shown=Shown(address=address, title=title, about=about, marking="", text=text),
            day=day,
            docname=address.partition(".html")[0],
            titles=words_in(titled) if titled else frozenset(),
            words=words_in(f"{text} {title}"),
            near=[*words_in(" ".join((publisher, *actors, *topics))), when],
            names=[name_key(address.partition("#")[2] or address), name_key(titled)],
        )
        values: set[Value] = {(OF_KIND, kind.lower(), kind)}
        values.update((OF_ACTOR, f"a{actor}", self.actors[actor]) for actor, _ in named)
        values.update((OF_TOPIC, f"t{topic}", self.topics[topic]) for _, topic in named)
        if publisher:
            values.add((OF_SOURCE, publisher, publisher))
        if day:
            values.add((OF_YEAR, when[:4], when[:4]))
        return section, entry, values

    def partial(self, pages: Sequence[int]) -> bytes:
        """The index of some pages."""
        made = Partial(SECTIONS, FACETS, frozenset({"the", "of"}))
        for entry in chain.from_iterable(map(self.entries, pages)):
            made.add(*entry)
        return made.to_bytes(f"n{page:06d}" for page in pages)


@dataclass(frozen=True, slots=True)
class ManyRun:
    """What an index costs, and what it is."""

    pages: int
    entries: int
    made: float
    """Seconds of CPU for entries of a seed, which no project needs."""
    partial: float
    """Seconds of CPU for partial indexes."""
    composed: float
    """Seconds of CPU to compose and write them."""
    stored: int
    """Bytes of the partial indexes."""
    peak: float
    """Megabytes of memory at most."""
    peak_before: float
    """Megabytes of memory at most before composing began."""
    files: int
    size: int
    """Bytes of all files."""
    root: int
    """Bytes of the root."""
    largest: int
    """Bytes of the largest file."""


def measured(pages: int, seed: int, folder: Path) -> ManyRun:
    """Make an index in a process of its own."""
    return measure.answer("bench.many_pages", ManyRun, pages, seed, folder)


def _measure(pages: int, seed: int, folder: Path) -> ManyRun:
    website = Pages(pages, seed)
    stored: list[Path] = []
    spent = {"made": 0.0, "partial": 0.0}
    folder.mkdir(parents=True, exist_ok=True)
    for start in range(0, pages, TOGETHER):
        some = range(start, min(start + TOGETHER, pages))
        begun = time.process_time()
        with collector_paused():
            for _ in chain.from_iterable(map(website.entries, some)):
                pass
        made = time.process_time() - begun
        begun = time.process_time()
        path = folder / f"{start}.partial"
        with collector_paused():  # as builds do
            path.write_bytes(website.partial(some))
        spent["made"] += made
        spent["partial"] += time.process_time() - begun - made
        stored.append(path)
    before = _peak()
    begun = time.process_time()
    parts = compose(stored)
    parts.write(folder / "_search")
    composed = time.process_time() - begun
    files = list((folder / "_search").iterdir())
    size = sum(path.stat().st_size for path in stored)
    for path in stored:
        path.unlink()
    return ManyRun(
        pages=pages,
        entries=parts.totals.entries,
        made=spent["made"],
        partial=spent["partial"],
        composed=composed,
        stored=size,
        peak=_peak(),
        peak_before=before,
        files=len(files),
        size=sum(path.stat().st_size for path in files),
        root=(folder / "_search" / "index.js").stat().st_size,
        largest=max(path.stat().st_size for path in files),
    )


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    run = _measure(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
    print(json.dumps(msgspec.to_builtins(run)))
