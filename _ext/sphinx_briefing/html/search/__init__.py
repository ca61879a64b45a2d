"""A search with facets that needs neither a server nor leave to run anything but a page's scripts.

The words are those of Sphinx's own search, which has split and stemmed them already; the facets are
what the ledger knows of each page. Both are written as many small scripts (:mod:`.shards`), of
which a reader's browser fetches what a question needs: scripts load from a disk and under the
policy ``default-src 'self'``, where WebAssembly and requests for data do not.

=============  ===============================================================================
``facets``     which pages each actor, term, topic, source, year and kind of page stands for
``excerpts``   what a result shows of a page
``parts``      the index as scripts with names made of their content
``page``       the page with the search, and the ways to it
=============  ===============================================================================
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...domain import domain_of
from ...incremental import state_of
from ...incremental.config_digest import configuration
from ...incremental.store import BuildRecord, load, path_of, save
from ...websites import is_website
from .page import FOLDER, ROOT, clear, collect_page, lead_there, page_is_taken

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def write_index(app: Sphinx, data: dict[str, Any], digest: str) -> None:
    """Handle ``briefing-indexed``: write the index in parts, or remove what is left of one.

    Sphinx writes its index in every build; ours stays when nothing that it is made of has changed.
    """
    if not is_website(app.builder):
        return
    folder = Path(app.outdir, FOLDER)
    remembered = path_of(Path(app.outdir), f"{app.builder.name}-find")
    if not app.config.briefing_search or page_is_taken(app):
        clear(folder)
        remembered.unlink(missing_ok=True)
        return
    now = BuildRecord(state=state_of(app.env), settings=configuration(app), extras=[digest])
    if digest and load(remembered) == now and (folder / ROOT).is_file():
        return
    # Builds without a search of ours need none of these.
    from .excerpts import results
    from .facets import facets
    from .shards import Parts

    domain = domain_of(app.env)
    docnames = list(data["docnames"])
    parts = Parts()
    parts.add_words(data["terms"], data["titleterms"])
    parts.add_results(results(domain, docnames, app.builder))
    for facet in facets(domain, docnames):
        parts.add_facet(facet)
    remembered.unlink(missing_ok=True)  # while the parts are being changed
    parts.write(folder)
    save(remembered, now)


def setup(app: Sphinx) -> None:
    """Add the search."""
    app.connect("briefing-indexed", write_index)
    app.connect("html-collect-pages", collect_page)
    app.connect("html-page-context", lead_there)
