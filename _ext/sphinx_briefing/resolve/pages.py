"""Count source numbers, first uses and references of one page while it is answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri

from ..doctree import is_own_reference
from ..domain.changes import changes
from ..domain.desk import desk
from ..domain.report_card import report_card
from ..domain.selections import selection
from ..layouts import RenderContext
from ..presentation.typography import curl_for

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from ..domain import BriefDomain
    from ..records import Record


def walk(root: nodes.Element, docname: str) -> Iterator[tuple[str, nodes.Element]]:
    """Our nodes below a root in reading order, each with the page that it stands on."""
    # Iterative, since trees may be deeper than Python's stack.
    waiting = [(docname, child) for child in reversed(root.children)]
    while waiting:
        page, node = waiting.pop()
        if not isinstance(node, nodes.Element):
            continue
        if isinstance(node, addnodes.start_of_file):
            page = node["docname"]
        if (
            isinstance(node, (selection, desk, changes, report_card))
            or "brief_kind" in node
            or is_own_reference(node)
        ):
            yield page, node
        waiting += [(page, child) for child in reversed(node.children)]


class PageAnswer:
    """One page that is being answered."""

    def __init__(
        self,
        env: BuildEnvironment,
        domain: BriefDomain,
        context: RenderContext,
        root: nodes.Element,
        assembled: bool,
    ) -> None:
        self.env = env
        self.domain = domain
        self.context = context
        self.facts = replace(context, in_view=True).facts()
        """What hints say: the office of an actor is that of the day."""
        self.curl = curl_for(env.config, domain.builder.name)
        """Gives the words of records the marks of the language."""
        self.root = root
        self.assembled = assembled
        """Whether the document holds other pages too, so that ids must not be shared."""
        self.numbers: dict[str, int] = {}
        """Source ids and their numbers, in reading order."""
        self.used: set[tuple[str, str]] = set()
        """Kind and id of the names that have been spelled out."""
        self.referred: dict[str, dict[str, None]] = {kind: {} for kind in domain.kinds}
        """Ids that the page refers to by kind, in reading order."""
        self.by_hand: set[str] = set()
        """Kinds whose whole list the author placed by hand."""
        self.changes_by_hand = False
        """Whether the author placed what has changed since an earlier edition."""
        self.listed: set[str] = set()
        """Sources that have their entry in a list on this page."""
        self.hinted: set[tuple[str, str]] = set()
        """Kind and id of the records that have been explained by a hint."""
        self._addresses: dict[str, str | None] = {}
        self.selections = 0
        self.unanswered = 0
        """How many references of the page lead to no record."""
        self.written: dict[tuple[str, str], Record] = {}
        """The records that are written on the page and printed there, in reading order."""
        self.sourcing: list[nodes.inline] = []
        """Where the number of sources stands, which is known when all are numbered."""
        self.labels: list[tuple[nodes.inline, str]] = []
        """Labels of source lists, which get their number when the whole page is numbered."""
        self.markers: list[nodes.Element] = []
        """The markers of sources, in the order in which they were made."""

    @property
    def docname(self) -> str:
        """The page's name."""
        return self.context.docname

    @property
    def host(self) -> nodes.Element:
        """The node of the page's content: its top section, or the page where it has none."""
        children = self.root.children
        section = next((child for child in children if isinstance(child, nodes.section)), None)
        return self.root if section is None else section

    @property
    def is_brief(self) -> bool:
        """Whether the page is a brief."""
        return self.docname in self.context.ledger.briefs

    @property
    def is_note(self) -> bool:
        """Whether the page is a note."""
        return self.docname in self.context.ledger.notes

    @property
    def autolinks(self) -> bool:
        """Whether names in the page's prose are linked."""
        facts = self.domain.pages.get(self.docname)
        return facts is None or facts.autolink

    def note(self, node: nodes.Element) -> None:
        """Count what a reference or record on the page refers to."""
        if "brief_kind" in node:
            self.refer(node["brief_kind"], node["brief_id"])
        elif "brief_aside" in node:
            return  # it tells of another edition
        elif isinstance(node, addnodes.pending_xref) and node["reftype"] in self.domain.kinds:
            record = self.context.ledger.named(node["reftype"], node["reftarget"])
            if record is not None:
                self.refer(node["reftype"], record.id)

    def refer(self, kind: str, identifier: str) -> None:
        """Count one reference; that to a statement counts for its sources too."""
        record = self.context.ledger.get(kind, identifier)
        if record is None:
            return
        self.referred[kind].setdefault(identifier)
        if kind != "source" and record.marker:
            for source in record.source:
                self.referred["source"].setdefault(source)

    def within(self, kind: str) -> frozenset[str]:
        """The records of a kind that the page refers to or holds."""
        ledger = self.context.ledger
        if kind in self.domain.kinds:
            here = self.domain.pages.get(self.docname)
            entries = here.entries if here else ()
            written = {entry.record.id for entry in entries if entry.record.kind_name == kind}
            if kind == "source" and here and here.source:
                written.add(here.source.id)
            return frozenset(self.referred[kind]) | written
        if kind == "note":
            sources = self.referred["source"]
            return frozenset(name for name, note in ledger.notes.items() if note.source in sources)
        return frozenset({self.docname} & ledger.briefs.keys())

    def number(self, source: str) -> int:
        """The number of a source on this page."""
        return self.numbers.setdefault(source, len(self.numbers) + 1)

    def first_hint(self, kind: str, identifier: str) -> bool:
        """Whether a record has not been explained on the page before."""
        key = (kind, identifier)
        if key in self.hinted:
            return False
        self.hinted.add(key)
        return True

    def address(self, docname: str, builder: Builder) -> str | None:
        """The address of another page from this one; ``None`` where it has none."""
        if docname not in self._addresses:
            try:
                self._addresses[docname] = builder.get_relative_uri(self.docname, docname)
            except NoUri:
                self._addresses[docname] = None
        return self._addresses[docname]

    def next_selection(self) -> int:
        """The number of the next captioned selection of the page, for its id."""
        self.selections += 1
        return self.selections

    @cached_property
    def _taken(self) -> frozenset[str]:
        """The ids that the page has before anything of ours is added."""
        return frozenset(one for node in self.root.findall(nodes.Element) for one in node["ids"])

    def own_id(self, identifier: str) -> str:
        """An id for a node that we add to the page, one that its author has not taken.

        Assembled documents share one space.
        """
        while identifier in self._taken:
            identifier = f"brief-{identifier}"
        return f"{identifier}-{nodes.make_id(self.docname)}" if self.assembled else identifier
