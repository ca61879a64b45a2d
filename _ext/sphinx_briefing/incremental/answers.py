"""What the questions of each page are answered with, as one hash a page.

The hash covers all that a page may show of records: for a reference the target's address, text and
card; for a selection its records in order with what they print; for prose the names found. It may
cover a little more than is shown (a field that no layout of the page prints), never less:
:mod:`sphinx_briefing.incremental` resolves a page whose hash differs to see whether it does.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..ledger import Ledger, Question
from ..records import Brief, Claim, Record
from .shown import Key, Shown, hashed, named_by, plain

if TYPE_CHECKING:
    from ..domain import BriefDomain
    from .page_context import PageContext


class Answers:
    """Hashes of the answers that pages get from a ledger."""

    def __init__(self, domain: BriefDomain, page_context: PageContext) -> None:
        self._domain = domain
        self._surroundings = page_context
        self._ledger: Ledger = domain.ledger
        self._shown = Shown(self._ledger)
        self._elsewhere: dict[Key, bytes] = {}
        self._bodies: dict[Key, list[Key]] = {}
        self._everything = b""

    def of(self, docname: str) -> str:
        """The hash of all that a page's questions are answered with; empty if it asks nothing."""
        page, ledger = self._domain.pages.get(docname), self._ledger
        if page is None:
            return ""
        in_brief = docname in ledger.briefs
        full = in_brief or any(
            q.scope(ledger.kinds, in_brief=in_brief) == "page" for q in page.questions
        )
        answers: list[bytes] = []
        reached: dict[Key, None] = {}
        for reference in page.references:
            if reference.kind in ledger.kinds and not reference.option:
                found = ledger.find_exactly(reference.kind, reference.target)
                reached[reference.kind, found] = None
        for start, kind, identifier in ledger.mentions_on(docname):
            answers.append(b"%d" % start)
            reached[kind, identifier] = None
        answers += [self._shown.link(*key) for key in reached]
        # What is written on a page is in the hash of :mod:`.page_context`; what it names is not.
        if page.source is not None:
            answers.append(self._shown.statement("source", page.source.id))
        answers += [self._shown.statement(*entry.key) for entry in page.entries]
        for question in page.questions:
            if question.scope(ledger.kinds, in_brief=in_brief) == "all":
                answers += self._selected(question, reached if full else None)
        if full:
            for key in self._closure(reached):
                answers.append(self._printed_elsewhere(key))
                answers += self._origins(key)
        if in_brief:
            answers.append(plain(ledger.briefs[docname]))
            answers += [self._shown.link("topic", topic) for topic in ledger.briefs[docname].topics]
            answers += map(plain, self._replaced(docname))
        if full:
            answers.append(b"full")
        return hashed(answers).hex() if answers else ""

    def _replaced(self, docname: str) -> Iterable[Brief]:
        """The briefs that a brief replaces, or that replace it, which its title block names."""
        briefs = self._ledger.briefs
        older = self._ledger.supersedes.get(docname)
        for other in (*briefs[docname].superseded_by, *((older,) if older else ())):
            yield briefs[other]

    def record(self, kind: str, identifier: str) -> bytes:
        """What a record shows in its statement and its details, with what those name."""
        return self._shown.statement(kind, identifier)

    def whole(self, kind: str, identifier: str) -> bytes:
        """What a record shows with its prose, and what that refers to and names."""
        return self._printed_elsewhere((kind, identifier))

    # -- selections and annexes -----------------------------------------------------------------

    def _selected(self, question: Question, reached: dict[Key, None] | None) -> Iterable[bytes]:
        ledger = self._ledger
        if question.layout(ledger.kinds) == "map":
            yield self._all_relations()
        carried = question.layout(ledger.kinds) == "corroboration"
        cases: set[str] = set()
        for record in ledger.select(
            question.kind, question.query(ledger, self._domain.conventions)
        ):
            if not isinstance(record, Record):
                yield plain(record)
                yield self._shown.link("source", getattr(record, "source", ""))
                continue
            key = (record.kind_name, record.id)
            yield self._printed_elsewhere(key)
            yield from self._origins(key)
            if isinstance(record, Claim):
                for other in ledger.disputed_by(record.id):
                    yield self._printed_elsewhere(("claim", other))
            shown = [key]
            if carried and (group := ledger.joined_to(record.id)[0]) not in cases:
                cases.add(group)
                shown += self._carriers(record)
                for another in shown[1:]:
                    yield self._printed_elsewhere(another)
            if reached is not None:
                for another in shown:
                    reached[another] = None
                    found = ledger.get(*another)
                    reached.update(dict.fromkeys(named_by(found) if found else ()))

    def _carriers(self, claim: Record) -> Iterable[Key]:
        """The claims that bear a claim out or dispute it, with their sources and voices."""
        ledger = self._ledger
        joined = ledger.joined_to(claim.id)
        for identifier in (*joined, *(d for other in joined for d in ledger.disputed_by(other))):
            yield "claim", identifier
            for source in ledger.records("claim")[identifier].source:
                yield "source", source
            yield from sorted(ledger.voices.ends(identifier))

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
        """What a source retells in the end, which says how independent it is."""
        if key[0] == "source":
            for end in sorted(self._ledger.voices.origins.ends(key[1])):
                yield end.encode()

    def _all_relations(self) -> bytes:
        """One hash of all that a map of actors may draw."""
        if not self._everything:
            self._everything = hashed(
                self._shown.statement(kind, identifier)
                for kind in ("actor", "event", "position", "claim")
                for identifier in self._ledger.records(kind)
            )
        return self._everything

    # -- records --------------------------------------------------------------------------------

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
            links = (self._shown.link(*named) for named in self._in_body(key))
            known = hashed((self._shown.statement(*key), body, *links, *others))
            self._elsewhere[key] = known
        return known
