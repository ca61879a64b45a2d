"""The first use of a short form on a page: spelled out, unless the author has done so beside it."""

# ruff: noqa: RUF001 - quotation marks are what it looks for

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from docutils import nodes
from sphinx import addnodes

from ..doctree import is_own_reference, within
from ..ledger import Ledger
from ..ledger.folding import fold
from ..records import Record
from ..records.forms import spelled_out

REACH = 60
"""Characters around a short form, besides a name, in which the name may stand beside it."""

# In folded text, where a dash is up to three hyphens.
_BETWEEN = r"[^\w.!?]{1,9}(?:\w+[^\w.!?]{1,5}){0,2}"
_AFTER_A_NAME = re.compile(rf"(?:e?s)?{_BETWEEN}")
_BEFORE_A_NAME = re.compile(_BETWEEN)
_COUNTED = re.compile(
    r"(?:\d|\b(?:hundred|thousand|million|billion|dozen|two|three|four|five|six|seven|eight|nine"
    r"|ten|eleven|twelve))\s+$",
    re.I,
)
_ARTICLES = frozenset(("the", "a", "an"))
_CLOSING: Mapping[str, str] = MappingProxyType(
    {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", "‹": "›", "‚": "‘’"}
)


class Context(NamedTuple):
    """The text before and after some words in their block."""

    before: str
    after: str
    quoted: bool = False


class _Block(NamedTuple):
    text: str
    starts: Mapping[int, tuple[int, nodes.Node]]
    """Where the leaves of the block begin, by their identities; they are kept alive by it."""
    quotations: tuple[list[int], list[int]]
    """Where quotations begin and end, in order."""


class Contexts:
    """The contexts of words; each block of a document is read once."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._blocks: dict[int, tuple[nodes.Node, _Block]] = {}

    def of(self, leaf: nodes.Node, start: int = 0, end: int | None = None) -> Context:
        """The context of a reference, or of a part of a text."""
        top: Any = leaf.parent
        while issubclass(type(top), nodes.Inline):
            top = top.parent
        known = self._blocks.get(id(top))
        if known is None or id(leaf) not in known[1].starts:
            known = self._blocks[id(top)] = (top, self._read(top))
        block = known[1]
        offset = block.starts[id(leaf)][0]
        first = offset + start
        after = offset + (len(self.visible_text(leaf)) if end is None else end)
        begins, ends = block.quotations
        nearest = bisect_right(begins, first) - 1
        return Context(
            block.text[max(0, first - 4 * REACH) : first],
            block.text[after : after + 4 * REACH],
            (nearest >= 0 and ends[nearest] >= after) or within(leaf, nodes.block_quote),
        )

    def visible_text(self, leaf: nodes.Node) -> str:
        """The words of a leaf, as a reader sees them before anything is spelled out."""
        if isinstance(leaf, addnodes.pending_xref) and not leaf.get("refexplicit"):
            kind, text = leaf["reftype"], leaf.astext()
            if kind in self._ledger.kinds and is_own_reference(leaf):
                record = self._ledger.named(kind, leaf["reftarget"])
                return text if record is None else shown_text(leaf, record)
        return leaf.astext()

    def _read(self, top: nodes.Node) -> _Block:
        starts: dict[int, tuple[int, nodes.Node]] = {}
        parts: list[str] = []
        at = 0
        for leaf in _leaves(top):
            starts[id(leaf)] = (at, leaf)
            parts.append(self.visible_text(leaf))
            at += len(parts[-1])
        text = "".join(parts)
        return _Block(text, starts, quotations(text))


def shown_text(node: addnodes.pending_xref, record: Record) -> str:
    """The words of a reference: a role that holds an id shows the name, prose what it says."""
    text = node.astext()
    if text == record.id and not node.get("brief_prose"):
        return record.title_text
    house, colon, name = text.partition(":")  # whose name it is in another house
    return name.strip() if colon and record.docname.startswith(f"{house}:") else text


def _leaves(node: nodes.Node) -> Iterator[nodes.Node]:
    for child in node.children:
        if isinstance(child, (nodes.Text, addnodes.pending_xref)):
            yield child
        elif not isinstance(child, (nodes.footnote_reference, nodes.citation_reference)):
            yield from _leaves(child)


def quotations(text: str) -> tuple[list[int], list[int]]:
    """Beginnings and ends of quotations in a text; those inside of others are part of them."""
    begins: list[int] = []
    ends: list[int] = []
    opened = ""
    start = 0
    for match in re.finditer('["“”„«»‘’‹›‚]', text):
        mark, at = match[0], match.start()
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if opened and mark in _CLOSING[opened]:
            if mark != "’" or not after.isalnum():  # else it is an apostrophe
                begins.append(start)
                ends.append(at)
                opened = ""
        elif not opened and mark in _CLOSING and (mark != "‘" or not before.isalnum()):
            opened, start = mark, at
    return begins, ends


def first_use(record: Record, text: str, context: Context, *, english: bool) -> str | None:
    """The full name with which a short form is spelled out.

    Empty where the author has done it already, ``None`` where it is left to the next use: in
    quotations, in brackets of its own, after a number, and for what is no short form.
    """
    long = spelled_out(record, text, english=english)
    if not long or context.quoted:
        return None
    if _is_beside(record, context, english=english):
        return ""
    before, after = context.before.rstrip(), context.after.lstrip()
    if before.endswith(("(", "[")) and after.startswith((")", "]")):
        return None
    if record.countable and _COUNTED.search(context.before):
        return None
    return _after_article(long, before) if english else long


def _is_beside(record: Record, context: Context, *, english: bool) -> bool:
    """Whether a name of a record that is no short form stands beside one that is."""
    names = {
        fold(name)
        for name in (record.title_text, *record.short_names)
        if not spelled_out(record, name, english=english)
    }
    before, after = fold(context.before), fold(context.after)
    return any(_ends_with(before, name) or _begins_with(after, name) for name in names)


def _ends_with(text: str, name: str) -> bool:
    at = text.rfind(name, max(0, len(text) - len(name) - REACH))
    whole = at >= 0 and not text[at - 1 : at].isalnum()
    return whole and bool(_AFTER_A_NAME.fullmatch(text, at + len(name)))


def _begins_with(text: str, name: str) -> bool:
    at = text.find(name, 0, len(name) + REACH)
    return at >= 0 and bool(_BEFORE_A_NAME.fullmatch(text, 0, at))


def _after_article(long: str, before: str) -> str | None:
    """A long form without an article that stands before it already; none where ``an`` is wrong."""
    last = before.rpartition(" ")[2].lower()
    article, _, rest = long.partition(" ")
    if article.lower() in _ARTICLES and rest:
        if last in _ARTICLES:
            return rest
        return (
            long
            if not before or before.endswith((".", "!", "?", ":"))
            else (f"{article.lower()} {rest}")
        )
    if last in ("a", "an") and (last == "an") != (long[0].lower() in "aeiou"):
        return None
    return long
