"""The ledger as known on a day is that of the same corpus without all that came later."""

import random
from datetime import date
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_briefing.ledger import Ledger, PageFacts, Query
from sphinx_briefing.ledger.known import on_day
from sphinx_briefing.records import KINDS, Record, Source, naming
from sphinx_briefing.records.dates import span
from tests.ledgers import (
    actor,
    brief,
    claim,
    commitment,
    event,
    facts,
    judgement,
    ledger,
    note,
    position,
    source,
    term,
    topic,
)

DAYS = [f"2026-0{month}-{day}" for month in (1, 2, 3) for day in ("05", "20")]


def corpus(rng: random.Random) -> list[PageFacts]:
    """A corpus in which everything may be dated, retracted, withdrawn and settled."""

    def day() -> str | None:
        return rng.choice([None, *DAYS])

    def some(names: list[str], most: int = 2) -> tuple[str, ...]:
        return tuple(rng.sample(names, min(len(names), rng.randint(0, most))))

    claims, sources = [f"c{n}" for n in range(7)], [f"s{n}" for n in range(4)]
    pages = [
        facts(
            "people",
            actor("e5"),
            actor("kremlin", name="Kremlin", speaks_for=some(["e5"], 1)),
            topic("donbas"),
            term("leap", name="LEAP", aliases=("the programme",)),
        )
    ]
    made: dict[str, list[Record]] = {name: [] for name in [*sources, "none"]}
    for name in claims:
        made[rng.choice(list(made))].append(
            claim(
                name,
                by=(rng.choice(["e5", "kremlin", "five"]),),
                date=day() if rng.random() < 0.3 else None,
                corroborates=some([one for one in claims if one != name]),
                disputes=some([one for one in claims if one != name], 1),
                withdrawn=day() if rng.random() < 0.2 else None,
                source=some(sources) if rng.random() < 0.3 else (),
            )
        )
    basis = [*claims, *(f"source:{one}" for one in sources), "event:v0", "judgement:j0"]
    for number in range(3):
        made[rng.choice(list(made))].append(
            judgement(
                f"j{number}",
                basis=some([one for one in basis if one != f"judgement:j{number}"], 3),
                outcome="true" if (known := day()) else None,
                resolved=known,
            )
        )
    for number in range(2):
        settled = day()
        made[rng.choice(list(made))] += [
            commitment(
                f"m{number}",
                due=day(),
                made=day(),
                settled=settled,
                status="met" if settled else "open",
            ),
            position(f"p{number}", topic=("donbas",), date=day()),
            event(f"v{number}", rng.choice(DAYS), actors=some(["e5", "kremlin"])),
        ]
    made[rng.choice(list(made))] += [  # names that a later page may bring
        actor("five", name="Five", aliases=("the programme", "E5")),
        term("claim", name="claim"),
    ]
    for name in sources:
        of = source(
            name,
            date=day(),
            origin=some([one for one in sources if one > name], 1),
            retracted=day() if rng.random() < 0.4 else None,
            retraction="It was wrong",
        )
        pages.append(note(f"notes/{name}", of, *made[name]))
    about: dict[str, Any] = {"date": "2026-02", "reference": "R1"}
    prose = "The programme of Five, LEAP and the Kremlin."
    pages.append(brief("briefs/b1", *made["none"], about=about, prose=prose))
    return pages


def without_later(pages: list[PageFacts], day: date) -> list[PageFacts]:
    """The corpus as it was on a day, written anew."""
    published = {
        page.source.id: span(page.source.date).first
        for page in pages
        if page.source and page.source.date
    }

    def keeps(record: Record, page: PageFacts) -> bool:
        carried = record.source or ((page.source.id,) if page.source else ())
        days = [published.get(one) for one in carried]
        if days and all(one is not None and one > day for one in days):
            return False
        said = {"claim": "date", "position": "date", "commitment": "made"}.get(record.kind_name)
        written = getattr(record, said) if said else None
        return not (written and span(written).first > day)

    def as_it_was(record: Any) -> Any:
        def later(name: str) -> bool:
            written = getattr(record, name, None)
            return bool(written) and span(written).first > day

        changes: dict[str, Any] = {}
        if later("withdrawn"):
            changes["withdrawn"] = None
        if later("settled"):
            changes |= {"settled": None, "status": "open"}
        if later("resolved"):
            changes |= {"resolved": None, "outcome": None}
        if later("retracted"):
            changes |= {"retracted": None, "retraction": None}
        return msgspec.structs.replace(record, **changes) if changes else record

    named = {
        (of, one)
        for page in pages
        for entry in page.entries
        if keeps(entry.record, page)
        for field in naming(type(entry.record))
        for of, one in field.shape.keys(getattr(entry.record, field.attribute))
        if of == "actor"  # who is known as soon as somebody names them
    }
    kept = []
    for page in pages:
        entries = [
            msgspec.structs.replace(entry, record=as_it_was(entry.record))
            for entry in page.entries
            if keeps(entry.record, page) or entry.key in named
        ]
        of: Source | None = as_it_was(page.source) if page.source else None
        if of is not None and of.date and span(of.date).first > day:
            kept.append(msgspec.structs.replace(page, entries=entries, source=None, is_note=False))
        else:
            kept.append(msgspec.structs.replace(page, entries=entries, source=of))
    return kept


QUERIES = [
    Query(),
    Query(limit=2),
    Query(sort="-date"),
    Query(values=(("status", ("open",)),)),
    Query(values=(("by", ("e5",)),)),
    Query(since="2026-02"),
    Query(until="2026-02-01", limit=1),
]


def answers(house: Ledger, known: Ledger) -> list[Any]:
    """All that a page can ask, but for who mentions what."""

    def bare(what: Any) -> Any:
        return msgspec.structs.replace(what, mentions=())

    found: list[Any] = []
    for kind in KINDS:
        records = house.records(kind)
        found.append({key: bare(record) for key, record in records.items()})
        found.append([key in records for key in known.records(kind)])
        found.append(len(records))
        options = KINDS.filters_of(KINDS[kind])
        queries = [one for one in QUERIES if all(name in options for name, _ in one.values)]
        found += [[bare(one) for one in house.select(kind, query)] for query in queries]
        for name in ("e5", "E5", "five", "the programme", "LEAP", "claim", "c1", "s1"):
            lookup = house.find(kind, name)
            found.append((lookup.id, lookup.candidates))
    for name in house.records("claim"):
        found += [house.disputed_by(name), house.joined_to(name)]
        found.append(house.voices.of(house.joined_to(name)))
    found.append([one.source for one in house.select("note", Query())])
    for text in ("The programme of Five, LEAP and the E5.", "a claim of the Kremlin"):
        found.append(house.mentions_in(text))
    found.append(list(house.mentions_on("briefs/b1")))
    return found


@given(st.integers(0, 10**9), st.sampled_from(DAYS))
@settings(max_examples=400, deadline=None)
def test_a_day_knows_what_was_there_and_nothing_else(seed: int, day: str) -> None:
    pages = corpus(random.Random(seed))
    whole = ledger(*pages, as_of="2026-03")
    past = ledger(*without_later(pages, span(day).last), as_of="2026-03")
    assert answers(on_day(whole, span(day)), whole) == answers(past, whole)
