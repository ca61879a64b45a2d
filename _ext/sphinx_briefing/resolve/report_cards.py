"""Report cards where authors put them.

A card is made of a brief as it knows the ledger on its day, whatever page prints it, and holds
lines of its page; so a page asks for it as a whole, and is made anew when it has changed.
"""

from __future__ import annotations

from docutils import nodes

from ..doctree import replace
from ..domain.report_card import report_card
from ..domain.report_cards import CARD, briefs_called
from ..layouts.report_card import as_report_card
from .pages import PageAnswer


def expand_report_card(node: report_card, page: PageAnswer) -> None:
    """Put a card where its author wants it; nothing where there is no such brief."""
    ledger, domain = page.context.ledger, page.domain
    named = node["brief"]
    found = briefs_called(ledger.briefs.items(), named) if named else [page.docname]
    open_to = ledger.markings.of_page(page.docname)
    card = None
    if len(found) == 1:
        domain.traces.ask(page.docname, CARD, found[0], open_to)
        card = domain.report_cards.card(found[0], open_to)
    if card is None:
        replace(node, [])
        return
    box: nodes.container = as_report_card(card, domain.registry.standard_checks, page.context)
    box.source, box.line = node.source, node.line
    replace(node, [box])
