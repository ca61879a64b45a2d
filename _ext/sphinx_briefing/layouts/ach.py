"""``ach``: competing hypotheses, a row a piece of evidence, a column a hypothesis.

The table of the analysis of competing hypotheses (:mod:`..ledger.hypotheses`). Below it stands
what follows: the hypotheses in the order of what speaks against them, and the evidence without
which that would be another order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from docutils import nodes

from ..ledger.hypotheses import CONSISTENT, INCONSISTENT, NEUTRAL, OPEN, Comparison, Piece
from ..presentation.inlines import in_one_line, inlines
from ..presentation.labels import N_, _, label_of, words_of
from ..presentation.losses import STATES, in_short, state_of
from ..presentation.marks import COLUMN, HEADS_ROWS, TONE
from ..presentation.values import called
from ..records import Hypothesis, Record, Source
from ..texts import shorten
from .ach_order import outcome
from .parts import (
    LONGEST,
    RenderContext,
    badge_before,
    head_link,
    lost_line,
    paragraph,
    source_nodes,
    text,
    title_link,
)
from .table import build_table, size_classes

TOLD, MOST_COLUMNS = 3, 10
"""Up to so many columns, their heads say the hypotheses; more than the other come in parts."""

WORDS: Mapping[str, str] = MappingProxyType(
    {
        CONSISTENT: N_("fits"),
        INCONSISTENT: N_("does not fit"),
        NEUTRAL: N_("either way"),
        OPEN: N_("not assessed"),
    }
)
"""The marks in words."""
TONES: Mapping[str, str] = MappingProxyType({CONSISTENT: "good", INCONSISTENT: "bad"})
"""The colours of marks that say something of a hypothesis, as pictures call them."""


def as_ach(records: Sequence[Any], context: RenderContext) -> list[nodes.Node]:
    """A table for each question: its hypotheses and the evidence, then what follows from it."""
    found: list[nodes.Node] = []
    for compared in context.ledger.competing(*(record.id for record in records)):
        found += [*_heading(compared, context), *_tables(compared, context)]
        found += outcome(compared, context)
    return found


def _heading(compared: Comparison, context: RenderContext) -> Iterator[nodes.Node]:
    """The question, and the hypotheses with the numbers that they have here."""
    topic = context.ledger.get("topic", compared.question) if compared.question else None
    if topic is not None:
        label = text(f"{label_of(Hypothesis, 'question')}: ", "brief-label")
        link = title_link("topic", topic.id, topic.title_text)
        yield paragraph(label, link, classes=["brief-ach-question"])
    items = []
    for number, hypothesis in enumerate(_records(compared, context), 1):
        name = nodes.strong("", f"H{number}", classes=["brief-ach-number"])
        before = badge_before(hypothesis, context)
        line = paragraph(name, nodes.Text(" "), *before, head_link(hypothesis))
        items.append(nodes.list_item("", line))
    yield nodes.bullet_list("", *items, classes=["brief-list", "brief-ach-hypotheses"])
    if len(items) > TOLD and compared.evidence:
        key = in_one_line([_mark(mark)] for mark in WORDS)
        yield paragraph(*key, classes=["brief-details", "brief-key", "brief-ach-key"])


def _mark(mark: str, *, weighs: bool = True) -> nodes.Node:
    classes = ["brief-ach-mark", f"brief-ach-{mark or 'open'}"]
    if mark == INCONSISTENT and weighs:
        classes.append("brief-grade")  # what counts is heavier
    return text(str(_(WORDS[mark])), *classes)


def _records(compared: Comparison, context: RenderContext) -> list[Record]:
    found = (context.ledger.get("hypothesis", one) for one in compared.hypotheses)
    return [one for one in found if one is not None]


def _tables(compared: Comparison, context: RenderContext) -> Iterator[nodes.Node]:
    if not compared.evidence:
        words = str(_("No evidence has been assessed."))
        yield paragraph(nodes.Text(words), classes=["brief-empty"])
        return
    titles = [record.title_text for record in _records(compared, context)]
    parts = _parts(len(titles))
    for number, columns in enumerate(parts, 1):
        table = _table(compared, titles, columns, context)
        if len(parts) > 1:
            words = str(_("Part %d of %d")) % (number, len(parts))
            table.insert(0, nodes.title(words, words))
        yield table


def _parts(columns: int) -> list[range]:
    """The columns in parts of about as many, one where all fit."""
    count = -(-columns // MOST_COLUMNS)
    return [range(columns * n // count, columns * (n + 1) // count) for n in range(count)]


def _table(
    compared: Comparison, titles: Sequence[str], columns: range, context: RenderContext
) -> nodes.table:
    heads: list[nodes.Node] = [nodes.Text(str(_("Evidence")))]
    for at in columns:
        name = nodes.inline("", f"H{at + 1}")
        if len(titles) <= TOLD:
            title = text(f" {shorten(titles[at], LONGEST)}", "brief-label")
            name = nodes.inline("", "", *name.children, title)
        heads.append(name)
    share = max(60 // len(columns), 6)
    table = build_table(heads, [], [40, *[share] * len(columns)])
    table["classes"] += ["brief-ach", *size_classes(len(compared.evidence))]
    if len(columns) > TOLD:
        table["classes"].append("brief-ach-many")
    next(iter(table.findall(nodes.colspec)))[HEADS_ROWS] = True
    body = next(iter(table.findall(nodes.tbody)))
    for piece in compared.evidence:
        row = nodes.row("", nodes.entry("", *_evidence(piece, context)))
        if not piece.weighs:
            row["classes"].append("brief-ach-idle")
        row += [_cell(piece.marks[at], f"H{at + 1}", weighs=piece.weighs) for at in columns]
        body += row
    return table


def _cell(mark: str, column: str, *, weighs: bool) -> nodes.entry:
    """A mark; what has no say in the order has no colour either."""
    cell = nodes.entry("", paragraph(_mark(mark, weighs=weighs)))
    cell[COLUMN] = column
    if mark in TONES and weighs:
        cell["classes"] += ["brief-held", f"brief-tone-{TONES[mark]}"]
        cell[TONE] = TONES[mark]
    return cell


def _evidence(piece: Piece, context: RenderContext) -> Iterator[nodes.Node]:
    """A piece of evidence: what it is, where it is from and how good, and whether it counts."""
    record = context.ledger.get(*piece.key)
    if record is None:
        yield paragraph(nodes.Text(piece.id))
        return
    before = badge_before(record, context)
    head = [*before, title_link(*piece.key, called(record, context.facts()))]
    if record.kind_name != "source" and (found := source_nodes(record, context)):
        head += [nodes.Text("\N{NO-BREAK SPACE}"), *found]
    yield paragraph(*head)
    facts = context.facts()
    parts = facts.of(record, "reliability") if isinstance(record, Source) else facts.grade(record)
    kind = words_of(record.label, type(record)) if record.kind_name != "claim" else ""
    groups: list[list[nodes.Node]] = [[text(kind, "brief-label")] if kind else [], inlines(parts)]
    if piece.counts and piece.is_same:
        groups.append([text(str(_("tells nothing apart")), "brief-label")])
    if line := in_one_line(groups):
        yield paragraph(*line, classes=["brief-details"])
    yield from lost_line(record, context) or _lost(piece, context)


def _lost(piece: Piece, context: RenderContext) -> Iterator[nodes.Node]:
    """What became of a record that cites nothing itself, as an event whose source is retracted."""
    loss = context.ledger.loss(*piece.key) if not piece.counts else None
    if loss is not None:
        state = state_of(piece.kind, loss)
        badge = text(str(_(STATES[state])), f"brief-{state}", "brief-badge")
        more = in_short(piece.kind, loss, context.facts()).removeprefix(badge.astext())
        yield paragraph(badge, nodes.Text(more), classes=["brief-standing", "brief-lost"])
