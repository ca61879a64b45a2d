"""Facts that a file of this toolkit holds of itself: the meaning of bookmarks, digests of words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .model import Paragraph
    from .opening import WordParts

NAMESPACE = "urn:sphinx-briefing:places"
"""The namespace of the part of custom XML, by which it is found."""

DIGEST = "d_"
"""Begins the name of the bookmark that holds the digest of all words."""

_SPACES = re.compile(r"\s+")
_LENGTH = 8
_NAME = 40
"""Word's limit for the names of bookmarks."""


@dataclass(slots=True)
class PlacesOfFile:
    """Facts that a file holds of its places."""

    page: str = ""
    places: dict[str, dict[str, str]] = field(default_factory=dict)
    """Facts by bookmark: file and line, or kind and id."""
    prints: frozenset[str] = frozenset()
    """Digests of its paragraphs as they were written."""
    digest: str = ""
    marks: frozenset[str] = frozenset()
    """Bookmarks that look like those of passages."""

    def begins_as(self, page: str) -> bool:
        """Whether the bookmarks of its passages begin with the name of a page."""
        start = re.sub(r"\W+", "_", f"p_{page}_", flags=re.ASCII)[: _NAME - 9]
        number = re.compile(re.escape(start) + (r"\d+(_\d+)?" if len(start) < _NAME - 9 else ""))
        matching = number.fullmatch if len(start) < _NAME - 9 else number.match
        return any(matching(mark) for mark in self.marks)


def places_in(parts: WordParts, paragraphs: Iterable[Paragraph]) -> PlacesOfFile:
    """Read what a file says of its places; programs other than Word drop some of it."""
    found = PlacesOfFile()
    for part in parts.related(parts.main, "customXml"):
        root = parts.xml(part)
        if root is None or root.tag != f"{{{NAMESPACE}}}places":
            continue
        found.page = root.get("page", "")
        found.prints = frozenset(root.get("prints", "").split())
        for place in root.iter(f"{{{NAMESPACE}}}place"):
            facts = {str(key): str(value) for key, value in place.attrib.items()}
            found.places[facts.pop("bookmark", "")] = facts
            if not found.page and "line" in facts:
                found.page = facts.get("page", "")
    for paragraph in paragraphs:
        for name in paragraph.bookmarks:
            if re.fullmatch(r"p_\w+", name):
                found.marks |= {name}
            if name.startswith(DIGEST) and not found.digest:
                found.digest = name.removeprefix(DIGEST)
    return found


def plain(text: str) -> str:
    """Words as they are compared: white space counts once."""
    return _SPACES.sub(" ", text).strip()


def print_of(text: str) -> str:
    """The digest of one paragraph, too short to tell its words."""
    return hashlib.sha256(plain(text).encode()).hexdigest()[:_LENGTH]


def prints_of(paragraphs: Iterable[Paragraph]) -> list[str]:
    """The digests of paragraphs, each once, in the order in which they first stand."""
    return list(dict.fromkeys(print_of(one.before) for one in paragraphs if plain(one.before)))


def digest_of(paragraphs: Iterable[Paragraph]) -> str:
    """The digest of all that a file says."""
    whole = "\n".join(plain(one.before) for one in paragraphs if one.where != "header")
    return hashlib.sha256(whole.encode()).hexdigest()[:16]
