"""Looks up all words of a build in the snapshots that it has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..ledger.verbatim import Key, Verbatim
from ..quotations import (
    Anchors,
    Found,
    NotFound,
    Paragraphs,
    address_of_page,
    address_of_words,
    find,
    is_too_short,
)
from ..quotations import Source as Text
from ..records import Place, Source
from ..snapshots import LIMIT, Snapshot, SnapshotReader, UnreadableSnapshot, snapshot_path
from ..texts import shorten
from .memory import Answer, Memory
from .reports import Misquoted, Unread, Unverified, misquoted, named, unread

_NUMBER = re.compile(r"\d{1,9}")


class WordFinder:
    """Finds somebody's own words in the snapshots of their sources.

    It is a :data:`~sphinx_briefing.ledger.verbatim.FindWords`, and keeps what is to be said of
    words that are not there.

    :param folder: the folder of the sources.
    :param memory: what was found before.
    :param cache: a folder for the texts of snapshots.
    """

    def __init__(self, folder: Path, memory: Memory, cache: Path | None = None) -> None:
        self._folder = folder
        self._memory = memory
        memory.begin()
        self._reader = SnapshotReader(cache=cache)
        self._snapshots: dict[str, _Snapshot] = {}
        self.unread: list[Unread] = []
        """The snapshots that cannot be read, sorted by their sources."""
        self.misquoted: list[Misquoted] = []
        """Words that are not there, in the order of the records."""
        self.unverified: list[Unverified] = []
        """Words that nobody can look up, in the order of the records."""

    def __call__(self, words: Iterable[Verbatim], sources: Iterable[Source]) -> Mapping[Key, Place]:
        """Find words in sources.

        :param sources: all that there are: snapshots that nobody quotes may be unreadable, too.
        """
        places: dict[Key, Place] = {}
        with self._reader:
            for source in sorted(sources, key=lambda source: source.id):
                if source.snapshot:
                    self._open(source)
            for one in words:
                place = self._place(one)
                if place is not None:
                    places.setdefault(one.key, place)
        return places

    def _open(self, source: Source) -> None:
        """Make sure that a snapshot can be read; its text is wanted only for new words."""
        assert source.snapshot
        name = shorten(source.snapshot, 200)
        try:
            path = snapshot_path(self._folder, source.snapshot, source.docname)
            url = source.url or ""
            if path == (self._folder / f"{source.docname}.md").resolve():
                raise UnreadableSnapshot("is this page itself; save what was read as another file")
            if path.stat().st_size > LIMIT:
                self._reader.read(path, url=url)  # says so, and looks no further
            content = self._memory.content(str(path), path)
            snapshot = _Snapshot(path, content, url or source.archived or "", url, self._reader)
            key = self._memory.key("readable", path.suffix.lower(), content, url)
            if self._memory.get(key) is None:
                _ = snapshot.text
                self._memory.put(key, Answer())
        except UnreadableSnapshot as error:
            self.unread.append(Unread(source.id, f"'snapshot': {name!r} {error}"))
        except OSError as error:
            message = f"'snapshot': {name!r} cannot be read: {error.strerror}"
            self.unread.append(Unread(source.id, message))
        else:
            self._snapshots[source.id] = snapshot

    def _place(self, words: Verbatim) -> Place | None:
        known = [source for source in words.sources if source.id in self._snapshots]
        lost: list[NotFound] = []
        for source in known:
            answer = self._answer(words, self._snapshots[source.id])
            if answer.lost is None:
                return Place(source.id, answer.address, answer.locator)
            lost.append(answer.lost)
        if len(known) < len(words.sources) or not known:
            without = [source.id for source in words.sources if not source.snapshot]
            reason = unread([source.id for source in words.sources], without)
            self.unverified.append(Unverified(words, reason))
        else:
            # Of several sources, the one that says something like it is probably meant.
            nearest = max(lost, key=lambda one: one.nearest.likeness if one.nearest else 0)
            message = misquoted(named([source.id for source in known]), nearest)
            self.misquoted.append(Misquoted(words, message))
        return None

    def _answer(self, words: Verbatim, snapshot: _Snapshot) -> Answer:
        parts = (words.words, words.locator, snapshot.content, snapshot.address, snapshot.url)
        key = self._memory.key(snapshot.path.suffix.lower(), *parts)
        answer = self._memory.get(key)
        if answer is None:
            answer = snapshot.answer(words)
            self._memory.put(key, answer)
        return answer


@dataclass
class _Snapshot:
    """A snapshot, whose text is read when it is first wanted."""

    path: Path
    content: bytes
    """A hash of what the file holds."""
    address: str
    """Where the source is on the web, or a copy of it."""
    url: str
    """The address of the page that is meant, where a file holds several."""
    reader: SnapshotReader

    @cached_property
    def text(self) -> Snapshot:
        """The text of it."""
        return self.reader.read(self.path, url=self.url)

    @cached_property
    def _source(self) -> Text:
        return Text(self.text.pages)

    @cached_property
    def _anchors(self) -> Anchors:
        return Anchors(self._source)

    @cached_property
    def _paragraphs(self) -> Paragraphs:
        return Paragraphs(self._source)

    @property
    def _is_pdf(self) -> bool:
        return self.text.kind == "pdf"

    def answer(self, words: Verbatim) -> Answer:
        """The outcome for some words: of several places, the one that their author has named."""
        numbers = {int(number) for number in _NUMBER.findall(words.locator)[:9]}

        def is_meant(place: int) -> bool:
            page, paragraph = self._source.page_of, self._paragraphs.number
            return (page(place) if self._is_pdf else paragraph(place)) in numbers

        found = find(words.words, self._source, is_meant=is_meant)
        if isinstance(found, Found):
            if found.count > 1 and is_too_short(words.words):
                return Answer(self.address)  # it may be from any of these places
            return Answer(self._address_of(found), self._locator_of(found))
        if self.text.folded and isinstance(find(words.words, Text([self.text.folded])), Found):
            return Answer(self.address)  # no address leads to what is folded away
        return Answer(lost=found)

    def _address_of(self, found: Found) -> str:
        if not self.address:
            return ""
        if self._is_pdf:
            return address_of_page(self.address, found.page)
        if self.address.partition("#")[0].lower().endswith(".pdf"):
            return self.address
        return address_of_words(self.address, self._anchors.terms(found))

    def _locator_of(self, found: Found) -> str:
        if self._is_pdf:
            return f"p. {found.page}"
        return f"para {self._paragraphs.number(found.start)}"
