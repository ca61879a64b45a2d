"""Addresses of the snapshots of sources that a website publishes."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from sphinx.util.osutil import relative_uri

from ..domain import BriefDomain
from ..domain.traces import PUBLISHED
from ..websites import is_website


def published_for(domain: BriefDomain, docname: str) -> Callable[[str], str]:
    """Make what gives the addresses of snapshots from a page, and notes that it shows them."""
    builder = domain.builder
    if not (domain.env.config.briefing_publish_snapshots and is_website(builder)):
        return lambda source: ""
    note = domain.traces.ledger_for(docname).note
    here = builder.get_target_uri(docname)

    def published(source: str) -> str:
        note(PUBLISHED, source)
        name = domain.published.get(source, "")
        return relative_uri(here, quote(name)) if name else ""

    return published
