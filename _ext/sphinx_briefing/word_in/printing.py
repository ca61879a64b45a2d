"""The Word file of a page as its sources say it now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import SphinxError

from ..builders.docx.builder import BriefDocxBuilder
from ..word_files.opening import Parts

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def printed_now(app: Sphinx, docname: str) -> Parts:
    """Print a page of a project that was read for ``briefdocx``.

    :raises ValueError: if it cannot be printed.
    """
    builder = app.builder
    assert isinstance(builder, BriefDocxBuilder)
    try:
        builder.prepare_writing({docname})
        builder.write_documents({docname})
    except (SphinxError, OSError) as error:
        raise ValueError(f"the Word file of {docname} cannot be made: {error}") from None
    path = Path(builder.path_of(docname))
    if not path.is_file():
        raise ValueError(f"the Word file of {docname} cannot be made; build it to see why")
    return Parts(path)
