"""The ledger without Sphinx: how long it takes to load, to index and to answer.

Run as a module with a folder of doctrees, in a process of its own, it prints what it measured.
This is the only part of the bench that knows how the toolkit stores its records.
"""

from __future__ import annotations

import pickle
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import msgspec

from bench import measure
from sphinx_briefing.collector import collector_paused
from sphinx_briefing.ledger import Ledger
from sphinx_briefing.ledger.pages import unpacker
from sphinx_briefing.ledger.selection import Query
from sphinx_briefing.ledger.stored import StoredPages
from sphinx_briefing.records import KINDS

SELECTIONS = 1000


@dataclass(frozen=True, slots=True)
class LedgerRun:
    """Seconds of CPU for each step."""

    records: int
    round: int
    load: float
    index: float
    select: float
    selected: int
    """How many records the selections hold together."""

    @property
    def total(self) -> float:
        """Seconds of CPU for all steps."""
        return self.load + self.index + self.select


def measured(doctrees: Path, number: int, log: Path) -> LedgerRun:
    """Measure in a process of its own what the doctrees of a build hold."""
    command = [sys.executable, "-m", __name__, str(doctrees), str(number)]
    measure.run(command, log)
    return msgspec.json.decode(log.read_bytes(), type=LedgerRun)


def stored(doctrees: Path) -> bytes:
    """What the domain keeps in the environment of a build, as it lies on the disk."""
    with (doctrees / "environment.pickle").open("rb") as stream:
        env = pickle.load(stream)
    return pickle.dumps(env.domaindata["brief"], pickle.HIGHEST_PROTOCOL)


def queries(ledger: Ledger) -> Iterator[tuple[str, Query]]:
    """Selections as briefs print them, without end: by topic, by actor, by both, by date."""
    topics, actors = list(ledger.records("topic")), list(ledger.records("actor"))
    number = 0
    while True:
        topic, actor = topics[number % len(topics)], actors[number * 7 % len(actors)]
        year = 2016 + number % 10
        yield "claim", Query(values=(("topic", (topic,)),))
        yield "position", Query(values=(("actor", (actor,)),), sort="-date", limit=10)
        yield "quote", Query(values=(("by", (actor,)),), since=f"{year}", until=f"{year + 2}")
        yield "position", Query(values=(("topic", (topic,)), ("by", (actor, actors[0]))))
        yield "note", Query(values=(("topic", (topic,)),), sort="-date")
        number += 1


def main(doctrees: Path, number: int) -> LedgerRun:
    """Measure the steps one after the other."""
    data = stored(doctrees)
    start = time.process_time()
    packed: dict[str, bytes] = pickle.loads(data)["pages"]
    loaded = time.process_time()
    ledger = Ledger(dict(StoredPages(packed, unpacker(KINDS)).items()))
    indexed = time.process_time()
    selected = sum(len(ledger.select(*query)) for query in islice(queries(ledger), SELECTIONS))
    answered = time.process_time()
    kinds = ("actor", "term", "topic", "source", "claim", "quote", "position")
    records = sum(len(ledger.records(kind)) for kind in kinds)
    return LedgerRun(
        records, number, loaded - start, indexed - loaded, answered - indexed, selected
    )


if __name__ == "__main__":
    with collector_paused():  # as in a small build
        found = main(Path(sys.argv[1]), int(sys.argv[2]))
    sys.stdout.buffer.write(msgspec.json.encode(found))
