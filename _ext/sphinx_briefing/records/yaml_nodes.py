"""YAML that says more than it writes: aliases repeat what they name, and may do so without end."""

from __future__ import annotations

import yaml

_ALWAYS = 10_000
_PER_CHARACTER = 2


class Endless(ValueError):
    """Aliases that repeat too much: where, counted from 0."""

    def __init__(self, line: int) -> None:
        super().__init__("its aliases (*name) repeat too much; write the values out")
        self.line = line


def bound_aliases(root: yaml.Node, length: int) -> None:
    """Check that the values of a document are not many more than are written.

    :param length: the length of its text.
    :raises Endless: otherwise.
    """
    limit = _ALWAYS + _PER_CHARACTER * length
    sizes: dict[int, int] = {}
    stack = [(root, False)]
    while stack:
        node, is_counted = stack.pop()
        key = id(node)
        if not is_counted and key in sizes:
            if not sizes[key]:  # it holds itself
                raise Endless(node.start_mark.line)
            continue
        children = _children(node)
        if is_counted or not children:
            sizes[key] = 1 + sum(sizes[id(child)] for child in children)
            if sizes[key] > limit:
                raise Endless(node.start_mark.line)
        else:
            sizes[key] = 0
            stack.append((node, True))
            stack += [(child, False) for child in reversed(children)]


def _children(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [item for pair in node.value for item in pair]
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []
