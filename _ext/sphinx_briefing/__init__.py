"""Structured notes on articles become cross-referenced policy briefs: a Sphinx extension."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from .version import __version__ as __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from .registry import Registry

Part = Callable[["Sphinx"], None]
"""Plugs one thing into Sphinx."""


def reading_parts() -> tuple[Part, ...]:
    """The parts that read pages besides the domain, in order."""
    from . import audiences
    from .domain import (
        changes,
        collect,
        depth,
        given_titles,
        guards,
        safety,
        snapshot_pages,
        standard_terms,
        substitutions,
        titles,
        translation,
        unread_markup,
    )
    from .sphinx_patches import (
        image_names,
        late_theme_options,
        listing_pages,
        myst_block_headings,
        myst_options,
    )

    modules = (
        audiences,
        late_theme_options,
        listing_pages,
        image_names,
        myst_options,
        myst_block_headings,
        depth,
        guards,
        safety,
        substitutions,
        translation,
        changes,
        collect,
        standard_terms,
        unread_markup,
        titles,
        given_titles,
        snapshot_pages,
    )
    return tuple(module.setup for module in modules)


def writing_parts() -> tuple[Part, ...]:
    """The parts that answer, check and write, in order."""
    from . import checks, html, incremental, pictures, proof, resolve
    from .builders import docx, ledger, linkcheck, pdf
    from .html import (
        beside,
        cards,
        citable,
        feeds,
        linked_data,
        matrices,
        profiles,
        registers,
        search,
        snapshots,
        tables,
    )
    from .sphinx_patches import (
        devhelp_search,
        module_code,
        page_metadata,
        search_index,
        search_stems,
        section_numbers,
        table_wrappers,
        template_cache,
        todo_lists,
    )

    return (
        section_numbers.setup,
        devhelp_search.setup,
        page_metadata.setup,
        search_index.setup,
        search_stems.setup,
        table_wrappers.setup,
        template_cache.setup,
        todo_lists.setup,
        checks.setup,
        pictures.setup,
        resolve.setup,
        incremental.setup,
        module_code.setup,
        ledger.connect,
        linkcheck.setup,
        pdf.connect,
        docx.connect,
        html.setup,
        cards.setup,
        profiles.setup,
        tables.setup,
        registers.setup,
        citable.setup,
        matrices.setup,
        search.setup,
        feeds.setup,
        linked_data.setup,
        snapshots.setup,
        beside.setup,
        proof.setup,
    )


READING = (
    "env-before-read-docs", "env-get-outdated", "env-merge-info", "env-purge-doc",
    "doctree-read", "include-read", "source-read",
)  # fmt: skip
"""The events that come while pages are read; what comes after them comes in every build."""


def reading_modules(app: Sphinx, registry: Registry) -> set[str]:
    """The modules of ours that read pages, or listen while they are read.

    When what they do changes, pages are read again.
    """
    from .config import settings
    from .domain import events

    handlers = (
        listener.handler for event in READING for listener in app.events.listeners.get(event, ())
    )
    known = (*reading_parts(), *registry.readers.values(), *handlers)
    modules = {settings.__name__, events.__name__, *(item.__module__ for item in known)}
    return {module for module in modules if module.partition(".")[0] == __name__}


def setup(app: Sphinx) -> ExtensionMetadata:
    """Plug the toolkit into Sphinx."""
    from . import own
    from .code_digest import version_of
    from .config import houses, settings
    from .domain import events
    from .presentation.labels import CATALOG
    from .registry import Registry

    registry = Registry()
    own.register(registry)
    settings.setup(app, registry)
    houses.setup(app)
    events.setup(app, registry)
    app.add_message_catalog(CATALOG, str(Path(__file__).parent / "locale"))
    for part in (*reading_parts(), *writing_parts()):
        part(app)
    return {
        "version": __version__,
        "env_version": version_of(reading_modules(app, registry)),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
