"""A selection of records to standard docutils nodes: one function a layout.

Layouts leave references to records as ``pending_xref`` nodes of the ``brief`` domain, so that
numbering and first use follow the reading order of the page that prints them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from docutils import nodes

from .actor_map import as_map
from .cards import as_cards
from .contrast import as_contrast
from .corroboration import as_corroboration
from .listing import as_list
from .matrix import as_matrix
from .parts import RenderContext, full_record
from .sourcing import as_summary
from .table import as_ledger, as_table
from .timeline import as_timeline

Layout = Callable[[Sequence[Any], RenderContext], list[nodes.Node]]

OWN_LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {
        "list": as_list,
        "table": as_table,
        "cards": as_cards,
        "timeline": as_timeline,
        "matrix": as_matrix,
        "map": as_map,
        "ledger": as_ledger,
        "contrast": as_contrast,
        "corroboration": as_corroboration,
        "summary": as_summary,
    }
)
"""The toolkit's own layouts by the name that authors write after ``:as:``."""

__all__ = ["OWN_LAYOUTS", "Layout", "RenderContext", "full_record"]
