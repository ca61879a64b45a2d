"""Answers of a ledger as pages see them, with a digest of each.

A question is a tuple: what is asked, and about whom. Its digest covers all that a page can see of
the answer, and little else, so that a page whose questions have the digests that they had shows
what it showed. A ledger is frozen: each answer is made ready, and each digest made, once for all
pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from typing import Any

import msgspec

from ..records import Record
from ..records.dates import span
from .ceilings import keys_of
from .known import day_of, on_day
from .ledger import Ledger
from .names_of_kinds import key_in
from .pages import PAGE, Entry
from .selection import Query

Asked = tuple[Any, ...]
"""A question: what is asked, and the arguments."""

Key = tuple[str, str]
"""Kind and id of a record; :data:`PAGE` and docname of a page."""

ON = "on"
"""Begins a question that is answered by what was known on a day, which follows."""

SIZE = 6
"""Bytes of a digest."""

GONE = bytes(SIZE)
"""The digest where there is no answer any more: what was asked about is not there."""

_encode = msgspec.msgpack.Encoder().encode
_MISSING: Any = object()


class Answers:
    """The answers of one ledger.

    Briefs are answered by what was known on their days, each of which has answers of its own
    (:meth:`on`). Their questions say the day, and are numbered with all others.

    :param elsewhere: a text of what a name means that no record has: a page, a label.
    """

    def __init__(self, ledger: Ledger, elsewhere: Callable[[str], str] = str) -> None:
        self.ledger = ledger
        self.elsewhere = elsewhere
        self.beyond: dict[str, Callable[..., Any]] = {}
        """Answers to questions on what pages print, by those who look at it."""
        self.asked: list[Asked] = []
        """All questions that anybody has asked, by their numbers."""
        self._on: dict[str, AnswersOn] = {}
        self.numbers: dict[Asked, int] = {}
        """The numbers by which pages remember them."""
        self._digests: dict[Asked, bytes] = {}
        self._records: dict[Key, Record | None] = {}
        self._entries: dict[Key, Entry | None] = {}
        self._pages: dict[Key, Any] = {}
        self._selected: dict[Asked, tuple[Any, ...]] = {}
        self._parts: dict[str, frozenset[str]] = {}

    def number(self, question: Asked) -> int:
        """The number of a question, by which pages remember it."""
        found = self.numbers.get(question)
        if found is None:
            found = self.numbers[question] = len(self.asked)
            self.asked.append(question)
        return found

    # -- what was known on days -----------------------------------------------------------------

    def on(self, day: str) -> Answers:
        """The answers as they were known on a day, as written."""
        found = self._on.get(day)
        if found is None:
            found = self._on[day] = AnswersOn(self, day)
        return found

    def known_to(self, docname: str) -> Answers:
        """The answers as a page knows them: a brief on its day."""
        day = day_of(self.ledger, docname)
        return self.on(day) if day else self

    def plainly(self, question: Asked) -> tuple[Answers, Asked]:
        """Who answers a question, and what is asked of them."""
        return (self.on(question[1]), question[2:]) if question[0] == ON else (self, question)

    # -- what pages are handed ------------------------------------------------------------------

    def record(self, kind: str, identifier: str) -> Record | None:
        """A record without what is no part of an answer: its line, and who mentions it."""
        found: Record | None = self._records.get((kind, identifier), _MISSING)
        if found is _MISSING:
            record = self.ledger.get(kind, identifier)
            found = self._records[kind, identifier] = None if record is None else _bare(record)
        return found

    def entry(self, kind: str, identifier: str) -> Entry | None:
        """A record as it was read, without its place in a file."""
        found: Entry | None = self._entries.get((kind, identifier), _MISSING)
        if found is _MISSING:
            entry = self.ledger.entry(kind, identifier)
            if entry is not None:
                record = _bare(entry.record)
                entry = msgspec.structs.replace(entry, record=record, lines={}, path="", where=())
            found = self._entries[kind, identifier] = entry
        return found

    def page(self, kind: str, docname: str) -> Any:
        """The note or brief of a page."""
        found = self._pages.get((kind, docname), _MISSING)
        if found is _MISSING:
            pages = self.ledger.notes if kind == "note" else self.ledger.briefs
            page = pages.get(docname)
            found = self._pages[kind, docname] = None if page is None else _bare(page)
        return found

    def selected(self, kind: str, query: Query) -> tuple[Any, ...]:
        """The records, or pages, that a query selects."""
        selection = (kind, query)
        found = self._selected.get(selection)
        if found is None:
            found = self._selected[selection] = tuple(
                self.record(kind, what.id)
                if isinstance(what, Record)
                else self.page(kind, what.docname)
                for what in self.ledger.select(kind, query)
            )
        return found

    def prose_of(self, docname: str) -> frozenset[str]:
        """The texts of a page in which the ledger has looked for names."""
        found = self._parts.get(docname)
        if found is None:
            found = frozenset(self.ledger.prose_of(docname))
            self._parts[docname] = found
        return found

    # -- digests --------------------------------------------------------------------------------

    def digest(self, question: Asked) -> bytes:
        """The digest of the answer to a question; :data:`GONE` where there is none."""
        found = self._digests.get(question)
        if found is None:
            try:
                found = _hashed(self._visible_answer(question))
            except (KeyError, ValueError, TypeError, AttributeError):
                found = GONE
            self._digests[question] = found
        return found

    def _visible_answer(self, question: Asked) -> Any:
        """All that is seen of an answer."""
        method, arguments = question[0], question[1:]
        if method == ON:
            answers, plain = self.plainly(question)
            return answers.digest(plain)
        if method in self.beyond:
            return self.beyond[method](*arguments)
        visible_part = _SHOWN.get(method)
        if visible_part is not None:
            return visible_part(self, *arguments)
        return self.answer(question)

    def answer(self, question: Asked) -> Any:
        """The answer to one of the questions that need nothing but an answer of the ledger."""
        found: Any = self.ledger
        for name in _PLAIN[question[0]].split("."):
            found = getattr(found, name)
        return found(*question[1:]) if callable(found) else found

    def _shown_record(self, kind: str, identifier: str) -> Any:
        # Not made ready as for a page: most of the records that are asked about again go to none.
        ledger, found = self.ledger, self.ledger.get(kind, identifier)
        if found is None:
            return None
        record, others = _bare(found), ledger.disputed_by(identifier) if kind == "claim" else ()
        entry = ledger.entry(kind, identifier)
        if entry is None:
            return record, ledger.markings.of(record), others
        read = (_bare(entry.record), entry.body_digest, entry.anchor, entry.is_conditional)
        there = ledger.house_title(kind, identifier), ledger.address_elsewhere(kind, identifier)
        return record, ledger.markings.of(record), others, read, *filter(None, there)

    def _shown_page(self, docname: str) -> Any:
        ledger = self.ledger
        markings = ledger.markings
        return (
            ledger.title_of(docname),
            markings.of_page(docname),
            markings.is_written(docname),
            self.page("note", docname),
            self.page("brief", docname),
            ledger.supersedes.get(docname),
        )

    def _shown_marking(self, docname: str) -> Any:
        markings = self.ledger.markings
        return markings.of_page(docname), markings.is_written(docname)

    def _shown_said(self, kind: str, identifier: str) -> Any:
        entry = self.ledger.entry(kind, identifier)
        return self.ledger.names_within(entry.record.text) if entry is not None else None

    def _shown_records(self, kind: str) -> Any:
        return [(one, self.digest(("record", kind, one))) for one in self.ledger.records(kind)]

    def _shown_pages(self, kind: str) -> Any:
        return [(one, self.digest(("page", one))) for one in self._docnames(kind)]

    def _docnames(self, kind: str) -> Iterable[str]:
        return self.ledger.notes if kind == "note" else self.ledger.briefs

    def _shown_selection(self, kind: str, query: Query) -> Any:
        return [
            self.digest(
                ("record", kind, what.id) if isinstance(what, Record) else ("page", what.docname)
            )
            for what in self.ledger.select(kind, query)
        ]

    # -- what is in answers ---------------------------------------------------------------------

    def keys_in(self, question: Asked) -> Iterator[Key]:
        """The records and pages that an answer holds; an id of an unknown kind has none."""
        if question[0] == ON:
            answers, plain = self.plainly(question)
            yield from answers.keys_in(plain)
            return
        method, arguments = question[0], question[1:]
        if method == "record":
            yield arguments
        elif method == "page":
            yield PAGE, arguments[0]
            note = self.ledger.notes.get(arguments[0])
            if note is not None and note.source:
                yield "source", note.source
        elif method in ("docnames", "pages"):
            for docname in self._docnames(arguments[0]):
                yield from self.keys_in(("page", docname))
        elif method == "select":
            for what in self.ledger.select(*arguments):
                is_record = isinstance(what, Record)
                yield from self.keys_in(
                    ("record", what.kind_name, what.id) if is_record else ("page", what.docname)
                )
        elif method == "prose":
            for _start, kind, identifier in self.ledger.mentions_on(arguments[0]):
                yield kind, identifier
        elif method == "said":
            entry = self.ledger.entry(*arguments)
            for mention in self.ledger.mentions_in(entry.record.text) if entry else ():
                yield mention.kind, mention.id
        elif method == "loss":
            yield from self._keys_of_loss(*arguments)
        elif method == "backing":
            yield from keys_of(self.answer(question))
        elif method in ("resting_on", "what_if"):
            yield from ((found[0], found[1]) for found in self.answer(question))
        elif method == "competing":
            yield from self._keys_of_comparisons(*arguments)
        elif method == "retold_by":
            yield from (("source", one) for one in self.answer(question))
        elif method in _PLAIN and method != "ceiling":  # a word of a scale, and nobody's id
            for text in _texts_in(self.answer(question)):
                # An id among several kinds says its own before it.
                yield "", key_in(arguments[0], text)[1] if method in _BY_NAME else text

    def _keys_of_loss(self, kind: str, identifier: str) -> Iterator[Key]:
        found = self.ledger.loss(kind, identifier)
        if found is not None:
            yield kind, identifier
            yield from (("claim", one) for one in found.replaced_by)
            if found.source:
                yield "source", found.source

    def _keys_of_comparisons(self, *hypotheses: str) -> Iterator[Key]:
        for found in self.ledger.competing(*hypotheses):
            yield from (("hypothesis", one) for one in found.hypotheses)
            yield from (piece.key for piece in found.evidence)
            yield from (key for turn in found.turns for key in turn.without)
            if found.question:
                yield "topic", found.question


class AnswersOn(Answers):
    """The answers as they were known on a day."""

    def __init__(self, whole: Answers, day: str) -> None:
        super().__init__(on_day(whole.ledger, span(day)), whole.elsewhere)
        self._whole = whole
        self._day = day
        self.asked = whole.asked
        self.beyond = whole.beyond

    def number(self, question: Asked) -> int:
        """The number of a question, by which pages remember it."""
        found = self.numbers.get(question)
        if found is None:
            found = self.numbers[question] = self._whole.number((ON, self._day, *question))
        return found

    def digest(self, question: Asked) -> bytes:
        """The digest of the answer to a question; :data:`GONE` where there is none."""
        if self.ledger is self._whole.ledger or question[0] == "elsewhere":
            return self._whole.digest(question)
        return super().digest(question)


def _bare(what: Any) -> Any:
    if what.line or what.mentions:
        return msgspec.structs.replace(what, line=0, mentions=())
    return what


def _texts_in(answer: Any) -> Iterator[str]:
    if isinstance(answer, str):
        yield answer
    elif isinstance(answer, (tuple, list, frozenset)):
        for item in answer:
            yield from _texts_in(item)
    elif isinstance(answer, Iterable):
        yield from map(str, answer)
    elif hasattr(answer, "id"):  # a look-up
        yield answer.id
        yield from answer.candidates


def _hashed(answer: Any) -> bytes:
    if isinstance(answer, bytes):
        return answer[:SIZE] or GONE
    try:
        encoded = _encode(_ordered(answer))
    except UnicodeEncodeError:  # half a surrogate pair
        encoded = repr(answer).encode("utf-8", "surrogatepass")
    return blake2b(encoded, digest_size=SIZE).digest()


def _ordered(answer: Any) -> Any:
    return sorted(answer) if isinstance(answer, (set, frozenset)) else answer


_SHOWN: dict[str, Callable[..., Any]] = {
    "record": Answers._shown_record,
    "page": Answers._shown_page,
    "prose": lambda self, docname: self.ledger.prose_digest(docname),
    "said": Answers._shown_said,
    "ids": lambda self, kind: list(self.ledger.records(kind)),
    "records": Answers._shown_records,
    "docnames": lambda self, kind: list(self._docnames(kind)),
    "pages": Answers._shown_pages,
    "select": Answers._shown_selection,
    "marking": Answers._shown_marking,
    "markings": lambda self: self.ledger.markings.written(),
    "supersedes": lambda self: sorted(self.ledger.supersedes.items()),
    "elsewhere": lambda self, name: self.elsewhere(name),
}
"""What is seen of the answers to questions, where that is more than an answer of the ledger."""

_PLAIN = {
    "find": "find",
    "find_exactly": "find_exactly",
    "find_all": "find_all",
    "is_left_out": "is_left_out",
    "mentions_in": "mentions_in",
    "mentions_on": "mentions_on",
    "mentions_of": "mentions_of",
    "referring_to": "referring_to",
    "joined_to": "joined_to",
    "loss": "loss",
    "resting_on": "resting_on",
    "retold_by": "retold_by",
    "what_if": "what_if",
    "backing": "backing",
    "ceiling": "ceiling",
    "competing": "competing",
    "as_of": "as_of",
    "ends": "voices.ends",
    "origin_ends": "voices.origins.ends",
    "speaker_ends": "voices.speakers.ends",
}
"""Questions with the methods and facts of a ledger that answer them."""


_BY_NAME = ("find", "find_exactly", "find_all")
