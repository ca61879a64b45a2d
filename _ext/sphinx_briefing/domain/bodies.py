"""The prose of a record: it has no headings, and it can be printed on other pages."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterable, Sequence

from docutils import nodes
from markdown_it import MarkdownIt
from sphinx import addnodes

_SUSPECT = re.compile(r"^ {0,3}(#{1,6}([ \t]|$)|([^\w\s])\3{2,}[ \t]*$)|^ {0,3}[=-]+[ \t]*$", re.M)
_RST_UNDERLINE = re.compile(r"([!-/:-@\[-`{-~])\1*\s*")


def heading_line(text: str, *, markdown: bool) -> int | None:
    """The 0-based line of the first heading in a body, or ``None``."""
    if not _SUSPECT.search(text):
        return None
    if markdown:
        tokens = MarkdownIt("commonmark").parse(text)
        lines = [token.map[0] for token in tokens if token.type == "heading_open" and token.map]
        return min(lines, default=None)
    lines_of_text = text.split("\n")
    for number, line in enumerate(lines_of_text[1:], start=1):
        above = lines_of_text[number - 1]
        starts_block = number == 1 or not lines_of_text[number - 2].strip()
        overlined = number > 1 and _RST_UNDERLINE.fullmatch(lines_of_text[number - 2] or " ")
        if (
            above.strip()
            and not _RST_UNDERLINE.fullmatch(above)
            and (overlined or (starts_block and not above[0].isspace()))
            and _RST_UNDERLINE.fullmatch(line or " ")
            and len(line.rstrip()) >= min(4, len(above.rstrip()))
            and line.rstrip() != "::"
        ):
            return number - 1
    return None


def prose_of(body: Iterable[nodes.Node]) -> str:
    """The plain text of a body, blank lines between its blocks; nested records are not prose."""
    blocks = (
        block.astext().strip()
        for block in body
        if not (isinstance(block, nodes.Element) and "brief_kind" in block)
        and not isinstance(block, (nodes.system_message, nodes.comment, nodes.Invisible))
    )
    return "\n\n".join(block for block in blocks if block)


def pack(body: Sequence[nodes.Node]) -> bytes:
    """The nodes of a body as bytes, to be printed elsewhere; empty if the text says it all."""
    blocks = [
        block
        for block in body
        if not (isinstance(block, nodes.Element) and "brief_kind" in block)
        and not isinstance(block, (nodes.system_message, nodes.comment, nodes.Invisible))
    ]
    if all(
        type(block) is nodes.paragraph and all(type(item) is nodes.Text for item in block)
        for block in blocks
    ):
        return b""
    box = nodes.container("", *(block.deepcopy() for block in blocks))
    # A footnote stays on the page that it stands on.
    for left in [*box.findall(nodes.footnote_reference), *box.findall(nodes.system_message)]:
        left.parent.remove(left)
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
    return pickle.dumps(blocks, protocol=5)


def unpack(body: bytes, text: str, docname: str) -> list[nodes.Node]:
    """Fresh nodes of a body for a page; ``docname`` is the page that shows them."""
    if not body:
        return [nodes.paragraph(block, block) for block in text.split("\n\n") if block]
    found: list[nodes.Node] = pickle.loads(body)
    for node in found:
        for ref in node.findall(addnodes.pending_xref):
            ref["refdoc"] = docname
    return found
