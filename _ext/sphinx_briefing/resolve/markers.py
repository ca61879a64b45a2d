"""Markers of sources, once all of a page are known: rows, letters, names, ways back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from docutils import nodes

from ..presentation.losses import lost
from ..presentation.marks import MARKER, SAID, Marker, lettered, marker_of
from ..records import Source
from ..texts import shorten
from ..websites import is_website
from .cited_words import Statement, cite_words
from .pages import PageAnswer

if TYPE_CHECKING:
    from sphinx.builders import Builder

_COMMA = ", "
_LONGEST = 60
"""Characters of the title of a source, where nobody is said to have published or written it."""


def finish_markers(page: PageAnswer, builder: Builder) -> None:
    """Join markers that follow each other, tell the statements of one source apart, number lists.

    Websites print the number of the source alone: their style sheet shows number and letter.
    """
    website = is_website(builder)
    markers = _in_rows(page.markers, join=not website)
    letters = lettered(node[MARKER] for node in markers)
    said: dict[str, str] = {}
    places: dict[str, dict[str, str]] = {}
    statements: dict[str, dict[Statement, None]] = {}
    for node in markers:
        marker: Marker = node[MARKER]
        marker = marker._replace(letter=letters.get((marker.source, marker.statement), ""))
        node[MARKER] = marker
        node[:] = [nodes.Text(marker.printed if website else marker.text)]
        if marker.source not in said:
            said[marker.source] = _said_of(marker.source, page)
        node[SAID] = said[marker.source] + _withdrawn(marker, page)
        statements.setdefault(marker.source, {})[marker.letter, marker.statement] = None
        found = places.setdefault(marker.source, {})
        if website and marker.letter not in found:
            found[marker.letter] = page.own_id(f"marker-{marker.short}")
            node["ids"].append(found[marker.letter])
    for label, source in page.labels:
        _number(label, source, page.numbers.get(source), places.get(source, {}))
    cite_words(page, statements)


def _in_rows(markers: Sequence[nodes.Element], *, join: bool) -> list[nodes.Element]:
    """The markers that stay: in a row of them, each statement stands once.

    :param join: whether a row has one pair of brackets.
    """
    parents = {id(node.parent): node.parent for node in markers}
    gone: set[int] = set()
    for parent in parents.values():
        for first, row in _rows(parent):
            gone |= _set(parent, first, row, join=join)
    return [node for node in markers if id(node) not in gone]


def _rows(parent: nodes.Element) -> list[tuple[int, list[nodes.Node]]]:
    """The markers below a node that follow each other, with nothing or a comma between them.

    The last row is the first, so that each can be replaced.
    """
    found: list[tuple[int, list[nodes.Node]]] = []
    comma = False
    for at, child in enumerate(parent.children):
        is_marker = marker_of(child) is not None
        first, row = found[-1] if found else (0, [])
        if is_marker and row and first + len(row) + comma == at:
            row += parent.children[at - comma : at + 1]
        elif is_marker:
            found.append((at, [child]))
        comma = not is_marker and isinstance(child, nodes.Text) and child.astext() == _COMMA
    return [pair for pair in reversed(found) if len(pair[1]) > 1]


def _set(parent: nodes.Element, first: int, row: list[nodes.Node], *, join: bool) -> set[int]:
    """Put each statement of a row once in its place; return the ids of the markers that go."""
    kept: dict[Marker, nodes.Element] = {}
    gone: set[int] = set()
    for node in row:
        marker = marker_of(node)
        if marker is None or not isinstance(node, nodes.Element):
            continue
        if kept.setdefault(marker, node) is not node:
            gone.add(id(node))
    new: list[nodes.Node] = []
    for place, node in enumerate(kept.values()):
        if join and len(kept) > 1:
            name = "first" if place == 0 else "last" if place == len(kept) - 1 else "middle"
            node[MARKER] = node[MARKER]._replace(row=name)
        if new:
            new.append(nodes.inline(_COMMA, _COMMA, classes=["brief-comma"]))
        new.append(node)
    parent[first : first + len(row)] = new
    return gone


def _said_of(identifier: str, page: PageAnswer) -> str:
    """Who published or wrote a source and when, or else its title."""
    source = page.context.ledger.get("source", identifier)
    if not isinstance(source, Source):
        return identifier
    facts = page.facts
    who = facts.of(source, "publisher") or facts.of(source, "author")
    words = [part.text for part in who[:1]] or [shorten(source.title_text, _LONGEST)]
    words += [part.text for part in facts.of(source, "date")]
    words += filter(None, [page.context.ledger.house_title("source", identifier)])
    if gone := lost(source, facts):
        words.append(gone.badge.text)
    return ", ".join(words)


def _withdrawn(marker: Marker, page: PageAnswer) -> str:
    """The word for a statement that was withdrawn by itself, and not with its source."""
    kind, _colon, identifier = marker.statement.partition(":")
    statement = page.context.ledger.get(kind, identifier) if identifier else None
    source = page.context.ledger.get("source", marker.source)
    gone = lost(statement, page.facts) if statement is not None else None
    if gone is None or source is None or lost(source, page.facts) is not None:
        return ""
    return f", {gone.badge.text}"


def _number(label: nodes.inline, source: str, number: int | None, places: dict[str, str]) -> None:
    """Fill in a number in a list of sources, with the ways back to its markers."""
    label.children = [nodes.Text("")]
    if number:
        marker = Marker(number, source)
        label[MARKER] = marker
        label.children = [nodes.Text(f"{marker.printed} ")]
        if places:
            label.children = [_back(marker.printed, next(iter(places.values()))), nodes.Text(" ")]
            for letter, place in places.items():
                if letter:
                    label.children += [_back(letter, place), nodes.Text(" ")]
    for child in label.children:
        label.setup_child(child)


def _back(words: str, place: str) -> nodes.reference:
    """A link from a list of sources to a marker."""
    return nodes.reference("", words, internal=True, refid=place, classes=["brief-back"])
