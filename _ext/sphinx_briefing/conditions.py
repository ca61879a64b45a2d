"""The conditions of blocks that some builds print and others do not."""

from __future__ import annotations

from typing import NamedTuple


class Condition(NamedTuple):
    """What decides whether a build prints a block: the directive and what is written after it."""

    directive: str
    expression: str


Where = tuple[Condition, ...]
"""The conditions that something stands under, the outermost first; mostly none."""
