"""Indexes: a page for each kind that readers look for, with all that there is of it.

Like profiles they are pages without a source: no builder but those of websites makes them, and they
are in no table of contents. A page of an author's with the name of one takes its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from sphinx.util.osutil import relative_uri

from ...domain import BriefDomain, domain_of
from ...incremental.artifacts import EVENT, Artifacts
from ...presentation.labels import N_, _, words_of
from ...websites import is_website
from ..addresses import FOLDER, page_address
from ..long_lists import LongList, part_name
from ..values import Values
from .page import IndexPage

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

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


@dataclass(frozen=True, slots=True)
class _Due:
    """A part of an index that must be written."""

    kind: str
    number: int
    """Which part it is, counted from 0."""
    listed: LongList
    groups: int
    """How many headings end before it begins."""


class Indexes:
    """The indexes that one build must write, long ones in parts."""

    def __init__(self) -> None:
        self._due: list[_Due] = []
        self._artifacts: Artifacts | None = None

    def offer(self, app: Sphinx, artifacts: Artifacts) -> None:
        """Handle ``briefing-make``: see which of them have changed."""
        builder, domain = artifacts.builder, domain_of(artifacts.builder.env)
        if not is_website(builder):
            return
        self._artifacts = artifacts
        values = Values(domain, builder, domain.ledger, app.config.briefing_unmarked)
        for kind in indexed(domain):
            name = pagename_of(domain, kind)
            if name in builder.env.found_docs:
                continue
            index = IndexPage(values, "")
            listed = index.listed(kind)
            if listed.count < 2:
                if artifacts.offer_page(name, ""):
                    self._due.append(_Due(kind, 0, listed, 0))
                continue
            for number, groups in enumerate(index.groups_before(kind, listed)):
                content = f"{listed.digest(number)} {groups}"
                if artifacts.offer_page(part_name(name, number), content):
                    self._due.append(_Due(kind, number, listed, groups))

    def pages(self, app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
        """Handle ``html-collect-pages``: make them."""
        due, artifacts = self._due, self._artifacts
        self._due, self._artifacts = [], None
        if not due or artifacts is None:
            return
        builder, domain = artifacts.builder, domain_of(app.env)
        house = app.config.briefing_unmarked
        values = Values(domain, builder, artifacts.ledger, house)
        for one in due:
            index = pagename_of(domain, one.kind)
            name = part_name(index, one.number)
            here, title = page_address(builder, name), title_of(domain, one.kind)
            page = IndexPage(values, relative_uri(here, ""))
            with artifacts.making_page(name):
                if one.listed.count < 2:
                    context = page.context(one.kind, title)
                else:
                    way = partial(_way, builder, here, index)
                    above = one.listed.links(one.number, way)
                    below = one.listed.links(one.number, way, title)
                    titled = f"{title} ({one.number + 1})" if one.number else title
                    rows = one.listed.part(one.number)
                    context = page.part(one.kind, titled, rows, (above, below), one.groups)
            yield name, context, "page.html"


def _way(builder: Builder, here: str, index: str, number: int) -> str:
    """What leads from the address of a page to a part of an index."""
    return relative_uri(here, page_address(builder, part_name(index, number)))


def setup(app: Sphinx) -> None:
    """Add the indexes."""
    indexes = Indexes()
    app.connect(EVENT, indexes.offer)
    app.connect("html-collect-pages", indexes.pages)
