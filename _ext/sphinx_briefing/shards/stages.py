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
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from ..domain.snapshot_pages import leave_out
from .division import Division
from .merging import learnt_of
from .pools import Handed
from .process import do_task
from .reading import read_into
from .starts import Start
from .tasks import (
    DOCTREES,
    DONE,
    ResultError,
    Task,
    check_fit,
    digest_of_file,
    empty,
    load_result,
    name_of_folder,
)


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

    def do(self, tasks: Sequence[Handed]) -> Iterator[Handed]:
        """Yield each task when its result is there.

        :raises Waiting: if some are not; they have been handed out.
        :raises ResultError: if one cannot be used; its task has been handed out again.
        """
        missing, found = [], []
        problem: ResultError | None = None
        for handed in tasks:
            result = folder_of(self._facts, DONE[handed.task.kind], handed.task.shard)
            try:
                if result.is_dir() and is_of(handed, result):
                    found.append(Handed(handed.task, handed.folder, result))
                    continue
            except ResultError as error:
                problem = problem or error
            missing.append(handed)
        empty(self._facts / "tasks")  # it says that somebody has looked what is due
        for handed in missing:
            # A result of other settings stays: it may be that those of this build are wrong.
            target = folder_of(self._facts, f"tasks/{handed.task.kind}", handed.task.shard)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(handed.folder, target)
        if problem is not None:
            raise problem
        if missing:
            raise Waiting([handed.task for handed in missing])
        yield from found


def is_of(handed: Handed, folder: Path) -> bool:
    """Whether a result is of a task, with the sources as they are now.

    :raises ResultError: if it cannot be used.
    """
    task, result = handed.task, load_result(folder)
    check_fit(task, result, folder)
    learnt_of(task.kind, folder)
    if task.kind == "write" and result.state != task.state:
        return False
    if task.kind == "read" and result.listed != task.listed:
        return False
    sources = task.start.sources
    if any(digest_of_file(sources / name) != was for name, was in result.included.items()):
        return False
    return all(result.digests.get(name) == digest for name, digest in task.digests.items())


def folder_of(facts: Path, kind: str, shard: str) -> Path:
    """The folder of a shard."""
    return facts / kind / name_of_folder(shard)


def do_shard(facts: Path, shard: str, division: Division, start: Start) -> str:
    """Do what there is to do for a shard, and say what that was.

    :raises ResultError: if it cannot be done.
    :raises DivisionError: if there is no such shard.
    """
    division.check_name(shard)
    for kind in ("write", "read"):
        folder = folder_of(facts, f"tasks/{kind}", shard)
        if folder.is_dir():
            task = Task.load(folder)
            if task.start.conf != start.conf:
                raise ResultError(
                    f"{folder} is a task of the project in {task.start.sources}, not of this one"
                )
            with _whole(folder_of(facts, DONE[kind], shard)) as result:
                do_task(folder, result)
            return f"shard {shard}: {len(task.docnames)} pages {DONE[kind]}"
    if (facts / "tasks").is_dir():
        return f"shard {shard}: nothing is due"
    number = _read_all(folder_of(facts, "read", shard), shard, division, start)
    return f"shard {shard}: {number} pages read"


def _read_all(folder: Path, shard: str, division: Division, start: Start) -> int:
    """Read all pages of a shard, where nobody has said which are due."""
    with (
        _whole(folder) as made,
        start.app(made / "out", made / DOCTREES, status=None, warning=StringIO()) as app,
    ):
        app.env.find_files(app.config, app.builder)
        leave_out(app, app.env, set(), set(), set())
        division.check(app.env)
        docnames = [
            name for name in sorted(app.env.found_docs) if division.shard_of(app.env, name) == shard
        ]
        read_into(app, shard, docnames, made)
    return len(docnames)


@contextmanager
def _whole(folder: Path) -> Iterator[Path]:
    """A folder to be filled, which takes the place of another when all went well.

    Of a task that fails or is ended, nothing stays that could be taken for a result.
    """
    made = empty(folder.with_name(f".{folder.name}"))
    try:
        yield made
        shutil.rmtree(folder, ignore_errors=True)
        made.rename(folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)
