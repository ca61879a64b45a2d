"""The ledger as tables: the shape of ``ledger.json``, its bytes, and what bad folders get."""

import datetime
import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import msgspec
import pytest

from sphinx_briefing import ledger_tables
from sphinx_briefing.incremental.failures import BuildStopped
from sphinx_briefing.ledger_tables import DoesNotFit, TablesProblem
from sphinx_briefing.records import KINDS, Record, Selectable, to_json
from sphinx_briefing.records import fields as shape
from sphinx_briefing.schema import encoded
from tests.corpus import note, page, record
from tests.fleet import FILES as FLEET
from tests.fleet import conf_alone
from tests.outputs.test_ledger_builder import FILES, some_records
from tests.support import Build, Built

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

TABLES = {"briefing_ledger_parquet": True}


def tables_of(built: Built) -> Path:
    return built.out / "ledger"


def assert_same(built: Built) -> None:
    """The tables, read back, are the bytes of ``ledger.json``."""
    read = ledger_tables.read(tables_of(built))
    assert encoded(read) == built.path("ledger.json").read_bytes()


def test_tables_hold_what_the_ledger_holds(build: Build) -> None:
    built = build(FILES, "ledger", conf=TABLES)
    assert built.warnings == []
    assert_same(built)
    names = {path.stem for path in tables_of(built).glob("*.parquet")}
    assert names == built.ledger.keys() - {"schema"}
    claims = pq.read_table(tables_of(built) / "claims.parquet").to_pylist()
    assert [claim["id"] for claim in claims] == ["one", "two"]
    ledger = built.ledger["claims"]
    for claim in claims:
        for name, value in ledger[claim["id"]].items():
            assert claim[name] == value
    assert claims[0]["corroboration"] == {"sources": 2, "independent": 1}


@pytest.mark.parametrize("seed", range(4))
def test_any_records_are_the_same_in_tables(build: Build, seed: int) -> None:
    files = {"n.md": note("".join(some_records(random.Random(seed))), date="2026-02-19")}
    built = build(files, "ledger", conf=TABLES)
    assert_same(built)
    assert all(table for name, table in built.ledger.items() if name not in ("schema", "briefs"))


def test_kinds_and_fields_of_others_have_columns(build: Build) -> None:
    built = build({**FLEET, "conf.py": conf_alone()}, "ledger", conf=TABLES)
    assert_same(built)
    assert built.ledger["vessels"]
    schema = pq.read_schema(tables_of(built) / "vessels.parquet")
    assert {*next(iter(built.ledger["vessels"].values()))} <= {*schema.names}


def test_an_empty_table_has_the_same_columns(build: Build) -> None:
    empty = build({"index.md": "# Start\n"}, "ledger", conf=TABLES)
    filled = tables_of(build(FILES, "ledger", conf=TABLES))
    for path in filled.rglob("*.parquet"):
        other = tables_of(empty) / path.relative_to(filled)
        assert pq.read_schema(path).equals(pq.read_schema(other), check_metadata=True)
    assert_same(empty)


def test_the_same_sources_give_the_same_bytes(build: Build) -> None:
    built = build(FILES, "ledger", conf=TABLES)
    assert built.afresh(jobs=2).files() == built.files()
    built.again({"notes/n2.md": None})
    assert built.files() == built.afresh().files()
    assert_same(built)


def test_a_build_without_the_setting_removes_the_tables(build: Build) -> None:
    built = build(FILES, "ledger", conf=TABLES)
    conf = (built.src / "conf.py").read_text(encoding="utf-8")
    before = built.files()
    built.again({"conf.py": f"{conf}\nbriefing_ledger_parquet = False\n"})
    assert sorted(built.files()) == ["ledger.json", "ledger.schema.json"]
    assert not tables_of(built).exists()
    built.again({"conf.py": conf})
    assert built.files() == before
    assert [path for path in built.out.iterdir() if path.name.endswith(".partial")] == []


def test_a_table_that_is_gone_is_written_again(build: Build) -> None:
    built = build(FILES, "ledger", conf=TABLES)
    before = built.files()
    (tables_of(built) / "claims.parquet").unlink()
    assert built.again().files() == before


