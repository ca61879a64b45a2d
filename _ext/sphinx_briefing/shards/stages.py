"""Jobs that are given folders, one stage after the other: a matrix of a CI service.

All that jobs hand to each other is in one folder, the *facts*:

- ``read/SHARD`` and ``written/SHARD``: results, each made by the job of one shard;
- ``tasks/read/SHARD`` and ``tasks/write/SHARD``: what jobs have to do, handed out by ``compose``;
- ``doctrees``: what the whole build has read.

``compose`` takes the results that are there. Where some are missing, or are of other sources, it
hands out tasks and ends; with all of them it makes the output.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path

from ..incremental.config_digest import settings
from .division import Division
from .pools import Handed
from .process import do_task
from .reading import digests_of, read_pages
from .starts import Start
from .tasks import (
    DOCTREES,
    Result,
    ResultError,
    Task,
    empty,
    load_result,
    save_learnt,
    versions,
)

RESULTS = {"read": "read", "write": "written"}
"""By kind of task, the folder of its results."""


class Waiting(BaseException):
    """Tasks have been handed out, and their results are not there yet.

    It is no ``Exception``, after which Sphinx would forget all that has been read.
    """

    def __init__(self, tasks: Sequence[Task]) -> None:
        super().__init__(f"{len(tasks)} tasks are to be done")
        self.tasks = tuple(tasks)


class StagedPool:
    """Takes results that jobs have left in a folder.

    :param facts: the folder.
    """

    def __init__(self, facts: Path) -> None:
        self._facts = facts
        # It says that somebody has looked what is due.
        (facts / "tasks").mkdir(parents=True, exist_ok=True)

    def do(self, tasks: Sequence[Handed]) -> Iterator[Handed]:
        """Yield each task when its result is there.

        :raises Waiting: if some are not; they have been handed out.
        """
        missing, found = [], []
        for handed in tasks:
            result = folder_of(self._facts, RESULTS[handed.task.kind], handed.task.shard)
            if result.is_dir() and is_of(handed, load_result(result)):
                found.append(Handed(handed.task, handed.folder, result))
            else:
                missing.append(handed)
        empty(self._facts / "tasks")
        for handed in missing:
            kind, shard = handed.task.kind, handed.task.shard
            target = folder_of(self._facts, f"tasks/{kind}", shard)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(folder_of(self._facts, RESULTS[kind], shard), ignore_errors=True)
            handed.folder.rename(target)
        if missing:
            raise Waiting([handed.task for handed in missing])
        yield from found


def is_of(handed: Handed, result: Result) -> bool:
    """Whether a result is of a task, with the sources as they are now."""
    task = handed.task
    if task.kind == "write" and result.state != task.state:
        return False
    return all(result.digests.get(name) == digest for name, digest in task.digests.items())


def folder_of(facts: Path, kind: str, shard: str) -> Path:
    """The folder of a shard."""
    return facts / kind / shard.replace("/", "-of-")


def do_shard(facts: Path, shard: str, division: Division, start: Start) -> str:
    """Do what there is to do for a shard, and say what that was.

    :raises ResultError: if it cannot be done.
    :raises DivisionError: if there is no such shard.
    """
    division.place_of(shard)
    for kind in ("write", "read"):
        folder = folder_of(facts, f"tasks/{kind}", shard)
        if folder.is_dir():
            task = Task.load(folder)
            if task.start.conf != start.conf:
                raise ResultError(
                    f"{folder} is a task of the project in {task.start.sources}, not of this one"
                )
            result = folder_of(facts, RESULTS[kind], shard)
            do_task(folder, result)
            return f"shard {shard}: {len(task.docnames)} pages {RESULTS[kind]}"
    if (facts / "tasks").is_dir():
        return f"shard {shard}: nothing is due"
    number = _read_all(folder_of(facts, "read", shard), shard, division, start)
    return f"shard {shard}: {number} pages read"


def _read_all(folder: Path, shard: str, division: Division, start: Start) -> int:
    """Read all pages of a shard, where nobody has said which are due."""
    empty(folder)
    with start.app(folder / "out", folder / DOCTREES, status=None, warning=StringIO()) as app:
        app.env.find_files(app.config, app.builder)
        division.check(app.env)
        docnames = [
            name for name in sorted(app.env.found_docs) if division.shard_of(app.env, name) == shard
        ]
        result = Result("read", shard, versions(), settings(app), "", digests_of(app, docnames))
        save_learnt(folder, read_pages(app, docnames))
    result.save(folder)
    return len(docnames)
