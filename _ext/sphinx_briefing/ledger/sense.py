"""Records that cannot be as they are written: chains in circles, ends before beginnings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..diagnostics.model import Diagnostic
from ..records import Kinds, Record, Source, declared, naming
from ..records.dates import span
from ..records.fields import Field
from ..records.forecasts import days_of_outcome, outcome_of
from .evidence import Key, circles
from .reading import Gathered

Records = Mapping[str, Mapping[str, Record]]


def nonsense(records: Records, gathered: Gathered, kinds: Kinds) -> Iterator[Diagnostic]:
    """Report each circle once, and each day that is before its record's own."""
    for kind, declaration in kinds.items():
        for field in naming(declaration):
            if field.shape.leads_on:
                for circle in _circles(kind, field, records):
                    yield _circle(circle, field, records, gathered)
        if declaration.exclusive:
            for record in records[kind].values():
                yield from _in_two(record, gathered)
        if declaration.counts_from:
            for record in records[kind].values():
                yield from _too_early(record, gathered)
                yield from _without_outcome(record, gathered)
    for source in records["source"].values():
        if isinstance(source, Source) and source.retraction and not source.retracted:
            message = (
                "source 'retraction': says why it was retracted and not when; write the day as "
                "'retracted', or remove it"
            )
            yield _at(source, "retraction", message, gathered)


def _circles(kind: str, field: Field, records: Records) -> Iterator[list[Key]]:
    # Other kinds have other fields, by which nothing leads back.
    named = {}
    for identifier, record in records[kind].items():
        if ids := getattr(record, field.attribute):
            same = tuple(key for key in field.shape.keys(ids) if key[0] == kind)
            if same:
                named[kind, identifier] = same
    settled: set[Key] = set()
    for key in named:
        if key not in settled:
            for circle in circles(key, lambda one: named.get(one, ()), settled):
                settled.update(circle)
                if len(circle) > 1:
                    yield circle


def _circle(circle: list[Key], field: Field, records: Records, gathered: Gathered) -> Diagnostic:
    found = [records[kind][identifier] for kind, identifier in circle]
    first = min(found, key=lambda record: (record.docname, record.line, record.id))
    members, way = set(circle), [first.id]
    here = first
    while True:  # along the circle, by the first name that stays in it
        keys = field.shape.keys(getattr(here, field.attribute))
        kind, identifier = next(key for key in keys if key in members)
        members.discard((kind, identifier))
        here = records[kind][identifier]
        way.append(identifier)
        if here is first or not members.intersection(
            field.shape.keys(getattr(here, field.attribute))
        ):
            break
    message = (
        f"{first.kind_name} {field.name!r} runs in a circle ({' → '.join(way)}); "
        "take one of the names out"
    )
    return _at(first, field.name, message, gathered)


def _too_early(record: Record, gathered: Gathered) -> Iterator[Diagnostic]:
    fields = declared(type(record))
    written = (getattr(record, fields[name].attribute) for name in record.said_by)
    said = next(filter(None, written), "")
    for name in record.counts_from if said else ():
        since = getattr(record, fields[name].attribute)
        if since and span(since).last < span(said).first:
            message = f"{record.kind_name} {name!r}: {since} is before its own date, {said}"
            yield _at(record, name, message, gathered)


def _without_outcome(record: Record, gathered: Gathered) -> Iterator[Diagnostic]:
    fields, outcome = declared(type(record)), outcome_of(type(record))
    if outcome is None or getattr(record, outcome.attribute):
        return
    for name in days_of_outcome(type(record)):
        if getattr(record, fields[name].attribute):
            message = (
                f"{record.kind_name} {name!r}: says since when it is known what came of it, and "
                f"not what; write ':{outcome.name}:', or remove it"
            )
            yield _at(record, name, message, gathered)


def _in_two(record: Record, gathered: Gathered) -> Iterator[Diagnostic]:
    """Report what is named in several fields of which one alone may name it, once each."""
    fields = declared(type(record))
    first: dict[Key, str] = {}
    said: set[Key] = set()
    for name in record.exclusive:
        field = fields[name]
        twice: dict[str, list[str]] = {}
        for key in field.shape.keys(getattr(record, field.attribute)):
            other = first.setdefault(key, name)
            if other != name and key not in said:
                said.add(key)
                twice.setdefault(other, []).append(f"{key[0]} {key[1]!r}")
        for other, names in twice.items():
            message = (
                f"{record.kind_name} {name!r} names {', '.join(names)}, as {other!r} does; "
                "what stands in both counts in neither, so leave it in one of them"
            )
            yield _at(record, name, message, gathered)


def _at(record: Record, name: str, message: str, gathered: Gathered) -> Diagnostic:
    key = (record.kind_name, record.id)
    line = gathered.lines.get(key, {}).get(name, record.line)
    # The source of a note stands in its front matter.
    code = "field" if key in gathered.entries else "front_matter"
    return Diagnostic(record.docname, line, code, message, gathered.path(*key))
