"""Profiles: a page for each actor, term and topic that shows all that is known of it.

================  ==========================================================================
``contents``      which records and pages a profile shows, and a hash of them
``lists``         these as lists, each in its order; long ones are in parts
``page``          a profile as HTML
``links``         what leads from a record to its profile
``style``         the style sheet of both
================  ==========================================================================

They are pages without a source: no builder but those of websites makes them, they are in no table
of contents, and Sphinx's own search does not list them, since all that they say stands on pages
that it does list.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sphinx.util import logging
from sphinx.util.osutil import relative_uri

from ...domain import domain_of
from ...incremental.artifacts import EVENT, Artifacts
from ...ledger.answers import Key
from ...records import Record
from ...websites import add_where, is_website
from ..addresses import SOME_PROFILE, holds_records, page_address, pagename, profiled
from ..long_lists import part_name
from ..values import Values
from .contents import Gathered, gather
from .links import LinkProfiles
from .lists import Listed, lists_of, may_be_long
from .page import Page

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

SIGNS = ("brief-profile", "brief-index")
"""What the classes of profiles, of links to them, and of indexes begin with."""

PageTuple = tuple[str, dict[str, Any], str]
"""Name, context and template of a page, as Sphinx wants it."""


class Profiles:
    """The profiles that one build must write."""

    def __init__(self) -> None:
        self._due: list[tuple[Key, Gathered]] = []
        self._due_parts: list[tuple[Key, Listed, int]] = []
        self._values: Values | None = None
        self._artifacts: Artifacts | None = None

    def offer(self, app: Sphinx, artifacts: Artifacts) -> None:
        """Handle ``briefing-make``: see which profiles have changed."""
        builder, domain = artifacts.builder, domain_of(artifacts.builder.env)
        kinds = profiled(domain)
        if not is_website(builder) or not kinds or not holds_records(domain):
            return
        self._values, self._artifacts = Values(domain, builder, artifacts.ledger), artifacts
        values = Values(domain, builder, domain.ledger)
        for key, found in sorted(gather(values, kinds).items()):
            name = pagename(*key)
            if name in builder.env.found_docs:
                continue  # an author wrote a page of that name, which is the profile then
            subject = values.ledger.records(key[0])[key[1]]
            marking = values.ledger.markings.of(subject)
            is_whole = not domain.strict_than(marking)
            contents = found if is_whole else found.shown_by(values.open_to(marking))
            if artifacts.offer_page(name, contents.digest):
                self._due.append((key, contents))
            shown = values.open_to(marking)
            if may_be_long(shown, subject, contents):
                for one in lists_of(shown, subject, contents):
                    for number in range(1, one.listed.count):
                        part = part_name(name, number, one.name)
                        if artifacts.offer_page(part, one.listed.digest(number)):
                            self._due_parts.append((key, one, number))

    def pages(self, app: Sphinx) -> Iterator[PageTuple]:
        """Handle ``html-collect-pages``: those that have."""
        due, parts = self._due, self._due_parts
        values, artifacts = self._values, self._artifacts
        if not (due or parts) or values is None or artifacts is None:
            return
        here = page_address(app.builder, SOME_PROFILE)
        up = relative_uri(here, "")
        pages: dict[str, Page] = {}

        def page_for(record: Record) -> Page:
            marking = values.ledger.markings.of(record)
            if marking not in pages:
                pages[marking] = Page(values.open_to(marking), up)
            return pages[marking]

        for key, found in due:
            name = pagename(*key)
            with artifacts.making_page(name):
                record: Record = values.ledger.records(key[0])[key[1]]
                context = page_for(record).context(record, found)
            yield name, context, "page.html"
        for key, one, number in parts:
            name = part_name(pagename(*key), number, one.name)
            with artifacts.making_page(name):
                record = values.ledger.records(key[0])[key[1]]
                context = page_for(record).part(record, one, number)
            yield name, context, "page.html"
        self._due, self._due_parts, self._values, self._artifacts = [], [], None, None


def setup(app: Sphinx) -> None:
    """Add the profiles."""
    app.add_post_transform(LinkProfiles)
    profiles = Profiles()
    app.connect(EVENT, profiles.offer)
    app.connect("html-collect-pages", profiles.pages)
    add_where(app, SIGNS, styles=["briefing-profiles.css"])
