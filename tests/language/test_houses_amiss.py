"""Configurations and ledgers of other houses that are amiss: one sentence each, and the rest."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_briefing.houses.reading import UnreadLedger, decoded, read
from sphinx_briefing.ledger.houses import House
from sphinx_briefing.records import KINDS
from tests.corpus import brief, page, record
from tests.houses import bytes_of, data_of, write_ledger
from tests.ledgers import claim, facts
from tests.ledgers import ledger as ledger_of
from tests.support import Build

FILES = {
    "b.md": brief("{actor}`un:guterres` said {claim}`un:c1`; {actor}`kaja` came."),
    "people.md": page({}, record("actor", "Kaja Example", id="kaja", kind="person")),
}


def said(build: Build, houses: object, files: dict[str, Any] | None = None) -> list[str]:
    built = build({**FILES, **(files or {})}, conf={"briefing_houses": houses})
    assert built.status == 0
    assert "Kaja Example" in built.text("b.html")
    return [one.removeprefix("WARNING: briefing_houses: ") for one in built.warnings]


LEDGERS: dict[str, tuple[bytes | None, str]] = {
    "missing": (None, "is not there; the path begins at conf.py"),
    "empty": (b"", "is cut off in the middle ("),
    "truncated": (bytes_of()[:-20], "is cut off in the middle ("),
    "no JSON": (b"<html>", "is no JSON ("),
    "no text": (b"\xff\xfe\x00{", "is no JSON ("),
    "a list": (b"[1]", "is no ledger.json: it has no 'schema'"),
    "something else": (b'{"claims": {}}', "is no ledger.json: it has no 'schema'"),
    "schema 1": (b'{"schema": 1}', "is of schema 1, and not 2: older than what is read here"),
    "schema 3": (b'{"schema": 3}', "is of schema 3, and not 2: newer than what is read here"),
    "schema true": (b'{"schema": true}', "is of schema True, and not 2: older"),
    "records in a list": (b'{"schema": 2, "claims": [1]}', "is no ledger.json: its 'claims' are"),
    "records that are text": (b'{"schema": 2, "notes": {"a": ""}}', "is no ledger.json: its 'no"),
    "deep": (b"[" * 10_000, "is "),
}


@pytest.mark.parametrize("name", LEDGERS)
def test_ledgers_that_cannot_be_read(build: Build, name: str) -> None:
    content, expected = LEDGERS[name]
    files = {} if content is None else {"un.json": content}
    (one,) = said(build, {"un": "un.json"}, files)
    assert one.startswith(f"'un': un.json {expected}")
    assert one.endswith("[briefing.field]")


def test_a_folder_without_tables(build: Build, tmp_path: Path) -> None:
    (one,) = said(build, {"un": str(tmp_path)})
    assert "is a folder without tables; name a ledger.json, or a folder of tables" in one


def test_a_folder_of_tables(build: Build, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    files = {
        "people.md": page({}, record("actor", "António Example", id="guterres", kind="person")),
        "n.md": record("claim", "Grain flows again", id="c1", by="guterres").join(
            ["---\nsource:\n  title: Wire\n---\n# N\n\n", ""]
        ),
    }
    theirs = build(files, "ledger", conf={"briefing_ledger_parquet": True})
    for place in (theirs.out, theirs.out / "ledger"):
        built = build(FILES, conf={"briefing_houses": {"un": str(place)}})
        assert built.warnings == []
        assert "António Example" in built.text("b.html")
    table = theirs.out / "ledger" / "claims.parquet"
    table.write_bytes(table.read_bytes()[:-30])
    (one,) = said(build, {"un": str(theirs.out)})
    assert "cannot be read: " in one
    assert "claims.parquet is truncated" in one


def test_a_setting_that_is_amiss(build: Build, tmp_path: Path) -> None:
    un, eu = write_ledger(tmp_path / "un"), write_ledger(tmp_path / "eu", statement="Other")
    wrong = {
        "UN": str(un),
        "u:n": str(un),
        "claim": str(un),
        "actors": str(un),
        7: str(un),
        "a": "",
        "b": 5,
        "c": {"pages": "https://x.example/"},
        "d": {"ledger": str(un), "page": "https://x.example/"},
        "e": {"ledger": str(un), "pages": "ftp://x.example/"},
        "f": {"ledger": str(un), "unmarked": "PINK"},
        "un": str(un),
        "same": str(un),
        "eu": str(eu),
    }
    found = said(build, wrong)
    starts = [
        "'UN' cannot be the name of a house; write small letters, digits and hyphens",
        "'u:n' cannot be the name of a house",
        "'claim' is a kind of record; give the house another name",
        "'actors' is a kind of record",
        "7 cannot be the name of a house",
        "'a': '' is not the path or address of a ledger, or a dictionary with a 'ledger'",
        "'b': 5 is not the path or address",
        "'c': {'pages': 'https://x.example/'} names no 'ledger'",
        "'d': 'page' is not one of: ledger, pages, title, unmarked, suffix",
        "'e': 'ftp://x.example/' is no address on the web",
        "'f': 'PINK' is not one of",
        "'same' and 'un' have the same ledger",
    ]
    assert len(found) == len(starts)
    assert [
        one for one, start in zip(found, starts, strict=True) if not one.startswith(start)
    ] == []


def test_two_houses_of_one_file(build: Build, tmp_path: Path) -> None:
    un = write_ledger(tmp_path / "un")
    shutil.copy(un, tmp_path / "copy.json")
    (one,) = said(build, {"un": str(un), "eu": str(tmp_path / "copy.json")})
    assert one.startswith(f"'eu': {tmp_path}/copy.json is the ledger of 'un' as well; name it once")


def test_a_house_that_is_this_one(build: Build, tmp_path: Path) -> None:
    files = {"people.md": FILES["people.md"], "b.md": brief("{actor}`kaja`")}
    ledger = build(files, "ledger").path("ledger.json")
    built = build(files, conf={"briefing_houses": {"me": str(ledger)}})
    (one,) = built.warnings
    assert one.startswith(
        "WARNING: briefing_houses: 'me': its ledger is that of this project: 1 of"
    )
    assert built.again().warnings == built.warnings  # every build says it


def test_records_that_nobody_could_write_are_left_out(build: Build, tmp_path: Path) -> None:
    data = data_of()
    data["claims"]["c2"]["date"] = "tomorrow"
    data["actors"]["bad id"] = data["actors"]["guterres"]
    data["sources"]["script"] = {**data["sources"]["wire"], "url": "javascript:alert(1)"}
    path = tmp_path / "un.json"
    path.write_text(json.dumps(data))
    (one,) = said(build, {"un": str(path)})
    assert (
        "3 records are left out, as nobody could write them here; the first: actor 'bad id'" in one
    )


@given(st.data())
@settings(deadline=None, max_examples=300)
def test_whatever_a_ledger_holds_it_is_read_or_refused(data: st.DataObject) -> None:
    """Values at random: records are left out, or the ledger is refused, and that is all."""
    ledger = data_of()
    junk = st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=5),
        st.lists(st.text(max_size=3), max_size=2), st.dictionaries(st.text(max_size=3), st.none(),
                                                                   max_size=1),
    )  # fmt: skip
    for _ in range(data.draw(st.integers(1, 4))):
        table = data.draw(st.sampled_from(sorted(ledger)))
        if table == "schema" or not isinstance(ledger[table], dict) or not ledger[table]:
            ledger[table] = data.draw(junk)
            continue
        one = ledger[table][data.draw(st.sampled_from(sorted(ledger[table])))]
        if isinstance(one, dict):
            one[data.draw(st.sampled_from(sorted(one)))] = data.draw(junk)
    try:
        found = read(decoded(json.dumps(ledger).encode()), "un", KINDS)
    except UnreadLedger:
        return
    house = House("un", "", tuple(found.entries), found.titles, found.markings)
    ours = ledger_of(facts("a", claim("x", corroborates=("un:c1",))), houses={"un": house})
    for kind in ours.kinds:
        for record_ in ours.every(kind).values():
            assert ours.markings.of(record_)
    assert ours.calendar.whole >= 0
