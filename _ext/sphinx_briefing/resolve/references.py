"""References to records, answered in reading order: links, markers, first use."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from ..doctree import Replacing, forget, within
from ..pictures.node import picture_words
from ..presentation.hints import hint_of
from ..presentation.losses import lost
from ..presentation.marks import ELSEWHERE, MARKER, Marker
from ..presentation.values import quoted_words
from ..records import Record, slug
from ..records.forms import spelled_out
from . import elsewhere
from .first_use import Contexts, first_use, shown_text
from .pages import PageAnswer, walk

if TYPE_CHECKING:
    from sphinx.builders import Builder


def resolve_references(
    root: nodes.Element,
    docname: str,
    pages: Mapping[str, PageAnswer],
    builder: Builder,
    *,
    spell_out: bool = True,
) -> None:
    """Replace every reference of ours below a node by links that any writer knows."""
    contexts = Contexts(pages[docname].context.ledger) if spell_out else None
    replacing = Replacing()
    waiting = deque(walk(root, docname))
    while waiting:
        name, node = waiting.popleft()
        if isinstance(node, addnodes.pending_xref):
            page = pages[name]
            page.note(node)
            replacing.replace(node, _answer(node, page, builder, contexts))
            forget(node)


def _answer(
    node: addnodes.pending_xref, page: PageAnswer, builder: Builder, contexts: Contexts | None
) -> list[nodes.Node]:
    kind, ledger = node["reftype"], page.context.ledger
    words = node.astext()
    own_text = node.get("refexplicit", False)
    record = ledger.named(kind, node["reftarget"]) if kind in ledger.kinds else None
    if record is None:
        answer = elsewhere.answer(page.env, node)
        return _unanswered(node, page) if answer is None else [answer]
    if record.marker and not node.get("brief_plain"):
        markers = _markers(record, page, builder)
        if not own_text and not node.get("brief_number"):
            words = quoted_words(record, page.facts)
            own_text = bool(words)
        if own_text:
            return (
                [nodes.Text(words), nodes.Text(" "), *markers]
                if markers
                else [nodes.inline(words, words, classes=["brief-unsourced"])]
            )
        return markers or [nodes.inline("", record.title_text, classes=["brief-unsourced"])]
    text = words
    if not own_text:
        text = shown_text(node, record)
        if contexts and _may_spell_out(node, page):
            text = _first_use(node, record, text, page, contexts)
    link = _link(record, text, page, builder)
    return [link, *_whose(record, page)] if node.get("brief_plain") else [link]


def _whose(record: Record, page: PageAnswer) -> list[nodes.Node]:
    """The name of the house whose record is listed; nothing for one's own."""
    house = page.context.ledger.house_title(record.kind_name, record.id)
    words = f"({house})"
    return [nodes.Text(" "), nodes.inline(words, words, classes=["brief-house"])] if house else []


def _unanswered(node: addnodes.pending_xref, page: PageAnswer) -> list[nodes.Node]:
    """The substitute for a missing record: the author's own words, or a question mark.

    The checks have reported it. An id that was never meant to be read is not printed.
    """
    page.unanswered += 1
    words = node.astext()
    kind = page.domain.kinds.get(node["reftype"])
    if (
        not node.get("refexplicit")
        and kind
        and (kind.marker or (kind.argument != "name" and words == slug(words)))
    ):
        words = "[?]"
    return [nodes.inline(words, words, classes=["brief-unknown"])]


def _may_spell_out(node: nodes.Element, page: PageAnswer) -> bool:
    if not page.env.config.briefing_first_use:
        return False
    # What is folded away, or stands in an annex, is not where a reader meets a name first.
    return not within(node, nodes.title, nodes.rubric, nodes.caption, picture_words)


def _first_use(
    node: addnodes.pending_xref, record: Record, text: str, page: PageAnswer, contexts: Contexts
) -> str:
    key = (record.kind_name, record.id)
    english = page.context.ledger.is_english
    if key in page.used or not spelled_out(record, text, english=english):
        return text
    long = first_use(record, text, contexts.of(node), english=english)
    if long is not None:
        page.used.add(key)
    return f"{long} ({text})" if long else text


def _link(
    record: Record, text: str, page: PageAnswer, builder: Builder, *classes: str
) -> nodes.Element:
    kind = record.kind_name
    # Once on a page of HTML: repeated at every link, hints would be a quarter of a long brief.
    wanted = builder.format != "html" or page.first_hint(kind, record.id)
    hint = hint_of(record, page.facts) if wanted else None
    if hint and not record.verbatim:
        hint = page.curl(hint)
    link = _to_record(kind, record.id, page, builder)
    if hint and isinstance(link, nodes.reference):
        link["reftitle"] = hint
    link.append(nodes.Text(text))
    link["classes"] += ["brief-ref", f"brief-ref-{kind}", *classes]
    return link


def _to_record(kind: str, identifier: str, page: PageAnswer, builder: Builder) -> nodes.Element:
    """An empty link to where a record is written, or published by its own house."""
    ledger = page.context.ledger
    docname, anchor = ledger.anchor(kind, identifier)
    if not ledger.house_title(kind, identifier):
        return _to(page, docname, anchor, builder)
    address = ledger.address_elsewhere(kind, identifier)
    link = nodes.reference("", "", internal=False, refuri=address) if address else nodes.inline()
    link["classes"].append("brief-elsewhere")
    link[ELSEWHERE] = anchor
    return link


def _to(page: PageAnswer, docname: str, anchor: str, builder: Builder) -> nodes.Element:
    """An empty link to a place, as Sphinx makes them; where none is possible, an inline node."""
    if docname == page.docname and anchor:
        return nodes.reference("", "", internal=True, refid=anchor)
    address = page.address(docname, builder)
    if address is None:
        return nodes.inline("", "")
    uri = f"{address}#{anchor}" if anchor else address
    return nodes.reference("", "", internal=True, refuri=uri)


def _markers(record: Record, page: PageAnswer, builder: Builder) -> list[nodes.Node]:
    statement = "" if record.kind_name == "source" else f"{record.kind_name}:{record.id}"
    sources = record.source if statement else (record.id,)
    found: list[nodes.Node] = []
    for source in sources:
        cited = page.context.ledger.get("source", source)
        if cited is None:
            continue
        marker = Marker(page.number(source), source, statement=statement)
        gone = lost(record, page.facts) or lost(cited, page.facts)
        classes = ("brief-marker", "brief-lost") if gone else ("brief-marker",)
        link = _link(record, marker.text, page, builder, *classes)
        link[MARKER] = marker  # for outputs that make a note of each source
        page.markers.append(link)
        found.append(link)
    return found
