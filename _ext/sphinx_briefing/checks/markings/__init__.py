"""The check of markings: a page must not print what is marked for fewer readers than the page.

It looks at pages as they are printed, when all is resolved; a page that need not be resolved again
prints what it printed when it last was. Which module does what:

============  ==========================================================================
``printed``   what of strict records and pages stands in a finished doctree, and where
``words``     the words by which something that was printed is known again
``grounds``   grounds for that on other pages: words that are open, titles of strict pages
``outline``   titles of pages in tables of contents and navigation, included files
============  ==========================================================================
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec
from docutils import nodes
from sphinx import addnodes
from sphinx.util import logging

from ...audiences.outcome import outcome_of
from ...diagnostics.model import Diagnostic
from ...domain import BriefDomain, domain_of
from ...incremental.page_context import Around
from ...ledger import PageFacts
from ...ledger.answers import Key
from ...ledger.strict import Strict
from ...markings import badge_of, strictest
from ...sphinx_patches.noted_links import note_links
from .grounds import Grounds
from .outline import Outline
from .printed import Place, Printed

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

NAMED = 4
"""The most things that one message names."""


class MarkingCheck:
    """The check of one build."""

    def __init__(self) -> None:
        self._grounds: Grounds | None = None

    def watch_links(self, app: Sphinx) -> None:
        """Handle ``builder-inited``: note of which strict pages a page is given the addresses."""
        note_links(app.builder, domain_of(app.env).note_link)

    def answer(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Handle ``env-get-updated``: answer what pages have asked that is no record's."""
        domain = domain_of(env)
        self._grounds = Grounds(domain)  # of what this build has read
        if domain.is_watching:
            self._grounds.answer()
        return []

    def _grounds_in(self, domain: BriefDomain) -> Grounds:
        if self._grounds is None:
            self._grounds = Grounds(domain)
        return self._grounds

    def look(self, app: Sphinx, document: nodes.document, docname: str) -> None:
        """Handle ``doctree-resolved``: look at the pages that a document holds."""
        domain = domain_of(app.env)
        if getattr(app.builder, "assembling", False) or not domain.is_watching:
            return
        pages = {docname: domain.strict_for(docname)}
        for start in document.findall(addnodes.start_of_file):
            pages[start["docname"]] = domain.strict_for(start["docname"])
        for name in pages:
            domain.printed.reports[name] = []
        if any(pages.values()):
            for name, own in _by_page(document, docname).items():
                if strict := pages[name]:
                    domain.printed.reports[name] = self._look_at(domain, name, own, strict)

    def _look_at(
        self, domain: BriefDomain, docname: str, own: list[nodes.Element], strict: Strict
    ) -> list[Diagnostic]:
        handed, linked = domain.traces.handed(docname, strict)
        printed = Printed(domain, docname, own, strict, self._grounds_in(domain))
        places = printed.places(handed, linked)
        return list(_reports(domain, docname, strict, places))

    # -- when all is written --------------------------------------------------------------------

    def reports(self, app: Sphinx) -> list[Diagnostic]:
        """The reports on all pages, whether this build has resolved them or not."""
        domain, env = domain_of(app.env), app.env
        if not domain.is_watching:
            return []
        printed = domain.printed
        outline = Outline(domain, app.builder)
        found: list[Diagnostic] = []
        for docname in sorted(env.found_docs):
            strict = domain.strict_for(docname)
            if not strict:
                continue
            if docname not in printed.reports and docname not in printed.kept:
                if _may_print(domain, docname, strict):
                    _resolve(app, docname)
                printed.reports.setdefault(docname, [])
            found += printed.reports.get(docname, printed.kept.get(docname, []))
            places: dict[Place, set[Key]] = defaultdict(set)
            for place, key in outline.shown_by(docname, strict):
                places[place].add(key)
            found += _reports(domain, docname, strict, places)
        found += outline.navigation(printed.navigation)
        # Nobody has written a page that stands in for the start page, and it lists what is built.
        outcome = outcome_of(app)
        stand_in = outcome.pruned.stand_in if outcome is not None else ""
        return sorted({one for one in found if not stand_in or one.docname != stand_in})


