"""Records that readers can cite: a script that offers their place, a link and the role."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..presentation.labels import _
from ..websites import add_where

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SIGNS = ('class="brief-record ', 'class="brief-head" id="', "brief-definitions")
"""What stands in pages that hold places of records."""


def words() -> Mapping[str, str]:
    """The words that the script prints."""
    return {
        "data-label": str(_("Cite this record")),
        "data-place": str(_("Link to this record")),
        "data-link": str(_("Copy link")),
        "data-role": str(_("Copy role")),
        "data-copied": str(_("Copied")),
        "data-failed": str(_("Could not be copied")),
    }


def setup(app: Sphinx) -> None:
    """Add the script."""
    add_where(app, SIGNS, styles=["briefing-cite.css"], scripts=["briefing-cite.js"], words=words)
