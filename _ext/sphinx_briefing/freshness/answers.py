"""What the questions of each page are answered with, as one hash a page.

The hash covers all that a page may show of records: for a reference the target's address, text and
card; for a selection its records in order with what they print; for prose the names found. It may
cover a little more than is shown (a field that no layout of the page prints), never less:
:mod:`sphinx_briefing.freshness` resolves a page whose hash differs to see whether it does.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING

import msgspec

from ..ledger import Ledger, Question
from ..records import KINDS, Claim, Commitment, Record, Source, declared

if TYPE_CHECKING:
    from ..domain import BriefDomain
    from .around import Surroundings

Key = tuple[str, str]
"""Kind and id of a record."""


@cache
def _naming(record: type[Record]) -> tuple[tuple[str, str], ...]:
    """The attributes of a kind that are printed and name records, with the kind that each names."""
    printed = {*record.columns, *record.table_columns, *record.annex_columns, "source", "topic"}
    return tuple(
        (field.attribute, field.shape.refers)
        for field in declared(record).values()
        if field.shape.refers and field.name in printed
    )


def _hash(*parts: bytes) -> bytes:
    return blake2b(b"\x1f".join(parts), digest_size=16).digest()


class Answers:
    """Hashes of the answers that pages get from a ledger."""

    def __init__(self, domain: BriefDomain, surroundings: Surroundings) -> None:
        self._domain = domain
        self._surroundings = surroundings
        self._ledger: Ledger = domain.ledger
        self._links: dict[Key, bytes] = {}
        self._here: dict[Key, bytes] = {}
        self._elsewhere: dict[Key, bytes] = {}
        self._names: dict[Key, list[Key]] = {}
        self._bodies: dict[Key, list[Key]] = {}
        self._everything = b""

    def of(self, docname: str) -> str:
        """The hash of all that a page's questions are answered with; empty if it asks nothing."""
        page, ledger = self._domain.pages.get(docname), self._ledger
        if page is None:
            return ""
        in_brief = docname in ledger.briefs
        full = in_brief or any(q.scope(in_brief=in_brief) == "page" for q in page.questions)
        answers: list[bytes] = []
        reached: dict[Key, None] = {}
        for reference in page.references:
            if reference.kind in KINDS and not reference.option:
                reached[reference.kind, ledger.find_exactly(reference.kind, reference.target)] = (
                    None
                )
        for start, kind, identifier in ledger.mentions_on(docname):
            answers.append(b"%d" % start)
            reached[kind, identifier] = None
        answers += [self._link(key) for key in reached]
        if page.source is not None:
            answers += self._written_here(("source", page.source.id))
        for entry in page.entries:
            answers += self._written_here(entry.key)
        for question in page.questions:
            if question.scope(in_brief=in_brief) == "all":
                answers += self._selected(question, reached if full else None)
        if full:
            for key in self._closure(reached):
                answers.append(self._printed_elsewhere(key))
                if key[0] == "source":
                    answers += self._origins(key)
        if in_brief:
            answers.append(_plain(ledger.briefs[docname]))
            answers += [self._link(("topic", topic)) for topic in ledger.briefs[docname].topics]
        return _hash(*answers, b"full" if full else b"").hex() if answers else ""

    def record(self, kind: str, identifier: str) -> bytes:
        """What a record shows in its statement and its details, with what those name."""
        return self._printed_here((kind, identifier))

    def whole(self, kind: str, identifier: str) -> bytes:
        """What a record shows with its prose, and what that refers to and names."""
        return self._printed_elsewhere((kind, identifier))

    # -- selections and annexes -----------------------------------------------------------------

    def _selected(self, question: Question, reached: dict[Key, None] | None) -> Iterable[bytes]:
        ledger = self._ledger
        if question.layout == "map":
            yield self._all_relations()
        carried = question.layout == "corroboration"
        for record in ledger.select(question.kind, question.query(ledger, self._domain.house)):
            if not isinstance(record, Record):
                yield _plain(record)
                yield self._link(("source", getattr(record, "source", "")))
                continue
            key = (record.kind_name, record.id)
            yield self._printed_elsewhere(key)
            if key[0] == "source":
                yield from self._origins(key)
            if isinstance(record, Claim):
                for other in ledger.disputed_by(record.id):
                    yield self._printed_elsewhere(("claim", other))
            shown = [key, *(self._carriers(record) if carried else ())]
            for another in shown[1:]:
                yield self._printed_elsewhere(another)
                yield from self._origins(another)
            if reached is not None:
                for another in shown:
                    reached[another] = None
                    found = ledger.get(*another)
                    reached.update(dict.fromkeys(self._named(found) if found else ()))

    def _carriers(self, claim: Record) -> Iterable[Key]:
        """The claims that bear a claim out or dispute it, and the sources of all of them."""
        ledger = self._ledger
        joined = ledger.joined_to(claim.id)
        for identifier in (*joined, *(d for other in joined for d in ledger.disputed_by(other))):
            yield "claim", identifier
            for source in ledger.records("claim")[identifier].source:
                yield "source", source

    def _closure(self, reached: Iterable[Key]) -> list[Key]:
        """What an annex may hold: what is referred to, its sources, what its prose refers to."""
        found = dict.fromkeys(reached)
        waiting = list(found)
        while waiting:
            key = waiting.pop()
            record = self._ledger.get(*key)
            if record is None:
                continue
            more = [("source", source) for source in record.source]
            more += self._in_body(key)
            for other in more:
                if other not in found:
                    found[other] = None
                    waiting.append(other)
        return sorted(found)

    def _origins(self, key: Key) -> Iterable[bytes]:
        """The chain of a source's origins, which says how independent it is."""
        record = self._ledger.get(*key)
        seen: set[str] = set()
        while isinstance(record, Source) and record.id not in seen:
            seen.add(record.id)
            yield _plain(record)
            record = self._ledger.get("source", record.origin[0]) if record.origin else None
        note = self._ledger.notes.get(record.docname) if record is not None else None
        yield _plain(note) if note else b""

    def _all_relations(self) -> bytes:
        """One hash of all that a map of actors may draw."""
        if not self._everything:
            self._everything = _hash(
                *(
                    self._printed_here((kind, identifier))
                    for kind in ("actor", "event", "position", "claim")
                    for identifier in self._ledger.records(kind)
                )
            )
        return self._everything

    # -- records --------------------------------------------------------------------------------

    def _named(self, record: Record) -> list[Key]:
        """The records that the printed fields of a record name."""
        key = (record.kind_name, record.id)
        known = self._names.get(key)
        if known is None:
            known = self._names[key] = [
                (kind, identifier)
                for attribute, kind in _naming(type(record))
                for identifier in getattr(record, attribute)
            ]
        return known

    def _in_body(self, key: Key) -> list[Key]:
        """The records that the prose of a record refers to or names."""
        known = self._bodies.get(key)
        if known is None:
            entry = self._ledger.entry(*key)
            known = self._bodies[key] = []
            if entry is not None:
                known += (
                    (kind, self._ledger.find_exactly(kind, target))
                    for kind, target in entry.body_refers
                    if kind
                )
                mentions = self._ledger.mentions_in(entry.record.text)
                known += ((mention.kind, mention.id) for mention in mentions)
        return known

    def _link(self, key: Key) -> bytes:
        """What a link to a record shows: its address, its text, its card."""
        known = self._links.get(key)
        if known is None:
            record = self._ledger.get(*key)
            if record is None:
                known = _hash(*(part.encode() for part in key))
            else:
                titles = (
                    f"{other.title_text}\x1e{other.docname}".encode()
                    for named in self._named(record)
                    if (other := self._ledger.get(*named)) is not None
                )
                entry = self._ledger.entry(*key)
                anchor = entry.anchor.encode() if entry else b""
                known = _hash(_plain(record), anchor, *titles)
            self._links[key] = known
        return known

    def _written_here(self, key: Key) -> list[bytes]:
        """What a record shows on its own page, beyond what its author wrote there.

        What is written on a page is part of what :mod:`.around` hashes.
        """
        record = self._ledger.get(*key)
        if record is None:
            return [b"-"]
        parts = [self._link(named) for named in self._named(record)]
        if isinstance(record, Claim):
            carried = record.corroboration
            parts.append(b"%d %d" % (carried.sources, carried.independent) if carried else b"")
            parts += [self._link(("claim", other)) for other in self._ledger.disputed_by(record.id)]
        elif isinstance(record, Commitment):
            parts.append(b"overdue" if record.overdue else b"")
        parts.append(record.written_date.encode())
        return parts

    def _printed_here(self, key: Key) -> bytes:
        """What a record shows in its statement and its details."""
        known = self._here.get(key)
        if known is None:
            record = self._ledger.get(*key)
            parts = [self._link(key)]
            if record is not None:
                parts += map(self._link, self._named(record))
            if isinstance(record, Claim):
                others = self._ledger.disputed_by(record.id)
                parts += (self._link(("claim", other)) for other in others)
            known = self._here[key] = _hash(*parts)
        return known

    def _printed_elsewhere(self, key: Key) -> bytes:
        """What a record shows in a selection: its prose too, with what that refers to."""
        known = self._elsewhere.get(key)
        if known is None:
            entry = self._ledger.entry(*key)
            body = entry.body_digest.encode() if entry else b""
            others = (
                self._surroundings.named(target).encode("utf-8", "surrogatepass")
                for kind, target in (entry.body_refers if entry else ())
                if not kind
            )
            links = (self._link(named) for named in self._in_body(key))
            known = _hash(self._printed_here(key), body, *links, *others)
            self._elsewhere[key] = known
        return known


def _plain(record: msgspec.Struct) -> bytes:
    """A record without what no page prints: its line, and who mentions it."""
    return msgspec.msgpack.encode(msgspec.structs.replace(record, line=0, mentions=()))
