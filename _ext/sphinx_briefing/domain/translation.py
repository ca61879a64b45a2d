"""Translate what is kept of a page into the language of the page.

Records, front matter and selections take their words from the catalogue as paragraphs do, by way of
the nodes of :mod:`.translatable`; ids, and what refers to other records, stay as they are written.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec
from docutils import nodes
from sphinx.domains.std import split_term_classifiers
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..ledger import PageFacts
from ..records import Record, Selectable
from ..records.fields import all_fields
from . import domain_of
from .bodies import prose_of
from .changes import changes
from .selections import selection
from .translatable import translated_fields, words, words_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

CATALOGUE = "gettext"
"""The builder that collects what is to be translated."""

PRINTED = (selection, changes)
"""The nodes in whose place something is printed, with words of the author's."""


class SummaryWords(SphinxTransform):
    """Put the words of a page's front matter where they are translated."""

    default_priority = 5
    """Before Sphinx keeps the originals (10) and translates them (20)."""

    def apply(self, **kwargs: Any) -> None:
        """Leave a node at the head of the page."""
        facts = domain_of(self.env).pages.get(self.env.docname)
        if facts is not None and facts.brief is not None:
            fields = translated_fields(facts.brief)
            path = str(self.env.doc2path(self.env.docname))
            self.document[:0] = list(words_of(fields, facts.lines, facts.brief.line, path))


def translate(record: Record, node: nodes.Element) -> Record:
    """A record as its page says it; its id and what it refers to stay what was written."""
    changes = _changes(record, node)
    if record.argument in changes:
        changes["original"] = record.title_text
    is_of_body = record.text and any(part.get("translated") for part in _parts(node))
    if is_of_body:
        changes["text"] = prose_of(node.children)
    return msgspec.structs.replace(record, **changes) if changes else record


def translate_page(page: PageFacts, document: nodes.document) -> None:
    """Take what the catalogue says for the front matter of a page, and for its selections."""
    if page.brief is not None and (changes := _changes(page.brief, document)):
        page.brief = msgspec.structs.replace(page.brief, **changes)
    for node in document.findall(nodes.Element):
        if isinstance(node, PRINTED):
            options = {part["field"]: part["text"] for part in _words(node) if part.is_translated}
            if options:
                node["options"] = {**node["options"], **options}
            if options and isinstance(node, selection):
                question = page.questions[node["asked"]]
                page.questions[node["asked"]] = msgspec.structs.replace(
                    question, options=node["options"]
                )


def original_of(term: nodes.term) -> str:
    """The name of a term of Sphinx's own glossary, before it was translated."""
    if not term.get("translated"):
        return term.astext()
    return str(split_term_classifiers(term.rawsource)[0] or term.astext()).strip()


def _changes(record: Selectable, node: nodes.Element) -> dict[str, Any]:
    attributes = {field.name: field.attribute for field in all_fields(type(record))}
    return {attributes[part["field"]]: part["text"] for part in _words(node) if part.is_translated}


def _words(node: nodes.Element) -> Iterator[words]:
    return (child for child in node.children if isinstance(child, words))


def _parts(node: nodes.Element) -> Iterator[nodes.Element]:
    return (part for part in node.findall(nodes.Element) if not isinstance(part, words))


class RemoveWords(SphinxPostTransform):
    """Take the nodes out before pages are written, but where the catalogue is made."""

    default_priority = 1

    def run(self, **kwargs: Any) -> None:
        """Remove them; where they are wanted, keep them from what takes a selection's place."""
        is_wanted = domain_of(self.env).builder.name == CATALOGUE
        for node in list(self.document.findall(words)):
            holder = node.parent
            if not is_wanted or isinstance(holder, PRINTED):
                holder.remove(node)
            if is_wanted and isinstance(holder, PRINTED):
                holder.parent.insert(holder.parent.index(holder), node)


def setup(app: Sphinx) -> None:
    """Add the node and what it passes through."""
    app.add_node(words)
    app.add_transform(SummaryWords)
    app.add_post_transform(RemoveWords)
