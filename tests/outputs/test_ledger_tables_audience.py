"""The ledger as tables for an audience: nothing withheld is in them, and the proof looks inside."""

import io
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from sphinx_briefing import ledger_tables
from sphinx_briefing.audiences.outcome import outcome_of
from sphinx_briefing.proof import Proof
from sphinx_briefing.proof.texts import NotOpened
from sphinx_briefing.proof.views import views
from tests.audiences import deleted, for_green, whole
from tests.building import differing
from tests.canaries import Planted, built, project, write_project
from tests.corpus import page, record
from tests.support import Build, Content, build_project

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

EACH = 1000
TABLES = {"briefing_ledger_parquet": "1"}
"""As the command line says it."""

ASKED = {"briefing_ledger_parquet": True}


def values(value: Any) -> Iterator[str]:
    """The texts in plain data."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from (key, *values(item))
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from values(item)
    elif value is not None:
        yield str(value)


def there(folder: Path) -> set[str]:
    """The canaries that stand in tables, and in the files beside them."""
    found: set[str] = set()
    for path in folder.rglob("*"):
        if path.is_file():
            rows = pq.read_table(path).to_pylist() if path.suffix == ".parquet" else []
            data = path.read_bytes().decode("utf-8", "replace")
            for text in (path.name, data, *values(rows)):
                words = re.findall(r"(?i)qo[b-z][aeiou][b-z][aeiou]x", text)
                found |= {word.lower() for word in words}
    return found


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Planted]]:
    folder = tmp_path_factory.mktemp("canaries") / "src"
    files, planted = project(EACH)
    write_project(folder, files)
    return folder, planted[:EACH]


def test_no_canary_is_in_the_tables_and_the_proof_finds_all_that_leak(
    planted: tuple[Path, list[Planted]], tmp_path: Path
) -> None:
    src, canaries = planted
    green, everything = tmp_path / "green", tmp_path / "all"
    app, said = built(src, green, tmp_path / "d1", "ledger", briefing_audience="GREEN", **TABLES)
    assert (app.statuscode, "ERROR" in said) == (0, False)
    assert there(green) == set()
    searched = json.loads((green / "briefing-audience.json").read_text(encoding="utf-8"))["files"]
    assert "ledger/claims.parquet" in {file["path"] for file in searched}
    ledger = json.loads((green / "ledger.json").read_bytes())
    assert ledger_tables.read(green / "ledger") == ledger

    outcome = outcome_of(app)
    assert outcome is not None
    built(src, everything, tmp_path / "d2", "ledger", **TABLES)
    (everything / "ledger.json").unlink()
    proof = Proof(outcome, tmp_path)
    found = proof.search(everything)
    assert found.problems == []
    hits, _chance = proof.without_chance(found.hits)
    hit = {word for one in hits for word in one.needle.split()}
    leaked = there(everything) & {canary.word for canary in canaries}
    assert len(leaked) > EACH / 10
    assert leaked - hit == set()
    assert any(one.path == "ledger/claims.parquet" for one in hits)


def asked_for(files: Mapping[str, Content]) -> dict[str, Content]:
    """A project whose configuration asks for tables."""
    return {**files, "conf.py": f"{files['conf.py']!s}\nbriefing_ledger_parquet = True\n"}


def test_tables_are_those_of_the_project_without(tmp_path: Path) -> None:
    pruned = for_green(tmp_path / "whole", "ledger", files=asked_for(whole()))
    other = build_project(tmp_path / "deleted", asked_for(deleted()), "ledger")
    assert (pruned.out / "ledger" / "claims.parquet").is_file()
    assert differing(pruned.out, other.out, pruned.root, other.root) == ["briefing-audience.json"]


@pytest.mark.parametrize(
    "name", ["Union", "Retelling", "all records", "sources reached", "Varchar", "Due first"]
)
def test_words_that_stand_in_all_tables_are_no_leak(build: Build, name: str) -> None:
    files = {
        "n.md": page({}, record("term", name, id="zq7", tlp="RED") + record("term", "Ship")),
    }
    built = build(files, "ledger", conf={"briefing_audience": "GREEN", **ASKED})
    assert (built.status, [one for one in built.warnings if "ERROR" in one]) == (0, [])
    assert built.path("ledger/views.sql").is_file()


SECRET = "The hidden convoy leaves Odesa"


def packed(table: Any, **how: Any) -> bytes:
    sink = io.BytesIO()
    pq.write_table(table, sink, **how)
    return sink.getvalue()


def column(value: Any, found: Any = None) -> Any:
    return pa.table({"x": pa.array([value], found)})


PLACES: dict[str, Callable[[], bytes]] = {
    "a text": lambda: packed(column(SECRET)),
    "another packing": lambda: packed(column(SECRET), compression="zstd"),
    "a dictionary": lambda: packed(column(SECRET, pa.dictionary(pa.int8(), pa.string()))),
    "a list": lambda: packed(column(["a", SECRET])),
    "a fixed list": lambda: packed(column([SECRET], pa.list_(pa.string(), 1))),
    "a list of structs": lambda: packed(column([{"a": [SECRET]}])),
    "a map": lambda: packed(column([(SECRET, 1)], pa.map_(pa.string(), pa.int8()))),
    "bytes": lambda: packed(column(SECRET.encode())),
    "bytes of fixed length": lambda: packed(column(SECRET.encode(), pa.binary(len(SECRET)))),
    "a large text": lambda: packed(column(SECRET, pa.large_string())),
    "a table in a table": lambda: packed(column(packed(column(SECRET)))),
    "a name": lambda: packed(pa.table({SECRET: [1]})),
    "a name inside": lambda: packed(column({SECRET: 1})),
    "a note on the file": lambda: packed(column(1).replace_schema_metadata({"x": SECRET})),
    "a note on a column": lambda: packed(
        column(1).cast(pa.schema([pa.field("x", pa.int64(), metadata={"x": SECRET})]))
    ),
    "a second row group": lambda: packed(pa.table({"x": ["a", SECRET]}), row_group_size=1),
}


@pytest.mark.parametrize("place", PLACES)
def test_every_place_in_a_table_is_looked_into(place: str) -> None:
    data = PLACES[place]()
    texts = b"\n".join(view.data for view in views("x.parquet", data))
    assert SECRET.encode() in texts


def test_what_is_broken_or_sealed_is_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    whole_file = packed(column(SECRET))
    for data, words in (
        (whole_file[:-9], "cannot be read as Parquet"),
        (b"PAR1", "cannot be read as Parquet"),
        (b"PARE" + whole_file[4:], "packed as encrypted Parquet"),
    ):
        with pytest.raises(NotOpened, match=words):
            list(views("x.parquet", data))
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(NotOpened, match="need the extra 'parquet'"):
        list(views("x.parquet", whole_file))
