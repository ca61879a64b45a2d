"""The base of builders that make a file of each brief: which pages, and their addresses."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import quote, urljoin

from docutils import nodes
from sphinx.builders import Builder
from sphinx.util import logging
from sphinx.util.osutil import relative_uri

from ...doctree import resolved
from ...domain import domain_of
from ...files import remove_with_empty_parents, write_atomically
from ...markings import badge_of
from ...presentation.marks import fact_of
from ...presentation.typography import curl_for
from ...presentation.values import Facts
from ...resolve.opening import reading_minutes, replacing
from .addresses import BESIDE
from .highlighting import paper_highlighter
from .markup import make_printable
from .meta import BriefMeta, meta_of
from .picture_words import place_words

if TYPE_CHECKING:
    from sphinx.highlighting import PygmentsBridge

    from ...records import Brief

logger = logging.getLogger(__name__)

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

    @cached_property
    def highlighter(self) -> PygmentsBridge:
        """The highlighter of the project's HTML."""
        return paper_highlighter(self.config)

    def facts(self, docname: str = "", *, short: bool = True) -> Facts:
        """Return facts of records in the words of the pages.

        :param docname: the page whose file they go into, which notes what it asks.
        """
        domain = domain_of(self.env)
        ledger = domain.ledger_for(docname) if docname else domain.ledger
        return Facts(
            ledger,
            domain.conventions,
            str(self.config.language or "en"),
            docname=docname,
            in_view=False,
            short=short,
        )

    def get_outdated_docs(self) -> Set[str]:
        """Return nothing: :mod:`sphinx_briefing.incremental` finds the briefs that have changed."""
        return set()

    def pages_to_make(self) -> Set[str]:
        """Return the pages that become files."""
        return self.briefs().keys()

    def briefs(self) -> dict[str, Brief]:
        """Return the briefs of the project as the domain knows them, by page."""
        return dict(sorted(domain_of(self.env).ledger.briefs.items()))

    def resolved_briefs(self, docnames: Set[str]) -> Iterator[tuple[str, nodes.document]]:
        """Yield the briefs among some pages with everything looked up, and say how far that is."""
        wanted = [docname for docname in self.briefs() if docname in docnames]
        for number, docname in enumerate(wanted, 1):
            logger.info("%s: [%d/%d] %s", self.name, number, len(wanted), docname)
            yield docname, resolved(self.env, docname, self, self.tags)

    def make_ready(self, docname: str, doctree: nodes.document) -> None:
        """Take out of a page all that cannot be printed, and find its images."""
        self.making = docname
        self._lead_to_newer(docname, doctree)
        place_words(doctree)
        make_printable(doctree)
        self.post_process_images(doctree)

    def meta(self, docname: str, doctree: nodes.document) -> BriefMeta:
        """Return what is printed around the text, in the words of the page in HTML."""
        domain = domain_of(self.env)
        ledger = domain.ledger_for(docname)
        brief = ledger.briefs[docname]
        tlp = ledger.markings.borne_by(docname)
        meta = meta_of(brief, self.facts(docname, short=False))
        kicker, line = _opening_of(doctree)
        return replace(
            meta,
            title=meta.title or title_of(doctree) or docname,
            summary=curl_for(self.config, self.name)(meta.summary),
            marking=badge_of(tlp) if tlp else "",
            superseded_by=tuple(
                (words, self._address_from(docname, page))
                for words, page in replacing(brief, ledger)
            ),
            reading_minutes=reading_minutes(domain.pages[docname].words),
            kicker=kicker,
            line=line,
        )

    def _lead_to_newer(self, docname: str, doctree: nodes.document) -> None:
        """Note at the references to what replaces a brief where the files of these are."""
        for fact in doctree.findall(nodes.inline):
            if fact_of(fact) != "superseded-by":
                continue
            for node in fact.findall(nodes.reference):
                kind, _, other = node.get("refuri", "").partition(UNPUBLISHED)
                if not kind and other:
                    node[BESIDE] = self._address_from(docname, other)

    def _address_from(self, docname: str, other: str) -> str:
        """Return the address of another brief; nothing for one that is not named.

        Where nobody knows where that is published, it is its file beside that of this one.
        """
        address = self.get_target_uri(other) if other else ""
        if not address.startswith(UNPUBLISHED):
            return address
        return relative_uri(
            quote(f"{docname}{self.out_suffix}"), quote(f"{other}{self.out_suffix}")
        )

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
        write_atomically(self.path_of(docname), content)

    def remove_file(self, docname: str) -> None:
        """Remove the file of an earlier build, where there is none any more."""
        remove_with_empty_parents(self.path_of(docname), Path(self.outdir))

    def path_of(self, docname: str) -> Path:
        """Return where the file of a page, or of a dossier, is."""
        return Path(self.outdir) / f"{docname}{self.out_suffix}"


def _opening_of(doctree: nodes.document) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return what stands above the title, and the line of facts, as the page has them."""
    found = {name: node for node in doctree.findall(nodes.paragraph) if (name := fact_of(node))}
    above, line = (found.get(name, nodes.paragraph()) for name in ("kicker", "line"))
    facts = tuple((name, fact.astext()) for fact in line.children if (name := fact_of(fact)))
    return above.astext(), facts


def title_of(doctree: nodes.document) -> str:
    """Return the first title of a page."""
    return next((title.astext() for title in doctree.findall(nodes.title)), "")
