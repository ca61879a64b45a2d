"""Addresses of records, pages and profiles in an HTML output, relative to its root."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from ..ledger.trace import LedgerView

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from ..domain import BriefDomain

FOLDER = "briefing"
"""The folder of the profiles."""

LONGEST = 120
"""Characters of a file name; some file systems take 255 bytes and no more."""


def file_name(identifier: str) -> str:
    """The name of a file that belongs to a record, without its end.

    An id may hold what not every file system takes, and may be very long.

    >>> file_name("e5"), file_name("what?")
    ('e5', 'what~3f')
    """
    name = re.sub(r"[^\w.-]|^\.|\.$", lambda match: f"~{ord(match[0]):x}", identifier)
    if len(name) > LONGEST:
        mark = blake2b(name.encode(), digest_size=6).hexdigest()
        name = f"{name[:LONGEST]}~{mark}"
    return name


def pagename(kind: str, identifier: str) -> str:
    """The name of the page that is the profile of a record.

    >>> pagename("actor", "e5"), pagename("topic", "index")
    ('briefing/actor/e5', 'briefing/topic/index~')
    """
    name = file_name(identifier)
    if name == "index":
        name += "~"
    return f"{FOLDER}/{kind}/{name}"


SOME_PROFILE = pagename("topic", "x")
"""The name of a profile: all lie equally deep, so that ways from one are ways from all."""


def profiled(domain: BriefDomain) -> frozenset[str]:
    """The kinds that have profiles in this project, by the names of their directives."""
    wanted = domain.env.config.briefing_profiles
    return frozenset(kind for kind, record in domain.kinds.items() if record.plural in wanted)


def page_address(builder: Builder, page: str) -> str:
    """The address of a page as it stands in a link; both of Sphinx's spellings become one."""
    return quote(unquote(builder.get_target_uri(page)))


def holds_records(domain: BriefDomain) -> bool:
    """Whether a project writes records at all; Sphinx's own glossaries alone stay as they are."""
    return any(page.entries or page.source for page in domain.pages.values())


class Addresses:
    """The addresses of one output, each made once."""

    def __init__(self, domain: BriefDomain, builder: Builder, ledger: LedgerView) -> None:
        self._ledger = ledger
        self._builder = builder
        self._profiled = profiled(domain)
        self._pages: dict[str, str] = {}

    def page(self, docname: str) -> str:
        """The address of a page."""
        found = self._pages.get(docname)
        if found is None:
            found = self._pages[docname] = page_address(self._builder, docname)
        return found

    def record(self, kind: str, identifier: str) -> str:
        """The address of the place where a record is written, or published by its own house."""
        if self._ledger.house_title(kind, identifier):
            return self._ledger.address_elsewhere(kind, identifier)
        docname, anchor = self._ledger.anchor(kind, identifier)
        return f"{self.page(docname)}#{anchor}"

    def profile(self, kind: str, identifier: str) -> str:
        """The address of the profile of a record; empty where it has none."""
        if kind not in self._profiled or self._ledger.house_title(kind, identifier):
            return ""
        return self.page(pagename(kind, identifier))
