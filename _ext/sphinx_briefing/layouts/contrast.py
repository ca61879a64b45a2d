"""``contrast``: claims that contradict each other, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docutils import nodes

from ..presentation.labels import _
from ..records import Claim
from .parts import RenderContext, details, head_of, lost_line, paragraph
from .table import build_table


def as_contrast(records: Sequence[Any], context: RenderContext) -> list[nodes.Node]:
    """A table with a row for each pair of claims of which the selection holds at least one."""
    rows: list[list[list[nodes.Node]]] = []
    seen: set[frozenset[str]] = set()
    claims = context.ledger.records("claim")
    for record in records:
        for other in context.ledger.disputed_by(record.id):
            pair = frozenset((record.id, other))
            if pair not in seen:
                seen.add(pair)
                rows.append([account(record, context), account(claims[other], context)])
    if not rows:
        nothing = str(_("None of these claims is disputed."))
        return [paragraph(nodes.Text(nothing), classes=["brief-empty"])]
    heads = [nodes.Text(str(_("One account"))), nodes.Text(str(_("The other account")))]
    table = build_table(heads, rows, [50, 50])
    table["classes"].append("brief-contrast")
    return [table]


def account(claim: Claim, context: RenderContext) -> list[nodes.Node]:
    """A claim as one side of a contradiction: what it says, and how well it is carried."""
    line = details(claim, context, leave=("disputed",))
    return [
        head_of(claim),
        *lost_line(claim, context),
        *context.body_of(claim),
        paragraph(*line, classes=["brief-details"]),
    ]
