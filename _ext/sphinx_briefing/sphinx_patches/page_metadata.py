"""Every page that is written has metadata, if only empty ones.

Sphinx gives a page an empty place for them when somebody asks, and none before: ``meta`` is
``None`` or ``{}`` depending on which pages were written, or read by another process, before.
Builders that print what templates are given (JSON, pickles) print that as well.

Works round: ``BuildEnvironment.metadata`` is a ``defaultdict``, which tables of contents ask for
each page that they list; ``StandaloneHTMLBuilder.get_doc_context`` asks without filling it. No
issue is known.
Seen in: Sphinx 8.2 and 9.0.
Can go when: ``-b json`` says the same of a page's metadata with one process and with several.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def give_metadata(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Handle ``html-page-context``: let a page without metadata have empty ones."""
    if doctree is not None and context.get("meta") is None:
        context["meta"] = {}


def setup(app: Sphinx) -> None:
    """Connect to the event before templates, themes and others see the metadata."""
    app.connect("html-page-context", give_metadata, priority=0)
