"""Make bodies fit to be printed on other pages, with links in the place of what is not.

Nodes of docutils and Sphinx are written from what they hold. Those of other extensions may need
their ids, their page or a place in a table of the extension: a copy of one would end the build, or
stand for something that is counted once. A link to where it stands takes the place of such a node.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docutils import nodes
from sphinx import addnodes

from ..presentation.labels import _

ELSEWHERE = "brief_elsewhere"
"""The attribute of a link that stands for something that is not copied."""

_KNOWN = frozenset({"docutils", "sphinx", "sphinx_briefing"})
"""The packages whose nodes can be copied."""

_PARTS = (
    nodes.Sequential, nodes.definition_list_item, nodes.field, nodes.option_list_item,
    nodes.table, nodes.tgroup, nodes.thead, nodes.tbody, nodes.row, nodes.line_block,
    addnodes.hlist, addnodes.glossary, addnodes.productionlist, addnodes.desc,
)  # fmt: skip
"""Nodes that hold certain others alone, and no paragraphs."""


Owner = tuple[str, str]
"""Kind and id of the record that a body belongs to."""


def is_copied(node: nodes.Node) -> bool:
    """Whether a node can be printed on another page."""
    package = type(node).__module__.partition(".")[0]
    return package in _KNOWN and not isinstance(node, addnodes.toctree)


def uncopied(root: nodes.Node) -> Iterator[nodes.Element]:
    """The outermost nodes from a root on that are not copied."""
    if isinstance(root, nodes.Element):
        if is_copied(root):
            for child in root.children:
                yield from uncopied(child)
        else:
            yield root


def make_copyable(box: nodes.Element, owner: Owner | None) -> None:
    """Put links in the place of what is not copied, and take numbers from equations."""
    for found in list(uncopied(box)):
        node: nodes.Element = found
        if isinstance(node, addnodes.toctree) and node.get("hidden"):
            node.parent.remove(node)
            continue
        parent: nodes.Element = node.parent
        while isinstance(parent, _PARTS):
            node, parent = parent, parent.parent
        if not _is_below(node, box):
            continue  # it went with what was around it
        at = node.parent.index(node)
        node.parent[at : at + 1] = _link(owner, inline=isinstance(node.parent, nodes.TextElement))
    for equation in box.findall(nodes.math_block):
        equation["label"] = equation["number"] = None


def _is_below(node: nodes.Node, box: nodes.Element) -> bool:
    while node.parent is not None and node.parent is not box:
        if node not in node.parent.children:
            return False
        node = node.parent
    return node.parent is box and node in box.children


def _link(owner: Owner | None, *, inline: bool) -> list[nodes.Node]:
    if owner is None:
        return []
    kind, identifier = owner
    link = addnodes.pending_xref(
        "",
        nodes.inline(identifier, identifier),
        refdomain="brief",
        reftype=kind,
        reftarget=identifier,
        refexplicit=True,
        brief_plain=True,
    )
    link[ELSEWHERE] = True
    return [link] if inline else [nodes.paragraph("", "", link)]


def word_links(links: Iterable[addnodes.pending_xref], title: str) -> None:
    """Say where links lead that stand for something else: to the record of that title."""
    for link in links:
        if ELSEWHERE in link:
            words = str(_("see “%s”")) % title
            link.children = []
            link.append(nodes.inline(words, words))


def what(node: nodes.Element) -> str:
    """The name in a message of a node that is not copied."""
    if isinstance(node, addnodes.toctree):
        return "a table of contents"
    return f"{node.tagname!r} of another extension"
