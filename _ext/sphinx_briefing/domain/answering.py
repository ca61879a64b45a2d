"""Answers to references that did not come through a page of ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.nodes import make_refnode

from ..ledger.trace import LedgerView
from ..records import Kinds

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder


def answer(
    ledger: LedgerView,
    builder: Builder,
    fromdocname: str,
    named: tuple[str, str],
    node: pending_xref,
    contnode: Element,
) -> nodes.reference | None:
    """A link to a record, here or where another house has published it; ``None`` for no record.

    :param named: the kind, and the name as written.
    """
    kind, target = named
    record = ledger.named(kind, target)
    if record is None:
        return None
    title = record.title_text
    if not node.get("refexplicit"):
        contnode = nodes.inline(title, title)
    if ledger.house_title(kind, record.id):
        address = ledger.address_elsewhere(kind, record.id)
        link = nodes.reference("", "", contnode, internal=False, refuri=address)
        return link if address else None
    docname, anchor = ledger.anchor(kind, record.id)
    return make_refnode(builder, fromdocname, docname, anchor, contnode, title)


def named_by(target: str, kinds: Kinds, ledger: LedgerView) -> Iterator[tuple[str, str]]:
    """The kinds of which a target may be a record, each with the name: ``e5``, or ``actor-e5``."""
    for kind in kinds:
        is_anchor = target.startswith(f"{kind}-") and not ledger.find_exactly(kind, target)
        yield kind, target.removeprefix(f"{kind}-") if is_anchor else target
