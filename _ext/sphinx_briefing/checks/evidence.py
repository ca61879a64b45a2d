"""Checks of what statements rest on: sources that are missing, old or weak, promises overdue."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from ..config.values import unsourced_levels
from ..diagnostics.model import Diagnostic
from ..domain import BriefDomain
from ..ledger import Ledger
from ..ledger.days import overdue_since
from ..ledger.evidence import Key
from ..records.dates import span
from ..vocabularies import CREDIBILITY, RELIABILITY
from .locations import at_record

DOUBTFUL_CLAIM = CREDIBILITY.rank("4")
DOUBTFUL_SOURCE = RELIABILITY.rank("D")


def unsourced(domain: BriefDomain) -> Iterator[Diagnostic]:
    """Report records without a source or a note, and judgements without a basis."""
    ledger = domain.ledger
    for kind, level in unsourced_levels(domain.env.config).items():
        if level == "off":
            continue
        field = domain.kinds[kind].rests_on
        for identifier, record in ledger.records(kind).items():
            entry = ledger.entry(kind, identifier)
            written = entry is not None and field in entry.lines  # reported when not found
            if getattr(record, field) or written:
                continue
            message = f"{kind} {identifier!r} has no basis; name what it rests on with ':{field}:'"
            if field == "source":
                # A note whose own source is bad has been reported; its records are not to blame.
                page = domain.pages[record.docname]
                if page.is_note or page.is_broken:
                    continue
                message = (
                    f"{kind} {identifier!r} has no source; write it in a note, "
                    "or name its source with ':source:'"
                )
            yield at_record(domain, record, "unsourced", message, level=level)


def overdue(domain: BriefDomain) -> Iterator[Diagnostic]:
    """A commitment, or what else falls due, that is open though its day has passed."""
    ledger = domain.ledger
    day = ledger.judged_on("")
    if day is None:
        return
    for kind in (name for name, kind in domain.kinds.items() if kind.falls_due):
        for identifier, record in ledger.records(kind).items():
            if due := overdue_since(record, day):
                # What was settled after the day was open on it.
                still = "is still open" if record.is_open else f"was still open on {day.last}"
                message = f"{kind} {identifier!r} was due {due} and {still}"
                yield at_record(domain, record, "overdue", message)


def stale(domain: BriefDomain) -> Iterator[Diagnostic]:
    """A source that was old on the day for which a brief was written."""
    ledger, days = domain.ledger, domain.env.config.briefing_stale_days
    for docname in ledger.briefs:
        judged_on = ledger.judged_on(docname)
        for source, line, path in _sources_of(domain, docname):
            record = ledger.get("source", source)
            written = record.written_date if record else ""
            if not judged_on or not written:
                continue
            age = (judged_on.first - span(written).newest).days
            if age > days:
                message = f"source {source!r} of {written} is {age} days old, more than {days}"
                yield Diagnostic(docname, line, "stale", message, path)


def _sources_of(domain: BriefDomain, docname: str) -> Iterator[tuple[str, int, str]]:
    """The sources that a page refers to by role, each with the first place that does."""
    seen = set()
    for reference in domain.pages[docname].references:
        if reference.option or reference.kind not in domain.kinds:
            continue
        record = domain.ledger.named(reference.kind, reference.target)
        if record is None or not record.marker:
            continue
        for source in (record.id,) if reference.kind == "source" else record.source:
            if source not in seen:
                seen.add(source)
                yield source, reference.line, reference.path


def weak(domain: BriefDomain) -> Iterator[Diagnostic]:
    """A judgement whose ground, with what bears it out, is all doubtful or of one voice.

    What has been withdrawn is no ground. What is not graded is not held to be weak, but it is one
    voice like any other.
    """
    ledger = domain.ledger
    weaknesses: dict[frozenset[Key], str] = {}
    for identifier, record in ledger.records("judgement").items():
        ground = frozenset(_ground(("judgement", identifier), ledger)) if record.basis else None
        if not ground:
            continue
        if ground not in weaknesses:
            weaknesses[ground] = _weakness(sorted(ground), ledger)
        if weaknesses[ground]:
            message = (
                f"judgement {identifier!r} rests {weaknesses[ground]}, or say so in its confidence"
            )
            yield at_record(domain, record, "weak", message, "basis")


def _ground(key: Key, ledger: Ledger) -> Iterator[Key]:
    """The records that carry one in the end, and the claims that bear these out."""
    for kind, identifier in ledger.evidence.support(*key).carriers:
        if kind == "claim":
            for claim in ledger.joined_to(identifier):
                if not ledger.evidence.is_withdrawn(claim):
                    yield kind, claim
        else:
            yield kind, identifier


def _weakness(ground: Sequence[Key], ledger: Ledger) -> str:
    """The reason why some records are no good ground; empty if they are."""
    if all(_is_doubtful(key, ledger) for key in ground):
        return "only on sources graded D to F or claims graded 4 to 6; find better ones"
    voices = ledger.evidence.voices_of([key for key in ground if _speaks(key, ledger)])
    if len(voices) != 1 or not any(_is_sourced(key, ledger) for key in voices[0]):
        return ""
    return f"on one {_shared(voices[0], ledger)}; find an independent one"


def _speaks(key: Key, ledger: Ledger) -> bool:
    """Whether a record counts as a voice: a claim that nobody has published does not."""
    return key[0] != "claim" or _is_sourced(key, ledger)


def _is_sourced(key: Key, ledger: Ledger) -> bool:
    record = ledger.get(*key)
    return key[0] == "source" or bool(record and ledger.evidence.carrying(record))


def _shared(voice: Collection[Key], ledger: Ledger) -> str:
    """The link that makes some records one voice: a source, an actor, or both by turns."""
    shared = sorted(frozenset.intersection(*(ledger.evidence.ends(*key) for key in voice)))
    for kind, word in (("source", "origin"), ("actor", "voice")):
        found = [end for of_kind, end in shared if of_kind == kind]
        if found:
            return f"{word} alone ({', '.join(found)})"
    return "voice alone"


def _is_doubtful(key: Key, ledger: Ledger) -> bool:
    record = ledger.get(*key)
    if record is None:
        return False
    credibility = getattr(record, "credibility", None)
    if credibility is not None and CREDIBILITY.rank(credibility) >= DOUBTFUL_CLAIM:
        return True
    sources = (key[1],) if key[0] == "source" else ledger.evidence.carrying(record)
    grades = [getattr(ledger.get("source", source), "reliability", None) for source in sources]
    return bool(grades) and all(
        grade is not None and RELIABILITY.rank(grade) >= DOUBTFUL_SOURCE for grade in grades
    )
