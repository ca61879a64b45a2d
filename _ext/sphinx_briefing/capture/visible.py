"""The lines beside the title of an article: that of its author, and that of its day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

LONGEST = 200
"""Characters of a piece."""
_MOST = 60
"""Pieces beside a title, at most."""
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:related|sidebar|side-bar|recommend\w*|more-?(?:news|stories|on)|most-?(?:read|popular)"
    r"|popular|teasers?|promo|newsletter|comments?|cookie\w*|consent|footer|widget|widgets|latest|trending"
    r"|breadcrumbs?|menu|nav|navbar|navigation|share|social|carousel|ticker|siteinfo|weather)(?:$|[\s_-])",
    re.I,
)
_OUTSIDE = frozenset(
    "nav footer aside script style noscript template form svg select button iframe figcaption "
    "figure".split()
)
_DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:(?:entry|post|article|pub\w*)?-?(?:date|time|timestamp|datetime|published|posted"
    r"|datum|data|fecha|meta|byline|dateline|info)(?:-?\w+)?)(?:$|[\s_-])",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A short text beside a title, with what its elements are called."""

    text: str
    label: str = ""
    machine: str = ""
    """The day that it says to machines."""
    is_byline: bool = False


def words_of(element: HtmlElement) -> str:
    """The text of an element in one line."""
    shown = element.xpath("descendant::text()[not(parent::style or parent::script)]")
    return " ".join("".join(shown).split())


def is_outside(element: HtmlElement) -> bool:
    """Whether an element is no part of an article: navigation, advertisements, other articles."""
    node = element
    while node is not None:
        if isinstance(node.tag, str):
            names = f"{node.get('class') or ''} {node.get('id') or ''}"
            if node.tag in _OUTSIDE or (node.tag not in ("body", "html", "main", "article")
                                        and _ASIDE.search(names)):  # fmt: skip
                return True
        node = node.getparent()
    return False


def beside(title: HtmlElement | None, tree: HtmlElement) -> Iterator[Piece]:
    """The texts beside a title: before it in its header, and after it up to the text.

    :param title: the element that holds it; without it, the article's head as far as it has one.
    """
    if title is None:
        yield from _marked(tree)
        return
    header = next((one for one in title.iterancestors("header", "hgroup")), None)
    seen = 0
    if header is not None:
        for element in header.iter():
            for piece in _pieces(element, title):
                seen += 1
                yield piece
    long_texts = 0
    for element in _after(title):
        if not isinstance(element.tag, str) or element.tag in _OUTSIDE:
            continue
        if element.tag in ("h1", "h2") and words_of(element) and element is not title:
            break
        if element.tag in ("p", "div") and len(words_of(element)) > LONGEST and not len(element):
            long_texts += 1
        if element.tag == "p" and len(words_of(element)) > LONGEST:
            long_texts += 1
        if long_texts > 1 or seen > _MOST:
            break
        for piece in _pieces(element, title):
            seen += 1
            yield piece
    for element in _before(title):
        yield from _pieces(element, title)


def _before(title: HtmlElement) -> Iterator[HtmlElement]:
    """The elements just before a title, and just before what it stands in."""
    node: HtmlElement | None = title
    for _ in range(2):
        if node is None or node.tag in ("body", "main", "article"):
            return
        before = node.getprevious()
        if before is not None and isinstance(before.tag, str):
            yield from before.iter()
        node = node.getparent()


def _marked(tree: HtmlElement) -> Iterator[Piece]:
    """The pieces of a page without a title that are marked as its date, outside of lists."""
    for element in tree.iter("time", "span", "div", "p"):
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag != "time" and not _DATE_CLASS.search(names):
            continue
        yield from _pieces(element, None)


def _after(title: HtmlElement) -> Iterator[HtmlElement]:
    """The elements after a title, in the order of the page."""
    node: HtmlElement | None = title
    while node is not None:
        for sibling in node.itersiblings():
            yield from sibling.iter()
        node = node.getparent()


def _pieces(element: HtmlElement, title: HtmlElement | None) -> Iterator[Piece]:
    if not isinstance(element.tag, str) or element is title or is_outside(element):
        return
    own = " ".join(
        " ".join(filter(None, [element.text, *(child.tail for child in element)])).split()
    )
    names = _names(element)
    machine = ""
    if element.tag == "time":
        machine = element.get("datetime") or ""
    elif (element.get("itemprop") or "").lower() == "datepublished":
        machine = element.get("content") or ""
    if element.tag == "abbr" and "published" in names.lower():
        machine = element.get("title") or ""
    whole = words_of(element) if len(element) and len(element) < 12 else own
    text = whole if own and len(whole) <= LONGEST else own
    if element.tag == "time":
        text = whole
    if (text or machine) and len(text) <= LONGEST:
        yield Piece(
            text, names, machine, bool(re.search(r"byline|author|autor|auteur", names, re.I))
        )


def _names(element: HtmlElement) -> str:
    """The classes of an element and of the one around it."""
    parent = element.getparent()
    found = [element.get("class"), element.get("id"), element.get("itemprop")]
    if parent is not None and len(parent) < 12:
        found += [parent.get("class")]
    return " ".join(filter(None, found))
