"""Events, open commitments and their like as a calendar (iCalendar, RFC 5545).

All entries last whole days. A range lasts from its first day to its last. What is known by the
month or season alone, or about, lasts as long as it may have been, and its title says so; what is
vaguer than :data:`VAGUE` days is left out. Of a range without an end the first day is entered. What
falls due is entered on its last day. Kinds say by what field they are entered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from operator import attrgetter

from icalendar import Calendar, Event

from ...presentation.dates import printed
from ...presentation.labels import label_of, words_of
from ...records import Record, declared, due_date
from ...records.dates import Span, span
from ...records.fields import Field
from ...version import __version__
from .publication import Publication, midnight, plain

VAGUE = 92
"""The most days that an uncertain date may span: a season."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def calendar(publication: Publication, title: str) -> bytes:
    """The calendar as a file."""
    file = Calendar()
    file.add("prodid", f"-//Sphinx Briefing//{__version__}//")
    file.add("version", "2.0")
    name = f"{publication.title}: {title}" if publication.title else title
    file.add("name", name)  # RFC 7986; the other is what programs had before
    file.add("x-wr-calname", name)
    for kind in publication.ledger.kinds.values():
        for entry in _moments(kind, publication) if kind.in_calendar else ():
            file.add_component(entry)
        for entry in _dues(kind, publication) if kind.falls_due else ():
            file.add_component(entry)
    encoded: bytes = file.to_ical()
    return encoded


def days_of(written: str) -> tuple[Span, bool] | None:
    """The days to enter for a date, and whether they are certain; ``None`` if it is too vague.

    >>> days_of("2026-02-17/2026-02-18")[0].last
    datetime.date(2026, 2, 18)
    >>> days_of("2026-02~")[1]
    False
    >>> days_of("2026") is None
    True
    """
    found = span(written)
    first, last = found.first, found.last
    if first == date.min or last == date.max:
        first = last = last if first == date.min else first
    ends = written.split("/")
    certain = all(end in ("", "..") or _DAY.fullmatch(end) for end in ends)
    if last.year in (date.min.year, date.max.year):
        return None
    if not certain and (last - first).days > VAGUE:
        return None
    return Span(first, last), certain and "" not in ends and ".." not in ends


def _moments(kind: type[Record], publication: Publication) -> Iterator[Event]:
    """The entries of records on the days when they are."""
    fields = declared(kind)
    written_in = attrgetter(fields[kind.in_calendar].attribute)
    for record in publication.ledger.records(kind.kind_name).values():
        written = written_in(record)
        days = days_of(written) if written else None
        if days is None or not publication.holds(record):
            continue
        notes = [publication.prose(record), *_details(record, publication)]
        entry = _entry(record, record.title_text, written, *days, notes, publication)
        if (place := fields.get("place")) and (words := getattr(record, place.attribute)):
            entry.add("location", plain(str(words)))
        yield entry


def _details(record: Record, publication: Publication) -> Iterator[str]:
    """Details of a record: words of its author, then whom or what it names."""
    kind = type(record)
    fields = [found for name in kind.columns if (found := declared(kind).get(name))]
    for field in fields:
        if field.shape.words and field.name not in (kind.argument, "place"):
            yield getattr(record, field.attribute) or ""
    for field in fields:
        of_interest = field.shape.refers and field.name not in ("source", "topic")
        if of_interest and (names := _names(record, field, publication)):
            yield f"{label_of(kind, field.name)}: {names}"


def _names(record: Record, field: Field, publication: Publication) -> str:
    keys = field.shape.keys(getattr(record, field.attribute))
    return ", ".join(name for of, one in keys for name in publication.names(of, (one,)))


def _dues(kind: type[Record], publication: Publication) -> Iterator[Event]:
    """The entries of records that are open, on the days on which they fall due."""
    label, speaker = label_of(kind, kind.falls_due), declared(kind).get("by")
    for record in publication.ledger.records(kind.kind_name).values():
        written = due_date(record)
        if not written or not publication.holds(record):
            continue
        last = span(written).last
        if last.year == date.max.year:  # without an end, nothing falls due
            continue
        by = _names(record, speaker, publication) if speaker and speaker.shape.refers else ""
        title = f"{label}: {record.title_text}" + (f" ({by})" if by else "")
        certain = bool(_DAY.fullmatch(written))
        notes = [publication.prose(record)]
        yield _entry(record, title, written, Span(last, last), certain, notes, publication)


def _entry(
    record: Record,
    title: str,
    written: str,
    days: Span,
    certain: bool,
    notes: Iterable[str],
    publication: Publication,
) -> Event:
    language = publication.config.language or "en"
    summary = plain(title) if certain else f"{plain(title)} ({printed(written, language)})"
    entry = Event()
    entry.add("uid", f"{record.kind_name}-{record.id}@{publication.host}")
    entry.add("dtstamp", midnight(_told_on(record, days, publication)))
    entry.add("dtstart", days.first)
    entry.add("dtend", days.last + timedelta(days=1))  # the day after, by the standard
    entry.add("summary", summary)
    entry.add("transp", "TRANSPARENT")
    entry.add("categories", list(_categories(record)))
    description = "\n\n".join(filter(None, map(plain, notes)))
    if description:
        entry.add("description", description)
    address = publication.page(*publication.ledger.anchor(record.kind_name, record.id))
    if address:
        entry.add("url", address)
    return entry


def _categories(record: Record) -> Iterator[str]:
    """The kind of a record, and what it is more closely where that is on a scale."""
    kind = type(record)
    yield words_of(kind.label, kind)
    field = declared(kind).get(kind.subtype)
    scale = field.shape.scale if field else None
    if field and scale and (value := getattr(record, field.attribute)):
        yield words_of(scale.label(value), scale, kind)


def _told_on(record: Record, days: Span, publication: Publication) -> date:
    """The day on which it was told, for the stamp that every entry must have."""
    sources = (publication.ledger.get("source", source) for source in record.source)
    dates = [source.written_date for source in sources if source and source.written_date]
    said = [getattr(record, name) for name in record.said_by if name != record.in_calendar]
    written = next(filter(None, (*dates, *said)), "")
    return span(written).newest if written else days.first
