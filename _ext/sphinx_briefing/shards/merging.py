"""Results of shards become a part of the whole build."""

from __future__ import annotations

import gc
import logging as standard_logging
import pickle
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util import logging

from ..html.search import hear_texts
from ..incremental import freshness_of
from .reading import Read
from .tasks import (
    DOCTREES,
    DONE,
    FILES,
    Kind,
    ResultError,
    load_learnt,
    place,
    place_doctrees,
)
from .writing import Indexed, Wrote

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)


def learnt_of(kind: Kind, folder: Path) -> Any:
    """Read what a process has learnt: of what it has read, or of what it has written.

    :raises ResultError: if the result is not whole.
    """
    learnt = load_learnt(folder)
    if not isinstance(learnt, Read if kind == "read" else Wrote):
        raise ResultError(f"{folder} holds no pages that were {DONE[kind]}")
    return learnt


def merge_read(app: Sphinx, folder: Path, docnames: Iterable[str]) -> None:
    """Take what a process has read: its facts, its doctrees, and what was said of its pages.

    :raises ResultError: if the result is not whole.
    """
    learnt = learnt_of("read", folder)
    docnames = [*docnames]
    other = pickle.loads(learnt.env)
    if missing := sorted(set(docnames) - other.all_docs.keys()):
        raise ResultError(f"{folder} lacks {missing[0]}; read the shard again")
    _say_again(learnt.said)
    app.env.merge_info_from(docnames, other, app)
    place_doctrees(folder / DOCTREES, Path(app.doctreedir), docnames)
    del other, learnt
    gc.collect()  # environments refer to themselves, so that they would stay, one beside the other


def merge_written(app: Sphinx, folder: Path) -> None:
    """Take what a process has written: files, and what is to be remembered of its pages.

    :raises ResultError: if the result is not whole.
    """
    learnt = learnt_of("write", folder)
    builder: Any = app.builder
    freshness_of(app).take(app, learnt.record)
    _say_again(learnt.said)
    out, top = Path(builder.outdir), folder / FILES
    for path in sorted(top.rglob("*")):
        if path.is_file():
            place(path, out / path.relative_to(top))
    if hasattr(builder, "images"):
        builder.images.update(learnt.images)
    _merge_index(getattr(builder, "indexer", None), learnt.indexed)
    hear_texts(builder, learnt.texts)


def _say_again(records: Iterable[standard_logging.LogRecord]) -> None:
    for record in records:
        logger.handle(record)


def _merge_index(indexer: Any, learnt: Indexed) -> None:
    if indexer is None:
        return
    indexer._titles.update(learnt.titles)
    indexer._filenames.update(learnt.filenames)
    indexer._all_titles.update(learnt.all_titles)
    indexer._index_entries.update(learnt.entries)
    for known, new in (
        (indexer._mapping, learnt.words),
        (indexer._title_mapping, learnt.title_words),
    ):
        for word, pages in new.items():
            known.setdefault(word, set()).update(pages)
