"""The prose of a record: it has no headings, and it can be printed on other pages."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypedDict

from docutils import nodes
from sphinx import addnodes

from ..doctree import digest, is_own_reference
from ..ledger.pages import UNNAMED
from ..records import Record
from .conditions import CONDITIONAL, blocks_of
from .copying import Owner, make_copyable, word_links
from .portions import RESTRICTED

_SUSPECT = re.compile(r"^ {0,3}#{1,6}([ \t]|$)|^ {0,3}[=-]+[ \t]*$", re.M)
_NESTED = re.compile(
    r"^[ \t>*+-]*(?:(?:`{3,}|~{3,}|:{3,})\{(?:brief:)?([\w-]+)\}|\.\. (?:brief:)?([\w-]+)::)", re.M
)


def heading_line(text: str, state: Any) -> int | None:
    """The 0-based line of the first heading in a body of Markdown, or ``None``.

    :param state: the state of the directive, whose parser knows what is a heading there.
    """
    renderer = getattr(state, "_renderer", None)
    if renderer is None or not _SUSPECT.search(text):
        return None
    tokens = renderer.md.parse(text, {})
    lines = [token.map[0] for token in tokens if token.type == "heading_open" and token.map]
    return min(lines, default=None)


@contextmanager
def headings_noted(state: Any) -> Iterator[list[int]]:
    """While a body of reStructuredText is parsed, note the lines of its headings.

    Docutils knows them only then, and would say in its own words that they are not expected.
    """
    reporter = state.document.reporter
    plain, around = reporter.error, vars(reporter).get("error")
    found: list[int] = []

    def error(message: str, *children: Any, **named: Any) -> nodes.Node:
        if str(message).startswith("Unexpected section title"):
            underlined = str(message) == "Unexpected section title."
            found.append(int(named.get("line") or 0) - underlined)
            return nodes.comment()
        problem: nodes.Node = plain(message, *children, **named)
        return problem

    reporter.error = error
    try:
        yield found
    finally:
        if around is None:
            del reporter.error
        else:  # the body of a record in a record
            reporter.error = around


def may_hold_records(text: str, kinds: Container[str]) -> bool:
    """Whether the text of a body has directives that write records."""
    return any((match[1] or match[2]) in kinds for match in _NESTED.finditer(text))


def records_in(body: Iterable[nodes.Node]) -> list[nodes.Node]:
    """The records that stand in a body, without what is around them."""
    found: list[nodes.Node] = []
    for block in body:
        if isinstance(block, nodes.Element):
            inner = "brief_kind" in block
            found += [block] if inner else records_in(block.children)
    return found


_NOT_PROSE = (
    nodes.system_message,
    nodes.Invisible,
    nodes.footnote,
    nodes.footnote_reference,
    nodes.citation,
    addnodes.index,
    *CONDITIONAL,
)

_APART = frozenset({"brief_kind", "selects", RESTRICTED})
"""Attributes of nodes in a body that stand for themselves."""

_CAPTIONED = (nodes.figure, nodes.table, nodes.container)


def _is_prose(node: nodes.Node) -> bool:
    """Whether a node of a body is part of its prose.

    Nested records and selections are not, nor is a passage with a marking of its own: it is
    printed nowhere but where it is written.
    """
    if isinstance(node, _NOT_PROSE):
        return False
    return not isinstance(node, nodes.Element) or _APART.isdisjoint(node.attributes)


def _is_printed(node: nodes.Node) -> bool:
    """Whether a node of a body is printed elsewhere, if only by some builds."""
    return _is_prose(node) or isinstance(node, CONDITIONAL)


def prose_of(body: Iterable[nodes.Node]) -> str:
    """The plain text of a body, blank lines between its blocks; without blocks with conditions.

    References to records by id carry their id between :data:`UNNAMED` until the name is known.
    """
    blocks = (_text_of(block).strip() for block in body if _is_prose(block))
    return "\n\n".join(block for block in blocks if block)


def _text_of(node: nodes.Node) -> str:
    if isinstance(node, nodes.Text):
        return node.astext().replace(UNNAMED, "")
    if isinstance(node, nodes.raw):
        # MyST writes a hard line break as raw HTML and raw LaTeX.
        return "\n" if node.get("format") == "html" and node.astext().startswith("<br") else ""
    assert isinstance(node, nodes.Element)
    if is_own_reference(node):
        if node.get("refexplicit"):
            return node.astext().replace(UNNAMED, "")
        return f"{UNNAMED}{node['reftype']}:{node['reftarget']}{UNNAMED}"
    separator = node.child_text_separator if not isinstance(node, nodes.TextElement) else ""
    return separator.join(_text_of(child) for child in node.children if _is_prose(child))


class PackedBody(TypedDict, total=False):
    """The nodes of a body, as an :class:`Entry` keeps them; empty if the text says it all."""

    body: bytes
    body_digest: str
    body_refers: tuple[tuple[str, str], ...]
    is_conditional: bool


def pack(body: Sequence[nodes.Node], owner: Owner | None = None) -> PackedBody:
    """The nodes of a body as bytes, to be printed elsewhere, with a hash of what they show.

    :param owner: the record that it belongs to, to which links lead from what cannot be copied.
    """
    blocks = [block for block in body if _is_printed(block)]
    if all(
        type(block) is nodes.paragraph and all(type(item) is nodes.Text for item in block)
        for block in blocks
    ):
        return {}
    box = nodes.container("", *(block.deepcopy() for block in blocks))
    # Footnotes and nested records stay on the page that they stand on.
    for unprinted in [node for node in box.findall() if not _is_printed(node)]:
        if unprinted.parent is not None:
            unprinted.parent.remove(unprinted)
    make_copyable(box, owner)
    for node in box.findall(nodes.Element):
        # Anchors and names belong to the first place; here they would be given twice.
        node["ids"], node["names"], node["dupnames"] = [], [], []
        node.attributes.pop("backrefs", None)
        node.source = node.line = None
    for any_node in box.findall():
        any_node.document = None  # type: ignore[assignment]  # it would take the whole page along
    for ref in box.findall(addnodes.pending_xref):
        if ref.get("reftype") == "doc" and not ref["reftarget"].startswith("/"):
            base = ref.get("refdoc", "").rpartition("/")[0]
            ref["reftarget"] = f"/{base}/{ref['reftarget']}" if base else f"/{ref['reftarget']}"
    blocks = list(box.children)
    for block in blocks:
        block.parent = None
    return {
        "body": pickle.dumps(blocks, protocol=5),
        "body_digest": digest(blocks),
        "body_refers": tuple(
            (ref["reftype"] if is_own_reference(ref) else "", ref["reftarget"])
            for ref in box.findall(addnodes.pending_xref)
        ),
        "is_conditional": bool(blocks_of(box)),
    }


def unpack(
    body: bytes, record: Record, docname: str, new_id: Callable[[], str]
) -> list[nodes.Node]:
    """Fresh nodes of a body for a page.

    :param record: the record that it belongs to.
    :param docname: the page that shows them.
    :param new_id: makes an id that is new on that page, for what writers must be able to number.
    """
    if not body:
        return [nodes.paragraph(block, block) for block in record.text.split("\n\n") if block]
    found: list[nodes.Node] = pickle.loads(body)
    for node in found:
        word_links(node.findall(addnodes.pending_xref), record.title_text)
        for ref in node.findall(addnodes.pending_xref):
            ref["refdoc"] = docname
        for captioned in node.findall(nodes.Element):
            if isinstance(captioned, _CAPTIONED):
                captioned["ids"].append(new_id())
    return found
