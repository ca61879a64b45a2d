"""Long listings on websites: places of records, letters to jump to, parts that load one by one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..presentation.labels import _
from ..presentation.marks import HEAD, VIEW
from ..records import slug
from ..websites import WEBSITES, add_where

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PART = 100
"""A listing of more than so many records is set in parts of so many."""

DIGITS = "0\N{EN DASH}9"
"""The heading of names that begin with a number."""

_WRITTEN = str.maketrans(
    dict.fromkeys("\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}", "'")
)

SIGNS = ('"brief-letters"', "brief-part ")
"""What long listings hold in HTML."""

Item = tuple[nodes.Element, nodes.TextElement]
"""What stands in a listing for a record, and its head."""


class ArrangeRegisters(SphinxPostTransform):
    """Give records of a listing their places, and long listings letters and parts."""

    default_priority = 7
    """When the page has been answered."""
    builders = WEBSITES

    def run(self, **kwargs: Any) -> None:
        """Look at all selections of the page."""
        views = [box for box in self.document.findall(nodes.container) if VIEW in box]
        for number, box in enumerate(views, 1):
            items = list(items_of(box))
            _place(box, items)
            if len(items) > PART:
                _arrange(box, items, number)


def items_of(box: nodes.Element) -> Iterator[Item]:
    """The records of a listing: rows, cards and entries of lists."""
    for head in box.findall(nodes.TextElement):
        if HEAD not in head:
            continue
        node: nodes.Element | None = head.parent
        while node is not None and node is not box:
            is_card = "brief-card" in node["classes"]
            if is_card or isinstance(
                node, (nodes.row, nodes.list_item, nodes.definition_list_item)
            ):
                yield node, head
                break
            node = node.parent


def letter_of(title: str) -> str:
    """The letter under which a name stands: of Latin ones, that without marks.

    >>> letter_of("\\N{LATIN CAPITAL LETTER A WITH RING ABOVE}lesund"), letter_of("597 ships")
    ('A', '0\N{EN DASH}9')
    """
    first = next(filter(str.isalnum, title), "")
    if not first or not first.isalpha():
        return DIGITS
    if unicodedata.name(first, "").startswith("LATIN"):
        first = slug(first)[:1] or first
    return unicodedata.normalize("NFD", first)[0].upper()[0]


def _place(box: nodes.Element, items: list[Item]) -> None:
    """Let anchors of records that a data file brings lead to each of them, not to all."""
    heads = {"{}-{}".format(*head[HEAD]): head for _item, head in items}
    for anchor in [anchor for anchor in box["ids"] if anchor in heads]:
        box["ids"].remove(anchor)
        heads[anchor]["ids"].append(anchor)


def _arrange(box: nodes.Element, items: list[Item], number: int) -> None:
    parent = items[0][0].parent
    if parent is None or any(item.parent is not parent for item, _head in items):
        return
    titles = [_title(head) for _item, head in items]
    grouped: dict[str, list[Item]] = {}
    # Selections sort names as they are written, before they get their marks.
    keys = [title.casefold().translate(_WRITTEN) for title in titles]
    if keys == sorted(keys):
        for item, title in zip(items, titles, strict=True):
            grouped.setdefault(letter_of(title), []).append(item)
    letters = sorted(grouped, key=lambda letter: (letter != DIGITS, _is_foreign(letter), letter))
    has_letters = len(letters) > 1
    if not isinstance(parent, nodes.tbody):
        parts = [(letter, grouped[letter]) for letter in letters] if has_letters else [("", items)]
        _part(parent, parts, number, _depth(box))
    elif has_letters:
        for letter in letters:
            grouped[letter][0][1]["ids"].append(_anchor(letter, number))
    if has_letters:
        _bar(box, letters, number)


def _title(head: nodes.TextElement) -> str:
    """The words of a head, without the number of a source."""
    link = next(iter(head.findall(nodes.reference)), None)
    return (head if link is None else link).astext()


def _is_foreign(letter: str) -> bool:
    return not letter.isascii()


def _anchor(letter: str, number: int) -> str:
    name = "09" if letter == DIGITS else letter.lower() if letter.isascii() else f"{ord(letter):x}"
    return f"letter-{number}-{name}"


def _depth(box: nodes.Element) -> int:
    depth, node = 1, box.parent
    while node is not None:
        depth += isinstance(node, nodes.section)
        node = node.parent
    return min(depth, 6)


def _part(
    listing: nodes.Element, groups: list[tuple[str, list[Item]]], number: int, depth: int
) -> None:
    """Replace a list by one for each letter, and each of these by parts."""
    parts: list[nodes.Node] = []
    for letter, items in groups:
        for start in range(0, len(items), PART):
            some = items[start : start + PART]
            rows = -(-len(some) // 10) * 10  # by which a style sheet guesses the height
            part = nodes.container("", classes=["brief-part", f"brief-part-{rows}"])
            if letter and not start:
                head = nodes.rubric(letter, letter, classes=["brief-letter"])
                head["ids"], head["heading-level"] = [_anchor(letter, number)], depth
                part += head
            list_of = listing.__class__("", classes=list(listing["classes"]))
            list_of.attributes.update(
                {name: value for name, value in listing.attributes.items() if name == "bullet"}
            )
            list_of += [item for item, _head in some]
            part += list_of
            parts.append(part)
    holder: Any = listing.parent
    at = holder.index(listing)
    holder[at : at + 1] = parts


def _bar(box: nodes.Element, letters: list[str], number: int) -> None:
    links = "".join(
        f'<li><a class="reference internal" href="#{_anchor(letter, number)}">{escape(letter)}</a>'
        "</li>"
        for letter in letters
    )
    label = escape(str(_("Letters")))
    bar = f'<nav class="brief-letters" aria-label="{label}"><ul>{links}</ul></nav>\n'
    first = box.children[0] if box.children else None
    box.insert(1 if isinstance(first, nodes.rubric) else 0, nodes.raw("", bar, format="html"))


def setup(app: Sphinx) -> None:
    """Add the transform and its style sheet."""
    app.add_post_transform(ArrangeRegisters)
    add_where(app, SIGNS, styles=["briefing-registers.css"])