def test_references_are_tables_of_their_own(build: Build) -> None:
    built = build(FILES, "ledger", conf=TABLES)

    def edges(field: str) -> list[tuple[Any, ...]]:
        rows = pq.read_table(tables_of(built) / "edges" / f"{field}.parquet").to_pylist()
        return [(r["kind"], r["id"], r["target_kind"], r["target"], r["rests"]) for r in rows]

    assert edges("corroborates") == [("claim", "two", "claim", "one", False)]
    assert edges("origin") == [("source", "n2", "source", "n1", False)]
    assert edges("basis") == [
        ("judgement", "j", "claim", "one", True),
        ("judgement", "j", "claim", "two", True),
    ]
    assert ("claim", "one", "source", "n1", True) in edges("source")
    fields = {path.stem for path in (tables_of(built) / "edges").iterdir()}
    assert {"basis", "corroborates", "disputes", "origin", "source", "topic", "by"} <= fields


def test_days_stand_beside_dates(build: Build) -> None:
    dates = {"2026-02": ("2026-02-01", "2026-02-28"), "2026-02-20/..": ("2026-02-20", None),
             "2026~": ("2026-01-01", "2026-12-31"), "../2025": (None, "2025-12-31"),
             "2026-02-17/2026-02-18": ("2026-02-17", "2026-02-18")}  # fmt: skip
    events = "".join(
        record("event", f"E {at}", date=f'"{written}"') for at, written in enumerate(dates)
    )
    files = {"n.md": note(events + record("claim", "C", by="X"), date="2026-02-21"),
             "r.md": page({}, record("actor", "X", kind="group"))}  # fmt: skip
    built = build(files, "ledger", conf=TABLES)
    table = pq.read_table(tables_of(built) / "events.parquet").to_pylist()
    found = {
        row["date"]: tuple(day and day.isoformat() for day in (row["date_first"], row["date_last"]))
        for row in table
    }
    assert found == dates
    [claim] = pq.read_table(tables_of(built) / "claims.parquet").to_pylist()
    assert (claim["date"], claim["said_first"].isoformat()) == ("2026-02-21", "2026-02-21")


# -- what is read -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tables without Sphinx: nothing but a claim, an actor and a source."""
    rows: dict[str, list[dict[str, Any]]] = {
        "claim": [{"id": f"c{n:03}", "by": ["e5"], "source": ["s"], "line": n} for n in range(500)],
        "actor": [{"id": "e5", "name": "E5", "kind": "group", "docname": "r"}],
        "source": [{"id": "s", "title": "S", "date": "2026"}],
    }
    found = tmp_path_factory.mktemp("tables")
    ledger_tables.write(found, KINDS.selectable, lambda kind: rows.get(kind, []))
    return found


def test_records_are_read_one_after_the_other(folder: Path) -> None:
    tables = ledger_tables.Tables(folder)
    assert tables.plurals == tuple(kind.plural for kind in KINDS.selectable.values())
    assert tables.count("claims") == 500
    identifier, claim = next(tables.rows("claims"))
    assert (identifier, claim["by"], claim["source"]) == ("c000", ["e5"], ["s"])
    assert ledger_tables.is_tables(folder)
    assert not ledger_tables.is_tables(folder / "tables.json")


def truncated(folder: Path) -> None:
    path = folder / "claims.parquet"
    path.write_bytes(path.read_bytes()[:-20])


def emptied(folder: Path) -> None:
    (folder / "claims.parquet").write_bytes(b"")


def garbled(folder: Path) -> None:
    path = folder / "claims.parquet"
    data = bytearray(path.read_bytes())
    data[4:200] = bytes(196)
    path.write_bytes(data)


def missing(folder: Path) -> None:
    (folder / "claims.parquet").unlink()


def exchanged(folder: Path) -> None:
    shutil.copy(folder / "quotes.parquet", folder / "claims.parquet")


def foreign(folder: Path) -> None:
    pq.write_table(pq.read_table(folder / "claims.parquet").replace_schema_metadata({}),
                   folder / "claims.parquet")  # fmt: skip


