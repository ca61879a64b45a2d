"""Our file of a page as the sources say it now, and where each of its paragraphs comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..word_files.opening import Parts
from ..word_files.paragraphs import Paragraph, paragraphs_of
from ..word_files.places import PASSAGE, RECORD, PlacesMap, map_of
from .remarks import Place

FARTHEST = 60
"""Lines that a passage may have where nothing says where it ends."""

RecordPlace = Callable[[str, str], Place | None]
"""Finds where a record is written, by its kind and id."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The paragraphs of a file, and the place of each."""

    paragraphs: Sequence[Paragraph]
    places: Sequence[Place | None]


def printed(parts: Parts, record_place: RecordPlace) -> Printed:
    """Read the body of a file with what its map says of it."""
    paragraphs = paragraphs_of(parts.xml(parts.main))
    return Printed(paragraphs, [*places_of(paragraphs, map_of(parts), record_place)])


def places_of(
    paragraphs: Sequence[Paragraph], known: PlacesMap, record_place: RecordPlace
) -> Iterator[Place | None]:
    """The place of each paragraph, by the last bookmark that stands before its words."""
    lines: dict[str, list[int]] = {}
    for facts in known.places.values():
        if "line" in facts:
            lines.setdefault(facts["file"], []).append(int(facts["line"]))
    passage: Place | None = None
    record: Place | None = None
    for paragraph in paragraphs:
        for name in paragraph.bookmarks:
            facts = known.places.get(name, {})
            if name.startswith(PASSAGE) and "line" in facts:
                line = int(facts["line"])
                after = [one for one in lines[facts["file"]] if one > line]
                last = min([*(one - 1 for one in after), line + FARTHEST])
                passage, record = Place(facts["file"], line, last), None
            elif name.startswith(RECORD) and "kind" in facts:
                record = record_place(facts["kind"], facts["id"])
        yield record or passage


def page_in(parts: Parts, pages: Sequence[str], titles: dict[str, str]) -> str:
    """The page that a file was written from; empty where it does not say.

    By its map, by the names of its bookmarks, by its name, or by its title.

    :param pages: all pages that become Word files.
    :param titles: their titles.
    """
    if (page := map_of(parts).page) in pages:
        return page
    paragraphs = paragraphs_of(parts.xml(parts.main))
    marks = [mark for one in paragraphs for mark in one.bookmarks if mark.startswith(PASSAGE)]
    named = {page: _mark_name(page) for page in pages}
    by_marks = [page for page in pages if any(mark.startswith(named[page]) for mark in marks)]
    if len(by_marks) == 1:
        return by_marks[0]
    words = {" ".join(one.old.split()) for one in paragraphs[:20]}
    by_title = [page for page in pages if titles.get(page) and titles[page] in words]
    if len(by_title) == 1:
        return by_title[0]
    by_name = [page for page in pages if Path(page).name == parts.path.stem]
    return by_name[0] if len(by_name) == 1 else ""


def _mark_name(page: str) -> str:
    name = "".join(char if char.isascii() and char.isalnum() else "_" for char in page)
    return f"{PASSAGE}{name[:28]}_"
