"""The pages that list a page, kept out of Sphinx's way while it reads and writes.

Sphinx keeps a table of them (``env.files_to_rebuild``) and goes through all of it for every page
that it reads, so that the time for it grows with the square of the pages. What tables of contents
put into it is the inverse of ``env.toctree_includes``: it is taken out, and put back when all
pages have been read.

Works round: ``TocTreeCollector.clear_doc`` discards a page from every set of the table. No issue
is known; sphinx-doc/sphinx#14277 has a profile of a project for which that adds up.
Seen in: Sphinx 8.2 and 9.0.
Can go when: forgetting a page takes no longer because other pages are listed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def begin(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Handle ``env-before-read-docs``: take out what is known."""
    if docnames:
        _take_out(env, env.toctree_includes)


def read(app: Sphinx, doctree: nodes.document) -> None:
    """Handle ``doctree-read``: take out what this page has put in."""
    _take_out(app.env, [app.env.docname])


def end(app: Sphinx, env: BuildEnvironment) -> None:
    """Handle ``env-updated``: put it back, sorted."""
    for docname, listed in sorted(env.toctree_includes.items()):
        for name in listed:
            env.files_to_rebuild.setdefault(name, set()).add(docname)


def _take_out(env: BuildEnvironment, docnames: Iterable[str]) -> None:
    table = env.files_to_rebuild
    for docname in docnames:
        for name in env.toctree_includes.get(docname, ()):
            listing = table.get(name)
            if listing is not None:
                listing.discard(docname)
                if not listing:
                    del table[name]


def setup(app: Sphinx) -> None:
    """Connect to the events of reading."""
    app.connect("env-before-read-docs", begin)
    app.connect("doctree-read", read, priority=999)
    app.connect("env-updated", end, priority=1)