def shorter(folder: Path) -> None:
    table = pq.read_table(folder / "claims.parquet")
    pq.write_table(table.slice(0, 3), folder / "claims.parquet")


def doubled(folder: Path) -> None:
    path = folder / "claims.parquet"
    table = pq.read_table(path)
    pq.write_table(pa.concat_tables([table.slice(0, 250), table.slice(0, 250)]), path)


def listing(**change: Any) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        path = folder / "tables.json"
        path.write_text(json.dumps(json.loads(path.read_bytes()) | change))

    return edit


def no_list(folder: Path) -> None:
    (folder / "tables.json").unlink()


def broken_list(folder: Path) -> None:
    (folder / "tables.json").write_text("{")


BAD: dict[str, tuple[Callable[[Path], None], str]] = {
    "truncated": (truncated, "claims.parquet is truncated or no table of Parquet"),
    "empty": (emptied, "claims.parquet is truncated or no table of Parquet"),
    "garbled": (garbled, "claims.parquet is truncated or no table of Parquet"),
    "missing": (missing, "claims.parquet is missing"),
    "exchanged": (exchanged, "claims.parquet holds quotes, and not claims"),
    "of others": (foreign, "claims.parquet is no table of a ledger"),
    "shorter": (shorter, "claims.parquet holds 3 records, and tables.json says 500"),
    "doubled": (doubled, "claims.parquet holds 'c000' after 'c249', and tables are sorted by id"),
    "schema 1": (listing(schema=1), "holds a ledger of schema 1, and this version reads 2"),
    "no list": (no_list, "has no tables.json"),
    "broken list": (broken_list, "tables.json cannot be read"),
    "odd list": (listing(tables=[1]), "does not list tables"),
    "a way out": (listing(tables={"../claims": {"rows": 1}}), "does not list tables"),
}


@pytest.mark.parametrize("how", BAD)
def test_bad_folders_are_one_sentence(folder: Path, tmp_path: Path, how: str) -> None:
    spoil, expected = BAD[how]
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    spoil(copy)
    with pytest.raises(TablesProblem) as raised:
        ledger_tables.read(copy)
    message = str(raised.value)
    assert expected in message
    assert "\n" not in message


def test_a_file_or_nothing_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(TablesProblem, match="is not there; name a folder"):
        ledger_tables.read(tmp_path / "nowhere")
    (tmp_path / "file").write_text("")
    with pytest.raises(TablesProblem, match="is a file; name a folder"):
        ledger_tables.read(tmp_path / "file")


def test_rows_out_of_order_are_refused(tmp_path: Path) -> None:
    rows = [{"id": "b"}, {"id": "a"}]
    with pytest.raises(ValueError, match="claims are not sorted by id"):
        ledger_tables.write(
            tmp_path, KINDS.selectable, lambda kind: rows if kind == "claim" else []
        )


# -- what cannot be written ---------------------------------------------------------------------


