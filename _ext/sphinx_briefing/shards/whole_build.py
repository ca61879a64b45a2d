"""A build that lets others read and write the pages of its shards."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.application import ENV_PICKLE_FILENAME
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from ..domain import domain_of
from ..domain.snapshot_pages import snapshots_left_out
from ..files import write_atomically
from ..incremental import freshness_of, state_of
from ..incremental.config_digest import settings
from ..incremental.failures import BuildStopped, stopped
from ..incremental.page_context import labelled_for
from ..texts import counted
from .division import Division, DivisionError
from .merging import merge_read, merge_written
from .pools import Handed, Pool, TaskFailed
from .reading import digest_of_pages, digests_of
from .starts import Start
from .tasks import (
    DONE,
    Result,
    ResultError,
    Task,
    check_fit,
    doctree_of,
    load_result,
    name_of_folder,
    place,
    place_doctrees,
)
from .thin_environment import thin

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

WORK = "briefing-shards"
"""The folder for tasks and results, beside the doctrees."""

DIVIDED = frozenset({"html", "dirhtml", "text", "xml", "pseudoxml"})
"""The builders whose pages others can write; what the others make is of many pages at once."""


class WholeBuild:
    """The whole build: reads and writes through a pool, and makes what belongs to no page.

    :param app: the build, before it runs.
    :param start: how it was started.
    :param pool: who does the tasks.
    :param work: the folder for tasks and results.
    """

    def __init__(
        self, app: Sphinx, start: Start, division: Division, pool: Pool, work: Path
    ) -> None:
        self._app = app
        self._start = start
        self._division = division
        self._pool = pool
        self._work = work
        self._read: list[str] = []
        app.connect("env-before-read-docs", self.read, priority=10_000)
        app.connect("env-updated", self.name_read, priority=-10_000)
        freshness_of(app).expect_others()
        builder: Any = app.builder
        if builder.name in DIVIDED and type(builder).write_documents is Builder.write_documents:
            builder.write_documents = self.write

    # -- reading --------------------------------------------------------------------------------

    def read(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Handle ``env-before-read-docs`` when all others have: let the pages be read."""
        try:
            self._division.check(env)
            self._read_all(app, env, docnames)
        except DivisionError as error:
            raise BuildStopped(str(error)) from error
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            raise stopped(app, error) or BuildStopped(f"{place}{error.strerror}") from error

    def _read_all(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        self._read = list(docnames)
        for docname in docnames:
            app.events.emit("env-purge-doc", env, docname)
            env.clear_doc(docname)
            doctree_of(Path(app.doctreedir), docname).unlink(missing_ok=True)
        listed, left_out = digest_of_pages(env), snapshots_left_out(env)
        start, fitting = self._start_here(), settings(app)
        tasks = [
            Task(
                "read",
                shard,
                start,
                tuple(pages),
                digests_of(app, pages),
                settings=fitting,
                listed=listed,
                left_out=left_out,
            )
            for shard, pages in self._division.parted(env, docnames)
        ]
        for handed, _result in self._done(tasks, lambda task, folder: None):
            merge_read(app, handed.result, handed.task.docnames)
        docnames.clear()

    def name_read(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Handle ``env-updated`` first: name the pages that others have read."""
        return self._read

    # -- writing --------------------------------------------------------------------------------

    def write(self, docnames: Set[str]) -> None:
        """Let pages be resolved and written."""
        app, domain = self._app, domain_of(self._app.env)
        state, start, fitting = state_of(app.env), self._start_here(), settings(app)
        (self._work / ENV_PICKLE_FILENAME).unlink(missing_ok=True)
        known = {"unmade": domain.unmade, "published": domain.published}
        tasks = [
            Task(
                "write",
                shard,
                start,
                tuple(pages),
                digests_of(app, pages),
                state,
                fitting,
                known=known,
            )
            for shard, pages in self._division.parted(app.env, docnames)
        ]
        for handed, result in self._done(tasks, self._equip):
            if result.state != state:
                raise BuildStopped(f"{handed.result} was written for another state of the project")
            merge_written(app, handed.result)

    def _equip(self, task: Task, folder: Path) -> None:
        """Put what a task of writing needs into its folder."""
        doctrees = Path(self._app.doctreedir)
        shared = self._work / ENV_PICKLE_FILENAME
        if not shared.is_file():
            write_atomically(shared, thin(self._app.env))
        place(shared, folder / ENV_PICKLE_FILENAME)
        # Navigation is made from the start page.
        wanted = {*task.docnames, self._app.config.root_doc}
        if self._app.config.numfig:
            wanted |= labelled_for(self._app.env, task.docnames)
        place_doctrees(doctrees, folder, wanted)

    # -- tasks ----------------------------------------------------------------------------------

    def _start_here(self) -> Start:
        """How others begin this build: where an audience reads others, from those sources."""
        start = self._start
        return Start(Path(self._app.srcdir), start.conf, start.builder, start.overrides, start.tags)

    def _done(self, tasks: list[Task], equip: Any) -> Iterator[tuple[Handed, Result]]:
        """Let tasks be done; each with its result, in the order of the shards."""
        if not tasks:
            return
        kind = tasks[0].kind
        handed = [*self._handed(tasks, equip)]
        pages = counted(sum(len(task.docnames) for task in tasks), "page")
        logger.info("briefing: %s to %s in %s", pages, kind, counted(len(tasks), "shard"))
        finished: dict[str, tuple[Handed, Result]] = {}
        try:
            for number, one in enumerate(self._pool.do(handed), 1):
                result = load_result(one.result)
                check_fit(one.task, result, one.result)
                finished[one.task.shard] = one, result
                logger.info(
                    "briefing: shard %s: %s %s in %.1f s of CPU and %d MB [%d/%d]",
                    one.task.shard,
                    counted(len(one.task.docnames), "page"),
                    DONE[kind],
                    result.seconds,
                    result.megabytes,
                    number,
                    len(tasks),
                )
            yield from (finished[one.task.shard] for one in handed)
        except (TaskFailed, ResultError) as error:
            raise BuildStopped(str(error)) from error
        shutil.rmtree(self._work / kind, ignore_errors=True)

    def _handed(self, tasks: Iterable[Task], equip: Any) -> Iterator[Handed]:
        for task in tasks:
            folder = self._work / task.kind / name_of_folder(task.shard)
            if folder.is_dir():
                shutil.rmtree(folder)
            task.save(folder / "task")
            equip(task, folder / "task")
            yield Handed(task, folder / "task", folder / "result")
