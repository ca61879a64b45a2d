"""Small operations on doctrees that docutils leaves to its users."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from inspect import signature
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeGuard

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinx.util.tags import Tags


def replace(node: nodes.Node, new: Sequence[nodes.Node]) -> None:
    """Put other nodes, or none, in the place of a node; places that point to it still do.

    ``Element.replace_self`` refuses to lose the ids that a label before the node has given it.
    """
    Replacing().replace(node, new)


class Replacing:
    """Puts other nodes in the place of many, in the order in which they are read.

    A node is looked for where the last one of its parent stood: from the first child on, many
    references in one paragraph would cost the square of their number.
    """

    def __init__(self) -> None:
        self._parent: nodes.Element | None = None
        self._next = 0

    def replace(self, node: nodes.Node, new: Sequence[nodes.Node]) -> None:
        """Put other nodes, or none, in the place of a node."""
        replacement = list(new)
        if isinstance(node, nodes.Element) and node["ids"]:
            first = replacement[0] if replacement else None
            if isinstance(first, nodes.Element):
                first["ids"].extend(node["ids"])
            else:
                replacement.insert(0, nodes.target("", "", ids=list(node["ids"])))
        parent: nodes.Element = node.parent
        at = self._place(parent, node)
        parent[at : at + 1] = replacement
        self._parent, self._next = parent, at + len(replacement)

    def _place(self, parent: nodes.Element, node: nodes.Node) -> int:
        children: list[nodes.Node] = parent.children
        start = min(self._next, len(children)) if parent is self._parent else 0
        # By identity: a text is equal to any other text of the same words.
        for at in chain(range(start, len(children)), range(start)):
            if children[at] is node:
                return at
        raise ValueError("a node is not among the children of its parent")


def forget(node: nodes.Node) -> None:
    """Take apart a node that is not needed any more.

    Parents and children name each other, so that Python would free them only now and then; and
    a page that prints many records makes more of them than it keeps.
    """
    waiting = [node]
    while waiting:
        item = waiting.pop()
        item.parent = None
        if isinstance(item, nodes.Element):
            waiting += item.children
            item.children = []


def merge_texts(parent: nodes.Element) -> None:
    """Join texts that follow each other; parsers may break them at the end of a line."""
    merged: list[nodes.Node] = []
    for child in parent.children:
        if isinstance(child, nodes.Text) and merged and isinstance(merged[-1], nodes.Text):
            merged[-1] = nodes.Text(merged[-1].astext() + child.astext())
        else:
            merged.append(child)
    if len(merged) != len(parent.children):
        parent[:] = merged


def within(node: nodes.Node, *kinds: type[nodes.Node]) -> bool:
    """Whether a node stands below a node of one of the kinds."""
    parent = node.parent
    while parent is not None:
        if isinstance(parent, kinds):
            return True
        parent = parent.parent
    return False


def is_own_reference(node: nodes.Node) -> TypeGuard[addnodes.pending_xref]:
    """Whether a node refers to a record of this project, and not by intersphinx to another's."""
    return (
        isinstance(node, addnodes.pending_xref)
        and node.get("refdomain") == "brief"
        and "intersphinx" not in node
    )


def line_of(node: nodes.Node) -> int:
    """The line that a node begins at, as far as its parser tells."""
    while not node.line and node.parent is not None:
        node = node.parent
    return node.line or 1


def resolved(env: BuildEnvironment, docname: str, builder: Builder, tags: Tags) -> nodes.document:
    """The content of a page as writers get it, with everything looked up."""
    resolve: Any = env.get_and_resolve_doctree
    # Sphinx 8 knows no tags here; from Sphinx 9 on it warns when they are not given.
    given = {"tags": tags} if "tags" in signature(resolve).parameters else {}
    doctree: nodes.document = resolve(docname, builder, **given)
    return doctree


def digest(roots: Iterable[nodes.Node]) -> str:
    """A hash of all that a reader or a writer can see of some nodes.

    Equal for equal trees in every process and on every machine: neither places in files nor
    identities of objects enter it, and neither does the path of a document.
    """
    seen: list[str] = []
    # Iterative, since trees may be deeper than Python's stack.
    waiting: list[nodes.Node | None] = list(roots)
    waiting.reverse()
    while waiting:
        item = waiting.pop()
        if item is None:
            seen.append("\x1e")  # the end of an element
        elif isinstance(item, nodes.Text):
            seen.append(item)
        elif isinstance(item, nodes.system_message):
            continue  # what is said of a page is kept with its warnings
        elif isinstance(item, nodes.Element):
            seen.append(item.__class__.__name__)
            if not isinstance(item, nodes.document):
                _attributes(item.attributes, seen)
            waiting.append(None)
            waiting.extend(reversed(item.children))
    return hashlib.sha256("\x1f".join(seen).encode("utf-8", "surrogatepass")).hexdigest()


def _attributes(attributes: Mapping[str, object], seen: list[str]) -> None:
    # Of a file that is shown, "source" is a place on this machine.
    filled = [name for name, value in attributes.items() if value or value == 0]
    for name in sorted(filled):
        if name != "source":
            seen += (name, _canonical(attributes[name]))


def _canonical(value: object) -> str:
    kind = type(value)
    if kind is str:
        return f"'{value}"
    if kind is list or kind is tuple:
        if len(value) == 1 and type(value[0]) is str:  # type: ignore[arg-type, index]
            return f"['{value[0]}]"  # type: ignore[index]
        return f"[{','.join(map(_canonical, value))}]"  # type: ignore[call-overload]
    if isinstance(value, (str, int, float, bool, type(None))):
        return str(value)
    if isinstance(value, dict):
        return (
            f"{{{','.join(sorted(f'{_canonical(k)}:{_canonical(v)}' for k, v in value.items()))}}}"
        )
    if isinstance(value, (set, frozenset)):
        return f"{{{','.join(sorted(map(_canonical, value)))}}}"
    if isinstance(value, nodes.Node):
        return digest([value])
    return kind.__name__