def test_nothing_loads_the_library_before_tables_are_written() -> None:
    code = (
        "import sys, sphinx_briefing.own, sphinx_briefing.commands.app, sphinx_briefing.server\n"
        "assert 'pyarrow' not in sys.modules, 'loaded'"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_missing_library_is_one_message(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    built = build(FILES, "ledger", conf=TABLES)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    built.again({"notes/n3.md": note(record("claim", "New", by="poland"))})
    assert built.warnings == [
        "WARNING: briefing_ledger_parquet: tables need the extra 'parquet' (there is no "
        "'pyarrow'): python -m pip install \"sphinx-briefing[parquet]\"; no tables are written "
        "[briefing.field]"
    ]
    assert sorted(built.files()) == ["ledger.json", "ledger.schema.json"]
    monkeypatch.undo()
    built.again()
    assert_same(built)


def test_a_value_that_does_not_fit_is_said_with_its_record(tmp_path: Path) -> None:
    row = {"docname": "briefs/b3", "line": 2, "edition": 2**63, "title": "B"}
    with pytest.raises(DoesNotFit) as raised:
        ledger_tables.write(
            tmp_path, KINDS.selectable, lambda kind: [row] if kind == "brief" else []
        )
    assert str(raised.value) == (
        "brief 'briefs/b3' has 9223372036854775808 in 'edition', which does not fit the column of "
        "its table (int64); write another value, or build without 'briefing_ledger_parquet'"
    )
    assert (raised.value.docname, raised.value.line) == ("briefs/b3", 2)


def a_file(place: Path) -> None:
    place.write_text("mine", encoding="utf-8")


def a_folder_of_others(place: Path) -> None:
    place.mkdir()
    (place / "mine").write_text("mine", encoding="utf-8")


def a_link(place: Path) -> None:
    place.symlink_to(place.parent)


@pytest.mark.parametrize("put", [a_file, a_folder_of_others, a_link])
def test_what_stands_in_the_place_of_the_folder_is_kept(
    build: Build, put: Callable[[Path], None]
) -> None:
    built = build(FILES, "ledger")
    place = tables_of(built)
    put(place)
    conf = (built.src / "conf.py").read_text(encoding="utf-8")
    with pytest.raises(BuildStopped, match="the folder of the exporter 'ledger-tables' is to"):
        built.again({"conf.py": f"{conf}\nbriefing_ledger_parquet = True\n"})
    kept = {path.name for path in place.iterdir()} if place.is_dir() else set()
    assert place.is_file() or kept >= {"mine"} or place.is_symlink()
    assert not [path for path in built.out.iterdir() if path.name.endswith(".partial")]
    place.unlink() if not place.is_dir() or place.is_symlink() else shutil.rmtree(place)
    built.again()
    assert_same(built)


class Order(Record, frozen=True, kw_only=True):
    """A kind whose names are all words of SQL, or those of other columns."""

    kind_name, plural, argument = "table", "select", "from"
    dated_by = said_by = ("said",)

    from_: Annotated[str, shape.WORDS] = msgspec.field(name="from")
    said: Annotated[str | None, shape.DATE] = None
    said_first: Annotated[str | None, shape.LINE] = None
    date_last: Annotated[str | None, shape.LINE] = msgspec.field(name="date-last", default=None)
    date: Annotated[str | None, shape.DATE] = None
    where: Annotated[tuple[str, ...], shape.names("claim", shape.EVERY)] = ()
    group: Annotated[bool, shape.SWITCH] = False


def test_names_that_are_words_of_sql_stand_as_they_are(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    kinds: dict[str, type[Selectable]] = {**KINDS.selectable, "table": Order}
    row = {
        **to_json(Order(id="o", from_="All", said="2026-02", said_first="x", date_last="y")),
        "date": "2025", "where": ["claim:c"],
    }  # fmt: skip
    ledger_tables.write(tmp_path, kinds, lambda kind: [row] if kind == "table" else [])
    assert dict(ledger_tables.Tables(tmp_path).rows("select"))["o"] == {
        **row, "topic": [], "tags": [], "source": [], "mentions": [],
    }  # fmt: skip
    connection = duckdb.connect()
    connection.execute(f"SET file_search_path = '{tmp_path}'")
    connection.execute((tmp_path / "views.sql").read_text(encoding="utf-8"))
    sql = 'SELECT "from", said_first, said_first_, said_first__, "date-last", date_last '
    found = connection.execute(f'{sql}, "group" FROM "select"').fetchall()
    day = datetime.date(2026, 2, 1)
    assert found == [("All", "x", day, day, "y", datetime.date(2025, 12, 31), None)]
    found = connection.execute('SELECT id, target FROM edges."where"').fetchall()
    assert found == [("o", "c")]
    assert connection.execute("SELECT title FROM all_records").fetchall() == [("All",)]


def test_half_a_surrogate_pair_and_long_texts_are_written(tmp_path: Path) -> None:
    texts = ["\ud800 half", "x" * 3_000_000, "", "\0"]
    rows = [{"id": f"c{at}", "text": text, "by": [text[:9]]} for at, text in enumerate(texts)]
    ledger_tables.write(tmp_path, KINDS.selectable, lambda kind: rows if kind == "claim" else [])
    read = [row["text"] for _, row in ledger_tables.Tables(tmp_path).rows("claims")]
    assert read == ["\ufffd half", *texts[1:]]
