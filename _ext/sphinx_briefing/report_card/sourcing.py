"""Checks of standard 1: how good sources and information are, and whether the text can know."""

from __future__ import annotations

from collections.abc import Iterator

from ..ledger.evidence import Key
from ..records import Record, declared
from ..records.fields import verbatim_fields
from .checked_brief import CLAIM, SOURCE, CheckedBrief
from .model import OPEN, Looked, StandardCheck


def _without(brief: CheckedBrief, records: dict[Key, Record], field: str) -> Iterator[Looked]:
    """Look at a field of records, which may be empty."""
    for key, record in records.items():
        item = declared(type(record)).get(field)
        if item is not None:
            yield Looked(key, found=not getattr(record, item.attribute), field=field)


def ungraded_sources(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at the reliability of sources."""
    return _without(brief, dict(brief.sources), "reliability")


def ungraded_claims(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at the credibility of claims."""
    return _without(brief, dict(brief.claims), "credibility")


def undescribed(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at what is said of sources: who wrote or published them, or where they are."""
    for key, source in brief.sources.items():
        described = any(getattr(source, name, None) for name in ("author", "publisher", "url"))
        yield Looked(key, found=not described)


def one_voice(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at all claims together: whether they come from several voices."""
    claims = [one for kind, one in brief.claims if not brief.ledger.evidence.is_withdrawn(one)]
    if len(claims) > 1:
        voices = brief.ledger.voices.of(claims)
        yield Looked(found=len(voices) == 1, others=_few(claims))


def _few(claims: list[str]) -> tuple[Key, ...]:
    return tuple((CLAIM, one) for one in claims) if len(claims) <= 5 else ()


def gone(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at sources and claims that may have been withdrawn; what went with a source is not."""
    for key, record in {**brief.sources, **brief.claims}.items():
        loss = brief.ledger.loss(*key)
        is_root = loss is not None and not loss.source
        place = brief.cited.get(key)
        if place is None and loss is not None and key[0] == SOURCE:
            citing = (
                brief.cited[one]
                for one, said in brief.statements.items()
                if one in brief.cited and key[1] in said.source
            )
            place = next(citing, None)
        line, path = place or (0, "")
        words = (loss.since or "") if loss is not None else ""
        yield Looked((record.kind_name, record.id), is_root, line=line, path=path, words=words)


def unverified(brief: CheckedBrief) -> Iterator[Looked]:
    """Look at words that are somebody's own: whether they were found in a snapshot."""
    for key, record in brief.statements.items():
        verbatim = verbatim_fields(type(record))
        fields = [field.name for field in verbatim if getattr(record, field.attribute)]
        if record.verbatim or fields:
            field = "" if record.verbatim else fields[0]
            yield Looked(key, found=record.words_at is None, field=field)


SOURCING = (
    StandardCheck(
        "reliability",
        "1",
        "Sources without a grade of reliability",
        "has no grade of reliability",
        "write ':reliability:'",
        ungraded_sources,
    ),
    StandardCheck(
        "credibility",
        "1",
        "Claims without a grade of credibility",
        "has no grade of credibility",
        "write ':credibility:'",
        ungraded_claims,
    ),
    StandardCheck(
        "description",
        "1",
        "Sources of which nobody says whose they are",
        "has neither an author nor a publisher nor an address",
        "say whose it is",
        undescribed,
    ),
    StandardCheck(
        "one-voice",
        "1",
        "Claims that are all of one voice",
        "all claims that the brief cites come from one voice",
        "find an independent one, or say so in the text",
        one_voice,
        is_counted=False,
    ),
    StandardCheck(
        "withdrawn",
        "1",
        "Sources and claims that have been withdrawn",
        "has been withdrawn",
        "leave it out, or cite what still stands",
        gone,
    ),
    StandardCheck(
        "unverified",
        "1",
        "Quoted words that no snapshot shows",
        "is quoted, and its words were found in no snapshot of its source",
        "keep a snapshot of the source, and compare the words",
        unverified,
        OPEN,
    ),
)
"""The checks of standard 1."""
