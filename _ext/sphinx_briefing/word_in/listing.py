"""All that readers have done to a file, each change and remark at its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..texts import shorten
from ..word_files.model import BODY, Comment, Paragraph, Revision, WordText
from ..word_files.places import PlacesOfFile, plain, print_of
from .aligning import align
from .placing import FindRecord, ReadLines, Spot, spots_of

NOWHERE = Spot()
UNTRACKED = "somebody"
"""Who has made a change that the program did not note."""
_WIDEST = 300


@dataclass(frozen=True, slots=True)
class Found:
    """A change or a remark."""

    spot: Spot
    who: str
    what: str
    text: str
    when: str = ""
    to: Spot = NOWHERE
    """Where something was moved to."""
    before: str = ""
    after: str = ""
    """The whole paragraph in the file made today, and as it is wanted; for changes of words."""

    @property
    def is_placed(self) -> bool:
        """Whether its line is known."""
        return bool(self.spot.line)

    def words(self) -> str:
        """Say what was done, in one line."""
        said = shorten(plain(self.text), _WIDEST)
        where = f" to {self.to.path}:{self.to.line}" if self.to.line else ""
        return f"{self.what}{where}: {said}" if said else f"{self.what}{where}"


class Listing:
    """The changes of a file that came home.

    :param now: the file that the project makes today, and what its bookmarks stand for.
    :param here: the file that came home.
    :param record: finds where a record is written.
    :param lines: reads the sources.
    """

    def __init__(
        self,
        now: WordText,
        places: PlacesOfFile,
        here: WordText,
        theirs: PlacesOfFile,
        record: FindRecord,
        lines: ReadLines,
    ) -> None:
        self._now, self._places, self._here, self._theirs = now, places, here, theirs
        self._record, self._lines = record, lines
        self._top = Spot()

    def is_newer(self) -> bool:
        """Whether the project would write another file today, or nobody knows."""
        return self._places.digest != self._theirs.digest

    def all(self) -> list[Found]:
        """All changes and remarks, in the order of the file."""
        found = [*self._part(BODY)]
        for where in ("footnote", "endnote"):
            found += self._part(where)
        for where in ("header", "footer"):
            found += self._margins(where)
        found += [replace(_of_comment(one, Spot())) for one in self._here.loose]
        return _moves_joined(found)

    # -- one part of the file ----------------------------------------------------------------

    def _part(self, where: str) -> Iterator[Found]:
        now, here = self._now.within(where), self._here.within(where)
        spots = spots_of(now, self._places.places, self._record, self._lines)
        if where == BODY and spots:
            self._top = spots[0]
        spots = [spot if spot.line else self._top for spot in spots]
        aligned = align(now, here)
        last = spots[0] if spots else self._top
        done: set[int] = set()
        for number, paragraph in enumerate(here):
            mate = aligned.pairs.get(number)
            while mate is not None and (gone := min(set(range(mate)) - done, default=mate)) < mate:
                done.add(gone)
                if gone not in aligned.pairs.values() and gone not in aligned.moved.values():
                    yield from self._dropped(now[gone], spots[gone])
            if mate is not None:
                done.add(mate)
                last = spots[mate]
                yield from self._changed(now[mate], paragraph, last)
            elif number in aligned.moved:
                first = spots[aligned.moved[number]]
                yield Found(first, UNTRACKED, "moved, untracked", paragraph.before, to=last)
                yield from self._changed(now[aligned.moved[number]], paragraph, first)
            else:
                yield from self._added(paragraph, last)
        for gone in range(len(now)):
            taken = gone in aligned.pairs.values() or gone in aligned.moved.values()
            if gone not in done and not taken:
                yield from self._dropped(now[gone], spots[gone])

    def _is_as_written(self, text: str) -> bool:
        """Whether a paragraph stood in the file when it was written."""
        return print_of(text) in self._theirs.prints

    def _dropped(self, now: Paragraph, spot: Spot) -> Iterator[Found]:
        is_news = self._theirs.prints and not self._is_as_written(now.before)
        if not is_news and not now.is_contents and (now.before or now.images):
            text = now.before or "[image]"
            yield Found(spot, UNTRACKED, "deleted, untracked", text, before=now.before)

    def _changed(self, now: Paragraph, here: Paragraph, spot: Spot) -> Iterator[Found]:
        is_other = now.before != here.before and not here.is_contents
        if is_other and not self._is_as_written(here.before):
            text = f"{now.before} → {here.before}"
            if len(text) > _WIDEST:
                text = _differing(now.before, here.before)
            after = here.after
            yield Found(spot, UNTRACKED, "changed, untracked", text, "", Spot(), now.before, after)
        come, gone = Counter(here.images), Counter(now.images)
        if come != gone and sum(come.values()) != sum(gone.values()):
            what = "image added" if sum(come.values()) > sum(gone.values()) else "image deleted"
            yield Found(spot, UNTRACKED, f"{what}, untracked", "")
        elif come != gone:
            yield Found(spot, UNTRACKED, "image changed", "")
        yield from self._revised(here, spot, now.before)

    def _added(self, here: Paragraph, spot: Spot) -> Iterator[Found]:
        if here.before and not here.is_contents and not self._is_as_written(here.before):
            yield Found(spot, UNTRACKED, "inserted, untracked", here.before, after=here.after)
        elif here.images and not here.before:
            yield Found(spot, UNTRACKED, "image added, untracked", "")
        yield from self._revised(here, spot, here.before)

    def _revised(self, here: Paragraph, spot: Spot, before: str) -> Iterator[Found]:
        for one in here.revisions:
            yield _of_revision(one, spot, before, here.after)
        for comment in here.comments:
            yield _of_comment(comment, spot)

    def _margins(self, where: str) -> Iterator[Found]:
        """Headers and footers, of which a program may keep more or fewer copies."""
        now, here = self._now.within(where), self._here.within(where)
        old, new = ({one.before for one in each if one.before} for each in (now, here))
        for text in sorted(new - old):
            yield Found(self._top, UNTRACKED, f"{where} changed, untracked", text)
        for text in sorted(old - new):
            yield Found(self._top, UNTRACKED, f"{where} changed, untracked", f"no more: {text}")
        for one in here:
            yield from self._revised(one, self._top, one.before)


def _of_revision(one: Revision, spot: Spot, before: str, after: str) -> Found:
    name = f"\x1f{one.name}" if one.what.startswith("moved") else ""
    return Found(spot, one.who, one.what + name, one.text, one.when, Spot(), before, after)


def _of_comment(one: Comment, spot: Spot) -> Found:
    what = "answer" if one.answers else "comment"
    if one.is_done:
        what += ", settled"
    about = f" (on: {shorten(one.about, 80)})" if one.about else ""
    return Found(spot, one.who, what, f"{one.text}{about}", one.when)


def _moves_joined(found: Sequence[Found]) -> list[Found]:
    """Make one change of the two ends of a move."""
    ends: dict[tuple[str, str], Found] = {}
    for one in found:
        what, _, name = one.what.partition("\x1f")
        if what == "moved here" and name:
            ends.setdefault((one.who, name), one)
    joined: list[Found] = []
    met: set[tuple[str, str]] = set()
    for one in found:
        what, _, name = one.what.partition("\x1f")
        end = ends.get((one.who, name)) if name else None
        if what == "moved away" and end is not None:
            met.add((one.who, name))
            joined.append(replace(one, what="moved", to=end.spot))
        else:
            joined.append(
                replace(one, what=one.what if "\x1f" not in one.what else f"{what}\x1f{name}")
            )
    return [
        replace(one, what=one.what.partition("\x1f")[0])
        for one in joined
        if not (
            one.what.startswith("moved here") and (one.who, one.what.partition("\x1f")[2]) in met
        )
    ]


def _differing(before: str, after: str) -> str:
    """What differs between two long texts, with the words around."""
    start = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    start = max(start - 40, 0)
    return f"…{before[start : start + 120]}… → …{after[start : start + 120]}…"
