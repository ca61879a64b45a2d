"""Markings of passages as they are printed: before the passage, and where it ends.

Builders that know nothing of them print both in brackets, as plain text does.
"""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from ..domain.portions import RESTRICTED, passages_on
from ..layouts.parts import badge_before, unsearched
from ..markings import badge_of, is_stricter
from ..presentation.labels import N_, _
from ..presentation.marks import HEAD, PORTION, Portion, values_in
from ..presentation.values import level_of
from .pages import PageAnswer

ENDS = N_("End of %s")


def mark_passages(document: nodes.document, docname: str, pages: dict[str, PageAnswer]) -> None:
    """Say above each passage how it is marked, and below it that it ends.

    What is marked more strictly than its page is left out of the index that Sphinx searches, which
    shows the words of a page under the page's own marking.
    """
    for node in passages_on(document):
        name = _page_of(node, docname)
        marking = str(node[RESTRICTED])
        badge, level = badge_of(marking), level_of(marking)
        node["classes"].append(f"brief-portion-{level}")
        if is_stricter(marking, pages[name].context.ledger.markings.of_page(name)):
            node["classes"].append("no-search")
        node.insert(0, _line(badge, marking, "begins", ["brief-portion-begin"]))
        node += _line(str(_(ENDS)) % badge, marking, "ends", ["brief-portion-end"])


def mark_records(document: nodes.document, docname: str, pages: dict[str, PageAnswer]) -> None:
    """Put the marking of a record before its name, where no line of details says it.

    A record that is marked more strictly than the page is found by itself, and not on the page.
    """
    for head in list(document.findall(nodes.TextElement)):
        kind, identifier = head.get(HEAD, ("", ""))
        if not kind:
            continue
        entry = _entry_of(head)
        page = pages[_page_of(head, docname)]
        record = page.context.ledger.get(kind, identifier) if kind in page.domain.kinds else None
        if record is None:
            continue
        entry["classes"] += unsearched(record, page.context)
        if any(True for _ in values_in(entry, "tlp")):
            continue
        if badge := badge_before(record, page.context):
            at = 1 if head.children and "brief-number" in _classes(head.children[0]) else 0
            for node in reversed(badge):
                head.insert(at, node)


def _classes(node: nodes.Node) -> list[str]:
    return list(node["classes"]) if isinstance(node, nodes.Element) else []


def _entry_of(head: nodes.Element) -> nodes.Element:
    """All that is printed of the record that a head belongs to."""
    parent: nodes.Element = head.parent
    while isinstance(parent, (nodes.entry, nodes.paragraph)):
        parent = parent.parent
    return head if isinstance(parent, (nodes.Structural, nodes.document)) else parent


def _page_of(node: nodes.Node, docname: str) -> str:
    """The page that a node stands on, in a document that may hold several."""
    parent: nodes.Element | None = node.parent
    while parent is not None and not isinstance(parent, addnodes.start_of_file):
        parent = parent.parent
    return str(parent["docname"]) if parent is not None else docname


def _line(words: str, marking: str, place: str, classes: list[str]) -> nodes.paragraph:
    text = f"[{words}]"
    line = nodes.paragraph(text, text, classes=[*classes, "no-search"])
    line[PORTION] = Portion(place, marking, words)
    return line
