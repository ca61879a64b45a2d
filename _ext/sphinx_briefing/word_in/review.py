"""All that was said and changed in a Word file, each at its line in the sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..word_files.comments import Comment, comments_of
from ..word_files.opening import Parts
from ..word_files.paragraphs import Paragraph, paragraphs_of, plain, settle
from ..word_files.places import PlacesMap, map_of
from .around import MARGINS, around
from .matching import Pairs, pairs_of
from .printed import Printed, RecordPlace, places_of, printed
from .remarks import COMMENT, Place, Remark
from .sources import Alignment, SourceFile, window
from .tracked import other_changes, remarks_of
from .untracked import differences, texts_of

NOTES = ("footnotes", "endnotes")
_SOMEBODY = "somebody"
_CORE = "docProps/core.xml"
_LAST = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastModifiedBy"


@dataclass(frozen=True, slots=True)
class Review:
    """All that was found in a file that came back.

    :ivar remarks: in the order of the sources; those without a place last.
    :ivar is_outdated: whether the sources say something else than when the file was written.
    :ivar knows_texts: whether the file says what it was when it was written.
    """

    remarks: Sequence[Remark]
    ours: Printed
    is_outdated: bool
    knows_texts: bool


@dataclass(slots=True)
class Reviewer:
    """Reads a file that came back beside our own of the same page.

    :param root: the folder of the sources.
    :param page_file: the file of the page.
    """

    theirs: Parts
    ours: Parts
    root: Path
    page_file: str
    record_place: RecordPlace
    record_with: Callable[[str], Place | None]
    """Finds the one record whose title has some words."""
    source_in: Callable[[str], Place | None]
    """Finds the source that the words of an endnote are about."""
    _others: list[Paragraph] = field(default_factory=list)
    _files: dict[str, SourceFile | None] = field(default_factory=dict)

    def review(self) -> Review:
        """Find and place everything."""
        ours = printed(self.ours, self.record_place)
        known = map_of(self.theirs)
        who = self._who()
        root = self.theirs.xml(self.theirs.main)
        theirs = paragraphs_of(root)
        settle(theirs, *known.marked)  # those of word-out are ours, and known
        pairs = pairs_of(texts_of(ours.paragraphs), texts_of(theirs))
        places = self._places(ours, theirs, pairs, known)
        comments = comments_of(self.theirs)
        found = [
            self._placed(remark, ours, theirs, places, pairs)
            for remark in (
                *remarks_of(theirs, comments),
                *(one for one in other_changes(root) if (one.who, one.when) != known.marked),
                *differences(ours.paragraphs, theirs, pairs, known.texts, who),
            )
        ]
        mine = map_of(self.ours)
        for kind in (*NOTES, *MARGINS):
            found += self._of_parts(kind, theirs, places, mine, comments, who)
        if not known.texts or known.texts == mine.texts:  # else they may be of today
            found += around(self.ours, self.theirs, Place(self.page_file, 1), who)
        anchored = {one for paragraph in (*theirs, *self._others) for one in paragraph.opened}
        for identifier, comment in comments.items():
            if identifier not in anchored:
                found.append(_loose(comment))
        written = known.texts
        is_outdated = bool(written) and written != mine.texts
        return Review(sorted(found, key=_order), ours, is_outdated, bool(written))

    def _who(self) -> str:
        """The name of who saved the file last, if not us: the best guess for what is not noted."""
        name = _saved_by(self.theirs)
        known = name if name and name != _saved_by(self.ours) else _SOMEBODY
        return f"{known} (not tracked)"

    # -- places ------------------------------------------------------------------------------

    def _places(
        self, ours: Printed, theirs: Sequence[Paragraph], pairs: Pairs, known: PlacesMap
    ) -> list[Place | None]:
        """The place of each of their paragraphs: that of ours, or what their bookmarks say."""
        own = [*places_of(theirs, known, self.record_place)]
        found: list[Place | None] = []
        last: Place | None = None
        for number, paragraph in enumerate(theirs):
            pair = pairs.ours.get(number)
            if pair is not None:
                last = ours.places[pair] or last
            elif any(mark in known.places for mark in paragraph.bookmarks):
                last = own[number] or last
            found.append(last)
        return found

    def _placed(
        self,
        remark: Remark,
        ours: Printed,
        theirs: Sequence[Paragraph],
        places: Sequence[Place | None],
        pairs: Pairs,
    ) -> Remark:
        number, offset = remark.at
        own = remark.own
        if own is not None:
            place, words = ours.places[own], plain(ours.paragraphs[own].old)
        elif 0 <= number < len(theirs):
            place = places[number]
            words = plain(theirs[number].old)
            offset = plain_offset(theirs[number].old, offset)
            remark = replace(remark, own=pairs.ours.get(number))
            if not words or number not in pairs.ours:
                # A passage that is new stands behind the words before it.
                before = [
                    one for one in range(number) if one in pairs.ours and theirs[one].old.strip()
                ]
                if before and place is places[before[-1]]:
                    words = plain(theirs[before[-1]].old)
                    offset = len(words)
        else:
            place, words = (places[-1] if places and number >= len(theirs) else None), ""
        if place is None:
            place = Place(self.page_file, 1) if self.page_file and number < 0 else None
        remark = replace(remark, offset=offset, words=words)
        return remark.placed(place and self._refined(place, words, offset))

    def _refined(self, place: Place, words: str, offset: int) -> Place:
        """The same place with the line that the words stand in, where a passage has several."""
        source = self._source(place.file)
        if source is None or not words:
            return place
        start, end = source.span_of(place)
        around = window(words, offset)
        if line := source.line_of(around, start, end):
            return replace(place, line=line)
        is_of_page = place.record is None and place.file == self.page_file
        if is_of_page and (line := source.line_of(around)):
            # Captions, titles of boxes and summaries are printed away from where they stand.
            return Place(place.file, line, line)
        alignment = Alignment(words, source.text[start:end])
        if not alignment.holds(offset):
            return self._in_record(around) or place
        near = alignment.near(offset)
        line = source.line_at(start + near) if near is not None else 0
        return replace(place, line=line) if line >= place.line else place

    def _source(self, file: str) -> SourceFile | None:
        """A file of the sources, read once."""
        if file not in self._files:
            self._files[file] = SourceFile.read(self.root / file)
        return self._files[file]

    def _in_record(self, words: str) -> Place | None:
        """The place of some words in the one record whose title has them."""
        place = self.record_with(words)
        source = self._source(place.file) if place else None
        if place is None or source is None:
            return place
        return replace(place, line=source.line_of(words, *source.span_of(place)) or place.line)

    # -- other parts -------------------------------------------------------------------------

    def _of_parts(
        self,
        kind: str,
        body: Sequence[Paragraph],
        places: Sequence[Place | None],
        known: PlacesMap,
        comments: Mapping[str, Comment],
        who: str,
    ) -> Iterator[Remark]:
        """Remarks in notes, headers and footers, at the record or at the reference to the note."""
        referred = {
            (name, identifier): place
            for paragraph, place in zip(body, places, strict=True)
            for name, identifier in paragraph.notes
        }
        mine = [paragraphs_of(root) for _, root in self.ours.related(kind)]
        for number, (_, root) in enumerate(self.theirs.related(kind)):
            theirs = paragraphs_of(root)
            self._others += theirs
            own = mine[number] if number < len(mine) else []
            pairs = pairs_of(texts_of(own), texts_of(theirs))
            about = [*places_of(own, known, self.record_place)]
            found = [*remarks_of(theirs, comments), *other_changes(root)]
            if kind in NOTES:
                found += differences(own, theirs, pairs, frozenset(), who)
            for remark in found:
                at = min(max(remark.at[0], 0), len(theirs) - 1) if theirs else -1
                paragraph = theirs[at] if at >= 0 else None
                place: Place | None = None
                if paragraph is not None and kind in NOTES:
                    same = remark.own if remark.own is not None else pairs.ours.get(at)
                    place = about[same] if same is not None else None
                    words = (own[same] if same is not None else paragraph).old
                    place = place or self.source_in(words)
                    place = place or referred.get((kind[:-1], paragraph.note))
                where = f"in the {kind.removesuffix('s')}: "
                remark = replace(remark, what=where + remark.what, own=None)
                yield remark.placed(place or Place(self.page_file, 1))


def _saved_by(parts: Parts) -> str:
    last = parts.xml(_CORE).find(_LAST) if parts.has(_CORE) else None
    return (last.text or "").strip() if last is not None else ""


def _loose(comment: Comment) -> Remark:
    """A comment on no words: its passage has been removed."""
    what = f"{comment.text} (on words that are gone)"
    return Remark(COMMENT, comment.author, comment.date, what, "", comment.text)


def plain_offset(text: str, offset: int) -> int:
    """The offset in :func:`plain` words that an offset in words with all white space is.

    >>> plain_offset("a  b", 3)
    2
    """
    before = text[:offset]
    found = len(plain(before))
    return found + 1 if found and before[-1:].isspace() and text[offset:].strip() else found


def _order(remark: Remark) -> tuple[bool, str, int, tuple[int, int]]:
    place = remark.place
    if place is None:
        return True, "", 0, remark.at
    return False, place.file, place.line, remark.at
