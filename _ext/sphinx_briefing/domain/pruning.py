"""Pages as one build sees them: without what stands in blocks that it does not print."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

import msgspec
from docutils import nodes

from ..conditions import Where
from ..ledger import Entry, PageFacts
from ..ledger.pages import Block
from .bodies import pack, prose_of
from .conditions import Conditions, blocks_of, condition_of


class _Placed(Protocol):
    @property
    def where(self) -> Where: ...


_Item = TypeVar("_Item", bound=_Placed)


def pruned(page: PageFacts, conditions: Conditions) -> PageFacts:
    """A page without what stands in blocks that the build does not print."""
    if not page.conditions:
        return page

    def kept(items: Iterable[_Item]) -> list[_Item]:
        return [item for item in items if conditions.hold(item.where)]

    blocks: list[Block] = kept(page.blocks)
    return msgspec.structs.replace(
        page,
        entries=[_pruned_entry(entry, conditions) for entry in kept(page.entries)],
        glossary=[_pruned_entry(entry, conditions) for entry in kept(page.glossary)],
        references=kept(page.references),
        questions=kept(page.questions),
        changes=kept(page.changes),
        cards=kept(page.cards),
        bare=kept(page.bare),
        wording=kept(page.wording),
        passages=kept(page.passages),
        prose=kept(page.prose),
        headings=kept(page.headings),
        words=page.words + sum(block.words for block in blocks),
        is_empty=page.is_empty and all(block.is_empty for block in blocks),
    )


def _pruned_entry(entry: Entry, conditions: Conditions) -> Entry:
    if not entry.is_conditional:
        return entry
    body: Sequence[nodes.Node] = pickle.loads(entry.body)
    box = nodes.container("", *body)
    for node in blocks_of(box):
        children = node.children if conditions.holds(condition_of(node)) else []
        at = node.parent.index(node)
        node.parent[at : at + 1] = children
    record = msgspec.structs.replace(entry.record, text=prose_of(box.children))
    return msgspec.structs.replace(
        entry, record=record, **{**_PLAIN, **pack(box.children), "is_conditional": False}
    )


_PLAIN: Mapping[str, object] = {"body": b"", "body_digest": "", "body_refers": ()}
"""An entry whose prose is plain text."""
