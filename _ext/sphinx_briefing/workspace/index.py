"""The index of a project: a database on disk, and over it the pages that are being edited."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from ..ledger.folding import fold
from ..ledger.names import Finder, Lookup, Names
from ..ledger.names_of_kinds import AllNames, key_in
from .protocol import Message, PageRows, RecordRow, ReferenceRow

VERSION = 1
"""Of the tables; an index of another version is made anew."""

ID, TITLE, SHORT, FOLDED, PLURAL = range(5)
"""Ranks of names, as they are looked up: the id first, the regular plural last."""

_TABLES = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE IF NOT EXISTS pages (docname TEXT PRIMARY KEY, path TEXT, title TEXT, digest BLOB,
    files TEXT);
CREATE TABLE IF NOT EXISTS records (kind TEXT, id TEXT, title TEXT, path TEXT, line INTEGER,
    about TEXT, docname TEXT);
CREATE INDEX IF NOT EXISTS records_by_id ON records (kind, id);
CREATE INDEX IF NOT EXISTS records_by_page ON records (docname);
CREATE INDEX IF NOT EXISTS records_by_path ON records (path);
CREATE TABLE IF NOT EXISTS names (name TEXT, kind TEXT, rank INTEGER, id TEXT, docname TEXT);
CREATE INDEX IF NOT EXISTS names_by_name ON names (name, kind);
CREATE INDEX IF NOT EXISTS names_by_kind ON names (kind, rank, name);
CREATE INDEX IF NOT EXISTS names_by_page ON names (docname);
CREATE TABLE IF NOT EXISTS refs (folded TEXT, named TEXT, written TEXT, path TEXT, line INTEGER,
    docname TEXT);
CREATE INDEX IF NOT EXISTS refs_by_name ON refs (folded);
CREATE INDEX IF NOT EXISTS refs_by_page ON refs (docname);
CREATE TABLE IF NOT EXISTS cards (kind TEXT, id TEXT, card TEXT, lens TEXT, mentions TEXT,
    PRIMARY KEY (kind, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS messages (path TEXT, line INTEGER, code TEXT, text TEXT,
    severity INTEGER, whole INTEGER);
CREATE INDEX IF NOT EXISTS messages_by_path ON messages (path);
CREATE TABLE IF NOT EXISTS resolved (docname TEXT PRIMARY KEY, state TEXT, messages TEXT);
"""


class Found(NamedTuple):
    """A record in the index."""

    row: RecordRow
    docname: str

    @property
    def key(self) -> tuple[str, str]:
        """Kind and id."""
        return self.row.kind, self.row.id


