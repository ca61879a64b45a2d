"""Tables of many rows: sorted with little memory, in groups of which a question reads few."""

import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_briefing import ledger_tables
from sphinx_briefing.ledger_tables import edges
from sphinx_briefing.ledger_tables.sorting import Sorter
from sphinx_briefing.ledger_tables.writing import MOST_EDGES, MOST_ROWS
from sphinx_briefing.records import KINDS

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

NAMES = st.sampled_from(["", "a", "aa", "b", "ä", "ß", "\U0001f600", "\uffff", "z"])
ROWS = st.lists(st.tuples(NAMES, NAMES, st.none() | st.integers(-9, 9), NAMES, NAMES), max_size=60)


def edge(row: tuple[Any, ...]) -> dict[str, Any]:
    target_kind, target, day, kind, identifier = row
    return {
        "target_kind": target_kind, "target": target, "kind": kind, "id": identifier,
        "said_first": day, "said_last": day, "rests": False,
    }  # fmt: skip


def in_order(row: dict[str, Any]) -> tuple[Any, ...]:
    """What edges are sorted by: texts by their bytes, days that nobody knows at the end."""
    day = row["said_first"]
    known = (day is None, day)
    kind, identifier = row["kind"].encode(), row["id"].encode()
    return row["target_kind"].encode(), row["target"].encode(), known, kind, identifier


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(batches=st.lists(ROWS, max_size=6), run=st.sampled_from([1, 400, 4000, 1 << 20]))
def test_rows_come_out_in_order_whatever_fits_in_memory(
    tmp_path: Path, batches: list[list[tuple[Any, ...]]], run: int
) -> None:
    schema = edges.schema()
    sorter = Sorter(schema, edges.KEYS, tmp_path, "x", run=run, chunk=7)
    for batch in batches:
        rows = [edge(row) for row in batch]
        columns = [
            pa.array([row[field.name] for row in rows], pa.int32()).cast(field.type)
            if pa.types.is_date(field.type)
            else pa.array([row[field.name] for row in rows], field.type)
            for field in schema
        ]
        sorter.add(pa.record_batch(columns, schema=schema))
    found = [row for table in sorter.batches() for row in table.to_pylist()]
    expected = sorted((edge(row) for batch in batches for row in batch), key=in_order)
    assert [in_order(days_as_numbers(row)) for row in found] == [in_order(row) for row in expected]
    assert list(tmp_path.iterdir()) == []


def days_as_numbers(row: dict[str, Any]) -> dict[str, Any]:
    day = row["said_first"]
    return row | {"said_first": None if day is None else day.toordinal() - 719_163}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some claims more than two row groups hold, of sources in no order."""
    chance = random.Random(1)

    def rows(kind: str) -> Iterator[dict[str, Any]]:
        if kind == "claim":
            for number in range(2 * MOST_ROWS + 9):
                source = f"s{chance.randrange(5000):04}"
                yield {"id": f"c{number:06}", "source": [source], "by": ["e5"], "text": "Words."}
        if kind == "source":
            for number in range(5000):
                yield {"id": f"s{number:04}", "date": f"{2000 + number // 500}"}

    found = tmp_path_factory.mktemp("many")
    ledger_tables.write(found, KINDS.selectable, rows)
    return found


def groups(path: Path, column: str) -> list[tuple[Any, Any]]:
    """The least and greatest values of a column in each row group."""
    metadata = pq.ParquetFile(path).metadata
    names = [metadata.schema.column(number).path for number in range(metadata.num_columns)]
    found = (
        metadata.row_group(number).column(names.index(column)).statistics
        for number in range(metadata.num_row_groups)
    )
    return [(one.min, one.max) for one in found]


def test_a_claim_is_in_one_group_and_so_is_a_source(folder: Path) -> None:
    for path, column, count in (
        ("claims.parquet", "id", 3),
        ("edges/source.parquet", "target", 2),
    ):
        ranges = groups(folder / path, column)
        assert len(ranges) == count
        assert all(one[1] <= other[0] for one, other in pairwise(ranges))
    assert 2 * MOST_ROWS + 9 > MOST_EDGES


def test_all_of_them_are_there(folder: Path) -> None:
    tables = ledger_tables.Tables(folder)
    ids = [identifier for identifier, _ in tables.rows("claims")]
    assert ids == [f"c{number:06}" for number in range(2 * MOST_ROWS + 9)]
    found = pq.read_table(folder / "edges" / "source.parquet")
    assert found.num_rows == len(ids)
    assert sorted(found["id"].to_pylist()) == ids
    days = {(row["target"], row["said_first"].year) for row in found.to_pylist()}
    assert days <= {(f"s{number:04}", 2000 + number // 500) for number in range(5000)}


def test_a_long_text_makes_a_smaller_group(tmp_path: Path) -> None:
    def rows(kind: str) -> Iterator[dict[str, Any]]:
        for number in range(5 if kind == "claim" else 0):
            yield {"id": f"c{number}", "text": chr(97 + number) * 20_000_000}

    ledger_tables.write(tmp_path, KINDS.selectable, rows)
    assert len(groups(tmp_path / "claims.parquet", "id")) > 1
    claims = ledger_tables.Tables(tmp_path).rows("claims")
    texts = {row["text"][:1]: len(row["text"]) for _, row in claims}
    assert texts == dict.fromkeys("abcde", 20_000_000)
