"""The conditions of blocks that some builds print and others do not."""

from __future__ import annotations

from typing import NamedTuple


class Condition(NamedTuple):
    """A condition of a block, by which builds print it or not: the directive and its argument."""

    directive: str
    expression: str


Where = tuple[Condition, ...]
"""The conditions that something stands under, the outermost first; mostly none."""
