"""``ledger.json``: its structure, its bytes, and its schema."""

import json
import random
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from sphinx_briefing.records import KINDS, declared
from sphinx_briefing.schema import published
from tests.corpus import Value, brief, note, page, record
from tests.edited import EDITS, Project
from tests.planted import value_of
from tests.support import Build

KEYS = [
    "schema", "actors", "terms", "topics", "events", "claims", "quotes", "positions",
    "commitments", "judgements", "recommendations", "estimates", "assumptions", "gaps",
    "indicators", "hypotheses", "sources", "notes", "briefs",
]  # fmt: skip

FILES = {
    "r.md": page(
        {},
        record("actor", "E5", "Five.", kind="group", aliases="the Five")
        + record("actor", "Poland", kind="state", member_of="E5")
        + record("topic", "Peace")
        + record("term", "LEAP"),
    ),
    "notes/n1.md": note(
        record("claim", "One", "Prose.", by="E5", topic="Peace", tags="a")
        + record("quote", "", "Wörter „hier“.", by="Poland")
        + record("event", "Vote", date="2026", actors="E5, Poland")
        + record("position", "P", by="E5", topic="Peace"),
        date="2026-02-21",
    ),
    "notes/n2.md": note(
        record("claim", "Two", by="the Five", corroborates="one")
        + record("commitment", "C", by="Poland", due="2025")
        + record("judgement", "J", likelihood="likely", basis="one, two")
        + record("recommendation", "R", to="E5"),
        origin="n1",
    ),
    "briefs/b1.md": brief("{claim}`one` by the Five.", title="B1"),
    "briefs/b2.md": brief("{claim}`two` {claim}`one` and {term}`LEAP`.", title="B2"),
    "other.md": page({}, "Poland."),
}


def test_structure(build: Build) -> None:
    built = build(FILES, "ledger")
    assert built.warnings == []
    assert sorted(built.files()) == ["ledger.json", "ledger.schema.json"]
    ledger = built.ledger
    assert list(ledger) == KEYS
    assert ledger["schema"] == 2
    for kind in KEYS[1:-2]:
        for identifier, item in ledger[kind].items():
            assert item["id"] == identifier
            assert item["docname"] in {name.rpartition(".")[0] for name in FILES}
            assert isinstance(item["line"], int)
            assert isinstance(item["text"], str)
            assert item["mentions"] == sorted(set(item["mentions"]))
    assert list(ledger["notes"]) == ["notes/n1", "notes/n2"]
    assert list(ledger["briefs"]) == ["briefs/b1", "briefs/b2"]
    assert ledger["claims"]["two"] | {} == {
        **ledger["claims"]["two"],
        "by": ["e5"],
        "corroborates": ["one"],
        "source": ["n2"],
        "statement": "Two",
        "topic": [],
        "corroboration": {"sources": 2, "independent": 1},
        "disputed": False,
    }
    assert ledger["claims"]["one"]["mentions"] == ["briefs/b1", "briefs/b2", "notes/n2"]
    assert ledger["commitments"]["c"]["overdue"] is True
    assert "Wörter „hier“." in built.path("ledger.json").read_text(encoding="utf-8")


def test_an_empty_corpus(build: Build) -> None:
    built = build({"index.md": "# Start\n"}, "ledger")
    assert built.warnings == []
    assert built.ledger == {"schema": 2, **{key: {} for key in KEYS[1:]}}


def test_the_same_corpus_gives_the_same_bytes(build: Build) -> None:
    built = build(FILES, "ledger")
    expected = built.path("ledger.json").read_bytes()
    assert built.afresh().path("ledger.json").read_bytes() == expected
    assert built.afresh(jobs=2).path("ledger.json").read_bytes() == expected
    turned = build(dict(reversed(FILES.items())), "ledger")
    assert turned.path("ledger.json").read_bytes() == expected


def test_an_incremental_build_equals_a_new_one(build: Build) -> None:
    built = build(FILES, "ledger")
    changes: list[dict[str, str | None]] = [
        {"briefs/b2.md": brief("{claim}`two`", title="B2")},
        {"notes/n3.md": note(record("claim", "New", by="poland", disputes="one"))},
        {"r.md": FILES["r.md"].replace("the Five", "the Five, Warsaw")},
        {"other.md": None},
        {"notes/n3.md": None},
        {"notes/n1.md": FILES["notes/n1.md"].replace("2026-02-21", "2024-01-01")},
    ]
    for change in changes:
        built.again(change)
        fresh = built.afresh()
        assert built.path("ledger.json").read_bytes() == fresh.path("ledger.json").read_bytes()


def test_a_page_that_is_gone_takes_its_records_along(build: Build) -> None:
    built = build(FILES, "ledger")
    built.again({"notes/n2.md": None, "briefs/b2.md": None})
    ledger = built.ledger
    assert list(ledger["claims"]) == ["one"]
    assert ledger["claims"]["one"]["corroboration"] == {"sources": 1, "independent": 1}
    assert ledger["claims"]["one"]["mentions"] == ["briefs/b1"]


