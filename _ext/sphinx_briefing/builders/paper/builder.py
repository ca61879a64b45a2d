"""What builders have in common that make a file of each brief: which pages, and their addresses."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import quote, urljoin

from docutils import nodes
from sphinx.builders import Builder

from ...config.values import conventions_of
from ...domain import domain_of
from ...files import write_atomically
from ...markings import badge_of
from ...presentation.values import Facts
from ...resolve.blocks import reading_minutes, replacing
from .meta import BriefMeta, meta_of

if TYPE_CHECKING:
    from ...records import Brief

UNPUBLISHED = "brief-page:"
"""Begins the address of a page of which nobody knows where it is published."""


class PaperBuilder(Builder):
    """A builder that makes one file of each brief."""

    out_suffix = ""
    allow_parallel = False
    making = ""
    """The page that is being made, for warnings that have no place."""
    supported_image_types: ClassVar[list[str]] = [
        "image/svg+xml",
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
    ]
    # True keeps Sphinx from downloading them; the translators then refuse them.
    supported_remote_images = True
    supported_data_uri_images = False

    def get_outdated_docs(self) -> Set[str]:
        """Return nothing: :mod:`sphinx_briefing.incremental` finds the briefs that have changed."""
        return set()

    def pages_to_make(self) -> Set[str]:
        """Return the pages that become files."""
        return self.briefs().keys()

    def briefs(self) -> dict[str, Brief]:
        """Return the briefs of the project as the domain knows them, by page."""
        return dict(sorted(domain_of(self.env).ledger.briefs.items()))

    def meta(self, docname: str, brief: Brief) -> BriefMeta:
        """Return what is printed around the text, in the words of the page in HTML."""
        domain = domain_of(self.env)
        ledger = domain.ledger_for(docname)
        brief = ledger.briefs[docname]
        facts = Facts(
            ledger, conventions_of(self.config), str(self.config.language or "en"),
            docname=docname, in_view=False, short=False,
        )  # fmt: skip
        tlp = ledger.markings.printed(brief)
        return replace(
            meta_of(brief, facts),
            marking=badge_of(tlp) if tlp else "",
            superseded_by=tuple(
                (words, self._published(page)) for words, page in replacing(brief, ledger)
            ),
            reading_minutes=reading_minutes(domain.pages[docname].words),
        )

    def _published(self, docname: str) -> str:
        """Return the address of a page; nothing where nobody knows where it is published."""
        address = self.get_target_uri(docname) if docname else ""
        return "" if address.startswith(UNPUBLISHED) else address

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return where *docname* is published, as far as that is known."""
        base = self.config.html_baseurl
        if not base:
            return f"{UNPUBLISHED}{docname}"
        suffix = self.config.html_file_suffix or ".html"
        suffix = suffix if self.config.html_link_suffix is None else self.config.html_link_suffix
        return urljoin(f"{base.rstrip('/')}/", f"{quote(docname)}{suffix}")

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return nothing for a place on the same page, and else the published address."""
        return "" if from_ == to else self.get_target_uri(to, typ)

    def docname_of(self, document: nodes.document) -> str:
        """Return the name of the page that *document* was read from."""
        return self.env.path2doc(document["source"]) or "" if document.get("source") else ""

    def put_file(self, docname: str, content: bytes) -> None:
        """Write all of a file or nothing; leave an equal one alone."""
        path = Path(self.outdir) / f"{docname}{self.out_suffix}"
        write_atomically(path, content)


def title_of(doctree: nodes.document) -> str:
    """Return the first title of a page."""
    return next((title.astext() for title in doctree.findall(nodes.title)), "")
