"""Strict content that pages print from outside their doctrees: titles and included files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder

from ...diagnostics.model import Diagnostic
from ...doctree import line_of
from ...domain import BriefDomain
from ...domain.passages import path_of
from ...domain.portions import marking_around
from ...ledger.answers import Key
from ...ledger.pages import PAGE
from ...ledger.strict import Strict
from ...markings import badge_of, rank_of
from .printed import Place

Found = Iterator[tuple[Place, Key]]

NEAR = "neighbouring page"
INCLUDED = "included page"
"""What messages call a page that is shown in another way than by its title in a text or a list."""

SITES = ("html", "dirhtml", "htmlhelp", "qthelp", "devhelp", "applehelp")
"""The builders that print around a page what stands before, after and above it."""
WITHOUT_LISTS = ("ledger", "briefpdf", "briefdocx")
"""The builders that print no tables of contents."""


class Outline:
    """The order of the pages of an output, and what each shows of others by it."""

    def __init__(self, domain: BriefDomain, builder: Builder) -> None:
        self._domain = domain
        self._env = domain.env
        self._lists = builder.name not in WITHOUT_LISTS
        self._is_site = builder.name in SITES
        relations: Mapping[str, Any] = self._env.collect_relations()
        self._relations = relations if self._is_site else {}

    def shown_by(self, docname: str, strict: Strict) -> Found:
        """Strict records and pages that a page includes, lists, sums up or stands beside."""
        facts = self._domain.pages.get(docname)
        for reference in facts.includes if facts is not None else ():
            may = reference.open_to and self._may_show(reference.target, reference.open_to)
            if strict.holds_page(reference.target) and not may:
                yield Place(reference.line, reference.path), (INCLUDED, reference.target)
        if facts is not None and facts.brief and facts.brief.summary:
            place = Place(facts.lines.get("summary", facts.brief.line))
            for mention in self._domain.ledger.mentions_in(facts.brief.summary):
                if (mention.kind, mention.id) in strict.records:
                    yield place, (mention.kind, mention.id)
        listed = set()
        if self._lists:
            for place, key in self._listed_by(docname, strict):
                listed.add(key)
                yield place, key
        for other in self._relations.get(docname, ()):
            if other and strict.holds_page(other) and (PAGE, other) not in listed:
                yield Place(1), (NEAR, other)

    def navigation(self, calls: Iterable[Mapping[str, Any]]) -> Iterator[Diagnostic]:
        """Report pages in the navigation that are marked more strictly than the pages that show it.

        :param calls: how the theme asks for it: all pages, those that the first page lists, or
            those on the way to a page and below it.
        """
        calls = list(calls) if self._is_site else []
        includes, root = self._env.toctree_includes, self._env.config.root_doc
        whole = any(not (call.get("chapters") or call.get("collapse", True)) for call in calls)
        on_all_pages = self._below(root) if whole else set(includes.get(root, ()))
        everywhere = self._most_open(self._env.found_docs)
        for listing in sorted(includes) if calls else ():
            # What is stricter than the page that lists it is said there, outside of passages.
            may = [
                p
                for p in includes[listing]
                if self._opens(p, everywhere) < 0
                and (self._opens(p, listing) >= 0 or self._is_in_passage(listing, p))
            ]
            beside = ""
            if any(name not in on_all_pages for name in may) and not all(
                c.get("chapters") for c in calls
            ):
                beside = self._most_open(self._below(listing) | {listing})
            for docname in may:
                opener = everywhere if docname in on_all_pages else beside
                if opener and self._opens(docname, opener) < 0:
                    yield self._in_navigation(listing, docname, opener)

    def _is_in_passage(self, listing: str, docname: str) -> bool:
        """Whether a page is listed in a passage that is marked as strictly as itself."""
        return any(
            docname in tree["includefiles"]
            and (around := marking_around(tree))
            and self._may_show(docname, around)
            for tree in self._env.get_doctree(listing).findall(addnodes.toctree)
        )

    def _opens(self, docname: str, than: str) -> int:
        """The steps by which a page is more open than another; below zero if it is stricter."""
        markings = self._domain.ledger.markings
        return rank_of(markings.of_page(than)) - rank_of(markings.of_page(docname))

    def _may_show(self, docname: str, open_to: str) -> bool:
        return self._domain.ledger.markings.may_show_page(docname, open_to)

    def _most_open(self, docnames: Iterable[str]) -> str:
        markings = self._domain.ledger.markings
        return min(docnames, key=lambda name: (rank_of(markings.of_page(name)), name), default="")

    def _in_navigation(self, listing: str, docname: str, opener: str) -> Diagnostic:
        markings = self._domain.ledger.markings
        own, other = (badge_of(markings.of_page(name)) for name in (docname, opener))
        message = (
            f"page {docname!r} is {own}, but the navigation shows it on "
            f"pages that are marked {other}, such as {opener!r}; list it "
            "elsewhere, or mark them for as few readers"
        )
        path = str(self._env.doc2path(listing))
        for tree in self._env.get_doctree(listing).findall(addnodes.toctree):
            if docname in tree["includefiles"]:
                return Diagnostic(listing, line_of(tree), "marking", message, path_of(tree, path))
        return Diagnostic(listing, 1, "marking", message)

    def _below(self, docname: str) -> set[str]:
        """The pages that a page lists, and those that these list."""
        includes = self._env.toctree_includes
        waiting, found = list(includes.get(docname, ())), set()
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += includes.get(name, ())
        return found

    def _listed_by(self, docname: str, strict: Strict) -> Found:
        """The pages whose titles stand in the tables of contents of a page."""
        if not any(map(strict.holds_page, self._below(docname))):
            return
        document = self._env.get_doctree(docname)
        path = str(self._env.doc2path(docname))
        for tree in document.findall(addnodes.toctree):
            if tree["hidden"] and not self._is_site:
                continue  # it orders the pages, and the navigation shows them
            place, around = Place(line_of(tree), path_of(tree, path)), marking_around(tree)
            for name in self._down_to(tree["includefiles"], tree["maxdepth"]):
                if around and self._may_show(name, around):
                    continue
                if strict.holds_page(name) and not self._is_called_otherwise(tree, name):
                    yield place, (PAGE, name)

    def _down_to(self, docnames: list[str], depth: int) -> Iterator[str]:
        """The pages of a table of contents, and those that they list, down to its depth."""
        seen: set[str] = set()
        level = list(docnames)
        while level and depth:
            new = [name for name in dict.fromkeys(level) if name not in seen]
            seen.update(new)
            yield from new
            level = [other for name in new for other in self._env.toctree_includes.get(name, ())]
            depth -= 1

    def _is_called_otherwise(self, tree: addnodes.toctree, docname: str) -> bool:
        """Whether a table of contents shows a name of its author's, and no heading of a page."""
        own = {name for title, name in tree["entries"] if title}
        contents = self._env.tocs.get(docname)
        headings = sum(1 for _ in contents.findall(nodes.list_item)) if contents is not None else 0
        shallow = tree["maxdepth"] == 1 or tree.get("titlesonly", False) or headings < 2
        return docname in own and shallow
