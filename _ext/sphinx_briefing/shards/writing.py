"""Resolve and write the pages of one shard, for a build that knows all of them."""

from __future__ import annotations

import logging as standard_logging
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util.build_phase import BuildPhase
from sphinx.util.parallel import SerialTasks

from ..domain import domain_of
from ..html.search import texts_heard
from ..incremental import freshness_of, state_of
from ..incremental.config_digest import settings
from ..incremental.store import BuildRecord
from ..sphinx_patches import section_numbers
from .reading import digests_of, hearing
from .tasks import FILES, Result, ResultError, Task, save_learnt, versions

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


@dataclass(frozen=True)
class Indexed:
    """The part of Sphinx's search index that holds some pages, by page or by stem."""

    titles: dict[str, str | None] = field(default_factory=dict)
    filenames: dict[str, str] = field(default_factory=dict)
    all_titles: dict[str, list[tuple[str, str | None]]] = field(default_factory=dict)
    entries: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    words: dict[str, set[str]] = field(default_factory=dict)
    title_words: dict[str, set[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Wrote:
    """All that a process has learnt of the pages that it has written.

    :param record: what is remembered of them.
    :param images: the images that they show, by path, with the names of their copies.
    :param texts: their words, for the search.
    """

    record: BuildRecord
    images: dict[str, str]
    indexed: Indexed
    texts: dict[str, str]
    said: list[standard_logging.LogRecord]


def write(task: Task, task_folder: Path, folder: Path) -> None:
    """Write the pages of a task.

    :param task_folder: has the environment and the doctrees.
    :param folder: takes the result.
    :raises ResultError: if the environment is not that of the task.
    """
    out, pages = folder / FILES, task.docnames
    with task.start.app(out, task_folder, status=None, warning=StringIO()) as app:
        if app._fresh_env_used:
            raise ResultError(
                f"{task_folder} holds no environment that fits this project: its folders and its "
                "settings must be those of the build that has handed out the task"
            )
        freshness_of(app).write_for_another()
        domain_of(app.env).pages.keeps_decoded = False
        app.connect("doctree-resolved", _let_go)
        learnt = _write_pages(app, pages, task.known)
        state = state_of(app.env)
        if task.state and state != task.state:
            raise ResultError(
                f"{task_folder} holds the environment of another state of the project"
            )
        save_learnt(folder, learnt)
        result = Result(
            "write", task.shard, versions(), settings(app), state, digests_of(app, [*pages])
        )
    result.save(folder)


def _write_pages(app: Sphinx, pages: tuple[str, ...], known: dict[str, Any]) -> Wrote:
    env: Any = app.env
    builder: Any = app.builder
    domain = domain_of(env)
    domain.unmade, domain.published = known["unmade"], known["published"]
    builder.pages_to_make = lambda: frozenset(pages)
    builder.load_indexer = lambda docnames: None  # the whole build has loaded it
    builder.finish_tasks = SerialTasks()
    with hearing() as heard:
        _look_what_is_due(app)
        builder.phase = BuildPhase.RESOLVING
        app.events.emit("write-started", builder)
        env.toctree_includes = dict(sorted(env.toctree_includes.items()))
        builder.prepare_writing(set(pages))
        builder.copy_assets()
        before = _files_in(Path(builder.outdir))
        builder.write_documents(set(pages))
    record = freshness_of(app).hand_over(app)
    _keep_only(Path(builder.outdir), before)
    return Wrote(
        record,
        dict(getattr(builder, "images", {})),
        _indexed(getattr(builder, "indexer", None)),
        texts_heard(builder),
        heard.records(),
    )


def _let_go(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Handle ``doctree-resolved``: keep no doctree that has been resolved."""
    app.env._pickled_doctree_cache.clear()


def _look_what_is_due(app: Sphinx) -> None:
    """Let all parts look at what has been read, but those that number sections and figures.

    These would want the doctrees of all pages, and the environment has the numbers.
    """
    for listener in sorted(app.events.listeners["env-get-updated"], key=lambda one: one.priority):
        if not listener.handler.__module__.startswith(_NUMBERING):
            listener.handler(app, app.env)


_NUMBERING = ("sphinx.environment.", section_numbers.__name__)


def _files_in(folder: Path) -> frozenset[Path]:
    return frozenset(path for path in folder.rglob("*") if path.is_file())


def _keep_only(folder: Path, others: frozenset[Path]) -> None:
    """Remove what was there before pages were written, and what is hidden: records of a build."""
    for path in _files_in(folder):
        if path in others or path.relative_to(folder).parts[0].startswith("."):
            path.unlink()


def _indexed(indexer: Any) -> Indexed:
    if indexer is None:
        return Indexed()
    return Indexed(
        indexer._titles,
        indexer._filenames,
        indexer._all_titles,
        indexer._index_entries,
        indexer._mapping,
        indexer._title_mapping,
    )
