"""The views by which DuckDB asks the tables: SQL that stands beside them (https://duckdb.org).

Kinds give views of their own plurals, fields views in the schema ``edges``. Names of all other
views hold an underscore, which no plural does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..records import Record, Selectable
from .columns import Columns
from .edges import SOURCE, fields_of, ground_fields, grounds_of

FILE = "views.sql"

_HEAD = """\
-- Views of the ledger as tables, for DuckDB. In this folder:
--
--     duckdb -init views.sql
--
-- or from elsewhere, in Python:
--
--     connection = duckdb.connect()
--     connection.execute("SET file_search_path = '<this folder>'")
--     connection.execute(Path("<this folder>", "views.sql").read_text())
"""

_EDGES = """
-- References between records: kind and id name target_kind and target; "rests" says that the one
-- falls with the other.
CREATE SCHEMA IF NOT EXISTS edges;
"""

_RESTS = """
-- All that falls with something: what rests on its basis, and all else on its sources.
CREATE OR REPLACE VIEW rests_on AS
{parts};
"""

_IMPACT = """
-- All records that rest on one, be it over others: FROM impact_of('source', '<id>').
--
-- Little is read: nothing but sources rests on sources by way of sources, and what rests on a
-- basis is further rested on by others that have a basis, and by nothing else.
CREATE OR REPLACE MACRO impact_of(of_kind, of_id) AS TABLE
WITH RECURSIVE
retelling AS MATERIALIZED (
  SELECT id, target FROM edges.source WHERE kind = 'source' AND rests
),
sources_reached(id) AS (
  SELECT CAST(of_id AS VARCHAR) WHERE of_kind = 'source'
UNION
  SELECT retelling.id FROM sources_reached JOIN retelling ON target = sources_reached.id
),
nearest(kind, id, on_kind, on_id) AS MATERIALIZED (
  SELECT CAST(of_kind AS VARCHAR), CAST(of_id AS VARCHAR), '', ''
UNION ALL
  SELECT kind, id, target_kind, target FROM edges.source
  WHERE rests AND target IN (SELECT id FROM sources_reached)
),
onward AS MATERIALIZED (
{onward}
),
reached(kind, id, on_kind, on_id) AS (
  FROM nearest
UNION
  SELECT few.kind, few.id, target_kind, target FROM (
{near}
  ) AS few
  SEMI JOIN nearest ON target = nearest.id AND target_kind = nearest.kind
UNION
  -- The few are looked for in the many: joined the other way, the many are sorted in each round.
  SELECT few.kind, few.id, target_kind, target
  FROM (FROM onward WHERE target IN (SELECT id FROM reached)) AS few
  SEMI JOIN reached ON target = reached.id AND target_kind = reached.kind
)
SELECT DISTINCT kind, id FROM reached
WHERE NOT (kind = of_kind AND id = of_id) AND (
  kind IN ({kinds})
  -- Of those that nobody holds to rest on anything, such as events, only what others rest on.
  OR (kind, id) IN (SELECT (on_kind, on_id) FROM reached)
);
"""

_RECORDS = """
-- All records, notes and briefs: what they are, their names, where they stand, when it was said.
CREATE OR REPLACE VIEW all_records AS
{parts};
"""


def catalogue(kinds: Mapping[str, type[Selectable]]) -> str:
    """Write the SQL that makes the views.

    :param kinds: what is in the ledger, by the names of the kinds.
    """
    return "".join(_parts(kinds))


def _parts(kinds: Mapping[str, type[Selectable]]) -> Iterator[str]:
    yield _HEAD
    yield "\n-- A view a kind.\n"
    for kind in kinds.values():
        yield _view(quoted(kind.plural), f"{kind.plural}.parquet")
    yield _EDGES
    for field in fields_of(kinds):
        yield _view(f"edges.{quoted(field)}", f"edges/{field}.parquet")
    union = "\nUNION ALL\n"
    grounds = {
        field: f"SELECT kind, id, target_kind, target FROM edges.{quoted(field)} WHERE rests"
        for field in ground_fields(kinds)
    }
    yield _RESTS.format(parts=union.join(grounds.values()))
    deeper = [sql for field, sql in grounds.items() if field != SOURCE]
    resting = _listed(name for name, kind in kinds.items() if grounds_of(kind))
    yield _IMPACT.format(
        onward=union.join(f"{sql} AND target_kind IN ({resting})" for sql in deeper),
        near=union.join(f"{sql} AND target IN (SELECT id FROM nearest)" for sql in deeper),
        kinds=_listed(
            name
            for name, kind in kinds.items()
            if issubclass(kind, Record) and (kind.marker or grounds_of(kind))
        ),
    )
    yield _RECORDS.format(parts=union.join(_named(kind) for kind in kinds.values()))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


def _view(name: str, path: str) -> str:
    return f"CREATE OR REPLACE VIEW {name} AS FROM read_parquet('{path}');\n"


def _named(kind: type[Selectable]) -> str:
    columns = Columns(kind)
    title = kind.argument or "text"
    first, last = columns.said
    return (
        f"SELECT '{kind.kind_name}' AS kind, {quoted(columns.key)} AS id, "
        f"{quoted(title)} AS title, docname, line,\n"
        f"  {quoted(first)} AS said_first, {quoted(last)} AS said_last FROM {quoted(kind.plural)}"
    )


def quoted(name: str) -> str:
    """A name as SQL takes it, be it a word of SQL or not."""
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
