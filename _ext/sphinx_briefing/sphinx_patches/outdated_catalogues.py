"""Catalogues of translations are compiled once more where their times do not tell that.

Sphinx compiles a ``.po`` file when it is younger than its ``.mo`` file. One that comes from an
archive or a clone may be older, and say something else.

Works round: ``CatalogInfo.is_outdated`` compares times of change alone. No issue is known.
Seen in: Sphinx 8.2 and 9.0.
Can go when: a catalogue is compiled again that is older than its ``.mo`` file and says another
thing.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.i18n import CatalogRepository

from ..file_stamps import Files, State

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def forget_outdated(app: Sphinx, known: dict[str, State]) -> None:
    """Remove what was compiled of other catalogues than there are, before they are compiled.

    :param known: the states of the catalogues that have been compiled; brought up to date.
    """
    config = app.config
    if not (config.language and config.gettext_auto_build and app.builder.use_message_catalog):
        return
    files, found = Files(), {}
    encoding = config.source_encoding
    repository = CatalogRepository(app.srcdir, config.locale_dirs, config.language, encoding)
    for catalogue in repository.catalogs:
        path, compiled = Path(catalogue.po_path), Path(catalogue.mo_path)
        before = known.get(str(path))
        if before is None or not files.is_same(str(path), before):
            compiled.unlink(missing_ok=True)
        found[str(path)] = files.state(str(path))
    known.clear()
    known.update(found)