def test_html_in_parallel_equals_html_in_series(build: Build) -> None:
    built = build(FILES, jobs=2)
    assert built.warnings == []
    serial = built.afresh()
    assert {n: c for n, c in built.files().items() if n.endswith(".html")} == {
        n: c for n, c in serial.files().items() if n.endswith(".html")
    }


# -- the schema ---------------------------------------------------------------------------------


def mismatches(ledger: object, schema: dict[str, Any]) -> list[str]:
    jsonschema.Draft202012Validator.check_schema(schema)
    found = jsonschema.Draft202012Validator(schema).iter_errors(ledger)
    return [f"{error.json_path}: {error.message}" for error in found]


def test_the_ledger_keeps_to_the_schema_beside_it(build: Build) -> None:
    built = build(FILES, "ledger")
    ledger, schema = built.ledger, json.loads(built.text("ledger.schema.json"))
    assert built.path("ledger.schema.json").read_bytes() == published()["ledger.schema.json"]
    assert mismatches(ledger, schema) == []
    one = ledger["claims"]["one"]
    for change in ({"by": "e5"}, {"by": None}, {"date": ["2026"]}, {"extra": 1}, {"tlp": "PINK"}):
        assert mismatches({**ledger, "claims": {"one": one | change}}, schema)
    assert mismatches({**ledger, "schema": 1}, schema)
    assert mismatches({**ledger, "vessels": {}}, schema)


def test_a_schema_that_is_gone_is_written_again(build: Build) -> None:
    built = build(FILES, "ledger")
    expected = built.text("ledger.schema.json")
    built.path("ledger.schema.json").unlink()
    built.again({})
    assert built.text("ledger.schema.json") == expected


NEEDS = {"retraction": "retracted", "resolved": "outcome"}
"""Fields that say more of another one, without which they mean nothing."""
NEITHER = {"indicator": "for"}
"""Kinds of which one of two fields is needed, with one of these."""


def some_records(chance: random.Random) -> Iterator[str]:
    """Three records of each kind; every field that names others names none, one or two of them."""
    for kind, declaration in KINDS.items():
        for number in range(3):
            fields: dict[str, Value] = {"id": f"{kind}-{number}"}
            taken: set[str] = set()  # by one of the fields that may not share what they name
            for name, field in declared(declaration).items():
                if name in ("id", "tlp", "snapshot", declaration.argument):
                    continue
                if NEEDS.get(name, "id") not in fields:
                    continue
                only = [[value] for value in declaration.limited_to.get(name, ())]
                if only and fields.get(declaration.subtype, only[0]) not in only:
                    continue
                if field.shape.refers:
                    others = [n for n in range(3) if n != number or field.shape.refers != kind]
                    if field.shape.leads_on and field.shape.refers == kind:  # never back
                        others = others[:number]
                    is_needed = field.required or NEITHER.get(kind) == name
                    fewest = 1 if is_needed else 0
                    most = min(1 if field.shape.single else 2, len(others))
                    named = chance.sample(others, chance.randint(min(fewest, most), most))
                    keys = [f"{field.shape.refers}-{n}" for n in named]
                    if name in declaration.exclusive:
                        keys = [key for key in keys if key not in taken]
                        taken.update(keys)
                    value: str | None = ", ".join(keys)
                else:
                    is_needed, value = field.required, value_of(kind, field)
                if value and (is_needed or chance.random() < 0.6):
                    fields[name] = [value]
            argument = f"{kind.title()} {number}" if declaration.argument else ""
            yield record(
                kind, argument, "" if argument and kind == "recommendation" else "Words.", **fields
            )


@pytest.mark.parametrize("seed", range(4))
def test_the_ledgers_of_random_records_keep_to_the_schema(build: Build, seed: int) -> None:
    files = {"n.md": note("".join(some_records(random.Random(seed))), date="2026-02-19")}
    built = build(files, "ledger")
    assert [text for text in built.warnings if "briefing.field" in text] == []
    ledger = built.ledger
    for declaration in KINDS.values():
        assert len(ledger[declaration.plural]) >= 3
    assert mismatches(ledger, json.loads(built.text("ledger.schema.json"))) == []


@pytest.mark.parametrize("seed", range(2))
def test_the_ledger_of_an_edited_project_keeps_to_the_schema(build: Build, seed: int) -> None:
    project, chance = Project(), random.Random(seed)
    for _number in range(10):
        chance.choice(EDITS)(project, chance)
    files = {name: text for name, text in project.files.items() if name != "conf.py"}
    built = build(files, "ledger")
    assert mismatches(built.ledger, json.loads(built.text("ledger.schema.json"))) == []


@pytest.mark.parametrize("builder", ["html", "text"])
def test_other_builders_do_not_write_it(build: Build, builder: str) -> None:
    assert "ledger.json" not in build({"index.md": "# Start\n"}, builder).files()
    assert "ledger.schema.json" not in build({"index.md": "# Start\n"}, builder).files()
