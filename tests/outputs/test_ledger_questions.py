"""The questions of the manual to the tables, as they stand there, against the ledger in memory."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sphinx_briefing.domain import domain_of
from sphinx_briefing.ledger import Ledger
from sphinx_briefing.records import Claim, Position, Source
from sphinx_briefing.records.dates import ALWAYS, span
from tests.canaries import write_project
from tests.corpus import brief, note, page, record
from tests.fleet import FILES as FLEET
from tests.fleet import conf_alone

duckdb = pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

HOUSE = Path(__file__).parents[2]
MANUAL = (HOUSE / "docs" / "tables.md").read_text(encoding="utf-8")
SECTIONS = (part.partition("\n") for part in MANUAL.split("\n### ")[1:])
QUESTIONS = {
    head: text.partition("```sql\n")[2].partition("```")[0]
    for head, _, text in SECTIONS
    if "```sql" in text
}

PLANTED = {
    "r.md": page(
        {},
        record("actor", "Norland", kind="state")
        + record("actor", "Spokesman", kind="person", speaks_for="Norland")
        + record("actor", "Gazette", kind="organisation")
        + record("topic", "Peace")
        + record("topic", "Ports"),
    ),
    "notes/n1.md": note(
        record("claim", "Roads open", id="open", by="Norland", topic="Peace")
        + record("position", "For it", id="p1", by="Norland, Gazette", topic="Peace, Ports",
                 stance="for")
        + record("commitment", "Trains", id="trains", by="Norland, Gazette", due="2026-01")
        + record("commitment", "Ships", id="ships", by="Norland", due="2026-01-02")
        + record("quote", "", "Words of mine.", id="words", by="Norland"),
        date="2026-02-01", retracted="2026-02-20", retraction="wrong", reliability="B",
    ),
    "notes/n2.md": note(
        record("claim", "Roads open, too", id="open-too", by="Spokesman", corroborates="open")
        + record("claim", "Ships sail", id="sail", by="Gazette", source="n1, n2"),
        date="2026-02-10", origin="n1", reliability="C",
    ),
    "notes/n3.md": note(
        record("claim", "Roads shut", id="shut", by="Norland", disputes="open, sail",
               topic="Ports")
        + record("claim", "Ships lie", id="lie", by="Gazette", disputes="shut")
        + record("claim", "Roads half open", id="half", by="Norland", withdrawn="2026-03-02",
                 replaced_by="shut")
        + record("position", "Against", id="p2", by="Norland", topic="Peace", stance="against")
        + record("event", "Talks", id="talks", date="2026-02", topic="Peace")
        + record("event", "Walks", id="walks", date="2026-02"),
        date="2026-03-01", reliability="B",
    ),
    "notes/n4.md": note(
        record("claim", "Roads are shut", id="shut-too", by="Gazette", corroborates="shut")
        + record("claim", "They are", id="shut-three", by="Spokesman", corroborates="shut-too"),
        date="2026-03-05",
    ),
    "j.md": page(
        {},
        record("source", "Third", id="third", source="n3")
        + record("claim", "Of a third", id="thirdly", by="Gazette", source="third")
        + record("judgement", "J1", id="j1", likelihood="likely", basis="shut, event:talks")
        + record("judgement", "J2", id="j2", likelihood="likely", basis="judgement:j1, open")
        + record("judgement", "J3", id="j3", likelihood="likely", basis="thirdly")
        + record("judgement", "J4", id="j4", likelihood="likely", basis="source:n4")
        + record("recommendation", "Go", id="go", basis="judgement:j2"),
    ),
    "briefs/b.md": brief("{claim}`open` and {claim}`shut`.", title="B", date="2026-03-09"),
}  # fmt: skip


@dataclass
class Corpus:
    """A project that has been built, with its ledger and a connection to its tables."""

    ledger: Ledger
    connection: Any

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """The answer that the tables give."""
        found: list[tuple[Any, ...]] = self.connection.execute(question).fetchall()
        return found


def built(src: Path, conf: Path, out: Path) -> Corpus:
    with patch_docutils(conf), docutils_namespace():
        app = Sphinx(
            srcdir=src,
            confdir=conf,
            outdir=out,
            doctreedir=out / "doctrees",
            buildername="ledger",
            confoverrides={"briefing_ledger_parquet": "1"},
            status=None,
            warning=StringIO(),
        )
        app.build()
    connection = duckdb.connect()
    connection.execute(f"SET file_search_path = '{out / 'ledger'}'")
    connection.execute((out / "ledger" / "views.sql").read_text(encoding="utf-8"))
    return Corpus(domain_of(app.env).ledger, connection)


def of_files(files: Mapping[str, str], folder: Path, conf: str = "") -> Corpus:
    write_project(folder / "src", {**files})
    if conf:
        (folder / "src" / "conf.py").write_text(conf, encoding="utf-8")
    return built(folder / "src", folder / "src", folder / "out")


@pytest.fixture(scope="module", params=["example", "planted", "fleet"])
def corpus(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("questions")
    if request.param == "example":
        return built(HOUSE / "briefings", HOUSE / "conf", folder)
    if request.param == "fleet":
        return of_files(FLEET, folder, conf_alone())
    return of_files(PLANTED, folder)


def title(ledger: Ledger, kind: str, identifier: str) -> str:
    record = ledger.get(kind, identifier)
    assert record is not None
    return str(getattr(record, record.argument or "text"))


# -- the answers of the ledger ------------------------------------------------------------------


def resting_on(ledger: Ledger, kind: str, identifier: str) -> list[tuple[str, str]]:
    """All that rests on a record, as the page on retractions counts it."""
    seen, waiting = {(kind, identifier)}, [(kind, identifier)]
    for key in waiting:
        for one in ledger.resting_on(*key):
            if one not in seen:
                seen.add(one)
                waiting.append(one)
    return sorted(seen - {(kind, identifier)})


def impact(ledger: Ledger, source: str) -> Iterable[tuple[Any, ...]]:
    for kind, identifier in resting_on(ledger, "source", source):
        yield kind, identifier, title(ledger, kind, identifier)


def first_day(record: Any, ledger: Ledger) -> Any:
    written = record.written_date or ledger.records("source")[record.source[0]].written_date
    return span(written).first


def changed(ledger: Ledger, _one: str) -> Iterable[tuple[Any, ...]]:
    positions: list[Position] = [*ledger.records("position").values()]
    for earlier in positions:
        for later in positions:
            if first_day(earlier, ledger) < first_day(later, ledger):
                for actor in {*earlier.by} & {*later.by}:
                    for topic in {*earlier.topic} & {*later.topic}:
                        was, is_now = earlier.stance, later.stance
                        if was and is_now and was != is_now:
                            yield actor, topic, earlier.id, was, later.id, is_now


def contradicting(ledger: Ledger, _one: str) -> Iterable[tuple[Any, ...]]:
    claims: dict[str, Claim] = dict(ledger.records("claim"))
    for one in claims.values():
        for link, others in (("disputes", one.disputes), ("replaced-by", one.replaced_by)):
            for other in others:
                for actor in {*one.by} & {*claims[other].by}:
                    yield actor, one.id, link, other


def voices(ledger: Ledger, claim: str) -> Iterable[tuple[Any, ...]]:
    standing = [one for one in ledger.joined_to(claim) if not ledger.evidence.is_withdrawn(one)]
    for one in standing:
        found = ledger.records("claim")[one]
        sources = {name for other in standing for name in carrying(ledger, other)}
        independent = len(ledger.voices.of(standing))
        yield one, [*found.by], [*found.source], len(sources), independent


def carrying(ledger: Ledger, claim: str) -> Iterable[str]:
    return ledger.evidence.carrying(ledger.records("claim")[claim])


def overdue(ledger: Ledger, _one: str) -> Iterable[tuple[Any, ...]]:
    found: dict[str, list[str]] = {}
    for one in ledger.records("commitment").values():
        if ledger.is_overdue(one, ""):
            for actor in one.by:
                found.setdefault(actor, []).append(one.id)
    yield from ((actor, len(ids), sorted(ids)) for actor, ids in found.items())


def disputes(ledger: Ledger, _one: str) -> Iterable[tuple[Any, ...]]:
    claims, gone = ledger.records("claim"), ledger.evidence.is_withdrawn
    for one in claims.values():
        for other in one.disputes:
            if not gone(one.id) and not gone(other):
                yield one.id, one.statement, other, claims[other].statement


def retracted(ledger: Ledger, _one: str) -> Iterable[tuple[Any, ...]]:
    found = set()
    for claim in ledger.records("claim").values():
        for source in claim.source:
            day = ledger.records("source")[source].retracted
            found |= {(source, day, one) for one in claim.mentions if day and one in ledger.briefs}
    return found


def unfound(ledger: Ledger, _one: str) -> Iterable[tuple[Any, ...]]:
    for one in ledger.records("quote").values():
        if one.words_at is None:
            yield one.id, [*one.by], [*one.source]


def single(ledger: Ledger, _one: str) -> Iterable[tuple[Any, ...]]:
    for judgement in ledger.records("judgement").values():
        seen: dict[tuple[str, str], None] = {}
        waiting = [*ledger.evidence.basis("judgement", judgement.id)]
        while waiting:
            key = waiting.pop()
            if key not in seen:
                seen[key] = None
                waiting += ledger.evidence.grounds(*key)
        sources = [one for kind, one in seen if kind == "source"]
        if len(sources) == 1:
            yield judgement.id, sources[0]


def on_topics(ledger: Ledger) -> Iterable[tuple[str, str, str, Any, Any]]:
    """Topic, kind and id of records, and the days on which they were said."""
    for kind in ledger.kinds:
        for one in ledger.records(kind).values():
            index = ledger.index(kind)
            written = index._said_on(one)
            days = span(written) if written else ALWAYS
            first = None if days.first == date.min else days.first
            last = None if days.last == date.max else days.last  # it has no end yet
            for topic in one.topic:
                yield topic, kind, one.id, first, last


def topics(ledger: Ledger, _one: str) -> Iterable[tuple[Any, ...]]:
    found: dict[str, list[tuple[Any, Any]]] = {}
    for topic, _kind, _id, first, last in on_topics(ledger):
        found.setdefault(topic, []).append((first, last))
    for topic, days in found.items():
        firsts, lasts = ([day for day in ends if day] for ends in zip(*days, strict=True))
        yield topic, min(firsts, default=None), max(lasts, default=None), len(days)


def in_a_month(ledger: Ledger, topic: str) -> Iterable[tuple[Any, ...]]:
    for on, kind, identifier, first, _last in on_topics(ledger):
        if on == topic and first is not None and f"{first:%Y-%m}" == "2026-02":
            yield first, kind, identifier, title(ledger, kind, identifier)


def graded(ledger: Ledger, _one: str) -> Iterable[tuple[Any, ...]]:
    sources: list[Source] = [*ledger.records("source").values()]
    counts = Counter(one.reliability for one in sources)
    for grade, count in counts.items():
        yield grade, count, sum(bool(s.retracted) for s in sources if s.reliability == grade)


ANSWERS: dict[str, tuple[Callable[[Ledger, str], Iterable[tuple[Any, ...]]], str]] = {
    "What rests on a source?": (impact, "source"),
    "Who has changed their mind on a topic?": (changed, ""),
    "Who contradicts what they said before?": (contradicting, ""),
    "Which voices carry a claim?": (voices, "claim"),
    "Who is overdue with what?": (overdue, ""),
    "Which disputes are not resolved?": (disputes, ""),
    "Which briefs still rely on a retracted source?": (retracted, ""),
    "Which quotations have not been found in their source?": (unfound, ""),
    "Which judgements hang on a single source?": (single, ""),
    "When was a topic first spoken of, and when last?": (topics, ""),
    "What was said on a topic in a month?": (in_a_month, "topic"),
    "How reliable are the sources?": (graded, ""),
}
"""The questions of the manual: their answers, and the kind of the record that they ask about."""


def test_each_question_of_the_manual_has_an_answer() -> None:
    assert [*QUESTIONS] == [*ANSWERS]
    assert len(QUESTIONS) >= 10
    assert MANUAL.count("```sql") == len(QUESTIONS)


def ordered(rows: Iterable[Iterable[Any]]) -> list[str]:
    return sorted(repr(tuple(row)) for row in rows)


@pytest.mark.parametrize("question", ANSWERS)
def test_tables_answer_as_the_ledger_does(
    corpus: Corpus, question: str, request: pytest.FixtureRequest
) -> None:
    answer, kind = ANSWERS[question]
    sql, ledger = QUESTIONS[question], corpus.ledger
    words = {*ledger.kinds, "stands", "disputes", "replaced-by"}
    literals = [one for one in re.findall(r"'([a-z0-9-]+)'", sql) if one not in words]
    named = literals[0] if kind else ""
    if not kind:
        assert ordered(corpus.ask(sql)) == ordered(answer(ledger, ""))
        return
    asked = list(ledger.records(kind))
    if "example" in request.node.name:
        assert named in asked
        assert corpus.ask(sql), "the example of the manual has an answer"
    for one in asked:
        found = corpus.ask(sql.replace(f"'{named}'", f"'{one}'"))
        assert ordered(found) == ordered(answer(ledger, one)), one


def test_the_planted_records_answer_every_question(tmp_path: Path) -> None:
    ledger = of_files(PLANTED, tmp_path).ledger
    for question, (answer, kind) in ANSWERS.items():
        asked = list(ledger.records(kind)) if kind else [""]
        assert any([*answer(ledger, one)] for one in asked), question


def test_every_record_is_taken_with_what_it_rests_on(corpus: Corpus) -> None:
    for kind in corpus.ledger.kinds:
        for one in corpus.ledger.records(kind):
            found = corpus.connection.execute("FROM impact_of(?, ?)", [kind, one]).fetchall()
            assert sorted(found) == resting_on(corpus.ledger, kind, one), (kind, one)


def test_views_are_opened_in_their_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As ``duckdb -init views.sql`` does, in a folder that has been moved."""
    of_files(PLANTED, tmp_path)
    (tmp_path / "out" / "ledger").rename(tmp_path / "moved")
    monkeypatch.chdir(tmp_path / "moved")
    connection = duckdb.connect()
    for _time in range(2):
        connection.execute(Path("views.sql").read_text(encoding="utf-8"))
    assert connection.execute("SELECT count(*) FROM all_records").fetchall()[0][0] > 30
    monkeypatch.chdir(tmp_path)
    assert "tmp" not in (tmp_path / "moved" / "views.sql").read_text(encoding="utf-8")


def test_records_are_all_there_by_name(corpus: Corpus) -> None:
    found = corpus.ask("SELECT kind, id, title FROM all_records")
    records = [
        (kind, one, title(corpus.ledger, kind, one))
        for kind in corpus.ledger.kinds
        for one in corpus.ledger.records(kind)
    ]
    notes = [("note", one, note.title) for one, note in corpus.ledger.notes.items()]
    briefs = [("brief", one, brief.title) for one, brief in corpus.ledger.briefs.items()]
    assert sorted(found) == sorted([*records, *notes, *briefs])
