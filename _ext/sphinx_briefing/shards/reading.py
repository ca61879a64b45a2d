"""Read the pages of one shard, and hand out what they say."""

from __future__ import annotations

import logging as standard_logging
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.build_phase import BuildPhase
from sphinx.util.logging import NAMESPACE, convert_serializable

from ..diagnostics.log import ABOUT, NOTE
from ..incremental.config_digest import settings
from .tasks import (
    DOCTREES,
    Result,
    ResultError,
    Task,
    digest_of_file,
    digest_of_texts,
    save_learnt,
    versions,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


@dataclass(frozen=True)
class Read:
    """All that a process has learnt of the pages that it has read.

    :param env: its environment, pickled.
    :param said: what was said meanwhile.
    """

    env: bytes
    said: list[standard_logging.LogRecord]


class Hearing(standard_logging.Handler):
    """Hears what is to be said again by another process."""

    def __init__(self) -> None:
        super().__init__(standard_logging.INFO)
        self._heard: dict[int, tuple[standard_logging.LogRecord, standard_logging.LogRecord]] = {}

    def emit(self, record: standard_logging.LogRecord) -> None:
        """Keep a warning, or a note, as it is before others add to it; some come twice."""
        if record.levelno >= standard_logging.WARNING or hasattr(record, NOTE):
            self._heard.setdefault(id(record), (record, copy(record)))

    def records(self) -> list[standard_logging.LogRecord]:
        """All that was heard, as it can be handed to another process."""
        kept = []
        for heard, plain in self._heard.values():
            if about := getattr(heard, ABOUT, ""):
                setattr(plain, ABOUT, about)
            kept.append(plain)
        convert_serializable(kept)
        return kept


@contextmanager
def hearing() -> Iterator[Hearing]:
    """Hear what Sphinx and extensions say."""
    heard = Hearing()
    logger = standard_logging.getLogger(NAMESPACE)
    logger.handlers.insert(0, heard)
    try:
        yield heard
    finally:
        logger.removeHandler(heard)


def read(task: Task, folder: Path) -> None:
    """Read the pages of a task.

    :param folder: takes the result.
    """
    start, docnames = task.start, list(task.docnames)
    with start.app(folder / "out", folder / DOCTREES, status=None, warning=StringIO()) as app:
        app.env.find_files(app.config, app.builder)
        app.env.found_docs.difference_update(task.left_out)
        read_into(app, task.shard, docnames, folder)


def read_into(app: Sphinx, shard: str, docnames: list[str], folder: Path) -> None:
    """Read pages of a shard, and put all that is learnt of them into a folder.

    :raises ResultError: if one of them is gone.
    """
    digests = digests_of(app, docnames)
    if gone := [name for name, digest in digests.items() if not digest]:
        raise ResultError(
            f"the page {gone[0]} is gone since it was looked what is to be read; look again: build "
            "or compose once more"
        )
    learnt = read_pages(app, docnames)
    result = Result("read", shard, versions(), settings(app), "", digests)
    result.listed = digest_of_pages(app.env)
    result.included = digests_of_included(app)
    save_learnt(folder, learnt)
    result.save(folder)


def read_pages(app: Sphinx, docnames: list[str]) -> Read:
    """Read some pages into an environment that holds nothing else."""
    env, builder = app.env, app.builder
    builder.phase = BuildPhase.READING
    with hearing() as heard:
        app.events.emit("env-before-read-docs", env, docnames)
        for docname in docnames:
            app.events.emit("env-purge-doc", env, docname)
            env.clear_doc(docname)  # makes the tables that are merged
            builder.read_doc(docname, _cache=False)
    return Read(pickle.dumps(env, pickle.HIGHEST_PROTOCOL), heard.records())


def digest_of_pages(env: BuildEnvironment) -> str:
    """A hash of the names of all pages."""
    return digest_of_texts(sorted(env.found_docs))


def digests_of_included(app: Sphinx) -> dict[str, str]:
    """Hashes of the files that pages include, by their paths from the sources."""
    names = sorted({str(name) for names in app.env.dependencies.values() for name in names})
    return {
        Path(name).as_posix(): digest_of_file(Path(app.srcdir, name))
        for name in names
        if not Path(name).is_absolute()
    }


def digests_of(app: Sphinx, docnames: list[str]) -> dict[str, str]:
    """Hashes of the sources of some pages."""
    return {name: digest_of_file(Path(app.env.doc2path(name))) for name in docnames}
