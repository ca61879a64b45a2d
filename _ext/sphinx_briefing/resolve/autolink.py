"""Names in plain prose become references, as if the author had written the role."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docutils import nodes
from sphinx import addnodes

from ..doctree import Replacing, is_own_reference, merge_texts
from ..domain import prose
from ..ledger.mentions import Mention
from ..records import Record
from ..records.forms import spelled_out
from .first_use import Contexts, first_use
from .pages import PageAnswer


def autolink(document: nodes.document, docname: str, pages: Mapping[str, PageAnswer]) -> None:
    """Turn mentions into references: the first on a page, in a section, or all of them."""
    if pages[docname].env.config.briefing_autolink == "off":
        return
    seen: dict[object, set[tuple[str, ...]]] = {}
    contexts = Contexts(pages[docname].context.ledger)
    replacing = Replacing()
    for page, node, owner in list(
        _walk(document, docname, None, pages[docname].domain.kinds.linked)
    ):
        answer = pages[page]
        mode = answer.env.config.briefing_autolink
        scope: object = page
        if mode == "section":
            scope = (page, id(_section(node)))
        known = seen.setdefault(scope, set())
        if isinstance(node, addnodes.pending_xref):
            record = answer.context.ledger.named(node["reftype"], node["reftarget"])
            if record is not None:
                known.add((record.kind_name, record.id))
                spelled = (record.kind_name, record.id, "spelled out")
                if spelled not in known and not node.get("refexplicit"):
                    text = contexts.visible_text(node)
                    if _settles(answer, record, text, contexts, node, 0, len(text)):
                        known.add(spelled)
        elif isinstance(node, nodes.Text) and answer.autolinks:
            wanted = []
            for mention in answer.context.ledger.mentions_in(node.astext()):
                key = (mention.kind, mention.id)
                if key == owner:
                    continue
                keys: set[tuple[str, ...]] = {key}
                if (*key, "spelled out") not in known:
                    keys |= _spells_out(answer, mention, node, contexts)
                if mode == "all" or keys - known:
                    known |= keys
                    wanted.append(mention)
            if wanted:
                replacing.replace(node, _linked(node, wanted))


def _spells_out(
    page: PageAnswer, mention: Mention, node: nodes.Text, contexts: Contexts
) -> set[tuple[str, ...]]:
    """Decide whether the name in a mention is spelled out, besides being linked.

    An alias does not spell the name out, so the short name is linked once more after it.
    """
    record = page.context.ledger.get(mention.kind, mention.id)
    place = (mention.start, mention.end)
    text = node.astext()[mention.start : mention.end]
    if record and _settles(page, record, text, contexts, node, *place):
        return {(mention.kind, mention.id, "spelled out")}
    return set()


def _settles(
    page: PageAnswer,
    record: Record,
    text: str,
    contexts: Contexts,
    node: nodes.Node,
    start: int,
    end: int,
) -> bool:
    """Whether a name is spelled out at some words, by us or by the author."""
    english = page.context.ledger.is_english
    if not page.env.config.briefing_first_use or not spelled_out(record, text, english=english):
        return False
    context = contexts.of(node, start, end)
    return first_use(record, text, context, english=english) is not None


def _walk(
    root: nodes.Element, page: str, owner: prose.Owner, linked: frozenset[str]
) -> Iterator[tuple[str, nodes.Node, prose.Owner]]:
    """Prose and references to what is linked, in reading order, with page and owner."""
    # Iterative, since trees may be deeper than Python's stack.
    waiting: list[tuple[str, nodes.Node, prose.Owner]] = _inside(root, page, owner)
    while waiting:
        page, node, owner = waiting.pop()
        if isinstance(node, nodes.Text):
            yield page, node, owner
        elif isinstance(node, addnodes.pending_xref):
            if is_own_reference(node) and node["reftype"] in linked:
                yield page, node, owner
        elif isinstance(node, nodes.Element) and prose.holds_prose(node):
            inner = node["docname"] if isinstance(node, addnodes.start_of_file) else page
            waiting += _inside(node, inner, prose.owner_of(node, owner))


def _inside(
    node: nodes.Element, page: str, owner: prose.Owner
) -> list[tuple[str, nodes.Node, prose.Owner]]:
    """The children of a node, the last one first."""
    merge_texts(node)
    return [(page, child, owner) for child in reversed(node.children)]


def _section(node: nodes.Node) -> nodes.Node | None:
    parent = node.parent
    while parent is not None and not isinstance(parent, nodes.section):
        parent = parent.parent
    return parent


def _linked(text: nodes.Text, mentions: list[Mention]) -> list[nodes.Node]:
    written = text.astext()
    parts: list[nodes.Node] = []
    at = 0
    for mention in mentions:
        if mention.start > at:
            parts.append(nodes.Text(written[at : mention.start]))
        words = written[mention.start : mention.end]
        parts.append(
            addnodes.pending_xref(
                "",
                nodes.inline(words, words),
                refdomain="brief",
                reftype=mention.kind,
                reftarget=mention.id,
                refexplicit=False,
                brief_prose=True,
            )
        )
        at = mention.end
    if at < len(written):
        parts.append(nodes.Text(written[at:]))
    return parts
