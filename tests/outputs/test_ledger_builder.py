"""``ledger.json``: its structure, its bytes, and its schema."""

import importlib.resources
import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.corpus import brief, note, page, record
from tests.support import Build

KEYS = [
    "schema", "actors", "terms", "topics", "events", "claims", "quotes", "positions",
    "commitments", "judgements", "recommendations", "sources", "notes", "briefs",
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
    assert sorted(built.files()) == ["ledger.json"]
    ledger = built.ledger
    assert list(ledger) == KEYS
    assert ledger["schema"] == 1
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
        "by": "e5", "corroborates": ["one"], "source": "n2", "statement": "Two",
        "corroboration": {"sources": 2, "independent": 1}, "disputed": False,
    }  # fmt: skip
    assert ledger["claims"]["one"]["mentions"] == ["briefs/b1", "briefs/b2", "notes/n2"]
    assert ledger["commitments"]["c"]["overdue"] is True
    assert "Wörter „hier“." in built.path("ledger.json").read_text(encoding="utf-8")


def test_an_empty_corpus(build: Build) -> None:
    built = build({"index.md": "# Start\n"}, "ledger")
    assert built.warnings == []
    assert built.ledger == {"schema": 1, **{key: {} for key in KEYS[1:]}}


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


def mismatches(value: Any, schema: Any, root: Any, path: str = "") -> Iterator[str]:
    """What a value and a JSON Schema disagree on, for the keywords that ours uses."""
    if "$ref" in schema:
        target = root
        for part in schema["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        yield from mismatches(value, target, root, path)
    for option in ("anyOf", "oneOf"):
        if option in schema and all(
            list(mismatches(value, choice, root, path)) for choice in schema[option]
        ):
            yield f"{path}: {value!r} is none of {schema[option]}"
    if "const" in schema and value != schema["const"]:
        yield f"{path}: {value!r} is not {schema['const']!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{path}: {value!r} is not in {schema['enum']}"
    types = schema.get("type", [])
    python: dict[str, type | tuple[type, ...]] = {
        "object": dict, "array": list, "string": str, "integer": int, "boolean": bool,
        "null": type(None), "number": (int, float),
    }  # fmt: skip
    allowed = [types] if isinstance(types, str) else types
    if allowed and not any(isinstance(value, python[name]) for name in allowed):
        yield f"{path}: {value!r} is no {types}"
        return
    if isinstance(value, dict):
        properties, more = schema.get("properties", {}), schema.get("additionalProperties", True)
        for name in schema.get("required", ()):
            if name not in value:
                yield f"{path}: {name} is missing"
        for name, item in value.items():
            inner = properties.get(name, more)
            if inner is False:
                yield f"{path}: {name} is not known"
            elif isinstance(inner, dict):
                yield from mismatches(item, inner, root, f"{path}/{name}")
    if isinstance(value, list) and isinstance(schema.get("items"), dict):
        for number, item in enumerate(value):
            yield from mismatches(item, schema["items"], root, f"{path}/{number}")


def test_the_ledger_keeps_to_the_published_schema(build: Build) -> None:
    published = importlib.resources.files("sphinx_briefing") / "schemas" / "ledger.schema.json"
    schema = json.loads(published.read_text(encoding="utf-8"))
    ledger = build(FILES, "ledger").ledger
    assert list(mismatches(ledger, schema, schema)) == []
    broken = {**ledger, "claims": {"one": {**ledger["claims"]["one"], "by": 3}}}
    assert list(mismatches(broken, schema, schema))
    assert list(mismatches({**ledger, "schema": 2}, schema, schema))


@pytest.mark.parametrize("builder", ["html", "text"])
def test_other_builders_do_not_write_it(build: Build, builder: str) -> None:
    assert "ledger.json" not in build({"index.md": "# Start\n"}, builder).files()
