"""What a profile shows: the records that name its subject, and the pages that mention it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date as Day
from hashlib import blake2b

from ...domain import BriefDomain
from ...freshness.answers import Answers
from ...records import KINDS, Record, Source, declared
from ...records.dates import span
from ..values import Values

Key = tuple[str, str]
"""Kind and id of a record."""

ORDER = ("position", "commitment", "claim", "event", "quote", "judgement", "recommendation")
"""The kinds that come first, in this order; others follow in the order of their declaration."""


@dataclass(slots=True)
class Gathered:
    """What one profile shows, each list in the order of the ids."""

    naming: dict[str, list[str]] = field(default_factory=dict)
    """By kind, the records with a field that names the subject."""
    telling: dict[str, list[str]] = field(default_factory=dict)
    """By kind, further records whose statement or prose names it."""


def gather(values: Values, kinds: frozenset[str]) -> dict[Key, Gathered]:
    """What the profiles of some kinds show, in one walk through all records."""
    ledger = values.ledger
    found = {
        (kind, identifier): Gathered() for kind in kinds for identifier in ledger.records(kind)
    }
    for kind, declaration in KINDS.items():
        naming = [
            (item.attribute, item.shape.refers)
            for item in declared(declaration).values()
            if item.shape.refers in kinds
        ]
        stated = declaration.argument == "statement"
        for identifier, record in ledger.records(kind).items():
            named: set[Key] = set()
            for attribute, refers in naming:
                for other in getattr(record, attribute):
                    key = (refers, other)
                    if key in found and key not in named:
                        named.add(key)
                        found[key].naming.setdefault(kind, []).append(identifier)
            if stated:
                for mention in ledger.mentions_in(values.said(record)):
                    key = (mention.kind, mention.id)
                    if key in found and key not in named:
                        named.add(key)
                        found[key].telling.setdefault(kind, []).append(identifier)
    return found


def content_of(
    key: Key, gathered: Gathered, answers: Answers, values: Values, pages: dict[str, bytes]
) -> str:
    """A hash of all that a profile shows.

    :param pages: what is shown of the pages that were asked for so far; more are added.
    """
    ledger, found = values.ledger, blake2b(digest_size=16)
    subject = ledger.records(key[0])[key[1]]
    found.update(answers.whole(*key))
    found.update(values.marking(subject).encode())
    for part in (gathered.naming, gathered.telling):
        for kind in sorted(part):
            records = ledger.records(kind)
            found.update(f"\x1d{kind}".encode())
            for identifier in part[kind]:
                found.update(answers.record(kind, identifier))
                found.update(f"{identifier}\x1f{values.marking(records[identifier])}\x1e".encode())
    for docname in subject.mentions:
        if docname not in pages:
            shown = repr(page_of(docname, values.domain))
            pages[docname] = shown.encode("utf-8", "surrogatepass")
        found.update(pages[docname])
    return found.hexdigest()


@dataclass(frozen=True, slots=True)
class Mentioning:
    """A page that mentions the subject."""

    kind: str
    """``brief``, ``note`` or ``page``."""
    docname: str
    title: str
    date: str
    marking: str
    about: str = ""
    """What kind of brief it is, or who published what the note is about."""

    @property
    def newest(self) -> Day:
        """The day by which it is sorted."""
        return span(self.date).newest if self.date else Day.min


def page_of(docname: str, domain: BriefDomain) -> Mentioning:
    """What is shown of a page."""
    ledger, facts = domain.ledger, domain.pages.get(docname)
    title = facts.title if facts and facts.title else docname
    marking = (facts.tlp if facts else "") or ""
    brief, note = ledger.briefs.get(docname), ledger.notes.get(docname)
    if brief is not None:
        label = domain.house.kind_label(brief.kind) if brief.kind else ""
        return Mentioning("brief", docname, title, brief.date or "", marking, label)
    if note is not None:
        source = ledger.get("source", note.source) if note.source else None
        if isinstance(source, Source):
            day, by = source.date or "", source.publisher or ""
            return Mentioning("note", docname, title, day, marking, by)
        return Mentioning("note", docname, title, "", marking)
    return Mentioning("page", docname, title, "", marking)


def newest_first(records: Iterable[Record]) -> list[Record]:
    """Records by date, the newest first; those without one last, by name."""

    def age(record: Record) -> tuple[bool, int, str, str]:
        written = record.written_date
        day = -span(written).newest.toordinal() if written else 0
        return not written, day, record.title_text.casefold() if not written else "", record.id

    return sorted(records, key=age)


def in_order(kinds: Iterable[str]) -> list[str]:
    """Kinds of record in the order in which a profile shows them."""
    place = {kind: number for number, kind in enumerate(dict.fromkeys((*ORDER, *KINDS)))}
    return sorted(kinds, key=place.__getitem__)
