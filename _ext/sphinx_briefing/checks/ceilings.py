"""The check of confidence: whether the evidence behind a judgement can bear it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..config.values import level_of, unsourced_levels
from ..diagnostics.model import Diagnostic
from ..domain import BriefDomain
from ..ledger import Ledger
from ..ledger.ceilings import LEVELS, Backing, Shortfall, Voice, rank, shortfalls
from ..ledger.known import known_to
from ..ledger.standing import FALLS
from ..records import Record, declared
from ..records.dates import Span
from ..records.fields import Field
from ..vocabularies import CONFIDENCE, RELIABILITY
from .locations import at_record

BEST = RELIABILITY.values[0]

NAMED = 5
"""The claims or assumptions that a message names."""

Row = Mapping[str, Any]
"""What a level asks for."""


def ceiling(domain: BriefDomain) -> Iterator[Diagnostic]:
    """Report judgements of more confidence than their evidence bears on the day of their page."""
    for kind, declaration in domain.kinds.items():
        if field := _confidence(declaration):
            for written in domain.ledger.records(kind).values():
                known = known_to(domain.ledger, written.docname)
                record = known.get(kind, written.id)
                if record is None or _is_said(domain, record, known):
                    continue
                if message := _message(record, getattr(record, field.attribute), known):
                    yield at_record(domain, record, "ceiling", message, field.name)


def borne_by(domain: BriefDomain, record: Record) -> str:
    """The highest confidence that the evidence behind a record bears on the day of its page.

    Empty for kinds that have no confidence, and where the house does not check it.
    """
    if level_of(domain.env.config, "ceiling") == "off" or _confidence(type(record)) is None:
        return ""
    known = known_to(domain.ledger, record.docname)
    return known.ceiling(record.kind_name, record.id, record.docname)


def _confidence(kind: type[Record]) -> Field | None:
    """The field for the confidence in records of a kind that rests on others, if it has one."""
    if not kind.rests_on or kind.rests_on == "source":
        return None
    fields = declared(kind).values()
    return next((field for field in fields if field.shape.scale == CONFIDENCE), None)


def _is_said(domain: BriefDomain, record: Record, known: Ledger) -> bool:
    """Whether another message says that nothing carries a record."""
    kind, identifier = record.kind_name, record.id
    if known.evidence.basis(kind, identifier):
        falls = known.evidence.standing(kind, identifier) == FALLS
        is_read = record.docname in known.briefs
        return falls and is_read and level_of(domain.env.config, "retracted") != "off"
    entry = domain.ledger.entry(kind, identifier)
    if entry is not None and record.rests_on in entry.lines:  # it names what nobody knows
        return True
    return unsourced_levels(domain.env.config).get(kind, "off") != "off"


def _message(record: Record, confidence: str | None, known: Ledger) -> str:
    """The report on a record; empty where its evidence bears as much confidence as is written."""
    borne = known.ceiling(record.kind_name, record.id, record.docname)
    if confidence is None or CONFIDENCE.rank(confidence) <= CONFIDENCE.rank(borne):
        return ""
    found = known.backing(record.kind_name, record.id)
    day = known.judged_on(record.docname)
    level, row, lacking = _asked(found, day, confidence, known)
    is_empty = not known.evidence.basis(record.kind_name, record.id)
    what = "it names nothing that it rests on" if is_empty else _evidence(found, day, row, lacking)
    more = "what it rests on" if is_empty else "further evidence"
    asks = ", and for ".join(_asks(one, row) for one in lacking)
    return (
        f"{record.kind_name} {record.id!r} is of {confidence} confidence, but its evidence bears "
        f"{borne} at most: {what}. Lower the confidence, or name {more} in "
        f"':{record.rests_on}:'; {level} asks for {asks}"
    )


def _asked(
    found: Backing, day: Span | None, confidence: str, known: Ledger
) -> tuple[str, Row, Sequence[Shortfall]]:
    """The highest level up to a confidence that asks for more than there is."""
    for level in reversed(LEVELS[: LEVELS.index(confidence) + 1]):
        row = known.ceilings.get(level, {})
        if lacking := [*shortfalls(found, day, row)]:
            return level, row, lacking
    raise AssertionError("nothing is lacking")


def _evidence(found: Backing, day: Span | None, row: Row, lacking: Sequence[Shortfall]) -> str:
    """The evidence in words, with what keeps a level from being reached."""
    rests, disputed = [], ""
    for short in lacking:
        if short.condition == "voices":
            rests.append(_voices(found.voices, day, row))
        elif short.condition == "assumptions":
            names = _named([one for _kind, one in found.assumptions])
            rests.append(f"on {_many(short.has, 'assumption', 'assumptions')} ({names})")
        else:
            verb = "is" if short.has == 1 else "are"
            disputed = f"{short.has} of its claims {verb} disputed ({_named(found.disputed)})"
    parts = [f"it rests {', and '.join(rests)}"] if rests else []
    return ", and ".join([*parts, disputed] if disputed else parts)


def _voices(voices: Sequence[Voice], day: Span | None, row: Row) -> str:
    if not voices:
        return "on no source that stands"
    reasons = Counter(filter(None, (_reason(voice, day, row) for voice in voices)))
    if len(voices) == 1:
        return f"on 1 voice alone{''.join(f', which is {one}' for one in reasons)}"
    said = " and ".join(
        f"{count} {'is' if count == 1 else 'are'} {one}" for one, count in sorted(reasons.items())
    )
    return f"on {len(voices)} independent voices{f', of which {said}' if said else ''}"


def _reason(voice: Voice, day: Span | None, row: Row) -> str:
    """The reason why a voice does not count for a level; empty for one that does."""
    if any(one.meets(row, day) for one in voice.sources):
        return ""
    grade = voice.reliability
    if (least := row.get("reliability")) and rank(grade) > rank(least):
        return f"graded {grade}" if grade else "not graded"
    good = [one for one in voice.sources if not least or rank(one.reliability) <= rank(least)]
    if all(one.age(day) is None for one in good):
        return "without a date"
    return f"more than {_many(row['age'], 'day', 'days')} old"


def _asks(short: Shortfall, row: Row) -> str:
    """What a level asks for and does not have, in words."""
    if short.condition != "voices":
        noun = "disputed claim" if short.condition == "disputed" else "assumption"
        return f"at most {_many(short.asks, noun, f'{noun}s')}" if short.asks else f"no {noun}s"
    grade, age = row.get("reliability"), row.get("age")
    graded = f"graded {grade}{'' if grade == BEST else ' or better'}" if grade else ""
    new = "" if age is None else f"at most {_many(age, 'day', 'days')} old"
    voices = _many(short.asks, "voice", "voices")
    return " ".join(filter(None, (voices, " and ".join(filter(None, (graded, new))))))


def _many(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _named(names: Sequence[str]) -> str:
    more = ["…"] if len(names) > NAMED else []
    return ", ".join([*map(repr, names[:NAMED]), *more])
