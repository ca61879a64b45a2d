"""Paragraphs of a brief that say something and carry nothing that it rests on.

What is no statement is left out: short ones, those that lead to what follows, and parts that sum
up, ask or advise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes

from ..doctree import is_own_reference, line_of
from ..ledger.pages import Bare
from ..records import Kinds
from ..records.brief_kinds import SUMMARY, Part
from ..texts import shorten
from .conditions import CONDITIONAL, where
from .passages import own_words, path_of
from .portions import RESTRICTED, marking_around
from .selections import selection

FEWEST = 8
"""The words from which on a paragraph says something."""
INTRODUCES = 40
"""The most words by which one introduces what is printed below it."""
BEGINNING = 60
"""Characters of its beginning."""

_NOT_STATED = Part((
    *sorted(SUMMARY), "Purpose", "Question", "Questions", "Method", "Methods", "Options",
    "Recommendations", "Next steps", "What to watch", "Gaps", "Limits", "Further reading",
    "Sources", "Terms", "Report card",
))  # fmt: skip
"""Headings of parts that sum up, ask or advise."""
_SENTENCE = re.compile("[.!?\N{HORIZONTAL ELLIPSIS}][)\\]\"'\u201c\u201d\u2019\xbb]*\\Z")
_NOTES = (nodes.footnote_reference, nodes.citation_reference)


def bare_paragraphs(document: nodes.document, own: str, kinds: Kinds) -> Iterator[Bare]:
    """The paragraphs of a brief that refer to nothing, with the line on which each begins.

    :param own: the file of the page.
    """
    for block in own_words(document):
        if (
            isinstance(block, nodes.paragraph)
            and _is_prose(block)
            and _states(block)
            and not any(_is_ground(node, kinds) for node in block.findall())
        ):
            beginning = shorten(" ".join(block.astext().split()), BEGINNING)
            path, marking = path_of(block, own), marking_around(block)
            yield Bare(line_of(block), beginning, path, marking, where(block))


def _is_prose(block: nodes.paragraph) -> bool:
    """Whether a paragraph stands in the text itself, below a heading under which one states."""
    holder = block.parent
    while isinstance(holder, CONDITIONAL) or RESTRICTED in getattr(holder, "attributes", ()):
        holder = holder.parent
    if not isinstance(holder, nodes.section):
        return isinstance(holder, nodes.document)
    if not isinstance(holder.parent, nodes.section):
        # What stands ahead of the first of several parts sums them up.
        return not any(isinstance(child, nodes.section) for child in holder)
    return not _NOT_STATED.is_in(_titles_above(holder))


def _titles_above(section: nodes.section) -> Iterator[str]:
    """The headings of a section and of those around it, without the title of the page."""
    at: nodes.Node | None = section
    while isinstance(at, nodes.section) and isinstance(at.parent, nodes.section):
        yield at[0].astext()
        at = at.parent


def _states(block: nodes.paragraph) -> bool:
    """Whether a paragraph is long enough to state something, and is no lead to what follows."""
    text = block.astext().strip()
    words = len(text.split())
    if words < FEWEST or not _SENTENCE.search(text):
        return False
    at = block.parent.index(block) + 1
    after = block.parent[at] if at < len(block.parent) else None
    is_record = isinstance(after, nodes.container) and "brief_kind" in after
    shown = is_record or isinstance(after, (selection, nodes.table, nodes.figure, nodes.image))
    return not (shown and words <= INTRODUCES)


def _is_ground(node: nodes.Node, kinds: Kinds) -> bool:
    """Whether a node refers to something that a statement may rest on."""
    if isinstance(node, _NOTES):
        return True
    if isinstance(node, nodes.reference):
        return bool(node.get("refuri"))
    if not isinstance(node, addnodes.pending_xref):
        return False
    kind = kinds.get(node.get("reftype", "")) if is_own_reference(node) else None
    return kind is not None and bool(kind.marker or kind.rests_on)
