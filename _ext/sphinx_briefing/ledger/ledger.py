"""The ledger: all records of a build, with their names looked up and their facts derived."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Any, cast

import msgspec

from ..diagnostics.model import Diagnostic
from ..markings import OPEN, Markings
from ..records import KINDS, Actor, Brief, Claim, Kinds, Note, Record, Source
from ..records.dates import ALWAYS, Span, span
from ..records.offices import office
from . import houses as theirs
from .authored_pages import notes_and_briefs, topics_of
from .ceilings import USUAL, Bearing, Table
from .days import Calendar, is_overdue
from .evidence import Links, Voices
from .houses import NO_HOUSES, Houses, OfHouses, OwnFirst
from .impact import Resting
from .mentions import Mention, Mentions
from .names import Lookup
from .names_of_kinds import AllNames, key_in
from .newest import NewestNames
from .pages import PAGE, UNNAMED, Entry, PageFacts, with_names
from .reading import LeftOut, gather, looked_up
from .referring import Mentioned, Referring
from .reverses import referring
from .selection import Index, Query
from .sense import nonsense
from .standing import Evidence
from .supersession import superseded
from .units import misspelt_units
from .verbatim import FindWords, find_nothing, placed, verbatim


class Ledger(Resting, Bearing, OfHouses):
    """Everything that the pages of a build say, frozen.

    :param pages: the stored facts of every page.
    :param as_of: the day on which facts are judged outside briefs, as an EDTF date;
        by default the date of the newest source.
    :param unmarked: the marking of what bears none.
    :param language: the language of the prose.
    :param kinds: the kinds of record that there are.
    :param find_words: finds somebody's own words in their sources.
    :param ceilings: what each level of confidence asks of the evidence.
    :param houses: other houses, with their records.
    """

    def __init__(
        self,
        pages: Mapping[str, PageFacts],
        as_of: str = "",
        unmarked: str = OPEN,
        language: str = "en",
        kinds: Kinds = KINDS,
        find_words: FindWords = find_nothing,
        withheld: str = "",
        ceilings: Table = USUAL,
        houses: Houses = NO_HOUSES,
    ) -> None:
        self.kinds, self.ceilings, self.houses = kinds, ceilings, houses
        # A reference that prints a number means nothing away from its page.
        self._markers = re.compile(
            rf"\s*{UNNAMED}(?:{'|'.join(sorted(kinds.markers))}):[^{UNNAMED}]*{UNNAMED}"
        )
        english = language.partition("_")[0].partition("-")[0] == "en"
        gathered = gather(pages, kinds)
        written = theirs.add_houses(gathered, houses)
        self._pages = pages
        self._written = gathered.records
        marked = dict(pair for house in houses.values() for pair in house.markings.items())
        marked |= {docname: page.tlp for docname, page in pages.items() if page.tlp}
        holds = {docname: page.holds for docname, page in pages.items() if page.holds}
        self.markings = Markings(marked, unmarked, holds)
        """Who may read what."""
        self.captions = [caption for page in pages.values() for caption in page.captions]
        """The titles of what stands in passages with markings of their own."""
        self._entries = gathered.entries
        self._left_out = LeftOut(gathered.left_out, withheld, theirs.unread(houses))
        self.anchors = {key: entry.anchor for key, entry in self._entries.items() if entry.anchor}
        """The anchors of records that have others than their kind and id make, by kind and id."""
        self.names = AllNames(
            (kind, theirs.names_of(kind, written[kind], records, houses, english=english))
            for kind, records in gathered.records.items()
        )
        """The names of all records, by kind."""
        reports = list(gathered.diagnostics)
        self._judged_on = span(as_of) if as_of else None
        day = self._judged_on or _newest(written["source"].values())
        newest = NewestNames(gathered, pages, self.names, kinds, day.last if day else None)
        records = looked_up(gathered, self.names, reports, self._left_out, kinds, newest)
        own = theirs.own_of(records, written, houses)
        self._topics_of_pages = topics_of(pages, self, reports)
        self.views: dict[int, Ledger] = {}
        """What was known on days, by the state of the :attr:`calendar`; see :mod:`.known`."""
        self.as_of = self._judged_on or _newest(own["source"].values())
        """The day on which facts are judged outside briefs; ``None`` in an empty corpus."""
        # Without records of ours, Sphinx's own glossaries stay as they are.
        is_ours = any(page.entries for page in pages.values())
        self.prose_names = Mentions(
            (
                record
                for kind in kinds
                if kind in kinds.linked
                for record in own[kind].values()
                if is_ours
            ),
            english=english,
        )
        """The names that are looked for in prose."""
        self.is_english = english
        """Whether the prose is English, which has regular plurals."""
        self._selected: dict[tuple[str, Query], tuple[Any, ...]] = {}
        self._indexes: dict[tuple[str, str], Index] = {}
        referring = Referring(pages, records, self.names, kinds, newest)
        mentions = referring.mentions(self.prose_names, self._topics_of_pages)
        self._named_on = referring.named_on
        self._names_on = referring.names_on
        words = verbatim(own, gathered.records, kinds)
        sources = cast("Mapping[str, Source]", own["source"])
        self._places = find_words(words, sources.values())
        reports += [*referring.shared(gathered), *nonsense(own, gathered, kinds)]
        reports += misspelt_units(own, gathered, kinds)
        self._records: dict[str, Mapping[str, Any]] = self._derived(
            records, own, mentions, gathered.records
        )
        # Nobody needs them without what is derived any more.
        self.links.claims, self.links.sources = self.every("claim"), self.every("source")
        notes, briefs = notes_and_briefs(self, pages, mentions[PAGE], self._topics_of_pages)
        supersedes = self._superseded(briefs, reports)
        # Whoever is handed one of them cannot change it for others.
        self.notes: Mapping[str, Note] = MappingProxyType(notes)
        """Notes by docname, sorted."""
        self.briefs: Mapping[str, Brief] = MappingProxyType(briefs)
        """Briefs by docname, sorted."""
        self.supersedes: Mapping[str, str] = MappingProxyType(supersedes)
        """For each brief that replaces another, the page of that one."""
        # What is wrong with records of others is for others to mend.
        ours = (one for one in reports if not houses or one.docname in pages)
        self.diagnostics: tuple[Diagnostic, ...] = tuple(sorted(ours))
        """What is wrong with the records taken together, by page and line."""

    # -- look-up --------------------------------------------------------------------------------

    def records(self, kind: str) -> Mapping[str, Any]:
        """All records of a kind by id, sorted; an id of another house finds its record, too."""
        return self._records[kind]

    def get(self, kind: str, identifier: str) -> Record | None:
        """The record of that kind and id, or ``None``."""
        return self._records.get(kind, {}).get(identifier)

    def find(self, kind: str, name: str) -> Lookup:
        """Look a name up among the records of a kind, or of several: ``actor or term``."""
        return self.names[kind].find(name)

    def find_exactly(self, kind: str, name: str) -> str:
        """The id that a name means, as :meth:`find` does, without looking for similar ones."""
        return self.names[kind].find(name, suggest=False).id

    def named(self, kind: str, name: str) -> Record | None:
        """The record that a name means, or ``None`` where it means none or several."""
        found = self.find(kind, name).id
        return self.get(*key_in(kind, found)) if found else None

    def find_all(self, kind: str, values: tuple[str, ...]) -> list[tuple[str, Lookup]]:
        """Look up a list as written. A name that holds a comma is tried whole first."""
        return self.names[kind].find_all(values)

    def is_left_out(self, kind: str, name: str) -> bool:
        """Whether a name means a record that was reported as bad and not kept."""
        return (kind, name) in self._left_out

    def anchor(self, kind: str, identifier: str) -> tuple[str, str]:
        """Page and anchor of a record."""
        if kind == "source" and (kind, identifier) not in self._entries:
            docname = self._records["source"][identifier].docname
            return docname, f"source-{identifier}"
        entry = self._entries[kind, identifier]
        return entry.record.docname, entry.anchor or f"{kind}-{identifier}"

    def entry(self, kind: str, identifier: str) -> Entry | None:
        """The record as it was read, with the nodes of its body; ``None`` for a note's source."""
        return self._entries.get((kind, identifier))

    def is_own(self, kind: str, identifier: str) -> bool:
        """Whether a record was written with our directives, and not in Sphinx's own glossary."""
        entry = self._entries.get((kind, identifier))
        return entry is not None and not entry.anchor

    def title_of(self, docname: str) -> str:
        """The title of a page, or its name where nothing is known of it."""
        page = self._pages.get(docname)
        title = self._markers.sub("", page.title) if page else self.title_elsewhere(docname)
        return with_names(title, self._written) or docname

    def mentions_in(self, text: str) -> Sequence[Mention]:
        """The actors and terms that a text names, from left to right."""
        return self.prose_names.find(text)

    def mentions_in_each(self, texts: Sequence[str]) -> Sequence[Sequence[Mention]]:
        """The actors and terms that each of many texts names."""
        return self.prose_names.find_in(texts)

    def mentions_on(self, docname: str) -> Sequence[tuple[int, str, str]]:
        """The actors and terms that the prose of a page names: place in it, kind and id."""
        return self._named_on.get(docname, ())

    def mentions_of(self, kind: str, identifier: str) -> tuple[str, ...]:
        """The pages that refer to a record, sorted."""
        record = self.get(kind, identifier)
        return record.mentions if record is not None else ()

    def prose_of(self, docname: str) -> Iterator[str]:
        """The texts of a page in which names have been looked for."""
        page = self._pages.get(docname)
        for run in page.prose if page is not None and page.autolink else ():
            yield from run.text.split("\x00")

    def prose_digest(self, docname: str) -> bytes:
        """A digest of the names that stand in these texts, and of whom they mean."""
        return self._names_on.get(docname, b"")

    def names_within(self, text: str) -> bytes:
        """A digest of the names that any part of a text may hold, and of whom they mean."""
        return self.prose_names.digest_within(text)

    # -- selection ------------------------------------------------------------------------------

    def select(self, kind: str, query: Query) -> tuple[Any, ...]:
        """The records (or pages, for ``note`` and ``brief``) that a query selects, in order."""
        found = self._selected.get((kind, query))
        if found is None:
            found = self._selected[kind, query] = self._choose(kind, query)
        return found

    def _choose(self, kind: str, query: Query) -> tuple[Any, ...]:
        return self.index(kind, query.house).select(query)

    def index(self, kind: str, house: str = "") -> Index:
        """The records of a kind, or the notes or briefs, by the values of their fields.

        :param house: another house, whose records are meant.
        """
        found = self._indexes.get((kind, house))
        if found is None:
            pages = {"note": self.notes, "brief": self.briefs}
            if house:
                records = self.records_of(house, kind) if kind in self._records else {}
            else:
                records = pages[kind] if kind in pages else self._records[kind]
            declared, sources = self.kinds.selectable[kind], self._records["source"]
            found = self._indexes[kind, house] = Index(records, declared, self.kinds, sources)
        return found

    def referring_to(self, kind: str, identifier: str) -> Sequence[tuple[str, str, Sequence[str]]]:
        """The records that name one in fields that are listed with it: kind, field, ids by date."""
        return self._referring.get((kind, identifier), ()) if kind in self.kinds.reverses else ()

    @cached_property
    def _referring(self) -> Mapping[tuple[str, str], Sequence[tuple[str, str, Sequence[str]]]]:
        return referring(self._records, self.kinds)

    # -- derived facts --------------------------------------------------------------------------

    def disputed_by(self, claim: str) -> tuple[str, ...]:
        """The ids of the claims that contradict a claim, either way, sorted."""
        return self.evidence.disputed_by(claim)

    def joined_to(self, claim: str) -> tuple[str, ...]:
        """The ids of all claims joined to a claim by ``corroborates``, itself included."""
        return self.evidence.joined_to(claim)

    @property
    def voices(self) -> Voices:
        """Who speaks independently of whom."""
        return self.evidence.voices

    def judged_on(self, docname: str) -> Span | None:
        """The day on which a page's facts are judged."""
        brief = self.briefs.get(docname)
        written = (brief.as_of or brief.date) if brief else None
        return span(written) if written else self.as_of

    def is_overdue(self, record: Record, docname: str) -> bool:
        """Whether a commitment, or what else falls due, is overdue for the readers of a page."""
        return is_overdue(record, self.judged_on(docname))

    def offices_on(self, actor: str, day: str | Span | None) -> tuple[str, ...]:
        """The titles an actor held on a day: the dated ones that match, else the undated ones.

        Without a day, which a corpus without a date has not, all of them.

        :raises ValueError: if ``day`` is a text, but not a date.
        """
        record = self.get("actor", actor)
        if not isinstance(record, Actor):
            return ()
        when = span(day) if isinstance(day, str) else day or ALWAYS
        held = [office(entry) for entry in record.offices]
        dated = tuple(title for title, dates in held if dates and span(dates).meets(when))
        return dated or tuple(title for title, dates in held if not dates)

    # -- what was known on a day ----------------------------------------------------------------

    @cached_property
    def calendar(self) -> Calendar:
        """The days on which what is known of records changes."""
        every = {kind: self.every(kind) for kind in self.kinds}
        return Calendar(every, self.notes, self.briefs, self.kinds, self._entries)

    # -- construction ---------------------------------------------------------------------------

    def _superseded(self, briefs: dict[str, Brief], reports: list[Diagnostic]) -> dict[str, str]:
        found, faults = superseded(briefs, self._pages)
        reports += faults
        newer: dict[str, tuple[str, ...]] = {}
        for docname, older in sorted(found.items()):
            newer[older] = (*newer.get(older, ()), docname)
        for older, pages in newer.items():
            briefs[older] = msgspec.structs.replace(briefs[older], superseded_by=pages)
        return found

    def _derived(
        self,
        records: Mapping[str, Mapping[str, Record]],
        own: Mapping[str, Mapping[str, Record]],
        mentions: Mentioned,
        written: Mapping[str, Mapping[str, Record]],
    ) -> dict[str, Mapping[str, Any]]:
        self.links = Links(
            cast("Mapping[str, Claim]", records["claim"]),
            cast("Mapping[str, Source]", records["source"]),
            cast("Mapping[str, Actor]", records["actor"]),
            *theirs.same_things(records, own),
        )
        """What joins claims, sources and speakers."""
        self.evidence = Evidence(
            self.links, self.kinds, lambda kind, one: self._records[kind].get(one), self._has_come
        )
        """What follows from claims, sources and what rests on them."""
        self._records = dict(records)
        done: dict[str, Mapping[str, Any]] = {}
        for kind, entries in records.items():
            mentioned = mentions[kind]
            kept: dict[str, Any] = {}
            for identifier, record in sorted(entries.items()):
                changes: dict[str, Any] = {}
                if identifier in mentioned:
                    changes["mentions"] = _sorted_pages(mentioned[identifier])
                if UNNAMED in record.text:
                    changes["text"] = with_names(record.text, written)
                if (kind, identifier) in self._places:
                    changes |= placed(record, self._places[kind, identifier])
                changes |= self.evidence.derived(record, self.as_of)
                kept[identifier] = msgspec.structs.replace(record, **changes) if changes else record
            done[kind] = MappingProxyType(kept)
            if own is not records:
                ours = {one: record for one, record in kept.items() if one in own[kind]}
                done[kind] = OwnFirst(MappingProxyType(ours), done[kind])
        return done

    def _has_come(self, written: str) -> bool:
        """Whether a day has come on which something begins to count."""
        if self._judged_on is None:  # all that is written is known
            return True
        return span(written).first <= self._judged_on.last


def _sorted_pages(pages: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(pages))


def _newest(sources: Iterable[Record]) -> Span | None:
    days = [span(source.written_date).newest for source in sources if source.written_date]
    return Span(max(days), max(days)) if days else None
