"""Titles that refer to records by id: navigation, feeds and metadata print names there, too.

Sphinx takes the words of headings while it reads a page, when nobody knows yet what a record is
called. The words that come from our roles are marked in the page, Sphinx copies the marks along,
and when all pages have been read the names are filled in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from ..doctree import is_own_reference
from ..ledger import Ledger
from ..ledger.pages import UNNAMED
from . import domain_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_MARK = "brief_names"
"""The attribute of words in a title that name a record: its kind and id."""


def mark(app: Sphinx, document: nodes.document) -> None:
    """Handle ``doctree-read``, before Sphinx takes titles from the page."""
    kinds = domain_of(app.env).kinds
    for title in document.findall(nodes.title):
        for reference in title.findall(addnodes.pending_xref):
            is_named = is_own_reference(reference) and reference["reftype"] in kinds
            if not is_named or reference.get("refexplicit"):
                continue
            for words in reference.children:
                if isinstance(words, nodes.Element):
                    words[_MARK] = (reference["reftype"], reference["reftarget"])


def text_of(title: nodes.Node) -> str:
    """The words of a title, with what is to be named between :data:`UNNAMED`."""
    if isinstance(title, nodes.Element):
        if _MARK in title:
            return f"{UNNAMED}{':'.join(title[_MARK])}{UNNAMED}"
        return "".join(map(text_of, title.children))
    return title.astext().replace(UNNAMED, "")


def name(app: Sphinx, env: BuildEnvironment) -> None:
    """Handle ``env-updated``: fill in the names of records in the titles of all pages."""
    domain = domain_of(env)
    if not domain.is_outdated:
        return
    labels = env.domains.standard_domain.labels
    renamed: dict[tuple[str, str], str] = {}
    for docname, facts in domain.pages.items():
        if not facts.titles_refer:
            continue
        title, contents = env.titles[docname], env.tocs[docname]
        for node in (title, env.longtitles[docname], contents):
            _fill_in(node, domain.ledger)
        for anchor, text in _headings(contents):
            renamed[docname, anchor] = text
        renamed[docname, ""] = title.astext()
    for label, (docname, anchor, _) in list(labels.items()):
        if (docname, anchor) in renamed:
            labels[label] = (docname, anchor, renamed[docname, anchor])


def _fill_in(title: nodes.Element, ledger: Ledger) -> None:
    for words in title.findall(lambda node: isinstance(node, nodes.Element) and _MARK in node):
        assert isinstance(words, nodes.Element)
        kind, identifier = words[_MARK]
        record = ledger.get(kind, identifier)
        if kind in ledger.kinds.markers:  # a number means nothing away from its page
            title_text = ""
            before = words.parent.index(words) - 1
            if before >= 0 and isinstance(words.parent[before], nodes.Text):
                words.parent[before] = nodes.Text(words.parent[before].astext().rstrip())
        else:
            title_text = record.title_text if record is not None else identifier
        words.children = [nodes.Text(title_text)]


def _headings(contents: nodes.Element) -> Iterator[tuple[str, str]]:
    """The anchors of a page's headings with their words."""
    for entry in contents.findall(nodes.reference):
        yield str(entry.get("anchorname", "")).removeprefix("#"), entry.astext()


def refer(titles: Iterable[nodes.title]) -> bool:
    """Whether any title has words to be named."""
    return any(_MARK in words for title in titles for words in title.findall(nodes.Element))


def setup(app: Sphinx) -> None:
    """Mark words when a page is read, name them when all have been read."""
    app.connect("doctree-read", mark, priority=450)
    app.connect("env-updated", name, priority=150)  # before the inventory is made
