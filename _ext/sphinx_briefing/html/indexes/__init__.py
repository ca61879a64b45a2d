"""Indexes: a page for each kind that readers look for, with all that there is of it.

Like profiles they are pages without a source: no builder but those of websites makes them, and they
are in no table of contents. A page of an author's with the name of one takes its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sphinx.util.osutil import relative_uri

from ...domain import BriefDomain, domain_of
from ...incremental.artifacts import EVENT, Artifacts
from ...presentation.labels import N_, _, words_of
from ...websites import is_website
from ..addresses import FOLDER, page_address
from ..values import Values
from .page import IndexPage

if TYPE_CHECKING:
    from sphinx.application import Sphinx

WHO = N_("Who")
"""The title of the index of those who act."""


def title_of(domain: BriefDomain, kind: str) -> str:
    """The title of the index of a kind."""
    declaration = domain.kinds.selectable[kind]
    return str(_(WHO)) if kind == "actor" else words_of(declaration.labels, declaration)


def pagename_of(domain: BriefDomain, kind: str) -> str:
    """The name of the index of a kind."""
    return f"{FOLDER}/{domain.kinds.selectable[kind].plural}"


def indexed(domain: BriefDomain) -> list[str]:
    """The kinds that have an index and of which there is something to list."""
    listed = domain.derived.get("listed", ())
    by_plural = {record.plural: kind for kind, record in domain.kinds.selectable.items()}
    wanted = (by_plural[plural] for plural in domain.env.config.briefing_indexes)
    return [kind for kind in wanted if kind in listed]


class Indexes:
    """The indexes that one build must write."""

    def __init__(self) -> None:
        self._due: list[str] = []
        self._artifacts: Artifacts | None = None

    def offer(self, app: Sphinx, artifacts: Artifacts) -> None:
        """Handle ``briefing-make``: see which of them have changed."""
        builder, domain = artifacts.builder, domain_of(artifacts.builder.env)
        if not is_website(builder):
            return
        self._artifacts = artifacts
        for kind in indexed(domain):
            name = pagename_of(domain, kind)
            if name not in builder.env.found_docs and artifacts.offer_page(name, ""):
                self._due.append(kind)

    def pages(self, app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
        """Handle ``html-collect-pages``: make them."""
        due, artifacts = self._due, self._artifacts
        self._due, self._artifacts = [], None
        if not due or artifacts is None:
            return
        builder, domain = artifacts.builder, domain_of(app.env)
        house = app.config.briefing_unmarked
        values = Values(domain, builder, artifacts.ledger, house)
        for kind in due:
            name = pagename_of(domain, kind)
            up = relative_uri(page_address(builder, name), "")
            with artifacts.making_page(name):
                context = IndexPage(values, up).context(kind, title_of(domain, kind))
            yield name, context, "page.html"


def setup(app: Sphinx) -> None:
    """Add the indexes."""
    indexes = Indexes()
    app.connect(EVENT, indexes.offer)
    app.connect("html-collect-pages", indexes.pages)
