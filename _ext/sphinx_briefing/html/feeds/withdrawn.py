"""Briefs that rest on what has been withdrawn, also after their day, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from ...ledger.citing import cited_by, is_anything_withdrawn, resting
from ...ledger.evidence import Key
from ...ledger.impact import Loss
from ...ledger.known import known_to
from ...presentation.labels import _
from ...presentation.losses import in_short
from ...presentation.values import Facts, title_of
from ...records import Brief
from ...records.dates import span
from ...resolve.banner import STATES, TITLE
from .publication import Publication


class Withdrawn(NamedTuple):
    """The words of a warning about a brief."""

    words: str
    """One or two sentences; empty where there is nothing to tell."""
    since: date
    """The last day on which something was withdrawn."""


def withdrawn_under(publication: Publication, brief: Brief) -> Withdrawn:
    """Find what a brief cites and has been withdrawn, as far as all may know it.

    A feed is not the brief, which knows nothing that came after its day.
    """
    ledger, domain = publication.ledger, publication.domain
    if not is_anything_withdrawn(ledger):
        return Withdrawn("", date.min)
    known = known_to(ledger, brief.docname)
    cited = cited_by(domain.pages[brief.docname], known, publication.conventions)
    found = resting(cited, ledger)
    since = [span(loss.since).first for loss in found.withdrawn.values() if loss.since]
    words = " ".join(_sentences(found.withdrawn, found.shaken, publication)) if found else ""
    return Withdrawn(words, max(since, default=date.min))


def _sentences(
    withdrawn: dict[Key, Loss], shaken: dict[Key, Loss], publication: Publication
) -> Iterator[str]:
    language = publication.config.language or "en"
    facts = Facts(publication.ledger, publication.conventions, language)
    names = [
        f"{name} ({in_short(key[0], loss, facts)})"
        for key, loss in withdrawn.items()
        for name in _names([key], publication)
    ]
    yield f"{_(TITLE)}: {'; '.join(names)}." if names else f"{_(TITLE)}."
    for state, label in STATES.items():
        keys = [key for key, loss in shaken.items() if loss.standing == state]
        if named := [*_names(keys, publication)]:
            yield f"{_(label)}: {'; '.join(named)}."


def _names(keys: Iterable[Key], publication: Publication) -> Iterator[str]:
    """The names of records, without those that may not be seen by all."""
    for key in keys:
        record = publication.ledger.get(*key)
        if record is not None and publication.holds(record):
            yield title_of(record).rstrip(".")
