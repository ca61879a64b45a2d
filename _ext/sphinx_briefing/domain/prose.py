"""The prose of a page, in which names may be linked without markup."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes

from ..conditions import Where
from ..ledger.pages import Prose
from .conditions import CONDITIONAL, condition_of

_NOT_PROSE = (
    nodes.title, nodes.subtitle, nodes.rubric, nodes.caption, nodes.reference, nodes.literal,
    nodes.literal_block, nodes.doctest_block, nodes.math, nodes.math_block, nodes.raw,
    nodes.term, nodes.field_name, nodes.comment, nodes.system_message, nodes.target,
    nodes.footnote_reference, nodes.citation_reference, nodes.label, nodes.docinfo,
    nodes.substitution_definition, nodes.problematic, nodes.image, nodes.attribution,
    nodes.block_quote,
    addnodes.pending_xref, addnodes.download_reference, addnodes.index, addnodes.desc_signature,
    addnodes.toctree, addnodes.productionlist, addnodes.glossary, addnodes.manpage,
)  # fmt: skip
_NOT_PROSE_CLASSES = frozenset({"brief-head", "brief-details", "brief-title-block",
                                "brief-source-block", "brief-quote-text"})  # fmt: skip

Owner = tuple[str, str] | None
"""Kind and id of the record whose definition a text stands in."""


def holds_prose(node: nodes.Element) -> bool:
    """Whether names may be linked in what a node holds. A quotation is verbatim."""
    return (
        not isinstance(node, _NOT_PROSE)
        and node.get("brief_kind") != "quote"
        and _NOT_PROSE_CLASSES.isdisjoint(node.get("classes", ()))
    )


def owner_of(node: nodes.Element, owner: Owner) -> Owner:
    """The record that a node defines, else the one around it."""
    return (node["brief_kind"], node["brief_id"]) if "brief_kind" in node else owner


def texts(root: nodes.Element, owner: Owner = None, where: Where = ()) -> Iterator[Prose]:
    """The prose below a node in reading order, with its record and its conditions."""
    run: list[str] = []  # parsers may break a text at the end of a line
    for child in root.children:
        if isinstance(child, nodes.Text):
            run.append(child.astext())
            continue
        if run:
            yield Prose(owner, "".join(run), where)
            run = []
        if isinstance(child, nodes.Element) and holds_prose(child):
            inside = (*where, condition_of(child)) if isinstance(child, CONDITIONAL) else where
            yield from texts(child, owner_of(child, owner), inside)
    if run:
        yield Prose(owner, "".join(run), where)
