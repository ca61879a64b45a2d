"""Write the pages again that have changed, so that an incremental build equals a clean one.

What each page has asked of the ledger, and a hash of what it shows of others, is remembered beside
the output (:mod:`.store`). When all pages have been read, the same is asked again: pages that are
answered otherwise are written again, and no others. The modules:

==================  ========================================================================
``reread``          pages that must be read again though Sphinx does not see it
``inventories``     names of other projects, which intersphinx finds
``rivals``          pages that define the same names
``state``           a hash of all that a build knows
``freshness``       the law of one output: what is due, what is remembered
``plan``            pages that are due, and why
``asked``           questions that pages have asked of the ledger, asked again
``page_context``    hashes of what pages show of others: titles, labels, navigation
``config_digest``   a hash of what every page depends on: configuration, templates, versions
``locks``           one build at a time in a folder
``failures``        files that cannot be written: one message, and a note for the next build
``reasons``         why pages are written again, as the log says it
``store``           the record beside an output, and the journal of pages in the making
``stale_files``     outputs of pages and files that are gone
``artifacts``       pages without a source and files of data, made of records by other parts
``known_builders``  properties of builders and themes that others have made
``single_outputs``  old files of builders that make one output of all pages
==================  ========================================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..domain import domain_of
from ..sphinx_patches.outdated_catalogues import forget_outdated
from . import artifacts, page_context, single_outputs
from . import known_builders as known
from .freshness import Freshness, freshness_of
from .state import state_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def look_at_catalogues(app: Sphinx) -> None:
    """Handle ``builder-inited``, before catalogues are compiled."""
    forget_outdated(app, domain_of(app.env).data["catalogues"])


def setup(app: Sphinx) -> None:
    """Plug freshness into a build."""
    known.setup(app)
    app.connect("builder-inited", look_at_catalogues)
    artifacts.setup(app)
    single_outputs.setup(app)
    app.connect("doctree-read", page_context.take, priority=700)
    app.connect("env-updated", page_context.take_names, priority=160)  # when titles have been named
    Freshness(app).connect(app)


__all__ = ["freshness_of", "setup", "state_of"]
