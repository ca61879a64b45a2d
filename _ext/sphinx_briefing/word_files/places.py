"""The part of custom XML in which our Word files keep where their paragraphs come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .opening import Parts
from .paragraphs import Paragraph, digest

NAMESPACE = "urn:sphinx-briefing:places"
"""The namespace of the part, by which it is found."""

PLACE = f"{{{NAMESPACE}}}place"
ROOT = f"{{{NAMESPACE}}}places"
PAGE = "page"
"""The attribute with the name of the page."""
TEXTS = "texts"
"""The attribute with the digests of all paragraphs, as they were written."""
PASSAGE, RECORD = "p_", "r_"
"""What names of our bookmarks begin with."""


@dataclass(frozen=True, slots=True)
class PlacesMap:
    """The words of a file on its own paragraphs.

    :ivar places: by bookmark: ``file``, ``line`` and ``page``, or ``kind``, ``id`` and ``page``.
    :ivar page: the page of the file.
    :ivar texts: digests of the paragraphs as they were written.
    """

    places: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    texts: frozenset[str] = frozenset()
    page: str = ""


def digests(paragraphs: Iterable[Paragraph]) -> str:
    """The texts of a file as a map keeps them."""
    return " ".join(digest(one.old) for one in paragraphs if not one.is_made and one.old.strip())


def map_of(parts: Parts) -> PlacesMap:
    """The map in a file; an empty one where there is none."""
    for _, root in parts.related("customXml"):
        if root.tag == ROOT:
            places = {one.get("bookmark", ""): dict(one.attrib) for one in root.iter(PLACE)}
            texts = frozenset(root.get(TEXTS, "").split())
            return PlacesMap(places, texts, root.get(PAGE, ""))
    return PlacesMap()
