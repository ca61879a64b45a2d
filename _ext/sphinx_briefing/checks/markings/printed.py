"""Strict records and pages that finished pages print though they are open to more readers.

The doctree is looked at when everything is in it, as writers get it. A strict record is printed if
a link leads to its anchor, or if it was handed out and its words stand there. A strict page is
printed if a link to it bears its title or one of its headings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from html import unescape
from typing import NamedTuple
from xml.etree import ElementTree

from docutils import nodes
from sphinx import addnodes

from ...doctree import within
from ...domain import BriefDomain
from ...domain.passages import owner_of, path_of
from ...domain.portions import marking_around
from ...ledger import PageFacts
from ...ledger.answers import Key
from ...ledger.pages import PAGE
from ...ledger.strict import CAPTION, Strict
from ...markings import may_show
from ...presentation.marks import ELSEWHERE, annex_of, front_of, marker_of
from ...records import Kinds
from . import words
from .grounds import EXPLAINED, TITLES, Grounds

_UNSEEN = frozenset(
    {"refuri", "refid", "refdoc", "refdomain", "reftype", "reftarget", "uri", "anchorname",
     "docname", "source", "candidates", "format", "language", "xml:space", "ids", "classes",
     "names", "dupnames", "backrefs"}
)  # fmt: skip
"""Attributes that no reader sees as words; nor are ours, but for their values in the text."""
_ANCHOR = "brief_anchor"
"""Where a link would lead if the output held its target."""
_TAG = re.compile(r"<[^>]*>")
_ENTRIES = (nodes.list_item, nodes.definition_list_item, nodes.row)
"""What holds one record in an annex."""


class Place(NamedTuple):
    """The place where something is printed: a line of the page, or of a file that it includes."""

    line: int
    path: str = ""


class Shown(NamedTuple):
    """A text that a page prints, with the node that holds it."""

    text: str
    node: nodes.Element


class Printed:
    """A page as it is printed, looked at for what is strict.

    :param own: the nodes of the page, in the order of reading.
    :param grounds: grounds outside the page for what it may print; they are asked as a page asks
        the ledger, and the page is looked at again when they answer otherwise.
    """

    def __init__(
        self,
        domain: BriefDomain,
        docname: str,
        own: Iterable[nodes.Element],
        strict: Strict,
        grounds: Grounds,
    ) -> None:
        self._domain = domain
        self._docname = docname
        self._strict = strict
        self._nodes = list(own)
        self._links = [
            n
            for n in self._nodes
            if isinstance(n, nodes.reference) or _ANCHOR in n or ELSEWHERE in n
        ]
        self._grounds = grounds
        self._path = str(domain.env.doc2path(docname))
        self._facts = domain.pages.get(docname) or PageFacts(docname)
        self._found: dict[Place, set[Key]] = defaultdict(set)
        self._passed: set[Key] = set()
        """What a passage prints that may, being marked no less strictly itself."""
        self._unplaced: dict[Key, Place | None] = {}

    def places(self, handed: Iterable[Key], linked: Iterable[str]) -> Mapping[Place, set[Key]]:
        """Strict records and pages that a page prints, by place.

        :param handed: what the page has been handed of strict things.
        :param linked: the pages that it leads to.
        """
        for entry in self._facts.entries:
            if entry.key in self._strict.records and entry.key not in self._in_passages:
                self._found[Place(entry.record.line, entry.path)].add(entry.key)
        for node in self._links:
            for key in self._led_to(node):
                self._note(key, node)
        self._look_for_titles(linked)
        self._look_for_words(handed)
        known = set().union(*self._found.values()) if self._found else set()
        for key, place in self._unplaced.items():
            if key not in known and not (place is None and key in self._passed):
                self._found[place or self._head].add(key)
        return self._found

    # -- what shows -----------------------------------------------------------------------------

    def _led_to(self, node: nodes.Element) -> Iterator[Key]:
        """The strict records that a link leads to, or is the mark of."""
        key = self._strict.anchors.get(_anchor(node))
        if key is not None:
            yield key
        caption = self._strict.captions.get((CAPTION, _anchor(node)))
        if caption and words.plain(caption.title) == words.plain(node.astext()):
            yield CAPTION, caption.anchor
        marker = marker_of(node)
        if marker and ("source", marker.source) in self._strict.records:
            yield "source", marker.source

    def _look_for_titles(self, linked: Iterable[str]) -> None:
        titles: dict[str, list[str]] = {}
        for docname in linked:
            if docname != self._docname and self._strict.holds_page(docname):
                self._ask(TITLES, docname)
                for title in self._grounds.titles_of(docname):
                    titles.setdefault(title, []).append(docname)
        for node in self._links if titles else ():
            for docname in titles.get(words.plain(node.astext()), ()):
                self._note((PAGE, docname), node)

    def _look_for_words(self, handed: Iterable[Key]) -> None:
        texts = [Shown(words.plain(text), node) for text, node in self._texts] if handed else []
        whole = words.joined(text for text, _ in texts)
        for key in sorted(handed):
            for known in self._grounds.words_of(self._strict, key):
                cut = words.holds_beginning(whole, known)
                if not (cut or words.holds(whole, known)) or self._is_explained(key, known):
                    continue
                for text, node in texts:
                    if words.holds(text, known) or (cut and words.holds_beginning(text, known)):
                        self._note(key, node)

    def _is_explained(self, key: Key, known: str) -> bool:
        """Whether words stand there for another reason: in what is open, or in the page itself."""
        self._ask(EXPLAINED, self._strict.open_to, *key)
        if known in self._grounds.explained(self._strict, key):
            return True
        return not words.is_long(known) and words.holds(self._own_words, known)

    def _ask(self, *question: str) -> None:
        """Note what others decide of this page among the questions that it asks."""
        self._domain.traces.ask(self._docname, *question)

    @cached_property
    def _own_words(self) -> str:
        """The author's own words, as they were read."""
        read = self._domain.env.get_doctree(self._docname)
        return words.plain(read.astext())

    @cached_property
    def _texts(self) -> list[Shown]:
        found: list[Shown] = []
        for node in self._nodes:
            for name, value in node.attributes.items():
                if name in _UNSEEN or name.startswith("brief_"):
                    continue
                texts = value if isinstance(value, (list, tuple)) else (value,)
                found += (
                    Shown(_drawn(text) if name == "svg" else text, node)
                    for text in texts
                    if isinstance(text, str) and text
                )
            if isinstance(node, nodes.reference) and not node.get("internal"):
                found.append(Shown(str(node.get("refuri", "")), node))
            if isinstance(node, nodes.TextElement) and not _in_text(node):
                text = node.astext()
                is_raw = isinstance(node, nodes.raw)
                found.append(Shown(unescape(_TAG.sub(" ", text)) if is_raw else text, node))
                if len(node.children) > 1:  # words may end where the parts of a line do
                    parts = (part for part in node.findall() if isinstance(part, nodes.Text))
                    found.append(Shown(" ".join(parts), node))
        return found

    # -- where it shows -------------------------------------------------------------------------

    def _note(self, key: Key, node: nodes.Element) -> None:
        """Note that a node prints something."""
        if owner_of(node) == key and self._domain.ledger.anchor(*key)[0] == self._docname:
            return  # it has been noted where it is written
        if self._may_print(node, key):
            self._passed.add(key)
            return
        place = self._place_of(node)
        if place is not None:
            self._found[place].add(key)
        elif self._unplaced.get(key) is None:
            self._unplaced[key] = self._through_what(node, key)

    def _may_print(self, node: nodes.Element, key: Key) -> bool:
        """Whether a node stands in a passage that is marked as strictly as what it prints.

        The list ahead of a brief sums up what its passages judge, each with its marking.
        """
        if self._is_allowed_around(node, key):
            return True
        return key in self._in_passages and _is_in_front(node)

    def _is_allowed_around(self, node: nodes.Node, key: Key) -> bool:
        around = marking_around(node)
        return bool(around) and may_show(self._strict.marking_of(key), around)

    @cached_property
    def _in_passages(self) -> frozenset[Key]:
        """The strict records that are written in passages which may print them."""
        written = (
            ((str(node["brief_kind"]), str(node["brief_id"])), node)
            for node in self._nodes
            if "brief_kind" in node
        )
        return frozenset(
            key
            for key, node in written
            if key in self._strict.records and self._is_allowed_around(node, key)
        )

    def _place_of(self, node: nodes.Element) -> Place | None:
        """The line of the nearest node that has one; what we have added to a page has none."""
        at: nodes.Element | None = node
        below: nodes.Node = node
        while at is not None and not isinstance(at, (nodes.document, addnodes.start_of_file)):
            if annex_of(at):
                return None
            is_heading = isinstance(at, nodes.section) and isinstance(below, nodes.title)
            if at.line and (is_heading or not isinstance(at, nodes.section)):
                rows = _rows_before(node, at) if isinstance(at, nodes.TextElement) else 0
                place = Place(at.line + rows, path_of(at, self._path))
                return self._in_table(node, place) if within(node, nodes.entry) else place
            below, at = at, at.parent
        return None

    def _in_table(self, node: nodes.Element, place: Place) -> Place:
        """The line of a role in a table, whose cells know the first line of the table alone."""
        key = _key_of(_anchor(node), self._domain.kinds)
        lines = [
            reference.line
            for reference in self._facts.references
            if not reference.option
            and reference.path == place.path
            and reference.line >= place.line
            and key == (reference.kind, self._identifier_of(reference.kind, reference.target))
        ]
        return place._replace(line=min(lines, default=place.line))

    def _identifier_of(self, kind: str, target: str) -> str:
        return self._domain.ledger.find_exactly(kind, target) if kind in self._domain.kinds else ""

    def _through_what(self, node: nodes.Element, key: Key) -> Place | None:
        """For something in an annex, the place that has brought what it belongs to there."""
        at: nodes.Node | None = node
        while at is not None and not isinstance(at, _ENTRIES):
            at = at.parent
        for reference in at.findall(nodes.reference) if at is not None else ():
            other = _key_of(_anchor(reference), self._domain.kinds)
            if other in (None, key) or (link := self._first_links.get(other)) is None:
                continue
            if self._may_print(link, key):
                self._passed.add(key)
            else:
                return self._place_of(link)
        return None

    @cached_property
    def _first_links(self) -> Mapping[Key | None, nodes.Element]:
        """By record, the first link to it in the text itself."""
        found: dict[Key | None, nodes.Element] = {}
        for node in self._links:
            if self._place_of(node):
                found.setdefault(_key_of(_anchor(node), self._domain.kinds), node)
        return found

    @property
    def _head(self) -> Place:
        """The line that says what the page is."""
        lines = self._facts.lines
        return Place(lines.get("brief") or lines.get("source") or 1)


