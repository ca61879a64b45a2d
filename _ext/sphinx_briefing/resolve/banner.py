"""The banner of a brief that rests on what has been withdrawn by its day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docutils import nodes

from ..layouts.parts import paragraph, title_link
from ..ledger.citing import cited_by, resting
from ..ledger.evidence import Key
from ..ledger.impact import Loss
from ..ledger.standing import FALLS, WEAKENED
from ..presentation.inlines import separated
from ..presentation.labels import N_, _
from ..presentation.losses import in_short
from ..presentation.marks import BANNER, BLOCK
from ..presentation.values import title_of
from .pages import PageAnswer

TITLE = N_("This brief rests on what has been withdrawn")
STATES = {FALLS: N_("Falls"), WEAKENED: N_("Weakened")}
MOST = 5
"""The records of one state that it names."""


def banner(page: PageAnswer) -> nodes.admonition | None:
    """Name what has been withdrawn, and what of the brief falls or is weakened."""
    facts, context = page.domain.pages[page.docname], page.context
    found = resting(cited_by(facts, context.ledger, context.conventions), context.ledger)
    if not found:
        return None
    title = str(_(TITLE))
    box = nodes.admonition("", nodes.title(title, title), classes=["brief-banner"])
    box[BLOCK] = BANNER
    line = [*_listed(found.withdrawn.items(), page, in_words=True), nodes.Text(".")]
    for state, words in STATES.items():
        shaken = [(key, loss) for key, loss in found.shaken.items() if loss.standing == state]
        if shaken:
            label = nodes.strong("", f"{_(words)}:")
            line += [nodes.Text(" "), label, nodes.Text(" "), *_listed(shaken, page)]
            line.append(nodes.Text("."))
    box += paragraph(*line)  # one alone: Sphinx's writer of plain text runs several together
    return box


def _listed(
    losses: Iterable[tuple[Key, Loss]], page: PageAnswer, *, in_words: bool = False
) -> list[nodes.Node]:
    found = list(losses)
    groups = [[*_named(key, loss, page, in_words)] for key, loss in found[:MOST]]
    if len(found) > MOST:
        groups.append([nodes.Text("…")])
    return separated(groups, "; ")


def _named(key: Key, loss: Loss, page: PageAnswer, in_words: bool) -> Iterator[nodes.Node]:
    record = page.context.ledger.get(*key)
    yield title_link(*key, title_of(record).rstrip(".") if record else key[1])
    if in_words:
        yield nodes.Text(f" ({in_short(key[0], loss, page.facts)})")
