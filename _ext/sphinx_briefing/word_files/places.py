"""The part of custom XML in which our Word files keep where their paragraphs come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .opening import Parts, Xml
from .paragraphs import Paragraph, digest

NAMESPACE = "urn:sphinx-briefing:places"
"""The namespace of the part, by which it is found."""

PLACE = f"{{{NAMESPACE}}}place"
ROOT = f"{{{NAMESPACE}}}places"
PAGE = "page"
"""The attribute with the name of the page."""
TEXTS = "texts"
"""The attribute with the digests of all paragraphs, as they were written."""
AUTHOR, WHEN = "changes-by", "changes-at"
"""The attributes of a file that was written with tracked changes."""
PASSAGE, RECORD = "p_", "r_"
"""What names of our bookmarks begin with."""


@dataclass(frozen=True, slots=True)
class PlacesMap:
    """The words of a file on its own paragraphs.

    :ivar places: by bookmark: ``file``, ``line`` and ``page``, or ``kind``, ``id`` and ``page``.
    :ivar page: the page of the file.
    :ivar marked: author and time of the tracked changes that we have written ourselves.
    :ivar texts: digests of the paragraphs as they were written.
    """

    places: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    texts: frozenset[str] = frozenset()
    page: str = ""
    marked: tuple[str, str] = ("", "")


def digests(paragraphs: Iterable[Paragraph]) -> str:
    """The texts of a file as a map keeps them."""
    return " ".join(digest(one.old) for one in paragraphs if not one.is_made and one.old.strip())


def map_part(parts: Parts) -> tuple[str, Xml] | None:
    """The name and the root of the part that holds the map of a file."""
    return next((one for one in parts.related("customXml") if one[1].tag == ROOT), None)


def map_of(parts: Parts) -> PlacesMap:
    """The map in a file; an empty one where there is none."""
    found = map_part(parts)
    if found is None:
        return PlacesMap()
    root = found[1]
    return PlacesMap(
        {one.get("bookmark", ""): dict(one.attrib) for one in root.iter(PLACE)},
        frozenset(root.get(TEXTS, "").split()),
        root.get(PAGE, ""),
        (root.get(AUTHOR, ""), root.get(WHEN, "")),
    )
