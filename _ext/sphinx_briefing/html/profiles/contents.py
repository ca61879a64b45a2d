"""The contents of a profile: records that name its subject, and pages that mention it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date as Day
from hashlib import blake2b
from operator import attrgetter

from ...ledger.answers import Key
from ...records import Kinds, Record, Source, goes_with, naming
from ...records.dates import span
from ..values import Values

ORDER = ("event", "position", "commitment", "claim", "quote", "judgement", "recommendation")
"""The kinds that come first, in this order; others follow in the order of their declaration."""


@dataclass(slots=True)
class Gathered:
    """The contents of one profile, each list in the order of the ids."""

    naming: dict[str, list[str]] = field(default_factory=dict)
    """By kind, the records with a field that names the subject."""
    telling: dict[str, list[str]] = field(default_factory=dict)
    """By kind, further records whose statement or prose names it."""

    def shown_by(self, values: Values) -> Gathered:
        """The part of it that may be seen."""
        return Gathered(_visible(self.naming, values), _visible(self.telling, values))

    @property
    def digest(self) -> str:
        """A hash of it."""
        found = repr((sorted(self.naming.items()), sorted(self.telling.items())))
        return blake2b(found.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _visible(found: dict[str, list[str]], values: Values) -> dict[str, list[str]]:
    kept = {kind: values.visible(kind, identifiers) for kind, identifiers in found.items()}
    return {kind: identifiers for kind, identifiers in kept.items() if identifiers}


def gather(values: Values, kinds: frozenset[str]) -> dict[Key, Gathered]:
    """Gather the contents of the profiles of some kinds, in one walk through all records."""
    ledger = values.ledger
    found = {
        (kind, identifier): Gathered() for kind in kinds for identifier in ledger.records(kind)
    }
    for kind, declaration in ledger.kinds.items():
        records = ledger.records(kind)
        fields = [
            (attrgetter(item.attribute), item.shape.keys)
            for item in naming(declaration)
            if any(map(item.shape.may_name, kinds))
        ]
        stated = declaration.argument == "statement"
        texts = [values.searched_text(record) if stated else "" for record in records.values()]
        for record, mentions in zip(records.values(), ledger.mentions_in_each(texts), strict=True):
            named = {key for names_in, keys in fields for key in keys(names_in(record))}
            mentioned = {(mention.kind, mention.id) for mention in mentions} - named
            for key in named & found.keys():
                found[key].naming.setdefault(kind, []).append(record.id)
            for key in mentioned & found.keys():
                found[key].telling.setdefault(kind, []).append(record.id)
    return found


def roles_in(record: Record, subject: Record) -> list[str]:
    """The fields by which a record says what the subject has to do with it, as host or target."""
    key = (subject.kind_name, subject.id)
    return [
        item.name
        for item in naming(type(record))
        if item.shape.profile_label
        and goes_with(record, item.name)
        and key in item.shape.keys(getattr(record, item.attribute))
    ]


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


def page_of(docname: str, values: Values) -> Mentioning:
    """An entry for a page that mentions a subject."""
    ledger, domain = values.ledger, values.domain
    title = ledger.title_of(docname)
    marking = ledger.markings.printed_on(docname)
    brief, note = ledger.briefs.get(docname), ledger.notes.get(docname)
    if brief is not None:
        label = domain.conventions.kind_label(brief.kind) if brief.kind else ""
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


def due_first(records: Iterable[Record]) -> list[Record]:
    """Open records before others, each by the day on which it falls due."""

    def order(record: Record) -> tuple[bool, bool, int, str]:
        written = getattr(record, record.falls_due, "") if record.falls_due else ""
        day = span(written).last.toordinal() if written else 0
        return not record.is_open, not written, day, record.id

    return sorted(records, key=order)


def in_order(names: Iterable[str], kinds: Kinds) -> list[str]:
    """Kinds of record in the order in which a profile shows them."""
    place = {kind: number for number, kind in enumerate(dict.fromkeys((*ORDER, *kinds)))}
    return sorted(names, key=place.__getitem__)
