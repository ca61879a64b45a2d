"""The ledger as tables: how large they are, and how fast a few records of very many are found.

The records are made from a seed, and written as the ``ledger`` builder writes them. Each round asks
in a process of its own: first as somebody does who has just opened the tables, then again. The
system may hold files in memory that were read before.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from types import MappingProxyType

import msgspec

from bench import measure
from bench.many_records import Answers, ManyRecords
from bench.measure import Cost
from sphinx_briefing import ledger_tables
from sphinx_briefing.records import KINDS

THREADS = 2

QUESTIONS: Mapping[str, str] = MappingProxyType({
    "claim by id": "FROM claims WHERE id = $id",
    "impact of one source": "FROM impact_of('source', $id)",
    "claims of one source": "SELECT claims.* FROM edges.source AS edge JOIN claims USING (id) "
    "WHERE target = $id AND edge.kind = 'claim'",
    "claims on a topic in a month": "SELECT claims.* FROM edges.topic AS edge JOIN claims USING "
    "(id) WHERE target = $id AND edge.kind = 'claim' "
    "AND edge.said_first BETWEEN '2015-03-01' AND '2015-03-31'",
})  # fmt: skip
"""What is asked: questions of a part of the tables."""


@dataclass(frozen=True, slots=True)
class ParquetRun:
    """The tables as they were written, or one question as it was answered."""

    records: int
    round: int
    question: str
    """What was asked; empty for the writing."""
    cold: float = 0.0
    """Seconds until the answer, the first time in a process."""
    cpu: float = 0.0
    """Seconds of CPU for that, of all threads."""
    warm: float = 0.0
    """The same for another record, later."""
    opening: float = 0.0
    """Seconds to connect and to make the views."""
    size: int = 0
    """Bytes of the tables."""
    rows: int = 0
    """What the answers hold."""
    wrong: int = 0
    """Answers that are not those of the generator."""
    cost: Cost | None = None
    """What the writing cost, the making of the records included."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about one record, and the ids that answer it."""

    question: str
    id: str
    expected: list[str]


def compare(folder: Path, records: int, seed: int, rounds: int) -> Iterator[ParquetRun]:
    """Write tables and ask them."""
    place = folder / str(records)
    command = [sys.executable, "-m", __name__, str(place), str(records), str(seed)]
    cost = measure.run([*command, "write"], folder / "written.log")
    size = sum(path.stat().st_size for path in place.rglob("*") if path.is_file())
    tables = ledger_tables.Tables(place)
    counted = sum(tables.count(one) for one in tables.plurals if one not in ("notes", "briefs"))
    yield ParquetRun(counted, 0, "", size=size, cost=cost)
    answers, random = Answers(ManyRecords(records, seed)), Random(seed)
    for number in range(rounds):
        asked, said = folder / "asked.json", folder / "answered.json"
        asked.write_bytes(msgspec.json.encode([*_asked(answers, random)]))
        measure.run([*command, "ask", str(asked)], said)
        for run in msgspec.json.decode(said.read_bytes(), type=list[ParquetRun]):
            yield replace(run, records=counted, round=number)


def _asked(answers: Answers, random: Random) -> Iterator[Asked]:
    """Two records for each question, in the order of the questions."""
    many = answers.many
    for question in QUESTIONS:
        for _time in range(2):
            note = random.randrange(many.notes)
            source, claim, topic = f"n{note:07}", many.claim(note, 1), many.topic(note)
            identifier, expected = {
                "claim by id": (claim, {claim}),
                "impact of one source": (source, answers.impact(note)),
                "claims of one source": (source, answers.claims(note)),
                "claims on a topic in a month": (topic, answers.on_topic(topic, "2015-03")),
            }[question]
            yield Asked(question, identifier, sorted(expected))


def write(place: Path, records: int, seed: int) -> None:
    """Write the tables."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    ledger_tables.write(place, KINDS.selectable, ManyRecords(records, seed).rows)


def ask(place: Path, asked: Sequence[Asked]) -> Iterator[ParquetRun]:
    """Put each question to the tables, for two records."""
    import duckdb

    start = time.perf_counter()
    connection = duckdb.connect(config={"threads": THREADS})
    connection.execute(f"SET file_search_path = '{place}'")
    connection.execute((place / "views.sql").read_text(encoding="utf-8"))
    opening = time.perf_counter() - start
    for first, second in zip(asked[::2], asked[1::2], strict=True):
        spent: list[float] = []
        rows = wrong = 0
        busy = time.process_time()
        for one in (first, second):
            start = time.perf_counter()
            answer = connection.execute(QUESTIONS[one.question], {"id": one.id})
            found = answer.fetchall()
            spent.append(time.perf_counter() - start)
            if one is first:
                busy = time.process_time() - busy
            at = [column[0] for column in answer.description].index("id")
            rows += len(found)
            wrong += sorted(row[at] for row in found) != one.expected
        cold, warm = spent
        yield ParquetRun(0, 0, first.question, cold, busy, warm, opening, rows=rows, wrong=wrong)


def main(place: Path, records: int, seed: int, what: str, asked: str = "") -> None:
    """Do in this process what was asked for."""
    if what == "write":
        write(place, records, seed)
        return
    questions = msgspec.json.decode(Path(asked).read_bytes(), type=list[Asked])
    sys.stdout.buffer.write(msgspec.json.encode([*ask(place, questions)]))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:])