def _by_page(document: nodes.document, docname: str) -> Mapping[str, list[nodes.Element]]:
    """The elements of a document by the page that they stand on, in reading order."""
    found: dict[str, list[nodes.Element]] = defaultdict(list)
    waiting: list[tuple[str, nodes.Node]] = [(docname, document)]
    while waiting:  # iterative, since trees may be deeper than Python's stack
        page, node = waiting.pop()
        if isinstance(node, nodes.Element):
            page = node["docname"] if isinstance(node, addnodes.start_of_file) else page
            found[page].append(node)
            waiting += [(page, child) for child in reversed(node.children)]
    return found


def _reports(
    domain: BriefDomain, docname: str, strict: Strict, places: Mapping[Place, set[Key]]
) -> Iterator[Diagnostic]:
    markings = domain.ledger.markings
    marked, or_else = f"marked {badge_of(strict.open_to)}", ""
    if not markings.is_written(docname):
        marked = f"not marked and counts as {badge_of(strict.open_to)}"
        or_else = ", or all pages without a marking ('briefing_unmarked')"
    for place, keys in places.items():
        problem = f"{_described(sorted(keys), strict)}, but this page is {marked}"
        them = "it" if len(keys) == 1 else "them"
        message = f"{problem}; leave {them} out, or mark the page for as few readers{or_else}"
        yield Diagnostic(docname, place.line, "marking", message, place.path)


def _described(keys: list[Key], strict: Strict) -> str:
    """Printed records and pages with their marking, for a message."""
    names = [f"{kind} {name!r}" for kind, name in keys[:NAMED]]
    if len(keys) > NAMED:
        names.append(f"{len(keys) - NAMED} more")
    head = ", ".join(names[:-1])
    markings = {strict.marking_of(key) for key in keys}
    verb = "is" if len(keys) == 1 else "are"
    upto = "marked up to " if len(markings) > 1 else ""
    return (
        f"{head}{' and ' if head else ''}{names[-1]} {verb} {upto}{badge_of(strictest(markings))}"
    )


def _may_print(domain: BriefDomain, docname: str, strict: Strict) -> bool:
    """Whether a page may print something strict, by what it asks for and refers to."""
    facts = domain.pages.get(docname)
    around = domain.around.get(docname)
    if around is not None and msgspec.msgpack.decode(around, type=Around).refers:
        return True
    if facts is None:
        return False
    if facts.questions or facts.cards or facts.brief is not None:
        return True
    return any(key in strict.leading for key in _reached(domain, facts))


def _reached(domain: BriefDomain, facts: PageFacts) -> Iterator[Key]:
    """The records that a page writes, refers to and names."""
    ledger = domain.ledger
    yield from (entry.key for entry in facts.entries)
    if facts.source is not None:
        yield "source", facts.source.id
    for reference in facts.references:
        if reference.kind in ledger.kinds:
            yield reference.kind, ledger.find_exactly(reference.kind, reference.target)
    for _start, kind, identifier in ledger.mentions_on(facts.docname):
        yield kind, identifier


def _resolve(app: Sphinx, docname: str) -> None:
    """Resolve a page that this build does not write, without a word and without the network."""
    with logging.suppress_logging(), _only_looking(app):
        app.env.resolve_references(app.env.get_doctree(docname), docname, app.builder)


@contextmanager
def _only_looking(app: Sphinx) -> Iterator[None]:
    """Tell others that a page is not being written; let no transform fetch its images."""
    builder: Any = app.builder
    printed, remote = domain_of(app.env).printed, builder.supported_remote_images
    printed.is_looking = builder.supported_remote_images = True
    try:
        yield
    finally:
        printed.is_looking, builder.supported_remote_images = False, remote
