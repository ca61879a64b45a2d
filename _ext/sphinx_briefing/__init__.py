"""Structured notes on articles become cross-referenced policy briefs: a Sphinx extension."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"

PARTS = (
    "sphinx_briefing.sphinx_patches.late_theme_options",
    "sphinx_briefing.domain.myst",
    "sphinx_briefing.domain.depth",
    "sphinx_briefing.domain.guards",
    "sphinx_briefing.domain.safety",
    "sphinx_briefing.domain.substitutions",
    "sphinx_briefing.domain.blocks",
    "sphinx_briefing.domain.translation",
    "sphinx_briefing.domain.collect",
    "sphinx_briefing.domain.standard_terms",
    "sphinx_briefing.domain.unread_markup",
    "sphinx_briefing.domain.titles",
    "sphinx_briefing.domain.given_titles",
    "sphinx_briefing.checks",
    "sphinx_briefing.pictures",
    "sphinx_briefing.resolve",
    "sphinx_briefing.incremental",
    "sphinx_briefing.builders.ledger",
    "sphinx_briefing.builders.linkcheck",
    "sphinx_briefing.builders.pdf",
    "sphinx_briefing.builders.docx",
    "sphinx_briefing.html",
    "sphinx_briefing.html.cards",
    "sphinx_briefing.html.profiles",
    "sphinx_briefing.html.tables",
    "sphinx_briefing.html.search",
    "sphinx_briefing.html.feeds",
    "sphinx_briefing.html.linked_data",
)
"""What is plugged into Sphinx besides the domain; each part has a small setup of its own."""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Plug the toolkit into Sphinx."""
    from . import own
    from .config import settings
    from .domain import answer_term, complete, domain_for, remember_builder, tell
    from .presentation.labels import CATALOG
    from .registry import Registry

    registry = Registry()
    own.register(registry)
    settings.setup(app, registry)
    domain = domain_for(registry)
    app.add_domain(domain)
    app.connect("config-inited", lambda app, config: complete(domain), priority=150)
    app.add_message_catalog(CATALOG, str(Path(__file__).parent / "locale"))
    app.connect("builder-inited", remember_builder)
    app.connect("missing-reference", answer_term)
    app.connect("env-updated", tell, priority=200)  # when standard terms are entered
    for part in PARTS:
        app.setup_extension(part)
    return {
        "version": __version__,
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
