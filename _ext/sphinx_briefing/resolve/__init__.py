"""Answers every question a page asked: selections, references, first use, annexes.

Answering is a function of the page and the ledger. In assembled outputs (LaTeX, single HTML)
one document holds many pages, and all that is counted is counted for each page by itself.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..doctree import replace
from ..domain import BriefDomain, domain_of
from ..domain.bodies import unpack
from ..domain.changes import changes
from ..domain.conditions import leave_out
from ..domain.desk import desk
from ..domain.report_card import report_card
from ..domain.selections import selection
from ..domain.traces import MARKED
from ..layouts import RenderContext, full_record
from ..layouts.desk import Desk
from ..presentation.values import level_of
from ..records import Record
from . import one_page, since
from .annexes import add_annexes
from .autolink import autolink
from .blocks import add_block
from .elsewhere import send_to_glossaries
from .footnotes import mark_footnotes
from .markers import finish_markers
from .nested_tables import FLAT, unnest_tables
from .opening import count_sources
from .pages import PageAnswer, walk
from .portions import mark_passages, mark_records
from .published import published_for
from .references import resolve_references
from .report_cards import expand_report_card
from .selections import expand, question_of
from .typeset import typeset

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class AnswerPages(SphinxPostTransform):
    """Answer the questions of all pages that a document holds."""

    default_priority = 4
    """Before MyST (9) and Sphinx (10) resolve the references that are theirs."""

    def run(self, **kwargs: Any) -> None:
        """Fill records and selections, then resolve references in reading order."""
        domain = domain_of(self.env)
        for docname, _root in roots(self.document, self.env.docname):
            strict = domain.strict_for(docname) if domain.is_watching else None
            domain.traces.begin(docname, strict)
        if leave_out(self.document, domain.conditions):
            _restore_anchors(self.document)
        send_to_glossaries(self.document, self.env)
        pages: dict[str, PageAnswer] = {}
        for docname, root in roots(self.document, self.env.docname):
            if docname not in pages:
                pages[docname] = self._page(domain, docname, root)
        questions: list[tuple[str, selection]] = []
        for docname, node in list(walk(self.document, self.env.docname)):
            page = pages[docname]
            if isinstance(node, selection):
                if question_of(node).scope(domain.kinds, in_brief=page.is_brief) == "page":
                    questions.append((docname, node))
                else:
                    expand(node, page, None)
            elif isinstance(node, desk):
                replace(node, Desk(page.context, node["days"]).content())
            elif "brief_kind" in node:
                self._fill(node, page)
        autolink(self.document, self.env.docname, pages)
        if questions:
            for docname, target in list(walk(self.document, self.env.docname)):
                pages[docname].note(target)
            for docname, question in questions:
                expand(question, pages[docname], pages[docname].within(question["selects"]))
        for docname, node in list(walk(self.document, self.env.docname)):
            if isinstance(node, changes):
                since.expand_changes(node, pages[docname])
            elif isinstance(node, report_card):
                expand_report_card(node, pages[docname])
        resolve_references(self.document, self.env.docname, pages, domain.builder)
        for page in pages.values():
            add_block(page, domain.builder)
            if page.is_brief:
                add_annexes(page, domain.builder)
                count_sources(page)
            finish_markers(page, domain.builder)
        mark_footnotes(self.document, pages, domain.builder)
        for name in pages:
            domain.traces.ask(name, MARKED)
        if domain.is_marked:
            mark_records(self.document, self.env.docname, pages)
        mark_passages(self.document, self.env.docname, pages)
        typeset(self.document, self.config, domain.kinds, domain.builder)
        if domain.builder.format in FLAT:
            unnest_tables(self.document)
        if domain.builder.format == "latex":
            _label_containers(self.document)

    def _page(self, domain: BriefDomain, docname: str, root: nodes.Element) -> PageAnswer:
        copies = count(1)

        def new_id() -> str:
            return f"copy-{nodes.make_id(docname)}-{next(copies)}"

        ledger = domain.ledger_for(docname)
        note = domain.traces.ledger_for(docname).note

        def body_of(record: Record) -> list[nodes.Node]:
            entry = ledger.entry(record.kind_name, record.id)
            for kind, target in entry.body_refers if entry else ():
                if not kind:  # a page, a label
                    note("elsewhere", target)
            return unpack(entry.body if entry else b"", record, docname, new_id)

        language = self.config.language or "en"
        context = RenderContext(
            ledger,
            domain.conventions,
            docname,
            language,
            body_of,
            published=published_for(domain, docname),
        )
        assembled = root is not self.document or bool(
            next(iter(self.document.findall(addnodes.start_of_file)), None)
        )
        return PageAnswer(self.env, domain, context, root, assembled)

    def _fill(self, node: nodes.Element, page: PageAnswer) -> None:
        """Print a record where it is written; a left-out one keeps its body alone."""
        record = page.context.ledger.get(node["brief_kind"], node["brief_id"])
        place = (page.context.docname, node["brief_line"])
        # Of records on a page of its own, the page knows the lines.
        kept = page.domain.ledger.get(node["brief_kind"], node["brief_id"])
        if record is None or kept is None or (kept.docname, kept.line) != place:
            return
        page.written.setdefault((record.kind_name, record.id), record)
        body = list(node.children)
        node.children = []
        node += full_record(record, body, page.context)
        if record.tlp:
            node["classes"].append(f"brief-marked-{level_of(record.tlp)}")


def _restore_anchors(document: nodes.document) -> None:
    """Give records their anchors where another of the same id had it and has been left out."""
    anchors = {anchor for node in document.findall(nodes.Element) for anchor in node["ids"]}
    for node in document.findall(nodes.container):
        if "brief_kind" in node:
            anchor = f"{node['brief_kind']}-{node['brief_id']}"
            if anchor not in anchors:
                anchors.add(anchor)
                # The records of a register are inside of what prints them.
                holder = node.parent if isinstance(node.parent, selection) else node
                holder["ids"].append(anchor)


def _label_containers(document: nodes.document) -> None:
    """Give LaTeX something to jump to: its writer leaves the ids of containers out."""
    for box in document.findall(nodes.container):
        if box["ids"]:
            box.insert(0, nodes.target("", "", ids=box["ids"]))
            box["ids"] = []


def roots(document: nodes.document, docname: str) -> list[tuple[str, nodes.Element]]:
    """The pages that a document holds, with the node that each begins with."""
    found: list[tuple[str, nodes.Element]] = [(docname, document)]
    found += [(node["docname"], node) for node in document.findall(addnodes.start_of_file)]
    return found


def setup(app: Sphinx) -> None:
    """Add the transform."""
    app.add_node(selection)
    app.add_node(desk)
    app.add_post_transform(AnswerPages)
    one_page.setup(app)


__all__ = ["AnswerPages", "setup"]
