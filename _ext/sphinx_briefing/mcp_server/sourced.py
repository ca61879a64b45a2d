"""The sources of a record: with their grades, their words, and all that speaks against them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..ledger.standing import STANDS
from ..presentation.values import title_of
from ..records import Claim, Record, Source
from ..records.fields import verbatim_fields
from ..vocabularies import CREDIBILITY, RELIABILITY, SOURCE_TYPE
from . import shapes
from .quoted import TextOfNote, ref, text_of_note

if TYPE_CHECKING:
    from ..ledger import Ledger
    from ..ledger.evidence import Key
    from .desk import Cut

DOUBTED = ("E", "F")
"""Grades of a source that are a caution in themselves."""
DOUBTFUL = ("4", "5")
"""Grades of what is said that are."""


def ref_to(ledger: Ledger, kind: str, identifier: str) -> shapes.Ref:
    """A record as it is named."""
    record = ledger.get(kind, identifier)
    title = title_on(record) if record is not None else None
    return shapes.Ref(ref(kind, identifier), title)


def title_on(record: Record) -> TextOfNote:
    """The title of a record as it is handed on, in one line."""
    return text_of_note(" ".join(title_of(record).split()))


def said(
    cut: Cut, key: Key, likeness: float = 0.0, differences: Sequence[shapes.Difference] = ()
) -> shapes.Said:
    """The words of a record, and what carries it.

    :param likeness: how much it is like a sentence that was asked about, of 1.
    :param differences: what that sentence says otherwise.
    """
    ledger = cut.ledger
    record = ledger.get(*key)
    assert record is not None  # as whoever has looked it up knows
    sources = [ledger.get("source", one) for one in record.source]
    credibility = getattr(record, "credibility", None) or ""
    words = _words_of(record)
    carried = record.corroboration if isinstance(record, Claim) else None
    disputing = ledger.disputed_by(key[1]) if key[0] == "claim" else ()
    return shapes.Said(
        record=ref(*key),
        title=title_on(record),
        likeness=likeness,
        differences=[*differences],
        by=[ref_to(ledger, "actor", one) for one in getattr(record, "by", ())],
        date=getattr(record, "date", None) or "",
        marking=ledger.markings.of(record),
        credibility=_graded(credibility, CREDIBILITY.label(credibility)),
        words=text_of_note(words) if words else None,
        locator=_text(getattr(record, "locator", None)),
        words_found=_found(cut, key, record) if words else "",
        sources=[source_of(one) for one in sources if isinstance(one, Source)],
        carried=shapes.Carried(carried.sources, carried.independent) if carried else None,
        cautions=[*cautions(cut, key)],
        disputed_by=[ref_to(ledger, "claim", one) for one in disputing],
    )


def source_of(source: Source) -> shapes.SourceOf:
    """A source, with what is known of its worth."""
    reliability = source.reliability or ""
    return shapes.SourceOf(
        record=ref("source", source.id),
        title=text_of_note(source.title),
        author=[text_of_note(one) for one in source.author],
        publisher=_text(source.publisher),
        date=source.date or "",
        type=SOURCE_TYPE.label(source.type) if source.type else "",
        language=source.language or "",
        reliability=_graded(reliability, RELIABILITY.label(reliability)),
        url=_text(source.url),
        archived=_text(source.archived),
        retracted=source.retracted or "",
        retraction=_text(source.retraction),
        retells=[ref("source", one) for one in source.origin],
    )


def cautions(cut: Cut, key: Key) -> Iterator[str]:
    """Reasons against using a record as it stands: a code each, with the records that give it."""
    ledger = cut.ledger
    record = ledger.get(*key)
    if record is None:
        return
    if key[0] == "claim" and (others := ledger.disputed_by(key[1])):
        yield f"disputed by {', '.join(ref('claim', one) for one in others)}"
    if key[0] == "source" and ledger.evidence.is_retracted(key[1]):
        yield "retracted"
    for source in record.source:
        if ledger.evidence.is_retracted(source):
            yield f"retracted {ref('source', source)}"
    standing = ledger.evidence.standing(*key)
    if standing != STANDS and standing:
        yield standing
    if getattr(record, "overdue", False):
        yield "overdue"
    if (status := getattr(record, "status", None)) in ("missed", "withdrawn"):
        yield str(status)
    if (grade := getattr(record, "credibility", None)) in DOUBTFUL:
        yield f"credibility {grade}"
    found = [ledger.get("source", one) for one in record.source]
    grades = {one.reliability for one in found if isinstance(one, Source)}
    if grades and grades <= {*DOUBTED}:
        yield f"reliability {', '.join(sorted(filter(None, grades)))}"
    replaced = getattr(record, "replaced_by", ())
    if replaced:
        yield f"replaced by {', '.join(ref(key[0], one) for one in replaced)}"


def _words_of(record: Record) -> str:
    if record.verbatim:
        return record.text
    fields = verbatim_fields(type(record))
    return next(filter(None, (getattr(record, one.attribute) for one in fields)), "") or ""


def _found(cut: Cut, key: Key, record: Record) -> str:
    if record.words_at is not None:
        return "in the snapshot of the source"
    words = cut.project.words
    if any(one.words.key == key for one in words.misquoted):
        return "not in the snapshot of the source as they stand here"
    return "nobody can look them up: there is no snapshot of the source"


def _graded(value: str, label: str) -> str:
    return f"{value} ({label})" if value else ""


def _text(value: str | None) -> TextOfNote | None:
    return text_of_note(value) if value else None
