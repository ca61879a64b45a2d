"""Catalogues of translations that are compiled once more, where their times do not tell that.

Sphinx compiles a ``.po`` file when it is younger than its ``.mo`` file. One that comes from an
archive or a clone may be older, and say something else.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.i18n import CatalogRepository

from ..domain import domain_of
from .file_stamps import Files, State

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def forget_outdated(app: Sphinx) -> None:
    """Handle ``builder-inited``: remove what was compiled of other catalogues than there are."""
    config = app.config
    if not (config.language and config.gettext_auto_build and app.builder.use_message_catalog):
        return
    known: dict[str, State] = domain_of(app.env).data["catalogues"]
    files, found = Files(), {}
    encoding = config.source_encoding
    repository = CatalogRepository(app.srcdir, config.locale_dirs, config.language, encoding)
    for catalogue in repository.catalogs:
        path, compiled = Path(catalogue.po_path), Path(catalogue.mo_path)
        before = known.get(str(path))
        if before is None or not files.is_same(path, before):
            compiled.unlink(missing_ok=True)
        found[str(path)] = files.state(path)
    known.clear()
    known.update(found)


def setup(app: Sphinx) -> None:
    """Connect to the event before catalogues are compiled."""
    app.connect("builder-inited", forget_outdated)
