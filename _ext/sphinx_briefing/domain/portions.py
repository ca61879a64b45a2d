"""Passages that bear a marking of their own, and what stands in them.

A record that is written in one is marked no less strictly than the passage, wherever it is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec
from docutils import nodes
from sphinx import addnodes

from ..ledger import Entry, PageFacts
from ..ledger.pages import Caption
from ..markings import strictest

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

RESTRICTED = "brief_restricted"
"""The attribute of a node that holds such a passage: its marking."""

_AROUND = "briefing_passage"
"""What is read: the strictest marking of the passages around it, in the data of a page."""


@contextmanager
def inside(env: BuildEnvironment, marking: str) -> Iterator[None]:
    """While a passage is parsed, mark the records in it."""
    around = str(env.temp_data.get(_AROUND, ""))
    env.temp_data[_AROUND] = strictest((around, marking))
    try:
        yield
    finally:
        env.temp_data[_AROUND] = around


def marked(env: BuildEnvironment, entry: Entry) -> Entry:
    """A record that has just been read, marked as the passage that it is written in."""
    return _marked(entry, str(env.temp_data.get(_AROUND, "")))


def _marked(entry: Entry, around: str) -> Entry:
    marking = strictest((around, entry.record.tlp or ""))
    if not around or marking == entry.record.tlp:
        return entry
    return msgspec.structs.replace(entry, record=msgspec.structs.replace(entry.record, tlp=marking))


def marking_around(node: nodes.Node | None) -> str:
    """The strictest marking of the passages that a node stands in; empty outside of any."""
    found = ""
    while node is not None:
        if isinstance(node, nodes.Element) and RESTRICTED in node:
            found = strictest((found, str(node[RESTRICTED])))
        node = node.parent
    return found


def passages_on(document: nodes.Element) -> list[nodes.container]:
    """The passages of a page that bear a marking of their own."""
    return [node for node in document.findall(nodes.container) if RESTRICTED in node]


def note_passages(
    passages: Iterable[nodes.Element], page: PageFacts, env: BuildEnvironment
) -> None:
    """Note how strictly passages of a page are marked; terms and captions in them are, too."""
    passages = list(passages)
    page.holds = strictest(str(node[RESTRICTED]) for node in passages)
    around = {
        anchor: marking_around(node)
        for passage in passages
        for node in passage.findall(nodes.Element)
        for anchor in node["ids"]
    }
    labels = env.domains.standard_domain.labels.values()
    page.captions = sorted(
        Caption(anchor, title, around[anchor])
        for docname, anchor, title in labels
        if docname == page.docname and title and anchor in around
    )
    if around:
        page.glossary = [_marked(entry, around.get(entry.anchor, "")) for entry in page.glossary]


def marking_of_file(document: nodes.document, path: str) -> str:
    """The marking of the passages that a page shows a file in; empty if it does so outside, too."""
    shown = [
        marking_around(node)
        for node in document.findall(nodes.Element)
        if path in (node.source, node.get("source"))
    ]
    return strictest(shown) if shown and all(shown) else ""


def leave_unlisted(content: list[nodes.Node]) -> None:
    """Take entries of the index out of a passage: an index bears no marking."""
    for block in content:
        for node in block.findall(addnodes.index):
            node["entries"] = []
