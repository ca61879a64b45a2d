"""All that follows from the pages together, found as a build finds it, up to but not the writing.

It is played in a copy of the process that reads, which is thrown away, so that no page has to wait
for it.
"""

from __future__ import annotations

import pickle
import shutil
import time
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from sphinx.application import ENV_PICKLE_FILENAME
from sphinx.errors import SphinxError
from sphinx.util import logging

from ..checks.markings import MarkingCheck
from ..collector import collector_paused
from ..config.houses import houses_of
from ..diagnostics.build_log import log_of
from ..domain import domain_of
from ..files import write_atomically
from . import index as tables
from . import resolving
from .cards import CardMaker
from .hearing import once
from .language import language_of
from .protocol import Message, PageRows
from .rows import page_of_house, rows_of_house

if TYPE_CHECKING:
    import sqlite3

    from .project import LiveProject

PATIENCE = 20.0
"""Seconds for pages to be resolved before what is known is told."""

AT_ONCE = 400
"""Pages whose rows are written in one go."""


class Settling:
    """One time of finding what follows from all pages.

    :param first: what was said when the project was set up, and when pages were found.
    """

    def __init__(self, project: LiveProject, first: list[Message]) -> None:
        self._project = project
        self._app = project.app
        self._first = first
        self._database: sqlite3.Connection = tables.connect(
            project.cache / "index.sqlite", writing=True
        )
        self.is_complete = True
        """Whether all pages were resolved that had to be."""

    def run(self, tell: Callable[[], object] = lambda: None) -> None:
        """Find it, and put it into the index.

        :param tell: is called when all messages are there, and cards are yet to come.
        """
        project, app, env = self._project, self._app, self._project.env
        project.go_on()
        resolved: list[Message] = []
        with collector_paused(), project.hearing.listening() as heard:
            try:
                with logging.pending_warnings():
                    app.events.emit("env-updated", env)
                shutil.rmtree(app.outdir, ignore_errors=True)  # beside an output, more would come
                list(env.check_dependents(app, set()))
                env.check_consistency()
                resolved = self._resolve(heard)
                resolved += self._look_at_markings()
            except SphinxError as error:  # a build would end with it
                heard.append(Message("", 0, "", " ".join(str(error).split()), 1))
        said = once([*self._first, *heard, *resolved])
        self._write_messages(said)
        self._write_pages()
        self._write_language()
        tell()
        self._write_cards()
        self._keep_environment()
        self._database.close()

    # -- pages that are resolved ----------------------------------------------------------------

    def _resolve(self, heard: list[Message]) -> list[Message]:
        """What is said of pages when they are resolved: remembered, or found now."""
        app, env = self._app, self._project.env
        others = resolving.names_of_others(env)
        speaking: set[str] = env.__dict__.get(resolving.SPEAKING, set())
        known = {
            docname: (state, messages)
            for docname, state, messages in self._database.execute("SELECT * FROM resolved")
        }
        gone = known.keys() - env.found_docs
        found: list[Message] = []
        done: list[tuple[str, str, str]] = []
        started = time.monotonic()
        is_open = {one for path in self._project.texts for one in self._project.pages_of(path)}
        resolving.prepare(app)
        log_of(app).begin_writing()
        before = len(heard)
        for docname in sorted(
            speaking & env.all_docs.keys(), key=lambda one: (one not in is_open, one)
        ):
            state = f"{env.all_docs[docname]}{others}"
            if docname in known and known[docname][0] == state:
                found += msgspec.json.decode(known[docname][1], type=list[Message])
                continue
            if time.monotonic() - started > PATIENCE:
                self.is_complete = False
                if docname in known:
                    found += msgspec.json.decode(known[docname][1], type=list[Message])
                continue
            try:
                resolving.resolve(app, docname)
            except Exception as error:  # noqa: BLE001 - an extension's; a build would end with it
                path = self._project.path_of(docname)
                words = " ".join(str(error).split()) or type(error).__name__
                heard.append(Message(path, 1, "", f"the page cannot be written: {words}", 1))
            own = heard[before:]
            del heard[before:]
            found += own
            done.append((docname, state, msgspec.json.encode(own).decode()))
        with self._database:
            self._database.executemany("INSERT OR REPLACE INTO resolved VALUES (?, ?, ?)", done)
            self._database.executemany(
                "DELETE FROM resolved WHERE docname = ?", [(one,) for one in gone]
            )
        return found

    def _look_at_markings(self) -> list[Message]:
        """The strict things that pages print, as it is found when all are written."""
        domain = domain_of(self._project.env)
        if not domain.is_watching:
            return []
        marking = MarkingCheck()
        marking.answer(self._app, self._project.env)
        with logging.suppress_logging():
            domain.printed.navigation = resolving.navigation_of(self._app)
        return [self._project.message_of(one) for one in marking.reports(self._app)]

    # -- the index ------------------------------------------------------------------------------

    def _write_messages(self, said: list[Message]) -> None:
        env, project = self._project.env, self._project
        own = {
            message for docname in env.found_docs for message in project.own_messages(docname, None)
        }
        own |= {one for one in said if one.code in ("briefing.unknown", "briefing.ambiguous")}
        read = self._read_messages()
        rows = [
            (
                one.path,
                one.line,
                one.code,
                one.text,
                one.severity,
                one not in own and one not in read,
            )
            for one in said
        ]
        with self._database:
            self._database.execute("DELETE FROM messages")
            self._database.executemany("INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?)", rows)

    def _read_messages(self) -> set[Message]:
        """What was said of pages when they were read."""
        hearing = self._project.hearing
        found = set()
        for entry in log_of(self._app).entries_of_reading():
            path, line = hearing.place(entry.place)
            code = f"{entry.type}.{entry.subtype}" if entry.subtype else entry.type
            for severity in (1, 2):
                found.add(Message(path, line, code, entry.message, severity))
        return found

    def _changed_rows(self) -> Iterator[tuple[PageRows, bytes]]:
        query = "SELECT docname, digest FROM pages"
        known = dict(self._database.execute(query).fetchall())
        for docname in sorted(self._project.env.found_docs):
            rows = self._project.rows_of(docname)
            digest = blake2b(self._project.encoded(rows), digest_size=12).digest()
            if known.get(docname) != digest:
                yield rows, digest
        for house in houses_of(self._app.config).known.values():
            digest = house.digest.encode()
            if known.get(page_of_house(house)) != digest:
                yield rows_of_house(house), digest

    def _write_pages(self) -> None:
        database = self._database
        houses = {page_of_house(one) for one in houses_of(self._app.config).known.values()}
        gone = [
            (docname,)
            for (docname,) in database.execute("SELECT docname FROM pages").fetchall()
            if docname not in self._project.env.found_docs and docname not in houses
        ]
        changed = list(self._changed_rows())
        for start in range(0, len(changed) or 1, AT_ONCE):
            part = changed[start : start + AT_ONCE]
            with database:
                leaving = [*gone, *((rows.docname,) for rows, _digest in part)]
                for table in ("pages", "records", "names", "refs"):
                    database.executemany(f"DELETE FROM {table} WHERE docname = ?", leaving)
                for rows, digest in part:
                    self._write_page(rows, digest)
            gone = []

    def _write_page(self, rows: PageRows, digest: bytes) -> None:
        execute, many = self._database.execute, self._database.executemany
        name = rows.docname
        files = "\n".join(rows.files)
        execute(
            "INSERT INTO pages VALUES (?, ?, ?, ?, ?)", (name, rows.path, rows.title, digest, files)
        )
        many(
            "INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (one.kind, one.id, one.title, one.path, one.line, one.about, name)
                for one in rows.records
            ],
        )
        many(
            "INSERT INTO names VALUES (?, ?, ?, ?, ?)",
            [
                (word, one.kind, rank, one.id, name)
                for one in rows.records
                for rank, word in one.names
            ],
        )
        many(
            "INSERT INTO refs VALUES (?, ?, ?, ?, ?, ?)",
            [
                (one.folded, one.named, one.written, one.path, one.line, name)
                for one in rows.references
            ],
        )

    def _write_language(self) -> None:
        kinds = list(self._project.domain.kinds)
        facts = {
            "kinds": msgspec.json.encode(kinds).decode(),
            "language": msgspec.json.encode(language_of(self._app)).decode(),
            "sources": str(self._project.sources),
        }
        with self._database:
            self._database.executemany(
                "INSERT OR REPLACE INTO meta VALUES (?, ?)", list(facts.items())
            )

    def _write_cards(self) -> None:
        known = {
            (kind, one): (card, lens, mentions)
            for kind, one, card, lens, mentions in self._database.execute("SELECT * FROM cards")
        }
        made: dict[tuple[str, str], tuple[str, str, str]] = {}
        maker = CardMaker(self._app)
        for kind in self._project.domain.kinds:
            ledger = self._project.domain.ledger
            for identifier, record in ledger.every(kind).items():
                if record.mentions or not ledger.house_of(kind, identifier):
                    made[kind, identifier] = maker.card(record)
        changed = [(*key, *value) for key, value in made.items() if known.get(key) != value]
        gone = [key for key in known if key not in made]
        for start in range(0, len(changed) or 1, 10 * AT_ONCE):
            with self._database:
                self._database.executemany("DELETE FROM cards WHERE kind = ? AND id = ?", gone)
                self._database.executemany(
                    "INSERT OR REPLACE INTO cards VALUES (?, ?, ?, ?, ?)",
                    changed[start : start + 10 * AT_ONCE],
                )
            gone = []

    # -- the next start -------------------------------------------------------------------------

    def _keep_environment(self) -> None:
        """Keep what was read; pages with texts that nobody has saved are read again then."""
        env: Any = self._project.env
        states = self._project.domain.data["files"]
        kept = {}
        for path in self._project.texts:
            for docname in self._project.pages_of(path):
                kept[docname] = states.pop(docname, None)
        content = pickle.dumps(env, pickle.HIGHEST_PROTOCOL)
        write_atomically(Path(self._app.doctreedir, ENV_PICKLE_FILENAME), content)
        states.update({docname: state for docname, state in kept.items() if state is not None})
        freshness = self._project.freshness()
        if freshness is not None:
            freshness.finish(self._app, None)
