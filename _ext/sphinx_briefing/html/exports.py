"""Files of exporters that websites hold: feeds, and whatever others add."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..config.settings import registry_of
from ..exports import write_exports
from ..websites import is_website

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def write(app: Sphinx, exception: Exception | None) -> None:
    """Handle ``build-finished``: write what has changed; anybody may read it."""
    if exception is not None or not is_website(app.builder):
        return
    exporters = [
        exporter
        for exporter in registry_of(app.config).exporters.values()
        if exporter.on_website and (exporter.wanted is None or exporter.wanted(app.config))
    ]
    write_exports(app, exporters, app.config.briefing_feed_marking)


def setup(app: Sphinx) -> None:
    """Connect to the end of a build."""
    app.connect("build-finished", write)
