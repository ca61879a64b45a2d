"""A selection of records to standard docutils nodes: one function a layout.

Layouts leave references to records as ``pending_xref`` nodes of the ``brief`` domain, so that
numbering and first use follow the reading order of the page that prints them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from docutils import nodes

from ..records import KINDS, Selectable
from .ach import as_ach
from .actor_map import as_map
from .calibration import as_calibration, lacks_outcome
from .cards import as_cards
from .chart import as_chart, lacks_measures
from .contrast import as_contrast
from .corroboration import as_corroboration
from .impact import as_impact, lacks_ground
from .listing import as_list
from .matrix import as_matrix, lacks_axes
from .parts import RenderContext
from .sourcing import as_summary
from .table import as_ledger, as_table
from .timeline import as_timeline
from .written import full_record

Layout = Callable[[Sequence[Any], RenderContext], list[nodes.Node]]


def _only(kind_name: str) -> Callable[[type[Selectable]], str]:
    """Make a function that says of all kinds but one that a layout does not print them."""
    said = f"prints {KINDS[kind_name].plural} alone; leave that layout out"
    return lambda kind: "" if kind.kind_name == kind_name else said


OWN_LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {
        "list": as_list,
        "table": as_table,
        "cards": as_cards,
        "timeline": as_timeline,
        "chart": as_chart,
        "matrix": as_matrix,
        "map": as_map,
        "ledger": as_ledger,
        "contrast": as_contrast,
        "corroboration": as_corroboration,
        "summary": as_summary,
        "impact": as_impact,
        "calibration": as_calibration,
        "ach": as_ach,
    }
)
"""The toolkit's own layouts by the name that authors write after ``:as:``."""

LACKS: Mapping[str, Callable[[type[Selectable]], str]] = MappingProxyType(
    {
        "matrix": lacks_axes,
        "chart": lacks_measures,
        "map": _only("actor"),
        "contrast": _only("claim"),
        "corroboration": _only("claim"),
        "summary": _only("source"),
        "impact": lacks_ground,
        "calibration": lacks_outcome,
        "ach": _only("hypothesis"),
    }
)
"""What kinds may lack that some of them print."""

__all__ = ["LACKS", "OWN_LAYOUTS", "Layout", "RenderContext", "full_record"]
