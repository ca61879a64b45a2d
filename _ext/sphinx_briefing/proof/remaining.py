"""The files of a project that a build has read for its readers, and whose words tell nothing.

Configuration, templates, catalogues of translations and files that are copied as they are were
written by nobody for these readers: what they hold of a text that was taken out is a leak.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain import domain_of
from ..editions import FOLDER
from ..snapshots import UnreadableSnapshot, snapshot_path

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def remaining_files(app: Sphinx) -> frozenset[Path]:
    """Pages, what they include or are made of, pictures, downloads, snapshots and editions."""
    return frozenset(Path(os.path.normpath(path)) for path in _read(app))


def _read(app: Sphinx) -> Iterator[Path]:
    env, source = app.env, Path(app.srcdir)
    for docname in env.found_docs:
        yield Path(env.doc2path(docname))
    for paths in env.dependencies.values():
        yield from (source / path for path in paths)
    yield from (source / path for path in (*env.images, *env.dlfiles))
    yield from (source / FOLDER).rglob("*.json")
    for record in domain_of(env).ledger.records("source").values():
        if record.snapshot:
            # One that cannot be read is said elsewhere, and holds nothing that readers get.
            with suppress(UnreadableSnapshot):
                path = snapshot_path(source, record.snapshot, record.docname)
                yield source / path.relative_to(source.resolve())
