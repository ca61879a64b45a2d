"""The title of an article, without the name of the site that it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml.html import HtmlElement
from rapidfuzz import fuzz

from ..records import slug
from .visible import is_outside, words_of

_SEPARATOR = re.compile(
    r"\s+(?:[|\u2013\u2014\u00b7\u2022\u00bb\u203a:~]+|-{1,2}|::|//)\s+|\s*\|\s*|\s+\u00ab\s+"
)
_SAME, _ALIKE = 90, 75
_CUT = ("\u2026", "...")


def plain_title(text: str, sites: Iterable[str]) -> str:
    """A title without the names of its site, before it or after it.

    :param sites: these names, and its host.

    >>> plain_title("Ministers agree on a date | World | Example News", ["Example News"])
    'Ministers agree on a date'
    """
    text = " ".join(text.split())
    names = [_folded(site) for site in sites if site]
    before, colon, after = text.partition(": ")
    if colon and _folded(before) in names and after.strip():
        text = after.lstrip(" |:~\u00b7\u00bb\u2013\u2014-")
    parts = _parts(text)
    while len(parts) > 1 and _is_site(parts[-1][1], names):
        parts.pop()
        # What stands between title and site is a section.
        if len(parts) > 1 and len(parts[-1][1].split()) <= 2 and len(parts[0][1].split()) > 2:
            parts.pop()
    while len(parts) > 1 and _is_site(parts[0][1], names):
        parts.pop(0)
        parts[0] = ("", parts[0][1])
    return "".join(separator + part for separator, part in parts).strip()


def site_in(title: str, host: str) -> str:
    """The part of a window's title that is the name of its host; empty where none is.

    >>> site_in("Ministers agree | The Daily Ledger", "www.the-daily-ledger.example.org")
    'The Daily Ledger'
    """
    labels = {_folded(label) for label in host.split(".") if len(label) > 3}
    before, colon, _ = title.partition(": ")
    parts = [*([before] if colon else []), *(part.strip() for _, part in _parts(title))]
    return next((part for part in parts if _folded(slug(part)) in labels), "")


def _parts(text: str) -> list[tuple[str, str]]:
    """The parts of a title, each with what stands before it."""
    found, at, separator = [], 0, ""
    for match in _SEPARATOR.finditer(text):
        if text[at : match.start()].strip():
            found.append((separator, text[at : match.start()]))
            at, separator = match.end(), match[0]
    found.append((separator, text[at:]))
    return found


def _is_site(part: str, names: list[str]) -> bool:
    folded = _folded(part)
    return bool(folded) and any(
        folded == name or fuzz.ratio(folded, name) >= _SAME or _within(folded, name)
        for name in names
    )


def _within(part: str, name: str) -> bool:
    """Whether one of two names is a beginning or an end of the other: BBC, BBC News."""
    shorter, longer = sorted((part, name), key=len)
    return len(shorter) >= 3 and len(longer) <= 3 * len(shorter) + 8 and (
        longer.startswith(shorter) or longer.endswith(shorter)
    )  # fmt: skip


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold().removeprefix("www."))


def heading_of(
    tree: HtmlElement, wanted: Iterable[str], sites: Iterable[str], *, is_sure: bool = True
) -> HtmlElement | None:
    """The heading that is the title of the article: the one most like what the page declares.

    :param wanted: the titles that it declares, the surest first.
    :param sites: the names of its site, which stand above every page.
    :param is_sure: whether any of them is more than what a window is called.
    """
    names = [_folded(site) for site in sites if site]
    headings = [
        one
        for one in tree.iter("h1", "h2", "h3")
        if (words := words_of(one))
        and (one.tag == "h1" or not is_outside(one))
        and _folded(words) not in names
    ]
    best, score = None, 0.0
    for title in filter(None, wanted):
        for heading in headings:
            alike = likeness(words_of(heading), title) + (3 if heading.tag == "h1" else 0)
            if alike > score:
                best, score = heading, alike
    if best is not None and score >= _ALIKE:
        return best
    first = [one for one in headings if one.tag == "h1" and not is_outside(one)]
    return first[0] if len(first) == 1 and not is_sure else None


def likeness(one: str, other: str) -> float:
    """The likeness of two titles in per cent; one that is cut off is like the whole."""
    first, second = one.casefold(), other.casefold()
    for mark in _CUT:
        if second.endswith(mark) and len(second) > 20:
            second = second.removesuffix(mark).rstrip()
            first = first[: len(second)]
    alike = fuzz.ratio(first, second)
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) > 15 and shorter in longer:
        alike = max(alike, 85)
    return alike


def title_of(heading: HtmlElement | None, declared: list[str]) -> str:
    """The title as readers see it; what a heading holds besides it is left out.

    :param declared: the titles that the page declares, without its site, the surest first.
    """
    if heading is None:
        return next(filter(None, declared), "")
    shown = words_of(heading)
    for title in declared:
        if len(title) > 15 and shown.casefold().endswith(title.casefold()) and title != shown:
            return title  # the heading begins with a kicker
    return shown
