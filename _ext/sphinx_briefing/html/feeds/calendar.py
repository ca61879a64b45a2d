"""Events and open commitments as a calendar (iCalendar, RFC 5545).

All entries last whole days. A range lasts from its first day to its last. What is known by the
month or season alone, or about, lasts as long as it may have been, and its title says so; what is
vaguer than :data:`VAGUE` days is left out. Of a range without an end the first day is entered. A
commitment is entered on the last day on which it can be met.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from icalendar import Calendar, Event

from ...presentation.dates import printed
from ...presentation.labels import _, label_of
from ...records import Commitment, Record
from ...records.dates import Span, span
from ...version import __version__
from ...vocabularies import EVENT_KIND
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
    for entry in (*_events(publication), *_commitments(publication)):
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


def _events(publication: Publication) -> Iterator[Event]:
    for event in publication.ledger.records("event").values():
        days = days_of(event.date)
        if days is None or not publication.holds(event):
            continue
        actors = publication.names("actor", event.actors)
        notes = [publication.prose(event), event.outcome or ""]
        if actors:
            notes.append(f"{label_of(type(event), 'actors')}: {', '.join(actors)}")
        entry = _entry(event, event.title_text, event.date, *days, notes, publication)
        if event.place:
            entry.add("location", plain(event.place))
        yield entry


def _commitments(publication: Publication) -> Iterator[Event]:
    for commitment in publication.ledger.records("commitment").values():
        if commitment.status != "open" or not commitment.due or not publication.holds(commitment):
            continue
        last = span(commitment.due).last
        if last.year == date.max.year:  # without an end, nothing falls due
            continue
        by = ", ".join(publication.names("actor", commitment.by))
        title = f"{label_of(Commitment, 'due')}: {commitment.title_text}" + (
            f" ({by})" if by else ""
        )
        certain = bool(_DAY.fullmatch(commitment.due))
        yield _entry(
            commitment,
            title,
            commitment.due,
            Span(last, last),
            certain,
            [publication.prose(commitment)],
            publication,
        )


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
    kind = getattr(record, "kind", None)
    labels = (record.label, *((EVENT_KIND.label(kind),) if kind else ()))
    entry.add("categories", [str(_(label)) for label in labels])
    description = "\n\n".join(filter(None, map(plain, notes)))
    if description:
        entry.add("description", description)
    address = publication.page(*publication.ledger.anchor(record.kind_name, record.id))
    if address:
        entry.add("url", address)
    return entry


def _told_on(record: Record, days: Span, publication: Publication) -> date:
    """The day on which it was told, for the stamp that every entry must have."""
    sources = (publication.ledger.get("source", source) for source in record.source)
    dates = [source.written_date for source in sources if source and source.written_date]
    day = record.made if isinstance(record, Commitment) else None
    written = next(filter(None, (*dates, day)), "")
    return span(written).newest if written else days.first
