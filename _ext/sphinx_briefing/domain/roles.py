"""The singular roles: one for each kind of record."""

from __future__ import annotations

from docutils import nodes
from sphinx.roles import XRefRole

from ..records import Kinds


def roles(kinds: Kinds) -> dict[str, XRefRole]:
    """A cross-reference role for each kind; the ledger answers it when the page is written."""
    return {kind: XRefRole(innernodeclass=nodes.inline) for kind in kinds}
