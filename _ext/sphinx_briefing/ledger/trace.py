"""A ledger as one page sees it, which notes what the page asks.

What a page shows of records is what it has been answered. The questions are kept beside the
output, each with a digest of its answer (:mod:`.answers`): the next build asks the same again, and
pages that are answered otherwise show something else. The check of markings reads the same notes.

Whatever a page is handed is frozen, or notes in its turn what is looked up in it. There is no way
past the notes: what is no question is no attribute either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Generic, TypeVar, cast

from ..markings import Markings
from ..records import Kinds, Record
from ..records.dates import Span
from .answers import Answers, Asked
from .ceilings import Backing, Table
from .evidence import Key
from .hypotheses import Comparison
from .impact import Change, Loss
from .ledger import Ledger
from .mentions import Mention
from .names import Lookup
from .names_of_kinds import key_in
from .noted_mapping import NotedMapping
from .pages import UNNAMED, Entry
from .selection import Query
from .traced_voices import TracedVoices

K = TypeVar("K")
V = TypeVar("V")


class TracedLedger:
    """A ledger that notes what it is asked.

    It offers what pages may ask of a :class:`Ledger`, and answers the same; but records have no
    line, and no mentions, which are a question of their own.

    :param docname: the page that asks.
    :param note_new: takes each question that has not been asked before.
    """

    def __init__(
        self,
        answers: Answers,
        docname: str = "",
        note_new: Callable[[TracedLedger, int], None] | None = None,
    ) -> None:
        self._answers = answers
        self._ledger = answers.ledger
        self._note_new = note_new
        self._texts: dict[str, tuple[str, str]] = {}
        self._mappings: dict[tuple[str, ...], NotedMapping] = {}
        self.docname = docname
        self.asked: set[int] = set()
        """The numbers of the questions."""
        self.linked: set[str] = set()
        """The strict pages whose addresses have been asked for."""

    def note(self, *question: Any) -> None:
        """Note a question."""
        number = self._answers.numbers.get(question)
        if number is None:
            number = self._answers.number(question)
        if number not in self.asked:
            self.asked.add(number)
            if self._note_new is not None:
                self._note_new(self, number)

    def question(self, number: int) -> Asked:
        """The question of a number."""
        return self._answers.asked[number]

    @contextmanager
    def apart(self) -> Iterator[set[int]]:
        """Collect the questions that are asked meanwhile; they count for what is outside, too."""
        outside, texts = self.asked, self._texts
        self.asked, self._texts = set(), {}
        try:
            yield self.asked
        finally:
            outside |= self.asked
            self.asked, self._texts = outside, texts

    @property
    def kinds(self) -> Kinds:
        """The kinds of record that there are; a matter of the configuration, and no question."""
        return self._ledger.kinds

    # -- look-up --------------------------------------------------------------------------------

    def records(self, kind: str) -> Mapping[str, Any]:
        """All records of a kind by id, sorted by id."""
        answers = self._answers
        return self._noting(
            self._ledger.records(kind),
            lambda one: answers.record(kind, one),
            ("record", kind),
            ("ids", kind),
            ("records", kind),
        )

    def get(self, kind: str, identifier: str) -> Record | None:
        """The record of that kind and id, or ``None``."""
        self.note("record", kind, identifier)
        return self._answers.record(kind, identifier)

    def find(self, kind: str, name: str) -> Lookup:
        """Look a name up among the records of a kind."""
        found = self._ledger.find(kind, name)
        self._note_found("find", kind, name, found.id)
        return found

    def find_exactly(self, kind: str, name: str) -> str:
        """The id that a name means, as :meth:`find` does, without looking for similar ones."""
        found = self._ledger.find_exactly(kind, name)
        self._note_found("find_exactly", kind, name, found)
        return found

    def _note_found(self, method: str, kind: str, name: str, found: str) -> None:
        # Whatever else there may be, an id means its record as long as that is there.
        is_id = found == name and kind in self.kinds
        self.note(*(("record", kind, name) if is_id else (method, kind, name)))

    def named(self, kind: str, name: str) -> Record | None:
        """The record that a name means, or ``None`` where it means none or several."""
        found = self.find_exactly(kind, name)
        return self.get(*key_in(kind, found)) if found else None

    def find_all(self, kind: str, values: tuple[str, ...]) -> list[tuple[str, Lookup]]:
        """Look up a list as written. A name that holds a comma is tried whole first."""
        self.note("find_all", kind, tuple(values))
        return self._ledger.find_all(kind, tuple(values))

    def is_left_out(self, kind: str, name: str) -> bool:
        """Whether a name means a record that was reported as bad and not kept."""
        self.note("is_left_out", kind, name)
        return self._ledger.is_left_out(kind, name)

    def anchor(self, kind: str, identifier: str) -> tuple[str, str]:
        """Page and anchor of a record."""
        self.note("record", kind, identifier)
        return self._ledger.anchor(kind, identifier)

    def house_title(self, kind: str, identifier: str) -> str:
        """The house of a record as readers know it; empty for one's own."""
        self.note("record", kind, identifier)
        return self._ledger.house_title(kind, identifier)

    def address_elsewhere(self, kind: str, identifier: str) -> str:
        """The address at which another house has published a record; empty for all others."""
        self.note("record", kind, identifier)
        return self._ledger.address_elsewhere(kind, identifier)

    def is_own(self, kind: str, identifier: str) -> bool:
        """Whether a record was written with our directives, and not in Sphinx's own glossary."""
        self.note("record", kind, identifier)
        return self._ledger.is_own(kind, identifier)

    def entry(self, kind: str, identifier: str) -> Entry | None:
        """The record as it was read, with the nodes of its body; ``None`` for a note's source."""
        self.note("record", kind, identifier)
        entry = self._answers.entry(kind, identifier)
        for text in _pieces(entry.record.text) if entry is not None else ():
            self._texts.setdefault(text, (kind, identifier))
        return entry

    def mentions_of(self, kind: str, identifier: str) -> tuple[str, ...]:
        """The pages that refer to a record, sorted."""
        self.note("mentions_of", kind, identifier)
        return self._ledger.mentions_of(kind, identifier)

    # -- pages ----------------------------------------------------------------------------------

    @property
    def notes(self) -> Mapping[str, Any]:
        """Notes by docname, sorted."""
        return self._pages("note", self._ledger.notes)

    @property
    def briefs(self) -> Mapping[str, Any]:
        """Briefs by docname, sorted."""
        return self._pages("brief", self._ledger.briefs)

    def _pages(self, kind: str, pages: Mapping[str, Any]) -> Mapping[str, Any]:
        answers = self._answers
        return self._noting(
            pages,
            lambda docname: answers.page(kind, docname),
            ("page",),
            ("docnames", kind),
            ("pages", kind),
        )

    @property
    def supersedes(self) -> Mapping[str, str]:
        """For each brief that replaces another, the page of that one."""
        found, every = self._ledger.supersedes, ("supersedes",)
        return self._noting(found, found.get, ("page",), every, every)

    def title_of(self, docname: str) -> str:
        """The title of a page, or its name where nothing is known of it."""
        self.note("page", docname)
        return self._ledger.title_of(docname)

    @property
    def markings(self) -> Markings:
        """The markings of records and pages."""
        every = ("markings",)
        return self._ledger.markings.seen_through(
            lambda pages: self._noting(pages, pages.get, ("marking",), every, every)
        )

    def _noting(
        self,
        found: Mapping[str, Any],
        look_up: Callable[[str], Any],
        one: tuple[str, ...],
        keys: tuple[str, ...],
        every: tuple[str, ...],
    ) -> NotedMapping:
        """A mapping that notes what is looked up in it, made once for each question after all."""
        made = self._mappings.get(every)
        if made is None:
            made = self._mappings[every] = NotedMapping(found, look_up, self.note, one, keys, every)
        return made

    def mentions_in(self, text: str) -> Sequence[Mention]:
        """The actors and terms that a text names, from left to right."""
        if not any(map(str.isalpha, text)):
            return ()  # as no name is without a letter, whatever the names are
        self._note_text(text)
        return self._ledger.mentions_in(text)

    def mentions_in_each(self, texts: Sequence[str]) -> Sequence[Sequence[Mention]]:
        """The actors and terms that each of many texts names."""
        return [self.mentions_in(text) for text in texts]

    def _note_text(self, text: str) -> None:
        """Note that names are looked for; in what the ledger has as well, it knows where."""
        if text in self._answers.prose_of(self.docname):
            self.note("prose", self.docname)
            return
        holder = self._texts.get(text)
        self.note(*(("mentions_in", text) if holder is None else ("said", *holder)))

    def mentions_on(self, docname: str) -> Sequence[tuple[int, str, str]]:
        """The actors and terms that the prose of a page names: place in it, kind and id."""
        self.note("mentions_on", docname)
        return tuple(self._ledger.mentions_on(docname))

    # -- selection ------------------------------------------------------------------------------

    def select(self, kind: str, query: Query) -> tuple[Any, ...]:
        """The records (or pages, for ``note`` and ``brief``) that a query selects, in order."""
        self.note("select", kind, query)
        return self._answers.selected(kind, query)

    def referring_to(self, kind: str, identifier: str) -> Sequence[tuple[str, str, Sequence[str]]]:
        """The records that name one in fields that are listed with it: kind, field, ids by date."""
        if kind not in self.kinds.reverses:
            return ()  # a matter of the configuration, and no question
        self.note("referring_to", kind, identifier)
        return self._ledger.referring_to(kind, identifier)

    # -- derived facts --------------------------------------------------------------------------

    def disputed_by(self, claim: str) -> tuple[str, ...]:
        """The ids of the claims that contradict a claim, either way, sorted."""
        self.note("record", "claim", claim)
        return self._ledger.disputed_by(claim)

    def joined_to(self, claim: str) -> tuple[str, ...]:
        """The ids of all claims joined to a claim by ``corroborates``, itself included."""
        self.note("joined_to", claim)
        return self._ledger.joined_to(claim)

    def loss(self, kind: str, identifier: str) -> Loss | None:
        """The reason why a record does not stand in full; ``None`` for one that does."""
        self.note("loss", kind, identifier)
        return self._ledger.loss(kind, identifier)

    def resting_on(self, kind: str, identifier: str) -> tuple[Key, ...]:
        """The records that rest on one and that it takes with it, by kind and id."""
        self.note("resting_on", kind, identifier)
        return self._ledger.resting_on(kind, identifier)

    def retold_by(self, source: str) -> tuple[str, ...]:
        """The sources whose chains of origins lead to one, sorted by id."""
        self.note("retold_by", source)
        return self._ledger.retold_by(source)

    def what_if(self, kind: str, identifier: str) -> tuple[Change, ...]:
        """The records that would not stand as they do if one were withdrawn, and how they would."""
        self.note("what_if", kind, identifier)
        return self._ledger.what_if(kind, identifier)

    def competing(self, *hypotheses: str) -> tuple[Comparison, ...]:
        """Some hypotheses, by id, with the evidence on them: a comparison for each question."""
        self.note("competing", *hypotheses)
        return self._ledger.competing(*hypotheses)

    @property
    def ceilings(self) -> Table:
        """The table of what confidence asks for; a matter of the configuration, and no question."""
        return self._ledger.ceilings

    def backing(self, kind: str, identifier: str) -> Backing:
        """The evidence behind a record: independent voices, disputed claims, assumptions."""
        self.note("backing", kind, identifier)
        return self._ledger.backing(kind, identifier)

    def ceiling(self, kind: str, identifier: str, docname: str = "") -> str:
        """The highest confidence that the evidence behind a record can bear."""
        self.note("ceiling", kind, identifier, docname)
        return self._ledger.ceiling(kind, identifier, docname)

    @property
    def voices(self) -> TracedVoices:
        """The independent voices behind claims."""
        return TracedVoices(self.note, self._ledger.voices)

    @property
    def as_of(self) -> Span | None:
        """The day on which facts are judged outside briefs; ``None`` in an empty corpus."""
        self.note("as_of")
        return self._ledger.as_of

    @property
    def is_english(self) -> bool:
        """Whether the prose is English; a matter of the configuration, and no question."""
        return self._ledger.is_english

    # These ask nothing but the questions above.

    def judged_on(self, docname: str) -> Span | None:
        """The day on which a page's facts are judged."""
        return Ledger.judged_on(cast("Ledger", self), docname)

    def is_overdue(self, record: Record, docname: str) -> bool:
        """Whether a commitment, or what else falls due, is overdue for the readers of a page."""
        return Ledger.is_overdue(cast("Ledger", self), record, docname)

    def offices_on(self, actor: str, day: str | Span | None) -> tuple[str, ...]:
        """The titles an actor held on a day: the dated ones that match, else the undated ones.

        Without a day, which a corpus without a date has not, all of them.

        :raises ValueError: if ``day`` is a text, but not a date.
        """
        return Ledger.offices_on(cast("Ledger", self), actor, day)


def _pieces(text: str) -> Iterator[str]:
    """The pieces of a prose that are printed as they are: paragraphs, and texts between names."""
    yield text
    if "\n\n" in text:
        yield from text.split("\n\n")
    if UNNAMED in text:
        yield from text.split(UNNAMED)[::2]


LedgerView = Ledger | TracedLedger
"""A ledger, be it one that notes what it is asked or not."""


class Memo(Generic[K, V]):
    """Values made of answers once for many; their questions count for all that use them.

    :param ledger: the ledger that is asked, be it one that notes it or not.
    """

    def __init__(self, ledger: LedgerView) -> None:
        self._ledger = ledger if isinstance(ledger, TracedLedger) else None
        self._made: dict[K, tuple[V, tuple[int, ...]]] = {}

    def of(self, key: K, make: Callable[[], V]) -> V:
        """The value of a key, made when it is first wanted."""
        found = self._made.get(key)
        if found is None:
            if self._ledger is None:
                found = make(), ()
            else:
                with self._ledger.apart() as questions:
                    value = make()
                found = value, tuple(questions)
            self._made[key] = found
        elif self._ledger is not None:
            self._ledger.asked.update(found[1])
        return found[0]
