"""Selections: from the question on the page to the nodes that answer it."""

from __future__ import annotations

from dataclasses import replace as replaced

from docutils import nodes

from ..doctree import replace
from ..domain.selections import selection
from ..layouts.parts import likelihood_key
from ..ledger import Question
from ..ledger.questions import ABOUT_LOSSES, COUNTING
from ..pictures import drawn, with_picture
from ..presentation.values import says_likelihood
from .annexes import label_sources, view_box
from .pages import PageAnswer
from .printing import printed


def question_of(node: selection) -> Question:
    """The question that a node on a page asks."""
    return Question(node["selects"], node["options"])


def expand(question: selection, page: PageAnswer, within: frozenset[str] | None) -> None:
    """Replace a selection by its answer."""
    notes = _take_footnotes(question)
    _expand(question, page, within)
    for note in notes:
        page.host.append(note)


def _take_footnotes(question: selection) -> list[nodes.Node]:
    """Take out the footnotes of records in a selection, which others on the page may point to.

    Whatever else has an anchor leaves it to the selection.
    """
    notes: list[nodes.Node] = list(question.findall(_is_note))
    for note in notes:
        note.parent.remove(note)
    for child in question.children:
        for node in child.findall(nodes.Element):
            question["ids"] += node["ids"]
    return notes


def _is_note(node: nodes.Node) -> bool:
    return isinstance(node, (nodes.footnote, nodes.citation))


def _expand(node: selection, page: PageAnswer, within: frozenset[str] | None) -> None:
    question = question_of(node)
    context, registry = page.context, page.domain.registry
    options, kind = question.options, question.selects(registry.kinds)
    layout = question.layout(registry.kinds)
    records = context.ledger.select(
        question.kind, question.query(context.ledger, context.conventions, within)
    )
    if (
        kind.kind_name == "source"
        and page.is_brief
        and within is not None
        and "sort" not in options
    ):
        order = {source: place for place, source in enumerate(page.referred["source"])}
        records = tuple(sorted(records, key=lambda record: order.get(record.id, len(order))))
    if page.is_brief and question.takes_all and layout not in ("map", *COUNTING, *ABOUT_LOSSES):
        page.by_hand.add(question.kind)
    if not records:
        empty = options.get("empty")
        replace(node, [nodes.paragraph(empty, empty, classes=["brief-empty"])] if empty else [])
        return
    box = view_box(layout, kind.plural)
    box.source, box.line = node.source, node.line
    printing = replaced(page.context, in_view=True, options=options)
    content = printed(registry.layouts[layout], records, printing)
    drawing = drawn(registry.layouts[layout], records, page.context, options, page.domain.builder)
    if "caption" in options:
        _caption(options["caption"], content, box, is_table=drawing is None)
    for table in content:
        if isinstance(table, nodes.table) and any(table.findall(nodes.title)):
            table["ids"].append(page.own_id(f"selection-{page.next_selection()}"))
    box += content
    if says_likelihood(kind) and layout not in COUNTING:
        box += likelihood_key(context)
    if kind.kind_name == "source":
        label_sources(box, page)
    if drawing is None:
        replace(node, [box])
        return
    where = options.get("text", page.env.config.briefing_picture_text)
    replace(node, with_picture(box, drawing, page.domain.builder, where))


def _caption(
    caption: str, content: list[nodes.Node], box: nodes.container, *, is_table: bool
) -> None:
    """Write a caption: that of a table is a part of it, and that of a picture stands above it."""
    table = next((node for node in content if isinstance(node, nodes.table)), None)
    headline, _sign, subtitle = caption.partition(" | ")
    if table is None or not is_table:
        box += nodes.rubric(headline, headline, classes=["brief-caption"])
        if subtitle:
            box += nodes.paragraph(subtitle, subtitle, classes=["brief-subtitle"])
    else:
        part = next((node for node in table.children if isinstance(node, nodes.title)), None)
        if part is None:
            table.insert(0, nodes.title(caption, caption))
        else:  # the first of several tables, which says so
            part.insert(0, nodes.Text(f"{caption} \N{MIDDLE DOT} "))
