"""Names in plain prose become references, as if the author had written the role."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docutils import nodes
from sphinx import addnodes

from ..domain import prose
from ..ledger.mentions import Mention
from ..trees import is_own_reference, merge_texts, replace
from .pages import PageAnswer
from .references import is_short


def autolink(document: nodes.document, docname: str, pages: Mapping[str, PageAnswer]) -> None:
    """Turn mentions into references: the first on a page, in a section, or all of them."""
    if pages[docname].env.config.briefing_autolink == "off":
        return
    seen: dict[object, set[tuple[str, ...]]] = {}
    for page, node, owner in list(_walk(document, docname, None)):
        answer = pages[page]
        mode = answer.env.config.briefing_autolink
        scope: object = page
        if mode == "section":
            scope = (page, id(_section(node)))
        known = seen.setdefault(scope, set())
        if isinstance(node, addnodes.pending_xref):
            found = answer.desk.ledger.find(node["reftype"], node["reftarget"])
            known |= _keys(answer, node["reftype"], found.id, node.astext())
        elif isinstance(node, nodes.Text) and answer.autolinks:
            wanted = []
            for mention in answer.desk.ledger.mentions_in(node.astext()):
                key = (mention.kind, mention.id)
                shown = node.astext()[mention.start : mention.end]
                keys = _keys(answer, *key, shown)
                if key != owner and (mode == "all" or keys - known):
                    known |= keys
                    wanted.append(mention)
            if wanted:
                _link(node, wanted)


def _keys(page: PageAnswer, kind: str, identifier: str, shown: str) -> set[tuple[str, ...]]:
    """What a reference settles: that the record is linked, and that its name is spelled out.

    An alias does not spell the name out, so the short name is linked once more after it.
    """
    keys: set[tuple[str, ...]] = {(kind, identifier)}
    record = page.desk.ledger.get(kind, identifier)
    if record and page.env.config.briefing_first_use and is_short(record, shown):
        keys.add((kind, identifier, "spelled out"))
    return keys


def _walk(
    root: nodes.Element, page: str, owner: prose.Owner
) -> Iterator[tuple[str, nodes.Node, prose.Owner]]:
    """Prose and references in reading order, with page and owner."""
    merge_texts(root)
    for child in root.children:
        if isinstance(child, nodes.Text):
            yield page, child, owner
        elif isinstance(child, addnodes.pending_xref):
            if is_own_reference(child) and child["reftype"] in ("actor", "term"):
                yield page, child, owner
        elif isinstance(child, nodes.Element) and prose.holds_prose(child):
            inner = child["docname"] if isinstance(child, addnodes.start_of_file) else page
            yield from _walk(child, inner, prose.owner_of(child, owner))


def _section(node: nodes.Node) -> nodes.Node | None:
    parent = node.parent
    while parent is not None and not isinstance(parent, nodes.section):
        parent = parent.parent
    return parent


def _link(text: nodes.Text, mentions: list[Mention]) -> None:
    written = text.astext()
    parts: list[nodes.Node] = []
    at = 0
    for mention in mentions:
        if mention.start > at:
            parts.append(nodes.Text(written[at : mention.start]))
        shown = written[mention.start : mention.end]
        parts.append(
            addnodes.pending_xref(
                "",
                nodes.inline(shown, shown),
                refdomain="brief",
                reftype=mention.kind,
                reftarget=mention.id,
                refexplicit=False,
            )
        )
        at = mention.end
    if at < len(written):
        parts.append(nodes.Text(written[at:]))
    replace(text, parts)