def connect(path: Path, *, writing: bool = False) -> sqlite3.Connection:
    """Open the database of an index; made when it is to be written and is not there."""
    if not writing:
        found = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=2)
        found.execute("PRAGMA query_only = 1")
        return found
    found = sqlite3.connect(path, timeout=10)
    if found.execute("PRAGMA user_version").fetchone()[0] not in (0, VERSION):
        found.close()
        for end in ("", "-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)
        found = sqlite3.connect(path, timeout=10)
    found.execute("PRAGMA journal_mode = WAL")
    found.execute("PRAGMA synchronous = OFF")
    found.executescript(_TABLES)
    found.execute(f"PRAGMA user_version = {VERSION}")
    return found


class Index:
    """All that is known of a project.

    :param database: the pages as they were when there was a pause last; none before the first.
    """

    def __init__(self, database: sqlite3.Connection | None = None) -> None:
        self._database = database
        self.edited: dict[str, PageRows] = {}
        """The pages that have been read since, by their names."""

    def close(self) -> None:
        """Let go of the database."""
        if self._database is not None:
            self._database.close()
            self._database = None

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The answer of the database; nothing where there is none, or where it is damaged."""
        if self._database is None:
            return []
        try:
            return self._database.execute(query, values).fetchall()
        except sqlite3.Error:
            return []

    def take(self, rows: PageRows) -> None:
        """Take a page that has just been read."""
        self.edited[rows.docname] = rows

    def forget_edits(self, docnames: Iterable[str]) -> None:
        """Let the database speak again for pages."""
        for docname in list(docnames):
            self.edited.pop(docname, None)

    def meta(self, key: str) -> str:
        """A text that is kept with the index."""
        found = self.rows("SELECT value FROM meta WHERE key = ?", (key,))
        return str(found[0][0]) if found else ""

    # -- records --------------------------------------------------------------------------------

    def record(self, kind: str, identifier: str) -> Found | None:
        """A record by kind and id."""
        for page in self.edited.values():
            for row in page.records:
                if (row.kind, row.id) == (kind, identifier):
                    return Found(row, page.docname)
        found = self._records("kind = ? AND id = ?", (kind, identifier))
        return found[0] if found else None

    def _records(self, where: str, values: Sequence[Any]) -> list[Found]:
        query = f"SELECT kind, id, title, path, line, about, docname FROM records WHERE {where}"
        return [
            Found(RecordRow(kind, one, title, path, line, about=about), docname)
            for kind, one, title, path, line, about, docname in self.rows(query, values)
            if docname not in self.edited
        ]

    def records_in(self, path: str) -> list[Found]:
        """The records that a file writes, by line."""
        found = self._records("path = ?", (path,))
        found += [
            Found(row, page.docname)
            for page in self.edited.values()
            for row in page.records
            if row.path == path
        ]
        return sorted(found, key=lambda one: (one.row.line, one.row.id))

    def all_records(self) -> Iterator[Found]:
        """All records there are."""
        yield from self._records("1 ORDER BY kind, id", ())
        for page in self.edited.values():
            for row in page.records:
                yield Found(row, page.docname)

    def card(self, kind: str, identifier: str) -> tuple[str, str, tuple[str, ...]]:
        """The card of a record, what its lens says, and the pages that mention it."""
        query = "SELECT card, lens, mentions FROM cards WHERE kind = ? AND id = ?"
        for card, lens, mentions in self.rows(query, (kind, identifier)):
            return str(card), str(lens), tuple(filter(None, str(mentions).split("\n")))
        return "", "", ()

    # -- names ----------------------------------------------------------------------------------

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of record, in their order."""
        return tuple(msgspec.json.decode(self.meta("kinds") or "[]", type=list[str]))

    @property
    def finder(self) -> AllNames:
        """All names by kind, looked up as in a build."""
        return AllNames((kind, IndexedNames(self, kind)) for kind in self.kinds)

    def find(self, named: str, name: str) -> Lookup:
        """Look a name up among the records of a kind, or of several."""
        try:
            return self.finder[named].find(name, suggest=False)
        except KeyError:
            return Lookup()

    def meant(self, named: str, name: str) -> list[Found]:
        """The records that a name means: one, or several where it is ambiguous."""
        found = self.find(named, name)
        keys = [key_in(named, one) for one in ((found.id,) if found.id else found.candidates)]
        return [one for key in keys if (one := self.record(*key)) is not None]

    def holding(self, kind: str, rank: int, name: str) -> tuple[str, ...]:
        """The ids of the records of a kind that a name of a rank means."""
        query = "SELECT DISTINCT id, docname FROM names WHERE name = ? AND kind = ? AND rank = ?"
        found = {
            one: None
            for one, docname in self.rows(query, (name, kind, rank))
            if docname not in self.edited
        }
        for page in self.edited.values():
            for row in page.records:
                if row.kind == kind and (rank, name) in row.names:
                    found[row.id] = None
        return tuple(found)

    def choices(self, kind: str) -> list[str]:
        """All that records of a kind are called."""
        query = "SELECT name, docname FROM names WHERE kind = ? AND rank <= ?"
        found = {
            str(name)
            for name, docname in self.rows(query, (kind, SHORT))
            if docname not in self.edited
        }
        for page in self.edited.values():
            for row in page.records:
                if row.kind == kind:
                    found.update(name for rank, name in row.names if rank <= SHORT)
        return sorted(found)

    def beginning(self, kinds: Sequence[str], typed: str, limit: int) -> dict[tuple[str, str], str]:
        """The records whose names begin with what has been typed, then those that hold it.

        :returns: by kind and id, the name that was found.
        """
        folded = fold(typed)
        found: dict[tuple[str, str], str] = {}
        for page in self.edited.values():
            for row in page.records:
                if row.kind in kinds:
                    for rank, name in row.names:
                        if rank <= SHORT and folded in fold(name):
                            found.setdefault((row.kind, row.id), name)
        marks = ",".join("?" * len(kinds))
        ways = (
            ("name >= ? AND name < ?", (folded, f"{folded}\U0010ffff")),
            ("instr(name, ?) > 0", (folded,)),
        )
        for where, values in ways if folded else ways[:1]:
            query = (
                f"SELECT DISTINCT kind, id, name, docname FROM names WHERE kind IN ({marks}) "
                f"AND rank = {FOLDED} AND {where} LIMIT ?"
            )
            for kind, one, name, docname in self.rows(query, (*kinds, *values, limit)):
                if docname not in self.edited:
                    found.setdefault((kind, one), name)
            if len(found) >= limit:
                break
        return found

    # -- references -----------------------------------------------------------------------------

    def references(self, kind: str, identifier: str) -> list[ReferenceRow]:
        """The places where a record is referred to, by file and line."""
        names = {identifier, f"{kind}:{identifier}"}
        query = "SELECT DISTINCT name, docname FROM names WHERE kind = ? AND id = ?"
        for name, docname in self.rows(query, (kind, identifier)):
            if docname not in self.edited:
                names.update((name, f"{kind}:{name}"))
        for page in self.edited.values():
            for row in page.records:
                if (row.kind, row.id) == (kind, identifier):
                    names.update(
                        one for _rank, name in row.names for one in (name, f"{kind}:{name}")
                    )
        folded = sorted({fold(name) for name in names})
        found: list[ReferenceRow] = []
        for start in range(0, len(folded), 500):
            part = folded[start : start + 500]
            query = (
                "SELECT named, written, folded, path, line, docname FROM refs "
                f"WHERE folded IN ({','.join('?' * len(part))})"
            )
            found += [
                ReferenceRow(*row[:5])
                for row in self.rows(query, part)
                if row[5] not in self.edited
            ]
        wanted = set(folded)
        for page in self.edited.values():
            found += [one for one in page.references if one.folded in wanted]
        means: dict[tuple[str, str], bool] = {}
        kept = []
        finder = self.finder
        for one in found:
            key = (one.named, one.written)
            if key not in means:
                lookup = finder[one.named].find(one.written, suggest=False)
                meant = key_in(one.named, lookup.id) if lookup.id else None
                means[key] = meant == (kind, identifier)
            if means[key]:
                kept.append(one)
        return sorted(set(kept), key=lambda row: (row.path, row.line, row.written))

    # -- messages -------------------------------------------------------------------------------

    def messages(self) -> dict[str, list[tuple[Message, bool]]]:
        """All messages by file; of each, whether it follows from several pages together."""
        found: dict[str, list[tuple[Message, bool]]] = {}
        query = "SELECT path, line, code, text, severity, whole FROM messages ORDER BY path, line"
        for *parts, whole in self.rows(query):
            found.setdefault(parts[0], []).append((Message(*parts), bool(whole)))
        return found


class _Held(Mapping[str, tuple[str, ...]]):
    """The names of one rank, each with the ids of those that have it."""

    def __init__(self, index: Index, kind: str, rank: int) -> None:
        self._index, self._kind, self._rank = index, kind, rank

    def __getitem__(self, name: str) -> tuple[str, ...]:
        found = self._index.holding(self._kind, self._rank, name)
        if not found:
            raise KeyError(name)
        return found

    def __contains__(self, name: object) -> bool:
        return bool(self._index.holding(self._kind, self._rank, str(name)))

    def __iter__(self) -> Iterator[str]:
        return iter(self._index.choices(self._kind))

    def __len__(self) -> int:
        return len(self._index.choices(self._kind))


class IndexedNames(Names):
    """The names of all records of one kind, looked up in an index as a build looks them up."""

    def __init__(self, index: Index, kind: str) -> None:
        super().__init__(())
        self._index, self._kind = index, kind
        tables = dict(zip(("_titles", "_shorts", "_folded", "_plurals"), range(1, 5), strict=True))
        for name, rank in tables.items():
            self.__dict__[name] = _Held(index, kind, rank)

    def _is_id(self, name: str) -> bool:
        return bool(self._index.holding(self._kind, ID, name))

    @cached_property
    def _choices(self) -> Sequence[str]:
        return self._index.choices(self._kind)


__all__ = ["Finder", "Found", "Index", "IndexedNames", "connect"]
