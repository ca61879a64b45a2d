"""Devhelp loads no search index, which it never writes.

In every build but the first it would warn that the index could not be loaded.

Works round: ``DevhelpBuilder`` turns ``search`` off and ``StandaloneHTMLBuilder.prepare_writing``
loads the index all the same. No issue is known.
Seen in: Sphinx 8.2 and 9.0 with sphinxcontrib-devhelp 2.0.
Can go when: an incremental build with ``-b devhelp`` warns of nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def load_no_search_index(app: Sphinx) -> None:
    """Handle ``builder-inited``."""
    if app.builder.name == "devhelp":
        app.builder.load_indexer = lambda docnames: None  # type: ignore[attr-defined]


def setup(app: Sphinx) -> None:
    """Connect to the event."""
    app.connect("builder-inited", load_no_search_index)