def _is_in_front(node: nodes.Node) -> bool:
    """Whether a node is part of what stands ahead of the text of a brief."""
    at: nodes.Node | None = node
    while at is not None and not front_of(at):
        at = at.parent
    return at is not None


def _anchor(node: nodes.Element) -> str:
    """The place on a page that a link leads to; of what others have, the one that it has here."""
    if ELSEWHERE in node:
        return str(node[ELSEWHERE])
    address = str(node.get("refuri", "")).rpartition("#")[2]
    return str(node.get("refid") or node.get(_ANCHOR) or address)


def _key_of(anchor: str, kinds: Kinds) -> Key | None:
    kind, _, identifier = anchor.partition("-")
    return (kind, identifier) if kind in kinds else None


def _rows_before(node: nodes.Node, holder: nodes.Element) -> int:
    """The number of lines of a text that stand before a node in it."""
    rows = 0
    for other in holder.findall():
        if other is node:
            break
        if isinstance(other, nodes.Text):
            rows += other.count("\n")
    return rows


def _in_text(node: nodes.Node) -> bool:
    return isinstance(node.parent, nodes.TextElement)


def _drawn(svg: str) -> str:
    """The words of a drawing."""
    try:
        return " ".join(ElementTree.fromstring(svg).itertext())
    except ElementTree.ParseError:
        return unescape(_TAG.sub(" ", svg))
