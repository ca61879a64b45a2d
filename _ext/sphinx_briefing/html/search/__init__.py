"""A search of records and pages that needs neither a server nor leave to run anything but scripts.

All that a reader may look for is an entry with its words: pages, and the records of all kinds. The
entries, their words and their facets are written as scripts (:mod:`.scripts`), of which a reader's
browser fetches what a question needs: scripts load from a disk and under the policy
``default-src 'self'``, where WebAssembly and requests for data do not.

=============  ===============================================================================
``words``      words and numbers as they are compared, in ASCII where their script has letters
``texts``      the texts of pages, heard from Sphinx's own search
``entries``    pages and records with their words and with what a result shows
``sections``   their order, and the groups that results stand in
``facets``     the actors, terms, topics, sources, years and kinds that each entry has
``partial``    the index of some pages, as bytes
``composing``  that of all, from partial ones that are read again by ``reading_partials``
``scripts``    the index as scripts with names made of their content, and ``encoding`` for them
``large``      the same in levels, for many thousand pages
``numbers``    lists of entries, short
``page``       the page with the search, and the ways to it
=============  ===============================================================================
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from ...collector import collector_paused
from ...domain import domain_of
from ...incremental import state_of
from ...incremental.config_digest import configuration
from ...incremental.store import BuildRecord, load, path_of, save
from ...websites import is_website
from .page import (
    FOLDER,
    ROOT,
    clear,
    collect_page,
    is_searched,
    lead_there,
    page_is_taken,
)
from .texts import Texts, digest_of, forget

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

TOGETHER = 5_000
"""Pages that are indexed at once, so that the words of all are never held in memory together."""

_LISTENING: WeakKeyDictionary[Builder, Texts] = WeakKeyDictionary()


def listen(app: Sphinx) -> None:
    """Handle ``builder-inited``: hear the texts of pages when Sphinx's own search reads them."""
    if is_searched(app):
        _LISTENING[app.builder] = Texts(app.builder)


def texts_heard(builder: Builder) -> dict[str, str]:
    """The texts of the pages that a build has written so far; none where it has no search."""
    heard = _LISTENING.get(builder)
    return {} if heard is None else heard.heard


def hear_texts(builder: Builder, texts: dict[str, str]) -> None:
    """Take the texts of pages that another process has written."""
    if (heard := _LISTENING.get(builder)) is not None:
        heard.heard |= texts


def write_index(app: Sphinx, data: dict[str, Any], digest: str) -> None:
    """Handle ``briefing-indexed``: write the index in parts, or remove what is left of one.

    Sphinx writes its index in every build; ours stays when nothing that it is made of has changed.
    """
    if not is_website(app.builder):
        return
    folder = Path(app.outdir, FOLDER)
    remembered = path_of(Path(app.outdir), f"{app.builder.name}-find")
    heard = _LISTENING.get(app.builder)
    if heard is None or page_is_taken(app):
        clear(folder)
        remembered.unlink(missing_ok=True)
        forget(app.builder)
        return
    docnames = list(data["docnames"])
    texts = heard.of(docnames)
    state, settings = state_of(app.env), configuration(app)
    now = BuildRecord(state=state, settings=settings, extras=[digest, digest_of(texts)])
    if digest and load(remembered) == now and (folder / ROOT).is_file():
        return
    # Builds without a search of ours need none of these.
    from .composing import compose
    from .partial import Project

    builder: Any = app.builder
    with collector_paused():  # nothing of what is made here is garbage before it is written
        domain = domain_of(app.env)
        # What is not found itself has records that are.
        pages = sorted({*docnames, *domain.pages})
        project = Project(domain, app.builder, texts, pages, builder.indexer.lang.stopwords)
        partials = [
            project.partial(pages[at : at + TOGETHER]) for at in range(0, len(pages), TOGETHER)
        ]
    remembered.unlink(missing_ok=True)  # while the parts are being changed
    compose(partials).write(folder)
    heard.keep(texts)
    save(remembered, now)


def setup(app: Sphinx) -> None:
    """Add the search."""
    app.connect("builder-inited", listen)
    app.connect("briefing-indexed", write_index)
    app.connect("html-collect-pages", collect_page)
    app.connect("html-page-context", lead_there)
