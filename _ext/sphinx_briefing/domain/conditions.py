"""Blocks that some builds print and others do not: ``{only}`` and ``{ifconfig}``.

One environment serves builders of different names and tags. What is read in such a block is kept
with the conditions that it stands under, and left out of all that a build sees of a page where
they do not hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.ext.ifconfig import ifconfig

from ..conditions import Condition

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.config import Config

    from ..conditions import Where

CONDITIONAL = (addnodes.only, ifconfig)
"""The nodes that hold a block with a condition."""


class Conditions:
    """The results of the conditions of blocks in one build, as Sphinx evaluates them.

    :param builder: the builder, which brings the tags.
    """

    def __init__(self, builder: Builder, config: Config) -> None:
        self._tags = builder.tags
        self._names: Mapping[str, object] = {
            **{value.name: value.value for value in config},
            **vars(config),
            "builder": builder.name,
        }
        self._known: dict[Condition, bool] = {}

    def hold(self, where: Where) -> bool:
        """Whether a build prints what stands under some conditions."""
        return all(map(self.holds, where))

    def holds(self, condition: Condition) -> bool:
        """Whether a condition holds.

        Of one that cannot be evaluated Sphinx says so. It prints the block of an ``only`` then,
        and its message in the place of an ``ifconfig``.
        """
        if condition not in self._known:
            self._known[condition] = self._evaluated(condition)
        return self._known[condition]

    def _evaluated(self, condition: Condition) -> bool:
        try:
            if condition.directive == "only":
                return bool(self._tags.eval_condition(condition.expression))
            # Sphinx evaluates it in the same way when it writes the page.
            return bool(eval(condition.expression, dict(self._names)))
        except Exception:  # noqa: BLE001 - whatever an expression may raise
            return condition.directive == "only"


def condition_of(node: nodes.Element) -> Condition:
    """The condition of a block."""
    return Condition(type(node).__name__, str(node["expr"]))


def where(node: nodes.Node) -> Where:
    """The conditions that a node stands under, the outermost first."""
    found: list[Condition] = []
    parent = node.parent
    while parent is not None:
        if isinstance(parent, CONDITIONAL):
            found.append(condition_of(parent))
        parent = parent.parent
    return tuple(reversed(found))


def blocks_of(root: nodes.Element) -> list[nodes.Element]:
    """The blocks with conditions below a node, in reading order."""
    return list(root.findall(lambda node: isinstance(node, CONDITIONAL)))  # type: ignore[arg-type]


def leave_out(root: nodes.Element, conditions: Conditions) -> bool:
    """Take out the blocks that a build does not print; whether there were any.

    Sphinx does so when references have been resolved, which is too late for what is counted.
    """
    found = False
    for node in blocks_of(root):
        if conditions.holds(condition_of(node)):
            continue
        found = True
        if isinstance(node, ifconfig):
            node.children = []  # Sphinx removes it, or puts its message there
        else:
            node.replace_self(nodes.comment())  # as Sphinx does, so that labels keep a place
    return found


def where_inside(block: nodes.Element) -> Where:
    """The conditions that the content of a block with a condition stands under."""
    return (*where(block), condition_of(block))


def own_nodes(root: nodes.Element) -> Iterator[nodes.Node]:
    """The nodes below a node that stand under its own conditions."""
    for child in root.children:
        if not isinstance(child, CONDITIONAL):
            yield child
            if isinstance(child, nodes.Element):
                yield from own_nodes(child)


def words_of(root: nodes.Element) -> int:
    """The number of words below a node under its own conditions."""
    inner = (block for block in blocks_of(root) if block is not root)
    others = sum(len(block.astext().split()) for block in inner if where(block) == _inside(root))
    return len(root.astext().split()) - others


def _inside(root: nodes.Element) -> Where:
    return where_inside(root) if isinstance(root, CONDITIONAL) else where(root)
